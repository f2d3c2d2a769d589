package train

// Calibrated is the constants that fit the table of published runs
// (testdata/gpu/runs.csv, 104 runs of 17 families to October 2025); a test fits
// them anew and compares. Volta and other generations keep the prior.
func Calibrated() Calibration {
	return Calibration{
		Efficiency: Efficiency{
			Matrix:    [generations]float64{0, 0.75, 0.7323, 0.6255, 0.6225, 0.6},
			Matrix8:   [generations]float64{0, 0, 0, 0.7608, 0.5582, 0.5},
			Attention: [generations]float64{0, 0.4, 0.5028, 0.3355, 0.4601, 0.4},
			Grouped:   0.6489, Memory: 0.8246, Link: 0.7826, Net: 0.6709, Routing: 8.084, Expose: 0.1857, LayerS: 0.0001878,
		},
		Regimes: []Regime{
			{Ampere, 16, false, 47, 0.4859, 0.9996},
			{Hopper, 16, false, 35, 0.4627, 0.9995},
			{Hopper, 8, false, 7, 0.2935, 1.036},
			{Blackwell, 8, false, 5, 0.3805, 0.9659},
			{Blackwell, 8, true, 6, 0.1439, 1.085},
			{Hopper, 8, true, 4, 0.1697, 0.9299},
		},
		Spread: [Mechanistic + 1]float64{0, 0.4027, 0.1614},
		Unlike: [Mechanistic + 1]float64{0, 0.9796, 0.2821},
		Max:    Extent{GPUs: 16384, Seq: 131072, TP: 8, PP: 64, CP: 16, EP: 64, Hidden: 25600},
	}
}

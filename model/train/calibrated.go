package train

// Calibrated is the constants that fit the table of published runs
// (testdata/gpu/runs.csv, 104 runs of 17 families to October 2025); a test fits
// them anew and compares. Volta and other generations keep the prior.
func Calibrated() Calibration {
	return Calibration{
		Efficiency: Efficiency{
			Matrix:    [generations]float64{0, 0.75, 0.7276, 0.6308, 0.6305, 0.6},
			Matrix8:   [generations]float64{0, 0, 0, 0.7745, 0.5631, 0.5},
			Attention: [generations]float64{0, 0.4, 0.5142, 0.3363, 0.4642, 0.4},
			Grouped:   0.6514, Memory: 0.7705, Link: 0.7646, Net: 0.6693, Routing: 7.332, Expose: 0.1829, LayerS: 0.0001819,
		},
		Regimes: []Regime{
			{Ampere, 16, false, 47, 0.4859, 1.001},
			{Hopper, 16, false, 35, 0.4627, 0.9997},
			{Hopper, 8, false, 7, 0.2935, 1.034},
			{Blackwell, 8, false, 5, 0.3805, 0.9657},
			{Blackwell, 8, true, 6, 0.1439, 1.083},
			{Hopper, 8, true, 4, 0.1697, 0.9297},
		},
		Spread: [Mechanistic + 1]float64{0, 0.4027, 0.1595},
		Unlike: [Mechanistic + 1]float64{0, 0.9796, 0.2753},
		Max:    Extent{GPUs: 16384, Seq: 131072, TP: 8, PP: 64, CP: 16, EP: 64, Hidden: 25600},
	}
}

package train

// Calibrated is the constants that fit the table of published runs
// (testdata/gpu/runs.csv, 104 runs of 17 families to October 2025); a test fits
// them anew and compares. Volta and other generations keep the prior.
func Calibrated() Calibration {
	return Calibration{
		Efficiency: Efficiency{
			Matrix:    [generations]float64{0, 0.75, 0.7263, 0.6303, 0.6265, 0.6},
			Matrix8:   [generations]float64{0, 0, 0, 0.7775, 0.5625, 0.5},
			Attention: [generations]float64{0, 0.4, 0.5147, 0.3359, 0.4626, 0.4},
			Grouped:   0.6548, Memory: 0.7821, Link: 0.7582, Net: 0.6687, Routing: 7.168, Expose: 0.1788, LayerS: 0.0001957,
		},
		Regimes: []Regime{
			{Ampere, 16, false, 47, 0.4859, 1.001},
			{Hopper, 16, false, 35, 0.4627, 1},
			{Hopper, 8, false, 7, 0.2935, 1.035},
			{Blackwell, 8, false, 5, 0.3805, 0.9649},
			{Blackwell, 8, true, 6, 0.1439, 1.085},
			{Hopper, 8, true, 4, 0.1654, 0.9259},
		},
		Spread: [Mechanistic + 1]float64{0, 0.3914, 0.1603},
		Unlike: [Mechanistic + 1]float64{0, 0.9796, 0.2805},
		Max:    Extent{GPUs: 16384, Seq: 131072, TP: 8, PP: 64, CP: 16, EP: 64, Hidden: 25600},
	}
}

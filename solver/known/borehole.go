package known

import "math"

// Borehole is the flow of water through a borehole, in m^3/year, of eight
// inputs: its radius, the radius of influence, transmissivities and heads of the upper and
// the lower aquifer, its length and its conductivity.
//
//	2 pi Tu (Hu - Hl) / (ln(r/rw) (1 + 2 L Tu / (ln(r/rw) rw^2 Kw) + Tu/Tl))
//
// It is monotone, nearly a product, and far from flat: what a model of cost or capacity is like. Its
// indices have no closed form: these are the means of eight scramblings of 2^19 Sobol points of scipy
// (testdata/bench/peers/borehole.py), which differ from each other by 1e-6.
func Borehole() Function {
	uniform := func(lo, hi, u float64) float64 { return lo + (hi-lo)*u }
	return Function{Name: "borehole", Dims: 8, Eval: func(u []float64) float64 {
		rw := uniform(0.05, 0.15, u[0])
		r := uniform(100, 50000, u[1])
		tu, hu := uniform(63070, 115600, u[2]), uniform(990, 1110, u[3])
		tl, hl := uniform(63.1, 116, u[4]), uniform(700, 820, u[5])
		l, kw := uniform(1120, 1680, u[6]), uniform(9855, 12045, u[7])
		ln := math.Log(r / rw)
		return 2 * math.Pi * tu * (hu - hl) / (ln * (1 + 2*l*tu/(ln*rw*rw*kw) + tu/tl))
	},
		Mean: 77.6513, Variance: 2078.93,
		First: []float64{0.828923, 1.06e-6, 0, 0.041385, 5.4e-6, 0.041385, 0.039342, 0.009521}, Total: []float64{0.866834, 2.32e-6, 0, 0.054110, 1.073e-5, 0.054110, 0.052077, 0.012731},
		Source: "Harper and Gupta, Sensitivity/uncertainty analysis of a borehole scenario, ONWI-516, 1983; ranges as in Morris, Mitchell and Ylvisaker, Technometrics 35, 1993"}
}

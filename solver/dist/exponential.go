package dist

import "math"

// Exponential is the exponential distribution.
type Exponential struct{ Rate float64 } // 1/mean

var exponentialEntry = Entry{
	Name:    "exponential",
	Params:  []Param{{Key: "mean", Scaled: true, Required: true, Doc: "mean, above 0"}},
	Doc:     "A wait without memory, by its mean.",
	Formula: "x = -mean log(1-u)",
	Source:  "definition",
	Example: Args{"mean": {6}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("mean")
		d := Exponential{1 / r.positive("mean")}
		return d, r.errs
	},
}

// Quantile is -mean log(1-u).
func (d Exponential) Quantile(u float64) float64 { return -math.Log1p(-u) / d.Rate }

// CDF is 1 - exp(-x/mean).
func (d Exponential) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return -math.Expm1(-x * d.Rate)
}

// Mean returns the mean.
func (d Exponential) Mean() float64 { return 1 / d.Rate }

// SD equals the mean.
func (d Exponential) SD() float64 { return 1 / d.Rate }

// Support is the positive half line.
func (d Exponential) Support() (lo, hi float64) { return 0, math.Inf(1) }

package dist

import "math"

// Uniform has equal density between Min and Max.
type Uniform struct{ Min, Max float64 }

var uniformEntry = Entry{
	Name: "uniform",
	Params: []Param{
		{Key: "min", Scaled: true, Required: true, Doc: "least value"},
		{Key: "max", Scaled: true, Required: true, Doc: "greatest value, above min"},
	},
	Doc:     "Equal density between min and max.",
	Formula: "x = min + u (max - min)",
	Source:  "definition",
	Example: Args{"min": {1.3}, "max": {1.7}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("min", "max")
		d := Uniform{r.one("min"), r.one("max")}
		if d.Min >= d.Max {
			r.fail("max", "min must be below max", "%.6g is not above min %.6g", d.Max, d.Min)
		}
		return d, r.errs
	},
}

// Quantile is linear in u.
func (d Uniform) Quantile(u float64) float64 { return d.Min + u*(d.Max-d.Min) }

// CDF is linear between Min and Max.
func (d Uniform) CDF(x float64) float64 {
	return math.Min(math.Max((x-d.Min)/(d.Max-d.Min), 0), 1)
}

// Mean is the middle.
func (d Uniform) Mean() float64 { return d.Min + (d.Max-d.Min)/2 }

// SD is (Max - Min)/sqrt(12).
func (d Uniform) SD() float64 { return (d.Max - d.Min) / math.Sqrt(12) }

// Support is [Min, Max].
func (d Uniform) Support() (lo, hi float64) { return d.Min, d.Max }

package dist

// Constant is one value with certainty.
type Constant struct{ Value float64 }

var constantEntry = Entry{
	Name: "constant", Step: true,
	Params:  []Param{{Key: "value", Scaled: true, Required: true, Doc: "the value"}},
	Doc:     "One value with certainty.",
	Formula: "x = value",
	Source:  "definition",
	Example: Args{"value": {24}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("value")
		v := r.one("value")
		return Constant{v}, r.errs
	},
}

// Quantile returns the value.
func (d Constant) Quantile(float64) float64 { return d.Value }

// CDF is a step at the value.
func (d Constant) CDF(x float64) float64 {
	if x < d.Value {
		return 0
	}
	return 1
}

// Mean returns the value.
func (d Constant) Mean() float64 { return d.Value }

// SD is 0.
func (d Constant) SD() float64 { return 0 }

// Support is the value alone.
func (d Constant) Support() (lo, hi float64) { return d.Value, d.Value }

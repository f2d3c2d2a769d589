package dist

import "math"

// Weibull is the Weibull distribution.
type Weibull struct{ Shape, Scale float64 }

var weibullEntry = Entry{
	Name: "weibull",
	Params: []Param{
		{Key: "shape", Required: true, Doc: "shape, 0.1 to 1e6; above 1 the hazard rises with age"},
		{Key: "scale", Scaled: true, Required: true, Doc: "scale, above 0; 63.2 % lie below it"},
	},
	Doc:     "A lifetime, by shape and scale.",
	Formula: "x = scale (-log(1-u))^(1/shape)",
	Source:  "Weibull, Journal of Applied Mechanics, 1951",
	Example: Args{"shape": {1.7}, "scale": {8}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("shape", "scale")
		d := Weibull{r.shape("shape"), r.positive("scale")}
		return d, r.errs
	},
}

// Quantile is scale (-log(1-u))^(1/shape).
func (d Weibull) Quantile(u float64) float64 {
	return d.Scale * math.Pow(-math.Log1p(-u), 1/d.Shape)
}

// CDF is 1 - exp(-(x/scale)^shape).
func (d Weibull) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return -math.Expm1(-math.Pow(x/d.Scale, d.Shape))
}

// Mean is scale Gamma(1 + 1/shape).
func (d Weibull) Mean() float64 { return d.Scale * math.Gamma(1+1/d.Shape) }

// SD is scale sqrt(Gamma(1 + 2/shape) - Gamma(1 + 1/shape)^2).
func (d Weibull) SD() float64 {
	g := math.Gamma(1 + 1/d.Shape)
	return d.Scale * math.Sqrt(math.Gamma(1+2/d.Shape)-g*g)
}

// Support is the positive half line.
func (d Weibull) Support() (lo, hi float64) { return 0, math.Inf(1) }

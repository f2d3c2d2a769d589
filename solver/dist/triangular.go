package dist

import "math"

// Triangular has a density that rises linearly from Min to Mode and falls to Max.
type Triangular struct{ Min, Mode, Max float64 }

var threePoint = []Param{
	{Key: "min", Scaled: true, Required: true, Doc: "least value"},
	{Key: "mode", Scaled: true, Required: true, Doc: "most likely value, between min and max"},
	{Key: "max", Scaled: true, Required: true, Doc: "greatest value, above min"},
}

var triangularEntry = Entry{
	Name:    "triangular",
	Params:  threePoint,
	Doc:     "Density rising linearly to the mode and falling to the maximum.",
	Formula: "x = min + sqrt(u (max-min)(mode-min)) below the mode, max - sqrt((1-u)(max-min)(max-mode)) above",
	Source:  "Johnson, The Triangular Distribution as a Proxy for the Beta Distribution in Risk Analysis, The Statistician, 1997",
	Example: Args{"min": {1.3}, "mode": {1.45}, "max": {1.7}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		min, mode, max := r.threePoint()
		return Triangular{min, mode, max}, r.errs
	},
}

// threePoint reads min <= mode <= max with min < max.
func (r *reader) threePoint() (min, mode, max float64) {
	r.known("min", "mode", "max")
	min, mode, max = r.one("min"), r.one("mode"), r.one("max")
	if min >= max {
		r.fail("max", "min must be below max", "%.6g is not above min %.6g", max, min)
	} else if mode < min || mode > max {
		r.fail("mode", "the mode lies between min and max", "%.6g is outside %.6g to %.6g", mode, min, max)
	}
	return min, mode, max
}

// Quantile inverts the two parabolas.
func (d Triangular) Quantile(u float64) float64 {
	w := d.Max - d.Min
	if u*w < d.Mode-d.Min {
		return d.Min + math.Sqrt(u*w*(d.Mode-d.Min))
	}
	return d.Max - math.Sqrt((1-u)*w*(d.Max-d.Mode))
}

// CDF is made of two parabolas.
func (d Triangular) CDF(x float64) float64 {
	w := d.Max - d.Min
	switch {
	case x <= d.Min:
		return 0
	case x >= d.Max:
		return 1
	case x < d.Mode:
		return (x - d.Min) * (x - d.Min) / (w * (d.Mode - d.Min))
	}
	return 1 - (d.Max-x)*(d.Max-x)/(w*(d.Max-d.Mode))
}

// Mean is the mean of the three points.
func (d Triangular) Mean() float64 { return (d.Min + d.Mode + d.Max) / 3 }

// SD is sqrt((a² + ab + b²)/18) with a = Mode - Min and b = Max - Mode.
func (d Triangular) SD() float64 {
	a, b := d.Mode-d.Min, d.Max-d.Mode
	return math.Sqrt((a*a + a*b + b*b) / 18)
}

// Support is [Min, Max].
func (d Triangular) Support() (lo, hi float64) { return d.Min, d.Max }

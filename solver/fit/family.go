package fit

import "math"

// Param is a parameter of a family: its name, its unit in words ("count" is
// the unit of the series) and the bounds of the search. Bounds of the ceiling
// are multiples of the largest count of the series.
type Param struct {
	Name, Unit string
	Lo, Hi     float64
	// Linear parameters are searched between their bounds as they are, others,
	// which are positive, by their logarithm.
	Linear bool
}

// Curve is a cumulative count as a function of time, in years since the launch.
type Curve interface {
	// At is the count at t.
	At(t float64) float64
	// Params are the parameters in the order of the family's Params.
	Params() []float64
}

// Family is a curve with its parameters open. The first is the ceiling.
type Family struct {
	Name   string
	Params []Param
	New    func(x []float64) Curve
	starts func(s Series) [][]float64
}

// Families are the curves that are fitted, in the order of the tables.
var Families = []Family{LogisticFamily, GompertzFamily, BassFamily, RichardsFamily}

// MaxCeiling is how many times the largest count a ceiling is searched up to.
// It is no judgement of what is possible: it stands for "without end".
const MaxCeiling = 1000

// UpTo is the family with ceilings of at most so many times the largest count.
func (f Family) UpTo(multiple float64) Family {
	f.Params = append([]Param(nil), f.Params...)
	f.Params[0].Hi = multiple
	return f
}

func ceiling(name string) Param { return Param{Name: name, Unit: "count", Lo: 0.5, Hi: MaxCeiling} }

func rate(name string) Param { return Param{Name: name, Unit: "1/year", Lo: 1e-3, Hi: 100} }

// LogisticFamily is the family of Logistic.
var LogisticFamily = Family{
	Name:   "logistic",
	Params: []Param{ceiling("K"), rate("r"), {Name: "t0", Unit: "years", Lo: -30, Hi: 60, Linear: true}},
	New:    func(x []float64) Curve { return Logistic{x[0], x[1], x[2]} },
	starts: func(s Series) [][]float64 {
		return linearised(s, func(share float64) float64 { return math.Log(share / (1 - share)) },
			func(k, a, b float64) []float64 { return []float64{k, b, -a / b} })
	},
}

// GompertzFamily is the family of Gompertz.
var GompertzFamily = Family{
	Name:   "Gompertz",
	Params: []Param{ceiling("K"), {Name: "b", Unit: "1", Lo: 1e-3, Hi: 1e4}, rate("c")},
	New:    func(x []float64) Curve { return Gompertz{x[0], x[1], x[2]} },
	starts: func(s Series) [][]float64 {
		return linearised(s, func(share float64) float64 { return -math.Log(-math.Log(share)) },
			func(k, a, b float64) []float64 { return []float64{k, math.Exp(-a), b} })
	},
}

// RichardsFamily is the family of Richards.
var RichardsFamily = Family{
	Name: "Richards",
	Params: []Param{ceiling("K"), rate("r"), {Name: "t0", Unit: "years", Lo: -30, Hi: 60, Linear: true},
		{Name: "v", Unit: "1", Lo: 1e-4, Hi: 100}},
	New: func(x []float64) Curve { return Richards{x[0], x[1], x[2], x[3]} },
	starts: func(s Series) [][]float64 {
		var out [][]float64
		for _, x := range LogisticFamily.starts(s) {
			out = append(out, append(x, 1), append(x[:3:3], 10))
		}
		for _, x := range GompertzFamily.starts(s) {
			out = append(out, []float64{x[0], x[2], math.Log(x[1]) / x[2], 0.01})
		}
		return out
	},
}

// BassFamily is the family of Bass.
var BassFamily = Family{
	Name:   "Bass",
	Params: []Param{ceiling("m"), {Name: "p", Unit: "1/year", Lo: 1e-7, Hi: 10}, {Name: "q", Unit: "1/year", Lo: 1e-6, Hi: 100}},
	New:    func(x []float64) Curve { return Bass{x[0], x[1], x[2]} },
	starts: bassStarts,
}

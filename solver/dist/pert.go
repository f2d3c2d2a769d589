package dist

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// PERT is a beta distribution over [Min, Max] with its peak at Mode and shape
// 4. Make it with NewPERT: its quantile is a table.
type PERT struct {
	Min, Mode, Max float64
	alpha, beta    float64
	x, dx          []float64 // quantile of the unit beta and its slope, over nodes of log(u/(1-u))
}

var pertEntry = Entry{
	Name:    "pert",
	Params:  threePoint,
	Doc:     "A smooth three-point estimate: a beta distribution whose mean is (min + 4 mode + max)/6.",
	Formula: "x = min + (max-min) Beta(1 + 4 (mode-min)/(max-min), 1 + 4 (max-mode)/(max-min))",
	Source:  "Malcolm, Roseboom, Clark and Fazar, Operations Research, 1959; Vose, Risk Analysis, 2008",
	Example: Args{"min": {0.3}, "mode": {0.5}, "max": {0.8}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		min, mode, max := r.threePoint()
		if len(r.errs) > 0 {
			return nil, r.errs
		}
		return NewPERT(min, mode, max), nil
	},
}

// The table covers u from 1e-4 to 1 - 1e-4 in the logit of u, where the
// quantile is smooth also at the ends; beyond it the exact function is used.
const (
	pertNodes = 1024
	pertReach = 9.2102403669758 // logit of 0.9999
	pertStep  = 2 * pertReach / (pertNodes - 1)
)

// NewPERT makes the distribution for min <= mode <= max, min < max. The exact
// quantile costs microseconds, so that a table of values and slopes is made
// here; cubic interpolation in it is within 1e-9 of the range.
func NewPERT(min, mode, max float64) *PERT {
	d := &PERT{Min: min, Mode: mode, Max: max}
	d.alpha = 1 + 4*(mode-min)/(max-min)
	d.beta = 6 - d.alpha
	d.x, d.dx = make([]float64, pertNodes), make([]float64, pertNodes)
	lb := mathext.Lbeta(d.alpha, d.beta)
	for i := range d.x {
		u := logistic(-pertReach + float64(i)*pertStep)
		x := mathext.InvRegIncBeta(d.alpha, d.beta, u)
		// dx/dz = (du/dz)/density, z the logit of u.
		density := math.Exp((d.alpha-1)*math.Log(x) + (d.beta-1)*math.Log1p(-x) - lb)
		d.x[i], d.dx[i] = x, u*(1-u)/density
	}
	return d
}

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// Quantile interpolates the table in the body and is exact in the tails.
func (d *PERT) Quantile(u float64) float64 {
	return d.Min + (d.Max-d.Min)*d.unit(u)
}

func (d *PERT) unit(u float64) float64 {
	f := (math.Log(u/(1-u)) + pertReach) / pertStep
	if !(f >= 0 && f < pertNodes-1) {
		return mathext.InvRegIncBeta(d.alpha, d.beta, u)
	}
	i := int(f)
	t := f - float64(i)
	// Cubic Hermite between nodes i and i+1.
	s := 1 - t
	return s*s*(1+2*t)*d.x[i] + t*t*(3-2*t)*d.x[i+1] + pertStep*t*s*(s*d.dx[i]-t*d.dx[i+1])
}

// CDF is the regularised incomplete beta function.
func (d *PERT) CDF(x float64) float64 {
	f := (x - d.Min) / (d.Max - d.Min)
	switch {
	case f <= 0:
		return 0
	case f >= 1:
		return 1
	}
	return mathext.RegIncBeta(d.alpha, d.beta, f)
}

// Mean is (min + 4 mode + max)/6.
func (d *PERT) Mean() float64 { return (d.Min + 4*d.Mode + d.Max) / 6 }

// SD is sqrt((mean-min)(max-mean)/7).
func (d *PERT) SD() float64 {
	m := d.Mean()
	return math.Sqrt((m - d.Min) * (d.Max - m) / 7)
}

// Support is [Min, Max].
func (d *PERT) Support() (lo, hi float64) { return d.Min, d.Max }

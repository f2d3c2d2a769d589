package dist

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Beta is the beta distribution over [Min, Max]. Make it with NewBeta: its
// quantile is a table.
type Beta struct {
	Alpha, Beta float64
	Min, Max    float64
	table       *table // of the logit of the unit quantile
}

var betaEntry = Entry{
	Name: "beta",
	Params: []Param{
		{Key: "alpha", Required: true, Doc: "first shape, 0.1 to 1e6"},
		{Key: "beta", Required: true, Doc: "second shape, 0.1 to 1e6"},
		{Key: "min", Scaled: true, Doc: "least value; 0 when left out"},
		{Key: "max", Scaled: true, Doc: "greatest value; 1 when left out"},
	},
	Doc:     "A share between two bounds, by two shapes.",
	Formula: "x = min + (max-min) B, B with density proportional to b^(alpha-1) (1-b)^(beta-1)",
	Source:  "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, volume 2, 1995, chapter 25",
	Example: Args{"alpha": {2}, "beta": {5}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("alpha", "beta", "min", "max")
		alpha, beta := r.shape("alpha"), r.shape("beta")
		lo, hi := r.optional("min", 0), r.optional("max", 1)
		if len(r.errs) == 0 && !(lo < hi) {
			r.fail("max", "the greatest value lies above the least", "%.6g is not above %.6g", hi, lo)
		}
		if len(r.errs) > 0 {
			return nil, r.errs
		}
		return NewBeta(alpha, beta, lo, hi), nil
	},
}

// NewBeta makes the distribution; shapes of 0.1 to 1e6. Its quantile is
// within 1e-9 relative of both the value above Min and the distance to Max.
func NewBeta(alpha, beta, min, max float64) *Beta {
	d := &Beta{Alpha: alpha, Beta: beta, Min: min, Max: max}
	lb := mathext.Lbeta(alpha, beta)
	d.table = newTable(func(y float64) (below, above, density float64) {
		x, c := logistic(y), logistic(-y)
		lx, lc := logLogistic(y), logLogistic(-y)
		// Near an end the leading term of the series, where x itself would underflow.
		below = math.Log(mathext.RegIncBeta(alpha, beta, x))
		if x < 1e-14/(alpha+beta) {
			below = alpha*lx - lb - math.Log(alpha)
		}
		above = math.Log(mathext.RegIncBeta(beta, alpha, c))
		if c < 1e-14/(alpha+beta) {
			above = beta*lc - lb - math.Log(beta)
		}
		return below, above, alpha*lx + beta*lc - lb
	}, -tableReach/math.Min(alpha, 1)-800, tableReach/math.Min(beta, 1)+800)
	return d
}

// Quantile interpolates the table.
func (d *Beta) Quantile(u float64) float64 {
	y := d.table.at(u)
	if y > 0 { // from the upper end, to keep the digits of the distance to it
		return d.Max - (d.Max-d.Min)*logistic(-y)
	}
	return d.Min + (d.Max-d.Min)*logistic(y)
}

// CDF is the regularised incomplete beta function.
func (d *Beta) CDF(x float64) float64 {
	f := (x - d.Min) / (d.Max - d.Min)
	switch {
	case f <= 0:
		return 0
	case f >= 1:
		return 1
	}
	return mathext.RegIncBeta(d.Alpha, d.Beta, f)
}

// Mean is min + (max-min) alpha/(alpha+beta).
func (d *Beta) Mean() float64 { return d.Min + (d.Max-d.Min)*d.Alpha/(d.Alpha+d.Beta) }

// SD is (max-min) sqrt(alpha beta / (alpha+beta+1)) / (alpha+beta).
func (d *Beta) SD() float64 {
	s := d.Alpha + d.Beta
	return (d.Max - d.Min) * math.Sqrt(d.Alpha*d.Beta/(s+1)) / s
}

// Support is [Min, Max].
func (d *Beta) Support() (lo, hi float64) { return d.Min, d.Max }

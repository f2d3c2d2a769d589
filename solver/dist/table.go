package dist

import "math"

// table is a quantile function made fast: y = g(x) over the logit of u, where
// g is chosen so that y becomes a straight line in both tails (log for a power
// at zero, logit for a power at both ends, asinh for power tails). Cubic
// Hermite interpolation between nodes, with exact values and slopes there.
type table struct {
	y, dy []float64
}

// The table covers every u that a generator can give: logit of 2^-54 is -37.4.
const (
	tableReach = 38.0
	tableNodes = 6001
	tableStep  = 2 * tableReach / (tableNodes - 1)
)

// tails gives, at y, the logarithms of the probability below and above and
// that of the density in y.
type tails func(y float64) (below, above, density float64)

// newTable solves the quantile at every node by Newton's method in y on the
// logarithm of the smaller tail, kept within a bracket. from and to bracket
// the solution at the lowest node.
func newTable(f tails, from, to float64) *table {
	t := &table{make([]float64, tableNodes), make([]float64, tableNodes)}
	y := (from + to) / 2
	for i := range t.y {
		z := -tableReach + float64(i)*tableStep
		y = solve(f, z, y, from, to)
		_, _, density := f(y)
		// dy/dz = (du/dz) / density, with log(du/dz) = log u + log(1-u).
		t.y[i], t.dy[i] = y, math.Exp(logLogistic(z)+logLogistic(-z)-density)
	}
	return t
}

// logLogistic is log(1/(1+exp(-z))) without loss in either tail.
func logLogistic(z float64) float64 {
	if z < -30 {
		return z - math.Exp(z)
	}
	return -math.Log1p(math.Exp(-z))
}

// solve finds y where the distribution function is the logistic of z.
func solve(f tails, z, y, lo, hi float64) float64 {
	lower, upper := logLogistic(z), logLogistic(-z)
	for range 200 {
		below, above, density := f(y)
		// miss has the sign of F(y) - u; slope is its derivative.
		miss, slope := below-lower, math.Exp(density-below)
		if z > 0 {
			miss, slope = upper-above, math.Exp(density-above)
		}
		if math.IsNaN(miss) {
			return math.NaN()
		}
		if miss > 0 {
			hi = y
		} else {
			lo = y
		}
		next := y - miss/slope
		if math.Abs(next-y) <= 1e-13*math.Max(1, math.Abs(y)) && !math.IsInf(slope, 0) {
			return next // quadratic: the error left is the square of the step
		}
		if !(next > lo && next < hi) {
			next = (lo + hi) / 2
		}
		y = next
	}
	return y
}

// at interpolates y at u. Beyond the table, which no generator reaches, it goes on in a straight line.
func (t *table) at(u float64) float64 {
	f := (math.Log(u/(1-u)) + tableReach) / tableStep
	switch {
	case f <= 0:
		return t.y[0] + f*tableStep*t.dy[0]
	case f >= tableNodes-1:
		return t.y[tableNodes-1] + (f-tableNodes+1)*tableStep*t.dy[tableNodes-1]
	}
	i := int(f)
	s := f - float64(i)
	r := 1 - s
	return r*r*(1+2*s)*t.y[i] + s*s*(3-2*s)*t.y[i+1] + tableStep*s*r*(r*t.dy[i]-s*t.dy[i+1])
}

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

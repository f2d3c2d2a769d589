package dist

import "math"

// Discrete takes one of a few values by weight. Values keep the order in
// which they were given, so a choice's first option has the lowest uniforms.
type Discrete struct {
	Values []float64
	cum    []float64 // cumulative probabilities; the last is 1
}

var discreteEntry = Entry{
	Name: "discrete", Step: true,
	Params: []Param{
		{Key: "values", Scaled: true, Required: true, List: true, Doc: "the values, each once"},
		{Key: "weights", Required: true, List: true, Doc: "one weight for each value, not negative; they are scaled to add up to 1"},
	},
	Doc:     "One of a few values, by weight.",
	Formula: "x = the first value whose cumulative weight reaches u",
	Source:  "definition",
	Example: Args{"values": {0, 1, 2}, "weights": {0.4, 0.3, 0.3}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("values", "weights")
		values, weights := r.list("values"), r.list("weights")
		if len(r.errs) == 0 {
			r.checkWeights(values, weights)
		}
		if len(r.errs) > 0 {
			return nil, r.errs
		}
		return newDiscrete(values, weights), nil
	},
}

func (r *reader) checkWeights(values, weights []float64) {
	if len(values) != len(weights) {
		r.fail("weights", "give one weight for each value", "%d weights for %d values", len(weights), len(values))
		return
	}
	sum := 0.0
	seen := map[float64]bool{}
	for i, w := range weights {
		if w < 0 {
			r.fail("weights", "weights are probabilities or odds", "%.6g is negative", w)
		}
		if seen[values[i]] {
			r.fail("values", "give each value once", "%.6g is there twice", values[i])
		}
		seen[values[i]] = true
		sum += w
	}
	if sum <= 0 || math.IsInf(sum, 0) {
		r.fail("weights", "at least one weight must be above 0", "the weights add up to %.6g", sum)
	}
}

func newDiscrete(values, weights []float64) Discrete {
	d := Discrete{Values: append([]float64(nil), values...), cum: make([]float64, len(weights))}
	sum, run := 0.0, 0.0
	for _, w := range weights {
		sum += w
	}
	for i, w := range weights {
		run += w
		d.cum[i] = run / sum
	}
	d.cum[len(d.cum)-1] = 1
	return d
}

// Quantile returns the first value whose cumulative probability exceeds u.
func (d Discrete) Quantile(u float64) float64 {
	for i, c := range d.cum {
		if u < c {
			return d.Values[i]
		}
	}
	return d.Values[len(d.Values)-1]
}

// CDF adds up the probabilities of values at or below x.
func (d Discrete) CDF(x float64) float64 {
	p := 0.0
	for i, v := range d.Values {
		if v <= x {
			p += d.P(i)
		}
	}
	return p
}

// P returns the probability of value i.
func (d Discrete) P(i int) float64 {
	if i == 0 {
		return d.cum[0]
	}
	return d.cum[i] - d.cum[i-1]
}

// Mean is the weighted mean.
func (d Discrete) Mean() float64 {
	m := 0.0
	for i, v := range d.Values {
		m += d.P(i) * v
	}
	return m
}

// SD is the weighted standard deviation.
func (d Discrete) SD() float64 {
	m, s := d.Mean(), 0.0
	for i, v := range d.Values {
		s += d.P(i) * (v - m) * (v - m)
	}
	return math.Sqrt(s)
}

// Support spans the values that have weight.
func (d Discrete) Support() (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for i, v := range d.Values {
		if d.P(i) > 0 {
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
	}
	return lo, hi
}

package dist

import (
	"math"
	"sort"
)

// Counts is a distribution over whole numbers, as a table of cumulative
// probabilities: Poisson, binomial and Bernoulli.
type Counts struct {
	first    int
	cum      []float64 // of first, first+1, ...; the last is 1
	mean, sd float64
	top      float64 // greatest value, which may be infinite
}

var poissonEntry = Entry{
	Name: "poisson", Step: true,
	Params:  []Param{{Key: "mean", Scaled: true, Required: true, Doc: "mean, above 0, at most 1e6"}},
	Doc:     "How many independent events fall into a period, by their mean number.",
	Formula: "P(k) = mean^k exp(-mean) / k!",
	Source:  "Johnson, Kemp and Kotz, Univariate Discrete Distributions, 2005, chapter 4",
	Example: Args{"mean": {10}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("mean")
		m := r.positive("mean")
		if m > 1e6 {
			r.fail("mean", "use a normal for counts so large", "%.6g is above 1e6", m)
		}
		if len(r.errs) > 0 {
			return nil, r.errs
		}
		log := func(k float64) float64 { l, _ := math.Lgamma(k + 1); return k*math.Log(m) - m - l }
		return newCounts(log, m, math.Sqrt(m), math.Inf(1)), nil
	},
}

var binomialEntry = Entry{
	Name: "binomial", Step: true,
	Params: []Param{
		{Key: "n", Scaled: true, Required: true, Doc: "number of trials, a whole number of 1 to 1e6"},
		{Key: "p", Required: true, Doc: "probability of each, inside 0 to 1"},
	},
	Doc:     "How many of n independent trials succeed.",
	Formula: "P(k) = C(n, k) p^k (1-p)^(n-k)",
	Source:  "Johnson, Kemp and Kotz, Univariate Discrete Distributions, 2005, chapter 3",
	Example: Args{"n": {20}, "p": {0.3}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("n", "p")
		n, p := r.one("n"), r.probability("p")
		if len(r.errs) == 0 && (n < 1 || n > 1e6 || n != math.Trunc(n)) {
			r.fail("n", "give a whole number of 1 to 1e6", "%.6g is not a number of trials", n)
		}
		if len(r.errs) > 0 {
			return nil, r.errs
		}
		all, _ := math.Lgamma(n + 1)
		log := func(k float64) float64 {
			a, _ := math.Lgamma(k + 1)
			b, _ := math.Lgamma(n - k + 1)
			return all - a - b + k*math.Log(p) + (n-k)*math.Log1p(-p)
		}
		return newCounts(log, n*p, math.Sqrt(n*p*(1-p)), n), nil
	},
}

var bernoulliEntry = Entry{
	Name: "bernoulli", Step: true,
	Params:  []Param{{Key: "p", Required: true, Doc: "probability of 1, inside 0 to 1"}},
	Doc:     "One with a probability, else nought.",
	Formula: "P(1) = p, P(0) = 1-p",
	Source:  "definition",
	Example: Args{"p": {0.7}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("p")
		p := r.probability("p")
		if len(r.errs) > 0 {
			return nil, r.errs
		}
		return &Counts{cum: []float64{1 - p, 1}, mean: p, sd: math.Sqrt(p * (1 - p)), top: 1}, nil
	},
}

// newCounts tabulates every number within 40 standard deviations of the mean
// whose probability is not lost beside 1: what is left out is below 1e-17.
func newCounts(log func(k float64) float64, mean, sd, top float64) *Counts {
	first := int(math.Max(0, math.Floor(mean-40*sd-40)))
	last := int(math.Min(top, math.Ceil(mean+40*sd+40)))
	for first < last && log(float64(first)) < -60 {
		first++
	}
	d := &Counts{first: first, mean: mean, sd: sd, top: top}
	sum := 0.0
	for k := first; k <= last; k++ {
		l := log(float64(k))
		if l < -60 && float64(k) > mean {
			break
		}
		sum += math.Exp(l)
		d.cum = append(d.cum, sum)
	}
	for i := range d.cum {
		d.cum[i] /= sum // rounding of the logarithms, about 1e-12
	}
	return d
}

// Quantile is the first number whose cumulative probability exceeds u.
func (d *Counts) Quantile(u float64) float64 {
	if len(d.cum) <= 8 {
		for i, c := range d.cum {
			if u < c {
				return float64(d.first + i)
			}
		}
	}
	i := sort.SearchFloat64s(d.cum, u)
	if i < len(d.cum)-1 && d.cum[i] == u {
		i++
	}
	return float64(d.first + min(i, len(d.cum)-1))
}

// CDF is the probability of at most x.
func (d *Counts) CDF(x float64) float64 {
	i := math.Floor(x) - float64(d.first)
	switch {
	case i < 0:
		return 0
	case i >= float64(len(d.cum)):
		return 1
	}
	return d.cum[int(i)]
}

// Mean returns the mean.
func (d *Counts) Mean() float64 { return d.mean }

// SD returns the standard deviation.
func (d *Counts) SD() float64 { return d.sd }

// Support is 0 to the number of trials, or without end.
func (d *Counts) Support() (lo, hi float64) { return 0, d.top }

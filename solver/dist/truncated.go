package dist

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
)

// Truncated is a normal distribution of which only [Min, Max] is kept.
type Truncated struct {
	Mu, Sigma float64
	Min, Max  float64 // may be infinite
	flip      bool    // the kept part lies above the mean: work with upper tails
	pa, mass  float64 // probability before the kept part, and of it
}

var truncatedEntry = Entry{
	Name: "truncated-normal",
	Params: []Param{
		{Key: "mean", Scaled: true, Required: true, Doc: "mean of the whole normal, before the cut"},
		{Key: "sd", Scaled: true, Required: true, Doc: "standard deviation of the whole normal, above 0"},
		{Key: "min", Scaled: true, Doc: "least value; none when left out"},
		{Key: "max", Scaled: true, Doc: "greatest value; none when left out"},
	},
	Doc:     "A normal distribution cut at one or both ends.",
	Formula: "x = mean + sd z(F(a) + u (F(b) - F(a))), a and b the cuts in standard deviations, F the standard normal CDF",
	Source:  "Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, volume 1, 1994, section 13.10",
	Example: Args{"mean": {2}, "sd": {1.5}, "min": {0}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("mean", "sd", "min", "max")
		mu, sigma := r.one("mean"), r.positive("sd")
		lo, hi := r.optional("min", math.Inf(-1)), r.optional("max", math.Inf(1))
		if _, a := r.args["min"]; !a {
			if _, b := r.args["max"]; !b {
				r.fail("", "add min or max, or use normal", "nothing is cut off")
			}
		}
		if len(r.errs) == 0 && !(lo < hi) {
			r.fail("max", "the greatest value lies above the least", "%.6g is not above %.6g", hi, lo)
		}
		if len(r.errs) > 0 {
			return nil, r.errs
		}
		d := newTruncated(mu, sigma, lo, hi)
		if !(d.mass > 1e-9) {
			r.fail("", "move min and max towards the mean", "less than one in 10^9 of the normal is kept")
		}
		return d, r.errs
	},
}

func normalCDF(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

func newTruncated(mu, sigma, lo, hi float64) Truncated {
	d := Truncated{Mu: mu, Sigma: sigma, Min: lo, Max: hi}
	a, b := (lo-mu)/sigma, (hi-mu)/sigma
	d.flip = a > 0
	if d.flip {
		a, b = -b, -a
	}
	d.pa = normalCDF(a)
	d.mass = normalCDF(b) - d.pa
	return d
}

// Quantile inverts the normal over the kept part, from the tail that keeps its digits.
func (d Truncated) Quantile(u float64) float64 {
	var z float64
	if d.flip {
		z = -NormalQuantile(d.pa + (1-u)*d.mass)
	} else {
		z = NormalQuantile(d.pa + u*d.mass)
	}
	return math.Min(math.Max(d.Mu+d.Sigma*z, d.Min), d.Max)
}

// CDF is the share of the kept part at or below x.
func (d Truncated) CDF(x float64) float64 {
	switch {
	case x <= d.Min:
		return 0
	case x >= d.Max:
		return 1
	case d.flip:
		return 1 - (normalCDF(-(x-d.Mu)/d.Sigma)-d.pa)/d.mass
	}
	return (normalCDF((x-d.Mu)/d.Sigma) - d.pa) / d.mass
}

// at returns the density over the mass, and z times it, at a cut.
func (d Truncated) at(x float64) (f, zf float64) {
	z := (x - d.Mu) / d.Sigma
	if math.IsInf(z, 0) {
		return 0, 0
	}
	f = math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) / d.mass
	return f, z * f
}

// Mean is mu + sigma (f(a) - f(b)) / mass.
func (d Truncated) Mean() float64 {
	if m, _, ok := d.narrow(); ok {
		return m
	}
	fa, _ := d.at(d.Min)
	fb, _ := d.at(d.Max)
	return d.Mu + d.Sigma*(fa-fb)
}

// SD is sigma sqrt(1 + (a f(a) - b f(b))/mass - ((f(a) - f(b))/mass)^2).
func (d Truncated) SD() float64 {
	if _, s, ok := d.narrow(); ok {
		return s
	}
	fa, za := d.at(d.Min)
	fb, zb := d.at(d.Max)
	return d.Sigma * math.Sqrt(1+za-zb-(fa-fb)*(fa-fb))
}

// narrow is mean and standard deviation by quadrature where the kept part is
// less than half a standard deviation wide: there the formulas lose all their digits.
func (d Truncated) narrow() (mean, sd float64, ok bool) {
	h := (d.Max - d.Min) / d.Sigma / 2
	if !(h < 0.25) {
		return 0, 0, false
	}
	const nodes = 16
	t, w := make([]float64, nodes), make([]float64, nodes)
	quad.Legendre{}.FixedLocations(t, w, -1, 1)
	middle := d.Min + (d.Max-d.Min)/2
	m := (middle - d.Mu) / d.Sigma
	var s0, s1, s2 float64 // of powers of t under the normal's density around the middle
	for i, x := range t {
		f := w[i] * math.Exp(-m*h*x-h*h*x*x/2)
		s0, s1, s2 = s0+f, s1+f*x, s2+f*x*x
	}
	c := s1 / s0
	return middle + d.Sigma*h*c, d.Sigma * h * math.Sqrt(s2/s0-c*c), true
}

// Support is [Min, Max].
func (d Truncated) Support() (lo, hi float64) { return d.Min, d.Max }

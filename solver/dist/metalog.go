package dist

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/mat"
)

// Metalog passes through stated quantiles with a smooth quantile function;
// bounds make it a log- or logit-metalog.
type Metalog struct {
	a        []float64 // coefficients
	Min, Max float64   // may be infinite
	mean, sd float64
}

var metalogEntry = Entry{
	Name: "metalog",
	Params: []Param{
		{Key: "p", Required: true, List: true, Doc: "3 to 9 probabilities inside 0 to 1, rising"},
		{Key: "x", Scaled: true, Required: true, List: true, Doc: "the quantile at each probability, rising"},
		{Key: "min", Scaled: true, Doc: "least value; none when left out"},
		{Key: "max", Scaled: true, Doc: "greatest value; none when left out"},
	},
	Doc:     "A smooth distribution through three to nine stated quantiles, bounded where min or max is given.",
	Formula: "M(u) = a1 + a2 L + a3 (u-1/2) L + a4 (u-1/2) + a5 (u-1/2)^2 + ..., L = log(u/(1-u)); x = M, min + exp M, max - exp(-M), or (min + max exp M)/(1 + exp M)",
	Source:  "Keelin, The Metalog Distributions, Decision Analysis 13(4), 2016",
	Example: Args{"p": {0.1, 0.5, 0.9}, "x": {20, 30, 55}, "min": {0}},
	New:     newMetalog,
}

func newMetalog(a Args) (Dist, []ParamError) {
	r := reader{args: a}
	r.known("p", "x", "min", "max")
	p, x := r.list("p"), r.list("x")
	d := &Metalog{Min: r.optional("min", math.Inf(-1)), Max: r.optional("max", math.Inf(1))}
	if len(r.errs) == 0 {
		r.checkQuantiles(p, x, d)
	}
	if len(r.errs) > 0 {
		return nil, r.errs
	}
	n := len(p)
	m, y := mat.NewDense(n, n, nil), mat.NewVecDense(n, nil)
	for i := range p {
		y.SetVec(i, d.to(x[i]))
		for k := range n {
			m.Set(i, k, basis(k, p[i]))
		}
	}
	var sol mat.VecDense
	if err := sol.SolveVec(m, y); err != nil {
		r.fail("p", "spread the probabilities further apart", "the quantiles are too close to each other")
		return nil, r.errs
	}
	d.a = append(d.a, sol.RawVector().Data...)
	if u, bad := d.falls(); bad {
		r.fail("x", "use fewer quantiles, or move them towards a smooth curve", "no metalog passes through these quantiles: it would fall near probability %.3g", u)
		return nil, r.errs
	}
	d.moments()
	return d, nil
}

func (r *reader) checkQuantiles(p, x []float64, d *Metalog) {
	switch {
	case len(p) < 3 || len(p) > 9:
		r.fail("p", "give 3 to 9 quantiles", "there are %d", len(p))
		return
	case len(p) != len(x):
		r.fail("x", "give one value for each probability", "%d values for %d probabilities", len(x), len(p))
		return
	case !(d.Min < d.Max):
		r.fail("max", "the greatest value lies above the least", "%.6g is not above %.6g", d.Max, d.Min)
		return
	}
	for i := range p {
		if p[i] <= 0 || p[i] >= 1 || i > 0 && p[i] <= p[i-1] {
			r.fail("p", "sort them, each inside 0 to 1", "%.6g is out of order or no probability", p[i])
		}
		if i > 0 && x[i] <= x[i-1] {
			r.fail("x", "sort them with their probabilities", "%.6g does not rise", x[i])
		}
		if x[i] <= d.Min || x[i] >= d.Max {
			r.fail("x", "quantiles lie inside min and max", "%.6g lies outside", x[i])
		}
	}
}

// basis is term k of the metalog at u.
func basis(k int, u float64) float64 {
	l, c := math.Log(u/(1-u)), u-0.5
	switch k {
	case 0:
		return 1
	case 1:
		return l
	case 2:
		return c * l
	case 3:
		return c
	}
	f := math.Pow(c, float64(k/2))
	if k%2 == 1 {
		f *= l
	}
	return f
}

// slope is M'(u) u (1-u), the derivative by the logit of u.
func (d *Metalog) slope(u float64) float64 {
	l, c, v := math.Log(u/(1-u)), u-0.5, u*(1-u)
	s := 0.0
	for k, a := range d.a {
		switch {
		case k == 1:
			s += a
		case k == 2:
			s += a * (c + l*v)
		case k == 3:
			s += a * v
		case k > 3:
			e := float64(k / 2)
			g := e * math.Pow(c, e-1) * v
			if k%2 == 1 {
				g = g*l + math.Pow(c, e)
			}
			s += a * g
		}
	}
	return s
}

// falls looks for a place where the quantile would not rise, on a grid of the
// logit that spans every probability a generator gives.
func (d *Metalog) falls() (u float64, bad bool) {
	for z := -37.0; z <= 36; z += 0.01 {
		if u := logistic(z); u < 1 && d.slope(u) <= 0 {
			return u, true
		}
	}
	return 0, false
}

func (d *Metalog) to(x float64) float64 {
	lo, hi := !math.IsInf(d.Min, 0), !math.IsInf(d.Max, 0)
	switch {
	case lo && hi:
		return math.Log((x - d.Min) / (d.Max - x))
	case lo:
		return math.Log(x - d.Min)
	case hi:
		return -math.Log(d.Max - x)
	}
	return x
}

// Quantile adds the terms up and brings them within the bounds.
func (d *Metalog) Quantile(u float64) float64 {
	l, c := math.Log(u/(1-u)), u-0.5
	m := d.a[0] + d.a[1]*l + d.a[2]*c*l
	if len(d.a) > 3 {
		m += d.a[3] * c
	}
	f := c
	for k := 4; k < len(d.a); k++ {
		if k%2 == 0 {
			f *= c
			m += d.a[k] * f
		} else {
			m += d.a[k] * f * l
		}
	}
	lo, hi := !math.IsInf(d.Min, 0), !math.IsInf(d.Max, 0)
	switch {
	case lo && hi:
		return d.Min + (d.Max-d.Min)*logistic(m)
	case lo:
		return d.Min + math.Exp(m)
	case hi:
		return d.Max - math.Exp(-m)
	}
	return m
}

// CDF inverts the quantile by bisection in the logit of u.
func (d *Metalog) CDF(x float64) float64 {
	if x <= d.Min {
		return 0
	}
	if x >= d.Max {
		return 1
	}
	lo, hi := -37.0, 37.0
	for range 100 {
		if mid := (lo + hi) / 2; d.Quantile(logistic(mid)) < x {
			lo = mid
		} else {
			hi = mid
		}
	}
	return logistic((lo + hi) / 2)
}

// moments integrates the quantile over the normal scale of u, between its
// 1e-15 and 1 - 1e-15 quantiles: a bounded part of what may be an infinite tail.
func (d *Metalog) moments() {
	over := func(f func(x float64) float64) float64 {
		return quad.Fixed(func(z float64) float64 {
			return f(d.Quantile(normalCDF(z))) * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
		}, -7.9, 7.9, 600, nil, 0)
	}
	d.mean = over(func(x float64) float64 { return x })
	d.sd = math.Sqrt(over(func(x float64) float64 { return (x - d.mean) * (x - d.mean) }))
}

// Mean is the mean between the 1e-15 and 1 - 1e-15 quantiles.
func (d *Metalog) Mean() float64 { return d.mean }

// SD is the standard deviation between the 1e-15 and 1 - 1e-15 quantiles.
func (d *Metalog) SD() float64 { return d.sd }

// Support is [Min, Max], infinite where there is no bound.
func (d *Metalog) Support() (lo, hi float64) { return d.Min, d.Max }

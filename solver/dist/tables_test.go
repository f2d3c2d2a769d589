package dist

import (
	"math"
	"math/big"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// grid runs through both tails down to 1e-12 and between the tables' nodes.
func grid() []float64 {
	var us []float64
	for z := -27.6; z < 27.6; z += 0.0937 {
		us = append(us, logistic(z))
	}
	return us
}

// TestTablesInvert: the relative error of the quantile, as the miss of the
// smaller tail over the density, is at most 1e-9.
func TestTablesInvert(t *testing.T) {
	for _, c := range []struct{ a, b float64 }{{0.1, 0.1}, {0.1, 3}, {0.5, 0.5}, {1, 1}, {2, 5}, {1, 5}, {80, 3}, {1000, 2000}, {1e5, 1e5}} {
		d := NewBeta(c.a, c.b, 0, 1)
		lb := mathext.Lbeta(c.a, c.b)
		for _, u := range grid() {
			y := d.table.at(u)
			p, miss := mathext.RegIncBeta(c.a, c.b, logistic(y)), 0.0
			if q := mathext.RegIncBeta(c.b, c.a, logistic(-y)); u > 0.5 {
				miss = (1 - u) - q
			} else {
				miss = p - u
			}
			dens := math.Exp(c.a*logLogistic(y) + c.b*logLogistic(-y) - lb) // by y: d log x = (1-x) dy
			if logistic(y) < 1e-290 || logistic(-y) < 1e-290 {
				continue // the CDF itself underflows; checked in closed form below
			}
			if rel := math.Abs(miss / dens); rel > 1e-9 && math.Abs(miss) > 4e-16 {
				t.Errorf("beta(%g, %g) at %g: off by %.2g", c.a, c.b, u, rel)
				break
			}
		}
	}
	for _, a := range []float64{0.1, 0.5, 1, 2.5, 30, 1e4, 1e6} {
		d := NewGamma(a, 1)
		for _, u := range grid() {
			y := d.table.at(u)
			x := math.Exp(y)
			miss := mathext.GammaIncReg(a, x) - u
			if u > 0.5 {
				miss = (1 - u) - mathext.GammaIncRegComp(a, x)
			}
			if x < 1e-290 {
				continue
			}
			lg, _ := math.Lgamma(a)
			if rel := math.Abs(miss / math.Exp(a*y-x-lg)); rel > 1e-9 && math.Abs(miss) > 4e-16 {
				t.Errorf("gamma(%g) at %g: off by %.2g", a, u, rel)
				break
			}
		}
	}
}

// Closed forms that nobody here wrote.
//   - Beta(a, 1) has quantile u^(1/a); Beta(1/2, 1/2) has sin^2(pi u/2).
//   - Gamma(1) is exponential; Gamma(1/2, 2) is a squared standard normal.
//   - Student's t with 4 degrees of freedom: 2 sqrt(q - 1) sign, q = cos(acos(s)/3)/s, s = sqrt(4u(1-u)) (Shaw 2006).
func TestTablesAgainstClosedForms(t *testing.T) {
	rel := func(what string, got, want float64) {
		if !(math.Abs(got-want) <= 1e-9*math.Max(math.Abs(want), 1e-300)) {
			t.Errorf("%s: %.15g, want %.15g", what, got, want)
		}
	}
	b1, b2 := NewBeta(0.1, 1, 0, 1), NewBeta(0.5, 0.5, 0, 1)
	g1, g2 := NewGamma(1, 3), NewGamma(0.5, 2)
	t4 := NewStudentT(4, 0, 1)
	for _, u := range grid() {
		if w := math.Pow(u, 10); u < 0.9 {
			rel("beta(0.1, 1)", b1.Quantile(u), w)
		}
		if s := math.Sin(math.Pi * u / 2); u < 0.99 {
			rel("arcsine", b2.Quantile(u), s*s)
		}
		rel("exponential", g1.Quantile(u), -3*math.Log1p(-u))
		if z := NormalQuantile((1 + u) / 2); u > 1e-3 && u < 0.999 {
			rel("chi squared", g2.Quantile(u), z*z)
		}
		if u > 0.5 {
			continue
		}
		s := math.Sqrt(4 * u * (1 - u))
		want := -2 * math.Sqrt(math.Max(0, math.Cos(math.Acos(s)/3)/s-1))
		if u < 0.4 {
			rel("t(4)", t4.Quantile(u), want)
		} else if math.Abs(t4.Quantile(u)-want) > 1e-7 { // the closed form loses digits in the middle
			t.Errorf("t(4) at %g: %g, want %g", u, t4.Quantile(u), want)
		}
	}
	if w := NewStudentT(5, 0, 1).Quantile(0.975); math.Abs(w-2.570581835636197) > 1e-10 { // any table of t
		t.Errorf("t(5) at 0.975: %.12g", w)
	}
	// distuv.Gamma at shape 0.1 is off by 1.5e-2; the leading term is exact: x = (u Gamma(1.1))^10.
	want := math.Pow(1e-6*math.Gamma(1.1), 10)
	rel("gamma(0.1) far tail", NewGamma(0.1, 1).Quantile(1e-6), want)
}

// TestCounts compares with probabilities added up as exact fractions, and with gonum.
func TestCounts(t *testing.T) {
	d := build(t, "binomial", Args{"n": {20}, "p": {0.25}})
	sum := new(big.Rat)
	p := func(k int64) *big.Rat { // C(20,k) 3^(20-k) / 4^20
		n := new(big.Int).Binomial(20, k)
		n.Mul(n, new(big.Int).Exp(big.NewInt(3), big.NewInt(20-k), nil))
		return new(big.Rat).SetFrac(n, new(big.Int).Exp(big.NewInt(4), big.NewInt(20), nil))
	}
	for k := int64(0); k <= 20; k++ {
		sum.Add(sum, p(k))
		if want, _ := sum.Float64(); math.Abs(d.CDF(float64(k))-want) > 1e-12 {
			t.Errorf("P(at most %d) = %.15g, want %.15g", k, d.CDF(float64(k)), want)
		}
	}
	for _, m := range []float64{0.01, 1, 10, 1e4, 1e6} {
		d, ref := build(t, "poisson", Args{"mean": {m}}), distuv.Poisson{Lambda: m}
		for _, u := range []float64{1e-9, 0.001, 0.2, 0.5, 0.9, 0.99999} {
			x := d.Quantile(u)
			// Poisson CDF by the incomplete gamma function: P(X <= k) = Q(k+1, m).
			if ref.CDF(x) < u*(1-1e-9) || (x > 0 && ref.CDF(x-1) > u*(1+1e-9)) {
				t.Errorf("poisson(%g) at %g: %g", m, u, x)
			}
		}
	}
}

// Keelin (2016): a three-term metalog passes through its three quantiles, and
// with symmetric ones it is the logistic distribution: median 0 and
// x(0.9) = s log 9.
func TestMetalog(t *testing.T) {
	d := build(t, "metalog", Args{"p": {0.1, 0.5, 0.9}, "x": {-1, 0, 1}})
	s := 1 / math.Log(9)
	for _, u := range grid() {
		if want := s * math.Log(u/(1-u)); math.Abs(d.Quantile(u)-want) > 1e-10*math.Max(1, math.Abs(want)) {
			t.Errorf("at %g: %g, logistic %g", u, d.Quantile(u), want)
		}
	}
	if want := s * math.Pi / math.Sqrt(3); math.Abs(d.SD()-want) > 1e-6 {
		t.Errorf("sd %g, logistic %g", d.SD(), want)
	}
	for _, a := range []Args{
		{"p": {0.05, 0.25, 0.5, 0.75, 0.95}, "x": {3, 6, 8, 10.3, 14}},
		{"p": {0.05, 0.25, 0.5, 0.75, 0.95}, "x": {4, 6, 8, 11, 17}, "min": {0}},
		{"p": {0.1, 0.5, 0.9}, "x": {0.2, 0.3, 0.7}, "min": {0}, "max": {1}},
		{"p": {0.1, 0.5, 0.9}, "x": {0.2, 0.4, 0.7}, "max": {1}},
	} {
		d := build(t, "metalog", a)
		for i, p := range a["p"] {
			if math.Abs(d.Quantile(p)-a["x"][i]) > 1e-9 {
				t.Errorf("%v: quantile at %g is %g", a, p, d.Quantile(p))
			}
		}
	}
}

// A cut at 0 of a normal around 0 is a half normal: mean sqrt(2/pi), variance
// 1 - 2/pi. Far cuts keep their digits.
func TestTruncated(t *testing.T) {
	d := build(t, "truncated-normal", Args{"mean": {0}, "sd": {1}, "min": {0}})
	if math.Abs(d.Mean()-math.Sqrt(2/math.Pi)) > 1e-14 || math.Abs(d.SD()-math.Sqrt(1-2/math.Pi)) > 1e-14 {
		t.Errorf("half normal: mean %g sd %g", d.Mean(), d.SD())
	}
	far := build(t, "truncated-normal", Args{"mean": {0}, "sd": {1}, "min": {5}, "max": {5.5}})
	for _, u := range []float64{1e-6, 0.5, 1 - 1e-6} {
		if c := far.CDF(far.Quantile(u)); math.Abs(c-u) > 1e-9 {
			t.Errorf("far tail: CDF of the quantile at %g is %g", u, c)
		}
	}
}

// TestNarrowTruncated: a normal of which a sliver is kept is uniform there: sd
// width/sqrt 12, mean in the middle; and quadrature meets the formulas where both are good.
func TestNarrowTruncated(t *testing.T) {
	for _, w := range []float64{1e-3, 1e-5, 1e-8} {
		d := newTruncated(0, 1, 0, w)
		if m, s := d.Mean(), d.SD(); math.Abs(m/w-0.5) > w || math.Abs(s/w*math.Sqrt(12)-1) > w {
			t.Errorf("width %g: mean %g, sd %g", w, m, s)
		}
	}
	for _, c := range []struct{ lo, hi float64 }{{0.2, 0.69}, {-3, -2.6}, {2, 2.45}} {
		d := newTruncated(10, 2, 10+2*c.lo, 10+2*c.hi)
		fa, za := d.at(d.Min)
		fb, zb := d.at(d.Max)
		mean, sd := 10+2*(fa-fb), 2*math.Sqrt(1+za-zb-(fa-fb)*(fa-fb))
		if math.Abs(d.Mean()-mean) > 1e-10 || math.Abs(d.SD()/sd-1) > 1e-9 {
			t.Errorf("%v: mean %g and sd %g, formulas %g and %g", c, d.Mean(), d.SD(), mean, sd)
		}
	}
}

package dist

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"
)

func build(t *testing.T, name string, a Args) Dist {
	t.Helper()
	e, ok := Lookup(name)
	if !ok {
		t.Fatalf("no distribution %s", name)
	}
	d, errs := e.New(a)
	if len(errs) > 0 {
		t.Fatalf("%s: %v", name, errs)
	}
	return d
}

// TestCatalogueContract walks every distribution of the catalogue: its example
// builds, its quantile rises and inverts its CDF, its moments agree with
// quadrature over the quantile, and drawing allocates nothing.
func TestCatalogueContract(t *testing.T) {
	grid := []float64{1e-12, 1e-9, 1e-5, 1e-4, 0.001, 0.01, 0.07, 0.075, 0.1, 0.25, 0.5, 0.75, 0.9, 0.925, 0.93, 0.99, 0.999, 1 - 1e-4, 1 - 1e-9}
	for _, e := range Catalogue {
		d := build(t, e.Name, e.Example)
		if e.Doc == "" || e.Formula == "" || e.Source == "" || len(e.Params) == 0 {
			t.Errorf("%s: doc, formula, source or parameters are missing", e.Name)
		}
		lo, hi := d.Support()
		last := math.Inf(-1)
		for _, u := range grid {
			x := d.Quantile(u)
			if x < last || x < lo || x > hi {
				t.Errorf("%s: quantile %g at %g falls or leaves %g to %g", e.Name, x, u, lo, hi)
			}
			last = x
			if c := d.CDF(x); !e.Step && math.Abs(c-u) > 1e-9*math.Max(u, 1e-3) {
				t.Errorf("%s: CDF(Quantile(%g)) = %g", e.Name, u, c)
			}
		}
		if !e.Step {
			moments(t, e.Name, d)
		}
		if n := testing.AllocsPerRun(100, func() { d.Quantile(0.3) }); n != 0 {
			t.Errorf("%s: Quantile allocates %g times", e.Name, n)
		}
	}
}

// moments integrates over z with u = the normal CDF of z, where every
// quantile here is smooth and light-tailed.
func moments(t *testing.T, name string, d Dist) {
	t.Helper()
	over := func(f func(x float64) float64) float64 {
		return quad.Fixed(func(z float64) float64 {
			u := math.Erfc(-z/math.Sqrt2) / 2
			return f(d.Quantile(u)) * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
		}, -8, 8, 400, nil, 0)
	}
	mean := over(func(x float64) float64 { return x })
	sd := math.Sqrt(over(func(x float64) float64 { return (x - d.Mean()) * (x - d.Mean()) }))
	if math.Abs(mean-d.Mean()) > 1e-6*d.SD() || math.Abs(sd-d.SD()) > 1e-5*d.SD() {
		t.Errorf("%s: quadrature gives mean %g sd %g, the formulas %g %g", name, mean, sd, d.Mean(), d.SD())
	}
}

// TestAgainstGonum compares with an independent implementation.
func TestAgainstGonum(t *testing.T) {
	for _, c := range []struct {
		name string
		d    Dist
		ref  interface{ Quantile(float64) float64 }
		tol  float64
	}{
		{"uniform", Uniform{2, 5}, distuv.Uniform{Min: 2, Max: 5}, 1e-15},
		{"triangular", Triangular{1, 2.5, 5}, distuv.NewTriangle(1, 5, 2.5, nil), 1e-14},
		{"normal", Normal{3, 2}, distuv.Normal{Mu: 3, Sigma: 2}, 1e-13},
		{"lognormal", Lognormal{1, 0.6}, distuv.LogNormal{Mu: 1, Sigma: 0.6}, 1e-13},
	} {
		for u := 0.001; u < 1; u += 0.001 {
			if got, want := c.d.Quantile(u), c.ref.Quantile(u); math.Abs(got-want) > c.tol*math.Max(1, math.Abs(want)) {
				t.Errorf("%s at %g: %.17g, gonum %.17g", c.name, u, got, want)
			}
		}
	}
}

// TestPERT compares with gonum's beta for symmetric, skewed and one-sided peaks.
func TestPERT(t *testing.T) {
	for _, mode := range []float64{0, 0.02, 0.3, 0.5, 0.9, 1} {
		d := NewPERT(0, mode, 1)
		ref := distuv.Beta{Alpha: d.Alpha, Beta: d.Beta.Beta}
		worst := 0.0
		for i := 1; i < 4000; i++ {
			u := (float64(i) + 0.37) / 4001
			worst = math.Max(worst, math.Abs(d.Quantile(u)-ref.Quantile(u)))
		}
		if worst > 1e-9 {
			t.Errorf("mode %g: the table is off by %g", mode, worst)
		}
	}
	// By hand: min 0, mode 4, max 10 has mean (0 + 16 + 10)/6 = 13/3.
	if m := NewPERT(0, 4, 10).Mean(); math.Abs(m-13.0/3) > 1e-15 {
		t.Errorf("mean %g", m)
	}
}

// Standard normal quantiles to 15 digits: 0.975 is 1.959963984540054 (any
// table); 1e-12 is -7.034483825301132 and 1e-300 is -37.0470964 (from erfc).
func TestNormalQuantile(t *testing.T) {
	for _, c := range []struct{ u, z, tol float64 }{
		{0.5, 0, 0}, {0.975, 1.959963984540054, 1e-14}, {0.95, 1.6448536269514722, 1e-14},
		{0.9, 1.2815515655446004, 1e-14}, {1e-12, -7.034483825301132, 1e-12},
	} {
		if z := NormalQuantile(c.u); math.Abs(z-c.z) > c.tol {
			t.Errorf("z(%g) = %.16g, want %.16g", c.u, z, c.z)
		}
	}
	for _, u := range []float64{1e-300, 1e-100, 1e-20, 1e-8, 0.01, 0.0749999, 0.0750001, 0.3} {
		if back := math.Erfc(-NormalQuantile(u)/math.Sqrt2) / 2; math.Abs(back/u-1) > 1e-11 {
			t.Errorf("the CDF of z(%g) is %g", u, back)
		}
	}
}

// TestTwoQuantiles: the form gives back its own quantiles. The grid-connection
// delay with P10 1.0125 and P90 5.0 years has median sqrt(1.0125 x 5) = 2.25
// and sigma ln(5/1.0125)/(2 x 1.28155) = 0.62308.
func TestTwoQuantiles(t *testing.T) {
	d := build(t, "lognormal", Args{"p10": {1.0125}, "p90": {5}})
	if m := d.Quantile(0.5); math.Abs(m-2.25) > 1e-12 {
		t.Errorf("median %g", m)
	}
	if s := d.(Lognormal).Sigma; math.Abs(s-0.62308) > 5e-6 {
		t.Errorf("sigma %g", s)
	}
	n := build(t, "normal", Args{"p05": {-2}, "p75": {4}})
	if math.Abs(n.Quantile(0.05)+2) > 1e-12 || math.Abs(n.Quantile(0.75)-4) > 1e-12 {
		t.Error("the normal misses its quantiles")
	}
}

func TestInterval(t *testing.T) {
	d, errs := Interval(140, 320)
	if _, ok := d.(Lognormal); !ok || len(errs) > 0 {
		t.Fatalf("140 to 320 is %T, %v", d, errs)
	}
	if math.Abs(d.Quantile(0.05)-140) > 1e-9 || math.Abs(d.Quantile(0.95)-320) > 1e-9 {
		t.Error("140 to 320 is not a 90 % interval")
	}
	if d, _ := Interval(-1, 3); math.Abs(d.Mean()-1) > 1e-12 {
		t.Errorf("-1 to 3 has mean %g", d.Mean())
	}
	if _, errs := Interval(5, 3); len(errs) == 0 {
		t.Error("5 to 3 is an interval")
	}
}

func TestDiscrete(t *testing.T) {
	d := build(t, "discrete", Args{"values": {0, 1, 2}, "weights": {4, 3, 3}})
	for _, c := range []struct{ u, x float64 }{{0.01, 0}, {0.399, 0}, {0.401, 1}, {0.699, 1}, {0.701, 2}, {0.999999, 2}} {
		if x := d.Quantile(c.u); x != c.x {
			t.Errorf("at %g: %g, want %g", c.u, x, c.x)
		}
	}
	// Mean 0.3 + 0.6 = 0.9; variance 0.3 + 1.2 - 0.81 = 0.69.
	if math.Abs(d.Mean()-0.9) > 1e-15 || math.Abs(d.SD()-math.Sqrt(0.69)) > 1e-15 {
		t.Errorf("mean %g sd %g", d.Mean(), d.SD())
	}
	zero := build(t, "discrete", Args{"values": {5, 6}, "weights": {0, 1}})
	if lo, _ := zero.Support(); lo != 6 || zero.Quantile(1e-15) != 6 {
		t.Error("a value without weight is drawn")
	}
}

func TestEveryConstraint(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name, key string
		args      Args
	}{
		{"constant", "value", Args{}},
		{"constant", "value", Args{"value": {nan}}},
		{"constant", "value", Args{"value": {1, 2}}},
		{"constant", "x", Args{"value": {1}, "x": {2}}},
		{"uniform", "max", Args{"min": {1}, "max": {1}}},
		{"uniform", "max", Args{"min": {1}}},
		{"uniform", "min", Args{"min": {inf}, "max": {1}}},
		{"triangular", "mode", Args{"min": {1}, "mode": {0}, "max": {2}}},
		{"triangular", "max", Args{"min": {3}, "mode": {3}, "max": {2}}},
		{"pert", "mode", Args{"min": {1}, "mode": {5}, "max": {2}}},
		{"pert", "shape", Args{"min": {1}, "mode": {1.5}, "max": {2}, "shape": {4}}},
		{"normal", "sd", Args{"mean": {1}, "sd": {0}}},
		{"normal", "", Args{"p10": {2}, "p90": {1}}},
		{"normal", "", Args{"p10": {2}}},
		{"normal", "", Args{"p10": {1}, "p50": {2}, "p90": {3}}},
		{"normal", "", Args{"p10": {1}, "p90": {3}, "sd": {3}}},
		{"lognormal", "median", Args{"median": {-1}, "sigma": {1}}},
		{"lognormal", "sigma", Args{"median": {1}, "sigma": {-1}}},
		{"lognormal", "", Args{"p10": {-1}, "p90": {3}}},
		{"truncated-normal", "sd", Args{"mean": {1}, "sd": {-1}, "min": {0}}},
		{"truncated-normal", "max", Args{"mean": {1}, "sd": {1}, "min": {2}, "max": {2}}},
		{"truncated-normal", "", Args{"mean": {1}, "sd": {1}}},
		{"truncated-normal", "", Args{"mean": {1}, "sd": {1}, "min": {20}}},
		{"student-t", "df", Args{"df": {2}, "location": {0}, "scale": {1}}},
		{"student-t", "scale", Args{"df": {3}, "location": {0}, "scale": {0}}},
		{"beta", "alpha", Args{"alpha": {0.01}, "beta": {1}}},
		{"beta", "max", Args{"alpha": {1}, "beta": {1}, "min": {2}}},
		{"gamma", "scale", Args{"shape": {1}, "scale": {0}}},
		{"gamma", "shape", Args{"shape": {2e6}, "scale": {1}}},
		{"weibull", "shape", Args{"shape": {0}, "scale": {1}}},
		{"exponential", "mean", Args{"mean": {-3}}},
		{"metalog", "p", Args{"p": {0.1, 0.9}, "x": {1, 2}}},
		{"metalog", "p", Args{"p": {0.1, 0.9, 0.5}, "x": {1, 2, 3}}},
		{"metalog", "x", Args{"p": {0.1, 0.5, 0.9}, "x": {1, 2}}},
		{"metalog", "x", Args{"p": {0.1, 0.5, 0.9}, "x": {1, 3, 2}}},
		{"metalog", "x", Args{"p": {0.1, 0.5, 0.9}, "x": {1, 2, 3}, "min": {1}}},
		{"metalog", "x", Args{"p": {0.1, 0.5, 0.9}, "x": {1, 2, 100}}}, // no three-term metalog is so skewed
		{"metalog", "max", Args{"p": {0.1, 0.5, 0.9}, "x": {1, 2, 3}, "min": {0}, "max": {0}}},
		{"bernoulli", "p", Args{"p": {1}}},
		{"binomial", "n", Args{"n": {2.5}, "p": {0.5}}},
		{"binomial", "p", Args{"n": {2}, "p": {0}}},
		{"poisson", "mean", Args{"mean": {2e6}}},
		{"poisson", "mean", Args{"mean": {0}}},
		{"empirical", "values", Args{"values": {1}}},
		{"discrete", "weights", Args{"values": {1, 2}, "weights": {1}}},
		{"discrete", "weights", Args{"values": {1, 2}, "weights": {-1, 2}}},
		{"discrete", "weights", Args{"values": {1, 2}, "weights": {0, 0}}},
		{"discrete", "values", Args{"values": {1, 1}, "weights": {1, 1}}},
		{"discrete", "values", Args{"values": {}, "weights": {1}}},
	} {
		e, _ := Lookup(c.name)
		_, errs := e.New(c.args)
		found := false
		for _, err := range errs {
			found = found || err.Key == c.key
			if err.Hint == "" || err.Msg == "" || strings.HasSuffix(err.Hint, ".") {
				t.Errorf("%s %v: poor words: %+v", c.name, c.args, err)
			}
		}
		if !found {
			t.Errorf("%s %v: no problem with %q in %v", c.name, c.args, c.key, errs)
		}
	}
}

// TestRows: a draw takes the row, the marginal the order.
func TestRows(t *testing.T) {
	d := NewRows([]float64{900, 300, 500, 100, 800, 200, 700})
	if d.Quantile(0.5) != 100 || Marginal(d).Quantile(0.5) != 500 {
		t.Errorf("row %v, median %v", d.Quantile(0.5), Marginal(d).Quantile(0.5))
	}
	if u := (Uniform{0, 1}); Marginal(u) != Dist(u) {
		t.Error("the marginal of another distribution is another")
	}
}

func BenchmarkQuantile(b *testing.B) {
	for _, e := range Catalogue {
		d, _ := e.New(e.Example)
		b.Run(e.Name, func(b *testing.B) {
			u, sum := 0.0, 0.0
			for b.Loop() {
				u += 0.6180339887
				if u >= 1 {
					u--
				}
				sum += d.Quantile(u + 1e-9)
			}
			_ = sum
		})
	}
}

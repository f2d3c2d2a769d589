package couple

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/solver/dist"
	"gonum.org/v1/gonum/stat"
)

func entry(t testing.TB, name string, args dist.Args) dist.Dist {
	t.Helper()
	e, ok := dist.Lookup(name)
	if !ok {
		t.Fatalf("no distribution %s", name)
	}
	d, errs := e.New(args)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return d
}

func pearson(t testing.TB, a, b dist.Dist) *Pearson {
	t.Helper()
	inf := math.Inf(1)
	return NewPearson(NewMargin(a, -inf, inf), NewMargin(b, -inf, inf))
}

// TestPearsonOfLognormals: the correlation of lognormals has a closed form,
// (exp(r s1 s2) - 1)/sqrt((exp(s1^2) - 1)(exp(s2^2) - 1)) (Mostafa and Mahmoud 1964).
func TestPearsonOfLognormals(t *testing.T) {
	for _, s := range [][2]float64{{0.1, 0.3}, {0.5, 1}, {1, 1}, {0.2, 1.5}} {
		p := pearson(t, entry(t, "lognormal", dist.Args{"median": {3}, "sigma": {s[0]}}), entry(t, "lognormal", dist.Args{"median": {50}, "sigma": {s[1]}}))
		worst := 0.0
		for r := -0.99; r < 1; r += 0.11 {
			want := math.Expm1(r*s[0]*s[1]) / math.Sqrt(math.Expm1(s[0]*s[0])*math.Expm1(s[1]*s[1]))
			worst = max(worst, math.Abs(p.At(r)-want))
			if got, ok := p.Correlation(want); !ok || math.Abs(got-r) > 1e-6 {
				t.Errorf("sigmas %g: r %g comes back as %g", s, r, got)
			}
		}
		t.Logf("sigmas %g: within %.2g", s, worst)
		if worst > 1e-7 {
			t.Errorf("sigmas %g: the correlation is off by %g", s, worst)
		}
		lo, hi := p.Range()
		if _, ok := p.Correlation(hi + 1e-3); ok {
			t.Errorf("sigmas %g: %g is reached beyond %g to %g", s, hi+1e-3, lo, hi)
		}
	}
}

// TestPearsonOfOthers: normals keep their correlation, uniforms have Pearson's
// 6/pi asin(r/2), and signs Sheppard's 2/pi asin r.
func TestPearsonOfOthers(t *testing.T) {
	normal := entry(t, "normal", dist.Args{"mean": {5}, "sd": {2}})
	uniform := entry(t, "uniform", dist.Args{"min": {2}, "max": {4}})
	sign := entry(t, "discrete", dist.Args{"values": {-1, 1}, "weights": {0.5, 0.5}})
	for _, c := range []struct {
		name string
		p    *Pearson
		want func(r float64) float64
		tol  float64
	}{
		{"normals", pearson(t, normal, normal), func(r float64) float64 { return r }, 1e-9},
		{"uniforms", pearson(t, uniform, uniform), Spearman, 1e-6},
		{"signs", pearson(t, sign, sign), func(r float64) float64 { return 2 / math.Pi * math.Asin(r) }, 1e-3},
	} {
		worst := 0.0
		for r := -0.999; r <= 1; r += 0.0185 {
			worst = max(worst, math.Abs(c.p.At(r)-c.want(r)))
		}
		t.Logf("%s: within %.2g", c.name, worst)
		if worst > c.tol {
			t.Errorf("%s: off by %g", c.name, worst)
		}
	}
}

// TestPearsonIsReached: 400,000 draws of unlike margins have the correlation
// that was asked for within 0.01.
func TestPearsonIsReached(t *testing.T) {
	const n = 400_000
	all := []dist.Dist{
		entry(t, "lognormal", dist.Args{"median": {3}, "sigma": {0.8}}),
		entry(t, "exponential", dist.Args{"mean": {2}}),
		entry(t, "bernoulli", dist.Args{"p": {0.2}}),
		entry(t, "student-t", dist.Args{"df": {5}, "location": {0}, "scale": {1}}),
		entry(t, "beta", dist.Args{"alpha": {0.5}, "beta": {0.5}, "min": {0}, "max": {1}}),
	}
	for i, a := range all {
		for _, b := range all[i+1:] {
			for _, target := range []float64{-0.25, 0.4, 0.6} {
				r, ok := pearson(t, a, b).Correlation(target)
				if !ok {
					t.Errorf("%v and %v: %g is out of reach", a, b, target)
					continue
				}
				u := uniforms(uint64(i), 2, n)
				Gaussian(columns(u), two(r))
				for j := range n {
					u[0][j], u[1][j] = a.Quantile(u[0][j]), b.Quantile(u[1][j])
				}
				if got := stat.Correlation(u[0], u[1], nil); math.Abs(got-target) > 0.01 {
					t.Errorf("%T and %T: %g, want %g", a, b, got, target)
				}
			}
		}
	}
}

func BenchmarkPearson(b *testing.B) {
	d := entry(b, "lognormal", dist.Args{"median": {3}, "sigma": {0.8}})
	for b.Loop() {
		pearson(b, d, d).Correlation(0.5)
	}
}

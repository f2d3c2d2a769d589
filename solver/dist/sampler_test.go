package dist

import (
	"fmt"
	"math"
	"testing"
)

// probabilities go from one tail to the other, dense in the middle.
func probabilities() []float64 {
	var u []float64
	for p := 1e-12; p < 1e-3; p *= 3 {
		u = append(u, p, 1-p)
	}
	for i := 1; i < 20000; i++ {
		u = append(u, (float64(i)+0.37)/20001)
	}
	return u
}

// TestSamplerIsTheQuantile: for the example of every distribution and for
// awkward shapes, a column is within 1e-9 of the quantile function, relative
// to the distance to the nearer end or the standard deviation; and it rises.
func TestSamplerIsTheQuantile(t *testing.T) {
	cases := map[string]Dist{
		"beta(0.1, 0.1)": NewBeta(0.1, 0.1, 0, 1), "beta(0.5, 30)": NewBeta(0.5, 30, 2, 3), "beta(500, 2)": NewBeta(500, 2, -1, 1),
		"gamma(0.1)": NewGamma(0.1, 2), "gamma(1e5)": NewGamma(1e5, 1), "t(2.1)": NewStudentT(2.1, 0, 1),
		"weibull(0.3)": Weibull{0.3, 1}, "weibull(20)": Weibull{20, 5}, "lognormal(2)": Lognormal{0, 2}, "pert at an end": NewPERT(0, 0, 1),
	}
	for _, e := range Catalogue {
		d, errs := e.New(e.Example)
		if len(errs) > 0 {
			t.Fatal(e.Name, errs)
		}
		cases[e.Name] = d
	}
	for name, d := range cases {
		lo, hi := d.Support()
		sd := d.SD()
		u := probabilities()
		x := append([]float64(nil), u...)
		NewSampler(d, math.Inf(-1), math.Inf(1)).Column(x)
		worst := 0.0
		for i, got := range x {
			want := d.Quantile(u[i])
			scale := sd
			if !math.IsInf(lo, 0) {
				scale = min(scale, math.Abs(want-lo))
			}
			if !math.IsInf(hi, 0) {
				scale = min(scale, math.Abs(hi-want))
			}
			if got != want {
				worst = max(worst, math.Abs(got-want)/scale)
			}
		}
		if worst > 1e-9 {
			t.Errorf("%s: off by %g", name, worst)
		}
		for i := 1; i < 19998; i++ {
			if a, b := x[len(x)-19999+i], x[len(x)-19998+i]; b < a {
				t.Errorf("%s falls from %g to %g", name, a, b)
			}
		}
	}
}

func TestSamplerClamps(t *testing.T) {
	u := []float64{0.001, 0.5, 0.999}
	NewSampler(Normal{0, 1}, -1, 2).Column(u)
	if u[0] != -1 || math.Abs(u[1]) > 1e-12 || u[2] != 2 {
		t.Errorf("%v is not clamped to -1 and 2", u)
	}
}

// TestScoresAndRanks are the normal quantile and its inverse.
func TestScoresAndRanks(t *testing.T) {
	u := probabilities()
	z := append([]float64(nil), u...)
	Scores(z)
	for i, x := range z {
		if want := NormalQuantile(u[i]); math.Abs(x-want) > 1e-9*max(1, math.Abs(want)) {
			t.Fatalf("z(%g) = %.12g, want %.12g", u[i], x, want)
		}
	}
	back := append([]float64(nil), z...)
	Ranks(back)
	for i, x := range back {
		want := math.Erfc(-z[i]/math.Sqrt2) / 2
		if math.Abs(x/want-1) > 1e-9 || math.Abs((x-want)/(1-want)) > 1e-9 && u[i] < 1-1e-10 {
			t.Fatalf("rank of %g = %.12g, want %.12g", z[i], x, want)
		}
	}
	ends := []float64{-60, 60}
	Ranks(ends)
	if ends[0] <= 0 || ends[1] >= 1 {
		t.Errorf("ranks %v lie outside (0, 1)", ends)
	}
}

func BenchmarkSampler(b *testing.B) {
	base := make([]float64, 256)
	for i := range base {
		base[i] = math.Mod(0.5+float64(i)*0.6180339887498949, 1)
	}
	u := make([]float64, len(base))
	for _, e := range Catalogue {
		d, _ := e.New(e.Example)
		s := NewSampler(d, math.Inf(-1), math.Inf(1))
		b.Run(e.Name, func(b *testing.B) {
			for b.Loop() {
				copy(u, base)
				s.Column(u)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(u)), "ns/number")
		})
	}
	for name, f := range map[string]func([]float64){"scores": Scores, "ranks": Ranks} {
		b.Run(fmt.Sprint(name), func(b *testing.B) {
			for b.Loop() {
				copy(u, base)
				f(u)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(u)), "ns/number")
		})
	}
}

package result

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// byRank is type 7 from a sorted copy, straight from its definition.
func byRank(x []float64, p float64) float64 {
	s := slices.Clone(x)
	slices.Sort(s)
	h := float64(len(s)-1) * p
	k := int(math.Floor(h))
	if k+1 == len(s) {
		return s[k]
	}
	return s[k] + (h-float64(k))*(s[k+1]-s[k])
}

// R: quantile(c(1, 2, 4, 8, 16, 32), c(.05, .1, .25, .5, .75, .9, .95)) gives
// 1.25 1.5 2.5 6 14 24 28. By hand at 0.9: h = 5 x 0.9 = 4.5, 16 + 0.5 x 16 = 24.
func TestQuantilesOfR(t *testing.T) {
	x := []float64{16, 1, 32, 4, 2, 8}
	out := make([]float64, 7)
	Quantiles(x, Probs, out)
	want := []float64{1.25, 1.5, 2.5, 6, 14, 24, 28}
	for i := range want {
		if math.Abs(out[i]-want[i]) > 1e-12 {
			t.Errorf("at %g: %g, want %g", Probs[i], out[i], want[i])
		}
	}
}

func TestQuantilesAgainstSorting(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	shapes := map[string]func(i, n int) float64{
		"random":   func(i, n int) float64 { return r.NormFloat64() },
		"ties":     func(i, n int) float64 { return float64(r.IntN(4)) },
		"constant": func(i, n int) float64 { return 7 },
		"rising":   func(i, n int) float64 { return float64(i) },
		"falling":  func(i, n int) float64 { return float64(-i) },
		"organ":    func(i, n int) float64 { return math.Abs(float64(2*i - n)) },
		"far":      func(i, n int) float64 { return math.Exp(20 * r.NormFloat64()) },
		"one far":  func(i, n int) float64 { return r.Float64() + 1e300*float64(i/(n-1+1/n)) },
		"tiny":     func(i, n int) float64 { return float64(i%3) * 5e-324 },
		"two":      func(i, n int) float64 { return float64(i % 2) },
	}
	ps := append([]float64{0}, append(slices.Clone(Probs), 1)...)
	out := make([]float64, len(ps))
	for name, f := range shapes {
		for _, n := range []int{1, 2, 3, 7, 20, 100, 511, 512, 1000, 4097} {
			x := make([]float64, n)
			for i := range x {
				x[i] = f(i, n)
			}
			keep := slices.Clone(x)
			Quantiles(x, ps, out)
			for i, p := range ps {
				if want := byRank(keep, p); out[i] != want {
					t.Errorf("%s, n=%d, p=%g: %g, want %g", name, n, p, out[i], want)
				}
			}
		}
	}
}

func TestHeapSelectSorts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	x := make([]float64, 501)
	for i := range x {
		x[i] = float64(r.IntN(50))
	}
	heapSelect(x, 1, len(x), 0)
	if !slices.IsSorted(x[1:]) {
		t.Error("the fallback does not sort")
	}
}

func TestMoments(t *testing.T) {
	// 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares 32, sd sqrt(32/7).
	mean, sd := Moments([]float64{2, 4, 4, 4, 5, 5, 7, 9})
	if mean != 5 || math.Abs(sd-math.Sqrt(32.0/7)) > 1e-15 {
		t.Errorf("mean %g, sd %g", mean, sd)
	}
	if mean, sd := Moments([]float64{3}); mean != 3 || sd != 0 {
		t.Errorf("one number has mean %g, sd %g", mean, sd)
	}
	// A large offset must not swallow the spread: sd of 0, 1, 2 is 1.
	if _, sd := Moments([]float64{1e9, 1e9 + 1, 1e9 + 2}); math.Abs(sd-1) > 1e-9 {
		t.Errorf("sd %g", sd)
	}
}

func BenchmarkQuantiles(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	src := make([]float64, 10000)
	for i := range src {
		src[i] = r.NormFloat64()
	}
	x, out := make([]float64, len(src)), make([]float64, len(Probs))
	for b.Loop() {
		copy(x, src)
		Quantiles(x, Probs, out)
	}
}

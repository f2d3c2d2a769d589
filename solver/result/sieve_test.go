package result

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// sifted runs a sample through a sieve in parts.
func sifted(s *Sifting, x []float64, part int, probs []float64) (whole []float64, lanes [][]float64, ok bool, held int) {
	v, b := s.NewSieve(), &Bench{}
	for lo := 0; lo < len(x); lo += part {
		v.Add(b, x[lo:min(lo+part, len(x))])
		held = max(held, v.held)
	}
	whole = make([]float64, len(probs))
	for range s.Lanes {
		lanes = append(lanes, make([]float64, len(probs)))
	}
	return whole, lanes, v.Quantiles(b, probs, whole, lanes), held
}

// TestSieveIsExact: what a sieve finds is what sorting finds, for samples with
// spread, ties, atoms, far tails and few values, in one lane or in several.
func TestSieveIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	shapes := map[string]func(i int) float64{
		"normal":      func(int) float64 { return r.NormFloat64() },
		"constant":    func(int) float64 { return 7 },
		"atom":        func(int) float64 { return max(0, r.NormFloat64()) },
		"two atoms":   func(int) float64 { return min(0.5, max(-0.2, r.NormFloat64())) },
		"counts":      func(int) float64 { return math.Floor(30 * r.ExpFloat64()) },
		"coin":        func(int) float64 { return float64(r.IntN(2)) },
		"rare":        func(int) float64 { return float64(r.IntN(30) / 29) },
		"far":         func(int) float64 { return math.Exp(40 * r.NormFloat64()) },
		"edge of all": func(i int) float64 { return math.Copysign(1e300, r.NormFloat64()) },
		"tiny":        func(int) float64 { return float64(r.IntN(50)) * 5e-324 },
	}
	probs := slices.Clone(Probs)
	for name, f := range shapes {
		for _, c := range []struct{ n, part, lanes int }{{40_000, 2048, 1}, {40_001, 4096, 1}, {30_000, 2048, 8}, {20_003, 2048, 3}, {2100, 2048, 1}} {
			x := make([]float64, c.n)
			for i := range x {
				x[i] = f(i)
			}
			s := &Sifting{Draws: c.n, Lanes: c.lanes, Probs: Probs, Width: 5, Spare: 1}
			if c.lanes > 1 {
				s.Spare = 5 * math.Sqrt(float64(c.lanes))
			}
			whole, lanes, ok, held := sifted(s, x, c.part, probs)
			at := fmt.Sprintf("%s, %+v", name, c)
			if !ok {
				t.Errorf("%s: a quantile escaped", at)
				continue
			}
			if most := s.Held(c.part); held > most {
				t.Errorf("%s: %d numbers are held, %d are expected", at, held, most)
			}
			want := make([]float64, len(probs))
			for l := 0; c.lanes > 1 && l < c.lanes; l++ {
				var part []float64
				for d := l; d < len(x); d += c.lanes {
					part = append(part, x[d])
				}
				Quantiles(part, probs, want)
				if !slices.Equal(want, lanes[l]) {
					t.Errorf("%s: lane %d has %v, want %v", at, l, lanes[l], want)
				}
			}
			Quantiles(x, probs, want)
			if !slices.Equal(want, whole) {
				t.Errorf("%s: %v, want %v", at, whole, want)
			}
		}
	}
}

// TestSieveEscapes: a sample that drifts is not in random order; the sieve
// says so, or is right, and never gives a wrong number.
func TestSieveEscapes(t *testing.T) {
	const n = 50_000
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(i)
	}
	narrow := &Sifting{Draws: n, Lanes: 1, Probs: Probs, Width: 5, Spare: 1}
	if _, _, ok, _ := sifted(narrow, x, 2048, Probs); ok {
		t.Error("a rising sample is known from its first part")
	}
	want := make([]float64, len(Probs))
	wide := &Sifting{Draws: n, Lanes: 1, Probs: Probs, Width: 1000, Spare: 1}
	got, _, ok, _ := sifted(wide, x, 2048, Probs)
	Quantiles(slices.Clone(x), Probs, want)
	if !ok || !slices.Equal(got, want) {
		t.Errorf("limits wide enough give %v, %v; want %v", got, ok, want)
	}
	// Narrow limits on random numbers: escapes must be seen, not guessed.
	r := rand.New(rand.NewPCG(3, 4))
	escaped := 0
	for range 40 {
		for i := range x {
			x[i] = r.NormFloat64()
		}
		tight := &Sifting{Draws: n, Lanes: 1, Probs: Probs, Width: 0.7}
		got, _, ok, _ := sifted(tight, x, 2048, Probs)
		if !ok {
			escaped++
			continue
		}
		Quantiles(slices.Clone(x), Probs, want)
		if !slices.Equal(got, want) {
			t.Errorf("narrow limits give %v, want %v", got, want)
		}
	}
	if escaped == 0 {
		t.Error("limits of 0.7 standard deviations never lose a quantile: the test shows nothing")
	}
}

func BenchmarkSieve(b *testing.B) {
	const n, part = 200_000, 8192
	r := rand.New(rand.NewPCG(1, 2))
	x := make([]float64, n)
	for i := range x {
		x[i] = r.NormFloat64()
	}
	s := &Sifting{Draws: n, Lanes: 1, Probs: Probs, Width: 5, Spare: 1}
	bench, out := &Bench{}, make([]float64, len(Probs))
	b.Run(fmt.Sprintf("draws=%d/part=%d", n, part), func(b *testing.B) {
		for b.Loop() {
			v := s.NewSieve()
			for lo := 0; lo < n; lo += part {
				v.Add(bench, x[lo:min(lo+part, n)])
			}
			if !v.Quantiles(bench, Probs, out, nil) {
				b.Fatal("a quantile escaped")
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/number")
	})
}

package sample

import (
	"math"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/solver/rng"
)

func TestCatalogue(t *testing.T) {
	seen := map[Design]bool{}
	for _, e := range catalogue {
		if seen[e.name] || e.doc == "" {
			t.Errorf("%s is there twice or has no words", e.name)
		}
		seen[e.name] = true
		if d, err := Parse(string(e.name)); err != nil || d != e.name {
			t.Errorf("%s does not parse: %v", e.name, err)
		}
		u := make([]float64, 256)
		l := &Layout{Design: e.name, Seed: 1, Draws: 1024, Replicates: 1}
		l.Column(0, 2, 3, u)
		for _, x := range u {
			if x <= 0 || x >= 1 {
				t.Fatalf("%s gives %g", e.name, x)
			}
		}
		if n := testing.AllocsPerRun(10, func() { l.Column(0, 2, 3, u) }); n != 0 {
			t.Errorf("%s allocates %g times", e.name, n)
		}
	}
	if _, err := Parse("sobolev"); err == nil {
		t.Error("sobolev is a design")
	}
}

func TestMonteCarloIsTheStream(t *testing.T) {
	a, b := make([]float64, 100), make([]float64, 100)
	(&Layout{Design: MC, Seed: 5, Draws: 5000, Replicates: 1}).Column(0, 6, 7, a)
	rng.Fill(5, 6, 7, b)
	if !slices.Equal(a, b) {
		t.Error("Monte Carlo is not the keyed stream")
	}
}

// TestLatinHitsEveryStratum: for any number of draws each stratum is hit once,
// and strata of two inputs are independent: the correlation of 4,000 pairs
// stays within four standard errors.
func TestLatinHitsEveryStratum(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 256, 257, 1000, 4000} {
		var cols [2][]float64
		for s := range cols {
			for b := 0; b*blockSize < n; b++ {
				u := make([]float64, min(blockSize, n-b*blockSize))
				(&Layout{Design: LHS, Seed: 9, Draws: n, Replicates: 1}).Column(s, uint64(s), uint32(b), u)
				cols[s] = append(cols[s], u...)
			}
			hit := make([]bool, n)
			for _, x := range cols[s] {
				hit[int(x*float64(n))] = true
			}
			if slices.Contains(hit, false) {
				t.Errorf("%d draws: a stratum is empty", n)
			}
		}
		if n < 4000 {
			continue
		}
		r := 0.0
		for i := range n {
			r += 12 * (cols[0][i] - 0.5) * (cols[1][i] - 0.5) / float64(n)
		}
		if math.Abs(r) > 4/math.Sqrt(float64(n)) {
			t.Errorf("two inputs correlate by %g", r)
		}
	}
}

// TestLatinIsMoreExact: the mean of u over n strata has a standard error of
// 1/(n sqrt(12 n)), not 1/sqrt(12 n).
func TestLatinIsMoreExact(t *testing.T) {
	const n = 256
	u := make([]float64, n)
	for seed := range uint64(20) {
		(&Layout{Design: LHS, Seed: seed, Draws: n, Replicates: 1}).Column(0, 3, 0, u)
		sum := 0.0
		for _, x := range u {
			sum += x
		}
		if off := math.Abs(sum/n - 0.5); off > 5/(n*math.Sqrt(12*n)) {
			t.Errorf("seed %d: the mean is off by %g", seed, off)
		}
	}
}

package sample

import (
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
		Column(e.name, 1, 2, 3, u)
		for _, x := range u {
			if x <= 0 || x >= 1 {
				t.Fatalf("%s gives %g", e.name, x)
			}
		}
		if n := testing.AllocsPerRun(10, func() { Column(e.name, 1, 2, 3, u) }); n != 0 {
			t.Errorf("%s allocates %g times", e.name, n)
		}
	}
	if _, err := Parse("sobolev"); err == nil {
		t.Error("sobolev is a design")
	}
}

func TestMonteCarloIsTheStream(t *testing.T) {
	a, b := make([]float64, 100), make([]float64, 100)
	Column(MC, 5, 6, 7, a)
	rng.Fill(5, 6, 7, b)
	if !slices.Equal(a, b) {
		t.Error("Monte Carlo is not the keyed stream")
	}
}

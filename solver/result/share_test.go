package result

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

// TestConvergence: what is told of the first n draws is what a count of them gives.
func TestConvergence(t *testing.T) {
	x := make([]float64, 1000)
	for i := range x {
		x[i] = float64(i*7919%1000) / 1000 // every thousandth once, in an order that is spread
	}
	s := &Set{Draws: len(x), Replicates: 1,
		Targets: []TargetResult{{ID: "half", Metric: Metric{Key: "a.b"}, Entity: "all", At: axis.M(2030, 12), Threshold: 0.75}},
		Watched: []Column{{"a.b[all]@2030-12", "MW", x}}}
	c, ok := s.Convergence("half")
	if !ok || c.Draws[0] != 64 || c.Draws[len(c.Draws)-1] != 1000 || c.Draws[4] != 128 {
		t.Fatalf("%v, %+v", ok, c)
	}
	for i, n := range c.Draws {
		hits := 0.0
		for _, v := range x[:n] {
			if v >= 0.75 {
				hits++
			}
		}
		p := hits / float64(n)
		half := 1.959964 * math.Sqrt(p*(1-p)/float64(n))
		if c.Share[i] != p || math.Abs(c.Lo[i]-(p-half)) > 1e-6 || math.Abs(c.Hi[i]-(p+half)) > 1e-6 {
			t.Errorf("after %d draws %g in [%g, %g], want %g ± %g", n, c.Share[i], c.Lo[i], c.Hi[i], p, half)
		}
	}
	if last := len(c.Share) - 1; c.Share[last] != 0.25 {
		t.Errorf("the end is %g", c.Share[last])
	}
	// No hit in n draws: with probability p each, (1-p)^n = 0.05 at the bound.
	s.Targets[0].Threshold = 2
	c, _ = s.Convergence("half")
	for i, n := range c.Draws {
		if c.Share[i] != 0 || c.Lo[i] != 0 || math.Abs(math.Pow(1-c.Hi[i], float64(n))-0.05) > 1e-9 {
			t.Errorf("no hit in %d draws gives %g in [%g, %g]", n, c.Share[i], c.Lo[i], c.Hi[i])
		}
	}
	if _, ok := s.Convergence("none"); ok {
		t.Error("a target that is not there converges")
	}
	s.Watched = nil
	if _, ok := s.Convergence("half"); ok {
		t.Error("no draws converge")
	}
}

// TestShareOfReplicates by hand: of draws 0 1 2 3 4 5 in two replicates, those
// at or above 2 are 2, 4 of {0, 2, 4} and 3, 5 of {1, 3, 5}: 2/3 each, no spread, so that the binomial error
// stands, sqrt(2/9/6).
// At or above 3: 1/3 and 2/3, sd sqrt(1/18), error sqrt(1/36).
func TestShareOfReplicates(t *testing.T) {
	x := []float64{0, 1, 2, 3, 4, 5}
	for _, c := range []struct{ at, share, se float64 }{{2, 2.0 / 3, math.Sqrt(1.0 / 27)}, {3, 0.5, 1.0 / 6}} {
		share, se := Share(x, 2, func(v float64) bool { return v >= c.at })
		if math.Abs(share-c.share) > 1e-15 || math.Abs(se-c.se) > 1e-15 {
			t.Errorf("at %g: %g ± %g, want %g ± %g", c.at, share, se, c.share, c.se)
		}
	}
}

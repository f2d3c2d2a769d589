package scenarios

import (
	"context"
	"testing"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
)

// TestPairedErrorIsSmall: two runs that differ in one input share all other
// random numbers, so that on a metric which that input moves little the
// standard error of the difference is at least five times smaller than that of
// independent runs.
func TestPairedErrorIsSmall(t *testing.T) {
	a := planOf(t, nil, []string{"vietnam"}, "simulation.draws=1000")
	b := planOf(t, nil, []string{"vietnam"}, "simulation.draws=1000", "power.tariff.growth=4 %/year")
	want := []solver.Want{{Metric: "finance.cumulative", Entity: solver.All, At: a.Axis.End()}}
	var cols [2]result.Column
	for i, p := range []*solver.Plan{a, b} {
		c, err := solver.Watch(context.Background(), p, want, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		cols[i] = c[0]
	}
	d := result.Paired(cols[0], cols[1], 1)
	t.Logf("difference %.3g, standard error %.3g, %.3g if independent: %.0f times", d.Mean, d.SE, d.Independent, d.Independent/d.SE)
	if d.Mean == 0 || d.SE*5 > d.Independent {
		t.Errorf("the error is %g, %g if independent", d.SE, d.Independent)
	}
	// By hand: differences 1, 3 have mean 2 and sd sqrt 2, so SE 1; columns 1, 2 and 2, 5 have variances 0.5 and 4.5: sqrt(5/2).
	h := result.Paired(result.Column{Values: []float64{1, 2}}, result.Column{Values: []float64{2, 5}}, 1)
	if h.Mean != 2 || !near(h.SE, 1) || !near(h.Independent*h.Independent, 2.5) {
		t.Errorf("by hand: %+v", h)
	}
}

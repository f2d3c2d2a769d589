package solver_test

import (
	"cmp"
	"context"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/rng"
)

// TestWatchIsTheRun: a run for a few numbers, which keeps nothing else and
// ends early, draws them to the bit as the whole run does; and so does an
// evaluation at the run's own uniforms.
func TestWatchIsTheRun(t *testing.T) {
	p := plan(t, 700, nil, "vietnam")
	set := solve(t, p, solver.Options{Workers: 2})
	var wants []solver.Want
	for _, tg := range p.Targets {
		wants = append(wants, solver.Want{Metric: tg.Metric, Entity: tg.Entity, At: tg.At})
	}
	cols, err := solver.Watch(context.Background(), p, wants, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	u := make([][]float64, len(p.Uncertain))
	for i := range u {
		u[i] = make([]float64, p.Draws)
		for b := 0; b*solver.BlockSize < p.Draws; b++ {
			p.Column(i, rngStream(p, i), uint32(b), u[i][b*solver.BlockSize:min((b+1)*solver.BlockSize, p.Draws)])
		}
	}
	e, err := solver.NewEvaluator(p, wants, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	at, err := e.At(context.Background(), u)
	if err != nil {
		t.Fatal(err)
	}
	for i := range wants {
		if !slices.Equal(cols[i].Values, set.Watched[i].Values) || !slices.Equal(at[i].Values, set.Watched[i].Values) {
			t.Errorf("%v is not what the run drew", wants[i])
		}
	}
}

func rngStream(p *solver.Plan, i int) uint64 {
	return rng.Stream(cmp.Or(p.Uncertain[i].Stream, p.Uncertain[i].Path))
}

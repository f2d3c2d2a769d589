package solver_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/known"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
)

// broken is P1 with a cost that is no number in draws where the yearly growth
// of traffic is above a limit that few draws pass.
func broken(draws int, design sample.Design) *solver.PlanOf[known.Fleet, known.Fleet] {
	p := known.P1(draws)
	p.Design = design
	if design != sample.MC {
		p.Replicates = 8
	}
	p.Derived = append(p.Derived, solver.DerivedOf[known.Fleet]{Path: "f", Ref: func(f *known.Fleet) *float64 { return &f.F }, Max: math.Inf(1),
		Eval: func(f *known.Fleet) float64 {
			if f.G > 0.45 {
				return math.MaxFloat64 // times stations it is infinite
			}
			return f.F
		}})
	p.Targets = []solver.Target{{ID: "t", Metric: "fleet.cost", Entity: solver.All, At: p.Axis.End(), Threshold: 1}}
	return p
}

// TestDrawErrorIsTheFirst: the draw that an error names is the first that
// fails, whoever was faster, and a run of as many draws as it says has it.
func TestDrawErrorIsTheFirst(t *testing.T) {
	for _, c := range []struct {
		design sample.Design
		draws  int
	}{{sample.MC, 6000}, {sample.LHS, 6000}, {sample.Sobol, 8192}} {
		var first *solver.DrawError
		for i := range 8 {
			_, err := solver.Run(context.Background(), broken(c.draws, c.design), solver.Options{Workers: 1 + i%4})
			var e *solver.DrawError
			if !errors.As(err, &e) {
				t.Fatalf("%s: a number that is none gives %v", c.design, err)
			}
			if first == nil {
				first = e
			}
			if *e != *first {
				t.Errorf("%s: %v, then %v", c.design, first, e)
			}
		}
		_, err := solver.Run(context.Background(), broken(first.Replay, c.design), solver.Options{})
		var again *solver.DrawError
		if !errors.As(err, &again) || again.Draw != first.Draw || again.Step != first.Step {
			t.Errorf("%s: %v; with --draws %d: %v", c.design, first, first.Replay, err)
		}
	}
}

// TestWatchSeesWhatIsNoNumber: runs that keep single numbers fail as whole runs do.
func TestWatchSeesWhatIsNoNumber(t *testing.T) {
	p := broken(6000, sample.MC)
	want := []solver.Want{{Metric: "fleet.cost", Entity: solver.All, At: p.Axis.End()}}
	var e *solver.DrawError
	if _, err := solver.Watch(context.Background(), p, want, solver.Options{}); !errors.As(err, &e) {
		t.Errorf("Watch gives %v", err)
	}
	if _, _, err := solver.Draw(context.Background(), p, want, solver.Options{}); !errors.As(err, &e) {
		t.Errorf("Draw gives %v", err)
	}
}

// TestErrorsOfFewDraws: what too few draws cannot tell is not told.
func TestErrorsOfFewDraws(t *testing.T) {
	run := func(draws, replicates int, design sample.Design) (mean, p05, p50 bool) {
		p := known.P1(draws)
		p.Design, p.Replicates = design, replicates
		set, err := solver.Run(context.Background(), p, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s := set.Series[0]
		if s.MeanSE == nil {
			return false, false, false
		}
		return true, s.QSE[0] != nil, s.QSE[3] != nil
	}
	for _, c := range []struct {
		draws, replicates int
		design            sample.Design
		mean, p05, p50    bool
	}{
		{1, 1, sample.MC, false, false, false}, {2, 1, sample.MC, true, false, false}, {20, 1, sample.MC, true, false, true}, {200, 1, sample.MC, true, true, true},
		{128, 8, sample.Sobol, true, false, false}, {1024, 8, sample.Sobol, true, false, true}, {2048, 8, sample.LHS, true, true, true}, {2048, 1, sample.LHS, false, false, false},
	} {
		if mean, p05, p50 := run(c.draws, c.replicates, c.design); mean != c.mean || p05 != c.p05 || p50 != c.p50 {
			t.Errorf("%+v: errors told of the mean %v, P05 %v, median %v", c, mean, p05, p50)
		}
	}
}

// TestPathIsStartAndAdvance: a machine that runs all steps by itself changes no byte.
func TestPathIsStartAndAdvance(t *testing.T) {
	run := func(path bool) []byte {
		p := known.P1(3000)
		if !path {
			sys := *p.System
			machine := sys.New
			sys.New = func(f *known.Fleet) solver.Machine[known.Fleet] {
				m := machine(f)
				m.Path = nil
				return m
			}
			p.System = &sys
		}
		set, err := solver.Run(context.Background(), p, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return files(t, set)
	}
	if !bytes.Equal(run(true), run(false)) {
		t.Error("the machine's own path gives other numbers")
	}
}

// TestEscapedSeriesAreDrawnAgain: draws that come in order tell nothing of those to
// come, so quantiles escape their limits; the run draws again until it has them, and they are exact.
func TestEscapedSeriesAreDrawnAgain(t *testing.T) {
	const draws = 40_000
	p := known.P1(draws)
	u := make([][]float64, len(p.Uncertain))
	for i := range u {
		for d := range draws {
			u[i] = append(u[i], (float64(d)+0.5)/draws)
		}
	}
	p.Layout = sample.Given(u)
	most := 0
	set, err := solver.Run(context.Background(), p, solver.Options{Progress: func(done, _ int) { most = max(most, done) }})
	if err != nil {
		t.Fatal(err)
	}
	if most < 2*draws {
		t.Errorf("%d draws were made of %d: nothing escaped, the test shows nothing", most, draws)
	}
	for _, step := range []int{0, 7, 19} {
		cols, err := solver.Watch(context.Background(), p, []solver.Want{{Metric: "fleet.cost", Entity: solver.All, At: p.Axis.Month(axis.Step(step))}}, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := make([]float64, len(result.Probs))
		result.Quantiles(cols[0].Values, result.Probs, want)
		for i, q := range want {
			if got := set.Series[0].Q[i][step]; got != q {
				t.Errorf("step %d, quantile %g: %g, want %g", step, result.Probs[i], got, q)
			}
		}
	}
}

// TestInputsAreDrawnAgain: what a long run draws anew for its file are the inputs it
// used, to the bit, of independent, coupled and reordered inputs.
func TestInputsAreDrawnAgain(t *testing.T) {
	lower := [][]float64{{1}, {0.6, 0.8}}
	for name, c := range map[string][]solver.Copula{
		"independent": nil, "coupled": {{Members: []int{1, 4}, Lower: lower}}, "reordered": {{Members: []int{1, 4}, Lower: lower, Reorder: true}},
	} {
		p := known.P1(20_011)
		p.Copulas = c
		set, err := solver.Run(context.Background(), p, solver.Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		if set.Redraw == nil {
			t.Fatalf("%s: the inputs are held, the test shows nothing", name)
		}
		want, _, err := solver.Draw(context.Background(), p, []solver.Want{{Metric: "fleet.cost", Entity: solver.All, At: p.Axis.End()}}, solver.Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		got := make([][]float64, len(want))
		for i := range got {
			got[i] = make([]float64, solver.BlockSize)
		}
		for lo := 0; lo < p.Draws; lo += solver.BlockSize {
			set.Redraw(lo/solver.BlockSize, got)
			for i := range want {
				n := min(solver.BlockSize, p.Draws-lo)
				if !slices.Equal(got[i][:n], want[i].Values[lo:lo+n]) {
					t.Fatalf("%s: input %s differs in the block from draw %d on", name, want[i].Name, lo)
				}
			}
		}
	}
}

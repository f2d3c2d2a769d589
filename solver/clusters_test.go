package solver_test

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/solver"
)

// TestClusters: the questions about clusters are answered with the arithmetic of nodes and racks, and with the waste of the event
// simulation at 2,000, 16,384 and 30,000 GPUs (testdata/gpu/goodput.txt, asynchronous checkpoints of 5 s, 4.7e-4 stops a GPU-day: 1.7, 8.0,
// 12.9 %; here checkpoints are larger and stops are 2.9e-4 to 8.1e-4 a GPU-day, about the same in the middle).
func TestClusters(t *testing.T) {
	set := solve(t, plan(t, 400, nil, "gpt4-class-2027"), solver.Options{})
	const median = 3
	at := func(key, entity string, q int) float64 {
		s, ok := set.Find(key, entity)
		if !ok {
			t.Fatalf("no %s of %s", key, entity)
		}
		return s.Q[q][0]
	}
	for _, c := range []struct {
		entity            string
		nodes, it, racks  float64
		waste             float64 // % in the event simulation, 0 where it was not asked
		shortest, longest float64 // days in the middle that would still be sane: 6ND at an MFU of 0.6 without losses, and at 0.1
	}{
		{"fpt", 127, 1.2954, 43, 0, 419, 2520},
		{"today-2000", 250, 2.55, 84, 1.7, 213, 1280},
		{"today-plus-6000", 1000, 10.2, 334, 0, 53, 320},
		{"llama3-16384", 2048, 20.8896, 683, 8.0, 26, 156},
		{"x15-count", 3750, 38.25, 1250, 12.9, 14, 85},
	} {
		for key, want := range map[string]float64{"gpu.case_nodes": c.nodes, "gpu.case_it": c.it, "gpu.case_racks": c.racks} {
			if got := at(key, c.entity, median); math.Abs(got-want) > 1e-9*want {
				t.Errorf("%s of %s is %g, not %g", key, c.entity, got, want)
			}
		}
		if got := at("gpu.case_waste", c.entity, median); c.waste > 0 && math.Abs(got-c.waste) > 0.5 {
			t.Errorf("%s wastes %g %%, %g in the event simulation", c.entity, got, c.waste)
		}
		if got := at("gpu.case_days", c.entity, median); got < c.shortest || got > c.longest {
			t.Errorf("%s takes %g days", c.entity, got)
		}
	}
	if a, b := at("gpu.case_days", "x15-compute", median), at("gpu.case_days", "x15-count", median); a <= b {
		t.Errorf("fewer GPUs are faster: %g days and %g", a, b)
	}
	if now, end := at("gpu.job_days_now", "gpt4-moe", median), at("gpu.case_days", "fpt", median); math.Abs(now-end) > 1e-9*now {
		t.Errorf("today's largest island is not FPT's cluster: %g days and %g", now, end)
	}
}

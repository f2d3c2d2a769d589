package main

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/sense"
)

// TestLimit: the limits of a box are words of the scenario: options of a choice, months of a date, numbers in their unit.
func TestLimit(t *testing.T) {
	p := &solver.Plan{}
	for path, unit := range map[string]string{"mobile.forecast": "", "datacenter.phases.tpt-1.applied": "", "mobile.operators.jio.build_rate": "stations/month", "mobile.coverage.elasticity": "1"} {
		p.Uncertain = append(p.Uncertain, solver.Uncertain{Path: path, Unit: unit})
	}
	inf := math.Inf(1)
	for _, c := range []struct {
		path   string
		lo, hi float64
		en, vi string
	}{
		{"mobile.forecast", -inf, 1, "trend or plan", "trend hoặc plan"},
		{"mobile.forecast", 2, inf, "commitments", "commitments"},
		{"datacenter.phases.tpt-1.applied", float64(axis.M(2024, 5)), inf, "≥ 2024-05", "≥ 2024-05"},
		{"mobile.operators.jio.build_rate", -inf, 16990.4, "≤ 16,990 stations/month", "≤ 16.990 stations/month"},
		{"mobile.coverage.elasticity", 0.2, 0.6625, "≥ 0.2 ≤ 0.6625", "≥ 0,2 ≤ 0,6625"},
	} {
		for i := range p.Uncertain {
			if p.Uncertain[i].Path != c.path {
				continue
			}
			for lang, want := range map[text.Lang]string{text.EN: c.en, text.VI: c.vi} {
				r := senseReport{lang: lang, q: &question{plan: p}}
				if got := r.limit(sense.Limit{Input: i, Lo: c.lo, Hi: c.hi}); got != want {
					t.Errorf("%s is %q, want %q", c.path, got, want)
				}
			}
		}
	}
}

package scenarios

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
)

// uncertain finds an input that is drawn.
func uncertain(p *solver.Plan, path string) (solver.Uncertain, bool) {
	for _, u := range p.Uncertain {
		if u.Path == path {
			return u, true
		}
	}
	return solver.Uncertain{}, false
}

// TestResidualsAreTheCalibrations: what a job or service does not state of its model's error is drawn from the calibration's, is listed
// as a default with its source, and gives way to what is written.
func TestResidualsAreTheCalibrations(t *testing.T) {
	c := train.Calibrated()
	plan := planOf(t, nil, []string{"national-llm-70b"})
	for path, sigma := range map[string]float64{
		"gpu.jobs.national-70b.residual":    c.Spread[train.Mechanistic], // dense in 16 bits on Hopper: runs were seen
		"gpu.jobs.gpt4-moe.residual":        c.Unlike[train.Mechanistic], // experts in 16 bits: none
		"gpu.demands.assistant.residual":    0.23777,
		"gpu.demands.sovereign.residual":    0,
		"gpu.jobs.gpt4-class.residual":      0,
		"gpu.demands.universities.residual": 0,
	} {
		u, drawn := uncertain(plan, path)
		if drawn != (sigma > 0) {
			t.Errorf("%s: drawn %v", path, drawn)
			continue
		}
		a := assumption(t, plan, path)
		if !a.Default || a.Source == "" || a.Uncertain != drawn {
			t.Errorf("%s: %+v", path, a)
		}
		if drawn && u.Dist != (dist.Lognormal{Sigma: sigma}) {
			t.Errorf("%s: %+v, want sigma %g", path, u.Dist, sigma)
		}
		if drawn && math.Abs(a.P[2]-math.Exp(1.6448536269514722*sigma)) > 1e-12 {
			t.Errorf("%s: P95 %g", path, a.P[2])
		}
	}
	plan = planOf(t, nil, []string{"national-llm-70b"}, "gpu.jobs.national-70b.residual=1.2")
	if _, drawn := uncertain(plan, "gpu.jobs.national-70b.residual"); drawn || plan.Base.GPU.Jobs[1].Residual != 1.2 {
		t.Errorf("a stated error is drawn, or is %g", plan.Base.GPU.Jobs[1].Residual)
	}
}

// TestModelsOfScenarios: a published model has the catalogue's shape, a size has its parameters.
func TestModelsOfScenarios(t *testing.T) {
	plan := planOf(t, nil, []string{"gpt4-class-2027"})
	for i, want := range map[int][2]float64{0: {70553706496, 70553706496}, 1: {1.8e12, 280e9}} {
		shape := plan.Base.GPU.Models[i].Shape()
		total, active := shape.Parameters()
		if math.Abs(total/want[0]-1) > 0.02 || math.Abs(active/want[1]-1) > 0.05 {
			t.Errorf("%s: %g parameters, %g active", shape.Name, total, active)
		}
	}
}

package train

import (
	"math"

	"github.com/headroom-planner/headroom/model/logfit"
)

// The fit's view of the world: a run's step is known to 8 % at best (published
// figures are rounded and layouts half stated), shares to 20 % before any run is
// seen, and the last three knobs within a factor of two.
const (
	sigmaRun   = 0.08
	sigmaShare = 0.2
	sigmaLoose = 0.7
)

// Fit finds the constants that agree best with the runs and with what was known
// before: it minimises the weighted squares of log(predicted/published)/sigmaRun and
// of log(constant/prior)/sigma. Shares stay at most 0.98, and routing is one pass at
// least. The cost is some 17 evaluations of all runs for each of at most 20 steps.
func Fit(runs []Run, prior Efficiency) Efficiency {
	e := prior
	knobs := e.knobs()
	n := len(knobs)
	p := logfit.Problem{Weight: weights(runs), Noise: sigmaRun}
	for i, x := range knobs {
		sigma, low, high := sigmaShare, 0.0, 0.98
		switch i {
		case n - 3:
			sigma, low, high = sigmaLoose, 1, math.Inf(1)
		case n - 2:
			sigma = sigmaLoose
		case n - 1:
			sigma, high = sigmaLoose, math.Inf(1)
		}
		p.Prior, p.Sigma = append(p.Prior, *x), append(p.Sigma, sigma)
		p.Low, p.High = append(p.Low, low), append(p.High, high)
	}
	set := func(x []float64) {
		for i := range x {
			*knobs[i] = x[i]
		}
	}
	p.Residual = func(x []float64, i int) float64 {
		set(x)
		return runs[i].residual(&e)
	}
	set(p.Fit())
	return e
}

// residual is log(predicted/published).
func (r *Run) residual(e *Efficiency) float64 {
	s := r.Layout.step(r.Model, r.Accelerator, e, r.Seq)
	return math.Log(s.Seconds() / r.StepS)
}

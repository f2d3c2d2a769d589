package serve

import (
	"math"

	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/model/valid"
)

// Objective is the latency that is promised. Infinite seconds promise nothing.
type Objective struct {
	FirstS   float64 // to the first token, kept for a share Quantile of requests
	TokenS   float64 // between tokens, mean of a request
	Quantile float64
}

// None promises nothing: throughput alone.
func None() Objective { return Objective{math.Inf(1), math.Inf(1), 0.5} }

// Check says whether the numbers can be those of a promise.
func (o Objective) Check() error {
	const of = "objective"
	return valid.First(
		valid.Within(of, "time to the first token", "s", o.FirstS, 1e-6, math.Inf(1)),
		valid.Within(of, "time between tokens", "s", o.TokenS, 1e-6, math.Inf(1)),
		valid.Within(of, "share of requests", "", o.Quantile, 0.5, 1-1e-6),
	)
}

// First is the seconds to the first token that a share q of requests do not exceed: the
// wait for earlier prompts, the rest of a running step, the prompt itself.
func (s *Steady) first(stepS, q float64) float64 {
	return Wait(s.Busy, s.PromptS, q) + stepS + s.PromptS
}

// Operating is a replica at the largest load that keeps an objective.
type Operating struct {
	Steady
	FirstS float64 // to the first token, at the objective's quantile
	Most   int     // requests that memory allows at once in a group
}

// slots is the mean number of running requests at which one more finds room with
// probability q: running requests are Poisson, B + z sqrt(B) = most.
func slots(most int, q float64) float64 {
	z := math.Sqrt2 * math.Erfinv(2*q-1)
	r := (-z + math.Sqrt(z*z+4*float64(most))) / 2
	return r * r
}

// Operate finds the largest load of a checked replica at which the objective is kept. Load,
// seconds between tokens and the wait all rise with the number of running requests, so
// the largest number decides. An objective that one request alone does not meet, and
// weights that do not fit, are errors.
func (r *Replica) Operate(e *Efficiency, t Traffic, o Objective) (Operating, error) {
	most := r.MaxBatch(t)
	if most < 1 {
		return Operating{}, &train.FitError{Why: "weights and one request's cache do not fit " + r.Accelerator.Name}
	}
	top := float64(most)
	if !math.IsInf(o.FirstS, 1) {
		top = slots(most, o.Quantile)
	}
	if top < 1 {
		return Operating{}, &train.FitError{Why: "too few requests fit to keep a place free for a next one"}
	}
	keep := func(b float64) (Operating, bool) {
		s := r.at(e, t, b)
		x := Operating{s, s.first(r.StepS(e, b, t.Context()), o.Quantile), most}
		return x, s.TokenS <= o.TokenS && (math.IsInf(o.FirstS, 1) || x.FirstS <= o.FirstS)
	}
	if x, ok := keep(top); ok {
		return x, nil
	}
	best, ok := keep(1)
	if !ok {
		return Operating{}, &train.FitError{Why: "one request alone takes " + valid.Number(best.FirstS, "s") + " to the first token and " +
			valid.Number(best.TokenS, "s") + " between tokens"}
	}
	lo, hi := 1.0, top
	for range 60 {
		b := (lo + hi) / 2
		if x, ok := keep(b); ok {
			lo, best = b, x
		} else {
			hi = b
		}
	}
	return best, nil
}

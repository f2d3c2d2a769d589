package solver

import (
	"cmp"
	"context"

	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
)

// Evaluator runs a plan at points that the caller lays out, for a few numbers.
type Evaluator[P, O any] struct {
	plan *PlanOf[P, O]
	opt  Options
}

// NewEvaluator prepares a plan for evaluations of the numbers wanted. Inputs
// that are reordered have no single points: then it errs.
func NewEvaluator[P, O any](p *PlanOf[P, O], wants []Want, opt Options) (*Evaluator[P, O], error) {
	q, err := p.watching(wants)
	if err != nil {
		return nil, err
	}
	q.Layout = sample.Given(nil)
	if err := q.CheckReorder(); err != nil {
		return nil, err
	}
	q.samplers = q.newSamplers()
	return &Evaluator[P, O]{q, opt}, nil
}

// AtOwn is At for the inputs' own uniforms: u[i][d] says at which of its quantiles input i is in draw d,
// after what correlations would do.
func (e *Evaluator[P, O]) AtOwn(ctx context.Context, u [][]float64) ([]result.Column, error) {
	p := *e.plan
	p.Copulas = nil
	own := Evaluator[P, O]{&p, e.opt}
	return own.At(ctx, u)
}

// At evaluates the plan at points: u[i][d] is the uniform of input i, in the
// order of Plan.Uncertain, in draw d, before correlations are applied. It
// returns the numbers wanted, draw by draw. Of inputs of one joint table the
// first one's uniform counts.
func (e *Evaluator[P, O]) At(ctx context.Context, u [][]float64) ([]result.Column, error) {
	q := *e.plan
	q.Layout = sample.Given(u)
	set, err := Run(ctx, &q, e.opt)
	if err != nil {
		return nil, err
	}
	return set.Watched, nil
}

// Groups divides the uncertain inputs into those that are drawn independently
// of each other: members of a correlation or of a joint table stay together.
// Groups stand in the order of their first input.
func (p *PlanOf[P, O]) Groups() [][]int {
	of := make([]int, len(p.Uncertain)) // representative of each input's group
	for i := range of {
		of[i] = i
	}
	join := func(a, b int) {
		keep, drop := min(of[a], of[b]), max(of[a], of[b])
		for i := range of {
			if of[i] == drop {
				of[i] = keep
			}
		}
	}
	for _, c := range p.Copulas {
		for _, m := range c.Members[1:] {
			join(c.Members[0], m)
		}
	}
	first := map[string]int{}
	for i := range p.Uncertain {
		key := cmp.Or(p.Uncertain[i].Stream, p.Uncertain[i].Path)
		if f, ok := first[key]; ok {
			join(f, i)
		} else {
			first[key] = i
		}
	}
	var out [][]int
	at := map[int]int{}
	for i, r := range of {
		k, ok := at[r]
		if !ok {
			k = len(out)
			at[r] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return out
}

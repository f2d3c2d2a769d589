package solver

import (
	"context"
	"fmt"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver/result"
)

// Want names one number of a run: a metric of an entity in a month.
type Want struct {
	Metric, Entity string
	At             axis.Month
}

// Watch draws the plan again and returns every draw of each number wanted, in
// their order. The draws are those of Run, to the bit.
func Watch[P, O any](ctx context.Context, p *PlanOf[P, O], wants []Want, opt Options) ([]result.Column, error) {
	q, err := p.watching(wants)
	if err != nil {
		return nil, err
	}
	set, err := Run(ctx, q, opt)
	if err != nil {
		return nil, err
	}
	return set.Watched, nil
}

// Draw is Watch with the drawn inputs beside the numbers, in the order of
// Plan.Uncertain.
func Draw[P, O any](ctx context.Context, p *PlanOf[P, O], wants []Want, opt Options) (inputs, numbers []result.Column, err error) {
	q, err := p.watching(wants)
	if err != nil {
		return nil, nil, err
	}
	q.inputs = true
	set, err := Run(ctx, q, opt)
	if err != nil {
		return nil, nil, err
	}
	return set.Inputs, set.Watched, nil
}

// watching is the plan with the numbers wanted as its only targets, up to the
// last of their months.
func (p *PlanOf[P, O]) watching(wants []Want) (*PlanOf[P, O], error) {
	q := *p
	q.lean, q.Targets, q.Keep, q.Axis.Steps = true, nil, nil, 1
	for _, w := range wants {
		if !p.Axis.Has(w.At) {
			return nil, fmt.Errorf("%s lies outside the run", w.At)
		}
		q.Axis.Steps = max(q.Axis.Steps, int(p.Axis.Step(w.At))+1)
		q.Targets = append(q.Targets, Target{Metric: w.Metric, Entity: w.Entity, At: w.At})
	}
	return &q, nil
}

// Measures reports whether the plan has a metric of an entity with numbers.
func (p *PlanOf[P, O]) Measures(metric, entity string) bool {
	_, ok := newProbes(p).find(metric, entity)
	return ok
}

// Observed lists what a run of the plan has in every month or at its end: metrics with numbers first, then labels,
// whose shares are kept. First dates are not among them.
func (p *PlanOf[P, O]) Observed() []Kept {
	ps := newProbes(p)
	var out []Kept
	for _, list := range [][]probe[O]{ps.series, ps.means, ps.finals, ps.labels} {
		for i := range list {
			out = append(out, Kept{list[i].metric.Key, list[i].entity})
		}
	}
	return out
}

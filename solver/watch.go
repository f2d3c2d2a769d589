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
	q := *p
	q.Targets = nil
	for _, w := range wants {
		if !p.Axis.Has(w.At) {
			return nil, fmt.Errorf("%s lies outside the run", w.At)
		}
		q.Targets = append(q.Targets, Target{Metric: w.Metric, Entity: w.Entity, At: w.At})
	}
	set, err := Run(ctx, &q, opt)
	if err != nil {
		return nil, err
	}
	return set.Watched, nil
}

// Measures reports whether the plan has a metric of an entity with numbers.
func (p *PlanOf[P, O]) Measures(metric, entity string) bool {
	_, ok := newProbes(p).find(metric, entity)
	return ok
}

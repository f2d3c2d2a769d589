package solver

import (
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver/result"
)

// Describe returns what a result of the plan says apart from what is found.
func (p *PlanOf[P, O]) Describe() *result.Set {
	return &result.Set{Name: p.Name, Title: p.Title, Axis: p.Axis, Draws: p.Draws, Seed: p.Seed, Design: string(p.Design), Replicates: p.Replicates,
		Hash: p.Hash, Knowledge: p.Knowledge, Collections: p.Collections, Assumptions: p.Assumptions, Asks: p.Asks, Checks: p.Checks, Histories: p.Histories,
		Warnings: slices.Clone(p.Warnings)}
}

// SpeakAs makes the plan describe itself with the words and origins of another reading of the same
// scenario: a merged scenario that is read again comes from other files and lines.
func (p *PlanOf[P, O]) SpeakAs(s *result.Set) {
	p.Name, p.Title, p.Knowledge, p.Collections = s.Name, s.Title, s.Knowledge, s.Collections
	p.Assumptions, p.Asks, p.Histories, p.Warnings = s.Assumptions, s.Asks, s.Histories, s.Warnings
}

// finish adds to the set what the first pass collected. Series follow the
// order of the metric tables: quantile series, means, then finals.
func (st *store[P, O]) finish(set *result.Set) {
	st.finishMeans(set)
	st.finishFinals(set)
	st.finishDates(set)
	st.finishLabels(set)
	for i := range st.plan.Targets {
		set.Targets = append(set.Targets, st.target(i))
		t := &st.plan.Targets[i]
		set.Watched = append(set.Watched, result.Column{
			Name: result.ColumnName(t.Metric, t.Entity, t.At), Unit: st.targetProbe[i].metric.Unit, Values: st.watched[i]})
	}
	for i, x := range st.kept {
		k, at := &st.plan.Keep[i/st.plan.Axis.Steps], st.plan.Axis.Month(axis.Step(i%st.plan.Axis.Steps))
		set.Kept = append(set.Kept, result.Column{Name: result.ColumnName(k.Metric, k.Entity, at), Unit: st.keptProbe[i/st.plan.Axis.Steps].metric.Unit, Values: x})
	}
	if st.inputs == nil && st.plan.lean {
		return
	}
	for i := range st.plan.Uncertain {
		u := &st.plan.Uncertain[i]
		c := result.Column{Name: u.Path, Unit: u.Unit}
		if st.inputs != nil {
			c.Values = st.inputs[i]
		}
		set.Inputs = append(set.Inputs, c)
	}
	if st.inputs == nil {
		set.Redraw = st.redraw()
	}
}

// redraw returns what draws the inputs of a block again, as the run did.
func (st *store[P, O]) redraw() func(block int, columns [][]float64) {
	w := newWorker(st.plan, &store[P, O]{plan: st.plan, ps: &probes[O]{}, samplers: st.samplers, reordered: st.reordered})
	return func(block int, columns [][]float64) {
		n := min(BlockSize, st.plan.Draws-block*BlockSize)
		for i, c := range columns {
			w.draws[i] = c[:n]
		}
		w.draw(block, n)
	}
}

func (st *store[P, O]) finishMeans(set *result.Set) {
	steps := st.plan.Axis.Steps
	for i := range st.ps.means {
		s := result.Series{Metric: st.ps.means[i].describe(), Entity: st.ps.means[i].entity, Mean: make([]float64, steps)}
		for t := range steps {
			sum := 0.0
			for _, b := range st.blockSums {
				sum += b[t*len(st.ps.means)+i]
			}
			s.Mean[t] = sum / float64(st.plan.Draws)
		}
		set.Series = append(set.Series, s)
	}
}

func (st *store[P, O]) finishFinals(set *result.Set) {
	sm := newSummary(&st.plan.Layout)
	for i := range st.ps.finals {
		s := blank(&st.ps.finals[i], 1, sm)
		s.Final = true
		sm.column(&s, 0, st.finals[i])
		set.Series = append(set.Series, s)
	}
}

func (st *store[P, O]) finishDates(set *result.Set) {
	for i := range st.ps.dates {
		x := st.dates[i]
		p := [3]float64(datesOf(x, 0.1, 0.5, 0.9))
		share := float64(came(x)) / float64(len(x))
		set.Dates = append(set.Dates, result.DateSummary{Metric: st.ps.dates[i].describe(), Entity: st.ps.dates[i].entity, Share: share, P: p})
	}
}

// datesOf returns the lower order statistics (inverse of the empirical
// distribution function) at probabilities: the first month by which so many
// draws have arrived. Months that never come are +Inf and sort last, so that
// nothing is interpolated towards a date that does not exist. It sorts x.
func datesOf(x []float64, at ...float64) []float64 {
	slices.Sort(x)
	out := make([]float64, len(at))
	for i, q := range at {
		out[i] = x[max(0, int(math.Ceil(q*float64(len(x))-1e-9))-1)]
	}
	return out
}

// came counts the months that come among sorted ones.
func came(x []float64) int {
	n, _ := slices.BinarySearch(x, math.Inf(1))
	return n
}

func (st *store[P, O]) finishLabels(set *result.Set) {
	steps := st.plan.Axis.Steps
	for i := range st.ps.labels {
		p := &st.ps.labels[i]
		l := result.LabelSummary{Metric: p.describe(), Entity: p.entity, Options: p.metric.Options}
		for k := range p.options {
			share := make([]float64, steps)
			for t := range steps {
				total := int64(0)
				for _, b := range st.blockTies {
					total += int64(b[st.labelAt[i]+k*steps+t])
				}
				share[t] = float64(total) / float64(st.plan.Draws)
			}
			l.Share = append(l.Share, share)
		}
		set.Labels = append(set.Labels, l)
	}
}

// target answers one target: p = hits/n with its standard error; when no draw
// or every draw hits, that error says nothing and the exact binomial bound at
// 95 % confidence stands beside it, which the other designs do not exceed.
func (st *store[P, O]) target(i int) result.TargetResult {
	t := &st.plan.Targets[i]
	n := st.plan.Draws
	r := result.TargetResult{ID: t.ID, Label: t.Label, Metric: st.targetProbe[i].describe(), Entity: t.Entity, At: t.At,
		Threshold: t.Threshold, AtMost: t.AtMost, Draws: n, Require: t.Require}
	for _, x := range st.watched[i] {
		if t.Meets(x) {
			r.Hits++
		}
	}
	r.Probability = float64(r.Hits) / float64(n)
	_, r.SE = result.Share(st.watched[i], st.plan.Replicates, t.Meets)
	switch r.Hits {
	case 0:
		r.Bound = 1 - math.Pow(0.05, 1/float64(n))
	case n:
		r.Bound = math.Pow(0.05, 1/float64(n))
	}
	d := datesOf(st.passage[i], 0.1, 0.5, 0.9, 0.8, 0.95)
	r.FirstDate, r.SureDate = [3]float64(d[:3]), [2]float64(d[3:])
	if t.Require > 0 {
		met := r.Probability >= t.Require
		r.Met = &met
	}
	return r
}

package solver

import (
	"cmp"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/solver/result"
)

// probe reads one metric of one entity.
type probe[O any] struct {
	metric  declare.Metric[O]
	entity  string
	index   int // of the entity, -1 for the total
	options int // number of labels
}

// reader is what the hot loop needs of a probe: the place of a number in a
// worker's own output, or the function that computes it there.
type reader struct {
	at  *float64
	get func() float64
}

func (p *probe[O]) reader(o *O) reader {
	m, i := &p.metric, p.index
	switch {
	case i < 0 && m.Ref != nil:
		return reader{at: m.Ref(o)}
	case i < 0:
		get := m.Get
		return reader{get: func() float64 { return get(o) }}
	case m.EachRef != nil:
		return reader{at: m.EachRef(o, i)}
	}
	each := m.Each
	return reader{get: func() float64 { return each(o, i) }}
}

func (r *reader) read() float64 {
	if r.at != nil {
		return *r.at
	}
	return r.get()
}

func readers[O any](ps []probe[O], o *O) []reader {
	out := make([]reader, len(ps))
	for i := range ps {
		out[i] = ps[i].reader(o)
	}
	return out
}

func (p *probe[O]) describe() result.Metric {
	m := p.metric
	return result.Metric{Key: m.Key, Unit: m.Unit, Boundary: m.Boundary, Agg: m.Agg, Label: m.Label, Doc: m.Doc, Of: m.Of}
}

// probes are all that a run reads, sorted into what is kept of them.
type probes[O any] struct {
	series []probe[O] // quantiles of every month
	means  []probe[O] // the mean of every month
	finals []probe[O]
	dates  []probe[O]
	labels []probe[O]
	hidden []probe[O] // numbers that can be found, but are not kept
}

// Extra begins the keys of metrics that a scenario defines.
const Extra = "metrics."

// All is the entity name of a metric's total.
const All = "all"

// Present reports whether the domain of a dotted path is in the scenario.
func Present(p *model.Params, path string) bool { return Coupled.Present(p, path) }

// Entities returns the names of a section's members in p.
func Entities(p *model.Params, section string) []string { return Coupled.Entities(p, section) }

func newProbes[P, O any](plan *PlanOf[P, O]) *probes[O] {
	ps, p, sys := &probes[O]{}, plan.Base, plan.System
	for _, m := range append(sys.Metrics(), plan.Metrics...) {
		if !sys.Present(p, cmp.Or(m.Part, m.Key)) && !strings.HasPrefix(m.Key, Extra) {
			continue
		}
		if m.HasTotal() {
			ps.add(probe[O]{m, All, -1, len(m.Options)})
		}
		if !m.HasEach() {
			continue
		}
		for i, name := range sys.Entities(p, m.Of) {
			ps.add(probe[O]{m, name, i, len(m.Options)})
		}
	}
	return ps
}

func (ps *probes[O]) add(p probe[O]) {
	switch {
	case p.metric.Kind == declare.Label:
		ps.labels = append(ps.labels, p)
	case p.metric.Kind == declare.FirstDate:
		ps.dates = append(ps.dates, p)
	case p.metric.Kind == declare.Final:
		ps.finals = append(ps.finals, p)
	case p.metric.Keep == declare.Mean:
		ps.means = append(ps.means, p)
	default:
		ps.series = append(ps.series, p)
	}
}

// hide keeps nothing of what is read, so that only targets remain.
func (ps *probes[O]) hide() {
	*ps = probes[O]{hidden: slices.Concat(ps.series, ps.means, ps.finals)}
}

// find returns the probe of a metric and entity among those with numbers.
func (ps *probes[O]) find(metric, entity string) (probe[O], bool) {
	for _, list := range [][]probe[O]{ps.series, ps.means, ps.finals, ps.hidden} {
		for _, p := range list {
			if p.metric.Key == metric && p.entity == entity {
				return p, true
			}
		}
	}
	return probe[O]{}, false
}

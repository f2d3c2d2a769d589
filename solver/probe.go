package solver

import (
	"strings"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/solver/result"
)

// probe reads one metric of one entity.
type probe struct {
	metric  declare.Metric[model.Out]
	entity  string
	index   int // of the entity, -1 for the total
	options int // number of labels
}

// reader is what the hot loop needs of a probe: a metric's row is ten times
// as large and would push the model's state out of the cache.
type reader struct {
	get   func(*model.Out) float64
	each  func(*model.Out, int) float64
	index int
}

func (p *probe) reader() reader {
	if p.index < 0 {
		return reader{get: p.metric.Get}
	}
	return reader{each: p.metric.Each, index: p.index}
}

func (r *reader) read(o *model.Out) float64 {
	if r.get != nil {
		return r.get(o)
	}
	return r.each(o, r.index)
}

func readers(ps []probe) []reader {
	out := make([]reader, len(ps))
	for i := range ps {
		out[i] = ps[i].reader()
	}
	return out
}

func (p *probe) describe() result.Metric {
	m := p.metric
	return result.Metric{Key: m.Key, Unit: m.Unit, Boundary: m.Boundary, Agg: m.Agg, Label: m.Label, Doc: m.Doc}
}

// probes are all that a run reads, sorted into what is kept of them.
type probes struct {
	series []probe // quantiles of every month
	means  []probe // the mean of every month
	finals []probe
	dates  []probe
	labels []probe
}

// Extra begins the keys of metrics that a scenario defines.
const Extra = "metrics."

// All is the entity name of a metric's total.
const All = "all"

// Present reports whether the domain of a dotted path is in the scenario.
func Present(p *model.Params, path string) bool {
	domain, _, _ := strings.Cut(path, ".")
	s, ok := model.Section(domain)
	return ok && s.Present != nil && *s.Present(p)
}

// Entities returns the names of a section's members in p.
func Entities(p *model.Params, section string) []string {
	s, ok := model.Section(section)
	if !ok || !s.Named {
		return nil
	}
	out := make([]string, s.Len(p))
	for i := range out {
		out[i] = *s.Name(p, i)
	}
	return out
}

func newProbes(plan *Plan) *probes {
	ps, p := &probes{}, plan.Base
	for _, m := range append(model.Metrics(), plan.Metrics...) {
		if !Present(p, m.Key) && !strings.HasPrefix(m.Key, Extra) {
			continue
		}
		if m.Get != nil {
			ps.add(probe{m, All, -1, len(m.Options)})
		}
		if m.Each == nil {
			continue
		}
		for i, name := range Entities(p, m.Of) {
			ps.add(probe{m, name, i, len(m.Options)})
		}
	}
	return ps
}

func (ps *probes) add(p probe) {
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

// find returns the probe of a metric and entity among those with numbers.
func (ps *probes) find(metric, entity string) (probe, bool) {
	for _, list := range [][]probe{ps.series, ps.means, ps.finals} {
		for _, p := range list {
			if p.metric.Key == metric && p.entity == entity {
				return p, true
			}
		}
	}
	return probe{}, false
}

package declare

import (
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

// MetricKind says how a metric's values are kept and summarised.
type MetricKind uint8

// The kinds of metric.
const (
	Series    MetricKind = iota // one number each month
	Final                       // one number for the whole run, read after the last step
	FirstDate                   // a month as float64(axis.Month), +Inf when it never comes, read after the last step
	Label                       // one of Options by index each month, summarised as shares of draws
)

// Agg says how a series adds up over months.
type Agg uint8

// The aggregations over time.
const (
	Stock Agg = iota // end of month: the year's value is December's
	Flow             // within the month: the year's value is the sum
	Ratio            // neither: the year's value is December's
)

// Keep says what a run keeps of a metric.
type Keep uint8

// What is kept of a series.
const (
	Quantiles Keep = iota // mean, sd and quantiles of every month
	Mean                  // the mean of every month only
)

// Metric is one row of a table of outputs over the struct O.
type Metric[O any] struct {
	Key      string // full path, "mobile.stations"
	Unit     string
	Boundary unit.Boundary
	Kind     MetricKind
	Agg      Agg
	Keep     Keep
	Part     string   // path of the part of a domain without which there is no such metric
	Of       string   // section whose members are the entities; "" for the total only
	Options  []Option // for Label: alternatives in their fixed tie order
	Label    text.Text
	Doc      string
	Formula  string   // in words, for explain
	Uses     []string // input paths it is computed from, collections without member names
	Source   string

	// The total, and the value of entity i of Of: where it stands in the output,
	// or how it is computed. A place must stay the same for the output's whole
	// life, so that a run reads it without a call. No total when both are nil.
	Ref     func(*O) *float64
	Get     func(*O) float64
	EachRef func(*O, int) *float64
	Each    func(*O, int) float64
}

// HasTotal reports whether the metric has a value beside those of entities.
func (m *Metric[O]) HasTotal() bool { return m.Ref != nil || m.Get != nil }

// HasEach reports whether the members of Of have values.
func (m *Metric[O]) HasEach() bool { return m.EachRef != nil || m.Each != nil }

// Total returns the total. The metric must have one.
func (m *Metric[O]) Total(o *O) float64 {
	if m.Ref != nil {
		return *m.Ref(o)
	}
	return m.Get(o)
}

// Member returns the value of entity i of Of. The metric must have them.
func (m *Metric[O]) Member(o *O, i int) float64 {
	if m.EachRef != nil {
		return *m.EachRef(o, i)
	}
	return m.Each(o, i)
}

// Lift turns metrics over a domain's output into metrics over the system's.
func Lift[R, D any](get func(*R) *D, ms []Metric[D]) []Metric[R] {
	out := make([]Metric[R], 0, len(ms))
	for _, m := range ms {
		l := Metric[R]{Key: m.Key, Unit: m.Unit, Boundary: m.Boundary, Kind: m.Kind, Agg: m.Agg, Keep: m.Keep, Part: m.Part, Of: m.Of,
			Options: m.Options, Label: m.Label, Doc: m.Doc, Formula: m.Formula, Uses: m.Uses, Source: m.Source}
		if f := m.Ref; f != nil {
			l.Ref = func(o *R) *float64 { return f(get(o)) }
		}
		if f := m.EachRef; f != nil {
			l.EachRef = func(o *R, i int) *float64 { return f(get(o), i) }
		}
		if f := m.Get; f != nil {
			l.Get = func(o *R) float64 { return f(get(o)) }
		}
		if f := m.Each; f != nil {
			l.Each = func(o *R, i int) float64 { return f(get(o), i) }
		}
		out = append(out, l)
	}
	return out
}

package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// Named is a figure with the name of its file and words for readers who do
// not see it.
type Named struct {
	Name   string
	Alt    string
	Figure plots.Figure
}

// fans and shares are the metrics that get a figure, in order.
var (
	fans = []string{"mobile.stations", "mobile.population_coverage", "datacenter.facility_capacity", "datacenter.racks",
		"gpu.h100e", "power.digital_load", "mix.used", "mix.present_cost", "finance.cumulative"}
	shares = []string{"mobile.binding", "datacenter.binding", "gpu.binding", "power.queue_binding", "mix.binding"}
)

// unspent reports whether a series is money that no draw spends: a scenario of a question beside the plan has no flows.
func unspent(s *result.Series) bool {
	return s.Key == "finance.cumulative" && slices.Max(s.Q[q95]) == 0
}

// Figures makes every figure that the result has data for.
func Figures(set *result.Set, lang text.Lang) []Named {
	var out []Named
	for _, key := range fans {
		if s, ok := set.Find(key, "all"); ok && s.Q != nil && !s.Final && !unspent(s) {
			f := fan(set, s, lang)
			out = append(out, Named{fileName(key), f.Title, f})
		}
	}
	out = append(out, exceedances(set, lang)...)
	for _, f := range []func(*result.Set, text.Lang) (Named, bool){Passage, Gantt} {
		if n, ok := f(set, lang); ok {
			out = append(out, n)
		}
	}
	for _, s := range sums {
		if n, ok := Stack(set, s.total, lang); ok {
			out = append(out, n)
		}
	}
	for _, key := range shares {
		if l, ok := set.Label(key); ok && set.Axis.Steps > 1 {
			f := share(set, l, lang)
			out = append(out, Named{fileName(key), f.Title, f})
		}
	}
	if n, ok := cases(set, lang); ok {
		out = append(out, n)
	}
	if n, ok := Tiles(set, ByPlace, set.Axis.End(), lang); ok {
		n.Name = fileName(ByPlace) // the run's folder holds one month of it
		out = append(out, n)
	}
	return out
}

// Figure makes the figure of one metric of one entity: bands over time, or how
// the draws divide among constraints. ok is false when the result has neither.
func Figure(set *result.Set, key, entity string, lang text.Lang) (n Named, ok bool) {
	if s, found := set.Find(key, entity); found && s.Q != nil && !s.Final {
		f := fan(set, s, lang)
		name := fileName(key)
		if entity != "all" {
			name += "-" + entity
		}
		return Named{name, f.Title, f}, true
	}
	if l, found := set.Label(key); found && set.Axis.Steps > 1 {
		f := share(set, l, lang)
		return Named{fileName(key), f.Title, f}, true
	}
	return n, false
}

func fileName(key string) string {
	b := []byte(key)
	for i, c := range b {
		if c == '.' || c == '_' {
			b[i] = '-'
		}
	}
	return string(b)
}

func months(ax axis.Axis) []axis.Month {
	out := make([]axis.Month, ax.Steps)
	for t := range out {
		out[t] = ax.Month(axis.Step(t))
	}
	return out
}

// scaled divides numbers so that a whole axis has one readable unit.
type scaled struct {
	by   float64
	unit string
}

// scaleOf turns megawatts into gigawatts and millions into billions when the
// axis would otherwise reach five digits.
func scaleOf(unit string, most float64) scaled {
	switch {
	case unit == "MW" && most >= 10000:
		return scaled{1000, "GW"}
	case unit == "MUSD" && most >= 10000:
		return scaled{1000, "GUSD"}
	}
	return scaled{1, unit}
}

func (k scaled) list(x []float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = v / k.by
	}
	return out
}

func fan(set *result.Set, s *result.Series, lang text.Lang) plots.Fan {
	k := scaleOf(s.Unit, last(s, q95))
	f := plots.Fan{
		Title: fanTitle(set, s, k, lang), Subtitle: name(&result.Metric{Unit: k.unit, Boundary: s.Boundary, Label: s.Label}, lang) + ", " + wHalfBand.In(lang),
		Footer: footer(set, s.Key, lang), Lang: lang, Months: months(set.Axis), Median: wMedian.In(lang),
		P05: k.list(s.Q[q05]), P25: k.list(s.Q[q25]), P50: k.list(s.Q[q50]), P75: k.list(s.Q[q75]), P95: k.list(s.Q[q95]),
		Percent: s.Unit == "%",
	}
	if !f.Percent {
		f.Unit = unitIn(k.unit, lang)
	}
	for _, h := range set.Histories {
		if h.Metric != s.Key || h.Entity != s.Entity {
			continue
		}
		for _, p := range h.Points {
			if p.Month <= set.Axis.Start {
				f.History = append(f.History, plots.Point{Month: p.Month, Value: p.Value / k.by})
			}
		}
	}
	for i := range set.Targets {
		t := &set.Targets[i]
		if t.Metric.Key == s.Key && t.Entity == s.Entity {
			f.Targets = append(f.Targets, plots.TargetMark{Month: t.At, Value: t.Threshold / k.by,
				Label: t.Label.In(lang) + ": " + lower(wProbability.In(lang)) + " " + probability(t, lang)})
		}
	}
	return f
}

// fanTitle states what the run found: where the median ends, and the target's
// probability or the band.
func fanTitle(set *result.Set, s *result.Series, k scaled, lang text.Lang) string {
	unit := unitIn(k.unit, lang)
	if s.Unit == "%" {
		unit = ""
	}
	num := func(x float64) string {
		return unbroken(strings.TrimSpace(value(x/k.by, s.Unit, lang) + " " + unit))
	}
	month := func(m axis.Month) string { return unbroken(plots.FormatMonth(m, lang)) }
	title := fmt.Sprintf(wFirstPassage.In(lang), s.Label.In(lang), num(last(s, q50)), month(set.Axis.End()))
	for i := range set.Targets {
		t := &set.Targets[i]
		if t.Metric.Key != s.Key || t.Entity != s.Entity {
			continue
		}
		what, p := unbroken(strings.TrimSpace(stated(t.Threshold/k.by, s.Unit, lang)+" "+unit)), held(probabilityWords(t, lang))
		if lang == text.VI {
			what, p = p, what
		}
		return title + "; " + fmt.Sprintf(wTargetHit.In(lang), what, p) + " " + atWords(t, lang)
	}
	return title + "; " + fmt.Sprintf(wBandTo.In(lang), unbroken(value(last(s, q05)/k.by, s.Unit, lang)), num(last(s, q95)))
}

// atWords names the target's month.
func atWords(t *result.TargetResult, lang text.Lang) string {
	return text.T("by ", "đến ").In(lang) + unbroken(plots.FormatMonth(t.At, lang))
}

func probabilityWords(t *result.TargetResult, lang text.Lang) string {
	switch t.Hits {
	case 0:
		return text.T("fewer than ", "chưa đến ").In(lang) + percentOf(t.Bound, lang)
	case t.Draws:
		return text.T("more than ", "hơn ").In(lang) + percentOf(t.Bound, lang)
	}
	return percentOf(t.Probability, lang)
}

// footer says where a figure's numbers come from, and how many warnings the report has of them.
func footer(set *result.Set, key string, lang text.Lang) string {
	s := stamp(set, key, lang)
	if n := len(set.Warnings); n > 0 {
		s += fmt.Sprintf(" · %s: %d", wWarnings.In(lang), n)
	}
	return s
}

// stamp says where numbers come from.
func stamp(set *result.Set, key string, lang text.Lang) string {
	s := ""
	if set.Knowledge != "" {
		s = wEvidence.In(lang) + " " + set.Knowledge + " · "
	}
	for _, h := range set.Histories {
		if n := len(h.Points); h.Metric == key && n > 0 {
			s += wSource.In(lang) + ": " + h.Points[n-1].Source.In(lang) + " · "
		}
	}
	return s + fmt.Sprintf("headroom · %s %s@%s · %s %s · %s %d", wScenario.In(lang), set.Name, set.Hash[:min(8, len(set.Hash))],
		plots.FormatNumber(float64(set.Draws), lang, 0), wDraws.In(lang), wSeed.In(lang), set.Seed)
}

func share(set *result.Set, l *result.LabelSummary, lang text.Lang) plots.Shares {
	f := plots.Shares{Title: shareTitle(set, l, lang), Subtitle: l.Label.In(lang) + ": " + wShareOfDraws.In(lang),
		Footer: footer(set, l.Key, lang), Lang: lang}
	// The first month shows the opening stock and limits nothing.
	f.Months = months(set.Axis)[1:]
	for i, o := range l.Options {
		f.Names = append(f.Names, o.Label.In(lang))
		f.Share = append(f.Share, l.Share[i][1:])
	}
	return f
}

// shareTitle names the constraint that ever binds most, and when.
func shareTitle(set *result.Set, l *result.LabelSummary, lang text.Lang) string {
	best, at := 0, 1
	for i := 1; i < len(l.Options); i++ {
		for t := 1; t < set.Axis.Steps; t++ {
			if best == 0 || l.Share[i][t] > l.Share[best][at] {
				best, at = i, t
			}
		}
	}
	month := plots.FormatMonth(set.Axis.Month(axis.Step(at)), lang)
	if best == 0 || l.Share[best][at] < 0.005 {
		return fmt.Sprintf(wNothing.In(lang), l.Label.In(lang), held(percentOf(l.Share[0][set.Axis.Steps-1], lang)), unbroken(plots.FormatMonth(set.Axis.End(), lang)))
	}
	return fmt.Sprintf(wMost.In(lang), l.Label.In(lang), lower(l.Options[best].Label.In(lang)), held(percentOf(l.Share[best][at], lang)), unbroken(month))
}

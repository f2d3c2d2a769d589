package report

import (
	"fmt"
	"io"
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var wAsWritten = text.T("as written", "như kịch bản")

// Beside writes the metrics picked of several variants of a scenario, in columns, and the probabilities of their targets: the
// first set is the scenario as it is written, names those of the others. Totals are shown, and members where there is no total or
// one is picked. It errs on a metric that no variant has.
func Beside(w io.Writer, sets []*result.Set, names []string, picks []Pick, months []axis.Month, lang text.Lang) error {
	a := answer{set: sets[0], lang: lang}
	a.line("%s · %s", sets[0].Title.In(lang), stamp(sets[0], "", lang))
	rows := [][]string{append([]string{wQuantity.In(lang) + ", " + wP10P50P90.In(lang), ""}, append([]string{wAsWritten.In(lang)}, names...)...)}
	for _, p := range picks {
		keys := seriesOf(sets, p)
		words := append(a.labelsBeside(sets, p, months), a.datesBeside(sets, p)...)
		rows = append(rows, words...)
		if len(keys)+len(words) == 0 {
			return fmt.Errorf("%s has no metric %s%s", sets[0].Name, p.Metric, entityWords(p.Entity))
		}
		for _, s := range keys {
			what := "  " + name(&s.Metric, lang)
			if s.Entity != "all" {
				what += " · " + a.called(s.Of, s.Entity)
			}
			for i, m := range months {
				when := plots.FormatMonth(m, lang)
				if s.Final {
					when = wWhole.In(lang)
				}
				row := []string{what, when}
				for _, set := range sets {
					cell := "–"
					if x, ok := set.Find(s.Key, s.Entity); ok {
						cell = (&answer{set: set, lang: lang}).cells(x, []int{int(set.Axis.Step(m))})[0]
					}
					row = append(row, cell)
				}
				rows = append(rows, row)
				if s.Final && i == 0 {
					break
				}
			}
		}
	}
	for _, id := range targetsOf(sets) {
		row := []string(nil)
		for _, set := range sets {
			t, ok := set.Target(id)
			if !ok {
				row = append(row, "–")
				continue
			}
			row = append(row, probability(t, lang))
		}
		for _, set := range sets {
			if t, ok := set.Target(id); ok {
				row = append([]string{"  P: " + t.Label.In(lang), plots.FormatMonth(t.At, lang)}, row...)
				break
			}
		}
		rows = append(rows, row)
	}
	a.table(rows)
	_, err := io.WriteString(w, a.b.String())
	return err
}

// labelsBeside are rows of the shares of a label's options, for each of its members.
func (a *answer) labelsBeside(sets []*result.Set, p Pick, months []axis.Month) (rows [][]string) {
	var seen []string
	for _, first := range sets {
		for i := range first.Labels {
			l := &first.Labels[i]
			if !Picked([]Pick{p}, l.Key, l.Entity) || slices.Contains(seen, l.Entity) {
				continue
			}
			seen = append(seen, l.Entity)
			for k := range l.Options {
				what := "  " + l.Label.In(a.lang) + entityAfter((&answer{set: first, lang: a.lang}).called(l.Of, l.Entity), l.Entity) + ": " + l.Options[k].Label.In(a.lang)
				for _, m := range months {
					row := []string{what, plots.FormatMonth(m, a.lang)}
					for _, set := range sets {
						cell := "–"
						if x := slices.IndexFunc(set.Labels, func(o result.LabelSummary) bool { return o.Key == l.Key && o.Entity == l.Entity }); x >= 0 {
							cell = percentOf(set.Labels[x].Share[k][set.Axis.Step(m)], a.lang)
						}
						row = append(row, cell)
					}
					rows = append(rows, row)
				}
			}
		}
	}
	return rows
}

// datesBeside are rows of the months in which something first comes, with the share of draws in which it does.
func (a *answer) datesBeside(sets []*result.Set, p Pick) (rows [][]string) {
	var seen []string
	for _, first := range sets {
		for i := range first.Dates {
			d := &first.Dates[i]
			if !Picked([]Pick{p}, d.Key, d.Entity) || slices.Contains(seen, d.Entity) {
				continue
			}
			seen = append(seen, d.Entity)
			row := []string{"  " + d.Label.In(a.lang) + entityAfter((&answer{set: first, lang: a.lang}).called(d.Of, d.Entity), d.Entity), wWhole.In(a.lang)}
			for _, set := range sets {
				cell := "–"
				if x := slices.IndexFunc(set.Dates, func(o result.DateSummary) bool { return o.Key == d.Key && o.Entity == d.Entity }); x >= 0 {
					cell = a.comes(set, &set.Dates[x]) + " (" + percentOf(set.Dates[x].Share, a.lang) + ")"
				}
				row = append(row, cell)
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// seriesOf lists the series of a pick over all variants, each once: the total, or members where there is none.
func seriesOf(sets []*result.Set, p Pick) []*result.Series {
	var out []*result.Series
	total := false
	for _, set := range sets {
		for i := range set.Series {
			s := &set.Series[i]
			if !Picked([]Pick{p}, s.Key, s.Entity) || slices.ContainsFunc(out, func(o *result.Series) bool { return o.Entity == s.Entity }) {
				continue
			}
			out = append(out, s)
			total = total || s.Entity == "all"
		}
	}
	if total && p.Entity == "" {
		out = slices.DeleteFunc(out, func(s *result.Series) bool { return s.Entity != "all" })
	}
	return out
}

// targetsOf lists the targets of all variants, each once.
func targetsOf(sets []*result.Set) []string {
	var out []string
	for _, set := range sets {
		for i := range set.Targets {
			if id := set.Targets[i].ID; !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

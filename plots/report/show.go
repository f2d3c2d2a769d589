package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wWhole    = text.T("whole run", "cả kỳ")
	wComes    = text.T("comes in", "có xảy ra")
	wAgainst  = text.T("Against targets", "So với mục tiêu")
	wWanted   = text.T("wanted", "yêu cầu")
	wFound    = text.T("found", "kết quả")
	wOfTarget = text.T("of the target", "so với mục tiêu")
)

// Pick names a metric to show, of one entity or of all that have it, "".
type Pick struct{ Metric, Entity string }

// ShowMonths are the months that Show has room for: the first one and year ends.
func ShowMonths(ax axis.Axis) []axis.Month {
	out := []axis.Month{ax.Start}
	for _, t := range yearEnds(ax) {
		if t > 0 {
			out = append(out, ax.Month(axis.Step(t)))
		}
	}
	return out
}

// Picked reports whether a metric of an entity is one of the picks.
func Picked(picks []Pick, metric, entity string) bool {
	return slices.ContainsFunc(picks, func(p Pick) bool { return p.Metric == metric && (p.Entity == "" || p.Entity == entity) })
}

// Show writes what a run has of the metrics picked, a table each with entities in rows and months in
// columns, and how far each target of theirs is from what was found; without picks it shows every target.
// Bands are P10, median and P90; of what a run keeps the mean alone, it says so. It errs on a metric, or
// an entity, that the run does not have.
func Show(w io.Writer, set *result.Set, picks []Pick, months []axis.Month, lang text.Lang) error {
	a := answer{set: set, lang: lang}
	a.line("%s · %s", set.Title.In(lang), stamp(set, "", lang))
	var steps []int
	for _, m := range months {
		steps = append(steps, int(set.Axis.Step(m)))
	}
	for _, p := range picks {
		if !a.pick(p, steps) {
			return fmt.Errorf("%s has no metric %s%s", set.Name, p.Metric, entityWords(p.Entity))
		}
	}
	a.against(picks)
	_, err := io.WriteString(w, a.b.String())
	return err
}

func entityWords(entity string) string {
	if entity == "" {
		return ""
	}
	return " of " + entity
}

// pick writes one metric, and reports whether the run has it.
func (a *answer) pick(p Pick, steps []int) bool {
	wanted := func(key, entity string) bool { return Picked([]Pick{p}, key, entity) }
	var rows [][]string
	for i := range a.set.Series {
		s := &a.set.Series[i]
		if !wanted(s.Key, s.Entity) {
			continue
		}
		if rows == nil {
			rows = append(rows, a.head(s, steps))
		}
		rows = append(rows, append([]string{"  " + a.called(s.Of, s.Entity)}, a.cells(s, steps)...))
	}
	for i := range a.set.Labels {
		l := &a.set.Labels[i]
		if !wanted(l.Key, l.Entity) {
			continue
		}
		head := []string{l.Label.In(a.lang) + entityAfter(a.called(l.Of, l.Entity), l.Entity)}
		for _, t := range steps {
			head = append(head, at(a.set, t, a.lang))
		}
		rows = append(rows, head)
		for k := range l.Options {
			row := []string{"  " + l.Options[k].Label.In(a.lang)}
			for _, t := range steps {
				row = append(row, percentOf(l.Share[k][t], a.lang))
			}
			rows = append(rows, row)
		}
	}
	for i := range a.set.Dates {
		d := &a.set.Dates[i]
		if !wanted(d.Key, d.Entity) {
			continue
		}
		if len(rows) == 0 {
			rows = append(rows, []string{d.Label.In(a.lang), wP10P50P90.In(a.lang), wComes.In(a.lang)})
		}
		rows = append(rows, []string{"  " + a.called(d.Of, d.Entity), a.comes(a.set, d), percentOf(d.Share, a.lang)})
	}
	a.table(rows)
	return len(rows) > 0
}

// comes writes the months in which something first comes, P10 – median – P90; one where it comes in fewer than a tenth of draws.
func (a *answer) comes(set *result.Set, d *result.DateSummary) string {
	ends := []string{date(d.P[0], set.Axis, a.lang)}
	for _, m := range d.P[1:] {
		if !math.IsInf(d.P[0], 1) {
			ends = append(ends, date(m, set.Axis, a.lang))
		}
	}
	return strings.Join(ends, " – ")
}

// head names a series' columns; a final one has a single column.
func (a *answer) head(s *result.Series, steps []int) []string {
	what := wP10P50P90.In(a.lang)
	if s.Q == nil {
		what = lower(wMean.In(a.lang))
	}
	out := []string{name(&s.Metric, a.lang) + ", " + what}
	if s.Final {
		return append(out, wWhole.In(a.lang))
	}
	for _, t := range steps {
		out = append(out, at(a.set, t, a.lang))
	}
	return out
}

func (a *answer) cells(s *result.Series, steps []int) []string {
	if s.Final {
		steps = []int{0}
	}
	var out []string
	for _, t := range steps {
		if s.Q == nil {
			out = append(out, value(s.Mean[t], s.Unit, a.lang))
			continue
		}
		out = append(out, band(s, t, a.lang))
	}
	return out
}

// called is how readers know an entity of a collection, the total among them.
func (a *answer) called(of, entity string) string {
	if entity == "all" {
		return wTotal.In(a.lang)
	}
	return a.set.Member(of, entity).Called().In(a.lang)
}

func entityAfter(called, entity string) string {
	if entity == "all" {
		return ""
	}
	return " · " + called
}

// against sets what was found in a target's month against what it wants, for targets of the metrics
// picked, or for all where nothing is.
func (a *answer) against(picks []Pick) {
	rows := [][]string{{wAgainst.In(a.lang), "", wWanted.In(a.lang), wFound.In(a.lang) + ", " + wP10P50P90.In(a.lang), wOfTarget.In(a.lang), wProbability.In(a.lang)}}
	for i := range a.set.Targets {
		t := &a.set.Targets[i]
		s, ok := a.set.Find(t.Metric.Key, t.Entity)
		if len(picks) > 0 && !Picked(picks, t.Metric.Key, t.Entity) || !ok || s.Q == nil {
			continue
		}
		step := 0
		if !s.Final {
			step = int(a.set.Axis.Step(t.At))
		}
		sign := "≥ "
		if t.AtMost {
			sign = "≤ "
		}
		rows = append(rows, []string{"  " + t.Label.In(a.lang), plots.FormatMonth(t.At, a.lang), sign + stated(t.Threshold, s.Unit, a.lang),
			band(s, step, a.lang), portion(s, step, t.Threshold, a.lang), probability(t, a.lang)})
	}
	if len(rows) > 1 {
		a.table(rows)
	}
}

// portion writes what was found as a share of what is wanted, P10 – median – P90; a dash where there is
// nothing to be a share of.
func portion(s *result.Series, step int, wanted float64, lang text.Lang) string {
	if !(wanted > 0) {
		return "–"
	}
	n := func(q int) string { return plots.FormatNumber(100*s.Q[q][step]/wanted, lang, 1) + " %" }
	lo, mid, hi := n(q10), n(q50), n(q90)
	if lo == hi {
		return mid
	}
	return lo + " – " + mid + " – " + hi
}

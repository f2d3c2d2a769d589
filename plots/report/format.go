// Package report turns a result into what people read: figures with computed
// titles, the answer on a terminal, and a report in one HTML file.
//
// It looks numbers up in the result and formats them for readers of English
// and Vietnamese; it computes no statistic.
package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// The places of the quantiles in result.Probs.
const (
	q05, q10, q25, q50, q75, q90, q95 = 0, 1, 2, 3, 4, 5, 6
)

// value writes a number of a metric: percentages with one decimal, whole
// numbers as they are, others with three significant digits.
func value(x float64, unit string, lang text.Lang) string {
	switch {
	case unit == "days" && x == never:
		return wNever.In(lang)
	case unit == "%":
		return plots.FormatNumber(x, lang, 1) + " %"
	case math.Abs(x) < 1e9 && math.Abs(x-math.Round(x)) < 1e-6 && (math.Abs(x) >= 100 || slices.Contains(things, unit)):
		return plots.FormatNumber(x, lang, 0)
	}
	return plots.Significant(x, lang)
}

// things are units of what is counted: a whole number of them has no decimals however small it is.
var things = []string{"racks", "gpus", "nodes", "stations", "servers", "items"}

// never is the days that stand for longer than a century and for never in metrics of jobs, waits and cases.
const never = 36525

// stated writes one certain figure with all its decimals, up to three.
func stated(x float64, unit string, lang text.Lang) string {
	if unit == "days" && x == never {
		return wNever.In(lang)
	}
	for d := range 4 {
		if p := math.Pow(10, float64(d)); math.Abs(math.Round(x*p)/p-x) <= 1e-9*math.Abs(x) {
			if unit == "%" {
				return plots.FormatNumber(x, lang, d) + " %"
			}
			return plots.FormatNumber(x, lang, d)
		}
	}
	return value(x, unit, lang)
}

// probability writes a target's probability with its standard error, or the
// bound when no draw or every draw hits.
func probability(t *result.TargetResult, lang text.Lang) string {
	switch t.Hits {
	case 0:
		return wBelow.In(lang) + " " + percentOf(t.Bound, lang)
	case t.Draws:
		return wAbove.In(lang) + " " + percentOf(t.Bound, lang)
	}
	return fmt.Sprintf("%s ± %s", percentOf(t.Probability, lang), plots.FormatNumber(100*t.SE, lang, decimals(t.SE)))
}

// shareWords is a target's probability in a word or two, without its error.
func shareWords(t *result.TargetResult, lang text.Lang) string {
	switch t.Hits {
	case 0:
		return wBelow.In(lang) + " " + percentOf(t.Bound, lang)
	case t.Draws:
		return wAbove.In(lang) + " " + percentOf(t.Bound, lang)
	}
	return percentOf(t.Probability, lang)
}

// percentOf writes a probability with as many decimals as it needs: none of what is certain, where
// decimals of a comma would read as thousands.
func percentOf(p float64, lang text.Lang) string {
	if p == 0 || p == 1 {
		return plots.FormatNumber(100*p, lang, 0) + " %"
	}
	return plots.FormatNumber(100*p, lang, decimals(math.Min(p, 1-p))) + " %"
}

func decimals(p float64) int {
	switch {
	case p >= 0.01:
		return 1
	case p >= 0.001:
		return 2
	}
	return 3
}

// date writes a first-passage month, or "after" the run's last.
func date(x float64, ax axis.Axis, lang text.Lang) string {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return wAfter.In(lang) + " " + plots.FormatMonth(ax.End(), lang)
	}
	return plots.FormatMonth(axis.Month(x), lang)
}

// sureDates writes the earliest months by which half, 80 % and 95 % of futures
// have reached a target.
func sureDates(t *result.TargetResult, ax axis.Axis, lang text.Lang) string {
	if math.IsNaN(t.SureDate[0]) {
		return "–"
	}
	if math.IsInf(t.FirstDate[1], 1) {
		return date(t.FirstDate[1], ax, lang)
	}
	return date(t.FirstDate[1], ax, lang) + " / " + date(t.SureDate[0], ax, lang) + " / " + date(t.SureDate[1], ax, lang)
}

func dates(t *result.TargetResult, ax axis.Axis, lang text.Lang) string {
	if math.IsInf(t.FirstDate[0], 1) {
		return date(t.FirstDate[0], ax, lang)
	}
	if last := len(t.FirstDate) - 1; t.FirstDate[last] == float64(ax.Start) {
		return wFromStart.In(lang) // whether it is kept to its month is what the probability says
	}
	var parts []string
	for _, d := range t.FirstDate {
		parts = append(parts, date(d, ax, lang))
	}
	return strings.Join(parts, " / ")
}

// last returns a quantile of the series' last step.
func last(s *result.Series, q int) float64 { return s.Q[q][len(s.Mean)-1] }

// band writes P10 – median – P90 of a step.
func band(s *result.Series, t int, lang text.Lang) string {
	lo, mid, hi := s.Q[q10][t], s.Q[q50][t], s.Q[q90][t]
	if math.Abs(hi-lo) <= 1e-9*math.Abs(hi) {
		return stated(mid, s.Unit, lang)
	}
	return value(lo, s.Unit, lang) + " – " + value(mid, s.Unit, lang) + " – " + value(hi, s.Unit, lang)
}

// name is a metric's label with its unit and boundary.
func name(m *result.Metric, lang text.Lang) string {
	var parts []string
	if u := unitIn(m.Unit, lang); u != "" && m.Unit != "%" && !strings.Contains(strings.ToLower(m.Label.In(lang)), strings.ToLower(u)) {
		parts = append(parts, u)
	}
	if b := text.Boundary(string(m.Boundary)); m.Boundary != "" && !strings.Contains(strings.ToLower(m.Label.In(lang)), strings.ToLower(b.In(lang))) {
		parts = append(parts, b.In(lang))
	}
	if len(parts) == 0 {
		return m.Label.In(lang)
	}
	return m.Label.In(lang) + " (" + strings.Join(parts, ", ") + ")"
}

// counts of the register of assumptions.
type counts struct{ all, uncertain, low, noSource int }

func count(set *result.Set) counts {
	c := counts{all: len(set.Assumptions)}
	for i := range set.Assumptions {
		a := &set.Assumptions[i]
		if a.Uncertain {
			c.uncertain++
		}
		if a.Confidence == "low" {
			c.low++
		}
		if !sourced(a) {
			c.noSource++
		}
	}
	return c
}

// sourced reports whether anybody can look the value up.
func sourced(a *result.Assumption) bool { return a.Source != "" || a.Cite != "" }

// yearEnds returns the steps of every December and of the last month.
func yearEnds(ax axis.Axis) []int {
	var out []int
	for t := range ax.Steps {
		if ax.Month(axis.Step(t)).Of() == 12 || t == ax.Steps-1 {
			out = append(out, t)
		}
	}
	return out
}

package report

import (
	"fmt"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// pressTable names, for a domain with targets, the constraint that binds in
// more futures than any other, month by month; months of one constraint in a
// row are one row.
func pressTable(set *result.Set, key string, lang text.Lang) table {
	domain, _, _ := strings.Cut(key, ".")
	var names []string
	for i := range set.Targets {
		if d, _, _ := strings.Cut(set.Targets[i].Metric.Key, "."); d == domain {
			names = append(names, set.Targets[i].Label.In(lang))
		}
	}
	l, ok := set.Label(key)
	if !ok || len(names) == 0 || set.Axis.Steps < 2 {
		return table{}
	}
	t := table{Title: wPress.In(lang) + ": " + strings.Join(names, "; "), Words: true,
		Head: []string{wMonths.In(lang), wConstraint.In(lang), wShareBound.In(lang), wFreely.In(lang)}}
	// The first month shows the opening stock and limits nothing.
	for from := 1; from < set.Axis.Steps; {
		best, to := pressing(l, from), from
		for to+1 < set.Axis.Steps && pressing(l, to+1) == best {
			to++
		}
		months := at(set, from, lang)
		if to > from {
			months += " – " + at(set, to, lang)
		}
		share := "–"
		if best > 0 {
			share = sharesIn(l.Share[best][from:to+1], lang)
		}
		t.Rows = append(t.Rows, []string{months, l.Options[best].Label.In(lang), share, sharesIn(l.Share[0][from:to+1], lang)})
		from = to + 1
	}
	return t
}

// pressing is the constraint that binds in most draws of a month; 0 when none
// ever does.
func pressing(l *result.LabelSummary, t int) int {
	best := 0
	for i := 1; i < len(l.Options); i++ {
		if x := l.Share[i][t]; x > 0 && (best == 0 || x > l.Share[best][t]) {
			best = i
		}
	}
	return best
}

// sharesIn writes the range of shares of draws over months.
func sharesIn(x []float64, lang text.Lang) string {
	lo, hi := x[0], x[0]
	for _, v := range x {
		lo, hi = min(lo, v), max(hi, v)
	}
	a, b := plots.FormatNumber(100*lo, lang, 1), plots.FormatNumber(100*hi, lang, 1)
	if a == b {
		return a + " %"
	}
	return fmt.Sprintf("%s – %s %%", a, b)
}

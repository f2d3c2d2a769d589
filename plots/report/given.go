package report

import (
	"cmp"
	"io"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wGivenMet   = text.T("where met", "khi đạt")
	wGivenMiss  = text.T("where missed", "khi không đạt")
	wApartBy    = text.T("difference", "chênh lệch")
	wAboveZero  = text.T("above 0: met / missed", "lớn hơn 0: đạt / không đạt")
	wGivenNone  = text.T("%s: every future is alike in meeting or missing it (%s); nothing distinguishes them", "%s: mọi mô phỏng đều đạt hoặc đều không đạt (%s); không có gì để phân biệt")
	wGivenHead  = text.T("%s: met in %s of %s futures; means, the largest differences over their error first", "%s: đạt trong %s trên %s mô phỏng; giá trị trung bình, chênh lệch so với sai số lớn nhất xếp trước")
	wGivenError = text.T("± is one standard error of the difference, of sampling alone", "± là một sai số chuẩn của chênh lệch, chỉ do lấy mẫu")
)

// givenRow is one number in futures that meet a target and in those that miss it.
type givenRow struct {
	name             string
	met, missed, se  float64
	openMet, openNot float64 // shares above 0
}

// Given writes the mean of each series in each month where a target is met and where it is missed. cols hold the draws,
// series by series and month by month, met which draws meet it.
func Given(w io.Writer, set *result.Set, t *result.TargetResult, of []*result.Series, months []axis.Month, cols []result.Column, met []bool, lang text.Lang) error {
	a := answer{set: set, lang: lang}
	a.line("%s · %s", set.Title.In(lang), stamp(set, "", lang))
	hits := 0
	for _, m := range met {
		if m {
			hits++
		}
	}
	if hits == 0 || hits == len(met) {
		a.line(wGivenNone.In(lang), t.Label.In(lang), probability(t, lang))
		_, err := io.WriteString(w, a.b.String())
		return err
	}
	a.line(wGivenHead.In(lang), t.Label.In(lang), plots.FormatNumber(float64(hits), lang, 0), plots.FormatNumber(float64(len(met)), lang, 0))
	for k := 0; k < len(of); {
		end := k // series of one metric stand together
		for end < len(of) && of[end].Key == of[k].Key {
			end++
		}
		for i, m := range months {
			if of[k].Final && i > 0 {
				break
			}
			head := name(&of[k].Metric, lang)
			if !of[k].Final {
				head += ", " + plots.FormatMonth(m, lang)
			}
			var rows []givenRow
			for j := k; j < end; j++ {
				rows = append(rows, compareGiven(a.called(of[j].Of, of[j].Entity), cols[j*len(months)+i].Values, met))
			}
			slices.SortStableFunc(rows, func(a, b givenRow) int { return cmp.Compare(b.strength(), a.strength()) })
			a.given(head, of[k].Unit, rows)
		}
		k = end
	}
	a.line("%s", wGivenError.In(lang))
	_, err := io.WriteString(w, a.b.String())
	return err
}

// strength is the difference over its standard error.
func (g givenRow) strength() float64 {
	if g.se == 0 {
		return 0
	}
	return math.Abs(g.met-g.missed) / g.se
}

// compareGiven takes the means of both groups of draws and the standard error of their difference (Welch: the variances add).
func compareGiven(name string, x []float64, met []bool) givenRow {
	var in [2][]float64
	open := [2]float64{}
	for d, v := range x {
		g := 0
		if met[d] {
			g = 1
		}
		in[g] = append(in[g], v)
		if v > 0 {
			open[g]++
		}
	}
	m0, s0 := result.Moments(in[0])
	m1, s1 := result.Moments(in[1])
	n0, n1 := float64(len(in[0])), float64(len(in[1]))
	return givenRow{name: name, met: m1, missed: m0, se: math.Sqrt(s0*s0/n0 + s1*s1/n1), openMet: open[1] / n1, openNot: open[0] / n0}
}

func (a *answer) given(head, unit string, rows []givenRow) {
	table := [][]string{{head, wGivenMet.In(a.lang), wGivenMiss.In(a.lang), wApartBy.In(a.lang), wAboveZero.In(a.lang)}}
	n := func(x float64) string { return value(x, unit, a.lang) }
	for _, r := range rows {
		sign := ""
		if r.met >= r.missed {
			sign = "+"
		}
		table = append(table, []string{"  " + r.name, n(r.met), n(r.missed), sign + n(r.met-r.missed) + " ± " + n(r.se), percentOf(r.openMet, a.lang) + " / " + percentOf(r.openNot, a.lang)})
	}
	a.table(table)
}

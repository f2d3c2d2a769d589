package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sense"
)

// Traded is one quantity of a scatter: a metric in a month with its draws.
type Traded struct {
	Metric, Entity string
	At             axis.Month
	Values         []float64
}

var (
	wTrade    = text.T("%s and %s: rank correlation\u00a0%s", "%s và %s: tương quan hạng\u00a0%s")
	wBothMet  = text.T("; both targets are met in %s of futures", "; cả hai mục tiêu cùng đạt ở %s số lần mô phỏng")
	wDots     = text.T("One dot for each of the first %s of %s draws; correlations are of all", "Mỗi chấm là một trong %s lần mô phỏng đầu của %s; tương quan tính trên tất cả")
	wRankCorr = text.T("rank correlation %s", "tương quan hạng %s")
)

// mostDots bounds how many draws a scatter shows: more would hide each other.
const mostDots = 1500

// Scatter makes the figure of how metrics trade against each other. ok is false
// when one is not known.
func Scatter(set *result.Set, all []Traded, lang text.Lang) (n Named, ok bool) {
	f := plots.Scatter{Lang: lang, Footer: footer(set, all[0].Metric, lang)}
	file := "scatter"
	var targets []*result.TargetResult
	labels := make([]string, len(all))
	for i, x := range all {
		m, found := metricOf(set, x.Metric, x.Entity)
		if !found || len(x.Values) == 0 || len(x.Values) != len(all[0].Values) {
			return n, false
		}
		k := scaleOf(m.Unit, slices.Max(x.Values))
		labels[i] = m.Label.In(lang)
		a := plots.ScatterAxis{Name: name(&result.Metric{Unit: k.unit, Boundary: m.Boundary, Label: m.Label}, lang), Percent: m.Unit == "%", Target: math.NaN()}
		if x.Entity != "all" {
			a.Name += " · " + tileName(set.Member(m.Of, x.Entity), lang)
		}
		a.Name += ", " + plots.FormatMonth(x.At, lang)
		a.Values = k.list(x.Values[:min(len(x.Values), mostDots)])
		for j := range set.Targets {
			if t := &set.Targets[j]; t.Metric.Key == x.Metric && t.Entity == x.Entity && t.At == x.At {
				a.Target = t.Threshold / k.by
				targets = append(targets, t)
			}
		}
		f.Axes = append(f.Axes, a)
		file += "-" + fileName(x.Metric)
	}
	best, rank := [2]int{1, 0}, 0.0
	for i := range all {
		f.Word = append(f.Word, make([]string, i))
		for j := range i {
			r := sense.Spearman(all[j].Values, all[i].Values)
			f.Word[i][j] = fmt.Sprintf(wRankCorr.In(lang), plots.FormatNumber(r, lang, 2))
			if math.Abs(r) > math.Abs(rank) {
				best, rank = [2]int{i, j}, r
			}
		}
	}
	f.Title = fmt.Sprintf(wTrade.In(lang), labels[best[1]], lower(labels[best[0]]), plots.FormatNumber(rank, lang, 2))
	if len(targets) == 2 && len(all) == 2 {
		both := 0
		for d := range all[0].Values {
			if targets[0].Meets(all[0].Values[d]) && targets[1].Meets(all[1].Values[d]) {
				both++
			}
		}
		f.Title += fmt.Sprintf(wBothMet.In(lang), percentOf(float64(both)/float64(len(all[0].Values)), lang))
	}
	f.Subtitle = fmt.Sprintf(wDots.In(lang), count0(len(f.Axes[0].Values), lang), count0(len(all[0].Values), lang))
	return Named{file, f.Title, f}, true
}

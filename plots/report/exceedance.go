package report

import (
	"fmt"
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wExceeds   = text.T("Probability that it is at least so much in %s, from %s draws", "Xác suất đạt ít nhất mức này vào %s, từ %s lần mô phỏng")
	wStays     = text.T("Probability that it is at most so much in %s, from %s draws", "Xác suất không vượt quá mức này vào %s, từ %s lần mô phỏng")
	wTargetIs  = text.T("%s: probability %s", "%s: xác suất %s")
	wExceedsTo = text.T("%s in %s: 80\u00a0%% of futures between %s and %s", "%s vào %s: 80\u00a0%% số lần mô phỏng nằm trong khoảng %s đến %s")
)

// curvePoints are how many values an exceedance curve has: enough for a page, few for a file.
const curvePoints = 160

// Exceedance makes the figure of how probable each value of a metric in a month
// is, with the targets for it. x are its draws. ok is false with no target and no such
// metric, or when all draws are one number.
func Exceedance(set *result.Set, key, entity string, at axis.Month, x []float64, lang text.Lang) (n Named, ok bool) {
	m, found := metricOf(set, key, entity)
	if !found {
		return n, false
	}
	var of []*result.TargetResult
	for i := range set.Targets {
		if t := &set.Targets[i]; t.Metric.Key == key && t.Entity == entity && t.At == at {
			of = append(of, t)
		}
	}
	atMost := len(of) > 0 && of[0].AtMost
	v, p := result.Exceed(x, curvePoints, atMost)
	if len(v) < 2 {
		return n, false
	}
	k := scaleOf(m.Unit, v[len(v)-1])
	month := unbroken(plots.FormatMonth(at, lang))
	f := plots.Exceedance{Lang: lang, Percent: m.Unit == "%", AtMost: atMost, Value: k.list(v), Probability: p, Footer: footer(set, key, lang),
		Name: name(&result.Metric{Unit: k.unit, Boundary: m.Boundary, Label: m.Label}, lang)}
	if entity != "all" {
		f.Name += " · " + tileName(set.Member(m.Of, entity), lang)
	}
	sub := wExceeds
	if atMost {
		sub = wStays
	}
	f.Subtitle = fmt.Sprintf(sub.In(lang), month, count0(len(x), lang))
	q := [3]float64{}
	result.Quantiles(slices.Clone(x), []float64{0.1, 0.5, 0.9}, q[:])
	for i, word := range []string{"P10", wMedian.In(lang), "P90"} {
		share := []float64{0.9, 0.5, 0.1}[i]
		if atMost {
			share = 1 - share
		}
		f.Quantiles = append(f.Quantiles, plots.ExceedanceMark{Value: q[i] / k.by, Probability: share, Label: word + "  " + withUnit(q[i]/k.by, k.unit, lang)})
	}
	// A quantile inside a lump of equal draws lies on no point of the curve.
	f.Quantiles = slices.DeleteFunc(f.Quantiles, func(m plots.ExceedanceMark) bool { return m.Value*k.by <= v[0] || m.Value*k.by >= v[len(v)-1] })
	for _, t := range of {
		if t.AtMost == atMost {
			f.Marks = append(f.Marks, plots.ExceedanceMark{Value: t.Threshold / k.by, Probability: t.Probability,
				Label: stated(t.Threshold/k.by, k.unit, lang) + unitAfter(k.unit, lang) + ": " + shareWords(t, lang)})
		}
	}
	file := "exceedance-" + fileName(key)
	if entity != "all" {
		file += "-" + entity
	}
	if len(of) > 0 {
		f.Title = fmt.Sprintf(wTargetIs.In(lang), of[0].Label.In(lang), shareWords(of[0], lang))
		file = "exceedance-" + fileName(of[0].ID)
	} else {
		f.Title = fmt.Sprintf(wExceedsTo.In(lang), m.Label.In(lang), month, unbroken(value(q[0]/k.by, k.unit, lang)), unbroken(withUnit(q[2]/k.by, k.unit, lang)))
		file += "-" + at.String()
	}
	return Named{file, f.Title, f}, true
}

// unitAfter is a unit's word after a number; nothing for a share.
func unitAfter(unit string, lang text.Lang) string {
	if u := unitIn(unit, lang); unit != "%" && u != "" {
		return " " + u
	}
	return ""
}

// metricOf finds what a metric measures.
func metricOf(set *result.Set, key, entity string) (result.Metric, bool) {
	if s, ok := set.Find(key, entity); ok {
		return s.Metric, true
	}
	for i := range set.Targets {
		if t := &set.Targets[i]; t.Metric.Key == key && t.Entity == entity {
			return t.Metric, true
		}
	}
	return result.Metric{}, false
}

// exceedances are the curves of all targets whose draws the result holds, one
// for each metric and month.
func exceedances(set *result.Set, lang text.Lang) []Named {
	var out []Named
	seen := map[string]bool{}
	for i := range set.Targets {
		t := &set.Targets[i]
		col := result.ColumnName(t.Metric.Key, t.Entity, t.At)
		if x := set.Column(col); x != nil && !seen[col] {
			seen[col] = true
			if n, ok := Exceedance(set, t.Metric.Key, t.Entity, t.At, x, lang); ok {
				out = append(out, n)
			}
		}
	}
	return out
}

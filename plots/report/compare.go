package report

import (
	"fmt"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wRunsAt   = text.T("%s in %s: median %s", "%s vào %s: trung vị %s")
	wRunsBand = text.T("%s, median of each run with the ends of its 90 %% band", "%s, trung vị mỗi lần chạy và hai đầu khoảng 90 %%")
	wOddsOf   = text.T("Probability of each target with the 95 % interval of sampling", "Xác suất từng mục tiêu với khoảng 95 % do lấy mẫu")
	wOddsMost = text.T("%s changes most: from %s to %s", "Thay đổi lớn nhất: %s, từ %s thành %s")
	wOddsSame = text.T("No target's probability changes", "Xác suất các mục tiêu không đổi")
	wOddsBest = text.T("%s is the most probable target: %s", "Mục tiêu khả thi nhất: %s, %s")
)

// Run is a result with the name by which readers tell it from others.
type Run struct {
	Name string
	Set  *result.Set
}

// Compare makes the figure of one metric in several runs. ok is false when
// one of them has no bands of it.
func Compare(runs []Run, key, entity string, lang text.Lang) (n Named, ok bool) {
	var all []*result.Series
	top := 0.0
	for _, r := range runs {
		s, found := r.Set.Find(key, entity)
		if !found || s.Q == nil || s.Final || s.Unit != runs[0].unit(key, entity) {
			return n, false
		}
		all = append(all, s)
		top = max(top, last(s, q95))
	}
	if len(runs) < 2 {
		return n, false
	}
	first := all[0]
	k := scaleOf(first.Unit, top)
	own := fan(runs[0].Set, first, lang)
	f := plots.Compare{Lang: lang, Percent: first.Unit == "%", Footer: footer(runs[0].Set, key, lang)}
	if !f.Percent {
		f.Unit = unitIn(k.unit, lang)
	}
	f.Subtitle = fmt.Sprintf(wRunsBand.In(lang), name(&result.Metric{Unit: k.unit, Boundary: first.Boundary, Label: first.Label}, lang))
	by := scaleOf(first.Unit, last(first, q95)).by / k.by // the fan's scale may be another
	for _, h := range own.History {
		f.History = append(f.History, plots.Point{Month: h.Month, Value: h.Value * by})
	}
	for i := range runs[0].Set.Targets {
		if t := &runs[0].Set.Targets[i]; t.Metric.Key == key && t.Entity == entity {
			f.Targets = append(f.Targets, plots.TargetMark{Month: t.At, Value: t.Threshold / k.by, Label: t.Label.In(lang)})
		}
	}
	for i, r := range runs {
		s := all[i]
		f.Runs = append(f.Runs, plots.CompareRun{Name: r.Name, Months: months(r.Set.Axis), P05: k.list(s.Q[q05]), P50: k.list(s.Q[q50]), P95: k.list(s.Q[q95])})
		if i > 0 {
			f.Footer += " · " + against(r.Set, lang)
		}
	}
	words := ""
	for i, s := range all {
		if i > 0 {
			words += "; "
		}
		words += withUnit(last(s, q50)/k.by, k.unit, lang) + " (" + unbroken(runs[i].Name) + ")"
	}
	f.Title = fmt.Sprintf(wRunsAt.In(lang), first.Label.In(lang), unbroken(plots.FormatMonth(runs[0].Set.Axis.End(), lang)), words)
	file := "compare-" + fileName(key)
	if entity != "all" {
		file += "-" + entity
	}
	return Named{file, f.Title, f}, true
}

func (r Run) unit(key, entity string) string {
	if s, ok := r.Set.Find(key, entity); ok {
		return s.Unit
	}
	return ""
}

// Odds makes the figure of the probability of each target of the first run, in
// it and in others that have the same target. ok is false without targets.
func Odds(runs []Run, lang text.Lang) (n Named, ok bool) {
	set := runs[0].Set
	if len(set.Targets) == 0 {
		return n, false
	}
	f := plots.Odds{Lang: lang, Name: wProbability.In(lang), Subtitle: wOddsOf.In(lang), Footer: footer(set, "", lang)}
	for i, r := range runs {
		f.Runs = append(f.Runs, r.Name)
		if i > 0 {
			f.Footer += " · " + against(r.Set, lang)
		}
	}
	best, change := 0, -1.0
	for i := range set.Targets {
		t := &set.Targets[i]
		row := plots.OddsRow{Name: t.Label.In(lang)}
		for j, r := range runs {
			if j > 0 {
				row.Words += " · "
			}
			o, found := r.Set.Target(t.ID)
			if !found || o.Metric.Key != t.Metric.Key || o.Entity != t.Entity || o.At != t.At || o.Threshold != t.Threshold || o.AtMost != t.AtMost {
				row.P = append(row.P, plots.Estimate{Value: math.NaN(), Lo: math.NaN(), Hi: math.NaN()})
				row.Words += "–"
				continue
			}
			e := plots.Estimate{Value: 100 * o.Probability, Lo: 100 * max(0, o.Probability-result.T95(r.Set.Replicates)*o.SE), Hi: 100 * min(1, o.Probability+result.T95(r.Set.Replicates)*o.SE)}
			switch o.Hits {
			case 0:
				e.Hi = 100 * o.Bound
			case o.Draws:
				e.Lo = 100 * o.Bound
			}
			row.P = append(row.P, e)
			row.Words += unbroken(shareWords(o, lang))
		}
		d := row.P[0].Value
		if len(runs) > 1 {
			d = math.Abs(row.P[1].Value - row.P[0].Value)
		}
		if d > change {
			best, change = i, d
		}
		f.Rows = append(f.Rows, row)
	}
	t := &set.Targets[best]
	switch {
	case len(runs) == 1:
		f.Title = fmt.Sprintf(wOddsBest.In(lang), t.Label.In(lang), shareWords(t, lang))
	case change <= 0:
		f.Title = wOddsSame.In(lang)
	default:
		o, _ := runs[1].Set.Target(t.ID)
		f.Title = fmt.Sprintf(wOddsMost.In(lang), t.Label.In(lang), shareWords(t, lang), shareWords(o, lang))
	}
	return Named{"odds", f.Title, f}, true
}

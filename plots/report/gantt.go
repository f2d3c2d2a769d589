package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wLate      = text.T("%d of %d announced projects come more than a year late, or not before %s", "%d/%d dự án công bố chậm hơn một năm, hoặc sau %s")
	wPhases    = text.T("When 10, 50 and 90 %% of the racks are in service, mean of %s draws; at the right the half, and the share at the end", "Tháng 10, 50 và 90 %% số tủ rack vận hành, trung bình %s lần mô phỏng; bên phải: mốc một nửa và tỷ lệ cuối kỳ")
	wAnnounced = text.T("announced", "thời điểm công bố")
	wDelayTo   = text.T("delay to the half", "chậm đến mốc một nửa")
	wTenNinety = text.T("10 to 90 %", "10 đến 90 %")
)

// phases is the collection that the Gantt chart shows.
const phases = "datacenter.phases"

// Gantt makes the figure of announced data-centre phases that are not open at
// the start. Its months are those by which the mean of the draws has 10, 50 and 90 %
// of a phase's racks in service, of as many as the middle of the input says: where a phase opens at
// once, the quantiles of its opening. ok is false without such phases.
func Gantt(set *result.Set, lang text.Lang) (n Named, ok bool) {
	f := plots.Gantt{Lang: lang, First: set.Axis.Start, Last: set.Axis.End(), Footer: footer(set, "datacenter.phase_racks", lang),
		Subtitle: fmt.Sprintf(wPhases.In(lang), count0(set.Draws, lang)), Key: [3]string{wAnnounced.In(lang), wDelayTo.In(lang), wTenNinety.In(lang)}}
	late := 0
	for _, s := range set.Each("datacenter.phase_racks") {
		opens, ok1 := set.Assumption(phases + "." + s.Entity + ".opens")
		racks, ok2 := set.Assumption(phases + "." + s.Entity + ".racks")
		if !ok1 || !ok2 || racks.P[1] <= 0 || axis.Month(opens.P[1]) <= set.Axis.Start {
			continue
		}
		r := plots.GanttRow{Name: set.Member(s.Of, s.Entity).Called().In(lang), Announced: axis.Month(opens.P[1])}
		when := func(share float64) float64 {
			for t, v := range s.Mean {
				if v >= share*racks.P[1] {
					return float64(set.Axis.Month(axis.Step(t)))
				}
			}
			return math.Inf(1)
		}
		r.P10, r.P50, r.P90 = when(0.1), when(0.5), when(0.9)
		r.Words = date(r.P50, set.Axis, lang) + " · " + percent0(min(s.Mean[len(s.Mean)-1]/racks.P[1], 1), lang)
		if p, ok := set.Assumption(phases + "." + s.Entity + ".power"); ok && p.P[2] > 0 {
			r.Note = rangeOf(p.P[0], p.P[2], p.Unit, lang)
		}
		if r.P50-float64(r.Announced) > 12 {
			late++
		}
		f.Rows = append(f.Rows, r)
	}
	if len(f.Rows) == 0 || set.Axis.Steps < 2 {
		return n, false
	}
	slices.SortStableFunc(f.Rows, func(a, b plots.GanttRow) int { return int(a.Announced) - int(b.Announced) })
	f.Title = fmt.Sprintf(wLate.In(lang), late, len(f.Rows), unbroken(plots.FormatMonth(set.Axis.End(), lang)))
	return Named{"gantt", f.Title, f}, true
}

func percent0(p float64, lang text.Lang) string { return plots.FormatNumber(100*p, lang, 0) + " %" }

// rangeOf writes the ends of an interval with one unit, or its one value.
func rangeOf(lo, hi float64, unit string, lang text.Lang) string {
	alike := plots.Alike([]float64{lo, hi}, lang)
	a, b := alike(lo), alike(hi)
	if math.Abs(hi-lo) <= 1e-9*math.Abs(hi) {
		return stated(lo, unit, lang) + unitAfter(unit, lang)
	}
	return a + " – " + b + unitAfter(unit, lang)
}

package report

import (
	"fmt"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// cases is the figure of training cases: days of each, with its GPUs, IT power and racks, of network and storage too where they are counted. ok is false when there are fewer than two that end.
func cases(set *result.Set, lang text.Lang) (Named, bool) {
	power, rooms, of := "gpu.case_it", "gpu.case_racks", wCaseOfNodes
	if len(set.Each("gpu.case_total_it")) > 0 {
		power, rooms, of = "gpu.case_total_it", "gpu.case_total_racks", wCaseOfAll
	}
	f := plots.Ranges{
		Subtitle: wCaseDays.In(lang) + of.In(lang), Footer: stamp(set, "gpu.case_days", lang), Lang: lang, Unit: text.T("days", "ngày").In(lang),
	}
	fastest := -1
	for _, s := range set.Each("gpu.case_days") {
		if s.Q == nil || last(s, q05) <= 0 {
			continue
		}
		r := plots.Range{Name: calledIn(set, s, lang), P05: last(s, q05), P25: last(s, q25), P50: last(s, q50), P75: last(s, q75), P95: last(s, q95)}
		gpus, ok1 := set.Find("gpu.case_gpus", s.Entity)
		mw, ok2 := set.Find(power, s.Entity)
		racks, ok3 := set.Find(rooms, s.Entity)
		r.Words = value(r.P50, "days", lang) + " " + text.T("days", "ngày").In(lang)
		if ok1 && ok2 && ok3 {
			places := wCaseNoRack.In(lang)
			if last(racks, q95) > 0 {
				places = fmt.Sprintf(wCaseRacks.In(lang), plots.FormatNumber(last(racks, q50), lang, 0))
			}
			r.Words = fmt.Sprintf(wCaseRow.In(lang), value(r.P50, "days", lang), value(last(gpus, q50), "gpus", lang), value(last(mw, q50), "MW", lang), places)
		}
		f.Rows = append(f.Rows, r)
		if fastest < 0 || r.P50 < f.Rows[fastest].P50 {
			fastest = len(f.Rows) - 1
		}
	}
	if len(f.Rows) < 2 {
		return Named{}, false
	}
	slow, fast := &f.Rows[0], &f.Rows[fastest]
	f.Title = fmt.Sprintf(wCaseTitle.In(lang), value(slow.P50, "days", lang), slow.Name, value(fast.P50, "days", lang), fast.Name)
	return Named{fileName("gpu.case_days"), f.Title, f}, true
}

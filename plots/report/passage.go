package report

import (
	"fmt"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wInTime      = text.T("%d of %d targets are reached in time in at least half of the futures", "%d/%d mục tiêu đạt đúng hạn ở ít nhất một nửa số lần mô phỏng")
	wFirstMonths = text.T("First month in which each is reached, from %s draws; the month at the right is the median", "Tháng đầu tiên đạt từng mục tiêu, từ %s lần mô phỏng; cột bên phải là trung vị")
	wP10P90      = text.T("P10 to P90", "P10 đến P90")
	wDue         = text.T("due", "thời hạn")
)

// Passage makes the figure of when each target is first reached. ok is false
// without targets.
func Passage(set *result.Set, lang text.Lang) (n Named, ok bool) {
	if len(set.Targets) == 0 || set.Axis.Steps < 2 {
		return n, false
	}
	f := plots.Passage{Lang: lang, First: set.Axis.Start, Last: set.Axis.End(), Footer: footer(set, "", lang),
		Subtitle: fmt.Sprintf(wFirstMonths.In(lang), count0(set.Draws, lang)), Key: [3]string{wP10P90.In(lang), lower(wMedian.In(lang)), wDue.In(lang)}}
	reached := 0
	for i := range set.Targets {
		t := &set.Targets[i]
		if t.Probability >= 0.5 {
			reached++
		}
		f.Rows = append(f.Rows, plots.PassageRow{Name: t.Label.In(lang), Note: lower(wProbability.In(lang)) + " " + shareWords(t, lang),
			P10: t.FirstDate[0], P50: t.FirstDate[1], P90: t.FirstDate[2], At: t.At, Words: date(t.FirstDate[1], set.Axis, lang)})
	}
	f.Title = fmt.Sprintf(wInTime.In(lang), reached, len(set.Targets))
	return Named{"passage", f.Title, f}, true
}

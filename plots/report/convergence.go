package report

import (
	"fmt"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wConverged = text.T("%s: probability %s, between %s and %s after %s draws", "%s: xác suất %s, trong khoảng %s đến %s sau %s lần mô phỏng")
	wSettled   = text.T("%s: probability %s after %s draws", "%s: xác suất %s sau %s lần mô phỏng")
	wConverges = text.T("Probability with its 95 % interval of sampling, as the first draws alone would give it", "Xác suất và khoảng 95 % do lấy mẫu, nếu chỉ có các lần mô phỏng đầu tiên")
)

// Convergence makes the figure of how the probability of a target settled. ok is
// false when the result has no draws of it.
func Convergence(set *result.Set, id string, lang text.Lang) (n Named, ok bool) {
	t, found := set.Target(id)
	if !found {
		return n, false
	}
	c, ok := set.Convergence(id)
	if !ok {
		return n, false
	}
	f := plots.Convergence{Subtitle: wConverges.In(lang), Footer: footer(set, t.Metric.Key, lang), Lang: lang,
		Draws: c.Draws, Percent: true, Count: wDraws.In(lang)}
	for i, p := range c.Share {
		f.Estimate, f.Lo, f.Hi = append(f.Estimate, 100*p), append(f.Lo, 100*c.Lo[i]), append(f.Hi, 100*c.Hi[i])
	}
	last := len(c.Share) - 1
	f.Title = fmt.Sprintf(wConverged.In(lang), t.Label.In(lang), percentOf(t.Probability, lang), percentOf(c.Lo[last], lang), percentOf(c.Hi[last], lang),
		plots.FormatNumber(float64(t.Draws), lang, 0))
	f.End = percentOf(t.Probability, lang)
	if t.Hits == 0 || t.Hits == t.Draws {
		f.Title = fmt.Sprintf(wSettled.In(lang), t.Label.In(lang), probabilityWords(t, lang), plots.FormatNumber(float64(t.Draws), lang, 0))
	}
	return Named{"convergence-" + fileName(id), f.Title, f}, true
}

package report

import (
	"fmt"
	"math"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/fit"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wTheRun   = text.T("This run", "Mô phỏng")
	wLastPace = text.T("Pace of the last two counts", "Tốc độ giữa hai số liệu cuối")
	wCurves   = text.T("%s: counted (dots), this run with its 90 %% band, and curves through the counts alone", "%s: số liệu thống kê (chấm), mô phỏng với khoảng 90 %%, và các đường chỉ dựa trên số liệu thống kê")
	wCurveSay = text.T("%s in %s: this run %s; curves through the counts alone %s", "%s vào %s: mô phỏng %s; các đường chỉ từ số liệu thống kê %s")
	wFromTo   = text.T("%s to %s", "từ %s đến %s")
)

// ceiling is how many times the largest count a fitted curve may have as its
// ceiling, as in the pool of forecasts (solver/fit).
const ceiling = 20

// SCurve makes the figure of a metric that was counted, with curves of diffusion
// fitted to the counts and a naive baseline beside the run. ok is false with
// fewer than two counts, or without bands of the metric.
func SCurve(set *result.Set, key, entity string, lang text.Lang) (n Named, ok bool) {
	s, found := set.Find(key, entity)
	if !found || s.Q == nil || s.Final || set.Axis.Steps < 2 {
		return n, false
	}
	own := fan(set, s, lang)
	if len(own.History) < 2 {
		return n, false
	}
	known := fit.Series{Name: key}
	first := own.History[0].Month
	for _, h := range own.History {
		known.T, known.Y = append(known.T, float64(h.Month-first)/12), append(known.Y, h.Value)
	}
	f := plots.SCurve{Lang: lang, Unit: own.Unit, Percent: own.Percent, Footer: own.Footer, Months: own.Months, History: own.History, Targets: own.Targets,
		Curves:   []plots.Curve{{Name: wTheRun.In(lang), Mid: own.P50, Lo: own.P05, Hi: own.P95}},
		Subtitle: fmt.Sprintf(wCurves.In(lang), s.Label.In(lang))}
	end := len(f.Months) - 1
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, c := range []struct {
		by    fit.Forecaster
		name  string
		naive bool
	}{
		{fit.OfFamily(fit.LogisticFamily.UpTo(ceiling)), "Logistic", false},
		{fit.OfFamily(fit.GompertzFamily.UpTo(ceiling)), "Gompertz", false},
		{fit.LastSlope, wLastPace.In(lang), true},
	} {
		mid := make([]float64, end+1)
		var at []float64
		var where []int
		for t, m := range f.Months {
			mid[t] = math.NaN()
			if m >= own.History[len(own.History)-1].Month {
				at, where = append(at, float64(m-first)/12), append(where, t)
			}
		}
		out, err := c.by.At(known, at, fit.Options{Draws: 1, Seed: set.Seed})
		if err != nil {
			continue // too few counts for this curve: the figure has the others
		}
		for i, t := range where {
			mid[t] = out.Point[i]
			if f.Percent {
				mid[t] = min(mid[t], 100)
			}
		}
		lo, hi = min(lo, mid[end]), max(hi, mid[end])
		f.Curves = append(f.Curves, plots.Curve{Name: c.name, Mid: mid, Naive: c.naive})
	}
	if len(f.Curves) < 2 {
		return n, false
	}
	unit := s.Unit
	if own.Unit != "" {
		unit = scaleOf(s.Unit, last(s, q95)).unit
	}
	what := withUnit(lo, unit, lang)
	if hi-lo > 1e-6*math.Abs(hi) {
		what = fmt.Sprintf(wFromTo.In(lang), value(lo, unit, lang), withUnit(hi, unit, lang))
	}
	f.Title = fmt.Sprintf(wCurveSay.In(lang), s.Label.In(lang), unbroken(plots.FormatMonth(set.Axis.End(), lang)), value(own.P50[end], unit, lang), what)
	file := "scurve-" + fileName(key)
	if entity != "all" {
		file += "-" + entity
	}
	return Named{file, f.Title, f}, true
}

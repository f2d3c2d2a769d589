package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

var (
	wEachBand = text.T("%s: median with 90 %% band of each, on common axes, by last value", "%s: trung vị và khoảng 90 %% từng nơi, cùng trục, xếp theo giá trị cuối")
	wEachMean = text.T("%s: mean of each, on common axes, by last value", "%s: trung bình từng nơi, cùng trục, xếp theo giá trị cuối")
)

// Multiples makes a small figure for each member of a metric. ok is false when
// the metric has fewer than two members, or no months.
func Multiples(set *result.Set, key string, lang text.Lang) (n Named, ok bool) {
	all := set.Each(key)
	if len(all) < 2 || all[0].Final || set.Axis.Steps < 2 {
		return n, false
	}
	end := set.Axis.Steps - 1
	mid := func(s *result.Series) []float64 {
		if s.Q != nil {
			return s.Q[q50]
		}
		return s.Mean
	}
	most := 0.0
	var tiles []plots.Tile
	for _, s := range all {
		most = max(most, slices.Max(s.Mean))
		tiles = append(tiles, plots.Tile{Name: tileName(set.Member(s.Of, s.Entity), lang), Value: mid(s)[end]})
	}
	k := scaleOf(all[0].Unit, most)
	f := plots.Multiples{Lang: lang, Months: months(set.Axis), Percent: all[0].Unit == "%", Footer: footer(set, key, lang),
		Title: tilesTitle(set, all[0], tiles, set.Axis.End(), lang)}
	words := wEachMean
	for i, s := range all {
		p := plots.Panel{Name: tiles[i].Name, Mid: k.list(mid(s)), End: value(tiles[i].Value/k.by, s.Unit, lang)}
		if s.Q != nil {
			p.Lo, p.Hi = k.list(s.Q[q05]), k.list(s.Q[q95])
			words = wEachBand
		}
		f.Panels = append(f.Panels, p)
	}
	slices.SortStableFunc(f.Panels, func(a, b plots.Panel) int { return cmp.Compare(b.Mid[end], a.Mid[end]) })
	f.Subtitle = fmt.Sprintf(words.In(lang), name(&result.Metric{Unit: k.unit, Boundary: all[0].Boundary, Label: all[0].Label}, lang))
	return Named{"multiples-" + fileName(key), f.Title, f}, true
}

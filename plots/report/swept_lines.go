package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
)

// mostSweptLines bounds the lines of one figure.
const mostSweptLines = 6

// SweptLines makes the figure of a quantity over an axis of numbers, a line for each value of a second axis.
func SweptLines(s Swept, q Quantity, ask SweptAsk, lang text.Lang) (n Named, err error) {
	free := s.Table.Free(s.Points)
	if len(free) == 0 || len(free) > 2 {
		return n, fmt.Errorf("lines are over one axis, with a line for each value of a second, and %d differ among the points", len(free))
	}
	v, err := s.look(q, lang)
	if err != nil {
		return n, err
	}
	x, y := free[0], -1
	if len(free) == 2 {
		if x, y = s.two(free, ask); ask.X == "" && ask.Y == "" && s.numeric(y) && len(s.labels(y)) > mostSweptLines && len(s.labels(x)) <= mostSweptLines {
			x, y = y, x
		}
	}
	if !s.numeric(x) {
		return n, fmt.Errorf("axis %s has labels and not numbers of one unit, and lines are over numbers", s.Axes[x].Name)
	}
	lines := []string{""}
	if y >= 0 {
		lines = s.labels(y)
	}
	if len(lines) > mostSweptLines {
		return n, fmt.Errorf("axis %s has %d values, and at most %d lines can be told apart", s.Axes[y].Name, len(lines), mostSweptLines)
	}
	labels, at := s.places(x, lang)
	if len(at) < 2 {
		return n, fmt.Errorf("axis %s has one value among these points", s.Axes[x].Name)
	}
	f := plots.Lines{Lang: lang, Name: s.axisName(x, lang), Percent: v.percent, Places: at, Footer: s.footer(lang), Levels: s.levels(v), TitleLines: 3}
	s.named(free, lang)
	if !v.percent {
		f.Unit = unitIn(v.k.unit, lang)
	}
	banded := !v.share && q.Stat == "p50"
	for _, l := range lines {
		line := plots.LineSeries{Name: title1(v.stat)}
		if y >= 0 {
			line.Name = s.called(y, l, lang)
		}
		bands := make([]plots.LineBand, len(sweptBands))
		sampled := plots.LineBand{}
		for _, lx := range labels {
			p := s.pointAt(x, lx, y, l)
			e := plots.Estimate{Value: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}
			if p >= 0 && v.share {
				e, _ = s.sampled(v, p)
			} else if p >= 0 {
				e.Value = s.at(v, p, q.Stat)
			}
			line.Mid = append(line.Mid, e.Value)
			sampled.Lo, sampled.Hi = append(sampled.Lo, e.Lo), append(sampled.Hi, e.Hi)
			for k, b := range sweptBands {
				lo, hi := math.NaN(), math.NaN()
				if p >= 0 {
					lo, hi = s.at(v, p, b[0]), s.at(v, p, b[1])
				}
				bands[k].Lo, bands[k].Hi = append(bands[k].Lo, lo), append(bands[k].Hi, hi)
			}
		}
		known := slices.DeleteFunc(slices.Clone(line.Mid), func(x float64) bool { return x != x })
		if len(known) == 0 {
			continue
		}
		line.End = v.bare(known[len(known)-1])
		last := len(labels) - 1
		switch {
		case banded:
			for k, b := range sweptBands {
				bands[k].Below = statWords[b[0]].In(lang) + "  " + v.bare(bands[k].Lo[last])
				bands[k].Above = statWords[b[1]].In(lang) + "  " + v.bare(bands[k].Hi[last])
			}
			line.Bands = bands
		case q.Kind == "target":
			sampled.Below, sampled.Above = v.bare(sampled.Lo[last]), v.bare(sampled.Hi[last])
			line.Bands = []plots.LineBand{sampled}
		}
		f.Series = append(f.Series, line)
	}
	how := ""
	switch {
	case q.Kind == "target":
		how = wSweptProb.In(lang)
	case banded && y >= 0:
		how = wSweptEnds.In(lang)
	case banded:
		how = wSweptBands.In(lang)
	default:
		how = v.stat
	}
	what := v.name() + ", " + v.when
	if v.share {
		what = v.label
	}
	by := lower(s.axisLabel(x, lang))
	if y >= 0 {
		by += text.T(" and ", " và ").In(lang) + lower(s.axisLabel(y, lang))
	}
	f.Subtitle = fmt.Sprintf(wSweptBy.In(lang), what, by) + ": " + how + wSweptDots.In(lang) + s.tail(v)
	f.Title = s.linesTitle(v, f, x, y, labels)
	return Named{q.file("lines"), f.Title, f}, nil
}

// linesTitle says where lines begin and end, if each goes one way, else the range of all.
func (s *Swept) linesTitle(v seen, f plots.Lines, x, y int, labels []string) string {
	axes := []int{x}
	if y >= 0 {
		axes = append(axes, y)
	}
	_, _, same := s.ends(v)
	way := 0.0
	for _, l := range f.Series {
		for i := range l.Mid {
			if l.Mid[i] != l.Mid[i] || i > 0 && (l.Mid[i]-l.Mid[i-1])*way < 0 {
				return s.found(v, wSweptRange, axes, false)
			}
			if i > 0 && l.Mid[i] != l.Mid[i-1] {
				way = l.Mid[i] - l.Mid[i-1]
			}
		}
	}
	if same || way == 0 || len(f.Series) > 3 {
		return s.found(v, wSweptRange, axes, false)
	}
	end := func(k int) float64 { return f.Series[k].Mid[len(labels)-1] }
	if len(f.Series) == 1 {
		pattern := wSweptRises
		if way < 0 {
			pattern = wSweptFalls
		}
		return s.fitting(func() string {
			return fmt.Sprintf(pattern.In(v.lang), v.title(), v.bare(f.Series[0].Mid[0]), s.called(x, labels[0], v.lang), v.num(end(0)), s.called(x, labels[len(labels)-1], v.lang))
		})
	}
	var parts []string
	for k := range f.Series {
		parts = append(parts, fmt.Sprintf(wSweptGo.In(v.lang), v.bare(f.Series[k].Mid[0]), v.bare(end(k)), f.Series[k].Name))
	}
	return s.fitting(func() string {
		return fmt.Sprintf(wSweptGoes.In(v.lang), v.title(), s.called(x, labels[0], v.lang), s.word(x, labels[len(labels)-1], v.lang), strings.Join(parts, "; "))
	})
}

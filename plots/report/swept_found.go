package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
)

// ends are the points of the lowest and the highest value, the first of equal ones.
func (s *Swept) ends(v seen) (lo, hi int, same bool) {
	lo, hi = -1, -1
	for _, p := range s.Points {
		x := s.at(v, p, v.q.Stat)
		if x != x {
			continue
		}
		if lo < 0 || x < s.at(v, lo, v.q.Stat) {
			lo = p
		}
		if hi < 0 || x > s.at(v, hi, v.q.Stat) {
			hi = p
		}
	}
	a, b := s.at(v, lo, v.q.Stat), s.at(v, hi, v.q.Stat)
	return lo, hi, b-a <= 1e-9*math.Abs(b)
}

// found states the range of a quantity over the points, in the words of a pattern; high has the highest first.
func (s *Swept) found(v seen, pattern text.Text, axes []int, high bool) string {
	lo, hi, same := s.ends(v)
	if same {
		return fmt.Sprintf(wSweptSame.In(v.lang), v.title(), v.num(s.at(v, lo, v.q.Stat)), len(s.Points))
	}
	axes = s.matter(v, axes)
	first, last := v.bare, v.num // the unit once
	if high {
		lo, hi, first, last = hi, lo, v.num, v.bare
	}
	return s.fitting(func() string {
		return fmt.Sprintf(pattern.In(v.lang), v.title(), first(s.at(v, lo, v.q.Stat)), s.point(lo, axes, v.lang), last(s.at(v, hi, v.q.Stat)), s.point(hi, axes, v.lang))
	})
}

// mostCompared bounds the points of which each is held against each.
const mostCompared = 2000

// matter are those of some axes that change a quantity anywhere, all else alike, and those of which no two points
// tell.
func (s *Swept) matter(v seen, axes []int) []int {
	if len(s.Points) > mostCompared {
		return axes
	}
	moves, told := make([]bool, len(s.Table.Axes)), make([]bool, len(s.Table.Axes))
	for i, p := range s.Points {
		for _, q := range s.Points[:i] {
			differs, n := 0, 0
			for _, a := range axes {
				if s.Table.Points[p].Labels[a] != s.Table.Points[q].Labels[a] {
					differs, n = a, n+1
				}
			}
			if n == 1 {
				x, y := s.at(v, p, v.q.Stat), s.at(v, q, v.q.Stat)
				told[differs] = true
				moves[differs] = moves[differs] || !(math.Abs(x-y) <= 1e-9*math.Abs(x))
			}
		}
	}
	out := slices.DeleteFunc(slices.Clone(axes), func(a int) bool { return told[a] && !moves[a] })
	if len(out) == 0 {
		return axes
	}
	return out
}

// scale are the ends of a scale of colours for a probability: all of it, unless the values lie near each other.
func (s *Swept) scale(v seen) (out [2]float64) {
	lo, hi, _ := s.ends(v)
	a, b := math.Floor(s.at(v, lo, v.q.Stat)/5)*5, math.Ceil(s.at(v, hi, v.q.Stat)/5)*5
	if !v.share || b-a > 30 {
		return out
	}
	return [2]float64{a, max(b, a+5)}
}

// levels are the thresholds of targets for a metric in its month.
func (s *Swept) levels(v seen) []plots.Level {
	var out []plots.Level
	for i := range s.Targets {
		t := &s.Targets[i]
		if v.q.Kind == "metric" && t.Metric == v.q.Metric && t.Entity == v.q.Entity && t.At == v.q.Date && t.Threshold == t.Threshold && v.q.Stat != "sd" {
			out = append(out, plots.Level{Value: t.Threshold / v.k.by, Label: t.Label.In(v.lang)})
		}
	}
	return out
}

// file is the name of a figure's file.
func (q Quantity) file(kind string) string {
	key := fileName(strings.ReplaceAll(q.Metric, "=", "-"))
	if q.Kind == "metric" {
		key += "-" + q.Date
		if q.Entity != "all" {
			key += "-" + q.Entity
		}
		if q.Stat != "p50" {
			key += "-" + q.Stat
		}
	}
	return kind + "-" + key
}

// bands are the bands around the median, the widest first.
var sweptBands = [][2]string{{"p05", "p95"}, {"p10", "p90"}, {"p25", "p75"}}

// places are the values of an axis of numbers. A range whose ends are far apart, or that was laid out in even
// ratios, has them by their logarithm.
func (s *Swept) places(a int, lang text.Lang) (labels []string, at []plots.Place) {
	labels, x, _, _ := s.numbers(a)
	log := x[0] > 0 && len(x) > 2 && (x[len(x)-1]/x[0] >= 100 || evenRatios(x))
	for i := range x {
		q := plots.Place{At: x[i], Name: axisNumber(x[i], "1", lang)}
		if log {
			q.At = math.Log10(x[i])
		}
		at = append(at, q)
	}
	return labels, at
}

func evenRatios(x []float64) bool {
	r := x[1] / x[0]
	for i := 2; i < len(x); i++ {
		if math.Abs(x[i]/x[i-1]/r-1) > 1e-4 {
			return false
		}
	}
	return r > 1.2 // smaller ratios look alike on either scale
}

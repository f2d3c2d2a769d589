package report

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
)

// SweptRanges makes the figure of a metric at each point, the highest median on top.
func SweptRanges(s Swept, q Quantity, lang text.Lang) (n Named, err error) {
	if q.Kind != "metric" {
		return n, errors.New("ranges are of a metric; a probability has --kind odds")
	}
	v, err := s.look(q, lang)
	if err != nil {
		return n, err
	}
	free := s.Table.Free(s.Points)
	order := slices.Clone(s.Points)
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := s.at(v, a, "p50"), s.at(v, b, "p50")
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	f := plots.Spread{Lang: lang, Name: v.name(), Percent: v.percent, Footer: s.footer(lang), Levels: s.levels(v), TitleLines: 3}
	s.named(free, lang)
	var all []float64
	for _, p := range order {
		all = append(all, s.at(v, p, "p50"))
	}
	write := plots.Alike(slices.DeleteFunc(slices.Clone(all), func(x float64) bool { return x != x }), lang)
	for i, p := range order {
		r := plots.SpreadRow{Name: s.point(p, free, lang), P50: all[i]}
		ok := all[i] == all[i]
		for k, to := range map[string]*float64{"p05": &r.P05, "p25": &r.P25, "p75": &r.P75, "p95": &r.P95} {
			*to = s.at(v, p, k)
			ok = ok && *to == *to
		}
		if !ok {
			continue
		}
		if r.Words = write(r.P50); v.percent {
			r.Words = unbroken(plots.FormatNumber(r.P50, lang, 1) + " %")
		}
		f.Rows = append(f.Rows, r)
	}
	if len(f.Rows) == 0 {
		return n, fmt.Errorf("no point has quantiles of %s: the scenario keeps its mean", q.Metric)
	}
	q.Stat = "p50"
	f.Title = s.found(v, wSweptTop, free, true)
	f.Subtitle = v.name() + ", " + v.when + ": " + wSweptHalf.In(lang) + s.tail(v)
	return Named{q.file("ranges"), f.Title, f}, nil
}

// mostSweptRuns bounds the dots in a row of odds.
const mostSweptRuns = 4

// SweptOdds makes the figure of how probable a target is at each point. A second axis of few values has a colour
// for each.
func SweptOdds(s Swept, q Quantity, lang text.Lang) (n Named, err error) {
	v, err := s.look(q, lang)
	if err != nil {
		return n, err
	}
	free := s.Table.Free(s.Points)
	if len(free) == 0 {
		return n, errors.New("one point is left; headroom run shows its targets")
	}
	f := plots.Odds{Lang: lang, Name: wProbability.In(lang), Footer: s.footer(lang), Subtitle: wSweptOdds.In(lang), TitleLines: 3}
	s.named(free, lang)
	colours := -1
	if len(free) == 2 { // the axis with fewer values has the colours
		a, b := free[0], free[1]
		if len(s.labels(b)) < len(s.labels(a)) {
			a, b = b, a
		}
		if len(s.labels(a)) <= mostSweptRuns {
			colours = a
			free = []int{b}
		}
	}
	columns := []string{""}
	f.Runs = []string{""}
	if colours >= 0 {
		columns, f.Runs = s.labels(colours), nil
		for _, l := range columns {
			f.Runs = append(f.Runs, s.called(colours, l, lang))
		}
	}
	type row struct {
		plots.OddsRow
		best float64
	}
	var rows []row
	done := map[string]bool{}
	of := s.Points
	if len(free) == 1 && s.numeric(free[0]) {
		of = nil
		for _, l := range s.labels(free[0]) {
			of = append(of, s.pointsOf(free[0], l)...)
		}
	}
	for _, p := range of {
		key := ""
		for _, a := range free {
			key += s.Table.Points[p].Labels[a] + "\x00"
		}
		if done[key] {
			continue
		}
		done[key] = true
		name := s.point(p, free, lang)
		r := row{OddsRow: plots.OddsRow{Name: name}, best: math.Inf(-1)}
		for k, l := range columns {
			at := p
			if colours >= 0 {
				at = s.pointAt(free[0], s.Table.Points[p].Labels[free[0]], colours, l)
			}
			e, words := plots.Estimate{Value: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}, "–"
			if at >= 0 {
				e, words = s.sampled(v, at)
			}
			if colours >= 0 {
				words, _, _ = strings.Cut(words, "\u00a0±")
			}
			if k > 0 {
				r.Words += " · "
			}
			r.Words += words
			r.P = append(r.P, e)
			if e.Value > r.best {
				r.best = e.Value
			}
		}
		rows = append(rows, r)
	}
	if len(free) != 1 || !s.numeric(free[0]) { // labels have no order of their own
		slices.SortStableFunc(rows, func(a, b row) int {
			switch {
			case a.best > b.best:
				return -1
			case a.best < b.best:
				return 1
			}
			return 0
		})
	}
	for _, r := range rows {
		f.Rows = append(f.Rows, r.OddsRow)
	}
	if colours < 0 && q.Kind == "target" {
		f.Subtitle += wSweptSE.In(lang)
	}
	f.Subtitle += s.tail(v)
	all := s.Table.Free(s.Points)
	lo, hi, same := s.ends(v)
	if f.Title = s.found(v, wSweptRange, all, false); !same {
		all = s.matter(v, all)
		f.Title = s.fitting(func() string {
			return fmt.Sprintf(wSweptMost.In(lang), v.label, s.point(hi, all, lang), v.num(s.at(v, hi, q.Stat)), s.point(lo, all, lang), v.num(s.at(v, lo, q.Stat)))
		})
	}
	return Named{q.file("odds"), f.Title, f}, nil
}

// Package score answers how good a projection was, once outcomes are in: its score, its bands, and those of forecasts that cost
// nothing. A projection that does not beat them was not worth its making.
package score

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver/fit"
)

// Outcome is what came of one quantity in one month.
type Outcome struct {
	Metric, Entity string
	At             axis.Month
	Value          float64
}

// Known is a dated value that was known when the projection was made.
type Known struct {
	At    axis.Month
	Value float64
}

// Bands are the central ones that are counted.
var Bands = []float64{0.5, 0.8, 0.9}

// Baseline is a forecast that costs nothing.
type Baseline uint8

// The baselines.
const (
	Same  Baseline = iota // it stays as it was last known
	Slope                 // it goes on at the pace between the last two known values, with the spread of fit.LastSlope
	Plan                  // it follows the straight line from the last known value to the target
	baselines
)

// Row is the score of one outcome.
type Row struct {
	Outcome
	Low, Median, High float64 // P05, P50, P95 of the projection
	Inside            []bool  // by band
	PIT               float64 // share of draws below what came, half of those equal to it: even over 0 to 1 when the projection is honest
	CRPS              float64 // in the unit of the metric
	Of                [baselines]float64
	Has               [baselines]bool
}

// Summary is the score of all outcomes of one quantity.
type Summary struct {
	Metric, Entity string
	N              int
	CRPS           float64
	Inside         []int
	// Of are mean scores of baselines over the outcomes for which there is one, Own the projection's over the same, N how many these are.
	Of, Own [baselines]float64
	Count   [baselines]int
}

// Skill is 1 - CRPS / CRPS of a baseline over the same outcomes: 1 for a perfect projection, 0 for one no better than the baseline; NaN where
// there is none to compare with.
func (s Summary) Skill(b Baseline) float64 {
	if s.Count[b] == 0 || s.Of[b] == 0 {
		return math.NaN()
	}
	return 1 - s.Own[b]/s.Of[b]
}

// Against scores draws of a projection against what came. known are values from before, in their order, at least one; a value of
// NaN says when the projection begins where nothing was measured, and then there is no baseline; target is where a plan
// was to be and when, NaN for none. The draws are sorted.
func Against(o Outcome, draws []float64, known []Known, target float64, by axis.Month) (Row, error) {
	if len(draws) == 0 || len(known) == 0 {
		return Row{}, fmt.Errorf("score: %s in %s has no draws or nothing known before", o.Metric, o.At)
	}
	last := known[len(known)-1]
	if o.At <= last.At {
		return Row{}, fmt.Errorf("score: %s in %s was known already in %s", o.Metric, o.At, last.At)
	}
	slices.Sort(draws)
	f := fit.Forecast{Draws: [][]float64{draws}}
	q := func(p float64) float64 { return f.Quantile(0, p) }
	r := Row{Outcome: o, Low: q(0.05), Median: q(0.5), High: q(0.95), CRPS: fit.CRPS(draws, o.Value)}
	for _, b := range Bands {
		r.Inside = append(r.Inside, q((1-b)/2) <= o.Value && o.Value <= q((1+b)/2))
	}
	below := sort.SearchFloat64s(draws, o.Value)
	upTo := sort.Search(len(draws), func(i int) bool { return draws[i] > o.Value })
	r.PIT = float64(below+upTo) / 2 / float64(len(draws))

	if math.IsNaN(last.Value) {
		return r, nil
	}
	r.Of[Same], r.Has[Same] = math.Abs(last.Value-o.Value), true
	if x, ok := slope(o, known); ok {
		r.Of[Slope], r.Has[Slope] = fit.CRPS(x, o.Value), true
	}
	if !math.IsNaN(target) && by > last.At {
		line := last.Value + (target-last.Value)*min(1, float64(o.At-last.At)/float64(by-last.At))
		r.Of[Plan], r.Has[Plan] = math.Abs(line-o.Value), true
	}
	return r, nil
}

// slopeDraws and slopeSeed are those of the spread of the last slope.
const (
	slopeDraws = 2000
	slopeSeed  = 1
)

// slope is the forecast of the last slope: draws, or one where too few changes of pace are known for a spread.
func slope(o Outcome, known []Known) ([]float64, bool) {
	s := fit.Series{Name: o.Metric}
	for _, k := range known {
		if k.Value >= 0 {
			s.T, s.Y = append(s.T, float64(k.At-known[0].At)/12), append(s.Y, k.Value)
		}
	}
	if s.Check() != nil {
		return nil, false
	}
	f, err := fit.LastSlope.At(s, []float64{float64(o.At-known[0].At) / 12}, fit.Options{Draws: slopeDraws, Seed: slopeSeed})
	if err != nil {
		return nil, false
	}
	return f.Draws[0], true
}

// Summaries adds rows up by quantity, in the order in which these come.
func Summaries(rows []Row) []Summary {
	var out []Summary
	for _, r := range rows {
		k := slices.IndexFunc(out, func(s Summary) bool { return s.Metric == r.Metric && s.Entity == r.Entity })
		if k < 0 {
			k = len(out)
			out = append(out, Summary{Metric: r.Metric, Entity: r.Entity, Inside: make([]int, len(Bands))})
		}
		s := &out[k]
		s.N++
		s.CRPS += r.CRPS
		for b, in := range r.Inside {
			if in {
				s.Inside[b]++
			}
		}
		for b := range r.Of {
			if r.Has[b] {
				s.Count[b]++
				s.Of[b] += r.Of[b]
				s.Own[b] += r.CRPS
			}
		}
	}
	for k := range out {
		s := &out[k]
		s.CRPS /= float64(s.N)
		for b := range s.Of {
			if s.Count[b] > 0 {
				s.Of[b] /= float64(s.Count[b])
				s.Own[b] /= float64(s.Count[b])
			}
		}
	}
	return out
}

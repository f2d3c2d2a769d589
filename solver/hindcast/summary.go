package hindcast

import (
	"math"
	"sort"

	"github.com/headroom-planner/headroom/solver/fit"
)

// Scored is an origin with the score of every forecaster there, in their order.
type Scored struct {
	Origin Origin
	Scores []fit.Score
	Weight float64 // in summaries
}

// Summary is what forecasters came to over some origins.
type Summary struct {
	Origins, Between int
	// By forecaster: the median of the absolute error of the point, and mean and
	// geometric mean of CRPS, all as shares of the count.
	Median, CRPS, Geometric []float64
	// Inside are the shares of counts in the central 50, 80 and 90 %, by forecaster.
	Inside [][3]float64
}

// Summarise weighs origins by their weights.
func Summarise(rows []Scored) Summary {
	out := Summary{Origins: len(rows)}
	if len(rows) == 0 {
		return out
	}
	total := 0.0
	for _, r := range rows {
		total += r.Weight
		if r.Origin.Between {
			out.Between++
		}
	}
	for f := range rows[0].Scores {
		crps, logs, inside := 0.0, 0.0, [3]float64{}
		for _, r := range rows {
			s, w := r.Scores[f], r.Weight/total
			crps, logs = crps+w*s.CRPS, logs+w*math.Log(s.CRPS)
			for i, n := range []int{s.Inside50, s.Inside80, s.Inside90} {
				inside[i] += w * float64(n) / float64(s.N)
			}
		}
		out.Median = append(out.Median, median(rows, f, total))
		out.CRPS, out.Geometric, out.Inside = append(out.CRPS, crps), append(out.Geometric, math.Exp(logs)), append(out.Inside, inside)
	}
	return out
}

// median is the weighted median of the errors of a forecaster: where half of the
// weight lies below; between two values their mean.
func median(rows []Scored, f int, total float64) float64 {
	order := append([]Scored(nil), rows...)
	sort.SliceStable(order, func(a, b int) bool { return order[a].Scores[f].MAPE < order[b].Scores[f].MAPE })
	below := 0.0
	for i, r := range order {
		below += r.Weight
		switch {
		case below > total/2*(1+1e-12):
			return r.Scores[f].MAPE
		case below >= total/2*(1-1e-12) && i+1 < len(order):
			return (r.Scores[f].MAPE + order[i+1].Scores[f].MAPE) / 2
		}
	}
	return math.NaN()
}

// Best is the least of some numbers and where it is, among the first n.
func Best(x []float64, n int) (least float64, at int) {
	for i := range n {
		if x[i] < x[at] {
			at = i
		}
	}
	return x[at], at
}

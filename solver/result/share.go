package result

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"gonum.org/v1/gonum/stat/distuv"
)

// Share is the share of draws that meet a condition, with its standard error:
// sqrt(p(1-p)/n) under plain Monte Carlo, else from the shares of the replicates, of which
// draw d belongs to d mod replicates; with one replicate of another design, or where all
// agree, the binomial one, which is too large.
func Share(x []float64, replicates int, meets func(float64) bool) (share, se float64) {
	hits, all := make([]float64, replicates), 0.0
	for d, v := range x {
		if meets(v) {
			hits[d%replicates]++
			all++
		}
	}
	n := float64(len(x))
	share = all / n
	if replicates == 1 {
		return share, math.Sqrt(share * (1 - share) / n)
	}
	for k := range hits {
		hits[k] /= math.Ceil((n - float64(k)) / float64(replicates))
	}
	_, sd := Moments(hits)
	if sd == 0 {
		// Few replicates agree by chance; that is no proof.
		return share, math.Sqrt(share * (1 - share) / n)
	}
	return share, sd / math.Sqrt(float64(replicates))
}

// T95 is half the width of an interval at 95 % confidence in standard errors:
// 1.96 where draws are plain, and Student's t where the error comes from what so many
// replicates disagree on.
func T95(replicates int) float64 {
	if replicates < 2 {
		return 1.959963984540054
	}
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(replicates - 1)}.Quantile(0.975)
}

// Meets reports whether a value of the metric satisfies the target.
func (t *TargetResult) Meets(x float64) bool {
	if t.AtMost {
		return x <= t.Threshold
	}
	return x >= t.Threshold
}

// Convergence is how the answer to a target settled: its probability and the
// 95 % interval of sampling as the first so many draws alone would have given them. Where no draw
// hits so far, or every one, the far end is the exact bound at 95 % confidence.
type Convergence struct {
	Draws         []int
	Share, Lo, Hi []float64
}

// fewestToShow draws, and so many of each replicate, tell something.
const (
	fewestToShow      = 64
	fewestInReplicate = 8
)

// Convergence tells how the answer to a target settled, at four numbers of
// draws to each doubling. ok is false when the set holds no draws of it. The
// first draws of a Latin hypercube are a random part of one: an honest sample, less exact
// than a hypercube of their number.
func (s *Set) Convergence(id string) (c Convergence, ok bool) {
	for i := range s.Targets {
		t := &s.Targets[i]
		if t.ID != id {
			continue
		}
		x := s.watched(t)
		r := max(s.Replicates, 1)
		t95 := T95(r)
		least := max(fewestToShow, fewestInReplicate*r)
		for k := 0; len(x) > 0; k++ {
			n := min(int(math.Round(float64(least)*math.Exp2(float64(k)/4))), len(x))
			share, se := Share(x[:n], r, t.Meets)
			lo, hi := max(0, share-t95*se), min(1, share+t95*se)
			switch share {
			case 0:
				hi = 1 - math.Pow(0.05, 1/float64(n))
			case 1:
				lo = math.Pow(0.05, 1/float64(n))
			}
			c.Draws, c.Share, c.Lo, c.Hi = append(c.Draws, n), append(c.Share, share), append(c.Lo, lo), append(c.Hi, hi)
			if n == len(x) {
				return c, len(c.Draws) > 1
			}
		}
	}
	return c, false
}

// watched returns the draws of a target's metric in its month.
func (s *Set) watched(t *TargetResult) []float64 {
	for _, c := range s.Watched {
		if c.Name == t.column() {
			return c.Values
		}
	}
	return nil
}

// column is the name of a target's draws.
func (t *TargetResult) column() string { return ColumnName(t.Metric.Key, t.Entity, t.At) }

// ColumnName names the draws of a metric of an entity in a month: mobile.stations[all]@2030-12.
func ColumnName(metric, entity string, at axis.Month) string {
	return metric + "[" + entity + "]@" + at.String()
}

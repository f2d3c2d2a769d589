package solver

import (
	"math"

	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
)

// summary turns columns of draws into mean, spread and quantiles with their
// standard errors. Plain Monte Carlo tells its error from one sample; other
// designs are more exact than their draws look, so they are made of
// independent randomisations and the error is what these disagree on.
type summary struct {
	layout *sample.Layout
	probs  []float64 // the quantiles wanted, each after its lower and before its upper limit
	at     []int     // where the wanted ones are among probs
	q      []float64
	part   []float64   // draws of one replicate
	parts  [][]float64 // quantiles by replicate
	means  []float64   // by replicate
}

func newSummary(l *sample.Layout) *summary {
	s := &summary{layout: l}
	if l.Design == sample.MC {
		s.limits()
		return s
	}
	s.probs = result.Probs
	s.q = make([]float64, len(s.probs))
	if l.Replicates > 1 {
		s.part = make([]float64, (l.Draws+l.Replicates-1)/l.Replicates)
		s.means = make([]float64, l.Replicates)
		for range l.Replicates {
			s.parts = append(s.parts, make([]float64, len(s.probs)))
		}
	}
	return s
}

// limits puts around each wanted probability p those one standard deviation
// of the number of draws below its quantile away, sqrt(p(1-p)/n). Half the
// distance of the quantiles there is the standard error, without any guess of
// the density (Woodruff, JASA 47, 1952).
func (s *summary) limits() {
	n := float64(s.layout.Draws)
	type point struct {
		p    float64
		want int // index into Probs and 0, or -1 and 1 for its limits
		side int
	}
	var ps []point
	for i, p := range result.Probs {
		d := math.Sqrt(p * (1 - p) / n)
		for side := -1; side <= 1; side++ {
			ps = append(ps, point{min(max(p+float64(side)*d, 0), 1), i, side})
		}
	}
	// The limits of neighbours may cross when draws are few.
	for i := range ps {
		for j := i; j > 0 && ps[j-1].p > ps[j].p; j-- {
			ps[j-1], ps[j] = ps[j], ps[j-1]
		}
	}
	s.at = make([]int, 3*len(result.Probs))
	for k, p := range ps {
		s.probs = append(s.probs, p.p)
		s.at[3*p.want+p.side+1] = k
	}
	s.q = make([]float64, len(s.probs))
}

// known reports whether the design tells its errors: one draw, or one replicate, tells none.
func (s *summary) known() bool {
	return s.layout.Draws > 1 && s.layout.Design == sample.MC || s.layout.Replicates > 1
}

// fewestBeyond is how many draws must lie beyond a quantile, in each replicate, before
// its error is told: with fewer, the extremes of the sample hide it.
const fewestBeyond = 10

// knownAt reports whether the error of the quantile at p is told.
func (s *summary) knownAt(p float64) bool {
	beyond := float64(s.layout.Draws) / float64(s.layout.Replicates) * min(p, 1-p)
	return s.known() && beyond >= fewestBeyond
}

// column summarises a column into step t of a series, and spoils it.
func (s *summary) column(out *result.Series, t int, x []float64) {
	if n := s.layout.Replicates; n > 1 {
		clear(s.means)
		addLanes(s.means, x, 0)
		for r := range n {
			part := s.part[:0]
			for d := r; d < len(x); d += n {
				part = append(part, x[d])
			}
			result.Quantiles(part, s.probs, s.parts[r])
		}
	}
	mean, sd := result.Summarise(x, s.probs, s.q)
	s.write(out, t, mean, sd)
}

// addLanes adds draws, the first of which is draw d, to the sums of their replicates.
func addLanes(sums, x []float64, d int) {
	r := d % len(sums)
	for _, v := range x {
		sums[r] += v
		if r++; r == len(sums) {
			r = 0
		}
	}
}

// write puts what was found into step t of a series: quantiles in q and, by replicate, quantiles
// in parts and sums in means.
func (s *summary) write(out *result.Series, t int, mean, sd float64) {
	out.Mean[t] = mean
	if out.SD != nil {
		out.SD[t] = sd
	}
	if s.layout.Design == sample.MC {
		if out.MeanSE != nil {
			out.MeanSE[t] = sd / math.Sqrt(float64(s.layout.Draws))
		}
		for i := range result.Probs {
			out.Q[i][t] = s.q[s.at[3*i+1]]
			if out.QSE != nil && out.QSE[i] != nil {
				out.QSE[i][t] = (s.q[s.at[3*i+2]] - s.q[s.at[3*i]]) / 2
			}
		}
		return
	}
	for i, q := range s.q {
		out.Q[i][t] = q
	}
	if s.layout.Replicates > 1 {
		s.errors(out, t)
	}
}

// errors writes the errors of step t: the standard deviation of each
// number over the replicates, over the root of how many they are.
func (s *summary) errors(out *result.Series, t int) {
	n := s.layout.Replicates
	for r := range s.means {
		s.means[r] /= float64((s.layout.Draws - r + n - 1) / n)
	}
	root := math.Sqrt(float64(n))
	_, sd := result.Moments(s.means)
	out.MeanSE[t] = sd / root
	for i := range s.probs {
		if out.QSE[i] == nil {
			continue
		}
		for r := range n {
			s.means[r] = s.parts[r][i]
		}
		_, sd := result.Moments(s.means)
		out.QSE[i][t] = sd / root
	}
}

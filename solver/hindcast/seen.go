package hindcast

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/fit"
)

const monthsPerYear = 12

// counter is the error of a published count as a share of it: rounding, and days
// between count and date. What a register counts wrongly stays from one count to
// the next and does not enter here. A judgement.
const counter = 0.002

// opening is the error of the logarithm of the first count: what was counted
// before the launch, trials and single cities. A judgement.
const opening = 0.3

// seen is counts with where a run says them.
type seen struct {
	s     fit.Series // without zeros
	wants []solver.Want
	part  []float64 // how far into the second month of its pair each time is
}

// see takes the counts above zero, and the times of at, of which only wants are
// made.
func see(p Prior, plan axis.Axis, known fit.Series, at []float64) seen {
	out := seen{s: fit.Series{Name: known.Name}}
	for i, y := range known.Y {
		if y > 0 {
			out.s.T, out.s.Y = append(out.s.T, known.T[i]), append(out.s.Y, y)
		}
	}
	launch := p.Country.Launch
	begin := float64(launch.Day()-1) / (365.25 / monthsPerYear)
	for _, t := range append(append([]float64(nil), out.s.T...), at...) {
		// Months since the beginning of the launch's month; the run has month ends.
		x := begin + monthsPerYear*t
		m := math.Floor(x)
		end := plan.Start + before + axis.Month(m)
		out.wants = append(out.wants, solver.Want{Metric: counted, Entity: solver.All, At: end - 1}, solver.Want{Metric: counted, Entity: solver.All, At: end})
		out.part = append(out.part, x-m)
	}
	out.wants = append(out.wants, solver.Want{Metric: noise, Entity: solver.All, At: plan.Start})
	return out
}

// at is the stations of a row of the numbers wanted at time i.
func (o *seen) at(row []float64, i int) float64 {
	return row[2*i] + o.part[i]*(row[2*i+1]-row[2*i])
}

// loglik is the log-likelihood of the counts: of the first one with a relative
// error, and of what was added between neighbours with variance
//
//	(added x noise)² / months + (0.2 % of either count)²
//
// since months come out different from each other by noise, of which a count over
// many shows the mean. A run that has nothing at the first count is impossible. Levels do not enter again: what the process has wrong of
// one count it carries to the next, and forecasts begin at the last.
func (o *seen) loglik(row []float64) float64 {
	sd := row[len(row)-1]
	first := o.at(row, 0)
	if first <= 0 {
		return math.Inf(-1)
	}
	sum := -math.Pow(math.Log(first/o.s.Y[0])/opening, 2) / 2
	for i := 1; i < len(o.s.T); i++ {
		added, months := o.at(row, i)-o.at(row, i-1), monthsPerYear*(o.s.T[i]-o.s.T[i-1])
		v := added*added*sd*sd/months + counter*counter*(o.s.Y[i]*o.s.Y[i]+o.s.Y[i-1]*o.s.Y[i-1])
		miss := o.s.Y[i] - o.s.Y[i-1] - added
		sum -= (miss*miss/v + math.Log(v)) / 2
	}
	return sum
}

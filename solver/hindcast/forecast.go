package hindcast

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/fit"
	"github.com/headroom-planner/headroom/solver/rng"
)

// moves is how often each draw is moved at a temperature. With half as many, 84 %
// of planted futures lie in the central 90 %.
const moves = 16

// Process forecasts a country's roll-out by conditioning the process on the
// counts known. Its point is the median; its intervals are read by the prior's
// Record. It sees the points given to it and the prior, nothing else.
func Process(p Prior) fit.Forecaster {
	return fit.Forecaster{Name: "process", At: func(known fit.Series, at []float64, o fit.Options) (fit.Forecast, error) {
		post, err := p.given(known, o)
		if err != nil {
			return fit.Forecast{}, err
		}
		later, what, err := p.later(post, known, at, o)
		if err != nil {
			return fit.Forecast{}, err
		}
		return p.Record.Read(what.forecast(later, at, o), known.T[len(known.T)-1]), nil
	}}
}

// given conditions the process on the counts known. Its run ends with them, so that
// what the draws are does not depend on how far ahead is asked.
func (p Prior) given(known fit.Series, o fit.Options) (Posterior, error) {
	if err := known.Check(); err != nil {
		return Posterior{}, err
	}
	few := fmt.Errorf("hindcast: %s has fewer than two counts above zero", known.Name)
	if len(known.T) < 2 {
		return Posterior{}, few
	}
	plan := p.Plan(until(known.T))
	what := see(p, plan.Axis, known, nil)
	if len(what.s.T) < 2 {
		return Posterior{}, few
	}
	return Condition(context.Background(), plan, what.wants, what.loglik, Options{Draws: o.Draws, Moves: moves, Seed: o.Seed, Workers: 1})
}

// later runs each draw on to the times of at, with new steps of effort after those
// that the counts have seen, and returns the numbers of what is wanted.
func (p Prior) later(post Posterior, known fit.Series, at []float64, o fit.Options) ([][]float64, seen, error) {
	plan := p.Plan(until(append(known.T[:len(known.T):len(known.T)], at...)))
	what := see(p, plan.Axis, known, at)
	e, err := solver.NewEvaluator(plan, what.wants, solver.Options{Workers: 1})
	if err != nil {
		return nil, what, err
	}
	u := post.U[:len(post.U):len(post.U)]
	for _, in := range plan.Uncertain[len(u):] {
		next := make([]float64, o.Draws)
		rng.Fill(o.Seed, rng.Stream("hindcast/later/"+in.Path), 0, next)
		u = append(u, next)
	}
	columns, err := e.AtOwn(context.Background(), u)
	out := make([][]float64, len(columns))
	for i, c := range columns {
		out[i] = c.Values
	}
	return out, what, err
}

// until is the months after the launch that a run with such times takes.
func until(t []float64) int { return int(math.Ceil(monthsPerYear*slices.Max(t))) + 1 }

// forecast adds to the last count what each draw builds after it, with what
// the months until then differ from their mean: noise / sqrt(months).
func (o *seen) forecast(numbers [][]float64, at []float64, opt fit.Options) fit.Forecast {
	out := fit.Forecast{T: at, Draws: make([][]float64, len(at))}
	n, end := len(o.s.T), len(o.s.T)-1
	u := make([]float64, opt.Draws)
	rng.Fill(opt.Seed, rng.Stream("hindcast/months/"+o.s.Name), 0, u)
	row := make([]float64, len(numbers))
	for d := range opt.Draws {
		for i := range row {
			row[i] = numbers[i][d]
		}
		for i, t := range at {
			months := math.Max(monthsPerYear*(t-o.s.T[end]), 1)
			factor := math.Exp(row[len(row)-1] / math.Sqrt(months) * dist.NormalQuantile(u[d]))
			out.Draws[i] = append(out.Draws[i], o.s.Y[end]+factor*(o.at(row, n+i)-o.at(row, end)))
		}
	}
	for i := range at {
		sort.Float64s(out.Draws[i])
		out.Point = append(out.Point, out.Quantile(i, 0.5))
	}
	return out
}

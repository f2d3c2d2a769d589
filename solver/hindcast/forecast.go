package hindcast

import (
	"context"
	"fmt"
	"math"
	"sort"

	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/fit"
	"github.com/headroom-planner/headroom/solver/rng"
)

// moves is how often each draw is moved at a temperature. With half as many, 84 %
// of planted futures lie in the central 90 %.
const moves = 8

// Process forecasts a country's roll-out by conditioning the process on the
// counts known. Its point is the median. It sees the points given to it and the
// prior, nothing else.
func Process(p Prior) fit.Forecaster {
	return fit.Forecaster{Name: "process", At: func(known fit.Series, at []float64, o fit.Options) (fit.Forecast, error) {
		post, what, err := p.given(known, at, o)
		if err != nil {
			return fit.Forecast{}, err
		}
		return what.forecast(post, at, o), nil
	}}
}

// given conditions the process on the counts known.
func (p Prior) given(known fit.Series, at []float64, o fit.Options) (Posterior, seen, error) {
	if err := known.Check(); err != nil {
		return Posterior{}, seen{}, err
	}
	last := 0.0
	for _, t := range append(known.T[:len(known.T):len(known.T)], at...) {
		last = math.Max(last, t)
	}
	plan := p.Plan(int(math.Ceil(monthsPerYear*last)) + 1)
	what := see(p, plan.Axis, known, at)
	if len(what.s.T) < 2 {
		return Posterior{}, seen{}, fmt.Errorf("hindcast: %s has fewer than two counts above zero", known.Name)
	}
	post, err := Condition(context.Background(), plan, what.wants, what.loglik, Options{Draws: o.Draws, Moves: moves, Seed: o.Seed, Workers: 1})
	return post, what, err
}

// forecast adds to the last count what each draw builds after it, with what
// the months until then differ from their mean: noise / sqrt(months).
func (o *seen) forecast(post Posterior, at []float64, opt fit.Options) fit.Forecast {
	out := fit.Forecast{T: at, Draws: make([][]float64, len(at))}
	n, end := len(o.s.T), len(o.s.T)-1
	u := make([]float64, opt.Draws)
	rng.Fill(opt.Seed, rng.Stream("hindcast/months/"+o.s.Name), 0, u)
	row := make([]float64, len(post.Numbers))
	for d := range opt.Draws {
		for i := range row {
			row[i] = post.Numbers[i][d]
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

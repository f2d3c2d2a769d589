package sense

import (
	"context"
	"math"

	"github.com/headroom-planner/headroom/solver/rng"
)

// Swing is what the answer is with every input of one group at its P10 and at its
// P90, all others at their medians.
type Swing struct{ Low, High float64 }

// Tornado moves one group at a time between its P10 and P90: f must take
// uniforms as the inputs' own, after what makes them depend on each other. base is the
// answer at the medians, which is not the median of the answer.
func Tornado(ctx context.Context, f Model, dims int, groups [][]int) (base float64, swings []Swing, err error) {
	n := 2*len(groups) + 1
	u := columns(dims, n)
	for i := range u {
		for d := range u[i] {
			u[i][d] = 0.5
		}
	}
	for g, members := range groups {
		for _, i := range members {
			u[i][1+2*g], u[i][2+2*g] = 0.1, 0.9
		}
	}
	y, err := f(ctx, u)
	if err != nil {
		return 0, nil, err
	}
	for g := range groups {
		swings = append(swings, Swing{y[1+2*g], y[2+2*g]})
	}
	return y[0], swings, nil
}

// Effect summarises the elementary effects of one group: their mean, the mean
// of their sizes with its standard error, and their spread, which shows
// interaction or curvature. Effects are changes of the answer over the whole
// range of probability.
type Effect struct{ Mean, Size, SizeSE, Spread float64 }

// levels of the grid that trajectories walk on.
const levels = 8

// Morris screens inputs by so many trajectories (Morris, Technometrics 33(2),
// 1991; mean size as in Campolongo, Cariboni and Saltelli, Environmental
// Modelling & Software 22, 2007): from a random point of a grid of eight
// levels each group moves once, in random order, by half the range. It takes
// trajectories x (groups + 1) draws; the first r trajectories of a larger
// number are those of r. Members of a group step together in what makes them
// depend on each other, not in their own quantiles.
func Morris(ctx context.Context, f Model, dims int, groups [][]int, trajectories int, seed uint64) ([]Effect, error) {
	if trajectories < 2 {
		return nil, problem("use at least 2, better 20", "%d trajectories have no spread", trajectories)
	}
	k := len(groups)
	u := columns(dims, trajectories*(k+1))
	order := make([][]int, trajectories)
	up := make([][]bool, trajectories) // by group
	random := make([]float64, 2*dims+2*k)
	for t := range trajectories {
		rng.Fill(seed, rng.Stream("morris"), uint32(t), random)
		order[t], up[t] = make([]int, k), make([]bool, k)
		for g := range order[t] {
			j := int(random[2*dims+g] * float64(g+1))
			order[t][g], order[t][j] = order[t][j], g
			up[t][g] = random[2*dims+k+g] < 0.5
		}
		at := t * (k + 1)
		for g, members := range groups {
			for _, i := range members {
				// A level of the half from which the step stays inside.
				l := math.Floor(random[i] * levels / 2)
				if !up[t][g] {
					l += levels / 2
				}
				u[i][at] = (l + 0.5) / levels
			}
		}
		for s, g := range order[t] {
			for i := range u {
				u[i][at+s+1] = u[i][at+s]
			}
			step := 0.5
			if !up[t][g] {
				step = -0.5
			}
			for _, i := range groups[g] {
				u[i][at+s+1] += step
			}
		}
	}
	y, err := f(ctx, u)
	if err != nil {
		return nil, err
	}
	out := make([]Effect, k)
	effects := columns(k, trajectories)
	for t := range trajectories {
		for s, g := range order[t] {
			at := t*(k+1) + s
			e := (y[at+1] - y[at]) / 0.5
			if !up[t][g] {
				e = -e
			}
			effects[g][t] = e
		}
	}
	n := float64(trajectories)
	for g := range out {
		m, v := meanVar(effects[g])
		sizes := make([]float64, trajectories)
		for t, e := range effects[g] {
			sizes[t] = math.Abs(e)
		}
		size, vs := meanVar(sizes)
		out[g] = Effect{m, size, math.Sqrt(vs / (n - 1)), math.Sqrt(v * n / (n - 1))}
	}
	return out, nil
}

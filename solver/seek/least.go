package seek

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Outcome is what one trial of several inputs found.
type Outcome struct {
	Chance
	Cost float64 // its mean
}

// Best is the point of least cost that has the probability wanted.
type Best struct {
	X []float64
	Outcome
	Trials, Met int // made, and with the probability wanted
}

// ErrNowhere says that no point tried has the probability wanted.
var ErrNowhere = errors.New("no point of the range has the probability wanted")

// Least searches a box for the least cost among points whose probability is at least want. A grid of so many points along each
// input, ends included, is tried; then a finer one of one step to either side of the best, or one as wide around it where it stands at
// an end of the grid, and so on for so many rounds. An
// input whose ends are equal is held. The best is the least of all trials: where costs have several valleys narrower than a
// step of the first grid, it may miss the deepest. Where nothing has the probability, the point of the highest one
// is returned with ErrNowhere.
func Least(ctx context.Context, f func(ctx context.Context, x []float64) (Outcome, error), from, to []float64, want float64, points, rounds int) (Best, error) {
	if len(from) == 0 || len(from) != len(to) || points < 3 || rounds < 1 {
		return Best{}, fmt.Errorf("seek: %d inputs, %d points, %d rounds", len(from), points, rounds)
	}
	for i := range from {
		if !(from[i] <= to[i]) {
			return Best{}, fmt.Errorf("seek: input %d from %g to %g", i, from[i], to[i])
		}
	}
	b := &box{f: f, want: want, seen: map[string]bool{}}
	lo, hi := slices.Clone(from), slices.Clone(to)
	for range rounds {
		if err := b.grid(ctx, lo, hi, points); err != nil {
			return b.best, err
		}
		edge := false // the best stands at an end of the grid within the range: there may be better beyond it
		for i, x := range b.best.X {
			edge = edge || x == lo[i] && x > from[i] || x == hi[i] && x < to[i]
		}
		for i, x := range b.best.X {
			reach := (hi[i] - lo[i]) / float64(points-1)
			if edge {
				reach = (hi[i] - lo[i]) / 2
			}
			lo[i], hi[i] = max(from[i], x-reach), min(to[i], x+reach)
		}
	}
	if b.best.P < want {
		return b.best, ErrNowhere
	}
	return b.best, nil
}

type box struct {
	f    func(ctx context.Context, x []float64) (Outcome, error)
	want float64
	seen map[string]bool
	best Best
}

// grid tries every point of a grid that was not tried before.
func (b *box) grid(ctx context.Context, lo, hi []float64, points int) error {
	x, at := make([]float64, len(lo)), make([]int, len(lo))
	for {
		for i := range x {
			x[i] = lo[i] + (hi[i]-lo[i])*float64(at[i])/float64(points-1)
		}
		if err := b.try(ctx, x); err != nil {
			return err
		}
		i := 0
		for ; i < len(at); i++ {
			if at[i]++; at[i] < points && hi[i] > lo[i] {
				break
			}
			at[i] = 0
		}
		if i == len(at) {
			return nil
		}
	}
}

func (b *box) try(ctx context.Context, x []float64) error {
	key := fmt.Sprint(x)
	if b.seen[key] {
		return nil
	}
	b.seen[key] = true
	o, err := b.f(ctx, slices.Clone(x))
	if err != nil {
		return err
	}
	b.best.Trials++
	if o.P >= b.want {
		b.best.Met++
	}
	if b.best.X == nil || b.better(o) {
		b.best.X, b.best.Outcome = slices.Clone(x), o
	}
	return nil
}

// better prefers what has the probability wanted, then less cost; where neither has it, the higher probability.
func (b *box) better(o Outcome) bool {
	met, had := o.P >= b.want, b.best.P >= b.want
	switch {
	case met != had:
		return met
	case met:
		return o.Cost < b.best.Cost
	}
	return o.P > b.best.P
}

// Package seek turns a simulation round: which value of an input gives a probability that is wanted, and which values of
// several give it at the least cost.
//
// Trials share their random numbers, so that their answers differ by what is varied and not by chance. What is found is
// still of one sample: the error of a value is the span of values whose probability differs from the one wanted by no more than
// sampling explains, and a search for the least cost flatters itself, so that what it found should be tried on draws of its own.
package seek

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// Chance is what one trial found: a probability with its standard error.
type Chance struct {
	P, SE float64
	Draws int
}

// error is the standard error, the binomial one of the probability wanted where a trial has none because no draw, or every
// draw, hits.
func (c Chance) error(want float64) float64 {
	if c.SE > 0 {
		return c.SE
	}
	return math.Sqrt(want * (1 - want) / float64(c.Draws))
}

// Trial draws with an input at x.
type Trial func(ctx context.Context, x float64) (Chance, error)

// Point is a trial that was made.
type Point struct {
	X float64
	Chance
}

// Found is the value of an input at which a probability reaches what is wanted.
type Found struct {
	X      float64 // the nearest value tried that has it
	At     Chance  // there
	Lo, Hi float64 // where the probability differs from what is wanted by less than t95 standard errors; an end of the range where it never does so within it
	Rising bool    // the probability grows with the input
	Uneven bool    // trials go up and down by more than sampling explains: other values may do as well
	Trials []Point // by value
}

// Beyond is the error where no value within the range has the probability wanted, or every value has.
type Beyond struct {
	Want     float64
	From, To Point
}

// Error implements error.
func (b *Beyond) Error() string {
	return fmt.Sprintf("the probability is %.3g at %g and %.3g at %g: it passes %g nowhere between", b.From.P, b.From.X, b.To.P, b.To.X, b.Want)
}

// Level finds where the probability reaches want between from and to by halving the range so many times, and then the ends
// of the interval of sampling, t95 standard errors wide on either side. from must be below to, want within (0, 1).
func Level(ctx context.Context, f Trial, from, to, want, t95 float64, halvings int) (Found, error) {
	if !(from < to) || !(want > 0 && want < 1) || halvings < 1 {
		return Found{}, fmt.Errorf("seek: from %g to %g for %g in %d halvings", from, to, want, halvings)
	}
	s := &search{ctx: ctx, f: f}
	lo, err := s.at(from)
	if err != nil {
		return Found{}, err
	}
	hi, err := s.at(to)
	if err != nil {
		return Found{}, err
	}
	s.rising = hi.P >= lo.P
	if min(lo.P, hi.P) >= want || max(lo.P, hi.P) < want {
		return Found{Trials: s.points, Rising: s.rising}, &Beyond{want, Point{from, lo}, Point{to, hi}}
	}
	width := math.Ldexp(to-from, -halvings)
	below, above, err := s.cross(want, width)
	if err != nil {
		return Found{}, err
	}
	out := Found{X: above, Rising: s.rising}
	if !s.rising {
		out.X = below
	}
	if out.At, err = s.at(out.X); err != nil {
		return Found{}, err
	}
	band := t95 * out.At.error(want)
	ends := [2]float64{from, to}
	for i, level := range []float64{want - band, want + band} {
		if !s.rising {
			i = 1 - i
		}
		if level <= min(lo.P, hi.P) || level > max(lo.P, hi.P) {
			continue
		}
		a, b, err := s.cross(level, width)
		if err != nil {
			return Found{}, err
		}
		ends[i] = a
		if i == 1 {
			ends[i] = b
		}
	}
	out.Lo, out.Hi, out.Trials = ends[0], ends[1], s.points
	out.Uneven = s.uneven(want)
	return out, nil
}

// search holds the trials made so far, by value.
type search struct {
	ctx    context.Context
	f      Trial
	points []Point
	rising bool
}

func (s *search) at(x float64) (Chance, error) {
	k, ok := slices.BinarySearchFunc(s.points, x, func(p Point, x float64) int {
		switch {
		case p.X < x:
			return -1
		case p.X > x:
			return 1
		}
		return 0
	})
	if ok {
		return s.points[k].Chance, nil
	}
	c, err := s.f(s.ctx, x)
	if err != nil {
		return c, err
	}
	s.points = slices.Insert(s.points, k, Point{x, c})
	return c, nil
}

// cross halves the narrowest range of trials across which the probability passes a level, until it is no wider than width.
func (s *search) cross(level, width float64) (below, above float64, err error) {
	for {
		k := s.bracket(level)
		below, above = s.points[k].X, s.points[k+1].X
		mid := below + (above-below)/2
		if above-below <= width || mid <= below || mid >= above {
			return below, above, nil
		}
		if _, err := s.at(mid); err != nil {
			return 0, 0, err
		}
	}
}

// bracket is the first pair of trials across which the probability passes a level. There is one: the ends of the range lie on
// either side.
func (s *search) bracket(level float64) int {
	for k := range len(s.points) - 1 {
		if (s.points[k].P < level) == s.rising && (s.points[k+1].P < level) != s.rising {
			return k
		}
	}
	return len(s.points) - 2
}

// uneven reports whether a trial goes against the others by more than twice its error.
func (s *search) uneven(want float64) bool {
	for k := range len(s.points) - 1 {
		step := s.points[k+1].P - s.points[k].P
		if !s.rising {
			step = -step
		}
		if step < -2*s.points[k].error(want) {
			return true
		}
	}
	return false
}

package fit

import (
	"fmt"
	"math"
)

// Series is a cumulative count over time.
type Series struct {
	Name string
	// T are years since the launch, ascending; Y the counts, at least 0.
	T, Y []float64
}

// Check says what is wrong with a series.
func (s Series) Check() error {
	if len(s.T) != len(s.Y) {
		return fmt.Errorf("fit: %s has %d times and %d counts", s.Name, len(s.T), len(s.Y))
	}
	for i, t := range s.T {
		switch {
		case math.IsNaN(t) || math.IsInf(t, 0) || math.IsNaN(s.Y[i]) || math.IsInf(s.Y[i], 0):
			return fmt.Errorf("fit: point %d of %s is not a finite number", i+1, s.Name)
		case s.Y[i] < 0:
			return fmt.Errorf("fit: point %d of %s counts %g", i+1, s.Name, s.Y[i])
		case i > 0 && t <= s.T[i-1]:
			return fmt.Errorf("fit: point %d of %s is not later than the one before", i+1, s.Name)
		}
	}
	return nil
}

// Split parts a series at t: points up to and at t, and the later ones. They
// share memory with s.
func (s Series) Split(t float64) (before, after Series) {
	i := 0
	for i < len(s.T) && s.T[i] <= t {
		i++
	}
	return Series{s.Name, s.T[:i:i], s.Y[:i:i]}, Series{s.Name, s.T[i:], s.Y[i:]}
}

// last is the last point.
func (s Series) last() (t, y float64) { return s.T[len(s.T)-1], s.Y[len(s.Y)-1] }

// top is the largest count.
func (s Series) top() float64 {
	m := 0.0
	for _, y := range s.Y {
		m = math.Max(m, y)
	}
	return m
}

// positive are the points that count more than zero.
func (s Series) positive() Series {
	out := Series{Name: s.Name}
	for i, y := range s.Y {
		if y > 0 {
			out.T, out.Y = append(out.T, s.T[i]), append(out.Y, y)
		}
	}
	return out
}

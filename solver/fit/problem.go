package fit

import (
	"fmt"
	"math"
)

// problem is a least-squares problem over z, the real line for each parameter.
type problem struct {
	s     Series
	f     Family
	scale float64 // of the ceiling's bounds
	// inverse weights: 1, or the count
	unit  []float64
	fixed float64 // the ceiling, if above 0
	// when descend stops
	steps     int
	tolerance float64
}

func newProblem(s Series, f Family, r Residuals) (*problem, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	switch r {
	case Absolute:
	case Relative:
		s = s.positive()
	default:
		return nil, fmt.Errorf("fit: residuals are absolute or relative, not %q", r)
	}
	if n := len(s.T); n < len(f.Params) {
		return nil, fmt.Errorf("fit: %s has %d points, fewer than the %d parameters of the %s curve", s.Name, n, len(f.Params), f.Name)
	}
	if len(s.positive().T) < 2 {
		return nil, fmt.Errorf("fit: %s has fewer than two counts above zero", s.Name)
	}
	p := &problem{s: s, f: f, scale: s.top(), unit: make([]float64, len(s.T)), steps: 500, tolerance: 1e-13}
	for i := range p.unit {
		p.unit[i] = 1
		if r == Relative {
			p.unit[i] = s.Y[i]
		}
	}
	return p, nil
}

// bounds are the ends of parameter i on the scale it is searched on.
func (p *problem) bounds(i int) (lo, hi float64) {
	q := p.f.Params[i]
	if q.Linear {
		return q.Lo, q.Hi
	}
	lo, hi = math.Log(q.Lo), math.Log(q.Hi)
	if i == 0 {
		lo, hi = lo+math.Log(p.scale), hi+math.Log(p.scale)
	}
	return lo, hi
}

// params maps the real line onto the open interval between the bounds:
// lo + (hi - lo) / (1 + exp(-z)), of the logarithm unless linear.
func (p *problem) params(z []float64) []float64 {
	x := make([]float64, len(p.f.Params))
	for i := range x {
		lo, hi := p.bounds(i)
		x[i] = lo + (hi-lo)/(1+math.Exp(-z[i]))
		if !p.f.Params[i].Linear {
			x[i] = math.Exp(x[i])
		}
	}
	if p.fixed > 0 {
		x[0] = p.fixed
	}
	return x
}

// inverse is the z of a start; starts at or beyond a bound are moved inside.
func (p *problem) inverse(x []float64) []float64 {
	z := make([]float64, len(x))
	for i, v := range x {
		lo, hi := p.bounds(i)
		if !p.f.Params[i].Linear {
			v = math.Log(v)
		}
		u := math.Min(math.Max((v-lo)/(hi-lo), 1e-4), 1-1e-4)
		z[i] = math.Log(u / (1 - u))
	}
	return z
}

// residuals writes the residuals at z to out and returns their sum of squares.
func (p *problem) residuals(z, out []float64) float64 {
	c := p.f.New(p.params(z))
	sum := 0.0
	for i, t := range p.s.T {
		out[i] = (c.At(t) - p.s.Y[i]) / p.unit[i]
		sum += out[i] * out[i]
	}
	return sum
}

// best improves every start, given as parameters, and returns the best end. A
// tie goes to the first.
func (p *problem) best(starts [][]float64) (z []float64, loss float64) {
	loss = math.Inf(1)
	for _, x := range starts {
		if zi, li := p.descend(p.inverse(x)); li < loss {
			z, loss = zi, li
		}
	}
	return z, loss
}

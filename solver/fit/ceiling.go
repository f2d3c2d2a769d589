package fit

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Ceiling is what a series says about the ceiling of a curve: the ceilings
// under which the other parameters still fit about as well as the best.
type Ceiling struct {
	// Best is the fitted ceiling, NaN if the series does not determine it.
	Best float64
	// Lo and Hi are the ends of the profile-likelihood interval; Hi is +Inf if
	// no ceiling is too high.
	Lo, Hi float64
	// Level is the interval's confidence, in (0, 1).
	Level      float64
	Determined bool
	// Warning says why not.
	Warning string
}

// widestCeiling is how many times its lower end the upper end of the interval
// may be for a ceiling to be called determined.
const widestCeiling = 2

// Ceiling profiles the ceiling at a level of confidence, say 0.9: K is inside
// if the sum of squares, at its lowest over the other parameters, is at most
// the least one times 1 + F(level; 1, n - p) / (n - p). It is determined if the
// interval ends and its upper end is at most twice its lower.
//
// Source: Bates and Watts, Nonlinear Regression Analysis and Its Applications,
// 1988, ch. 6 (profile t).
func (f *Fit) Ceiling(level float64) Ceiling {
	best := f.Curve.Params()[0]
	out := Ceiling{Best: math.NaN(), Lo: f.Family.Params[0].Lo * f.series.top(), Hi: math.Inf(1), Level: level}
	free := f.N - len(f.z)
	if free < 1 {
		out.Warning = fmt.Sprintf("the series does not determine the ceiling: %s has %d points for the %d parameters of the %s curve",
			f.series.Name, f.N, len(f.z), f.Family.Name)
		return out
	}
	limit := f.loss * (1 + distuv.F{D1: 1, D2: float64(free)}.Quantile(level)/float64(free))
	top := f.series.top()
	out.Lo = f.edge(best, f.Family.Params[0].Lo*top, limit)
	out.Hi = f.edge(best, f.Family.Params[0].Hi*top, limit)
	if out.Hi >= f.Family.Params[0].Hi*top {
		out.Hi = math.Inf(1)
	}
	switch {
	case math.IsInf(out.Hi, 1):
		out.Warning = fmt.Sprintf("the series does not determine the ceiling: under the %s curve any above %.3g fits %s", f.Family.Name, out.Lo, f.series.Name)
	case out.Hi > widestCeiling*out.Lo:
		out.Warning = fmt.Sprintf("the series does not determine the ceiling: under the %s curve any from %.3g to %.3g fits %s", f.Family.Name, out.Lo, out.Hi, f.series.Name)
	default:
		out.Determined, out.Best = true, best
	}
	return out
}

// edge walks from the best ceiling towards an end, each step starting where the
// last one ended, until the sum of squares exceeds the limit; then it halves.
func (f *Fit) edge(from, end, limit float64) float64 {
	p, err := newProblem(f.series, f.Family, f.residuals)
	if err != nil {
		return end
	}
	z := append([]float64(nil), f.z...)
	within := func(k float64, z []float64) ([]float64, bool) {
		p.fixed = k
		next, loss := p.descend(append([]float64(nil), z...))
		return next, loss <= limit
	}
	step := math.Copysign(0.02, math.Log(end/from))
	in := from
	for {
		k := in * math.Exp(step)
		if (step > 0) == (k >= end) {
			k = end
		}
		next, ok := within(k, z)
		if !ok {
			for range 8 {
				mid := math.Sqrt(in * k)
				if _, ok := within(mid, z); ok {
					in = mid
				} else {
					k = mid
				}
			}
			return in
		}
		if in, z = k, next; k == end {
			return end
		}
		step *= 1.3 // ceilings may be far
	}
}

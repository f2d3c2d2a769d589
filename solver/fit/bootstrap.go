package fit

import (
	"fmt"
	"math"
	"sort"

	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/rng"
	"gonum.org/v1/gonum/stat/distuv"
)

// Predict is a parametric bootstrap of the residuals. Each draw takes a
// residual standard deviation from its sampling distribution, s² = loss / chi²
// of n - p degrees, adds independent normal residuals to the fitted curve at
// the points known, fits again, and reads the new curve where it is asked. To
// that it adds a discrepancy: curves are not the truth, and beyond the last
// point what they miss wanders away, so that its standard deviation is
// s sqrt(1 + h / D) at a horizon h, D the mean distance of the points. Draws
// below zero are set to zero.
//
// Draw b depends on the seed, the names of series and family, and b only. With
// no degrees of freedom left it is an error: such a series has no residuals to
// learn from. A ceiling that is not determined is a warning.
//
// Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 9.
func (f *Fit) Predict(at []float64, o Options) (Forecast, error) {
	free := f.N - len(f.z)
	if free < 1 {
		return Forecast{}, fmt.Errorf("fit: %s has as many points as the %s curve has parameters: no residuals are left to learn a spread from", f.series.Name, f.Family.Name)
	}
	out := Forecast{T: at, Draws: make([][]float64, len(at))}
	for _, t := range at {
		out.Point = append(out.Point, f.Curve.At(t))
	}
	if c := f.Ceiling(0.9); !c.Determined {
		out.Warnings = append(out.Warnings, c.Warning)
	}
	chi := distuv.ChiSquared{K: float64(free)}
	again, err := newProblem(f.series, f.Family, f.residuals)
	if err != nil {
		return Forecast{}, err
	}
	again.s.Y = make([]float64, f.N)
	again.steps, again.tolerance = 100, 1e-8 // far below what the residuals move
	last, _ := f.series.last()
	mean := (last - f.series.T[0]) / float64(f.N-1)
	for b := range o.Draws {
		u := uniforms(o.Seed, f.series.Name+"/"+f.Family.Name, b, f.N+2)
		sd := math.Sqrt(f.loss / chi.Quantile(u[0]))
		for i, t := range f.series.T {
			again.s.Y[i] = f.Curve.At(t) + sd*again.unit[i]*dist.NormalQuantile(u[2+i])
		}
		z, _ := again.descend(append([]float64(nil), f.z...))
		curve := f.Family.New(again.params(z))
		wander := dist.NormalQuantile(u[1])
		for i, t := range at {
			x := curve.At(t)
			step := sd * math.Sqrt(1+math.Max(0, t-last)/mean) * wander
			if f.residuals == Relative {
				step *= x
			}
			out.Draws[i] = append(out.Draws[i], math.Max(0, x+step))
		}
	}
	for i := range at {
		sort.Float64s(out.Draws[i])
	}
	return out, nil
}

// uniforms are n uniforms of draw b of a stream, block by block, so that more
// draws begin with the same.
func uniforms(seed uint64, stream string, b, n int) []float64 {
	u := make([]float64, n)
	rng.Fill(seed, rng.Stream("fit/"+stream), uint32(b), u)
	return u
}

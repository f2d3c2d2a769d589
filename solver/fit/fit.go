// Package fit answers: where does a roll-out that has begun go from here, and
// how sure may one be? It fits curves of diffusion to the counts published so
// far, says when they do not determine a ceiling, puts intervals around what
// it predicts, and scores all of it against what came later, beside naive
// forecasts. Past roll-outs give reference classes: how fast others built, and
// how much of their plans they carried out.
//
// It assumes that counts are cumulative and mean the same thing from one date
// to the next. It leaves out causes: money, spectrum, policy and competition
// are what the model of the scenario is for; these are baselines to hold it
// against.
package fit

import (
	"fmt"
	"math"
)

// Fit is a curve of one family fitted to a series by least squares.
type Fit struct {
	Family Family
	Curve  Curve
	// RMSE is the root of the mean square of the residuals over the points
	// used, in the unit of the series, or a fraction if residuals are relative.
	RMSE float64
	// N is the number of points used.
	N int
	// SE are the standard errors of the parameters to first order, from the
	// curvature of the sum of squares and N - p degrees of freedom; NaN if
	// there are none left or a direction is flat. They are local: where the
	// ceiling is in doubt, Ceiling says more.
	SE []float64

	residuals Residuals
	series    Series
	loss      float64 // sum of squares
	z         []float64
}

// Residuals says what is squared and summed.
type Residuals string

const (
	// Absolute residuals are N(t) - count: large counts weigh most.
	Absolute Residuals = "absolute"
	// Relative residuals are N(t) / count - 1: every count weighs the same.
	// Counts of zero are left out.
	Relative Residuals = "relative"
)

// To fits a family to a series: the best of the family's starts, each improved
// by Levenberg and Marquardt's method within the parameters' bounds. It is a
// pure function of its arguments. The error says what the series lacks.
func To(s Series, f Family, r Residuals) (*Fit, error) {
	p, err := newProblem(s, f, r)
	if err != nil {
		return nil, err
	}
	z, loss := p.best(f.starts(p.s))
	if z == nil {
		return nil, fmt.Errorf("fit: no start of the %s curve suits %s", f.Name, s.Name)
	}
	n := len(p.s.T)
	out := &Fit{Family: f, Curve: f.New(p.params(z)), RMSE: math.Sqrt(loss / float64(n)), N: n,
		residuals: r, series: p.s, loss: loss, z: z}
	out.SE = p.standardErrors(z, loss)
	return out, nil
}

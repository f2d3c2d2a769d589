// Package sense says which inputs an answer depends on: by new draws laid out
// for the purpose (tornado, Morris, Sobol) or from draws that exist (given
// data, regression, boxes).
//
// Methods see the model as a function of independent uniforms. Inputs that
// depend on each other move as one group: then variance can still be divided
// without asking which of them it belongs to.
package sense

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/solver/rng"
)

// Model evaluates draws: u[i][d] is the uniform of input i in draw d, inside
// (0, 1). It returns one number for each draw.
type Model func(ctx context.Context, u [][]float64) ([]float64, error)

// Estimate is a number with its interval at 90 % confidence; Lo and Hi are NaN
// where there is none.
type Estimate struct{ Value, Lo, Hi float64 }

// Exactly is a number without an interval.
func Exactly(x float64) Estimate { return Estimate{x, math.NaN(), math.NaN()} }

// Problem says why a method has no answer.
type Problem struct{ Msg, Hint string }

// Error implements error.
func (p *Problem) Error() string { return p.Msg }

func problem(hint, format string, a ...any) error {
	return &Problem{fmt.Sprintf(format, a...), hint}
}

// columns makes a matrix of inputs by draws.
func columns(k, n int) [][]float64 {
	all := make([]float64, k*n)
	out := make([][]float64, k)
	for i := range out {
		out[i] = all[i*n : (i+1)*n : (i+1)*n]
	}
	return out
}

func meanVar(y []float64) (mean, variance float64) {
	for _, v := range y {
		mean += v
	}
	mean /= float64(len(y))
	for _, v := range y {
		variance += (v - mean) * (v - mean)
	}
	return mean, variance / float64(len(y))
}

// varies reports an answer that is the same in every draw, for which no method
// has anything to say.
func varies(y []float64) error {
	for _, v := range y {
		if v != y[0] {
			return nil
		}
	}
	return problem("choose another metric or month", "the answer is %g in every draw", y[0])
}

// resamples is the number of bootstrap samples behind an interval.
const resamples = 100

// bootstrap carries sums of so many terms over rows, for the sample and for
// its resamples at once: each row enters a resample a Poisson number of times,
// which for many rows is the multinomial bootstrap (Hanley and MacGibbon,
// Computer Methods and Programs in Biomedicine 83, 2006).
type bootstrap struct {
	terms int
	sums  []float64 // [resample][term]; the last term counts rows
	bits  []float64
}

// poisson[k] is the probability of at most k for a mean of 1.
var poisson = func() (p [12]float64) {
	term, sum := math.Exp(-1), 0.0
	for k := range p {
		sum += term
		p[k] = sum
		term /= float64(k + 1)
	}
	return p
}()

func newBootstrap(terms int) *bootstrap {
	return &bootstrap{terms: terms, sums: make([]float64, resamples*(terms+1)), bits: make([]float64, resamples)}
}

// counts maps a byte of randomness to a Poisson count; bytes at the top, where
// 256 values are too coarse, are decided by another uniform.
var counts = func() (c [256]uint8) {
	for i := range c {
		u := (float64(i) + 1) / 256
		k := 0
		for k < len(poisson)-1 && poisson[k] < u {
			k++
		}
		c[i] = uint8(k)
		if lo := float64(i) / 256; k > 0 && poisson[k-1] > lo {
			c[i] = 255 // the byte holds a boundary
		}
	}
	return c
}()

// draw makes the random numbers of one row.
func (b *bootstrap) draw(seed uint64, row int) { rng.Fill(seed, 0x626f6f74, uint32(row), b.bits) }

// count is how often the row drawn last enters a resample.
func (b *bootstrap) count(resample int) uint8 {
	u := b.bits[resample]
	k := counts[int(u*256)]
	if k == 255 {
		k = 0
		for int(k) < len(poisson)-1 && poisson[k] < u {
			k++
		}
	}
	return k
}

// add takes one row's terms into every resample.
func (b *bootstrap) add(seed uint64, row int, terms []float64) {
	b.draw(seed, row)
	for r := range resamples {
		k := b.count(r)
		if k == 0 {
			continue
		}
		s := b.sums[r*(b.terms+1) : (r+1)*(b.terms+1)]
		w := float64(k)
		for i, x := range terms {
			s[i] += w * x
		}
		s[b.terms] += w
	}
}

// interval is the 90 % interval of a function of the sums (divided by rows). Its ends are
// NaN where the function has no value for one resample of ten.
func (b *bootstrap) interval(value float64, f func(means []float64) float64) Estimate {
	xs := make([]float64, 0, resamples)
	m := make([]float64, b.terms)
	for r := range resamples {
		s := b.sums[r*(b.terms+1) : (r+1)*(b.terms+1)]
		if s[b.terms] == 0 {
			continue
		}
		for i := range m {
			m[i] = s[i] / s[b.terms]
		}
		if x := f(m); !math.IsNaN(x) && !math.IsInf(x, 0) {
			xs = append(xs, x)
		}
	}
	if len(xs) < resamples*9/10 {
		return Estimate{value, math.NaN(), math.NaN()}
	}
	slices.Sort(xs)
	return Estimate{value, percentile(xs, 0.05), percentile(xs, 0.95)}
}

// percentile is the quantile of type 7 of a sorted sample of at least one number.
func percentile(xs []float64, p float64) float64 {
	h := p * float64(len(xs)-1)
	i := int(h)
	if i+1 == len(xs) {
		return xs[i]
	}
	return xs[i] + (h-float64(i))*(xs[i+1]-xs[i])
}

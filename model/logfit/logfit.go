// Package logfit fits positive constants to observations about which something was
// known before: damped Gauss-Newton steps in the logarithms of the constants
// (Levenberg 1944, Marquardt 1963), with a normal prior on each logarithm.
package logfit

import "math"

// Problem is what is fitted. It minimises
//
//	sum over i of Weight[i] (Residual(x, i)/Noise)^2 + sum over k of (log(x[k]/Prior[k])/Sigma[k])^2
type Problem struct {
	Prior    []float64 // of the constants, above 0
	Sigma    []float64 // how far each is trusted, of its logarithm
	Low      []float64 // bounds, kept after every step
	High     []float64
	Weight   []float64                        // of the observations
	Noise    float64                          // of a residual, such as 0.08
	Residual func(x []float64, i int) float64 // of observation i, a logarithm of a ratio
}

// Fit returns the constants. It takes at most 20 steps of one Residual for each
// constant and observation, and stops when a step gains less than 1e-9 of the
// loss. It allocates.
func (p *Problem) Fit() []float64 {
	n := len(p.Prior)
	x := append([]float64(nil), p.Prior...)
	next := make([]float64, n)
	cost, damp := p.loss(x), 1e-3
	for range 20 {
		a, g := p.normal(x)
		for i := range n {
			a[i*n+i] *= 1 + damp
		}
		d := Solve(a, g, n)
		for i := range x {
			next[i] = math.Min(p.High[i], math.Max(p.Low[i], x[i]*math.Exp(-d[i])))
		}
		c := p.loss(next)
		if !(c < cost) {
			damp *= 10
			continue
		}
		done := cost-c < 1e-9*cost
		copy(x, next)
		cost, damp = c, damp/3
		if done {
			break
		}
	}
	return x
}

func (p *Problem) loss(x []float64) float64 {
	sum := 0.0
	for i, w := range p.Weight {
		r := p.Residual(x, i) / p.Noise
		sum += w * r * r
	}
	for k := range x {
		d := math.Log(x[k]/p.Prior[k]) / p.Sigma[k]
		sum += d * d
	}
	return sum
}

// normal is the normal equations of a step, with derivatives by differences of 1e-4.
func (p *Problem) normal(x []float64) (a, g []float64) {
	n := len(x)
	a, g = make([]float64, n*n), make([]float64, n)
	row, moved := make([]float64, n), append([]float64(nil), x...)
	for i, w := range p.Weight {
		at := p.Residual(x, i)
		p.row(moved, i, at, row)
		s := w / (p.Noise * p.Noise)
		for j := range n {
			g[j] += s * row[j] * at
			for k := range n {
				a[j*n+k] += s * row[j] * row[k]
			}
		}
	}
	for k := range x {
		s := 1 / (p.Sigma[k] * p.Sigma[k])
		a[k*n+k] += s
		g[k] += s * math.Log(x[k]/p.Prior[k])
	}
	return a, g
}

func (p *Problem) row(x []float64, i int, at float64, d []float64) {
	for k, was := range x {
		x[k] = was * (1 + 1e-4)
		d[k] = (p.Residual(x, i) - at) / math.Log1p(1e-4)
		x[k] = was
	}
}

// Solve solves a x = g for a symmetric positive a of n rows, by Cholesky's factors,
// which it leaves in a.
func Solve(a, g []float64, n int) []float64 {
	for i := range n {
		for j := range i + 1 {
			s := a[i*n+j]
			for k := range j {
				s -= a[i*n+k] * a[j*n+k]
			}
			if i == j {
				a[i*n+i] = math.Sqrt(s)
			} else {
				a[i*n+j] = s / a[j*n+j]
			}
		}
	}
	x := append([]float64(nil), g...)
	for i := range n {
		for k := range i {
			x[i] -= a[i*n+k] * x[k]
		}
		x[i] /= a[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= a[k*n+i] * x[k]
		}
		x[i] /= a[i*n+i]
	}
	return x
}

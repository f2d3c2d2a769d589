package couple

import (
	"math"

	"github.com/headroom-planner/headroom/solver/dist"
)

// Margin is what Pearson correlations need to know of one input: its draw
// x = g(z) as a function of a standard normal number, and the coefficients of
// (g - mean)/sd in normalised Hermite polynomials.
type Margin struct {
	g       []float64 // standardised, at the nodes
	hermite []float64 // coefficient of order 1, 2, ...
}

// Normal numbers are laid on the midpoints of equal cells within what a
// generator can give: 2^-54 is at -8.29. Moments that lie further out, as a
// heavy tail may have, are of no draw.
const (
	normalReach = 8.3
	normalNodes = 8192
	orders      = 512
)

// NewMargin integrates over the draws of d, clamped to [lo, hi] as the engine
// does. One that does not vary correlates with nothing.
func NewMargin(d dist.Dist, lo, hi float64) *Margin {
	m := &Margin{g: make([]float64, normalNodes), hermite: make([]float64, orders)}
	mean, square := 0.0, 0.0
	for i, n := range nodes() {
		u := []float64{n.z}
		dist.Ranks(u)
		m.g[i] = min(max(d.Quantile(u[0]), lo), hi)
		mean += n.weight * m.g[i]
	}
	for i, n := range nodes() {
		m.g[i] -= mean
		square += n.weight * m.g[i] * m.g[i]
	}
	sd := math.Sqrt(square)
	if !(sd > 0) {
		clear(m.g)
		return m
	}
	for i, n := range nodes() {
		m.g[i] /= sd
		// h_(k+1) = (z h_k - sqrt k h_(k-1))/sqrt(k+1), orthonormal under the normal density.
		before, h := 0.0, 1.0
		for k := range m.hermite {
			before, h = h, (n.z*h-math.Sqrt(float64(k))*before)/math.Sqrt(float64(k+1))
			m.hermite[k] += n.weight * m.g[i] * h
		}
	}
	return m
}

type node struct{ z, weight float64 }

// nodes yields the midpoints with their shares of the normal distribution.
func nodes() func(yield func(int, node) bool) {
	const step = 2 * normalReach / normalNodes
	return func(yield func(int, node) bool) {
		for i := range normalNodes {
			z := -normalReach + (float64(i)+0.5)*step
			if !yield(i, node{z, step * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)}) {
				return
			}
		}
	}
}

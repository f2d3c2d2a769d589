package couple

import "math"

// Pearson converts between the correlation r of the normals behind a Gaussian
// copula and Pearson's correlation of two inputs (NORTA; Cario and Nelson,
// Modeling and generating random vectors with arbitrary marginal distributions
// and correlation matrix, Northwestern University, 1997):
//
//	p(r) = sum over k >= 1 of a_k b_k r^k (Mehler 1866)
//
// with a_k and b_k the Hermite coefficients of the inputs as functions of
// their normals. p rises with r. Orders up to 512 are computed. What is left,
// which is known at r = -1 and r = 1, is nothing for continuous inputs; for
// inputs of few values it is taken to fall as k^-1.5, as the coefficients of
// steps do. p is within 1e-6 and 1e-3.
type Pearson struct{ c []float64 }

// tailOrders is where the coefficients that are only known in sum end.
const tailOrders = 1 << 14

// NewPearson prepares the conversion for two inputs.
func NewPearson(a, b *Margin) *Pearson {
	p := &Pearson{make([]float64, orders, tailOrders)}
	for k := range orders {
		p.c[k] = a.hermite[k] * b.hermite[k]
	}
	high, low := 0.0, 0.0 // p(1) and p(-1)
	for i, n := range nodes() {
		high += n.weight * a.g[i] * b.g[i]
		low += n.weight * a.g[i] * b.g[normalNodes-1-i]
	}
	high, low = high-p.At(1), low-p.At(-1)
	if math.Abs(high)+math.Abs(low) < 1e-9 {
		return p
	}
	odd, even := (high-low)/2, (high+low)/2
	for k := orders + 1; k <= tailOrders; k++ {
		share := tailShare(k)
		if k%2 == 0 {
			share *= even
		} else {
			share *= odd
		}
		p.c = append(p.c, share)
	}
	return p
}

// tailShare is the share of order k in what is left of its parity: k^-1.5
// over its sum, which is 1/sqrt(orders) within 0.1 %; the last two orders
// stand for those after them.
func tailShare(k int) float64 {
	from := func(k int) float64 { return math.Sqrt(orders / float64(k)) }
	if k > tailOrders-2 {
		return from(k - 1)
	}
	return from(k-1) - from(k+1)
}

// At is Pearson's correlation of the inputs when the normals have r.
func (p *Pearson) At(r float64) float64 {
	s := 0.0
	for k := len(p.c) - 1; k >= 0; k-- {
		s = (s + p.c[k]) * r
	}
	return s
}

// MaxCorrelation bounds the correlations of normals: beyond it the members of
// a group are one.
const MaxCorrelation = 0.999

// Range is the least and greatest correlation that the inputs can have.
func (p *Pearson) Range() (lo, hi float64) { return p.At(-MaxCorrelation), p.At(MaxCorrelation) }

// Correlation is the r that gives Pearson's correlation target, by bisection;
// ok is false when the target lies outside Range.
func (p *Pearson) Correlation(target float64) (r float64, ok bool) {
	lo, hi := -MaxCorrelation, MaxCorrelation
	if least, most := p.Range(); target < least || target > most {
		return 0, false
	}
	for range 60 {
		r = (lo + hi) / 2
		if p.At(r) < target {
			lo = r
		} else {
			hi = r
		}
	}
	return r, true
}

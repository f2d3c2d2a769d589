// Package fast computes elementary functions in half the time of the standard
// library where a model's inner loop needs them, to nearly the same digits and the
// same on every machine.
package fast

import "math"

// Exp is e^x within 3e-16 relative for |x| up to 700; beyond that it is math.Exp.
// x = (256 k + j + f) ln 2 / 256 with |f| <= 1/2, so that e^x = 2^k 2^(j/256) e^r
// with |r| <= 0.0014, whose series needs five terms (P. T. P. Tang, "Table-driven
// implementation of the exponential function", ACM TOMS 15, 1989).
func Exp(x float64) float64 {
	if !(math.Abs(x) < limit) {
		return math.Exp(x)
	}
	m := x*(256*math.Log2E) + shift // rounds to the nearest whole number n
	n := m - shift
	r := x - n*ln2High - n*ln2Low
	p := r + r*r*(1.0/2+r*(1.0/6+r*(1.0/24)))
	b := math.Float64bits(m) // ends in n
	t := powers[b&255]
	return math.Float64frombits(math.Float64bits(t+t*p) + b>>8<<52)
}

const (
	limit   = 700
	shift   = 3 << 51                     // a float64 above it has no digits after the point
	ln2High = 0x1.62e42fep-1 / 256        // its last 24 bits are 0, so that n times it is exact
	ln2Low  = 0x1.f473de6af278fp-30 / 256 // the rest of ln 2 / 256
)

// powers are 2^(j/256).
var powers = func() (t [256]float64) {
	for j := range t {
		t[j] = math.Exp2(float64(j) / 256)
	}
	return t
}()

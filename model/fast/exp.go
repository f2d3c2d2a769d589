// Package fast computes elementary functions in half the time of the standard
// library where a model's inner loop needs them, to nearly the same digits and the
// same on every machine.
package fast

import "math"

// Exp is e^x within 3e-16 relative for |x| up to 700; beyond that it is math.Exp.
// x = (64 k + j + f) ln 2 / 64 with |f| <= 1/2, so that e^x = 2^k 2^(j/64) e^r
// with |r| <= 0.0055, whose series needs six terms (P. T. P. Tang, "Table-driven
// implementation of the exponential function", ACM TOMS 15, 1989).
func Exp(x float64) float64 {
	if !(x > -limit && x < limit) {
		return math.Exp(x)
	}
	m := x*(64*math.Log2E) + shift // rounds to the nearest whole number
	n := m - shift
	r := x - n*ln2High - n*ln2Low
	p := r + r*r*(1.0/2+r*(1.0/6+r*(1.0/24+r*(1.0/120))))
	i := int64(n)
	t := powers[i&63]
	return math.Float64frombits(math.Float64bits(t+t*p) + uint64(i>>6)<<52)
}

const (
	limit   = 700
	shift   = 3 << 51                    // a float64 above it has no digits after the point
	ln2High = 0x1.62e42fefap-1 / 64      // its last 20 bits are 0, so that n times it is exact
	ln2Low  = 0x1.cf79abc9e3b3ap-40 / 64 // the rest of ln 2 / 64
)

// powers are 2^(j/64).
var powers = func() (t [64]float64) {
	for j := range t {
		t[j] = math.Exp2(float64(j) / 64)
	}
	return t
}()

package result

import (
	"math"
)

// Moments returns the mean and the standard deviation (divisor n-1; 0 for one
// number) of x: two passes in four lanes, every fourth number to each, so that
// the sums depend on the order of the draws only.
func Moments(x []float64) (mean, sd float64) {
	n := float64(len(x))
	var s [4]float64
	i := 0
	for ; i+4 <= len(x); i += 4 {
		v := x[i : i+4 : i+4]
		s[0] += v[0]
		s[1] += v[1]
		s[2] += v[2]
		s[3] += v[3]
	}
	for k, v := range x[i:] {
		s[k] += v
	}
	mean = (s[0] + s[1] + s[2] + s[3]) / n
	if len(x) < 2 {
		return mean, 0
	}
	var ss, c [4]float64
	i = 0
	for ; i+4 <= len(x); i += 4 {
		v := x[i : i+4 : i+4]
		d0, d1, d2, d3 := v[0]-mean, v[1]-mean, v[2]-mean, v[3]-mean
		ss[0] += d0 * d0
		ss[1] += d1 * d1
		ss[2] += d2 * d2
		ss[3] += d3 * d3
		c[0] += d0
		c[1] += d1
		c[2] += d2
		c[3] += d3
	}
	for k, v := range x[i:] {
		d := v - mean
		ss[k] += d * d
		c[k] += d
	}
	comp := c[0] + c[1] + c[2] + c[3]
	return mean, math.Sqrt((ss[0] + ss[1] + ss[2] + ss[3] - comp*comp/n) / (n - 1))
}

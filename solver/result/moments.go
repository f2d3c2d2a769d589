package result

import "math"

// FoldSize is how many draws are summed together before sums are merged. It
// is part of the definition of every mean and standard deviation: a sample
// that comes in parts of whole multiples has the same ones to the last bit.
const FoldSize = 2048

// Fold gathers the mean and the standard deviation of a sample that comes in
// parts. The zero value is an empty sample.
type Fold struct{ n, mean, m2 float64 }

// Add takes the next part of the sample. Every part but the last must be a
// multiple of FoldSize. Parts merge as in Chan, Golub and LeVeque, "Updating
// formulae and a pairwise algorithm for computing sample variances" (1979).
func (f *Fold) Add(x []float64) {
	for len(x) > 0 {
		part := x[:min(FoldSize, len(x))]
		x = x[len(part):]
		n := float64(len(part))
		mean := sum(part) / n
		m2 := spread(part, mean)
		if f.n == 0 {
			*f = Fold{n, mean, m2}
			continue
		}
		total, d := f.n+n, mean-f.mean
		f.m2 += m2 + d*d*f.n*n/total
		f.mean += d * n / total
		f.n = total
	}
}

// Mean returns the mean of what was added.
func (f *Fold) Mean() float64 { return f.mean }

// SD returns the standard deviation, divisor n-1; 0 for one number.
func (f *Fold) SD() float64 {
	if f.n < 2 {
		return 0
	}
	return math.Sqrt(f.m2 / (f.n - 1))
}

// Moments returns the mean and the standard deviation (divisor n-1; 0 for one
// number) of x.
func Moments(x []float64) (mean, sd float64) {
	var f Fold
	f.Add(x)
	return f.Mean(), f.SD()
}

// sum adds in four lanes, every fourth number to each: one addition waits for
// the one before, and the order of the draws decides the sum.
func sum(x []float64) float64 {
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
	return s[0] + s[1] + s[2] + s[3]
}

// spread is the sum of squared distances from the mean, in the lanes of sum,
// less what the mean's own rounding adds.
func spread(x []float64, mean float64) float64 {
	var s, c [4]float64
	i := 0
	for ; i+4 <= len(x); i += 4 {
		v := x[i : i+4 : i+4]
		d0, d1, d2, d3 := v[0]-mean, v[1]-mean, v[2]-mean, v[3]-mean
		s[0] += d0 * d0
		s[1] += d1 * d1
		s[2] += d2 * d2
		s[3] += d3 * d3
		c[0] += d0
		c[1] += d1
		c[2] += d2
		c[3] += d3
	}
	for k, v := range x[i:] {
		d := v - mean
		s[k] += d * d
		c[k] += d
	}
	off := c[0] + c[1] + c[2] + c[3]
	return max(0, s[0]+s[1]+s[2]+s[3]-off*off/float64(len(x)))
}

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
		pivot := f.mean
		if f.n == 0 {
			pivot = part[0]
		}
		n := float64(len(part))
		s, ss := around(part, pivot)
		mean, m2 := pivot+s/n, max(0, ss-s*s/n)
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

// around is the sum of the distances from a pivot and that of their squares. A pivot
// among the numbers keeps the digits that a square of the numbers themselves would lose.
// It adds in four lanes, every fourth number to each: one addition waits for
// the one before, and the order of the draws decides the sum.
func around(x []float64, pivot float64) (s, ss float64) {
	var a, b [4]float64
	i := 0
	for ; i+4 <= len(x); i += 4 {
		v := x[i : i+4 : i+4]
		d0, d1, d2, d3 := v[0]-pivot, v[1]-pivot, v[2]-pivot, v[3]-pivot
		a[0] += d0
		a[1] += d1
		a[2] += d2
		a[3] += d3
		b[0] += d0 * d0
		b[1] += d1 * d1
		b[2] += d2 * d2
		b[3] += d3 * d3
	}
	for k, v := range x[i:] {
		d := v - pivot
		a[k] += d
		b[k] += d * d
	}
	return a[0] + a[1] + a[2] + a[3], b[0] + b[1] + b[2] + b[3]
}

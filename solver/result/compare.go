package result

import "math"

// Difference is what changes between two runs in one number.
type Difference struct {
	Name, Unit  string
	A, B        float64    // means
	Mean        float64    // B - A
	SE          float64    // of Mean, draw by draw: both runs share their random numbers
	Independent float64    // what SE would be had they not
	P           [3]float64 // 0.05, 0.5, 0.95 of the differences draw by draw
}

// Paired compares two columns draw by draw. They must be of one length, at least two.
//
//	SE = sd(b - a)/sqrt(n);  Independent = sqrt((var a + var b)/n)
//
// Under designs in replicates n counts those, and sd is of their means.
func Paired(a, b Column, replicates int) Difference {
	n := len(a.Values)
	d := Difference{Name: a.Name, Unit: a.Unit}
	diff := make([]float64, n)
	for i := range diff {
		diff[i] = b.Values[i] - a.Values[i]
	}
	var sa, sb float64
	d.A, sa = meanSE(a.Values, replicates)
	d.B, sb = meanSE(b.Values, replicates)
	d.Mean, d.SE = meanSE(diff, replicates)
	d.Independent = math.Hypot(sa, sb)
	Quantiles(diff, []float64{0.05, 0.5, 0.95}, d.P[:])
	return d
}

// meanSE is the mean of a column and its standard error.
func meanSE(x []float64, replicates int) (mean, se float64) {
	mean, sd := Moments(x)
	if replicates < 2 {
		return mean, sd / math.Sqrt(float64(len(x)))
	}
	parts := make([]float64, replicates)
	for r := range parts {
		n := 0
		for d := r; d < len(x); d += replicates {
			parts[r] += x[d]
			n++
		}
		parts[r] /= float64(n)
	}
	_, sd = Moments(parts)
	return mean, sd / math.Sqrt(float64(replicates))
}

// PairedShare compares how often two columns meet a threshold; se is that of pb - pa.
func PairedShare(a, b []float64, replicates int, meets func(float64) bool) (pa, pb, se float64) {
	diff := make([]float64, len(a))
	for i := range a {
		x, y := 0.0, 0.0
		if meets(a[i]) {
			x = 1
		}
		if meets(b[i]) {
			y = 1
		}
		pa, pb, diff[i] = pa+x, pb+y, y-x
	}
	n := float64(len(a))
	_, se = meanSE(diff, replicates)
	return pa / n, pb / n, se
}

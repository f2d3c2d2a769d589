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

// Paired compares two columns draw by draw. They must be of one length.
//
//	SE = sd(b - a)/sqrt(n);  Independent = sqrt((var a + var b)/n)
func Paired(a, b Column) Difference {
	n := len(a.Values)
	d := Difference{Name: a.Name, Unit: a.Unit}
	diff := make([]float64, n)
	for i := range diff {
		diff[i] = b.Values[i] - a.Values[i]
	}
	ma, sa := Moments(a.Values)
	mb, sb := Moments(b.Values)
	m, s := Moments(diff)
	root := math.Sqrt(float64(n))
	d.A, d.B, d.Mean, d.SE, d.Independent = ma, mb, m, s/root, math.Hypot(sa, sb)/root
	Quantiles(diff, []float64{0.05, 0.5, 0.95}, d.P[:])
	return d
}

// PairedShare compares how often two columns meet a threshold.
func PairedShare(a, b []float64, meets func(float64) bool) (pa, pb, se float64) {
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
	_, s := Moments(diff)
	return pa / n, pb / n, s / math.Sqrt(n)
}

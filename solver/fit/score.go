package fit

import "math"

// CRPS is the continuous ranked probability score of equally likely draws,
// sorted, against what came: the mean of |X - y| less half the mean of
// |X - X'|, in the unit of y. It is at least 0, and the absolute error if
// there is one draw. Lower is better: it rewards draws that are near y and no
// wider than need be.
//
// Source: Gneiting and Raftery, "Strictly proper scoring rules, prediction,
// and estimation", JASA 102, 2007, eq. 21.
func CRPS(sorted []float64, y float64) float64 {
	n := float64(len(sorted))
	near, apart := 0.0, 0.0
	for i, x := range sorted {
		near += math.Abs(x - y)
		apart += (2*float64(i) - n + 1) * x
	}
	return near/n - apart/(n*n)
}

// Pinball is the score of x as the p quantile, p (y - x) or (1 - p) (x - y),
// whichever is positive, in the unit of y.
//
// Source: Koenker and Bassett, "Regression quantiles", Econometrica 46, 1978.
func Pinball(p, x, y float64) float64 {
	if y >= x {
		return p * (y - x)
	}
	return (1 - p) * (x - y)
}

// Score is how a forecast did against the later points of a series. All but
// the counts are fractions.
type Score struct {
	N int
	// MAPE is the mean of |point / count - 1|.
	MAPE float64
	// CRPS is the mean of CRPS / count.
	CRPS float64
	// Inside90, Inside80 and Inside50 are how many counts lie in the central 90, 80 and 50 %.
	Inside90, Inside80, Inside50 int
	// Width90 is the mean width of the central 90 % over the count.
	Width90 float64
	// Pinball05 and Pinball95 are the mean scores of those quantiles over the count.
	Pinball05, Pinball95 float64
}

// Against scores a forecast against the points it was made for.
func (f Forecast) Against(s Series) Score {
	out := Score{N: len(s.T)}
	n := float64(len(s.T))
	for i, y := range s.Y {
		out.MAPE += math.Abs(f.Point[i]/y-1) / n
		out.CRPS += CRPS(f.Draws[i], y) / y / n
		lo, hi := f.Quantile(i, 0.05), f.Quantile(i, 0.95)
		if lo <= y && y <= hi {
			out.Inside90++
		}
		if f.Quantile(i, 0.1) <= y && y <= f.Quantile(i, 0.9) {
			out.Inside80++
		}
		if f.Quantile(i, 0.25) <= y && y <= f.Quantile(i, 0.75) {
			out.Inside50++
		}
		out.Width90 += (hi - lo) / y / n
		out.Pinball05 += Pinball(0.05, lo, y) / y / n
		out.Pinball95 += Pinball(0.95, hi, y) / y / n
	}
	return out
}

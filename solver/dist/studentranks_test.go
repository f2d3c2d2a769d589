package dist

import (
	"math"
	"testing"
)

// TestStudentRanks: the table is the closed form for 2 and 4 degrees of
// freedom and half an incomplete beta function for others, within 1e-9
// relative of both tails.
func TestStudentRanks(t *testing.T) {
	closed := map[float64]func(x float64) float64{ // P(T < x), x < 0
		2: func(x float64) float64 { s := math.Sqrt(2 + x*x); return 1 / (s * (s - x)) },
		4: func(x float64) float64 {
			c := 1 / math.Sqrt(1+x*x/4) // the sine is that of the angle
			y := -x / 2 * c
			return (1 - y) * (1 - y) * (2 + y) / 4
		},
	}
	for _, df := range []float64{2, 3, 4, 7.5, 30, 1000} {
		r, q := NewStudentRanks(df), NewStudentT(df, 0, 1)
		worst := 0.0
		for _, u := range []float64{1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.45, 0.49, 0.51, 0.6, 0.8, 0.99, 0.9999} {
			x := []float64{q.Quantile(u)}
			p := tCDF(df, x[0])
			r.Column(x)
			worst = max(worst, math.Abs(x[0]-p)/min(p, 1-p))
		}
		t.Logf("%g degrees: %.2g relative", df, worst)
		if worst > 1e-9 {
			t.Errorf("%g degrees: a probability is off by %g of itself", df, worst)
		}
		centre := []float64{0}
		if r.Column(centre); math.Abs(centre[0]-0.5) > 1e-12 {
			t.Errorf("%g degrees: P(T < 0) is %.15g", df, centre[0]) // where the incomplete beta function has lost its digits
		}
		f, ok := closed[df]
		for x := -60.0; ok && x < 0; x += 0.37 {
			got := []float64{x, -x}
			r.Column(got)
			if want := f(x); math.Abs(got[0]/want-1) > 1e-9 || math.Abs(got[1]-(1-want)) > 1e-10 {
				t.Errorf("%g degrees: P(T < %g) is %g and above %g, want %g", df, x, got[0], 1-got[1], want)
			}
		}
	}
}

// TestStudentRanksStayInside: no number has the probability 0 or 1.
func TestStudentRanksStayInside(t *testing.T) {
	for _, df := range []float64{2, 5, 1000} {
		x := []float64{math.Inf(-1), -1e300, -1e12, -40, 40, 1e12, 1e300, math.Inf(1)}
		NewStudentRanks(df).Column(x)
		for i, p := range x {
			if !(p > 0 && p < 1) || i > 0 && p < x[i-1] {
				t.Errorf("%g degrees: probabilities %g", df, x)
			}
		}
	}
}

func BenchmarkStudentRanks(b *testing.B) {
	u, x := make([]float64, 4096), make([]float64, 4096)
	q := NewStudentT(4, 0, 1)
	for i := range u {
		u[i] = q.Quantile((float64(i) + 0.5) / 4096)
	}
	r := NewStudentRanks(4)
	for b.Loop() {
		copy(x, u)
		r.Column(x)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/4096, "ns/number")
}

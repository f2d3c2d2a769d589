package logfit

import (
	"math"
	"testing"
)

// TestPowerLaw: log y = log a + b log t is linear in log a for a known exponent: with one
// constant the fit is the mean of observation and prior weighted by precision.
func TestPowerLaw(t *testing.T) {
	y := []float64{2, 4, 8}
	p := Problem{Prior: []float64{1}, Sigma: []float64{0.5}, Low: []float64{0}, High: []float64{math.Inf(1)}, Weight: []float64{1, 1, 1}, Noise: 0.25,
		Residual: func(x []float64, i int) float64 { return math.Log(x[0] / y[i]) }}
	sum := 0.0
	for _, v := range y {
		sum += math.Log(v)
	}
	want := math.Exp(sum / 0.0625 / (3/0.0625 + 1/0.25))
	if got := p.Fit()[0]; math.Abs(got/want-1) > 1e-9 {
		t.Errorf("got %g, want %g", got, want)
	}
	p.High[0] = 2
	if got := p.Fit()[0]; got != 2 {
		t.Errorf("beyond its bound: %g", got)
	}
}

// TestRoofline: two constants of a sum of times are found again, from far away.
func TestRoofline(t *testing.T) {
	truth := []float64{0.6, 0.3}
	at := func(x []float64, i int) float64 { return float64(i+1)/x[0] + float64(10-i)/x[1] }
	p := Problem{Prior: []float64{0.1, 0.9}, Sigma: []float64{10, 10}, Low: []float64{0, 0}, High: []float64{1, 1}, Weight: make([]float64, 10), Noise: 0.01}
	for i := range p.Weight {
		p.Weight[i] = 1
	}
	p.Residual = func(x []float64, i int) float64 { return math.Log(at(x, i) / at(truth, i)) }
	for k, got := range p.Fit() {
		if math.Abs(got/truth[k]-1) > 1e-4 {
			t.Errorf("constant %d is %g, want %g", k, got, truth[k])
		}
	}
}

// TestSolve by hand: 4x + 2y = 10, 2x + 3y = 11 gives x = 1, y = 3.
func TestSolve(t *testing.T) {
	x := Solve([]float64{4, 2, 2, 3}, []float64{10, 11}, 2)
	if math.Abs(x[0]-1) > 1e-12 || math.Abs(x[1]-3) > 1e-12 {
		t.Error(x)
	}
}

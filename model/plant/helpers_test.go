package plant

import (
	"errors"
	"math"
	"testing"
)

// near fails when got is farther from want than tol, and returns the distance.
func near(t *testing.T, what string, got, want, tol float64) float64 {
	t.Helper()
	d := math.Abs(got - want)
	if !(d <= tol) {
		t.Errorf("%s = %.8g, want %.8g within %g", what, got, want, tol)
	}
	return d
}

// must returns the number of a call that has to succeed.
func must(t *testing.T) func(float64, error) float64 {
	return func(x float64, err error) float64 {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

// refused fails unless a call answered NaN with a RangeError of quantity.
func refused(t *testing.T, quantity string) func(float64, error) {
	return func(x float64, err error) {
		t.Helper()
		var r *RangeError
		if !errors.As(err, &r) {
			t.Errorf("%s out of range gave %v, %v", quantity, x, err)
			return
		}
		if r.Quantity != quantity {
			t.Errorf("the error names %q, not %q: %v", r.Quantity, quantity, err)
		}
		if !math.IsNaN(x) {
			t.Errorf("%s out of range gave the number %g", quantity, x)
		}
	}
}

// noAllocations fails when f allocates.
func noAllocations(t *testing.T, what string, f func()) {
	t.Helper()
	if n := testing.AllocsPerRun(100, f); n != 0 {
		t.Errorf("%s: %v allocations", what, n)
	}
}

var sink float64

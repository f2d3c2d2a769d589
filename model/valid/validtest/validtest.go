// Package validtest helps the tests of numbers: near a value, refused by a range, without allocation.
package validtest

import (
	"errors"
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/valid"
)

// Near fails when got is farther from want than tol, or not a number, and returns the distance.
func Near(t testing.TB, what string, got, want, tol float64) float64 {
	t.Helper()
	d := math.Abs(got - want)
	if !(d <= tol) {
		t.Errorf("%s = %.12g, want %.12g within %g", what, got, want, tol)
	}
	return d
}

// Must returns the number of a call that has to succeed.
func Must(t testing.TB) func(float64, error) float64 {
	return func(x float64, err error) float64 {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

// Refused fails unless err is a RangeError of quantity.
func Refused(t testing.TB, quantity string, err error) {
	t.Helper()
	var r *valid.RangeError
	if !errors.As(err, &r) || r.Quantity != quantity {
		t.Errorf("%s out of range gave %v", quantity, err)
	}
}

// NoNumber fails unless a call was refused (see Refused) and gave NaN.
func NoNumber(t testing.TB, quantity string) func(float64, error) {
	return func(x float64, err error) {
		t.Helper()
		Refused(t, quantity, err)
		if !math.IsNaN(x) {
			t.Errorf("%s out of range gave the number %g", quantity, x)
		}
	}
}

// NoAllocations fails when f allocates.
func NoAllocations(t testing.TB, what string, f func()) {
	t.Helper()
	if n := testing.AllocsPerRun(100, f); n != 0 {
		t.Errorf("%s: %v allocations", what, n)
	}
}

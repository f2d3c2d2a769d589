package ran

import (
	"errors"
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/radio"
)

// near fails when got is farther from want than tol.
func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s = %.10g, want %.10g within %g", what, got, want, tol)
	}
}

// refused fails unless err is a RangeError of quantity.
func refused(t *testing.T, quantity string, err error) {
	t.Helper()
	var r *radio.RangeError
	if !errors.As(err, &r) || r.Quantity != quantity {
		t.Errorf("%s out of range gave %v", quantity, err)
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

// three are the bands of a Vietnamese operator that had all of them.
func three() []Band { return []Band{LowBand(), MidBand(2.6), MidBand(3.7)} }

package valid

import (
	"errors"
	"math"
	"testing"
)

// TestWithin: both ends belong to a range, what is no number lies outside of every one, and
// the words say which side was left.
func TestWithin(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		v, lo, hi float64
		want      string
	}{
		{1, 1, 2, ""}, {2, 1, 2, ""}, {0.5, -inf, 1, ""},
		{3, 1, 2, "model: distance 3 m is outside 1 to 2 m"}, {0, 1, inf, "model: distance 0 m is below 1 m"},
		{4, -inf, 3, "model: distance 4 m is above 3 m"}, {7, 5, 5, "model: distance 7 m; only 5 m is valid"},
		{math.NaN(), 1, 2, "model: distance NaN m is outside 1 to 2 m"},
	} {
		err := Within("model", "distance", "m", c.v, c.lo, c.hi)
		var r *RangeError
		if (err == nil) != (c.want == "") || err != nil && (err.Error() != c.want || !errors.As(err, &r) || r.Min != c.lo) {
			t.Errorf("%g in [%g, %g]: %v, want %q", c.v, c.lo, c.hi, err, c.want)
		}
	}
	a, b := Within("m", "q", "", 3, 1, 2), Within("m", "r", "", 3, 1, 2)
	if First(nil, a, b) != a || First(nil, nil) != nil {
		t.Error("First is not the first")
	}
}

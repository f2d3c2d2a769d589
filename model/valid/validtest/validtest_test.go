package validtest

import (
	"errors"
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/valid"
)

// heard is a test that counts its failures.
type heard struct {
	testing.TB
	failures int
}

func (h *heard) Helper()               {}
func (h *heard) Errorf(string, ...any) { h.failures++ }

// TestHelpersFail: a helper that lets a wrong number pass would make every test that uses it pass.
func TestHelpersFail(t *testing.T) {
	refusal := &valid.RangeError{Quantity: "load"}
	var kept []float64
	for name, c := range map[string]struct {
		call func(t testing.TB)
		want int
	}{
		"near":              {func(t testing.TB) { Near(t, "", 1, 1.1, 0.2) }, 0},
		"far":               {func(t testing.TB) { Near(t, "", 1, 1.1, 0.05) }, 1},
		"not a number":      {func(t testing.TB) { Near(t, "", math.NaN(), 1, 1) }, 1},
		"refused":           {func(t testing.TB) { Refused(t, "load", refusal) }, 0},
		"another quantity":  {func(t testing.TB) { Refused(t, "power", refusal) }, 1},
		"another error":     {func(t testing.TB) { Refused(t, "load", errors.New("")) }, 1},
		"no error":          {func(t testing.TB) { Refused(t, "load", nil) }, 1},
		"no number":         {func(t testing.TB) { NoNumber(t, "load")(math.NaN(), refusal) }, 0},
		"a number":          {func(t testing.TB) { NoNumber(t, "load")(1, refusal) }, 1},
		"neither":           {func(t testing.TB) { NoNumber(t, "load")(1, nil) }, 2},
		"an allocation":     {func(t testing.TB) { NoAllocations(t, "", func() { kept = make([]float64, 8) }) }, 1},
		"without any":       {func(t testing.TB) { NoAllocations(t, "", func() {}) }, 0},
		"must have a value": {func(t testing.TB) { Near(t, "", Must(t)(2, nil), 2, 0) }, 0},
	} {
		h := &heard{TB: t}
		if c.call(h); h.failures != c.want {
			t.Errorf("%s: %d failures, want %d", name, h.failures, c.want)
		}
	}
	_ = kept
}

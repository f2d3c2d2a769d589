package solver

import (
	"math"
	"slices"
	"testing"
)

func TestDatesOf(t *testing.T) {
	inf := math.Inf(1)
	// Ten draws: P10 is the 1st, P50 the 5th, P80 the 8th, P90 the 9th, P95 the 10th in order.
	x := []float64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}
	if p := datesOf(x, 0.1, 0.5, 0.9, 0.8, 0.95); !slices.Equal(p, []float64{1, 5, 9, 8, 10}) || came(x) != 10 {
		t.Errorf("dates are %v, %d come", p, came(x))
	}
	// Four of ten come: the median draw never does.
	x = []float64{inf, 3, inf, 1, inf, 2, inf, inf, 4, inf}
	if p := datesOf(x, 0.1, 0.4, 0.5, 0.8); !slices.Equal(p, []float64{1, 4, inf, inf}) || came(x) != 4 {
		t.Errorf("dates are %v, %d come", p, came(x))
	}
}

func TestMeets(t *testing.T) {
	up, down := Target{Threshold: 5}, Target{Threshold: 5, AtMost: true}
	for _, c := range []struct {
		x        float64
		up, down bool
	}{{4, false, true}, {5, true, true}, {6, true, false}} {
		if up.Meets(c.x) != c.up || down.Meets(c.x) != c.down {
			t.Errorf("%g: at least 5 %v, at most 5 %v", c.x, up.Meets(c.x), down.Meets(c.x))
		}
	}
}

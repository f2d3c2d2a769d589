package solver

import (
	"math"
	"testing"
)

func TestDatesOf(t *testing.T) {
	inf := math.Inf(1)
	// Ten draws: P10 is the 1st, P50 the 5th, P90 the 9th in order.
	p, share := datesOf([]float64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1})
	if p != [3]float64{1, 5, 9} || share != 1 {
		t.Errorf("dates are %v, share %g", p, share)
	}
	// Four of ten come: the median draw never does.
	p, share = datesOf([]float64{inf, 3, inf, 1, inf, 2, inf, inf, 4, inf})
	if p[0] != 1 || !math.IsInf(p[1], 1) || !math.IsInf(p[2], 1) || share != 0.4 {
		t.Errorf("dates are %v, share %g", p, share)
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

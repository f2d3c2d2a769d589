package report

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// TestDates: a target that every draw meets in the first month was not reached then, it held from the start.
func TestDates(t *testing.T) {
	ax := axis.Axis{Start: axis.M(2025, 10), Steps: 63}
	start, later, never := float64(ax.Start), float64(ax.Start+3), math.Inf(1)
	for _, c := range []struct {
		first  [3]float64
		en, vi string
	}{
		{[3]float64{start, start, start}, "from the start", "ngay từ đầu kỳ"},
		{[3]float64{start, later, never}, "Oct 2025 / Jan 2026 / after Dec 2030", "10/2025 / 01/2026 / sau 12/2030"},
		{[3]float64{never, never, never}, "after Dec 2030", "sau 12/2030"},
	} {
		r := &result.TargetResult{FirstDate: c.first}
		if en, vi := dates(r, ax, text.EN), dates(r, ax, text.VI); en != c.en || vi != c.vi {
			t.Errorf("%v: %q and %q", c.first, en, vi)
		}
	}
}

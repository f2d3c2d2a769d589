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

// TestThingsAreWhole: 48 racks are not 48.0 racks; a mean of them, or megawatts, keep their decimals.
func TestThingsAreWhole(t *testing.T) {
	for _, c := range []struct {
		x    float64
		unit string
		want string
	}{{48, "racks", "48"}, {48.5, "racks", "48.5"}, {48, "MW", "48.0"}, {1496, "racks", "1,496"}, {0, "gpus", "0"}, {1250, "MW", "1,250"}} {
		if got := value(c.x, c.unit, text.EN); got != c.want {
			t.Errorf("%g %s reads %s, want %s", c.x, c.unit, got, c.want)
		}
	}
}

package rollout

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

// By hand: 100 sites, all planned in the first month, one crew building 10 a
// month, 5 in calendar month 2; half of what stands is counted each month.
func TestByHand(t *testing.T) {
	p := Params{Sites: 100, Ceiling: 1, Programme: 100, Achievement: 1, Hazard: 1, Permits: 40, Deliveries: math.Inf(1), Crews: 1, CrewRate: 10,
		Budget: math.Inf(1), UnitCost: 2, Season: Even, Effort: 1, Begin: start, CountLag: 1}
	p.Season[1] = 0.5
	out := path(p) // month 24000 is a January
	want := []struct{ permitted, build, accepted, spent float64 }{{40, 10, 5, 80}, {40, 5, 10, 80}, {20, 10, 17.5, 40}, {0, 10, 26.25, 0}}
	for i, w := range want {
		o := out[i]
		got := struct{ permitted, build, accepted, spent float64 }{o.Permit, o.Build, o.Accepted, o.Spent}
		if got != w || o.Binding != Authorities && i == 0 || o.Binding != Labour && i > 0 {
			t.Errorf("month %d: %+v, want %+v; bound by %d", i, got, w, o.Binding)
		}
	}
}

// A date makes a programme finish on time, a ratio scales it, and a late one
// goes on at its hazard.
func TestProgramme(t *testing.T) {
	inf := math.Inf(1)
	p := Params{Sites: 1000, Ceiling: 1, Programme: 600, Achievement: 1, Hazard: 0.01, Permits: inf, Deliveries: inf, Crews: inf, CrewRate: 1,
		Budget: inf, Season: Even, Effort: 1, Begin: start, By: start + 11}
	out := path(p)
	if math.Abs(out[11].Accepted-600) > 1e-9 || math.Abs(out[5].Accepted-300) > 1e-9 {
		t.Errorf("half way %g, at the date %g", out[5].Accepted, out[11].Accepted)
	}
	p.Achievement = 0.5
	if out := path(p); math.Abs(out[11].Accepted-300) > 1e-9 || math.Abs(out[40].Accepted-300) > 1e-9 {
		t.Errorf("half achieved: %g", out[11].Accepted)
	}
	p.Achievement, p.By = 1, start-1
	if out := path(p); math.Abs(out[9].Accepted-600*(1-math.Pow(0.99, 10))) > 1e-9 {
		t.Errorf("past its date: %g", out[9].Accepted)
	}
}

func TestNothingIsAllocated(t *testing.T) {
	p := some(rand.New(rand.NewPCG(1, 4)))
	var s State
	var o Out
	if n := testing.AllocsPerRun(100, func() { Start(&p, &s); Advance(&p, &s, start, &o) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

func BenchmarkAdvance(b *testing.B) {
	p := some(rand.New(rand.NewPCG(1, 5)))
	var s State
	var o Out
	for i := range b.N {
		if i%months == 0 {
			Start(&p, &s)
		}
		Advance(&p, &s, axis.Month(start+i%months), &o)
	}
}

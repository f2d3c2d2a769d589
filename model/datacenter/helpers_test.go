package datacenter

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

var run = axis.Axis{Start: axis.M(2025, 10), Steps: 63} // to 2030-12

func month(y, m int) float64 { return float64(axis.M(y, m)) }

// country is a small country: 27,370 racks and 182 MW read as facility power,
// in two zones, with a 10 kW class for general demand and a dense one.
func country() Params {
	return Params{
		On: true, OpeningRacks: 27370, OpeningMW: 182, OpeningReading: ReadFacility, OpeningPUE: 182 / 109.48,
		Occupancy: 0.6, StandardDerating: 0.8, StandardUnits: 42, StandardUsable: .9, Utilisation: 0.5, NodeUtilisation: 0.76, DemandGrowth: 0.1, ConnectionLead: 24,
		CapexStandard: 7, CapexDense: 9, OpexShare: 0.03,
		Expansion: Expansion{Start: -1, By: -1, Class: -1, DenseClass: -1, Zone: -1, ConstructionMonths: 12, PUE: 1.4, Plant: -1},
		Stock:     []Stock{{Name: "a", Zone: 0, Share: 0.6, Plant: -1}, {Name: "b", Zone: 1, Share: 0.2, Plant: -1}},
		Plants: []Plant{
			{Name: "towers", Kind: 4, Climate: 2, Redundancy: 1, Staging: .5},
			{Name: "air", Kind: 6, Climate: 2, Redundancy: 1, OverheadScore: 1},
		},
		Classes: []Class{
			{Name: "ten", KW: 10, Derating: 0.8, Cooling: Air, General: Yes, Units: 42, Usable: .9},
			{Name: "dense", KW: 40, Derating: 0.8, Cooling: Air, General: No, Units: 42, Usable: .9},
		},
		Facilities: []Facility{{Name: "hcm02", Zone: 1, Completes: Yes, PUE: 1.5, Plant: -1}, {Name: "tpt", Zone: 1, Completes: Yes, PUE: 1.4, DelayMonths: 6, Plant: -1}},
		Phases: []Phase{
			{Name: "hcm02", Facility: 0, Opens: month(2025, 6), Racks: 3600, Class: -1, PowerMW: 24, Applied: -1},
			{Name: "tpt-1", Facility: 1, Opens: month(2026, 3), Racks: 1000, Class: 0, PowerMW: 14, Applied: -1},
		},
	}
}

// world steps one draw by hand.
type world struct {
	p   Params
	s   State
	o   Out
	d   Demand
	lim Limits
	t   axis.Step
}

func begin(p Params, zones int, lim Limits, ask ...Request) *world {
	Prepare(&p, run)
	w := &world{p: p, s: NewState(&p, run, zones), o: NewOut(&p, zones), lim: lim, d: Demand{Requests: ask}}
	w.restart()
	return w
}

func (w *world) restart() {
	Start(&w.p, &w.s, &w.o)
	w.t = -1
	w.step()
}

func (w *world) step() {
	w.t++
	m := run.Month(w.t)
	Open(&w.p, &w.s, w.t, m, &w.lim, &w.o)
	Place(&w.p, &w.s, w.t, m, &w.d, &w.o)
}

// until steps to the end of a month.
func (w *world) until(y, m int) *world {
	for run.Month(w.t) < axis.M(y, m) {
		w.step()
	}
	return w
}

func plenty() Limits {
	return Limits{Bound: true, GridMW: []float64{1e6, 1e6}, DelayMonths: []float64{0, 0}}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Errorf("%s is %.12g, want %.12g", what, got, want)
	}
}

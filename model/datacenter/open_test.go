package datacenter

import (
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

// The two readings of 182 MW in 27,370 racks: 6.65 kW per rack when it is IT
// power (182,000/27,370 = 6.6496), 4.0 kW when it is facility power at a PUE
// of 182/109.48 = 1.6624 (109,480/27,370 = 4.0).
func TestOpeningReadings(t *testing.T) {
	p := country()
	w := begin(p, 2, plenty())
	near(t, "kW per rack, facility reading", w.o.StandardKW, 4)
	near(t, "IT MW of the count", w.o.Stock.ITMW, 109.48)
	p.OpeningReading = ReadIT
	w = begin(p, 2, plenty())
	near(t, "kW per rack, IT reading", w.o.StandardKW, 182000.0/27370)
	near(t, "facility MW of the count", w.o.Stock.FacilityMW, 182*182/109.48)
}

// HCM02 opened before the run: 27,370 + 3,600 = 30,970 racks and 182 + 24 =
// 206 MW at the meter; 24/1.5 = 16 MW of IT. Inside the count it adds nothing.
func TestBridge(t *testing.T) {
	p := country()
	w := begin(p, 2, plenty())
	near(t, "racks", w.o.Racks, 30970)
	near(t, "facility MW", w.o.FacilityMW, 206)
	near(t, "IT MW", w.o.ITMW, 109.48+16)
	for _, c := range []struct {
		got, want Bridge
	}{{w.o.Stock, Bridge{27370, 109.48, 182}}, {w.o.Openings, Bridge{3600, 16, 24}}, {w.o.Opening, Bridge{30970, 125.48, 206}}} {
		near(t, "bridge racks", c.got.Racks, c.want.Racks)
		near(t, "bridge IT", c.got.ITMW, c.want.ITMW)
		near(t, "bridge facility", c.got.FacilityMW, c.want.FacilityMW)
	}
	near(t, "phase racks", w.o.PhaseRacks[0], 3600)
	// Shares 0.6 and 0.2 are 3/4 and 1/4 of the stock; HCM02 is in the second zone.
	near(t, "first zone", w.o.ZoneCapacityMW[0], 136.5)
	near(t, "second zone", w.o.ZoneCapacityMW[1], 45.5+24)

	p.Phases[0].InsideStock = Yes
	w = begin(p, 2, plenty())
	near(t, "racks with HCM02 inside", w.o.Racks, 27370)
	near(t, "openings", w.o.Openings.Racks, 0)
	near(t, "phase racks inside", w.o.PhaseRacks[0], 0)
	p.Phases[0].Class = 1 // as dense racks it is moved, not added
	w = begin(p, 2, plenty())
	near(t, "racks moved", w.o.Racks, 27370)
	near(t, "dense racks", w.o.ClassRacks[1], 3600)
	near(t, "standard racks", w.o.StandardRacks, 23770)

	// The zone has 27.37 MW of IT of the count and the phase wants 91/1.5 = 60.67:
	// that part of it is moved.
	p.Phases[0].PowerMW, p.Phases[0].Racks = 91, 1000
	w = begin(p, 2, plenty())
	near(t, "dense racks moved in part", w.o.ClassRacks[1], 1000*27.37/(91/1.5))
	near(t, "facility MW unchanged", w.o.FacilityMW, 182)
}

// TestPhaseOpensLate: announced 2026-03, six months of delay: 2026-09. With a
// connection asked for 24 months ahead (2024-03) that takes 33.5 months, it is
// ready in the middle of 2026-12 and counts from the end of the next whole month, 2027-01.
func TestPhaseOpensLate(t *testing.T) {
	w := begin(country(), 2, plenty())
	near(t, "racks in 2026-08", w.until(2026, 8).o.ClassRacks[0], 0)
	near(t, "racks in 2026-09", w.until(2026, 9).o.ClassRacks[0], 1000)
	near(t, "capex in 2026-09", w.o.CapexUSD, 10*7e6) // 14/1.4 = 10 MW of IT at 7 MUSD
	near(t, "capex in 2026-10", w.until(2026, 10).o.CapexUSD, 0)

	lim := plenty()
	lim.DelayMonths[1] = 33.5
	w = begin(country(), 2, lim)
	near(t, "racks in 2026-12", w.until(2026, 12).o.ClassRacks[0], 0)
	near(t, "racks in 2027-01", w.until(2027, 1).o.ClassRacks[0], 1000)

	p := country()
	p.Phases[1].Applied = month(2025, 1) // 33.5 months later: after 2027-10
	w = begin(p, 2, lim)
	near(t, "racks in 2027-10", w.until(2027, 10).o.ClassRacks[0], 0)
	near(t, "racks in 2027-11", w.until(2027, 11).o.ClassRacks[0], 1000)

	p.Facilities[1].Completes = No
	near(t, "racks of what is never built", begin(p, 2, lim).until(2030, 12).o.Racks, 30970)
}

// Without a power domain neither delay nor headroom counts.
func TestWithoutPower(t *testing.T) {
	lim := Limits{GridMW: []float64{}, DelayMonths: []float64{}}
	w := begin(country(), 0, lim).until(2026, 9)
	near(t, "racks", w.o.Racks, 31970)
	near(t, "waiting", w.o.WaitingMW, 0)
	lim = Limits{GridMW: []float64{0, 0}, DelayMonths: []float64{99, 99}}
	near(t, "racks, limits not bound", begin(country(), 2, lim).until(2026, 9).o.Racks, 31970)
}

// TestQueue: two phases of 14 and 10 MW are ready in 2026-03 and 2026-02. With
// 17 MW of headroom the second, ready first, gets its 10 MW and the first 7 of
// 14: half its racks. 7 MW wait, 7/1.4 = 5 MW of IT. With 24 MW nothing waits.
func TestQueue(t *testing.T) {
	p := country()
	p.Facilities[1].DelayMonths = 0
	p.Phases = append(p.Phases, Phase{Name: "tpt-2", Facility: 1, Opens: month(2026, 2), Racks: 100, Class: 1, PowerMW: 10, Applied: -1})
	lim := plenty()
	lim.GridMW[1] = 17
	w := begin(p, 2, lim).until(2026, 3)
	near(t, "racks of the first in line", w.o.PhaseRacks[2], 100)
	near(t, "racks of the second", w.o.PhaseRacks[1], 500)
	near(t, "waiting", w.o.WaitingMW, 7)
	near(t, "waiting in its zone", w.o.ZoneWaitingMW[1], 7)
	near(t, "headroom left", w.o.ZoneFreeMW[1], 0)
	if w.o.Binding != bindPower {
		t.Errorf("%s binds, not power", BindingOptions[int(w.o.Binding)].Key)
	}
	w.lim.GridMW[1] = 24
	w.step()
	near(t, "racks with more headroom", w.o.PhaseRacks[1], 1000)
	near(t, "waiting with more headroom", w.o.WaitingMW, 0)
	w.lim.GridMW[1] = 5 // nothing that runs is taken away
	w.step()
	near(t, "racks with less headroom", w.o.PhaseRacks[1], 1000)
}

func TestMonotone(t *testing.T) {
	at := func(grid, delay float64) []float64 {
		lim := Limits{Bound: true, GridMW: []float64{grid, grid}, DelayMonths: []float64{delay, delay}}
		p := country()
		p.Expansion.TargetMW = 600
		w := begin(p, 2, lim)
		var out []float64
		for w.t < axis.Step(run.Steps-1) {
			w.step()
			out = append(out, w.o.FacilityMW)
		}
		return out
	}
	never := func(what string, a, b []float64) {
		t.Helper()
		for i := range a {
			if a[i] > b[i]+1e-9 {
				t.Fatalf("%s in step %d: %g > %g", what, i+1, a[i], b[i])
			}
		}
	}
	for _, grid := range []float64{0, 5, 14, 100} {
		never("more headroom, less capacity", at(grid, 20), at(grid+9, 20))
		never("more delay, earlier capacity", at(grid, 40), at(grid, 20))
	}
}

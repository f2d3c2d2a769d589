package datacenter

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

// TestNodesPerRack: a node of 10.2 kW. A 40 kW rack derated to 32 kW holds
// floor(32/10.2) = 3. A 10 kW rack (8 kW usable) and racks of 4.0 and 6.65 kW hold none.
func TestNodesPerRack(t *testing.T) {
	for _, reading := range []float64{ReadFacility, ReadIT} {
		p := country()
		p.OpeningReading = reading
		w := begin(p, 2, plenty(), Request{NodeKW: 10.2, Zone: -1, Wanted: 10})
		if h := w.s.home(0, &w.d.Requests[0]); h.class != 2 || h.per != 3 {
			t.Errorf("class %d, %g nodes in a rack; want 2 and 3", h.class, h.per)
		}
		if w.o.FitsStandard != 0 || w.o.NodesStandard != 0 {
			t.Error("a 10.2 kW node fits a standard rack")
		}
	}
	w := begin(country(), 2, plenty(), Request{NodeKW: 1.6, Zone: -1, Wanted: 10})
	// 4 kW x 0.8 = 3.2 kW holds two nodes of 1.6 kW, exactly.
	if w.o.FitsStandard != 1 || w.o.NodesStandard != 2 || w.o.NodesPlaced != 10 {
		t.Errorf("fits %g, %g in a rack, %g placed", w.o.FitsStandard, w.o.NodesStandard, w.o.NodesPlaced)
	}
}

// TestDenseHall: 3,750 nodes in threes take 1,250 racks, which draw 3,750 x
// 10.2 kW = 38.25 MW of their 50 MW at most and 76 % of that on average.
func TestDenseHall(t *testing.T) {
	p := country()
	p.Occupancy = 0
	p.Phases = []Phase{{Name: "hall", Facility: 1, Opens: month(2025, 10), Racks: 1250, Class: 1, PowerMW: 70, Applied: -1}}
	ask := Request{NodeKW: 10.2, Zone: -1, Wanted: 3750}
	w := begin(p, 2, plenty(), ask)
	near(t, "placed", w.d.Requests[0].Placed, 3750)
	near(t, "occupied racks", w.o.OccupiedRacks, 1250)
	near(t, "IT load", w.o.ITLoadMW, 38.25*0.76)
	near(t, "facility load", w.o.FacilityLoadMW, 38.25*0.76*1.4)
	near(t, "PUE", w.o.PUE, 1.4)
	near(t, "load in its zone", w.o.ZoneFacilityMW[1], 38.25*0.76*1.4)

	ask.Wanted = 3900 // 150 nodes lack 50 racks
	w = begin(p, 2, plenty(), ask)
	near(t, "without a rack", w.d.Requests[0].NoRack, 150)
	near(t, "racks lacking", w.o.ClassShort[1], 50)
	near(t, "racks lacking in all", w.o.RackShort, 50)
	if w.o.Binding != bindDense {
		t.Errorf("%s binds, not dense racks", BindingOptions[int(w.o.Binding)].Key)
	}

	ask.Zone = 0 // the hall is in the other zone
	near(t, "placed elsewhere", begin(p, 2, plenty(), ask).d.Requests[0].Placed, 0)

	p.Phases[0].PowerMW = 1.4 * 20.4 // 20.4 MW of IT carry 2,000 nodes
	ask.Zone, ask.Wanted = 1, 3750
	w = begin(p, 2, plenty(), ask)
	near(t, "placed by power", w.d.Requests[0].Placed, 2000)
	near(t, "without power", w.d.Requests[0].NoPower, 1750)
	if w.o.Binding != bindPower {
		t.Errorf("%s binds, not power", BindingOptions[int(w.o.Binding)].Key)
	}
}

// TestWhatStandsBesideNodes: 1.2 kW beside each of 3,000 nodes in racks of 20 kW take 180 racks more and 3.6 MW. In a hall of 1,250 racks
// 1,250/(1/3 + 0.06) nodes find room. Where racks carry less than 20 kW, more of them are needed.
func TestWhatStandsBesideNodes(t *testing.T) {
	p := country()
	p.Occupancy = 0
	p.Phases = []Phase{{Name: "hall", Facility: 1, Opens: month(2025, 10), Racks: 1250, Class: 1, PowerMW: 70, Applied: -1}}
	ask := Request{NodeKW: 10.2, Zone: -1, Wanted: 3000, BesideKW: 1.2, BesideRackKW: 20}
	w := begin(p, 2, plenty(), ask)
	near(t, "placed", w.d.Requests[0].Placed, 3000)
	near(t, "occupied racks", w.o.OccupiedRacks, 1000+180)
	near(t, "IT load", w.o.ITLoadMW, 3000*11.4/1000*0.76)

	ask.Wanted = 3750
	w = begin(p, 2, plenty(), ask)
	room := 1250 / (1.0/3 + 0.06)
	near(t, "room", w.d.Requests[0].Placed, room)
	near(t, "without a rack", w.d.Requests[0].NoRack, 3750-room)
	near(t, "racks lacking", w.o.ClassShort[1], (3750-room)*(1.0/3+0.06))

	p.Phases[0].PowerMW = 1.4 * 11.4 // 11.4 MW carry 1,000 nodes and what stands beside them
	w = begin(p, 2, plenty(), ask)
	near(t, "placed by power", w.d.Requests[0].Placed, 1000)
	near(t, "without power", w.d.Requests[0].NoPower, room-1000)

	p.Phases[0].PowerMW = 70
	ask.Wanted, ask.BesideRackKW = 1000, 64 // a rack of the class carries 32 kW
	near(t, "racks of the class", begin(p, 2, plenty(), ask).o.OccupiedRacks, 1000.0/3+1200/32.0)
	ask.First = true
	near(t, "placed first", begin(p, 2, plenty(), ask).o.OccupiedRacks, 1000.0/3+1200/32.0)
}

// A class that is declared but not built lacks racks; a node no class can
// hold or cool lacks a class.
func TestWhatIsLacking(t *testing.T) {
	w := begin(country(), 2, plenty(),
		Request{NodeKW: 10.2, Zone: -1, Wanted: 30},
		Request{NodeKW: 33, Zone: -1, Wanted: 2},
		Request{NodeKW: 10.2, Liquid: true, Zone: -1, Wanted: 50},
		Request{Zone: -1})
	r := w.d.Requests
	if r[0].NoRack != 30 || r[0].NoClass != 0 || r[1].NoClass != 2 || r[2].NoClass != 50 || r[3] != (Request{Zone: -1}) {
		t.Errorf("%+v", r)
	}
	near(t, "dense racks lacking", w.o.ClassShort[1], 10)
	near(t, "nodes unplaced", w.o.NodesShort, 82)
	// Liquid lacks 50 x 10.2 = 510 kW, dense 30 x 10.2 + 2 x 33 = 372 kW.
	if w.o.Binding != bindLiquid {
		t.Errorf("%s binds, not liquid-cooled racks", BindingOptions[int(w.o.Binding)].Key)
	}
}

// TestGeneralDemand: 60 % of 125.48 MW grow by 10 % a year. Within the opening
// halls it fills 100 % in ln(1/0.6)/ln(1.1) = 5.36 years; the 10 MW of the 10 kW class
// extend that to ln(135.48/75.288)/ln(1.1) = 6.16 years, beyond the run. At 20 % a year
// (1.2^(62/12) = 2.5648) 75.288 MW become 193.10: 57.62 MW are unmet, 14,405 racks of 4 kW.
func TestGeneralDemand(t *testing.T) {
	w := begin(country(), 2, plenty())
	near(t, "IT load at the start", w.o.ITLoadMW, 0.6*125.48*0.5)
	near(t, "racks in use at the start", w.o.OccupiedRacks, 0.6*30970)
	near(t, "load after a year", w.until(2026, 10).o.ITLoadMW, 0.6*125.48*0.5*1.1)
	near(t, "unmet at the end", w.until(2030, 12).o.GeneralShortMW, 0)

	p := country()
	p.DemandGrowth = 0.2
	w = begin(p, 2, plenty()).until(2030, 12)
	want := 0.6*125.48*math.Pow(1.2, 62.0/12) - 135.48
	near(t, "unmet", w.o.GeneralShortMW, want)
	near(t, "standard racks lacking", w.o.StandardShort, want/4*1000)
	near(t, "occupancy", w.o.Occupancy, 100)
	if w.o.Binding != bindStandard {
		t.Errorf("%s binds, not standard racks", BindingOptions[int(w.o.Binding)].Key)
	}

	p.DemandGrowth = -0.1
	w = begin(p, 2, plenty()).until(2026, 10)
	near(t, "load of shrinking demand", w.o.ITLoadMW, 0.6*125.48*0.5*0.9)
}

// TestGeneralLeavesNodesTheirPower: a hall of 100 racks with 0.5 MW carries 50
// nodes of 8 kW, one to a rack: 0.4 MW. Growing general demand finds 0.1 MW
// there, not the 0.25 MW of the 50 free racks.
func TestGeneralLeavesNodesTheirPower(t *testing.T) {
	p := country()
	p.Occupancy, p.DemandGrowth = 1, 0
	p.Facilities[1].DelayMonths, p.Phases[1].Opens, p.Phases[1].Racks, p.Phases[1].PowerMW = 0, month(2025, 11), 100, 0.7
	w := begin(p, 2, plenty(), Request{NodeKW: 8, Zone: -1, Wanted: 50}).until(2025, 11)
	near(t, "placed", w.d.Requests[0].Placed, 50)
	w.s.growth = 1.1
	w.step()
	near(t, "unmet", w.o.GeneralShortMW, 0.1*125.48-0.1)
}

// What is placed stays, until less is wanted.
func TestPlacedStays(t *testing.T) {
	p := country()
	p.DemandGrowth = 0.5
	w := begin(p, 2, plenty(), Request{NodeKW: 1.6, Zone: -1, Wanted: 8000})
	near(t, "placed", w.d.Requests[0].Placed, 8000)
	w.until(2030, 12)
	near(t, "placed when general demand presses", w.d.Requests[0].Placed, 8000)
	w.d.Requests[0].Wanted = 500
	w.step()
	near(t, "placed when less is wanted", w.d.Requests[0].Placed, 500)
	w.restart()
	near(t, "in the next draw", w.d.Requests[0].Placed, 500)
}

// TestConservation drives random countries and checks every month that nobody
// holds what does not exist.
func TestConservation(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		p := country()
		p.Occupancy, p.DemandGrowth = r.Float64(), r.Float64()-0.3
		p.OpeningReading = float64(r.IntN(2))
		p.Phases[1].Class, p.Phases[1].PowerMW = float64(r.IntN(3)-1), 30*r.Float64()
		p.Expansion.TargetMW, p.Expansion.DenseShare, p.Expansion.DenseClass = 900*r.Float64(), r.Float64(), float64(r.IntN(3)-1)
		lim := Limits{Bound: true, GridMW: []float64{200 * r.Float64(), 200 * r.Float64()}, DelayMonths: []float64{40 * r.Float64(), 40 * r.Float64()}}
		ask := make([]Request, 4)
		for i := range ask {
			ask[i] = Request{NodeKW: 0.5 + 20*r.Float64(), Zone: r.IntN(3) - 1, Liquid: i == 3}
		}
		w := begin(p, 2, lim, ask...)
		for w.t < axis.Step(run.Steps-1) {
			for i := range w.d.Requests {
				w.d.Requests[i].Wanted = max(0, w.d.Requests[i].Wanted+100*(r.Float64()-0.1))
			}
			before := w.o.FacilityMW
			w.step()
			conserved(t, w)
			if w.o.FacilityMW < before-1e-9 {
				t.Fatal("capacity fell")
			}
		}
	}
}

func conserved(t *testing.T, w *world) {
	t.Helper()
	s, h := &w.s, &w.s.requests
	var racks, it, fac float64
	for k := range s.racks {
		inUse := s.racks[k]*ratio(s.gen[k], s.it[k]) + h.racks[k]
		if inUse > s.racks[k]+1e-6 || s.gen[k]+h.mw[k] > s.it[k]+1e-6 || s.gen[k] < 0 {
			t.Fatalf("step %d cell %d: %g of %g racks, %g + %g of %g MW", w.t, k, inUse, s.racks[k], s.gen[k], h.mw[k], s.it[k])
		}
		racks, it, fac = racks+s.racks[k], it+s.it[k], fac+s.fac[k]
	}
	near(t, "racks", w.o.Racks, racks)
	near(t, "classes", w.o.StandardRacks+total(w.o.ClassRacks), racks)
	near(t, "zones", total(w.o.ZoneCapacityMW), fac)
	near(t, "zone loads", total(w.o.ZoneFacilityMW), w.o.FacilityLoadMW)
	for z, mw := range w.o.ZoneFacilityMW {
		if mw > w.o.ZoneCapacityMW[z]+1e-6 {
			t.Fatalf("zone %d draws %g of %g MW", z, mw, w.o.ZoneCapacityMW[z])
		}
		if s.connected[z] > w.lim.GridMW[z]+1e-6 {
			t.Fatalf("zone %d connects %g of %g MW", z, s.connected[z], w.lim.GridMW[z])
		}
	}
	for i, r := range w.d.Requests {
		near(t, "held", total(h.placed[i*s.zones:(i+1)*s.zones]), r.Placed)
		if r.Placed > r.Wanted+1e-9 || r.Placed < -1e-9 {
			t.Fatalf("%g placed of %g", r.Placed, r.Wanted)
		}
		near(t, "wanted", r.Placed+r.NoClass+r.NoRack+r.NoPower, r.Wanted)
	}
}

// Of equal shortages the first in the order of the options binds.
func TestTies(t *testing.T) {
	short := [len(bindings)]float64{bindDense: 2, bindLiquid: 1, bindPower: 2}
	if k := worst(&short); k != bindDense {
		t.Errorf("%s binds, not dense racks", BindingOptions[k].Key)
	}
	short = [len(bindings)]float64{}
	if k := worst(&short); k != bindNone {
		t.Errorf("%s binds, not nothing", BindingOptions[k].Key)
	}
}

// A PUE of 1 everywhere makes facility and IT power the same.
func TestPUEOfOne(t *testing.T) {
	p := country()
	p.OpeningPUE, p.Expansion.PUE, p.Expansion.TargetMW = 1, 1, 500
	for i := range p.Facilities {
		p.Facilities[i].PUE = 1
	}
	w := begin(p, 2, plenty()).until(2029, 1)
	near(t, "capacity", w.o.FacilityMW, w.o.ITMW)
	near(t, "load", w.o.FacilityLoadMW, w.o.ITLoadMW)
	near(t, "PUE", w.o.PUE, 1)
}

func TestZeroInZeroOut(t *testing.T) {
	w := begin(Params{On: true, OpeningPUE: 1.5, Expansion: Expansion{Class: -1, DenseClass: -1, Zone: -1, Start: -1, By: -1}}, 2, plenty()).until(2027, 1)
	for _, m := range Metrics {
		if !m.HasTotal() || m.Key == "datacenter.pue" || m.Key == "datacenter.fits_standard" {
			continue
		}
		if x := m.Total(&w.o); x != 0 {
			t.Errorf("%s is %g", m.Key, x)
		}
	}
	near(t, "PUE of nothing", w.o.PUE, 1)
}

package datacenter

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/headroom-planner/headroom/model/rack"
)

// TestHeight by hand: 42 U at 90 % are 37. A DGX H100 of 10.2 kW and 8 U: a rack of 40 kW at 80 % holds
// three by power, of 100 kW four by height (seven by power). A server of 0.1 kW and 2 U: a standard
// rack of 4 kW at 80 % holds 18 by height (32 by power).
func TestHeight(t *testing.T) {
	for _, c := range []struct {
		kw, u   float64 // of the dense rack and the node's
		nodeKW  float64
		per     float64
		limit   int
		class   int
		perHome float64
	}{
		{40, 8, 10.2, 3, limitPower, 2, 3},
		{100, 8, 10.2, 4, limitHeight, 2, 4},
		{100, 0, 10.2, 7, limitPower, 2, 7},   // a height that is not known limits nothing
		{100, 10, 14.3, 3, limitHeight, 2, 3}, // DGX B200
		{40, 2, .1, 18, limitHeight, 0, 18},
	} {
		p := country()
		p.Classes[1].KW = c.kw
		w := begin(p, 2, plenty(), Request{NodeKW: c.nodeKW, U: c.u, Zone: -1, Wanted: 60})
		if w.o.ClassNodes[1] != c.per || w.o.ClassLimit[1] != float64(c.limit) {
			t.Errorf("%+v: %g nodes by %s", c, w.o.ClassNodes[1], LimitOptions[int(w.o.ClassLimit[1])].Key)
		}
		if h := w.s.home(0, &w.d.Requests[0]); h.class != c.class || h.per != c.perHome {
			t.Errorf("%+v goes to class %d by %g", c, h.class, h.per)
		}
		if w.o.Refusal != limitNone {
			t.Errorf("%+v is refused", c)
		}
		if c.class == 2 { // no such rack stands: what lacks is racks of the class, in whole nodes
			near(t, "racks lacking", w.o.ClassShort[1], 60/c.per)
		}
	}
}

// TestHeightTakesRacks: 300 nodes of 8 U in racks of 100 kW take 75 racks, not the 43 that power would need;
// each strands 100 - 4 x 10.2 kW.
func TestHeightTakesRacks(t *testing.T) {
	p := country()
	p.Occupancy, p.Classes[1].KW = 0, 100
	p.Phases = []Phase{{Name: "hall", Facility: 1, Opens: month(2025, 10), Racks: 100, Class: 1, PowerMW: 14, Applied: -1}}
	w := begin(p, 2, plenty(), Request{NodeKW: 10.2, U: 8, Zone: -1, Wanted: 300})
	near(t, "placed", w.d.Requests[0].Placed, 300)
	near(t, "racks", w.o.OccupiedRacks, 75)
	near(t, "stranded", w.o.StrandedMW, 75*.1-300*.0102)
	w.d.Requests[0].Wanted = 500
	w.step()
	near(t, "placed where racks end", w.d.Requests[0].Placed, 400)
	near(t, "racks lacking", w.o.ClassShort[1], 25)
}

// TestRefusal: a DGX H100 in a rack of 6.65 kW is refused, for power; one that has the power and not the height for height; one
// cooled by liquid, in halls of air, for cooling.
func TestRefusal(t *testing.T) {
	low := func() Params {
		p := country()
		p.OpeningReading, p.Classes, p.Phases = ReadIT, nil, p.Phases[:1]
		return p
	}
	tall := func() Params {
		p := low()
		p.Classes = []Class{{Name: "low", KW: 40, Derating: .8, Cooling: Air, Units: 8, Usable: .9}} // 7 U
		return p
	}
	for _, c := range []struct {
		p      Params
		liquid bool
		limit  int
		lacks  rack.Lack
	}{
		{low(), false, limitPower, rack.Power | rack.Air},
		{tall(), false, limitHeight, rack.Height},
		{tall(), true, limitLiquid, rack.Power | rack.Liquid}, // of two equally near the first, the standard one
	} {
		w := begin(c.p, 2, plenty(), Request{NodeKW: 10.2, U: 8, Liquid: c.liquid, Zone: -1, Wanted: 5})
		if w.o.Refusal != float64(c.limit) || w.o.FitsStandard != 0 || w.d.Requests[0].NoClass != 5 {
			t.Errorf("refused for %s", LimitOptions[int(w.o.Refusal)].Key)
		}
		if h := w.s.home(0, &w.d.Requests[0]); h.class != -1 || h.lacks != c.lacks {
			t.Errorf("class %d lacks %s, not %s", h.class, h.lacks, c.lacks)
		}
		n := w.d.Requests[0].node()
		n.Name = "dgx-h100"
		var refused *rack.RefusedError
		if err := rack.Hold(w.s.kinds, &n); !errors.As(err, &refused) || refused.Lacks[0]&rack.Power == 0 || refused.Classes[0].Name != "standard" {
			t.Errorf("%v", err)
		}
		w.d.Requests[0].Wanted = 0
		w.step()
		if w.o.Refusal != limitNone {
			t.Error("nobody asks and somebody is refused")
		}
	}
	w := begin(low(), 2, plenty())
	near(t, "kW of a standard rack", w.s.kw[0], 182000./27370)
	if w.o.FitsStandard != 1 || w.o.NodesStandard != 0 {
		t.Error("nobody asked and something does not fit")
	}
}

// TestOneTruth: over random classes and nodes a request goes where rack.Pack puts it, by as many to a rack, and is
// refused for what rack.Pack names.
func TestOneTruth(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	put, refused := 0, 0
	for range 400 {
		p := country()
		for i := range p.Classes {
			p.Classes[i] = Class{Name: "c", KW: 1 + 150*r.Float64(), Derating: .5 + .5*r.Float64(), Cooling: float64(r.IntN(2)), Units: float64(10 + r.IntN(40)), Usable: .5 + .5*r.Float64()}
		}
		p.StandardUnits, p.StandardUsable = float64(10+r.IntN(40)), .5+.5*r.Float64()
		ask := Request{NodeKW: .2 + 60*r.Float64()*r.Float64(), U: float64(r.IntN(50)), Liquid: r.IntN(3) == 0, Zone: -1, Wanted: 1}
		w := begin(p, 2, plenty(), ask)
		halls := make([]rack.Hall, len(w.s.kinds))
		for i := range halls {
			halls[i] = rack.Hall{Class: i, Racks: 1, KW: w.s.kinds[i].KW}
		}
		out := make([]rack.Placement, 1)
		rack.Pack(w.s.kinds, halls, []rack.Request{{Node: w.d.Requests[0].node(), Count: 1}}, out)
		h := w.s.home(0, &w.d.Requests[0])
		if h.class != out[0].Class || h.lacks != out[0].Lacks {
			t.Fatalf("%+v goes to class %d and not %d; lacks %s and %s", ask, h.class, out[0].Class, h.lacks, out[0].Lacks)
		}
		if h.class < 0 {
			refused++
			continue
		}
		put++
		if per, _ := w.s.kinds[h.class].Fit(&h.node); per != h.per {
			t.Fatalf("%g and %g nodes in a rack", h.per, per)
		}
	}
	if put < 50 || refused < 50 {
		t.Errorf("%d put, %d refused: one of them was not tested", put, refused)
	}
}

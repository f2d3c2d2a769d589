package rollout

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

const start, months = 24000, 96

// some is a roll-out drawn at random, with every limit near enough to bind.
func some(r *rand.Rand) Params {
	p := Params{Sites: 1e5 * r.Float64(), Ceiling: 1.5 * r.Float64(), Programme: 1e5 * r.Float64(), Achievement: 2 * r.Float64(),
		Hazard: 0.5 * r.Float64(), Infill: 0.05 * r.Float64(), Permits: 5e3 * r.Float64(), Deliveries: 5e3 * r.Float64(),
		Crews: 500 * r.Float64(), CrewRate: 10 * r.Float64(), Budget: 1e8 * r.Float64(), UnitCost: 4e4 * r.Float64(),
		Effort: 0.5 + r.Float64(), Begin: start + 10*r.Float64(), Procurement: 6 * r.Float64(), Ramp: 12 * r.Float64(),
		PermitLag: 6 * r.Float64(), SwitchOnLag: 3 * r.Float64(), CountLag: 3 * r.Float64(),
		Opening: Stages{1e3 * r.Float64(), 1e3 * r.Float64(), 1e3 * r.Float64(), 1e3 * r.Float64(), 1e3 * r.Float64(), 1e3 * r.Float64()}}
	if r.Float64() < 0.5 {
		p.By = start + math.Floor(months*r.Float64())
	}
	for i := range p.Season {
		p.Season[i] = 2 * r.Float64()
	}
	p.Pace, p.DeliveryLag, p.Store, p.Kit = 2e3*r.Float64()*r.Float64(), 6*r.Float64(), 5e3*r.Float64(), p.Opening.Ordered*r.Float64()
	return p
}

// path is the months of a roll-out.
func path(p Params) []Out {
	var s State
	Start(&p, &s)
	out := make([]Out, months)
	for i := range out {
		Advance(&p, &s, axis.Month(start+i), &out[i])
	}
	return out
}

// No station is lost, made out of nothing or built twice: all begun are the
// opening ones and those planned, what left a state is what entered the next, no
// state is negative, and no more are begun than the ceiling and the opening.
func TestStationsAreConserved(t *testing.T) {
	for seed := range uint64(300) {
		p := some(rand.New(rand.NewPCG(seed, 1)))
		begun, standing, accepted := p.Opening.Begun(), p.Opening.Standing(), p.Opening.Accepted
		most := math.Max(p.Sites*p.Ceiling, begun)
		for i, o := range path(p) {
			begun, standing, accepted = begun+o.Plan, standing+o.Build, accepted+o.Accept
			for _, x := range [][2]float64{{o.Begun(), begun}, {o.Standing(), standing}, {o.Accepted, accepted}} {
				if math.Abs(x[0]-x[1]) > 1e-6 {
					t.Fatalf("seed %d, month %d: %g stations, %g by flows", seed, i, x[0], x[1])
				}
			}
			for _, x := range []float64{o.Planned, o.Permitted, o.Ordered, o.Built, o.OnAir, o.Accepted, o.Plan, o.Permit, o.Order, o.Deliver, o.Build, o.SwitchOn, o.Accept} {
				if !(x >= -1e-9) {
					t.Fatalf("seed %d, month %d: %+v", seed, i, o)
				}
			}
			if begun > most+1e-6 {
				t.Fatalf("seed %d, month %d: %g begun, at most %g can be", seed, i, begun, most)
			}
		}
	}
}

// More of anything never makes fewer stations, in no month.
func TestMonotoneInEachLimit(t *testing.T) {
	limits := map[string]func(*Params) *float64{
		"sites": func(p *Params) *float64 { return &p.Sites }, "ceiling": func(p *Params) *float64 { return &p.Ceiling },
		"programme": func(p *Params) *float64 { return &p.Programme }, "achievement": func(p *Params) *float64 { return &p.Achievement },
		"hazard": func(p *Params) *float64 { return &p.Hazard }, "permits": func(p *Params) *float64 { return &p.Permits },
		"infill":     func(p *Params) *float64 { return &p.Infill },
		"deliveries": func(p *Params) *float64 { return &p.Deliveries }, "crews": func(p *Params) *float64 { return &p.Crews },
		"crew rate": func(p *Params) *float64 { return &p.CrewRate }, "budget": func(p *Params) *float64 { return &p.Budget },
		"effort": func(p *Params) *float64 { return &p.Effort },
		"pace":   func(p *Params) *float64 { return &p.Pace }, "store": func(p *Params) *float64 { return &p.Store },
	}
	for name, ref := range limits {
		moved := 0
		for seed := range uint64(200) {
			p := some(rand.New(rand.NewPCG(seed, 2)))
			q := p
			*ref(&q) *= 1.3
			a, b := path(p), path(q)
			for i := range a {
				if b[i].Accepted < a[i].Accepted-1e-6 {
					t.Fatalf("%s, seed %d, month %d: %g fall to %g", name, seed, i, a[i].Accepted, b[i].Accepted)
				}
			}
			if b[months-1].Accepted > a[months-1].Accepted+1 {
				moved++
			}
		}
		if moved == 0 {
			t.Errorf("%s never matters", name)
		}
	}
}

// Longer lags, procurement and ramps, and dearer stations, never make more.
func TestSlowerIsNotMore(t *testing.T) {
	for name, ref := range map[string]func(*Params) *float64{
		"permit lag": func(p *Params) *float64 { return &p.PermitLag }, "delivery lag": func(p *Params) *float64 { return &p.DeliveryLag }, "switch-on lag": func(p *Params) *float64 { return &p.SwitchOnLag },
		"count lag": func(p *Params) *float64 { return &p.CountLag }, "procurement": func(p *Params) *float64 { return &p.Procurement },
		"ramp": func(p *Params) *float64 { return &p.Ramp }, "unit cost": func(p *Params) *float64 { return &p.UnitCost },
	} {
		for seed := range uint64(200) {
			p := some(rand.New(rand.NewPCG(seed, 3)))
			q := p
			*ref(&q) *= 1.3
			a, b := path(p), path(q)
			for i := range a {
				if b[i].Accepted > a[i].Accepted+1e-6 {
					t.Fatalf("%s, seed %d, month %d: %g rise to %g", name, seed, i, a[i].Accepted, b[i].Accepted)
				}
			}
		}
	}
}

// Nothing in, nothing out: no pool, no permits, no money, no kit, no crews, no
// plans or no effort leave the stations that were built, and no NaN even where
// the other limits are infinite.
func TestZeroInZeroOut(t *testing.T) {
	inf := math.Inf(1)
	free := Params{Sites: 1000, Ceiling: 1, Programme: 800, Achievement: 1, Hazard: 0.2, Infill: 0.01, Permits: inf, Deliveries: inf,
		Crews: inf, CrewRate: 1, Budget: inf, UnitCost: 1, Season: Even, Effort: 1, Begin: start, Procurement: 3, Ramp: 6}
	if o := path(free)[months-1]; math.Abs(o.Accepted-800-200*(1-math.Pow(0.99, months))) > 20 {
		t.Errorf("without limits %g stations", o.Accepted)
	}
	for name, empty := range map[string]func(*Params){
		"sites": func(p *Params) { p.Sites = 0 }, "permits": func(p *Params) { p.Permits = 0 }, "deliveries": func(p *Params) { p.Deliveries = 0 },
		"crews": func(p *Params) { p.Crews = 0 }, "crew rate": func(p *Params) { p.CrewRate = 0 }, "budget": func(p *Params) { p.Budget = 0 },
		"effort": func(p *Params) { p.Effort = 0 }, "season": func(p *Params) { p.Season = [12]float64{} },
		"plans": func(p *Params) { p.Hazard, p.Infill = 0, 0 }, "begin": func(p *Params) { p.Begin = start + months },
		"procurement": func(p *Params) { p.Procurement = months },
	} {
		p := free
		empty(&p)
		p.Opening.Accepted = 7
		for i, o := range path(p) {
			if o.Accepted != 7 || o.Build != 0 {
				t.Fatalf("no %s, month %d: %+v", name, i, o)
			}
		}
	}
}

// What is under way keeps a pace and its growth: the count of every month is exactly that
// pace, and without growth no state moves but the accepted and each holds pace x mean time.
func TestUnderWay(t *testing.T) {
	inf := math.Inf(1)
	for _, growth := range []float64{0, -0.06, 0.05} {
		p := Params{Sites: 1e9, Ceiling: 1, Permits: inf, Deliveries: inf, Crews: inf, CrewRate: 1, Budget: inf, UnitCost: 1, Season: Even, Effort: 1,
			PermitLag: 2.5, DeliveryLag: 4, SwitchOnLag: 0.5, CountLag: 3}
		opening, plan := p.UnderWay(120, growth)
		p.Opening = opening
		if growth == 0 && (plan != 120 || opening != Stages{Planned: 300, Ordered: 480, Built: 60, OnAir: 360}) {
			t.Errorf("%+v under way, %g planned", opening, plan)
		}
		var s State
		var o Out
		Start(&p, &s)
		for i := 1; i <= months; i++ {
			p.Pace = plan * math.Exp(growth*float64(i))
			Advance(&p, &s, axis.Month(start+i), &o)
			if want := 120 * math.Exp(growth*float64(i)); math.Abs(o.Accept-want) > 1e-9*want || o.Binding != Plans || o.Cut != 0 {
				t.Fatalf("growth %g, month %d: %g accepted, want %g, limit %d cut %g", growth, i, o.Accept, want, o.Binding, o.Cut)
			}
		}
	}
	if _, plan := (&Params{CountLag: 60}).UnderWay(100, -0.2); plan != 0 {
		t.Errorf("a pace that falls faster than a state empties plans %g", plan)
	}
}

// A pace beyond the ceiling is cut by the pool, and what lies in store goes
// to stations before deliveries do.
func TestPoolAndStore(t *testing.T) {
	inf := math.Inf(1)
	p := Params{Sites: 250, Ceiling: 1, Pace: 100, Permits: inf, Deliveries: 30, Crews: inf, CrewRate: 1, Budget: inf, UnitCost: 1, Season: Even, Effort: 1, Store: 150}
	got := path(p)
	// 100 from store; 50 from store and 30 delivered; 30 a month until 250.
	for i, want := range []struct {
		build   float64
		binding Limit
	}{{100, Plans}, {80, Vendors}, {30, Pool}, {30, Pool}, {10, Pool}, {0, Pool}} {
		if o := got[i]; math.Abs(o.Build-want.build) > 1e-9 || o.Binding != want.binding {
			t.Errorf("month %d: %g built, limit %d, want %+v", i, o.Build, o.Binding, want)
		}
	}
}

// What lies in store is for stations yet to be ordered: those ordered before wait for their own
// equipment. A quarter of 80 a month is delivered after a mean of three months.
func TestStoreIsForNewOrders(t *testing.T) {
	inf := math.Inf(1)
	p := Params{Sites: 1e6, Ceiling: 1, Permits: inf, Deliveries: inf, Crews: inf, CrewRate: 1, Budget: inf, Season: Even, Effort: 1, DeliveryLag: 3, Store: 50}
	p.Opening.Ordered = 80
	for i, want := range []float64{20, 15, 11.25} {
		if o := path(p)[i]; o.Build != want {
			t.Errorf("month %d: %g built, want %g", i, o.Build, want)
		}
	}
	p.Pace = 40 // 40 and then 10 of the orders come from the store; 30 wait with what is left of the others
	for i, want := range []float64{20 + 40, 10 + (60+30)/4.0} {
		if o := path(p)[i]; o.Build != want {
			t.Errorf("with new orders, month %d: %g built, want %g", i, o.Build, want)
		}
	}
}

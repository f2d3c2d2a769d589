package network

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-12*math.Max(1, math.Abs(want))) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// two has two cables of 1 Tbps that are up 9/10 of the time: one fault in nine
// months of work and one of repair, 12/9 faults a year of 1 month is 1/(1+1/9).
func two(demand float64) Params {
	c := Cable{Capacity: 1, From: 0, Until: -1, Faults: 12.0 / 9, RepairMonths: 1}
	return Params{On: true, Users: 1e6, MobileMbps: demand, Abroad: 1, MaxUse: 1, Cables: []Cable{c, c}}
}

func month(p *Params, steps int) Out {
	s, o := NewState(p), NewOut(p)
	Start(p, &s)
	for t := range steps {
		Advance(p, &s, axis.Step(t), axis.M(2025, 10)+axis.Month(t), &o)
	}
	return o
}

// Both up: 0.81, one: 0.18, none: 0.01.
func TestTwoCables(t *testing.T) {
	for demand, want := range map[float64]float64{0.5: 1, 1.5: 19, 2.5: 100} {
		p := two(demand)
		o := month(&p, 1)
		near(t, "shortfall", o.Shortfall, want)
		near(t, "available", o.Available, 1.8)
		near(t, "spare", o.Margin, 1-demand)
		binding := map[float64]float64{0.5: bindNone, 1.5: bindSpare, 2.5: bindCapacity}[demand]
		if o.Binding != binding {
			t.Errorf("demand %g: %g binds", demand, o.Binding)
		}
	}
}

// The table of states equals adding up all subsets, also beyond those it enumerates.
func TestBruteForce(t *testing.T) {
	p := Params{MaxUse: 0.8}
	for i := range 8 {
		p.Cables = append(p.Cables, Cable{Capacity: float64(1+i*i%5) / 2, Until: -1, Faults: 0.3 + float64(i)/4, RepairMonths: 2})
	}
	s, o := NewState(&p), NewOut(&p)
	Start(&p, &s)
	p.Users, p.MobileMbps, p.Abroad = 1e6, 5, 1
	Advance(&p, &s, 0, 100, &o)
	want := 0.0
	for set := range 1 << len(p.Cables) {
		odds, up := 1.0, 0.0
		for i, c := range p.Cables {
			a := 1 / (1 + c.Faults*2/12)
			if set>>i&1 == 1 {
				odds, up = odds*a, up+c.Capacity
			} else {
				odds *= 1 - a
			}
		}
		if up < 5/0.8 {
			want += odds
		}
	}
	near(t, "shortfall", o.Shortfall, 100*want)
}

// 20 million households of which 90 % have a line of 2 Mbps, and 80 million
// users of 0.05 Mbps: 36 + 4 = 40 Tbps; a quarter abroad is 10. 18 million
// lines of 5 W are 90 MW.
func TestDemandByHand(t *testing.T) {
	p := Params{Households: 20e6, Adoption: axis.Path{Months: []float64{0}, Values: []float64{0.9}}, FixedMbps: 2, FixedWatt: 5, Users: 80e6, MobileMbps: 0.05, Abroad: 0.25, MaxUse: 1, Growth: 0.2}
	o := month(&p, 1)
	near(t, "lines", o.Lines, 18e6)
	near(t, "traffic", o.Traffic, 40)
	near(t, "demand", o.Demand, 10)
	near(t, "power", o.PowerMW, 90)
	near(t, "a year later", month(&p, 13).Demand, 12)
	if o.Binding != bindCapacity || o.Shortfall != 100 {
		t.Errorf("without cables: %+v", o)
	}
}

func TestServiceAndFirstShort(t *testing.T) {
	p := two(0.9)
	p.Cables[1].From = float64(axis.M(2025, 12))
	p.Cables[0].Until = float64(axis.M(2026, 1))
	near(t, "one cable", month(&p, 1).Capacity, 1)
	near(t, "two cables", month(&p, 3).Capacity, 2)
	near(t, "one has left", month(&p, 5).Capacity, 1)
	near(t, "first month without spare", month(&p, 5).FirstShort, float64(axis.M(2025, 10)))
	q := two(0.9)
	if f := month(&q, 5).FirstShort; !math.IsInf(f, 1) {
		t.Errorf("with spare, first month %g", f)
	}
}

func TestLinesCost(t *testing.T) {
	p := Params{Households: 1000, LineUSD: 300, MaxUse: 1, Adoption: axis.Path{Months: []float64{float64(axis.M(2025, 10)), float64(axis.M(2025, 12))}, Values: []float64{0.5, 0.7}}}
	near(t, "opening month", month(&p, 1).CapexUSD, 0)
	near(t, "100 lines", month(&p, 2).CapexUSD, 30000)
	near(t, "no more lines", month(&p, 5).CapexUSD, 0)
}

func TestNoAllocationAndFresh(t *testing.T) {
	p := two(0.7)
	s, o := NewState(&p), NewOut(&p)
	run := func() float64 {
		Start(&p, &s)
		for k := range 5 {
			Advance(&p, &s, axis.Step(k), 100+axis.Month(k), &o)
		}
		return o.Shortfall
	}
	first := run()
	p.Cables[0].Faults = 5
	if run() == first {
		t.Error("a new draw keeps the old cable's availability")
	}
	if n := testing.AllocsPerRun(50, func() { run() }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Four cables of 1, 2, 3 and 4 Tbps, half of which may be used: 5 Tbps in all. Cutting 4 and 3 leaves 3, of which 1.5 carry. For a demand of
// 2.4 what is left must be 4.8 or more: of the six pairs 3+4, 2+4, and no other leave less (3 and 4; 1+4 and 2+3 leave 5).
func TestTwoCut(t *testing.T) {
	p := Params{Users: 1e6, MobileMbps: 2.4, Abroad: 1, MaxUse: 0.5}
	for _, tbps := range []float64{1, 4, 3, 2} {
		p.Cables = append(p.Cables, Cable{Capacity: tbps, Until: -1, Faults: 1, RepairMonths: 1})
	}
	o := month(&p, 1)
	near(t, "lost", o.TwoLost, 7)
	near(t, "spare", o.TwoMargin, 1.5-2.4)
	near(t, "short", o.TwoShort, 100*2.0/6)
	p.MobileMbps = 1.5 // exactly what the worst pair leaves
	near(t, "short of exactly enough", month(&p, 1).TwoShort, 0)
	p.Cables = p.Cables[:1]
	near(t, "short with one cable", month(&p, 1).TwoShort, 100)
}

package gpu

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

func near(t *testing.T, what string, got, want, rel float64) {
	t.Helper()
	if !(math.Abs(got-want) <= rel*math.Abs(want)) {
		t.Errorf("%s = %.10g, want %.10g", what, got, want)
	}
}

// The catalogue of the tests, from the vendors' data sheets: dense TFLOPS,
// nameplate of a DGX of eight or an NVL72 rack. Prices are round numbers.
const (
	h100 = iota
	a100
	a30
	nvl72
)

func catalogue() []Accelerator {
	return []Accelerator{
		{Name: "h100", BF16TFLOPS: 989, FP8TFLOPS: 1979, MemoryGB: 80, PerNode: 8, NodeKW: 10.2, NodeU: 8, PriceUSD: 30000, Launch: -1},
		{Name: "a100", BF16TFLOPS: 312, MemoryGB: 80, PerNode: 8, NodeKW: 6.5, NodeU: 6, PriceUSD: 10000, Launch: -1},
		{Name: "a30", BF16TFLOPS: 165, MemoryGB: 24, PerNode: 8, NodeKW: 2.6, NodeU: 4, PriceUSD: 4000, Launch: -1},
		{Name: "nvl72", BF16TFLOPS: 2500, FP8TFLOPS: 5000, MemoryGB: 186, PerNode: 72, NodeKW: 132, NodeU: 48, Cooling: Liquid, PriceUSD: 45000, Launch: -1},
	}
}

var begin = axis.M(2025, 10)

const plenty = 1e6 // of supply and money: never binds here

func scenario() *Params {
	return &Params{
		On: true, Reference: h100, LoadFactor: 0.76, RackKW: 40, RackDerating: 0.8, RackUnits: 42, RackUsable: 0.9,
		Accelerators: catalogue(),
		// 1,056 H100, 200 A100 and 170 A30: clusters that are public.
		Fleets: []Fleet{{Name: "a", Accelerator: h100, GPUs: 1056}, {Name: "b", Accelerator: a100, GPUs: 200}, {Name: "c", Accelerator: a30, GPUs: 170}},
		Programmes: []Programme{{Name: "p", Accelerator: h100, GPUs: 1200, Start: float64(begin), By: float64(begin + 12),
			LeadMonths: 3, Supply: plenty, BudgetMUSD: plenty, Completes: Yes, Zone: -1}},
		Expansion: Expansion{Multiple: 15, BaseCount: 2000, Accelerator: h100, Start: float64(begin), By: float64(begin + 24),
			Supply: plenty, BudgetMUSD: plenty, Zone: -1},
		Jobs: []Job{{Name: "j", FLOP: 2.1e25, Start: float64(begin), Share: 1, MFU: 0.4, Goodput: 1, Programme: 1}},
	}
}

// rig runs the domain alone; place says what the halls do with a request.
type rig struct {
	p    *Params
	s    State
	o    Out
	asks []Request
	a    axis.Axis
}

func newRig(p *Params, steps int) *rig {
	a := axis.Axis{Start: begin, Steps: steps}
	Prepare(p, a)
	return &rig{p: p, s: NewState(p, a), o: NewOut(p), asks: NewRequests(p), a: a}
}

func placeAll(r *Request) { r.Placed = r.Wanted }

func (r *rig) run(place func(*Request), see func(t int, o *Out)) *Out {
	Start(r.p, &r.s, &r.o)
	for t := range r.a.Steps {
		m := r.a.Month(axis.Step(t))
		Order(r.p, &r.s, axis.Step(t), m, r.asks)
		for i := range r.asks {
			place(&r.asks[i])
		}
		Run(r.p, &r.s, axis.Step(t), m, r.asks, &r.o)
		if see != nil {
			see(t, &r.o)
		}
	}
	return &r.o
}

// 1,056 + 200 x 312/989 + 170 x 165/989 = 1,056 + 63.094 + 28.362 = 1,147.456.
func TestOpeningFleets(t *testing.T) {
	o := newRig(scenario(), 1).run(placeAll, nil)
	near(t, "count", o.Count, 1426, 0)
	near(t, "H100e", o.H100e, 1147.456, 1e-6)
	near(t, "EFLOPS", o.EFLOPS, 1147.456*989/1e6, 1e-6)
	// 132 nodes x 10.2 + 25 x 6.5 + 21.25 x 2.6 = 1,346.4 + 162.5 + 55.25 kW
	near(t, "IT MW", o.ITMW, 1.56415, 1e-9)
	near(t, "load MW", o.LoadMW, 1.56415*0.76, 1e-9)
	near(t, "memory TB", o.MemoryTB, (1256*80+170*24)/1000.0, 1e-9)
	near(t, "growth", o.Growth, 1, 0)
	if o.CapexUSD != 0 || o.OpexUSD != 0 || o.Delivered != 0 || o.Binding != bindNone {
		t.Errorf("the opening month has flows: %+v", *o)
	}
}

// 1,200 GPUs over 12 months are 100 a month. Ordering starts in month 0 with a
// lead time of 3 months: nothing in months 1 and 2, 300 in month 3, then 100.
func TestDeliveriesFollowThePlan(t *testing.T) {
	p := scenario()
	want := []float64{0, 0, 0, 300, 100, 100, 100, 100, 100, 100, 100, 100, 100, 0, 0}
	newRig(p, len(want)).run(placeAll, func(i int, o *Out) {
		if math.Abs(o.Delivered-want[i]) > 1e-9 {
			t.Errorf("month %d: %g delivered, want %g", i, o.Delivered, want[i])
		}
		if bind := i == 1 || i == 2; bind != (o.Binding == bindLead) {
			t.Errorf("month %d: binding %g", i, o.Binding)
		}
	})
}

// A supply of 80 a month leaves a backlog that is delivered after the date:
// months 3 to 17 bring 80 each, 15 x 80 = 1,200.
func TestSupplyHoldsBack(t *testing.T) {
	p := scenario()
	p.Programmes[0].Supply = 80
	o := newRig(p, 20).run(placeAll, func(i int, o *Out) {
		want := min(1200, 80*max(0, float64(i)-2))
		near(t, "programme", o.ProgrammeCount[0], want, 1e-9)
		if short := i >= 3 && i < 17; short != (o.Binding == bindSupply) {
			t.Errorf("month %d: binding %g", i, o.Binding)
		}
	})
	near(t, "installed", o.Installed, 2626, 1e-12)
}

// 36 MUSD a year at 30,000 dollars a GPU is 1,200 GPUs a year, 100 a month. Money of
// November and December 2025 lapses: October 2025 is month 0, and
// January is month 3. So from month 3 on exactly 100 a month.
func TestBudgetHoldsBack(t *testing.T) {
	p := scenario()
	p.Programmes[0].BudgetMUSD = 36
	p.Programmes[0].By = float64(begin + 4) // asks for everything by February
	r := newRig(p, 16)
	total := 0.0
	r.run(placeAll, func(i int, o *Out) {
		if want := map[bool]float64{true: 100}[i >= 3 && i < 15]; math.Abs(o.Delivered-want) > 1e-6 {
			t.Errorf("month %d: %g delivered, want %g", i, o.Delivered, want)
		}
		if i == 5 && o.Binding != bindBudget {
			t.Errorf("month 5: binding %g", o.Binding)
		}
		total += o.CapexUSD
	})
	near(t, "spent", total, 36e6, 1e-9)
}

func TestBudgetIsKeptWithinTheYear(t *testing.T) {
	p := scenario()
	p.Programmes[0].BudgetMUSD = 36
	p.Programmes[0].By = float64(begin + 2)
	p.Programmes[0].LeadMonths = 2 // December: two months' money, 6 MUSD, buys 200
	newRig(p, 3).run(placeAll, func(i int, o *Out) {
		if want := map[bool]float64{true: 200}[i == 2]; math.Abs(o.Delivered-want) > 1e-6 {
			t.Errorf("month %d: %g delivered, want %g", i, o.Delivered, want)
		}
	})
}

// 300 GPUs in month 3 and 100 in month 4, at 30,000 dollars falling 20 % a
// year, a server of 40 % and a network of 25 % on top: 1.4 x 1.25 = 1.75.
func TestMoney(t *testing.T) {
	p := scenario()
	p.PriceDecline, p.ServerShare, p.NetworkShare, p.OpexShare = 0.2, 0.4, 0.25, 0.06
	open := (1056*30000 + 200*10000 + 170*4000) * 1.75
	cost3 := 300 * 30000 * math.Pow(0.8, 0.25) * 1.75
	cost4 := 100 * 30000 * math.Pow(0.8, 4.0/12) * 1.75
	newRig(p, 5).run(placeAll, func(i int, o *Out) {
		switch i {
		case 1:
			near(t, "opex of the opening fleets", o.OpexUSD, open*0.06/12, 1e-12)
		case 3:
			near(t, "capex 3", o.CapexUSD, cost3, 1e-12)
		case 4:
			near(t, "capex 4", o.CapexUSD, cost4, 1e-12)
			near(t, "opex 4", o.OpexUSD, (open+cost3+cost4)*0.06/12, 1e-12)
		}
	})
}

func TestWithoutRacksNothingRuns(t *testing.T) {
	p := scenario()
	o := newRig(p, 13).run(func(r *Request) {
		r.Placed = min(r.Wanted, 50) // nodes
		r.NoRack, r.NoPower = (r.Wanted-r.Placed)*0.6, (r.Wanted-r.Placed)*0.4
	}, nil)
	near(t, "running", o.Count, 1426+50*8, 0)
	near(t, "idle", o.Idle, 1200-400, 1e-12)
	near(t, "binding", o.Binding, bindRacks, 0)
}

func TestWhatDoesNotCompleteBuysNothing(t *testing.T) {
	p := scenario()
	p.Programmes[0].Completes = No
	if o := newRig(p, 25).run(placeAll, nil); o.Installed != 1426 || o.Binding != bindNone {
		t.Errorf("installed %g, binding %g", o.Installed, o.Binding)
	}
}

func TestNothingIsDeliveredBeforeLaunch(t *testing.T) {
	p := scenario()
	p.Accelerators[h100].Launch = float64(begin + 6)
	newRig(p, 8).run(placeAll, func(i int, o *Out) {
		if i == 5 && (o.Delivered != 0 || o.Binding != bindSupply) {
			t.Errorf("month 5: %g delivered, binding %g", o.Delivered, o.Binding)
		}
		if i == 6 {
			near(t, "the backlog comes at launch", o.Delivered, 600, 1e-12)
		}
	})
}

// A programme whose ordering started long before the run is already in its
// stride: no lead time is waited for again.
func TestOrderingBeforeTheRun(t *testing.T) {
	p := scenario()
	p.Programmes[0].Start = float64(begin - 24)
	newRig(p, 3).run(placeAll, func(i int, o *Out) {
		near(t, "programme", o.ProgrammeCount[0], 100*float64(i), 1e-12)
	})
}

func TestPlannedAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		start, by float64
		m         axis.Month
		want      float64
	}{
		{10, 20, 10, 0}, {10, 20, 15, 0.5}, {10, 20, 20, 1}, {10, 20, 25, 1},
		{0, 20, 15, 0.5}, // starts with the run at 10
		{15, 15, 15, 0}, {15, 15, 16, 1}, {15, 12, 16, 1}, {0, 5, 11, 1},
	} {
		if got := planned(c.start, c.by, 10, c.m); got != c.want {
			t.Errorf("planned(%g, %g) in %d = %g, want %g", c.start, c.by, c.m, got, c.want)
		}
	}
}

func TestRequestsSayWhatANodeNeeds(t *testing.T) {
	p := scenario()
	p.Programmes[0].Accelerator, p.Programmes[0].Zone = nvl72, 2
	r := newRig(p, 13)
	r.run(placeAll, nil)
	a := r.asks[0]
	// 1,200 / 72 = 16.67: seventeen racks of 132 kW
	if a.NodeKW != 132 || !a.Liquid || a.Zone != 2 || a.Wanted != 17 {
		t.Errorf("request %+v", a)
	}
	if len(r.asks) != 2 || r.asks[1].Zone != -1 || r.asks[1].Wanted != 0 {
		t.Errorf("the expansion's request %+v", r.asks)
	}
}

func TestStartForgetsAndAllocatesNothing(t *testing.T) {
	r := newRig(scenario(), 30)
	r.p.Expansion.Reading = ReadCount
	first := *r.run(placeAll, nil)
	days, date := first.JobDaysNow[0], first.JobDate[0]
	second := r.run(placeAll, nil)
	if second.Count != first.Count || second.CapexUSD != first.CapexUSD || second.JobDaysNow[0] != days || second.JobDate[0] != date {
		t.Errorf("second draw %+v, first %+v", *second, first)
	}
	Order(r.p, &r.s, 0, begin, r.asks)
	if r.asks[0].Placed != 0 || r.asks[1].Placed != 0 {
		t.Error("a draw's placements reach the next")
	}
	if n := testing.AllocsPerRun(10, func() { r.run(placeAll, nil) }); n != 0 {
		t.Errorf("%v allocations in a draw", n)
	}
}

func TestCloneSharesNothing(t *testing.T) {
	p := scenario()
	Prepare(p, axis.Axis{Start: begin, Steps: 5})
	q := p.Clone()
	q.Accelerators[0].PriceUSD, q.Fleets[0].GPUs, q.Programmes[0].GPUs, q.Jobs[0].MFU = 1, 1, 1, 1
	q.plan[1], q.seconds[1] = -1, -1
	if p.Accelerators[0].PriceUSD == 1 || p.Fleets[0].GPUs == 1 || p.Programmes[0].GPUs == 1 || p.Jobs[0].MFU == 1 || p.plan[1] < 0 || p.seconds[1] < 0 {
		t.Error("the clone writes to its origin")
	}
}

func BenchmarkMonth(b *testing.B) {
	p := scenario()
	p.Programmes = append(p.Programmes, p.Programmes[0], p.Programmes[0])
	p.Jobs = append(p.Jobs, p.Jobs[0])
	p.Expansion.Reading = ReadCount
	r := newRig(p, 63)
	b.ReportAllocs()
	for b.Loop() {
		r.run(placeAll, nil)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/63, "ns/month")
}

package model

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/datacenter"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/gpu"
	"github.com/headroom-planner/headroom/model/mobile"
	"github.com/headroom-planner/headroom/model/power"
)

// 2,400 GPUs are 300 nodes, three to a dense rack of 40 kW x 0.8: 100 of its
// 300 racks. 800 GPUs more are 100 nodes more: 33 1/3 racks, 1.02 MW of
// nameplate, 0.765 MW of IT load at 75 %, 0.95625 MW at PUE 1.25 in the
// hill's zone, and that times the hours of the last month, January 2033, in
// energy and dong.
func TestGPUsArriveDownTheLine(t *testing.T) {
	base := with(func(*Params) {})
	more := with(func(p *Params) { p.GPU.Programmes[0].GPUs += 800 })
	near(t, "GPUs", base.GPU.Count, 2800)
	near(t, "nodes", base.Datacenter.NodesPlaced, 300)
	near(t, "free dense racks", base.Datacenter.ClassFree[0], 200)

	near(t, "GPUs more", more.GPU.Count-base.GPU.Count, 800)
	near(t, "nodes more", more.Datacenter.NodesPlaced-base.Datacenter.NodesPlaced, 100)
	near(t, "racks more", more.Datacenter.OccupiedRacks-base.Datacenter.OccupiedRacks, 100.0/3)
	const it = 100 * nodeKW / 1000
	near(t, "nameplate more", more.GPU.ITMW-base.GPU.ITMW, it)
	near(t, "IT load more", more.Datacenter.ITLoadMW-base.Datacenter.ITLoadMW, it*0.75)
	const mw = it * 0.75 * 1.25
	near(t, "load of the hill more", more.Power.ZoneLoadMW[1]-base.Power.ZoneLoadMW[1], mw)
	near(t, "load of the coast", more.Power.ZoneLoadMW[0], base.Power.ZoneLoadMW[0])
	const gwh = mw * 31 * 24 / 1000
	near(t, "energy more", more.Power.EnergyGWh-base.Power.EnergyGWh, gwh)
	near(t, "carbon more", more.Power.EmissionsKt-base.Power.EmissionsKt, gwh*0.5)
	near(t, "bill more", more.Finance.EnergyMUSD-base.Finance.EnergyMUSD, gwh*1e6*2000/25000/1e6)
	near(t, "mobile bill", more.Mobile.PowerMW, base.Mobile.PowerMW)
	if more.Finance.PresentMUSD <= base.Finance.PresentMUSD || more.GPU.JobDaysEnd[0] >= base.GPU.JobDaysEnd[0] {
		t.Error("more GPUs neither cost more nor train faster")
	}
}

// Switches and storage of 3,200 GPUs, two fat trees of 64 ports and 16 appliances, go down the same line: racks of 20 kW beside
// the nodes, load, energy and money.
func TestNetworkAndStorageArriveDownTheLine(t *testing.T) {
	with := func(on bool) (o *Out, spent float64) {
		p := island()
		p.GPU.Programmes[0].GPUs = 3200
		p.GPU.Infrastructure = gpu.Infrastructure{On: on, Radix: 64, Ports: 1, Front: 0.5, SwitchKW: 1.5, SwitchUSD: 20000, LinkUSD: 1500, GBps: 0.1, TB: 5, CheckpointTB: 1, WindowS: 60, Kept: 1,
			BoxGBps: 50, BoxTB: 1001, BoxKW: 2, BoxUSD: 250000, RackKW: 20}
		o = run(p, func(_ axis.Step, o *Out) { spent += o.Finance.CapexMUSD })
		return o, spent
	}
	bare, less := with(false)
	whole, more := with(true)
	// 3,200 ports: 100 leaves, 100 above, 50 on top; 1,600 ports: 50 leaves, 32 above (25 divides no 32 evenly).
	const switches, boxes = 250 + 82, 16
	const it = (switches*1.5 + boxes*2) / 1000
	near(t, "GPUs", whole.GPU.Count, bare.GPU.Count)
	fleet := whole.GPU.Beside.NetworkMW + whole.GPU.Beside.StorageMW - it // beside the opening 400, in the opening stock
	near(t, "beside the opening fleet", fleet, ((13+8+7+4)*1.5+2*2)/1000) // trees of 400 and 200 ports
	near(t, "nameplate more", whole.GPU.ITMW-bare.GPU.ITMW-fleet, it)
	near(t, "racks more", whole.Datacenter.OccupiedRacks-bare.Datacenter.OccupiedRacks, it*1000/20)
	near(t, "IT load more", whole.Datacenter.ITLoadMW-bare.Datacenter.ITLoadMW, it*0.75)
	near(t, "load of the hill more", whole.Power.ZoneLoadMW[1]-bare.Power.ZoneLoadMW[1], it*0.75*1.25)
	links := 3200 + 2*100*32 + 1600 + 50*32.0
	near(t, "spent more", more-less, (switches*20000+links*1500+boxes*250000)/1e6)
}

func TestMoneyOfAllDomainsIsSpentOnce(t *testing.T) {
	var capex, gpus, halls, radio float64
	o := run(island(), func(_ axis.Step, o *Out) {
		capex += o.Finance.CapexMUSD
		gpus += o.GPU.CapexUSD
		halls += o.Datacenter.CapexUSD
		radio += o.Mobile.CapexUSD
	})
	near(t, "capex of GPUs", gpus, 2400*30000)
	if halls <= 0 || radio <= 0 {
		t.Errorf("halls cost %g and radio %g dollars", halls, radio)
	}
	near(t, "capex", capex, (gpus+halls+radio)/1e6)
	if o.Finance.PresentMUSD >= o.Finance.CumulativeMUSD {
		t.Error("discounting adds money")
	}
}

// Without grid in the hill's zone the dense hall never opens, and the
// standard racks, of 6 kW, hold no node: the GPUs are bought and stand idle.
func TestGridHoldsGPUsBack(t *testing.T) {
	o := with(func(p *Params) { p.Power.Zones[1].HeadroomMW = 0 })
	near(t, "GPUs that run", o.GPU.Count, 400)
	near(t, "idle", o.GPU.Idle, 2400)
	near(t, "load of the hill", o.Power.ZoneLoadMW[1], 0)
	if key := gpu.BindingOptions[int(o.GPU.Binding)].Key; key != "racks" {
		t.Errorf("%s holds the GPUs back", key)
	}
	free := with(func(p *Params) { p.Power.On, p.Power.Zones[1].HeadroomMW = false, 0 })
	near(t, "GPUs that run without a power domain", free.GPU.Count, 2800)
}

func TestHallsHoldGPUsBack(t *testing.T) {
	for _, c := range []struct {
		what    string
		change  func(*Params)
		running float64
		binding string
	}{
		{"no class holds a node", func(p *Params) { p.Datacenter.Classes[0].KW = 12 }, 400, "rack-class"},                   // 9.6 kW usable
		{"the hall is not built", func(p *Params) { p.Datacenter.Facilities[0].Completes = datacenter.No }, 400, "racks"},   //
		{"the hall is small", func(p *Params) { p.Datacenter.Phases[0].Racks = 50 }, 400 + 50*3*8, "racks"},                 // three nodes a rack
		{"wrong zone", func(p *Params) { p.GPU.Programmes[0].Zone = 0 }, 400, "racks"},                                      // the dense hall is in zone 1
		{"little power in the racks", func(p *Params) { p.Datacenter.Phases[0].PowerMW = 2.55 }, 400 + 200*8, "zone-power"}, // 2.55/1.25 = 2.04 MW = 200 nodes
	} {
		o := with(c.change)
		if key := gpu.BindingOptions[int(o.GPU.Binding)].Key; math.Abs(o.GPU.Count-c.running) > 1e-6 || key != c.binding {
			t.Errorf("%s: %g GPUs run, %s holds them back; want %g, %s", c.what, o.GPU.Count, key, c.running, c.binding)
		}
	}
}

func TestDatesArriveDownTheLine(t *testing.T) {
	opens := func(delay float64) (month axis.Step) {
		p := island()
		p.Datacenter.Facilities[0].DelayMonths = delay
		run(p, func(t axis.Step, o *Out) {
			if month == 0 && o.GPU.Count > 400 {
				month = t
			}
		})
		return month
	}
	if a, b := opens(0), opens(9); a != 6 || b != 15 {
		t.Errorf("GPUs first run in months %d and, with a hall 9 months late, %d; want 6 and 15", a, b)
	}
}

// Each change reaches the named numbers and no number before them.
func TestOneInputOfEachDomain(t *testing.T) {
	base := with(func(*Params) {})
	tariff := with(func(p *Params) { p.Power.TariffDC *= 2 })
	near(t, "energy at twice the tariff", tariff.Power.EnergyGWh, base.Power.EnergyGWh)
	near(t, "bill of halls", tariff.Finance.EnergyMUSD-base.Finance.EnergyMUSD, base.Power.DatacenterGWh*2000/25000)

	rate := with(func(p *Params) { p.Finance.DiscountRate = 0 })
	near(t, "undiscounted", rate.Finance.PresentMUSD, rate.Finance.CumulativeMUSD)
	near(t, "spent at any rate", rate.Finance.CumulativeMUSD, base.Finance.CumulativeMUSD)
	if !reflect.DeepEqual(rate.GPU, base.GPU) || !reflect.DeepEqual(rate.Power, base.Power) {
		t.Error("the discount rate moves GPUs or power")
	}

	pue := with(func(p *Params) { p.Datacenter.Facilities[0].PUE, p.Datacenter.Phases[0].PowerMW = 1.5, 18 }) // the same 12 MW of IT
	near(t, "load of the hill at PUE 1.5", pue.Power.ZoneLoadMW[1], base.Power.ZoneLoadMW[1]*1.5/1.25)
	near(t, "GPUs at PUE 1.5", pue.GPU.Count, base.GPU.Count)

	radio := with(moreRadio)
	near(t, "zones under more radio", radio.Power.DatacenterMW, base.Power.DatacenterMW)
	near(t, "radio load", radio.Power.RadioMW, radio.Mobile.PowerMW)
	if radio.Power.RadioMW <= base.Power.RadioMW || radio.Finance.EnergyMUSD <= base.Finance.EnergyMUSD || radio.GPU.Count != base.GPU.Count {
		t.Error("radio does not reach power and money, or reaches GPUs")
	}
	// What stations draw more in a zone is no headroom there: together all that they draw more.
	taken := 0.0
	for i, mw := range base.Power.ZoneGridMW {
		less := mw - radio.Power.ZoneGridMW[i]
		near(t, "grid left beside radio", less, radio.Mobile.PowerInZone[i]-base.Mobile.PowerInZone[i])
		taken += less
	}
	near(t, "grid taken by radio", taken, radio.Power.RadioMW-base.Power.RadioMW)
}

// An absent domain limits nothing, shows nothing and costs nothing.
func TestAbsentDomains(t *testing.T) {
	off := map[string]func(*Params){
		"mobile": func(p *Params) { p.Mobile.On = false }, "datacenter": func(p *Params) { p.Datacenter.On = false },
		"gpu": func(p *Params) { p.GPU.On = false }, "power": func(p *Params) { p.Power.On = false }, "finance": func(p *Params) { p.Finance.On = false },
	}
	for name, switchOff := range off {
		p := island()
		switchOff(p)
		o := run(p, nil)
		checkFinite(t, "without "+name, p, o)
		for _, m := range Metrics() {
			if strings.HasPrefix(m.Key, name+".") && m.HasTotal() && m.Total(o) != 0 {
				t.Errorf("without %s: %s = %g", name, m.Key, m.Total(o))
			}
		}
	}
	alone := with(func(p *Params) {
		p.Mobile, p.Datacenter, p.Power = mobile.Params{}, datacenter.Params{}, power.Params{}
	})
	near(t, "GPUs that run alone", alone.GPU.Count, 2800)
	near(t, "spending of GPUs alone", alone.Finance.TotalMUSD, (alone.GPU.CapexUSD+alone.GPU.OpexUSD)/1e6)
}

// values reads every metric of every member, in the order of names.
func values(p *Params, o *Out) (xs []float64) {
	for _, m := range Metrics() {
		if m.HasTotal() {
			xs = append(xs, m.Total(o))
		}
		if m.Of != "" {
			s, _ := Section(m.Of)
			for i := range s.Len(p) {
				xs = append(xs, m.Member(o, i))
			}
		}
	}
	return xs
}

func names(p *Params) (keys []string) {
	for _, m := range Metrics() {
		key := m.Key
		if m.Kind == declare.FirstDate {
			key += dated
		}
		if m.HasTotal() {
			keys = append(keys, key)
		}
		if m.Of != "" {
			s, _ := Section(m.Of)
			for i := range s.Len(p) {
				keys = append(keys, *s.Name(p, i)+": "+key)
			}
		}
	}
	return keys
}

// dated marks the metrics that may be infinite.
const dated = " (date)"

func checkFinite(t *testing.T, when string, p *Params, o *Out) {
	t.Helper()
	keys := names(p)
	for i, x := range values(p, o) {
		if math.IsNaN(x) || (math.IsInf(x, 0) && !strings.HasSuffix(keys[i], dated)) {
			t.Errorf("%s: %s = %g", when, keys[i], x)
		}
	}
}

func TestEveryMetricIsANumberInEveryMonth(t *testing.T) {
	p := island()
	run(p, func(step axis.Step, o *Out) { checkFinite(t, "month "+p.Axis.Month(step).String(), p, o) })
}

func TestDrawsDoNotLeak(t *testing.T) {
	p := island()
	var first, again []float64
	run(p, func(_ axis.Step, o *Out) { first = append(first, values(p, o)...) })
	s, o := NewState(p), NewOut(p)
	q := p.Clone()
	q.GPU.Programmes[0].GPUs, q.Datacenter.OpeningMW, q.Power.Zones[1].HeadroomMW = 9000, 9, 3
	moreRadio(q)
	draw(q, s, o, nil)
	draw(p, s, o, func(_ axis.Step, o *Out) { again = append(again, values(p, o)...) })
	if len(first) != len(again) || len(first) < 1000 {
		t.Fatalf("%d and %d values", len(first), len(again))
	}
	keys, n := names(p), len(first)/p.Axis.Steps
	for i, x := range first {
		if x != again[i] {
			t.Errorf("month %d: %s is %g alone and %g after another draw", i/n, keys[i%n], x, again[i])
		}
	}
}

func TestStartAndAdvanceAllocateNothing(t *testing.T) {
	p := island()
	Prepare(p)
	s, o := NewState(p), NewOut(p)
	draw(p, s, o, nil)
	if n := testing.AllocsPerRun(10, func() { draw(p, s, o, nil) }); n != 0 {
		t.Errorf("%v allocations in a draw", n)
	}
}

func BenchmarkDraw(b *testing.B) {
	p := island()
	Prepare(p)
	s, o := NewState(p), NewOut(p)
	b.ReportAllocs()
	for b.Loop() {
		draw(p, s, o, nil)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*p.Axis.Steps), "ns/month")
}

package datacenter

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/fleet"
)

// aged is the country with both parts of vintages.
func aged() Params {
	p := country()
	p.Servers = Servers{On: true, KW: .5, USD: 8000, Life: 5.5, Shape: 3, PastGrowth: .15, Doubling: 2.6}
	p.Halls = Halls{On: true, Life: 22, Shape: 4, PastGrowth: .15, PUETrend: .03}
	return p
}

// still is the country whose general demand stands and is served.
func still() Params {
	p := aged()
	p.DemandGrowth, p.Halls.On = 0, false
	return p
}

// TestServersWithoutAge: lives of shape 1 retire 1 - e^(-1/12L) of the stock in a month whatever its ages, so that
// demand that stands is replaced at that rate: 75.288 MW of servers of 0.5 kW that live 4 years.
func TestServersWithoutAge(t *testing.T) {
	p := still()
	p.Servers.Life, p.Servers.Shape = 4, 1
	w := begin(p, 2, plenty())
	mw, gone := .6*125.48, 1-math.Exp(-1./48)
	near(t, "servers", w.o.Servers.Installed, mw*1000/.5)
	near(t, "shipped in the first month", w.o.Servers.Shipped, 0)
	near(t, "work at the start", w.o.Servers.Work, 1)
	each, work := 1.0, w.s.serve.done
	for range 40 {
		w.step()
		o := &w.o.Servers
		each *= math.Exp2(1 / (12 * 2.6))
		bought := mw * gone / math.Exp(-.5/48) // half a month of its own
		near(t, "servers", o.Installed, mw*1000/.5)
		near(t, "shipped", o.Shipped, bought*1000/.5)
		near(t, "retired", o.Retired, bought*1000/.5)
		near(t, "MW replaced", o.RefreshMW, bought)
		near(t, "MW replaced in a year", o.YearRefreshMW, 12*bought)
		near(t, "servers shipped in a year", o.YearShipped, 12*bought*1000/.5)
		near(t, "million USD", o.RefreshUSD/1e6, bought*1000/.5*8000/1e6)
		work = work*(1-gone) + mw*gone*each
		near(t, "work", o.Work, work/w.s.serve.did)
		near(t, "work for a MW", o.WorkPerMW, work/w.s.serve.did)
		near(t, "efficiency", o.Efficiency, 100*work/mw/each)
	}
}

// TestServersByWork: work that stands. What retires is replaced by machines that do 2^(t/12 D) times as much, so that
// MW(t) = MW d^t + sum over s of work (1 - d) d^(t-s) / each(s): demand for work is not demand for power.
func TestServersByWork(t *testing.T) {
	p := still()
	p.Servers.Demand, p.Servers.Life, p.Servers.Shape = ByWork, 4, 1
	w := begin(p, 2, plenty())
	mw, work, left, each := .6*125.48, w.s.serve.did, math.Exp(-1./48), 1.0
	for range 50 {
		w.step()
		each *= math.Exp2(1 / (12 * 2.6))
		mw = mw*left + work*(1-left)/each
		near(t, "rated MW", total(w.s.gen), mw)
		near(t, "work", w.o.Servers.Work, 1)
		near(t, "work for a MW", w.o.Servers.WorkPerMW, .6*125.48/mw)
	}
	if mw > 50 || mw < 20 {
		t.Errorf("75 MW of work became %g MW", mw)
	}
	p.DemandGrowth = -.9 // work falls faster than machines retire: none are bought, some idle
	w = begin(p, 2, plenty()).until(2026, 10)
	if o := &w.o.Servers; o.Shipped != 0 || o.Retired <= 0 || o.Work < .5 || total(w.s.gen) > .3*o.Installed*.5/1000 {
		t.Errorf("%+v, %g MW", o, total(w.s.gen))
	}
}

// TestServersAsTheGroundFloor: the opening stock is the one that 40 years of shipments that grow by 15 % make, its ages and work as
// fleet.Vintages and fleet.MeanByEnergy say; purchases are those of fleet.Refresh, month by month.
func TestServersAsTheGroundFloor(t *testing.T) {
	p := still()
	w := begin(p, 2, plenty())
	ship := make([]float64, oldestServer)
	for y := range ship {
		ship[y] = math.Pow(1.15, float64(y))
	}
	last := len(ship) - 1
	stock := make([]float64, len(ship))
	fleet.OfMean(5.5, 3).Vintages(stock, ship, last)
	age, sum := 0.0, 0.0
	for v, x := range stock {
		age += x * (float64(last-v) + fleet.Age)
		sum += x
	}
	near(t, "mean age", math.Round(w.o.Servers.Age*1e6), math.Round(age/sum*1e6))
	gain := fleet.Efficiency{Doubling: 2.6}
	want := 100 / gain.MeanByEnergy(stock) * gain.Energy(float64(last)+.5) // over machines half a year newer than the last vintage
	near(t, "efficiency", math.Round(w.o.Servers.Efficiency*1e4), math.Round(want*1e4))

	r := rand.New(rand.NewPCG(3, 4))
	q := p.Servers
	s := newServers(&p, run)
	s.start(&q)
	var o ServersOut
	need, got, bought := make([]float64, run.Steps), make([]float64, run.Steps), make([]float64, run.Steps)
	for i := range need {
		if i > 0 {
			need[i] = max(0, need[i-1]+20*r.Float64()-6)
		}
		s.survive(&q, i)
		s.settle(&q, i, need[i], need[i], &o)
		got[i] = o.Shipped * q.KW / 1000
	}
	fleet.OfMean(66, 3).Refresh(bought, need)
	for i := range need {
		if math.Abs(got[i]-bought[i]) > 1e-9 {
			t.Fatalf("month %d: %g and %g MW shipped", i, got[i], bought[i])
		}
	}
}

// TestServersKeepCount: over random countries what stands is what stood, plus what came, less what went; what came is growth
// and replacement; no placed demand is without servers, and a base is never better than what is new.
func TestServersKeepCount(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 40 {
		p := aged()
		p.Servers.Demand, p.Servers.Life, p.Servers.Shape = float64(r.IntN(2)), 1+9*r.Float64(), .8+5*r.Float64()
		p.Servers.PastGrowth, p.Servers.Doubling = .5*r.Float64()-.1, 1+5*r.Float64()
		p.DemandGrowth, p.Occupancy = .6*r.Float64()-.2, r.Float64()
		p.Halls.Life, p.Halls.Shape = 8+30*r.Float64(), 1+5*r.Float64()
		w := begin(p, 2, plenty(), Request{NodeKW: 1, U: 1, Zone: -1, Wanted: 2000})
		for w.t < axis.Step(run.Steps-1) {
			before := w.o.Servers.Installed
			w.step()
			o := &w.o.Servers
			near(t, "servers", o.Installed, before+o.Shipped-o.Retired)
			if o.Refresh > o.Shipped+1e-9 || o.Refresh > o.Retired+1e-9 || o.Retired < -1e-6 || o.Efficiency > 100+1e-9 {
				t.Fatalf("%+v", o)
			}
			if o.Installed*p.Servers.KW/1000 < total(w.s.gen)-1e-9 {
				t.Fatalf("%g servers for %g MW", o.Installed, total(w.s.gen))
			}
			conserved(t, w)
		}
	}
}

// TestHallsByHand: without PUE trend, halls of shape 1 and a mean life of 10 years lose e^(-1/10) of the count in a year,
// evenly over its months; 120 MW of IT at the meter 199.5... become that, and connections come free.
func TestHallsByHand(t *testing.T) {
	p := aged()
	p.Phases, p.Facilities, p.Occupancy, p.DemandGrowth = nil, nil, .5, 0
	p.Halls = Halls{On: true, Life: 10, Shape: 1, PastGrowth: .2}
	w := begin(p, 2, plenty())
	racks, it, fac := w.o.Racks, w.o.ITMW, w.o.FacilityMW
	w.until(2026, 4) // half a year
	half := 1 - (1-math.Exp(-.1))/2
	near(t, "IT MW after half a year", w.o.ITMW, it*half)
	near(t, "racks", w.o.Racks, racks*half)
	near(t, "facility MW", w.o.FacilityMW, fac*half)
	near(t, "standing", w.o.Halls.Standing, 100*half)
	near(t, "freed", -total(w.s.connected), fac*(1-half))
	w.until(2030, 10)
	near(t, "IT MW after five years", w.o.ITMW, it*math.Exp(-.5))
	near(t, "tenants still served", w.o.ITLoadMW, .5*it*.5)
	w.until(2030, 12)

	// By age: shape 4 and a PUE that fell by 5 % a year of PUE - 1. What goes is older and worse than what stays.
	p.Halls = Halls{On: true, Life: 20, Shape: 4, PastGrowth: .1, PUETrend: .05}
	w = begin(p, 2, plenty())
	life := fleet.OfMean(20, 4)
	left := func(y, trend float64) float64 {
		now, then := 0.0, 0.0
		for b := range oldestHall {
			k := math.Pow(1.1, -float64(b)) * math.Pow(1-trend, -float64(b))
			then += k * life.Survival(float64(b)+.5)
			now += k * life.Survival(float64(b)+.5+y)
		}
		return now / then
	}
	w.until(2028, 10)
	overhead := p.OpeningPUE - 1
	round := func(x float64) float64 { return math.Round(x * 1e6) } // survival below 1e-7 is nothing
	near(t, "IT MW after three years", round(w.o.ITMW), round(it*left(3, 0)))
	near(t, "facility MW", round(w.o.FacilityMW), round(it*left(3, 0)+it*overhead*left(3, .05)))
	if pue := w.o.FacilityMW / w.o.ITMW; pue >= p.OpeningPUE {
		t.Errorf("PUE of what stays is %g", pue)
	}
}

// TestHallsAndNodes: racks that nodes hold stay; the others go.
func TestHallsAndNodes(t *testing.T) {
	p := aged()
	p.Phases, p.Facilities, p.Occupancy = nil, nil, 0
	p.Halls = Halls{On: true, Life: 5, Shape: 20, PastGrowth: 0}
	w := begin(p, 2, plenty(), Request{NodeKW: 1.6, U: 2, Zone: 0, Wanted: 20000}).until(2030, 12)
	near(t, "nodes", w.o.NodesPlaced, 20000)
	near(t, "racks of the nodes", w.o.Racks, 10000+total(w.s.age.racks[1:]))
	if w.o.Halls.Standing > 60 || w.s.age.racks[1] > 300 {
		t.Errorf("%g %% of the halls stand, %g racks beside nodes", w.o.Halls.Standing, w.s.age.racks[1])
	}
	conserved(t, w)
}

// TestHallsInAPlan: a programme to a national total builds what retires too.
func TestHallsInAPlan(t *testing.T) {
	p := aged()
	p.Phases, p.Facilities = nil, nil
	p.Halls.Life, p.Expansion.TargetMW, p.Expansion.By = 12, 400, month(2030, 10)
	w := begin(p, 2, plenty()).until(2030, 12)
	leave := begin(p, 2, plenty()).s.age.leaving(&p, &w.s, 60)
	near(t, "at the date", w.until(2030, 12).o.ExpansionMW, 400-182+leave)
	if leave < 10 || leave > 120 {
		t.Errorf("%g MW leave", leave)
	}
	q := aged()
	q.Conversion = Conversion{On: true, Racks: 1000, Class: 1, Zone: 0, Start: month(2026, 1), Months: 9}
	v := begin(q, 2, plenty())
	before := v.s.age.it[0]
	v.until(2026, 1)
	near(t, "of the count after a conversion", v.s.age.it[0]/before, (1-v.s.conv.it/(before*at(v.s.age.share, 2)))*at(v.s.age.share, 3))
	conserved(t, v.until(2030, 12))
}

// TestVintagesForget: a draw knows nothing of the one before, and allocates nothing; without the parts nothing moves.
func TestVintagesForget(t *testing.T) {
	p := aged()
	w := begin(p, 2, plenty(), Request{NodeKW: 1.6, U: 1, Zone: -1, Wanted: 800})
	first := snapshot(w.until(2029, 1))
	w.p.Servers.Life, w.p.Halls.Life, w.p.Servers.Demand = 3, 9, ByWork
	w.restart()
	w.until(2030, 12)
	w.p.Servers.Life, w.p.Halls.Life, w.p.Servers.Demand = 5.5, 22, ByPower
	w.restart()
	if again := snapshot(w.until(2029, 1)); !slices.Equal(first, again) {
		t.Errorf("%v, then %v", first, again)
	}
	if n := testing.AllocsPerRun(20, func() {
		w.restart()
		w.until(2027, 1)
	}); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

// TestVintageUses changes each input of the two parts: metrics of the parts that move name it, and it moves one.
func TestVintageUses(t *testing.T) {
	series := func(p Params) map[string][]float64 {
		out := map[string][]float64{}
		w := begin(p, 2, plenty())
		for w.t < axis.Step(run.Steps-1) {
			w.step()
			for _, m := range Metrics {
				if m.Part == serversPart || m.Part == hallsPart {
					out[m.Key] = append(out[m.Key], m.Total(&w.o))
				}
			}
		}
		return out
	}
	for _, demand := range []float64{ByPower, ByWork} {
		base := aged()
		base.Servers.Demand = demand
		want := series(base)
		for _, in := range slices.Concat(serverInputs, hallInputs) {
			p := aged()
			p.Servers.Demand = demand
			x := in.Ref(&p)
			if *x *= 1.3; in.Kind == declare.Choice {
				*x = 1 - demand
			}
			moved := false
			for key, got := range series(p) {
				if slices.Equal(got, want[key]) {
					continue
				}
				moved = true
				i := slices.IndexFunc(Metrics, func(m declare.Metric[Out]) bool { return m.Key == key })
				if !slices.Contains(Metrics[i].Uses, "datacenter."+in.Key) {
					t.Errorf("%s depends on datacenter.%s, which it does not name", key, in.Key)
				}
			}
			if !moved {
				t.Errorf("datacenter.%s moves nothing", in.Key)
			}
		}
	}
}

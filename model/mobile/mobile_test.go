package mobile

import (
	"reflect"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/rollout"

	"github.com/headroom-planner/headroom/model/valid/validtest"
)

var near = validtest.Near

// begin is the first month of the tests' runs; plenty never binds.
var begin = axis.M(2025, 10)

const plenty = 1e6

// operator builds ten stations a month and is limited by nothing.
func operator(name string, stations, share float64) Operator {
	return Operator{Name: name, Stations: stations, BuildRate: 10, PlanShare: share, Commitment: 2000,
		CommitmentBy: float64(axis.M(2026, 6)), Permits: plenty, Users: share, Crews: plenty, CrewRate: 100, Deliveries: plenty, BudgetMUSDYear: plenty}
}

// country has three operators with 16,737 stations, the nation's count of
// October 2025, in shares that are the test's own, and four made-up provinces.
// A station costs 30,000 + 0.25 x 40,000 + 10,000 = 50,000 USD.
func country() *Params {
	by := float64(axis.M(2027, 6))
	return &Params{
		On: true, Forecast: Trend, PlanStations: 68457, PlanBy: float64(axis.M(2025, 12)), PlanAchievement: 1, RampMonths: 1,
		Sites4G: 119056, CeilingShare: 2, OpeningCoverage: 0.3952, Elasticity: 0.5, Edge: 0.3, Overlap: 0.5, CoverageLimit: 0.998,
		SitePowerKW: 3, Equipment: 30000, SiteBuild: 40000, Installation: 10000, NewSiteShare: 0.25, Maintenance: 1200, Rent: 600,
		SubsidyShare: 0.15, SubsidyThreshold: 20000, SubsidyFrom: float64(begin), SubsidyUntil: float64(axis.M(2026, 12)),
		Operators: []Operator{operator("a", 9000, 0.5), operator("b", 5000, 0.3), operator("c", 2737, 0.2)},
		Bands:     []Band{{"a-700", 0, 708, FDD, 0.4, 0.8, by}, {"a-2600", 0, 2550, TDD, 1, 1, by}, {"b-3700", 1, 3750, TDD, 1, 1, by}, {"c-3800", 2, 3850, TDD, 1, 1, by}},
		Provinces: []Province{{"city", 8e6, 3000, 1.6, 0}, {"delta", 5e6, 6000, 1, 1}, {"coast", 2e6, 9000, 1.6, 1}, {"hills", 1e6, 14000, 2, -1}},
	}
}

// whole is a country with every part.
func whole(p *Params) *Params {
	p.Traffic = Traffic{On: true, Adoption: axis.Path{Months: []float64{float64(begin), float64(begin + 60)}, Values: []float64{0.4, 0.8}}, GB: 15, Growth: 0.2, CeilingGB: 60,
		BusyShare: 0.1, Utilisation: 0.7, Overhead: 0.14, SmallCells: 3, CarrierUSD: 20000, SmallCellUSD: 25000, SleepBelow: 0.2, SleepShare: 0.5}
	p.Assets = Assets{On: true, PowerUSD: 15000, RouterUSD: 2000, BackhaulShare: 0.2, MicrowaveUSD: [3]float64{30000, 40000, 80000}, FibreUSDM: [3]float64{25, 15, 5},
		DistanceKM: [3]float64{0.5, 2, 8}, LifeElectronics: 8, LifePower: 10, LifeWorks: 20, OpeningAge: 0.5, OwningYears: 10}
	p.Sharing = Sharing{On: true, Form: Passive, Parties: 2, Share: 0.5, From: float64(begin + 3), GuestUSD: 15000}
	p.Priority = Priority{On: true, Villages: 117, Stations: 1, People: 500, From: float64(begin + 2), By: float64(begin + 13), ExtraUSD: 40000}
	p.Seasons = []Season{{"tet", 2, 0.5}}
	return p
}

// world is a run under way.
type world struct {
	p *Params
	s State
	o Out
	t axis.Step
}

func start(p *Params, steps int) *world {
	ax := axis.Axis{Start: begin, Steps: steps}
	Prepare(p, ax)
	w := &world{p: p, s: NewState(p, ax), o: NewOut(p), t: -1}
	Start(p, &w.s, &w.o)
	return w.next()
}

func (w *world) next() *world {
	w.t++
	Advance(w.p, &w.s, w.t, begin+axis.Month(w.t), &w.o)
	return w
}

func (w *world) to(step int) *world {
	for int(w.t) < step {
		w.next()
	}
	return w
}

func TestOpening(t *testing.T) {
	w := start(country(), 2)
	near(t, "stations", w.o.Stations, 16737, 0)
	near(t, "built at step 0", w.o.Built, 0, 0)
	near(t, "capex at step 0", w.o.CapexUSD, 0, 0)
	near(t, "opex at step 0", w.o.OpexUSD, 0, 0)
	// 16,737 stations x 3 kW = 50,211 kW.
	near(t, "power, MW", w.o.PowerMW, 50.211, 1e-9)
	// 16,737 / 119,056 = 14.06 %, the nation's 14 %.
	near(t, "5G over 4G", w.o.PerFourG, 0.1406, 5e-5)
	// People: 16 million x 0.3952.
	near(t, "people covered", w.o.PeopleCovered, 6.3232e6, 1e-2)
	// Three operators build 10 each; (1,200 + 600)/12 = 150 USD a month each.
	w.next()
	near(t, "built", w.o.Built, 30, 0)
	near(t, "capex", w.o.CapexUSD, 30*50000, 1e-6)
	near(t, "opex", w.o.OpexUSD, 16767*150, 1e-6)
}

// The plan of 68,457 stations by December 2025 lacks 68,457 - 16,737 = 51,720.
// October has 31 days, November 30, December 31. From the first day's end of
// October 30 + 30 + 31 = 91 days remain; from the 15th 16 + 30 + 31 = 77; from
// the 31st 30 + 31 = 61.
func TestRequiredRates(t *testing.T) {
	w := start(country(), 3)
	near(t, "gap", w.o.PlanGap, 51720, 0)
	near(t, "from the first day", w.o.RequiredFirst, 568.35, 0.005) // 51,720/91
	near(t, "from the 15th", w.o.RequiredMid, 671.69, 0.005)        // 51,720/77
	near(t, "from the last day", w.o.RequiredLast, 847.87, 0.005)   // 51,720/61
	// 671.69 x 30.4375 days / 119,056 = 17.17 % of the 4G stations a month.
	near(t, "a month over 4G", w.o.RequiredPerOwn, 0.1717, 5e-5)

	p := country()
	p.PlanStations = 10000
	w = start(p, 3)
	near(t, "gap of a plan already met", w.o.PlanGap+w.o.RequiredFirst+w.o.RequiredMid+w.o.RequiredLast, 0, 0)
	p.PlanStations, p.PlanBy = 68457, float64(axis.M(2025, 9))
	if w = start(p, 3); w.o.PlanGap != 51720 || w.o.RequiredFirst != 0 || w.o.RequiredLast != 0 || w.o.RequiredPerOwn != 0 {
		t.Errorf("a plan whose date is past: %+v", w.o)
	}
}

// busy is a country in which every constraint and the subsidy are at work.
func busy(t testing.TB, forecast float64) *Params {
	p := country()
	p.Provinces = provinces(t)
	p.Forecast, p.PlanAchievement, p.TenderMonths, p.RampMonths, p.TrendDrift = forecast, 0.9, 2, 6, 0.1
	p.LearningRate, p.SubsidyThreshold, p.SwitchOn, p.Commissioning = 0.15, 900, 0.5, 2
	for i := range p.Operators {
		op := &p.Operators[i]
		op.BuildRate, op.Stock, op.LeadTime, op.Deliveries = 120, 90, float64(2+i), 700
		op.Permits, op.PermitLag = 800, 1
		op.Crews, op.CrewRate, op.BudgetMUSDYear = 150+100*float64(i), 2, 250
	}
	return p
}

var forecasts = []float64{Trend, Plan, Commitments}

// TestConservation: what is national is the sum of the operators', whatever the
// state; what was accepted is what was begun and is no longer under way; money is the
// sum of its lines.
func TestConservation(t *testing.T) {
	const steps = 40
	for _, f := range forecasts {
		w := start(whole(busy(t, f)), steps)
		last := w.o.Stations
		for w.t+1 < steps {
			w.next()
			stations, built, in, under, power := 0.0, 0.0, 0.0, 0.0, 0.0
			var stages rollout.Stages
			for i := range w.p.Operators {
				stations += w.o.StationsBy[i]
				built += w.o.BuiltBy[i]
				stages.Add(&w.o.StagesBy[i])
				near(t, "accepted", w.o.StagesBy[i].Accepted, w.o.StationsBy[i], 0)
			}
			for i := range w.p.Provinces {
				in += w.o.StationsIn[i]
				under += w.o.UnderWayIn[i]
				power += w.o.PowerIn[i]
			}
			near(t, "national stations", w.o.Stations, stations, 1e-6)
			near(t, "stations by province", in, stations, 1e-6)
			near(t, "stations under way by province", under, stages.Begun()-stages.Accepted, 1e-6)
			near(t, "power by province", power, w.o.PowerMW, 1e-9)
			near(t, "states", w.o.Stages.Begun(), stages.Begun(), 1e-6)
			near(t, "national building", w.o.Built, built, 1e-6)
			near(t, "stock after flow", w.o.Stations, last+built, 1e-6)
			near(t, "money", w.o.GrossCapexUSD+w.o.OpexUSD, w.o.Lines.Total(), 1e-9*w.o.Lines.Total())
			near(t, "net capex", w.o.CapexUSD+w.o.SubsidyUSD, w.o.GrossCapexUSD, 1e-3)
			last = w.o.Stations
		}
		sum := *w.s.money.ledger.Sum()
		if total := sum.Total(); !(total > 0) {
			t.Errorf("forecast %g: the ledger has %g", f, total)
		}
	}
}

// TestStartForgets: a state that has run gives the results of a fresh one.
func TestStartForgets(t *testing.T) {
	const steps = 30
	trace := func(w *world) (out []Out) {
		for ; w.t < steps-1; w.next() {
			o := w.o
			o.StagesBy = slices.Clone(o.StagesBy)
			for _, v := range []*[]float64{&o.StationsBy, &o.BuiltBy, &o.CoverageBy, &o.CoverageIn, &o.BindingBy, &o.AreaBy, &o.IndoorBy, &o.StationsIn, &o.UnderWayIn, &o.PowerIn, &o.PowerInZone} {
				*v = append([]float64(nil), *v...)
			}
			out = append(out, o)
		}
		return out
	}
	for _, f := range forecasts {
		p := whole(busy(t, f))
		p.Operators[0].Deliveries = 60 // so that what is left of old orders would show
		w := start(p, steps)
		fresh := trace(w)
		other := *w.p
		w.p.Forecast, w.p.PlanAchievement, w.p.Edge, w.p.Overlap = Plan, 3, 0.9, 0
		Start(w.p, &w.s, &w.o)
		w.t = -1
		trace(w.next())
		*w.p = other
		Start(w.p, &w.s, &w.o)
		w.t = -1
		if again := trace(w.next()); !reflect.DeepEqual(fresh, again) {
			t.Errorf("forecast %g: a used state gives other results", f)
		}
	}
}

func TestCloneSharesNoBacking(t *testing.T) {
	p := whole(country())
	start(p, 2)
	q := p.Clone()
	if !reflect.DeepEqual(*p, q) {
		t.Fatal("the clone differs")
	}
	if &p.Operators[0] == &q.Operators[0] || &p.Provinces[0] == &q.Provinces[0] {
		t.Error("a backing array is shared")
	}
	if &p.Seasons[0] == &q.Seasons[0] || &p.Bands[0] == &q.Bands[0] || &p.Traffic.Adoption.Values[0] == &q.Traffic.Adoption.Values[0] {
		t.Error("a backing array is shared")
	}
	q.Operators[0].Stations, q.Provinces[0].Population, q.Edge = 1, 1, 1
	if p.Operators[0].Stations != 9000 || p.Provinces[0].Population != 8e6 || p.Edge != 0.3 {
		t.Error("writing to the clone changed its origin")
	}
}

func TestNoAllocations(t *testing.T) {
	w := start(whole(busy(t, Plan)), 240)
	if n := testing.AllocsPerRun(20, func() { Start(w.p, &w.s, &w.o) }); n != 0 {
		t.Errorf("Start allocates %g times", n)
	}
	w.t = -1
	if n := testing.AllocsPerRun(200, func() { w.next() }); n != 0 {
		t.Errorf("Advance allocates %g times", n)
	}
}

// draws times whole draws of Viet Nam's 34 provinces in 10 classes, 3 operators, 63 months.
func draws(b *testing.B, p *Params) {
	w := start(p, 63)
	b.ReportAllocs()
	for b.Loop() {
		Start(w.p, &w.s, &w.o)
		w.t = -1
		w.to(62)
	}
}

func BenchmarkDraw(b *testing.B)     { draws(b, whole(busy(b, Plan))) }
func BenchmarkDrawBare(b *testing.B) { draws(b, busy(b, Plan)) }

func BenchmarkStart(b *testing.B) {
	w := start(whole(busy(b, Plan)), 63)
	b.ReportAllocs()
	for b.Loop() {
		Start(w.p, &w.s, &w.o)
	}
}

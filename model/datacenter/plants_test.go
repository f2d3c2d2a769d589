package datacenter

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/plant"
	"github.com/headroom-planner/headroom/model/plant/steady"
)

// cooled is the small country with its opening stock and projects on plants.
func cooled() Params {
	p := country()
	p.Cooling.On = true
	p.Stock[0].Plant, p.Stock[1].Plant = 0, 1
	p.Facilities[1].Plant = 0
	return p
}

// TestOneFacility works a month of one hall by hand from its table: 24 MW contracted,
// air-cooled, a factor of overhead at score 1, a tenth of margin, six tenths let.
func TestOneFacility(t *testing.T) {
	p := cooled()
	p.Stock, p.Phases = []Stock{{Zone: 0, Share: 1, Plant: 1}}, nil
	p.OpeningRacks, p.OpeningMW, p.DemandGrowth = 3600, 24, 0
	p.Plants[1].Recharge, p.Plants[1].Staging = .1, .25
	w := begin(p, 1, Limits{})
	table := tableOf(6, 2, 1).table
	over := plant.Spreads()[6].Overhead.At(1)
	peak := (1 + (table.Peak(1)-1)*over) * 1.1
	it := 24 / peak
	near(t, "IT capacity", w.o.ITMW, it)
	near(t, "facility capacity", w.o.FacilityMW, 24)
	w.until(2026, 4)
	running := 1 - .25*.4
	u := .6 * .5 / running
	want := it * running * (u + (table.PowerKW(u, 4)-u)*over)
	near(t, "IT load", w.o.ITLoadMW, it*.3)
	near(t, "facility load", w.o.FacilityLoadMW, want)
	near(t, "PUE", w.o.PUE, want/(it*.3))
	near(t, "load in the design hour", w.o.Plant.PeakMW, it*running*(u+(table.Peak(u)*u-u)*over))
	if w.o.PUE < 1.8 || w.o.PUE > 2.6 {
		t.Errorf("PUE at %.2f of load is %.3f", u, w.o.PUE)
	}
	near(t, "water of a dry plant", w.o.Plant.WaterML, 0)
}

// TestPublishedModel: a plant in the published model has its table and its spread, whatever the load
// and the scheme; a kind that the model does not have keeps the balance.
func TestPublishedModel(t *testing.T) {
	p := cooled()
	p.Stock, p.Phases = []Stock{{Zone: 0, Share: 1, Plant: 1}}, nil
	p.Plants[1].Model, p.Plants[1].Redundancy = steadyModel, float64(plant.TwoN)
	table, over := steadyTableOf(6, 2).table, steadySpreads[6].Overhead.At(1)
	for _, growth := range []float64{0, .5} {
		p.DemandGrowth = growth
		w := begin(p, 1, Limits{})
		w.until(2026, 4)
		near(t, "PUE", w.o.PUE, 1+(table.PUE(1, 4)-1)*over)
		near(t, "hours outside of the fit", w.o.Plant.Outside[1], 100*table.BoundShare)
		if w.o.Plant.WaterML <= 0 {
			t.Error("humidifiers take no water")
		}
	}
	for kind := range kindOptions {
		a, s := formOf(steadyModel, kind, 0, 1)
		b, r := formOf(balanceModel, kind, 0, 1)
		if (a == b && s == r) != (kind >= steadyKinds) {
			t.Errorf("%s: the forms are the same: %v", kindOptions[kind].Key, a == b)
		}
	}
}

// TestYearIsSumsOverSums holds the annual ratios against own sums of months, and
// water of zones against the country's.
func TestYearIsSumsOverSums(t *testing.T) {
	p := cooled()
	w := begin(p, 2, plenty())
	var fac, it, water []float64
	for w.t < axis.Step(run.Steps-1) {
		w.step()
		h := float64(run.Month(w.t).Days()) * 24
		fac, it, water = append(fac, w.o.FacilityLoadMW*h), append(it, w.o.ITLoadMW*h), append(water, w.o.Plant.WaterML)
		from := max(0, len(fac)-12)
		near(t, "annual PUE", w.o.Plant.AnnualPUE, total(fac[from:])/total(it[from:]))
		near(t, "annual WUE", w.o.Plant.AnnualWUE, total(water[from:])*1e6/(total(it[from:])*1000))
		near(t, "water of zones", total(w.o.Plant.ZoneWaterML), w.o.Plant.WaterML)
		near(t, "IT of plants and of stated PUEs", total(w.o.Plant.ITMW)+total(w.s.bareIT), w.o.ITMW)
	}
	if w.o.Plant.WaterML <= 0 || w.o.Plant.AnnualWUE <= 0 || w.o.Plant.PeakMW <= w.o.FacilityLoadMW {
		t.Errorf("water %g ML, WUE %g, peak %g of %g MW", w.o.Plant.WaterML, w.o.Plant.AnnualWUE, w.o.Plant.PeakMW, w.o.FacilityLoadMW)
	}
}

// TestMoveKeepsPlants: a phase that the count holds takes racks out of the stock and no
// IT power is lost or made.
func TestMoveKeepsPlants(t *testing.T) {
	p := cooled()
	p.Phases[0].InsideStock, p.Phases[0].Class = Yes, 0
	w := begin(p, 2, plenty())
	near(t, "IT power", w.o.ITMW, w.o.Stock.ITMW)
	near(t, "facility power", w.o.FacilityMW, w.o.Stock.FacilityMW)
	near(t, "IT of plants and of stated PUEs", total(w.o.Plant.ITMW)+total(w.s.bareIT), w.o.ITMW)
}

func TestEveryTableCanBeMade(t *testing.T) {
	if testing.Short() {
		t.Skip("makes many tables")
	}
	for k := range kindOptions {
		for c := range climateOptions {
			if (k+c)%3 != 0 {
				continue // a third of them, every kind and climate among them
			}
			tb := tableOf(k, c, (k+c)%len(schemeOptions)).table
			if pue := tb.YearPUE(.7); !(pue > 1.05 && pue < 3) {
				t.Errorf("%s in %s: PUE %g", kindOptions[k].Key, climateOptions[c].Key, pue)
			}
		}
	}
	for k := range steadyKinds {
		for c := range climateOptions {
			tb := steadyTableOf(k, c).table
			near(t, "PUE of the published model, which knows no load", tb.YearPUE(.03), tb.YearPUE(.97))
			// The fits' ranges end at tower water of 29.4 C, which Singapore has most of the year, and at air of
			// 15 and 35 C; direct expansion has every hour here.
			most := map[steady.Rejection]float64{steady.ToTower: .4, steady.ToAir: .09}
			if climateOptions[c].Key == "singapore" {
				most[steady.ToTower] = .65
			}
			reject := steady.Cases()[k].Reject
			if b := tb.BoundShare; b > most[reject] || reject == steady.ToTower && b < .25 {
				t.Errorf("%s in %s: %.3f of hours outside of the fit", kindOptions[k].Key, climateOptions[c].Key, b)
			}
			if pue := tb.YearPUE(1); !(pue > 1.05 && pue < 3 && tb.Peak(1) >= pue) {
				t.Errorf("%s in %s: PUE %g, peak %g in the published model", kindOptions[k].Key, climateOptions[c].Key, pue, tb.Peak(1))
			}
		}
	}
	for k, bySchemes := range moduleRatio() {
		for s, r := range bySchemes {
			if !(r > .5 && r < 2.5) || (s == int(plant.NPlus1)) != (r == 1) && s != int(plant.FourThirds) && s != int(plant.N) {
				t.Errorf("kind %d, scheme %d: %g times the modules of N+1", k, s, r)
			}
		}
	}
}

// TestRules: a midsize air-cooled plant does not meet 1.4; it is counted, refused or
// replaced by liquid cooling, which costs its premium and takes no water.
func TestRules(t *testing.T) {
	base := cooled()
	base.Facilities[1].Plant = 1
	base.Plants = append(base.Plants, Plant{Name: "liquid", Kind: 10, Climate: 2, Redundancy: 1})
	base.Rules = Rules{On: true, PUECap: 1.4, WUECap: 100, Load: .7, Effect: Count, Replacement: 2, Premium: .1}
	end := func(effect float64, change func(*Params)) *world {
		p := base.Clone()
		p.Rules.Effect = effect
		change(&p)
		return begin(p, 2, plenty()).until(2027, 1)
	}
	same := func(*Params) {}
	counted := end(Count, same)
	if counted.o.PhaseRacks[1] != 1000 || counted.o.Plant.Meets[1] != 0 || counted.o.Plant.Meets[2] != 1 {
		t.Errorf("counted: %v racks, meets %v", counted.o.PhaseRacks, counted.o.Plant.Meets)
	}
	refused := end(Refuse, same)
	near(t, "refused racks", refused.o.PhaseRacks[1], 0)
	replaced := end(Replace, same)
	near(t, "racks in the place of refused ones", replaced.o.PhaseRacks[1], 1000)
	near(t, "IT power of liquid halls", replaced.o.Plant.ITMW[2], 14/replaced.o.Plant.Peak[2])
	near(t, "facility power", replaced.o.FacilityMW, counted.o.FacilityMW)
	if r := replaced.o.Plant.AnnualPUE / counted.o.Plant.AnnualPUE; r >= 1 {
		t.Errorf("PUE with the cap is %g of that without", r)
	}
	strict := end(Replace, func(p *Params) { p.Rules.PUECap = 1.05 })
	near(t, "a replacement that does not comply", strict.o.PhaseRacks[1], 0)
	dry := end(Refuse, func(p *Params) { p.Facilities[1].Plant, p.Rules.PUECap, p.Rules.WUECap = 0, 10, 1 })
	near(t, "towers under a cap on water", dry.o.PhaseRacks[1], 0)
	floor := end(Count, func(p *Params) { p.Rules.DensityFloor = 40 })
	near(t, "racks of 40 kW", floor.o.PhaseRacks[1], 14/floor.o.Plant.Peak[1]*1000/40)
	twice := end(Count, func(p *Params) { p.Rules.Redundancy = float64(plant.TwoN) + 1 })
	if twice.o.Plant.PUE[1] <= counted.o.Plant.PUE[1] {
		t.Errorf("2N has a PUE of %g, N+1 of %g", twice.o.Plant.PUE[1], counted.o.Plant.PUE[1])
	}
	near(t, "PUE at the rules' load", counted.o.Plant.PUE[1], 1+(tableOf(6, 2, 1).table.YearPUE(.7)-1)*plant.Spreads()[6].Overhead.At(1))
}

// TestCosts: 14 MW at the meter under 2N, land and learning by hand.
func TestCosts(t *testing.T) {
	p := cooled()
	p.Facilities[1].Plant = 1
	p.Plants[1].Redundancy = float64(plant.TwoN)
	p.Costs = Costs{On: true, Learning: .1, ElectricalShare: .26, FloorM2: 9, LandUSD: 400, PlotRatio: 3}
	w := begin(p, 2, plenty())
	for w.o.PhaseRacks[1] == 0 {
		w.step()
	}
	it := 14 / w.s.cool.rated[1]
	land := 1000 * 9 / 3. * 400
	near(t, "capex", w.o.CapexUSD, it*7e6*(1+.26*(8./5-1))+land) // four modules: 2N has 8, N+1 5
	near(t, "land", w.o.LandUSD, land)
	w.step()
	near(t, "learnt", w.s.pipe.learnt, math.Pow((w.o.Opening.ITMW+it)/w.o.Opening.ITMW, math.Log2(.9)))
}

// TestReadings are the conversions of model/boundary at no spread.
func TestReadings(t *testing.T) {
	for _, c := range []struct{ reading, it, fac float64 }{
		{ReadFacility, 182 / 1.6, 182}, {ReadIT, 182, 182 * 1.6}, {ReadContracted, 182 / 1.25 / 1.6, 182 / 1.25}, {ReadNameplate, 182 * .6, 182 * .6 * 1.6},
	} {
		p := country()
		p.OpeningPUE, p.Contracted, p.Nameplate, p.OpeningReading = 1.6, 1.25, .6, c.reading
		p.Published = Published{On: true, ITMW: 104, ColocationMW: 51, ColocationShare: .46, RackKW: 4}
		w := begin(p, 2, plenty())
		near(t, "IT", w.o.Stock.ITMW, c.it)
		near(t, "facility", w.o.Stock.FacilityMW, c.fac)
		near(t, "published IT", w.o.Check.IT, 104/c.it)
		near(t, "published colocation", w.o.Check.Colocation, 51/(c.it*.46))
		near(t, "published rack", w.o.Check.Rack, 4/(c.it*1000/27370))
	}
}

// A load of 16 MW of IT at 1.25, all prices by hand.
func TestTrade(t *testing.T) {
	p := cooled()
	w := begin(p, 2, plenty())
	Trade(&Terms{VNDPerKWh: 2000, DemandVND: 200000, KgPerKWh: .66, CarbonVNDPerKg: 500, WaterVNDPerM3: 12000}, &w.o)
	x := &w.o.Plant
	near(t, "cost", x.Cost[0], x.PUE[0]*(2000+330)+x.Peak[0]*12*200000/8760+x.WUE[0]*12)
	near(t, "carbon", x.Carbon[0], x.PUE[0]*.66*8760)
	near(t, "water of a MW", x.MLPerMW[0], x.WUE[0]*8.76)
}

func TestCooledStartForgetsAndAllocatesNothing(t *testing.T) {
	p := cooled()
	p.Expansion.TargetMW, p.Expansion.Plant = 500, 0
	p.Rules = Rules{On: true, PUECap: 1.4, WUECap: 100, Load: .7, Effect: Replace, Replacement: 0}
	p.UPS = UPS{On: true, UnitMW: 1, Loaded: .9, Hours: .2}
	w := begin(p, 2, plenty(), Request{NodeKW: 1.6, Zone: -1, Wanted: 800})
	first := snapshot(w.until(2029, 1))
	w.p.Plants[0].OverheadScore, w.p.Plants[1].Kind = -2, 3
	w.restart()
	w.until(2030, 12)
	w.p.Plants[0].OverheadScore, w.p.Plants[1].Kind = 0, 6
	w.restart()
	for i, x := range snapshot(w.until(2029, 1)) {
		if x != first[i] {
			t.Errorf("number %d is %g, then %g", i, first[i], x)
		}
	}
	if n := testing.AllocsPerRun(20, func() {
		w.restart()
		w.until(2030, 12)
	}); n != 0 {
		t.Errorf("%g allocations in a draw", n)
	}
}

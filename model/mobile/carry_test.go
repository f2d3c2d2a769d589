package mobile

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/radio"
	"github.com/headroom-planner/headroom/model/ran"
)

// crowded is Viet Nam with every part and so much traffic that carriers and small cells bind.
func crowded(t testing.TB, reach float64, gb float64) *Params {
	p := whole(busy(t, Plan))
	p.Reach, p.Traffic.GB, p.Traffic.CeilingGB = reach, gb, 10*gb
	return p
}

// cell is what one operator has in one cell, by definition and without running sums.
type cell struct{ demand, small float64 }

// byCell goes through an operator's cells one by one.
func byCell(w *world, i int, mbps float64) (demand, short, small float64, hold [ran.MaxBands]float64) {
	p, s := w.p, &w.s
	g, need, l := &s.loads[i], &s.needs[s.table[i]], &s.land[i]
	for c, rank := range p.cells.rank {
		e := p.cells.env[c]
		served := footprint(s.front[i], rank, p.Edge)
		stations := l.per * (need.sum[c+1] - need.sum[c]) * served
		if stations <= 0 {
			continue
		}
		x := cell{demand: mbps * p.cells.share[c] * served}
		left := x.demand
		for b := range g.bands {
			left -= stations * g.have[b] * g.rates.Mbps[b][e]
			hold[b] += stations * g.have[b]
		}
		left = max(left, 0)
		for _, b := range g.order[e][:g.bands] {
			got := min(left, stations*(1-g.have[b])*g.rates.Mbps[b][e])
			hold[b] += got / g.rates.Mbps[b][e]
			left -= got
		}
		if e >= ran.Urban {
			got := min(left, stations*p.Traffic.SmallCells*g.rates.SmallMbps)
			x.small, left = got/g.rates.SmallMbps, left-got
		}
		demand, short, small = demand+x.demand, short+left, small+x.small
	}
	return demand, short, small, hold
}

// TestCarryCellByCell: the running sums give what goes through all cells one by one, demand is
// what is carried and what is not, and what stands is never less than needed.
func TestCarryCellByCell(t *testing.T) {
	const steps = 40
	for _, reach := range []float64{ByElasticity, ByRadio} {
		short, small := 0.0, 0.0
		for _, gb := range []float64{2, 15, 80} {
			p := crowded(t, reach, gb)
			users := 0.0
			for i := range p.Operators {
				users += p.Operators[i].Users
			}
			var held [3][ran.MaxBands]float64
			var cells [3]float64
			for w := start(p, steps); ; w.next() {
				years := float64(w.t) / 12
				each := radio.BusyHourMbps(ran.Traffic{GB: gb, Ceiling: 10 * gb, Rate: p.Traffic.Growth}.At(years), p.Traffic.BusyShare) *
					p.Traffic.Adoption.At(begin+axis.Month(w.t)) * p.people()
				demand, missed, stock := 0.0, 0.0, 0.0
				for i := range p.Operators {
					d, m, n, hold := byCell(w, i, each*p.Operators[i].Users/users)
					demand, missed = demand+d, missed+m
					cells[i] = max(cells[i], n)
					stock += cells[i]
					for b := range hold {
						held[i][b] = max(held[i][b], hold[b])
						near(t, fmt.Sprintf("carriers of band %d at step %d", b, w.t), w.s.loads[i].hold[b], held[i][b], 1e-6*(1+held[i][b]))
					}
				}
				near(t, "demand", w.o.DemandGbps, demand/1000, 1e-9*demand)
				near(t, "shortfall", w.o.ShortGbps, missed/1000, 1e-9*demand)
				near(t, "small cells", w.o.SmallCells, stock, 1e-6*(1+stock))
				short, small = max(short, w.o.ShortShare), max(small, w.o.SmallCells)
				if w.t == steps-1 || t.Failed() {
					break
				}
			}
		}
		if short == 0 || small == 0 {
			t.Errorf("reach %g: shortfall %g and %g small cells are never at work", reach, short, small)
		}
	}
}

// TestBandsInAnyOrder: the order in which a scenario lists bands decides nothing.
func TestBandsInAnyOrder(t *testing.T) {
	for _, reach := range []float64{ByElasticity, ByRadio} {
		p, q := crowded(t, reach, 30), crowded(t, reach, 30)
		slices.Reverse(q.Bands)
		v, w := start(p, 40).to(39), start(q, 40).to(39)
		for _, m := range Metrics {
			if m.HasTotal() {
				if a, b := m.Total(&v.o), m.Total(&w.o); math.Abs(a-b) > 1e-9*math.Abs(a) {
					t.Errorf("reach %g: %s is %g in one order and %g in the other", reach, m.Key, a, b)
				}
			}
		}
	}
}

// TestBoughtOnce: over a run what is bought is what stands at the end less what stood and what new
// stations brought; nothing is bought while nothing grows.
func TestBoughtOnce(t *testing.T) {
	p := crowded(t, ByRadio, 15)
	p.Traffic.Growth, p.Traffic.Adoption = 0, axis.Path{Months: []float64{float64(begin)}, Values: []float64{0.6}}
	for i := range p.Bands {
		p.Bands[i].ShareLater = p.Bands[i].Share
	}
	for i := range p.Operators {
		p.Operators[i].BuildRate, p.Operators[i].Crews = 0, 0
	}
	p.Sharing.On, p.Priority.On = false, false
	w := start(p, 30).next()
	for ; w.t < 29; w.next() {
		if w.o.Carriers > 1e-6 || w.o.Lines[ran.Carrier] > 1e-3 || w.o.Lines[ran.SmallCell] > 1e-3 {
			t.Fatalf("step %d: %g carriers are bought again for %g USD", w.t, w.o.Carriers, w.o.Lines[ran.Carrier])
		}
	}
	// A band that comes to all stations is bought once a station.
	p = crowded(t, ByRadio, 0)
	for i := range p.Operators {
		p.Operators[i].BuildRate, p.Operators[i].Crews = 0, 0
	}
	p.Traffic.GB, p.Traffic.CeilingGB, p.Sharing.On, p.Priority.On = 1e-9, 1, false, false
	p.Bands[0].Share, p.Bands[0].ShareLater, p.Bands[0].By = 0.4, 0.8, float64(begin+12)
	w = start(p, 30)
	stood := w.o.StationsBy[0]
	near(t, "carriers of a band to come", w.to(29).o.Carriers, 0.4*stood, 1e-6*stood)
	paid := 0.0
	for w = start(p, 30); w.t < 29; {
		paid += w.next().o.Lines[ran.Carrier] / wright(p, &w.s, w.o.Stations, w.t)
	}
	near(t, "their cost", paid, 0.4*stood*p.Traffic.CarrierUSD, 1e-3*stood)
}

// TestDraw: in the first month a station draws what is stated; more load draws more, sleep less; and
// without traffic every station draws the same always.
func TestDraw(t *testing.T) {
	end := func(gb, below float64) Out {
		p := crowded(t, ByRadio, gb)
		p.Traffic.SleepBelow, p.Traffic.SleepShare = below, 0.8
		w := start(p, 40)
		near(t, "power in the first month", w.o.PowerMW, 3*16737/1000.0, 1e-9)
		near(t, "a station's", w.o.KWStation, 3, 1e-12)
		return w.to(39).o
	}
	idle, loaded := end(0.1, 0), end(60, 0)
	if loaded.KWStation <= idle.KWStation {
		t.Errorf("%g kW a station under little load and %g under much", idle.KWStation, loaded.KWStation)
	}
	p := busy(t, Plan)
	p.Traffic.On = false
	w := start(p, 40).to(39)
	near(t, "without traffic", w.o.PowerMW, 3*w.o.Stations/1000, 1e-9)
}

// TestSharing: what a passive site costs is divided, and nothing else moves; whole stations serve
// guests, who cover more with as many stations.
func TestSharing(t *testing.T) {
	run := func(form float64, parties float64) Out {
		p := whole(country())
		p.Provinces, p.Sharing.Form, p.Sharing.Parties, p.Priority.On = provinces(t), form, parties, false
		p.Sharing.Share, p.Sharing.From = 1, float64(begin)
		return start(p, 20).to(19).o
	}
	one, two, whole := run(Passive, 1), run(Passive, 2), run(MORAN, 2)
	for l := range one.Lines {
		want := one.Lines[l]
		switch ran.Line(l) {
		case ran.Site, ran.Installation, ran.PowerSystem:
			want /= 2
		case ran.Rent:
			want *= (two.Stations - (two.Stations-16737)/2) / two.Stations
		}
		near(t, ran.Line(l).String(), two.Lines[l], want, 1e-6*(1+want))
	}
	near(t, "coverage on shared sites", two.Coverage, one.Coverage, 1e-12)
	for i := range one.CoverageBy {
		if whole.CoverageBy[i] <= one.CoverageBy[i] {
			t.Errorf("operator %d covers %g alone and %g as a guest", i, one.CoverageBy[i], whole.CoverageBy[i])
		}
	}
	near(t, "stations", whole.Stations, one.Stations, 1e-9)
}

// TestVillages: all 117 villages have their stations by the month stated, out of those that are built, and
// their people are covered; the frontier is as far as the other stations reach.
func TestVillages(t *testing.T) {
	p := whole(busy(t, Trend))
	p.Sharing.On = false
	w := start(p, 20).to(13)
	near(t, "villages served", w.o.VillagesServed, 117, 1e-9)
	q := *p
	q.Priority.On = false
	v := start(&q, 20).to(13)
	near(t, "stations", w.o.Stations, v.o.Stations, 1e-6)
	serving := 0.0
	for _, n := range w.s.serving {
		serving += n
	}
	near(t, "stations by density", serving, w.o.Stations-117, 1e-6)
	if w.o.Lines[ran.PowerSystem] <= v.o.Lines[ran.PowerSystem] {
		t.Error("stations in villages cost no more")
	}
}

// TestMeanLoadWillDo: power at the mean load of an environment's carriers is that of
// each cell at its own, within 1 % without sleep and 6 % with it.
func TestMeanLoadWillDo(t *testing.T) {
	for _, below := range []float64{0, 0.25} {
		p := crowded(t, ByRadio, 20)
		p.Traffic.SleepBelow, p.Traffic.SleepShare, p.Traffic.SmallCells = below, 0.5, 0
		w := start(p, 40)
		worst := 0.0
		for ; w.t < 39; w.next() {
			mean, each := 0.0, 0.0
			for i := range p.Operators {
				mean += w.s.fleetKW(i)
				each += kwByCell(w, i)
			}
			worst = max(worst, math.Abs(mean/each-1))
		}
		t.Logf("sleep below %g: off by %.4f at most", below, worst)
		if worst > 0.01+below/5 {
			t.Errorf("sleep below %g: off by %g", below, worst)
		}
	}
}

// kwByCell is what an operator's carriers draw, each cell at the load of its own stations.
func kwByCell(w *world, i int) (kw float64) {
	p, s := w.p, &w.s
	g, need, l := &s.loads[i], &s.needs[s.table[i]], &s.land[i]
	years := float64(w.t) / 12
	users := 0.0
	for k := range p.Operators {
		users += p.Operators[k].Users
	}
	mbps := radio.BusyHourMbps(ran.Traffic{GB: p.Traffic.GB, Ceiling: p.Traffic.CeilingGB, Rate: p.Traffic.Growth}.At(years), p.Traffic.BusyShare) *
		p.Traffic.Adoption.At(begin+axis.Month(w.t)) * p.people() * p.Operators[i].Users / users
	for c, rank := range p.cells.rank {
		e := p.cells.env[c]
		served := footprint(s.front[i], rank, p.Edge)
		stations := l.per * (need.sum[c+1] - need.sum[c]) * served
		if stations <= 0 {
			continue
		}
		demand := mbps * p.cells.share[c] * served
		var on [ran.MaxBands]float64
		capacity := 0.0
		for b := range g.bands {
			on[b] = stations * g.have[b]
			capacity += on[b] * g.rates.Mbps[b][e]
		}
		left := max(demand-capacity, 0)
		for _, b := range g.order[e][:g.bands] {
			got := min(left, stations*(1-g.have[b])*g.rates.Mbps[b][e])
			on[b] += got / g.rates.Mbps[b][e]
			left, capacity = left-got, capacity+got
		}
		load := p.Traffic.Utilisation * min(demand/capacity, 1)
		for b := range g.bands {
			table := &s.watts.low
			if g.tdd[b] {
				table = &s.watts.mid
			}
			kw += on[b] * g.more[b] * table.KWAtBusy(load)
		}
	}
	return kw
}

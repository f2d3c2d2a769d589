package mobile

import (
	"fmt"
	"math"
	"math/rand"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/ran"
)

// thrown changes some of a table's inputs: to an end of their ranges, to anywhere within or to
// a multiple of what they are.
func thrown[T any](r *rand.Rand, of *T, rows []declare.Input[T], share float64) {
	for _, in := range rows {
		if r.Float64() > share {
			continue
		}
		if in.Path != nil {
			for i := range in.Path(of).Values {
				in.Path(of).Values[i] = r.Float64()
			}
			continue
		}
		x := in.Ref(of)
		switch in.Kind {
		case declare.Choice:
			*x = float64(r.Intn(len(in.Options)))
		case declare.Date:
			*x = float64(begin) + float64(r.Intn(60)-10)
		case declare.Number:
			*x = [...]float64{in.Min, in.Max, in.Min + r.Float64()*(in.Max-in.Min), min(max(*x*math.Exp(2*r.NormFloat64()), in.Min), in.Max)}[r.Intn(4)]
		}
	}
}

// TestExtremes: wherever inputs lie within their ranges, every metric is a finite number, what is a
// share is one, nothing that only grows falls, no line of money is below 0, the provinces make the
// nation, and the first month is as stated.
func TestExtremes(t *testing.T) {
	const steps = 40
	for seed := range int64(400) {
		r, p := rand.New(rand.NewSource(seed)), whole(country())
		share := [...]float64{0.03, 0.1, 0.3, 1}[seed%4]
		thrown(r, p, Inputs, share)
		for i := range p.Operators {
			thrown(r, &p.Operators[i], OperatorInputs, share)
		}
		for i := range p.Bands {
			f := p.Bands[i].FrequencyMHz // each costs a grid of efficiencies
			thrown(r, &p.Bands[i], BandInputs, share)
			p.Bands[i].FrequencyMHz = f
		}
		for i := range p.Provinces {
			thrown(r, &p.Provinces[i], ProvinceInputs, share)
		}
		p.Provinces[0].Population = max(p.Provinces[0].Population, 1) // somebody lives in the country
		for i := range p.Seasons {
			thrown(r, &p.Seasons[i], SeasonInputs, share)
		}
		grows := map[string]float64{}
		for w := start(p, steps); ; w.next() {
			at, o := fmt.Sprintf("seed %d, step %d: ", seed, w.t), &w.o
			for _, m := range Metrics {
				x := 0.0
				if m.HasTotal() {
					x = m.Total(o)
				}
				for i := range map[string]int{"mobile.operators": len(p.Operators), "mobile.provinces": len(p.Provinces)}[m.Of] {
					x += m.Member(o, i)
				}
				if math.IsNaN(x) || math.IsInf(x, 0) || x < -1e-9*(1+o.Stations) && m.Key != "mobile.capex" {
					t.Errorf("%s%s adds up to %g", at, m.Key, x)
				}
				switch m.Key {
				case "mobile.stations", "mobile.population_coverage", "mobile.area_coverage", "mobile.coverage_by_operator", "mobile.coverage_by_province",
					"mobile.people_covered", "mobile.carriers_added", "mobile.small_cells", "mobile.villages_served":
					if x < grows[m.Key]*(1-1e-9)-1e-9 {
						t.Errorf("%s%s falls from %g to %g", at, m.Key, grows[m.Key], x)
					}
					grows[m.Key] = x
				}
			}
			if most := max(o.Coverage, o.AreaCoverage, o.Indoor, o.ShortShare, o.Load); most > 1+1e-6 || o.Indoor > o.Coverage+1e-9 {
				t.Errorf("%sa share is %g, %g indoors of %g", at, most, o.Indoor, o.Coverage)
			}
			for l, x := range o.Lines {
				if x < 0 {
					t.Errorf("%s%s costs %g", at, ran.Line(l), x)
				}
			}
			in, power := 0.0, 0.0
			for i := range p.Provinces {
				in, power = in+o.StationsIn[i], power+o.PowerIn[i]
			}
			near(t, at+"stations by province", in, o.Stations, 1e-6*(1+o.Stations))
			near(t, at+"power by province", power, o.PowerMW, 1e-6*(1+o.PowerMW))
			if w.t == 0 {
				near(t, at+"power", o.PowerMW, o.Stations*p.SitePowerKW/kwPerMW, 1e-9*(1+o.PowerMW))
				if o.Stations > 0 && p.OpeningCoverage > 0 {
					tol, largest := 1e-6, slices.Max(p.cells.share)
					if p.Edge < 2*largest { // coverage moves class by class, which nothing can calibrate
						tol = largest + p.Edge
					}
					near(t, at+"coverage", o.Coverage, min(p.OpeningCoverage, p.CoverageLimit), tol)
				}
			}
			if w.t == steps-1 || t.Failed() {
				break
			}
		}
		if t.Failed() {
			return
		}
	}
}

// TestVillagesDue: villages whose last month lies before their first get their stations from the
// first on, and so does the run.
func TestVillagesDue(t *testing.T) {
	for _, by := range []int{13, 5, 4, 0} {
		p := whole(busy(t, Trend))
		p.Priority.From, p.Priority.By = float64(begin+5), float64(int(begin)+by)
		w := start(p, 20).to(4)
		near(t, "served before", w.o.VillagesServed, 0, 0)
		near(t, "served at last", w.to(19).o.VillagesServed, 117, 1e-9)
	}
	p := whole(busy(t, Trend))
	p.Priority.People = 1e6 // more than live in the country
	if w := start(p, 20).to(19); w.o.Coverage != p.CoverageLimit {
		t.Errorf("%g of people are covered", w.o.Coverage)
	}
}

// TestVillagesDraw: a station in a village draws what is stated. Nobody adds load, so every other one
// draws it too.
func TestVillagesDraw(t *testing.T) {
	p := whole(alone())
	p.Traffic.GB, p.Sharing.On, p.Priority.Stations, p.Bands = 0, false, 3, p.Bands[1:2]
	w := start(p, 20).to(19)
	near(t, "villages", w.o.VillagesServed, 117, 1e-9)
	near(t, "power, MW", w.o.PowerMW, 3*w.o.Stations/1000, 1e-9)
}

// TestFirstStationDraws: a country that begins without stations has the stated power in the
// month of its first.
func TestFirstStationDraws(t *testing.T) {
	p := whole(busy(t, Trend))
	p.Sharing.On, p.Priority.On = false, false
	for i := range p.Operators {
		p.Operators[i].Stations = 0
	}
	w := start(p, 20)
	near(t, "power of none", w.o.PowerMW, 0, 0)
	w.next()
	if w.o.Stations <= 0 {
		t.Fatal("nothing is built")
	}
	near(t, "power of the first, MW", w.o.PowerMW, 3*w.o.Stations/1000, 1e-12)
	near(t, "by province", w.o.PowerIn[0]/w.o.StationsIn[0], 3.0/1000, 1e-12)
}

// TestSeasonsOfOneMonth: rates of one month multiply, in whatever order they stand.
func TestSeasonsOfOneMonth(t *testing.T) {
	run := func(seasons ...Season) float64 {
		p := alone()
		p.Operators[0].Crews, p.Operators[0].CrewRate, p.Seasons = 10, 5, seasons
		return start(p, 3).next().o.Built // November
	}
	near(t, "an ordinary month", run(), 50, 1e-12)
	near(t, "storms and holidays", run(Season{"a", 11, 0.5}, Season{"b", 11, 0.8}), 20, 1e-12)
	near(t, "the other way round", run(Season{"b", 11, 0.8}, Season{"a", 11, 0.5}), 20, 1e-12)
}

// TestWaysOfOrders: the backhaul of ordered stations is paid although none was counted in the month.
// Fibre at 0.5 km x 25 USD/m is 12,500 USD in town and 2 x 15 and 8 x 5 USD/m are 30,000 and
// 40,000 USD beyond it, where microwave at 30,000 USD is no dearer; each with a router of 2,000 USD, for a fifth of stations.
func TestWaysOfOrders(t *testing.T) {
	for _, opening := range []float64{0, 1000} {
		p := whole(alone())
		p.Sharing.On, p.Priority.On, p.Traffic.On = false, false, false
		p.Operators[0].Stations, p.Operators[0].Crews = opening, 0
		w := start(p, 3).next()
		if w.o.Built != 0 || w.s.ordered[0] != 100 {
			t.Fatalf("%g counted, %g ordered", w.o.Built, w.s.ordered[0])
		}
		near(t, "routers", w.o.Lines[ran.Router], 100*0.2*2000, 1e-6)
		ways := w.o.Lines[ran.Fibre] + w.o.Lines[ran.Microwave]
		if least, most := 100*0.2*12500.0, 100*0.2*30000.0; ways < least || ways > most {
			t.Errorf("ways cost %g, between %g and %g", ways, least, most)
		}
	}
}

// TestGuests: a shared station has no more guests than there are other operators.
func TestGuests(t *testing.T) {
	run := func(parties float64) Out {
		p := whole(country())
		p.Sharing.Form, p.Sharing.Share, p.Sharing.From, p.Sharing.Parties = MORAN, 1, float64(begin), parties
		return start(p, 6).to(5).o
	}
	three, ten := run(3), run(10)
	near(t, "cost of a station", ten.UnitCostUSD, three.UnitCostUSD, 1e-9)
	near(t, "carriers", ten.Lines[ran.Carrier], three.Lines[ran.Carrier], 1e-6)
}

// TestOwningReplaces: within ten years microwave and routers wear out with electronics, after eight,
// and fibre does not. Nothing else costs here and money keeps its worth.
func TestOwningReplaces(t *testing.T) {
	run := func(fibre float64) float64 {
		p := whole(country())
		p.Equipment, p.SiteBuild, p.Installation, p.Maintenance, p.Rent, p.Assets.PowerUSD = 0, 0, 0, 0, 0, 0
		p.Assets.BackhaulShare, p.Assets.MicrowaveUSD, p.Assets.FibreUSDM = 1, [3]float64{30000, 30000, 30000}, [3]float64{fibre, fibre, fibre}
		p.Assets.DistanceKM = [3]float64{1, 1, 1}
		return start(p, 2).o.OwningUSD
	}
	near(t, "microwave and router twice", run(1000), 2*(30000+2000), 1e-6)
	near(t, "fibre once, router twice", run(10), 10000+2*2000, 1e-6)
}

// TestLandMovesCost: how much land there is decides how far stations stand from fibre.
func TestLandMovesCost(t *testing.T) {
	p, q := whole(country()), whole(country())
	for i := range q.Provinces {
		q.Provinces[i].AreaKM2 *= 30
	}
	if start(p, 2).o.UnitCostUSD == start(q, 2).o.UnitCostUSD {
		t.Fatal("land moves nothing here")
	}
	for _, m := range Metrics {
		if m.Key == "mobile.unit_cost" || m.Key == "mobile.station_tco" {
			named := map[string]bool{}
			for _, u := range m.Uses {
				named[u] = true
			}
			if !named["mobile.provinces.area"] {
				t.Errorf("%s does not name the area of provinces", m.Key)
			}
			if m.Key == "mobile.station_tco" && (named["mobile.sharing"] || named["mobile.cost.learning_rate"]) {
				t.Errorf("%s names what does not move it", m.Key)
			}
		}
	}
}

// TestEachBandByItsOwnMonth: a band has its later share by its own month, whatever comes after it.
// Where 700 MHz comes within a year, what 2.6 GHz does later adds little to what a station covers.
func TestEachBandByItsOwnMonth(t *testing.T) {
	run := func(low, mid int) *world {
		p := whole(alone())
		p.Reach, p.Provinces = ByRadio, provinces(t)
		p.Sharing.On, p.Priority.On, p.Traffic.GB, p.Operators[0].BuildRate = false, false, 0, 0
		p.Bands = p.Bands[:2]
		p.Bands[0].Share, p.Bands[0].ShareLater, p.Bands[0].By = 0.2, 0.8, float64(int(begin)+low)
		p.Bands[1].Share, p.Bands[1].ShareLater, p.Bands[1].By = 0.9, 1, float64(int(begin)+mid)
		return start(p, 50)
	}
	w := run(12, 48).to(12)
	near(t, "700 MHz after a year", w.s.loads[0].have[0], 0.8, 1e-12)
	near(t, "2.6 GHz after a year", w.s.loads[0].have[1], 0.9+0.1*12/48, 1e-12)
	year := w.o.AreaCoverage
	end := w.to(48).o.AreaCoverage
	if opening := run(12, 48).o.AreaCoverage; year-opening < 0.8*(end-opening) {
		t.Errorf("area coverage is %g at first, %g after a year and %g at last", opening, year, end)
	}
	near(t, "at last in any case", run(48, 12).to(48).o.AreaCoverage, end, 1e-12)
}

// TestByProvinceAddsUp: electricity and operating cost of provinces are those of the country, month by month.
func TestByProvinceAddsUp(t *testing.T) {
	p := whole(busy(t, Trend))
	w := start(p, 20)
	each := func(key string) (sum float64) {
		for _, m := range Metrics {
			if m.Key == key {
				for i := range w.o.StationsIn {
					sum += m.Member(&w.o, i)
				}
			}
		}
		return sum
	}
	for range 6 {
		w.next()
		near(t, "electricity", each("mobile.energy_by_province"), w.o.PowerMW*8.766, 1e-9)
		near(t, "operating cost", each("mobile.opex_by_province"), w.o.OpexUSD*12/1e6, 1e-9)
	}
}

package ran

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/money"
	"github.com/headroom-planner/headroom/model/radio"
)

// TestDecade runs an operator of 2.6 GHz with 700 MHz to come through ten years
// in four classes, from link budget to bill, and holds its books against what
// was added: each carrier is paid once before its life is over, what is short is
// short because all is built, and money, stations and megawatts agree.
func TestDecade(t *testing.T) {
	bands, small := []Band{LowBand(), MidBand(2.6)}, MidBand(3.7)
	x, err := NewEfficiency(bands, small, 256)
	if err != nil {
		t.Fatal(err)
	}
	budgets, prices := NominalBudgets(), EmergingPrices(1.3)
	rules := Rules{Owned: [MaxBands]bool{true, true}, Base: [MaxBands]bool{false, true}, Ahead: 0.3,
		SmallPerKM2: [Environments]float64{0, 0, 2, 5}, USD: prices.CarrierUSD, GHz: [MaxBands]float64{0.7, 2.6}}
	rules.Rates.Fill(bands, &small, x, Use{Utilisation: 0.7, Overhead: 0.14})
	var reach ReachTable
	reach.Fill(bands, &budgets)
	var table PowerTable
	table.Fill(MidStation(), radio.UrbanDay())

	densities := []float64{20000, 4000, 800, 100}
	land := &Classes{}
	for _, d := range densities {
		land.Environment, land.AreaKM2 = append(land.Environment, EnvironmentAt(d)), append(land.AreaKM2, 4e6/d)
	}
	h, l := NewHoldings(land), NewLedger(120)
	h.Start(&rules)
	l.Start(&prices, Sharing{Passive, 2}, 0.08, money.PeriodEnd)
	users := Users{Smartphones: 0.7, FiveG: 0.8, Operator: 0.4, GBMonth: 20, BusyShare: 0.1}
	traffic := Traffic{GB: 20, Ceiling: 600, Rate: 0.5}
	var first Money
	for c, d := range densities {
		e := land.Environment[c]
		stations := land.AreaKM2[c] / reach.AreaKM2(1, e, e >= Urban) // indoors in cities
		h.Place(c, stations, users.MbpsKM2(d)*land.AreaKM2[c])
		prices.Station(Build{Environment: e}, stations, &first)
		t.Logf("%v: %.0f stations on %.0f km2, %.0f Mbps", e, stations, land.AreaKM2[c], users.MbpsKM2(d)*land.AreaKM2[c])
	}
	var a Added
	var out Money
	carriers, cells, spent, mw := 0.0, 0.0, 0.0, 0.0
	for m := range 120 {
		h.Month(traffic.Growth(float64(m)/12), &a)
		bill := Money{}
		if m == 0 {
			bill = first
		}
		prices.Additions(&a, &bill)
		for e := range Environments {
			for _, n := range a.Carriers[e] {
				carriers += n
			}
			cells += a.Small[e]
		}
		mw = FleetMW([]Part{{h.Stations(), table.KWAtBusy(0.7 * a.Load)}})
		prices.Running(&Running{KWh: MonthKWh(mw), USDPerKWh: 0.08}, 1.0/12, &bill)
		l.Month(&bill, 1, &out)
		spent += out.Total()
	}
	t.Logf("after ten years: %.0f carriers and %.0f small cells added, load %.2f, %.0f of %.0f Mbps short, %.1f MW, %.1f MUSD", carriers, cells, a.Load, a.ShortMbps, a.DemandMbps, mw, spent/1e6)
	if carriers <= 0 || carriers > h.Stations() || cells <= 0 || a.ShortMbps <= 0 {
		t.Errorf("%g carriers at 700 MHz on %g stations, %g small cells, %g Mbps short", carriers, h.Stations(), cells, a.ShortMbps)
	}
	near(t, "ledger", l.Sum().Total(), spent, 1e-9*spent)
	full, idle := table.KWAtBusy(0.7), table.KWAtBusy(0)
	if kw := mw * 1000 / h.Stations(); kw < idle || kw > full {
		t.Errorf("%g kW a station", kw)
	}
	left := 0.0
	for c := range densities {
		g := &h.at[c]
		left += max(g.demand*traffic.Growth(119.0/12)-g.capacity, 0)
		if g.place < 0 && (h.On(c, 0) != g.stations || math.Abs(h.Small(c)-rules.SmallPerKM2[land.Environment[c]]*land.AreaKM2[c]) > 1e-9) {
			t.Errorf("class %d is given up with room left", c)
		}
	}
	near(t, "short", a.ShortMbps, left, 1e-9*a.DemandMbps)
}

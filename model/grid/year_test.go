package grid

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/plant"
)

// climate is one of the library's.
func climate(t testing.TB, place string) *plant.Climate {
	t.Helper()
	text, err := os.ReadFile("../datacenter/climates.csv")
	if err != nil {
		t.Fatal(err)
	}
	all, err := plant.ReadClimates(string(text))
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		if all[i].Place == place {
			return &all[i]
		}
	}
	t.Fatalf("no climate %q", place)
	return nil
}

// table is of a kind of plant, counted from 1, of 10 MW in a normal year.
func table(t testing.TB, kind int, place string) *plant.Table {
	t.Helper()
	w, err := climate(t, place).Weather(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	p, err := plant.Size(plant.Kinds()[kind-1], 10000, w)
	if err != nil {
		t.Fatal(err)
	}
	return plant.Tabulate(p, w)
}

func flatLoad(u float64) (out [12]float64) {
	for m := range out {
		out[m] = u
	}
	return out
}

// TestYearAgainstTable: at a constant load a year's ratios are those of the table,
// and months of different loads weigh by their energy, not evenly.
func TestYearAgainstTable(t *testing.T) {
	x := table(t, 4, "ho-chi-minh-city")
	y, err := YearOf(x, 10000, flatLoad(.7))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "PUE", y.PUE(), x.YearPUE(.7), 1e-9)
	near(t, "WUE", y.WUE(), x.YearWUE(.7), 1e-9)
	near(t, "IT", y.ITKWh, 7000*8760, 1e-6)
	near(t, "source", y.SourceWUE(3), y.WUE()+3*y.PUE(), 1e-9)

	ramp := flatLoad(1)
	ramp[0], ramp[1] = 0, .1
	z, err := YearOf(x, 10000, ramp)
	if err != nil {
		t.Fatal(err)
	}
	it, facility, water := 0.0, x.PowerKW(0, 1)*31, x.WaterKgH(0, 1)*31
	for m := 1; m < 12; m++ {
		it += ramp[m] * monthDays[m]
		facility += ramp[m] * monthDays[m] * x.PUE(ramp[m], m+1)
		water += ramp[m] * monthDays[m] * x.WUE(ramp[m], m+1)
	}
	near(t, "PUE of a ramp", z.PUE(), facility/it, 1e-9)
	near(t, "WUE of a ramp", z.WUE(), water/it, 1e-9)

	// A fleet: 10 MW that are full and 10 MW at a tenth. The mean of ratios is .8 above.
	few, err := YearOf(x, 10000, flatLoad(.1))
	if err != nil {
		t.Fatal(err)
	}
	full, err := YearOf(x, 10000, flatLoad(1))
	if err != nil {
		t.Fatal(err)
	}
	sum := few
	sum.Add(full)
	near(t, "fleet", sum.PUE(), (.1*few.PUE()+full.PUE())/1.1, 1e-9)
	if mean := (few.PUE() + full.PUE()) / 2; mean-sum.PUE() < .5 {
		t.Errorf("PUE %.3f by energy, %.3f as a mean of ratios", sum.PUE(), mean)
	}
	var none Year
	if !math.IsNaN(none.PUE()) || !math.IsNaN(none.WUE()) || !math.IsNaN(none.SourceWUE(1)) {
		t.Error("ratios without IT are numbers")
	}
	_, err = YearOf(x, 10000, flatLoad(1.1))
	refused(t, "load", err)
	noAllocations(t, "year", func() {
		y, _ := YearOf(x, 10000, ramp)
		sink = y.PUE()
	})
}

// TestPeakRequest: the design day is above the year, and a tenth for the batteries
// is a tenth.
func TestPeakRequest(t *testing.T) {
	x := table(t, 7, "ha-noi")
	kw, err := PeakRequestKW(x, 10000, 1, .1)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "request", kw, 10000*x.Peak(1)*1.1, 1e-9)
	if kw <= 10000*x.YearPUE(1)*1.1 {
		t.Errorf("%g kW on the design day, %g in the year", kw, 10000*x.YearPUE(1))
	}
	_, err = PeakRequestKW(x, 10000, 0, .1)
	refused(t, "load", err)
	_, err = PeakRequestKW(x, 10000, 1, .9)
	refused(t, "recharge margin", err)
}

// TestCostGuide: Cushman & Wakefield's example: 20 MW of IT at PUE 1.5 and 0.115 USD
// are 30.2 million a year (30.222 by sums), a tenth of PUE 1.9 (2.0148): their
// rounding, so 7 %.
func TestCostGuide(t *testing.T) {
	y := Year{ITKWh: 20000 * 8760, FacilityKWh: 1.5 * 20000 * 8760}
	near(t, "cost", y.FacilityKWh*.115, 30.222e6, 1e3)
	near(t, "a tenth of PUE", .1*y.ITKWh*.115/1.9e6, 1, .07)
}

func levers(t testing.TB) Levers {
	return Levers{Tariff: vietnam(t, Manufacturing, From110kV), VNDPerTonne: 100000, VNDPerM3: 15000, PUECap: 1.4, WUECap: 2,
		Recharge: .1, GridLitres: 2, MarketShares: []Contract[Operational]{{.5, 0}}}
}

// TestTradeOffByHand: a MW of IT for 8,760 hours at a plant's PUE and WUE.
func TestTradeOffByHand(t *testing.T) {
	x, l := table(t, 2, "ho-chi-minh-city"), levers(t)
	l.Tariff.Demand = 200000
	r, err := TradeOff(x, .7, &l, .6592)
	if err != nil {
		t.Fatal(err)
	}
	pue, wue := x.YearPUE(.7), x.YearWUE(.7)
	near(t, "PUE", r.PUE, pue, 1e-9)
	near(t, "energy", r.FacilityMWh, 8760*pue, 1e-6)
	near(t, "money", r.EnergyVND/r.FacilityMWh/1000, 1904.571, 1e-3)
	near(t, "demand", r.DemandVND, x.Peak(.7)*1000*200000*12, 1)
	near(t, "request", r.RequestMW, x.Peak(.7)*1.1, 1e-12)
	near(t, "water", r.SiteML, 8.76*wue, 1e-9)
	near(t, "at source", r.SourceML, 8.76*(wue+2*pue), 1e-9)
	near(t, "source WUE", r.SourceWUE, wue+2*pue, 1e-9)
	near(t, "its money", r.WaterVND, 8760*wue*15000, 1)
	near(t, "carbon", float64(r.Carbon.Location), 8760e3*pue*.6592, 1e-3)
	near(t, "of the market", float64(r.Carbon.Market), float64(r.Carbon.Location)/2, 1e-6)
	near(t, "its price", r.CarbonVND, 8760*pue*.6592*100000, 1)
	near(t, "CUE", float64(r.CUE), pue*.6592, 1e-9)
	near(t, "total", r.TotalVND(), r.EnergyVND+r.DemandVND+r.WaterVND+r.CarbonVND, 0)
	near(t, "PUE slack", r.PUESlack, 1.4-pue, 1e-9)
	near(t, "WUE slack", r.WUESlack, 2-wue, 1e-9)
	if !r.Met {
		t.Error("a large plant with towers meets 1.4 and 2 L/kWh")
	}
	noAllocations(t, "row", func() {
		r, _ := TradeOff(x, .7, &l, .6592)
		sink = r.PUE
	})
}

// TestLeversPull: what each lever moves, and nothing else.
func TestLeversPull(t *testing.T) {
	wet, dry := table(t, 4, "ho-chi-minh-city"), table(t, 7, "ho-chi-minh-city")
	row := func(x *plant.Table, change func(*Levers)) Row {
		l := levers(t)
		change(&l)
		r, err := TradeOff(x, .7, &l, .6592)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	base, business := row(wet, func(*Levers) {}), row(wet, func(l *Levers) { l.Tariff = vietnam(t, Business, From22kV) })
	near(t, "class", business.EnergyVND/base.EnergyVND, 2949.286/1904.571, 1e-6)
	near(t, "class moves no carbon", float64(business.Carbon.Location-base.Carbon.Location), 0, 0)
	carbon := row(wet, func(l *Levers) { l.VNDPerTonne *= 3 })
	near(t, "carbon price", carbon.CarbonVND/base.CarbonVND, 3, 1e-12)
	near(t, "carbon price moves no energy", carbon.EnergyVND, base.EnergyVND, 0)
	other := row(dry, func(*Levers) {})
	if base.Met || other.Met || other.WaterVND != 0 || other.WUESlack != 2 || !(other.PUESlack < base.PUESlack && base.PUESlack < 0) || base.WUESlack > 0 {
		t.Errorf("wet %+v, dry %+v", base, other)
	}
	free := row(dry, func(l *Levers) { l.PUECap, l.WUECap = NoCap(), NoCap() })
	if !free.Met || !math.IsInf(free.PUESlack, 1) {
		t.Errorf("without caps: %+v", free)
	}
	if Cap(1.4).Met(math.NaN()) || !Cap(1.4).Met(1.4) || Cap(1.4).Met(1.41) {
		t.Error("cap")
	}
	l := levers(t)
	_, err := TradeOff(wet, 0, &l, .6)
	refused(t, "load", err)
	_, err = TradeOff(wet, 1, &l, 9)
	refused(t, "residual factor", err)
	l.PUECap = .9
	_, err = TradeOff(wet, 1, &l, .6)
	refused(t, "PUE cap", err)
}

// TestTradeOffTable keeps the table of docs/MODELS.md: Ho Chi Minh City, .7 of rated
// load, the factor of 2023, no price of water or carbon. Break-even is the price of
// water at which a midsize plant with towers costs what an air-cooled one does.
func TestTradeOffTable(t *testing.T) {
	l := levers(t)
	l.VNDPerTonne, l.VNDPerM3, l.MarketShares = 0, 0, nil
	var out strings.Builder
	out.WriteString("kind,pue,pue_slack,wue,facility_mwh,request_mw,site_ml,carbon_t,manufacturing_gvnd,business_gvnd\n")
	rows := map[int]Row{}
	for _, kind := range []int{1, 2, 4, 5, 7, 9, 11} {
		x := table(t, kind, "ho-chi-minh-city")
		l.Tariff = vietnam(t, Business, From22kV)
		dear, err := TradeOff(x, .7, &l, .6592)
		if err != nil {
			t.Fatal(err)
		}
		l.Tariff = vietnam(t, Manufacturing, From110kV)
		r, err := TradeOff(x, .7, &l, .6592)
		if err != nil {
			t.Fatal(err)
		}
		rows[kind] = r
		fmt.Fprintf(&out, "%d,%.3f,%+.3f,%.2f,%.0f,%.3f,%.1f,%.0f,%.2f,%.2f\n", kind, r.PUE, r.PUESlack, r.WUE, r.FacilityMWh, r.RequestMW, r.SiteML,
			float64(r.Carbon.Location)/1000, r.TotalVND()/1e9, dear.TotalVND()/1e9)
	}
	golden(t, "tradeoff.csv", out.String())
	breakEven := (rows[7].TotalVND() - rows[5].TotalVND()) / (rows[5].SiteML * 1000)
	near(t, "break-even price of water, VND/m3", breakEven, 101800, 100)
}

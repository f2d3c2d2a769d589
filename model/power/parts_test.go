package power

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/grid"
)

// vietnamRecord are the operational factors of 2014 to 2023.
var vietnamRecord = []float64{.6612, .8154, .9185, .8649, .9130, .8458, .8041, .7221, .6766, .6592}

func withParts() Params {
	p := country()
	p.TariffGrowth = 0
	for i, x := range vietnamRecord {
		p.Factor.Record.Months = append(p.Factor.Record.Months, month(2014+i, 12))
		p.Factor.Record.Values = append(p.Factor.Record.Values, x)
	}
	p.Factor.On, p.Factor.Belief = true, 1e9
	p.Retail = Retail{On: true, Class: 1, Voltage: 2}
	p.Carbon = Carbon{On: true, VNDPerKg: 500, ShareBought: path(month(2025, 1), .25), FactorBought: .04, Premium: 100, SourceLitres: 2, WaterVND: 12000}
	p.Backup = Backup{On: true, UnitMW: 2.5, Scheme: 1, OutageHours: 24, TestHours: 6, TestShare: .3, VNDPerLitre: 20000}
	return p
}

// advance settles the first month and then another.
func advance(p *Params, l *Load) Out {
	Prepare(p)
	s, o := NewState(p), NewOut(p)
	limit, delay := make([]float64, 2), make([]float64, 2)
	Start(p, &s)
	for _, m := range []axis.Month{axis.M(2025, 11), axis.M(2025, 12)} {
		Limits(p, &s, m, nil, limit, delay)
		Settle(p, &s, m, l, &o)
	}
	return o
}

// TestPartsOfAMonth works a December of 744 hours by hand: 20 MW on 16 MW of IT, 24 MW
// of capacity, 22 MW in the design hour. Two years after the record persistence leaves
// the factor at .6592.
func TestPartsOfAMonth(t *testing.T) {
	p := withParts()
	o := advance(&p, &Load{FacilityMW: []float64{20, 0}, ITMW: 16, CapacityMW: 24, PeakMW: 22, WaterML: 3})
	const gwh = 20 * 744 / 1000.
	near(t, "factor", o.FactorKg, .6592)
	near(t, "CUE", o.CUE, 1.25*.6592)
	near(t, "CUE by market", o.MarketCUE, 1.25*(.75*.6592+.25*.04))
	near(t, "emissions", o.EmissionsKt, gwh*.6592)
	near(t, "emissions of data centres", o.DatacenterKt, gwh*.6592)
	near(t, "market-based", o.MarketKt, gwh*(.75*.6592+.25*.04))
	radio := advance(&p, &Load{FacilityMW: []float64{20, 0}, ITMW: 16, CapacityMW: 24, PeakMW: 22, WaterML: 3, RANMW: 5})
	near(t, "data centres' beside radio", radio.DatacenterKt, o.DatacenterKt)
	near(t, "all with radio", radio.EmissionsKt, 1.25*o.DatacenterKt)
	near(t, "carbon", o.CarbonVND, gwh*1e6*.6592*500)
	near(t, "water at power plants", o.SourceML, gwh*2)
	near(t, "water", o.WaterVND, 3*1000*12000)
	if math.Abs(o.Tariff-2949.286) > .001 {
		t.Errorf("the business class from 22 kV pays %.3f VND/kWh", o.Tariff)
	}
	near(t, "generators", o.Generators, 12) // 24 MW on sets of 2.5 MW at nine tenths: 11 and a spare one
	x := 20.0 / 27.5
	outage := 27500 * (.0362 + .1654*x + .0666*x*x) * 24
	tests := 30000 * (.0362 + .1654*.3 + .0666*.09) * 6
	near(t, "diesel", o.DieselML*1e6, (outage+tests)/12)
	near(t, "hours of a set", o.GeneratorHours, 2.5)
	near(t, "carbon of diesel", o.DieselKt*1e6, o.DieselML*1e6*grid.DieselKgPerLitre)
	near(t, "cost", o.EnergyCostVND, gwh*1e6*(o.Tariff+.25*100)+o.DieselVND)
	near(t, "charge for demand", o.DemandVND, 0)

	p.Retail = Retail{On: true, Class: 2, Voltage: 3}
	two := advance(&p, &Load{FacilityMW: []float64{20, 0}, ITMW: 16, CapacityMW: 24, PeakMW: 22})
	near(t, "charge for demand", two.DemandVND, 22000*209459)
	near(t, "cost with it", two.EnergyCostVND, gwh*1e6*(two.Tariff+25)+22000*209459+two.DieselVND)
}

// TestFactor: the path is grid.Path at a score, as of each month, and bounded.
func TestFactor(t *testing.T) {
	p := withParts()
	p.Factor.Belief, p.Factor.Score = 10, -1.3
	Prepare(&p)
	fit, err := grid.FitPath(vietnamRecord, 10)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "seven years on", p.factor(axis.M(2030, 12)), fit.At(7, -1.3))
	near(t, "half a year on", p.factor(axis.M(2024, 6)), fit.At(.5, -1.3))
	p.Factor.Score = 20
	near(t, "far up", p.factor(axis.M(2030, 12)), greatest)
}

// TestSecurity: firm capacity of equal transformers is that of a substation of model/grid.
func TestSecurity(t *testing.T) {
	p := country()
	p.Security = Security{On: true, Overload: .2, PowerFactor: .95}
	p.Zones[0].Transformers, p.Zones[0].RatingMVA, p.Zones[0].PeakMW = 4, 250, 700
	p.Zones[1].Transformers, p.Zones[1].RatingMVA, p.Zones[1].PeakMW = 1, 250, 0
	b := grid.Branches{MVA: []float64{250, 250, 250, 250}, Overload: .2}
	o := advance(&p, &Load{FacilityMW: []float64{0, 0}})
	near(t, "firm", o.ZoneFirmMW[0], b.FirmMVA()*.95)
	near(t, "limit", o.ZoneGridMW[0], b.FirmMVA()*.95-700)
	near(t, "one transformer", o.ZoneGridMW[1], 0)
}

// TestHours: 0.3 of the energy at 5,025, 0.1 at 1,609 and the rest at 2,887 VND/kWh is 3,400.6;
// shares of a flat load are the flat blend. 20 GWh of peak hours are a part of the bill.
func TestHours(t *testing.T) {
	p := withParts()
	p.Hours = Hours{On: true, Peak: .3, OffPeak: .1}
	l := Load{FacilityMW: []float64{20, 0}, ITMW: 16}
	p.Backup.On = false
	o := advance(&p, &l)
	near(t, "tariff", o.Tariff, .3*5025+.1*1609+.6*2887)
	near(t, "peak price", o.PeakRate, 5025)
	near(t, "normal price", o.NormalRate, 2887)
	near(t, "off-peak price", o.OffPeakRate, 1609)
	near(t, "peak hours", o.PeakHoursVND, 20*744*1000*.3*5025)
	near(t, "bill", o.EnergyCostVND, 20*744*1000*(.3*5025+.1*1609+.6*2887+25))
	flat := advance(func() *Params { p.Hours.On = false; return &p }(), &l)
	p.Hours = Hours{On: true, Peak: 30. / 168, OffPeak: 42. / 168}
	near(t, "flat", advance(&p, &l).Tariff, flat.Tariff)
	near(t, "no prices without the part", flat.PeakRate, 0)
}

// TestSources: a quarter bought, nine tenths of it renewable, and 40 % of the grid.
func TestSources(t *testing.T) {
	p := withParts()
	p.Sources = Sources{On: true, Grid: path(month(2025, 1), .4), Bought: .9}
	o := advance(&p, &Load{FacilityMW: []float64{20, 0}, ITMW: 16})
	near(t, "bought", o.BoughtShare, 25)
	near(t, "renewable", o.RenewableShare, 25*.9+75*.4)
	p.Carbon.On = false
	o = advance(&p, &Load{FacilityMW: []float64{20, 0}, ITMW: 16})
	near(t, "renewable without contracts", o.RenewableShare+o.BoughtShare, 40)
}

// TestRetail reads every class and band, which must be prices.
func TestRetail(t *testing.T) {
	for c, bands := range retail() {
		for b, is := range bands {
			if !(is.energy > 900 && is.energy < 4000) || (is.demand > 0) != (c == 2) {
				t.Errorf("class %d, band %d: %+v", c, b, is)
			}
		}
	}
	if m := retail()[0][grid.From110kV].energy; math.Abs(m-1904.571) > .001 {
		t.Errorf("manufacturing from 110 kV pays %.3f", m)
	}
}

func TestPartsAllocateNothing(t *testing.T) {
	p := withParts()
	Prepare(&p)
	s, o := NewState(&p), NewOut(&p)
	l := Load{FacilityMW: []float64{20, 5}, ITMW: 16, CapacityMW: 24, PeakMW: 22}
	limit, delay := make([]float64, 2), make([]float64, 2)
	if n := testing.AllocsPerRun(20, func() {
		Start(&p, &s)
		for m := axis.M(2025, 11); m < axis.M(2030, 12); m++ {
			Limits(&p, &s, m, nil, limit, delay)
			Settle(&p, &s, m, &l, &o)
		}
	}); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

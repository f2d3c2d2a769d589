package grid

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/plant"
)

// TestFuelChart: the curve against the chart it was fitted to, and the smaller sets
// of the same chart, which it was not. Litres per hour at a quarter, a half, three
// quarters and full load.
func TestFuelChart(t *testing.T) {
	c := LargeDiesel()
	for _, x := range []struct {
		kw   float64
		want [4]float64
		tol  float64
	}{
		{250, [4]float64{21.6, 36.0, 51.5, 68.1}, .06}, {400, [4]float64{33.7, 56.4, 80.6, 108.3}, .04}, {600, [4]float64{50.0, 83.3, 119.2, 162.0}, .025},
		{750, [4]float64{61.7, 103.7, 148.8, 202.1}, .02},
		{1000, [4]float64{81.8, 137.8, 197.2, 269.1}, .02}, {1250, [4]float64{101.8, 171.5, 246.0, 336.1}, .02}, {1500, [4]float64{121.9, 205.5, 294.5, 403.1}, .02},
		{1750, [4]float64{141.9, 239.2, 343.3, 470.1}, .02}, {2000, [4]float64{162.0, 273.3, 391.7, 537.1}, .02}, {2250, [4]float64{182.1, 307.0, 440.6, 604.1}, .02},
	} {
		for i, want := range x.want {
			near(t, "litres per hour", c.Litres(x.kw, x.kw*float64(i+1)/4)/want, 1, x.tol)
		}
	}
}

// TestDieselCarbon: 3.1863 kg of CO2 per kg is the IPCC's product; New Zealand's
// ministry has 2.61 kg per litre (2006) and Ireland's 73.3 kg/GJ.
func TestDieselCarbon(t *testing.T) {
	near(t, "per kg", DieselKgPerLitre/.84, 3.1863, 1e-9)
	near(t, "New Zealand", DieselKgPerLitre/2.61, 1, .03)
	near(t, "Ireland", 74.1/73.3, 1, .012)
}

// TestOutage by hand: 24 MW for 10 hours on 11 of 12 sets of 2.5 MW, whose number is
// the plant's: 240 MWh; x = 24/27.5; 27,500 (.0362 + .1654 x + .0666 x^2) L/h.
func TestOutage(t *testing.T) {
	needed, installed, err := plant.Modules(plant.NPlus1, 24000, 2500, .9, 0)
	if err != nil || needed != 11 || installed != 12 {
		t.Fatalf("%g of %g sets, %v", needed, installed, err)
	}
	g := Generators{UnitKW: 2500, Installed: installed, Curve: LargeDiesel(), TankLitres: 300000, VNDPerLitre: 18000}
	r, err := g.Outage(10, 24000, needed)
	if err != nil {
		t.Fatal(err)
	}
	x := 24.0 / 27.5
	litres := 10 * 27500 * (.0362 + .1654*x + .0666*x*x)
	near(t, "energy", r.KWh, 240000, 1e-9)
	near(t, "litres", r.Litres, litres, 1e-6)
	near(t, "cost", r.VND, litres*18000, 1e-3)
	near(t, "carbon", r.CO2Kg, litres*2.676492, 1e-6)
	if per := r.Litres / r.KWh; per < .25 || per > .28 {
		t.Errorf("%g L/kWh", per)
	}
	hours, err := g.Autonomy(24000, needed)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "autonomy", hours, 300000/(litres/10), 1e-9)
	// All twelve share: less of the square part, more of the idle one.
	more, err := g.Outage(10, 24000, installed)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "sharing", more.Litres-r.Litres, 10*(2500*.0362+.0666*24000*24000*(1/30000.0-1/27500.0)), 1e-6)
	sum := r
	sum.Add(more)
	near(t, "sum", sum.Litres+sum.KWh+sum.VND+sum.CO2Kg+sum.Hours, r.Litres+more.Litres+480000+r.VND+more.VND+r.CO2Kg+more.CO2Kg+20, 1e-3)
	_, err = g.Outage(10, 24000, 9)
	refused(t, "load of the sets", err)
	_, err = g.Outage(10, 24000, 13)
	refused(t, "sets that run", err)
	_, err = g.Outage(-1, 24000, 12)
	refused(t, "hours", err)
	if h, err := g.Autonomy(24000, 9); err == nil || !math.IsNaN(h) {
		t.Errorf("autonomy of an overload is %g", h)
	}
	noAllocations(t, "outage", func() {
		r, _ := g.Outage(3, 20000, 11)
		sink = r.Litres
	})
}

// TestGeneratorTests: twelve half-hours a year at 30 % of 2 MW, one set: 0.5 x 12 x
// 2000 (.0362 + .1654 x .3 + .0666 x .09) litres; a load bank gives the site nothing.
func TestGeneratorTests(t *testing.T) {
	g := Generators{UnitKW: 2000, Installed: 3, Curve: LargeDiesel(), VNDPerLitre: 18000}
	bank, err := g.Tests(12, .5, .3, true)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "litres", bank.Litres, 3*6*2000*(.0362+.1654*.3+.0666*.09), 1e-9)
	near(t, "energy of a load bank", bank.KWh, 0, 0)
	site, err := g.Tests(12, .5, .3, false)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "energy to the site", site.KWh, 3*6*600, 1e-9)
	near(t, "the same litres", site.Litres, bank.Litres, 0)
	_, err = g.Tests(12, .5, 1.3, false)
	refused(t, "load", err)
	g.UnitKW = 1
	_, err = g.Tests(12, .5, .3, false)
	refused(t, "rating", err)
}

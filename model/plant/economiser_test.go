package plant

import "testing"

// TestEconomiserHours: an economiser has no fewer hours with warmer supply, and
// lower PUE by more hours. At a supply of 20 C in Ha Noi tower water cools alone
// for some days of winter only, at 26 C for months.
func TestEconomiserHours(t *testing.T) {
	for _, place := range []string{"ha-noi", "ho-chi-minh-city"} {
		w := weather(t, place)
		hours, partly, pue := -1.0, -1.0, 9.0
		for _, supply := range []float64{14, 17, 20, 23, 26, 29} {
			s := Kinds()[1]
			s.SupplyC, s.ReturnC = supply, supply+8
			x := Tabulate(sized(t, s, w), w)
			if x.FreeHours < hours || x.PartlyFreeHours < partly || x.YearPUE(1) > pue {
				t.Errorf("%s, %g C: %g hours, %g partly, PUE %g", place, supply, x.FreeHours, x.PartlyFreeHours, x.YearPUE(1))
			}
			hours, partly, pue = x.FreeHours, x.PartlyFreeHours, x.YearPUE(1)
			t.Logf("%s, supply %g C: %.0f hours free, %.0f at least partly, PUE %.3f", place, supply, hours, partly, pue)
		}
	}
}

// TestOutdoorAir: air that is colder and drier than the supply takes all heat,
// air above the return none, air above the dew point limit none whatever its
// temperature, and the pad cools no further than the supply, takes no water then,
// and does not wet air beyond the limit.
func TestOutdoorAir(t *testing.T) {
	w := weather(t, "ha-noi")
	p := sized(t, Kinds()[0], w) // supply 27, return 43.65, dew point limit 21
	for _, c := range []struct {
		what           string
		dry, rh, share float64
		wetted         bool
	}{
		{"cold", 10, .6, 1, false}, {"humid", 24, .95, 0, false}, {"hot and humid", 36, .6, 0, false},
		{"warm and dry", 36, .2, 1, true}, {"hotter than the return", 46, .1, 1, true},
	} {
		wet := must(t)(WetBulbC(c.dry, c.rh, 101325))
		o := p.outdoor(c.dry, wet)
		near(t, c.what, o.share, c.share, 1e-9)
		if (o.added > 0) != c.wetted {
			t.Errorf("%s: %g kg/kg added", c.what, o.added)
		}
		if after := ratioOfWet(c.dry, wet, 101325) + o.added; o.share > 0 && after > p.limitRatio+1e-12 {
			t.Errorf("%s: air of %g kg/kg is let in", c.what, after)
		}
	}
	off := sized(t, Kinds()[1], w)
	if o := off.outdoor(5, 0); o != (outdoorAir{}) {
		t.Errorf("without an economiser %+v", o)
	}
	noAllocations(t, "outdoor", func() { sink = p.outdoor(30, 20).share })
}

// TestLiquid: dry coolers take all of the chips' heat until air is within their
// approach of the supply, none when it is within it of the return.
func TestLiquid(t *testing.T) {
	l := LiquidLoop{SupplyC: 40, ReturnC: 50}
	for _, c := range []struct{ dry, share float64 }{{20, 1}, {35, 1}, {40, .5}, {45, 0}, {50, 0}} {
		near(t, "share", l.free(c.dry, 5), c.share, 1e-12)
	}
	w := weather(t, "ho-chi-minh-city")
	p := sized(t, Kinds()[10], w)
	// A fifth of the IT heat and all losses still go to chillers.
	b := p.At(10000, 30, 25)
	near(t, "free", b.FreeShare, .8*1.012*10000/(b.HeatKW-b.CompressorKW-b.OutdoorKW), .03)
}

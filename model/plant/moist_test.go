package plant

import (
	"math"
	"testing"
)

// TestSaturation: ASHRAE Fundamentals 2017, ch. 1 table 3, as the tests of
// PsychroLib 2 quote it. ASHRAE claims 300 ppm.
func TestSaturation(t *testing.T) {
	for _, c := range []struct{ c, pa float64 }{
		{-20, 103.24}, {-5, 401.74}, {5, 872.6}, {25, 3169.7}, {50, 12351.3}, {100, 101418}, {150, 476101.4},
	} {
		near(t, "saturation", must(t)(SaturationPa(c.c)), c.pa, 3e-4*c.pa)
	}
	for c := -60.0; c < 100; c += 0.7 {
		numeric := (math.Log(saturation(c+1e-4)) - math.Log(saturation(c-1e-4))) / 2e-4
		near(t, "slope", slope(c), numeric, 1e-6)
	}
}

// TestSaturatedAir: the same handbook, table 2, at 101,325 Pa. The ideal gas is
// within 0.5 % of its humidity ratios (2 % at 85 C) and 1 % of its enthalpies.
func TestSaturatedAir(t *testing.T) {
	for _, c := range []struct{ c, ratio, kj float64 }{
		{5, 0.005425, 18.639}, {25, 0.020173, 76.504}, {50, 0.086863, 275.353},
	} {
		w := saturated(c.c, 101325)
		near(t, "saturated ratio", w, c.ratio, 0.01*c.ratio)
		near(t, "saturated enthalpy", EnthalpyKJ(c.c, w), c.kj, 0.01*c.kj)
		for _, from := range []float64{-10, c.c, 60} {
			near(t, "back", saturatedOf(EnthalpyKJ(c.c, w), from, 101325), c.c, 1e-9)
		}
	}
	near(t, "enthalpy", EnthalpyKJ(30, 0.02), 81.316, 0.001) // PsychroLib, by hand
	near(t, "ratio", ratioAt(3169.7, 95461), 0.0213603998047487, 1e-12)
}

// TestPressure: ASHRAE Fundamentals 2017, ch. 1 table 1.
func TestPressure(t *testing.T) {
	for _, c := range []struct{ m, pa float64 }{{-500, 107478}, {0, 101325}, {500, 95461}, {1000, 89875}, {4000, 61640}, {10000, 26436}} {
		near(t, "pressure", must(t)(PressurePa(c.m)), c.pa, 1)
	}
}

// TestWetBulb: example 1 of the handbook's chapter 1 (40 C, wet bulb 20 C: 6.5
// g/kg, 14 %), PsychroLib's two humidity ratios, and its documented dew point
// of 25 C and 80 %.
func TestWetBulb(t *testing.T) {
	near(t, "ratio at 30/25", must(t)(RatioOfWetBulb(30, 25, 95461)), 0.0192281274241096, 3e-4*0.0192)
	near(t, "ratio at -1/-5", must(t)(RatioOfWetBulb(-1, -5, 95461)), 0.00120399819933844, 3e-4*0.0012)
	near(t, "ratio at 40/20", must(t)(RatioOfWetBulb(40, 20, 101325)), 0.0065, 1e-4)
	near(t, "dew point", must(t)(DewPointC(25, 0.8)), 21.3094, 5e-5)
	rh := 0.0065 / (massRatio + 0.0065) * 101325 / saturation(40)
	near(t, "example's humidity", rh, 0.14, 0.005)
	near(t, "example's wet bulb", must(t)(WetBulbC(40, rh, 101325)), 20, 0.1)
}

// TestWetBulbInverts: over the whole range the wet bulb gives the humidity back,
// lies between dew point and dry bulb, and grows with humidity.
func TestWetBulbInverts(t *testing.T) {
	for _, pa := range []float64{60000, 89875, 101325} {
		for dry := 1.0; dry <= 60; dry += 3.7 {
			last := math.Inf(-1)
			for rh := 0.0; rh <= 1.0001; rh += 0.05 {
				rh := math.Min(rh, 1)
				w := must(t)(WetBulbC(dry, rh, pa))
				if w > dry || w <= last {
					t.Errorf("%g C, %g, %g Pa: wet bulb %g after %g", dry, rh, pa, w, last)
				}
				last = w
				if w > 0.1 {
					near(t, "inverse", ratioOfWet(dry, w, pa), ratioAt(rh*saturation(dry), pa), 1e-10)
				}
				if rh >= 0.05 {
					dew := must(t)(DewPointC(dry, rh))
					near(t, "dew", saturation(dew)/saturation(dry), rh, 1e-8)
					if dew > w+1e-6 && w > 0.1 {
						t.Errorf("%g C, %g: dew point %g over wet bulb %g", dry, rh, dew, w)
					}
				}
			}
			near(t, "saturated", last, dry, 1e-6)
		}
	}
}

func TestAirRefuses(t *testing.T) {
	for quantity, f := range map[string]func() (float64, error){
		"altitude":          func() (float64, error) { return PressurePa(20000) },
		"temperature":       func() (float64, error) { return SaturationPa(250) },
		"dry bulb":          func() (float64, error) { return WetBulbC(math.NaN(), 0.5, 101325) },
		"relative humidity": func() (float64, error) { return WetBulbC(30, 80, 101325) },
		"pressure":          func() (float64, error) { return HumidityRatio(30, 0.5, 101.325) },
		"wet bulb":          func() (float64, error) { return RatioOfWetBulb(30, 31, 101325) },
	} {
		refused(t, quantity)(f())
	}
	refused(t, "relative humidity")(DewPointC(30, 0))
	noAllocations(t, "moist air", func() {
		a, _ := WetBulbC(33, 0.6, 101325)
		b, _ := DewPointC(33, 0.6)
		c, _ := HumidityRatio(33, 0.6, 101325)
		sink = a + b + c
	})
}

package plant

import (
	"math"
	"testing"
)

// hottest is weather to design for as the runs below have it: 36 C and 55 %.
func hottest(t *testing.T) *Weather {
	wet := must(t)(WetBulbC(36, .55, 101325))
	return &Weather{PressurePa: 101325, DesignWetC: wet, DryAtDesignWetC: 36, DesignDryC: 36, WetAtDesignDryC: wet}
}

// pair is a PUE and a WUE.
type pair struct{ pue, wue float64 }

// TestAgainstLeiMasanet compares full load with runs of the model of Lei and
// Masanet (2022), all parameters at the middle of their published ranges, at
// 101,325 Pa, in weathers of 10 C 60 %, 17 C 78 %, 24 C 80 %, 28 C 80 %, 33 C 60 %
// and 36 C 55 %. Their model has no load; its chillers are extrapolated from 29 C
// water on; all heat is latent. The table of deviations is in docs/MODELS.md.
func TestAgainstLeiMasanet(t *testing.T) {
	weathers := [][2]float64{{10, .6}, {17, .78}, {24, .8}, {28, .8}, {33, .6}, {36, .55}}
	theirs := [10][6]pair{
		{{1.110569, 0}, {1.285773, 2.437042}, {1.304741, 2.485052}, {1.317701, 2.516556}, {1.322207, 2.527675}, {1.328719, 2.543075}},
		{{1.127891, 2.076574}, {1.127892, 2.088816}, {1.164332, 2.099251}, {1.259424, 2.105124}, {1.293409, 2.107040}, {1.322912, 2.109572}},
		{{1.353290, 0}, {1.653778, 2.958165}, {1.686369, 3.034501}, {1.708502, 3.084910}, {1.716429, 3.102742}, {1.727492, 3.127466}},
		{{1.376066, 2.370577}, {1.376072, 2.384552}, {1.420611, 2.396465}, {1.585569, 2.403169}, {1.644366, 2.405356}, {1.716991, 2.408247}},
		{{1.613603, 2.885281}, {1.643331, 2.958165}, {1.675922, 3.034501}, {1.698054, 3.084910}, {1.705982, 3.102742}, {1.717044, 3.127466}},
		{{1.353290, 0}, {1.643096, .059979}, {1.782084, .059979}, {1.861392, .059979}, {1.964779, .059979}, {2.047081, .059979}},
		{{1.530136, .059979}, {1.632680, .059979}, {1.771668, .059979}, {1.850976, .059979}, {1.954363, .059979}, {2.036665, .059979}},
		{{1.739079, 3.123417}, {1.770663, 3.201971}, {1.805289, 3.284305}, {1.828804, 3.338699}, {1.837226, 3.357945}, {1.848979, 3.384632}},
		{{1.648754, .063654}, {1.757582, .063654}, {1.905087, .063654}, {1.989255, .063654}, {2.098977, .063654}, {2.186322, .063654}},
		{{2.003554, .063654}, {2.042137, .063654}, {2.181158, .063654}, {2.276131, .063654}, {2.439705, .063654}, {2.553582, .063654}},
	}
	// Largest deviation of PUE in weathers of 28 C and above, and in all. Where
	// air-side economisers run differently, theirs is off and ours is on.
	most := [10]struct{ hot, all float64 }{
		{.03, .16}, {.05, .06}, {.06, .21}, {.07, .10}, {.06, .09}, {.10, .21}, {.10, .10}, {.02, .03}, {.05, .06}, {.14, .15},
	}
	for k, s := range Kinds()[:10] {
		p := sized(t, s, hottest(t))
		far, farWater := 0.0, 0.0
		for i, w := range weathers {
			b := p.At(10000, w[0], must(t)(WetBulbC(w[0], w[1], 101325)))
			d := b.PUE()/theirs[k][i].pue - 1
			tol := most[k].all
			if i >= 3 {
				tol = most[k].hot
			}
			if math.Abs(d) > tol {
				t.Errorf("%s at %g C: PUE %.3f, %+.1f %%", s.Name, w[0], b.PUE(), 100*d)
			}
			if i >= 3 && math.Abs(d) > math.Abs(far) {
				far = d
			}
			if i >= 3 && s.Wet {
				x := b.WUE()/theirs[k][i].wue - 1
				if x < -.35 || x > .25 {
					t.Errorf("%s at %g C: WUE %.2f, %+.0f %%", s.Name, w[0], b.WUE(), 100*x)
				}
				if math.Abs(x) > math.Abs(farWater) {
					farWater = x
				}
			}
		}
		t.Logf("%-62s from 28 C: PUE %+.1f %%, WUE %+.0f %%", s.Name, 100*far, 100*farWater)
	}
}

// TestBands: annual PUE at full load lies within the 5 to 95 % band that the same
// model gives over all its parameters, for climates from memory (150 draws).
// WUE does not reach the band everywhere: see TestMicrosoftSingapore.
func TestBands(t *testing.T) {
	for _, c := range []struct {
		place string
		kind  int
		pue   [2]float64
		wue   [2]float64
	}{
		{"ha-noi", 1, [2]float64{1.174, 1.354}, [2]float64{1.05, 2.53}}, {"da-nang", 1, [2]float64{1.216, 1.398}, [2]float64{1.37, 2.92}},
		{"ho-chi-minh-city", 1, [2]float64{1.218, 1.395}, [2]float64{1.23, 2.96}}, {"singapore", 1, [2]float64{1.241, 1.413}, [2]float64{1.51, 3.06}},
		{"ha-noi", 2, [2]float64{1.111, 1.282}, [2]float64{1.80, 2.53}}, {"da-nang", 2, [2]float64{1.112, 1.328}, [2]float64{1.80, 2.53}},
		{"ho-chi-minh-city", 2, [2]float64{1.115, 1.350}, [2]float64{1.80, 2.53}}, {"singapore", 2, [2]float64{1.130, 1.378}, [2]float64{1.80, 2.53}},
		{"ha-noi", 4, [2]float64{1.347, 1.626}, [2]float64{2.05, 2.93}}, {"da-nang", 4, [2]float64{1.362, 1.678}, [2]float64{2.06, 2.94}},
		{"ho-chi-minh-city", 4, [2]float64{1.365, 1.726}, [2]float64{2.06, 2.94}}, {"singapore", 4, [2]float64{1.389, 1.777}, [2]float64{2.06, 2.94}},
		{"ha-noi", 5, [2]float64{1.519, 1.850}, [2]float64{2.59, 3.83}}, {"da-nang", 5, [2]float64{1.528, 1.863}, [2]float64{2.61, 3.86}},
		{"ho-chi-minh-city", 5, [2]float64{1.532, 1.869}, [2]float64{2.62, 3.88}}, {"singapore", 5, [2]float64{1.537, 1.877}, [2]float64{2.63, 3.89}},
		{"ha-noi", 7, [2]float64{1.589, 2.197}, [2]float64{0, .10}}, {"da-nang", 7, [2]float64{1.617, 2.288}, [2]float64{0, .10}},
		{"ho-chi-minh-city", 7, [2]float64{1.638, 2.354}, [2]float64{0, .10}}, {"singapore", 7, [2]float64{1.643, 2.373}, [2]float64{0, .10}},
		{"ha-noi", 9, [2]float64{1.722, 2.380}, [2]float64{0, .11}}, {"da-nang", 9, [2]float64{1.749, 2.481}, [2]float64{0, .11}},
		{"ho-chi-minh-city", 9, [2]float64{1.769, 2.556}, [2]float64{0, .11}}, {"singapore", 9, [2]float64{1.774, 2.576}, [2]float64{0, .11}},
	} {
		w := weather(t, c.place)
		x := Tabulate(sized(t, Kinds()[c.kind-1], w), w)
		pue, wue := x.YearPUE(1), x.YearWUE(1)
		if pue < c.pue[0] || pue > c.pue[1] {
			t.Errorf("%s, case %d: PUE %.3f outside %v", c.place, c.kind, pue, c.pue)
		}
		if wue < .8*c.wue[0] || wue > c.wue[1] {
			t.Errorf("%s, case %d: WUE %.2f is more than a fifth outside %v", c.place, c.kind, wue, c.wue)
		}
		if wue < c.wue[0] {
			t.Logf("%s, case %d: WUE %.2f, %.0f %% below %v", c.place, c.kind, wue, 100*(1-wue/c.wue[0]), c.wue)
		}
	}
}

// TestZone1A: annual PUE at full load in Ho Chi Minh City lies within the
// published 5 and 95 % of all ten cases in ASHRAE zone 1A, the hottest that is
// published, though cooler. The shares of Carnot of the air-cooled kinds were
// chosen so: for them this is a calibration, not a check.
func TestZone1A(t *testing.T) {
	w := weather(t, "ho-chi-minh-city")
	for k, band := range [10][2]float64{
		{1.169, 1.342}, {1.107, 1.290}, {1.472, 1.756}, {1.302, 1.645}, {1.499, 1.790},
		{1.622, 2.246}, {1.732, 2.453}, {1.708, 2.076}, {1.944, 2.694}, {1.992, 2.521},
	} {
		s := Kinds()[k]
		pue := Tabulate(sized(t, s, w), w).YearPUE(1)
		if pue < band[0] || pue > band[1] {
			t.Errorf("%s: PUE %.3f outside %v", s.Name, pue, band)
		}
		t.Logf("%-62s %.3f in %v", s.Name, pue, band)
	}
}

// TestMicrosoftSingapore: measured PUE 1.364 and WUE 1.97 L/kWh over the twelve
// months to February 2022. The site's kind and load are not published; it lies
// between our large and midsize plants with towers, and so should ours bracket
// both figures. At the load of equal PUE on the line between the two, WUE is
// compared.
func TestMicrosoftSingapore(t *testing.T) {
	w := weather(t, "singapore")
	large, mid := Tabulate(sized(t, Kinds()[1], w), w), Tabulate(sized(t, Kinds()[3], w), w)
	for _, u := range []float64{.5, .7, 1} {
		f := (1.364 - large.YearPUE(u)) / (mid.YearPUE(u) - large.YearPUE(u))
		wue := large.YearWUE(u) + f*(mid.YearWUE(u)-large.YearWUE(u))
		if f < 0 || f > 1 || math.Abs(wue/1.97-1) > .12 {
			t.Errorf("at %g: share %.2f, WUE %.2f", u, f, wue)
		}
		t.Logf("at load %g: %.0f %% of the way from large to midsize, WUE %.2f, %+.0f %%", u, 100*f, wue, 100*(wue/1.97-1))
	}
}

// TestOthers: figures of PUE without a stated kind of plant: what our kinds would
// have to be. Singtel's Tuas hall is designed for 1.23 at full load in Singapore;
// Tan Phu Trung for less than 1.4 in Ho Chi Minh City; Equinix had 1.42 over the
// world in 2023 and aims at 1.29 to 1.40; Vietnam's rule for new halls is 1.4.
func TestOthers(t *testing.T) {
	sg, hcm := weather(t, "singapore"), weather(t, "ho-chi-minh-city")
	large := Tabulate(sized(t, Kinds()[1], sg), sg).YearPUE(1)
	near(t, "Tuas", large/1.23, 1, .03)
	below := 0
	for _, s := range Kinds() {
		if Tabulate(sized(t, s, hcm), hcm).YearPUE(.7) <= 1.4 {
			below++
		}
	}
	if below != 3 { // both large ones with towers, and liquid cooling
		t.Errorf("%d kinds meet 1.4", below)
	}
	if mid := Tabulate(sized(t, Kinds()[3], hcm), hcm).YearPUE(1); mid < 1.42 {
		t.Errorf("midsize has %g, below Equinix's fleet in any climate", mid)
	}
}

// TestPeakAgainstMean: from 28 to 36 C the runs above gain .02 (case 5) to .19
// (case 7) of PUE; ours .02 and .11: hotter air costs air-cooled chillers less, as
// a share of Carnot falls less there than an extrapolated fit.
func TestPeakAgainstMean(t *testing.T) {
	for _, c := range []struct {
		kind      int
		lo, hi, u float64
	}{{5, .015, .025, 1}, {7, .08, .19, 1}} {
		p := sized(t, Kinds()[c.kind-1], hottest(t))
		a := p.At(10000, 28, must(t)(WetBulbC(28, .8, 101325)))
		b := p.At(10000, 36, must(t)(WetBulbC(36, .55, 101325)))
		d := b.PUE() - a.PUE()
		if d < c.lo || d > c.hi {
			t.Errorf("case %d: %+.3f", c.kind, d)
		}
		t.Logf("case %d: %+.3f", c.kind, d)
	}
}

// TestAnnouncedPower checks the boundaries of announced figures by arithmetic:
// 182 MW over 27,370 racks of 4 kW, 140 MW over 10,000 of 10 kW, Singapore's 1,400
// MW over 985 of IT; Microsoft's 305 ML at 1.97 L/kWh are 17.7 MW of IT.
func TestAnnouncedPower(t *testing.T) {
	near(t, "Vietnam", 182/(27370*.004), 1.6624, 5e-5)
	near(t, "Tan Phu Trung", 140/(10000*.010), 1.40, 1e-12)
	near(t, "Singapore", 1400.0/985, 1.421, 5e-4)
	near(t, "Microsoft", 305e6/1.97/8760/1000, 17.674, 1e-3)
}

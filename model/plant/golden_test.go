package plant

import "testing"

// TestPrintedFigures keeps the figures of docs/MODELS.md: a change that moves
// them is to be seen. Ho Chi Minh City: annual PUE at .1, .3, .7 and 1 of rated
// IT load, peak PUE, annual WUE at .7, litres on the peak day per rated kW; annual
// PUE at .7 in Ha Noi and Da Nang, WUE in Ha Noi.
func TestPrintedFigures(t *testing.T) {
	hcm, hn, dn := weather(t, "ho-chi-minh-city"), weather(t, "ha-noi"), weather(t, "da-nang")
	for k, want := range [11][10]float64{
		{1.402, 1.218, 1.208, 1.245, 1.301, 1.36, 43.4, 1.168, 1.192, 0.90},
		{1.387, 1.214, 1.207, 1.242, 1.261, 1.65, 42.1, 1.185, 1.201, 1.54},
		{3.372, 1.967, 1.583, 1.605, 1.639, 2.33, 59.9, 1.501, 1.563, 1.52},
		{3.262, 1.917, 1.550, 1.570, 1.597, 2.32, 58.3, 1.531, 1.544, 2.12},
		{3.325, 1.954, 1.580, 1.600, 1.627, 2.37, 59.4, 1.561, 1.573, 2.16},
		{3.686, 2.144, 1.707, 1.738, 1.850, 0, 0, 1.578, 1.666, 0},
		{3.641, 2.134, 1.707, 1.735, 1.837, 0, 0, 1.660, 1.682, 0},
		{5.567, 2.763, 2.000, 1.844, 1.877, 2.99, 68.6, 1.974, 1.991, 2.73},
		{5.722, 2.883, 2.106, 1.973, 2.089, 0, 0, 2.048, 2.076, 0},
		{5.531, 2.874, 2.165, 2.052, 2.201, 0, 0, 2.091, 2.126, 0},
		{1.325, 1.146, 1.118, 1.139, 1.160, 0, 0, 1.112, 1.115, 0},
	} {
		s := Kinds()[k]
		x, a, b := Tabulate(sized(t, s, hcm), hcm), Tabulate(sized(t, s, hn), hn), Tabulate(sized(t, s, dn), dn)
		got := [10]float64{x.YearPUE(.1), x.YearPUE(.3), x.YearPUE(.7), x.YearPUE(1), x.Peak(1), x.YearWUE(.7), x.PeakDay(1), a.YearPUE(.7), b.YearPUE(.7), a.YearWUE(.7)}
		for i, tol := range [10]float64{6e-4, 6e-4, 6e-4, 6e-4, 6e-4, .006, .06, 6e-4, 6e-4, .006} {
			near(t, s.Name, got[i], want[i], tol)
		}
	}
}

// TestWaterDifference: what makes our WUE lower than that of Lei and Masanet is
// that some heat leaves without evaporating and that our towers drift less. With
// all heat latent and drift at the middle of their range, .2525 %, the midsize
// plant at 28 C and 80 % has 3.01 L/kWh, theirs 3.08; each of the two alone 2.68
// or 2.69; ours as it is 2.32. The large plant has 1.68 as it is and 2.35 so,
// theirs 2.11.
func TestWaterDifference(t *testing.T) {
	wet := must(t)(WetBulbC(28, .8, 101325))
	for _, c := range []struct {
		kind                          int
		ours, latent, drift, together float64
	}{{2, 1.68, 2.05, 2.03, 2.35}, {5, 2.32, 2.68, 2.69, 3.01}} {
		s := Kinds()[c.kind-1]
		p := sized(t, s, hottest(t))
		b := p.At(10000, 28, wet)
		wue := func(drift, share float64) float64 {
			tower := s.Tower
			tower.Drift = drift
			w := tower.Water(3600*b.HeatKW/b.ITKW, share, tower.WaterC(wet, 1, 101325))
			return w.Makeup()
		}
		share := s.Tower.LatentShare(28, wet, 101325)
		near(t, "ours", b.WUE(), c.ours, .01)
		near(t, "all latent", wue(s.Tower.Drift, 1), c.latent, .01)
		near(t, "more drift", wue(.002525, share), c.drift, .01)
		near(t, "together", wue(.002525, 1), c.together, .01)
	}
}

// TestWords: names and sentences say what they are of.
func TestWords(t *testing.T) {
	w := weather(t, "singapore")
	names := map[string]bool{}
	for _, s := range Kinds() {
		names[s.Name] = true
		p := sized(t, s, w)
		near(t, "chillers", p.InstalledChillers(), s.Chiller.Units+s.Chiller.Spare, 0)
	}
	if len(names) != 11 {
		t.Errorf("%d names", len(names))
	}
	schemes := map[string]bool{}
	for s := N; s <= FourThirds+1; s++ {
		schemes[s.String()] = true
	}
	if len(schemes) != 6 {
		t.Errorf("%d schemes", len(schemes))
	}
	_, err := DewPointC(70, .5)
	if got := err.Error(); got != "dew point: dry bulb 70 C is outside -40 to 60 C" {
		t.Error(got)
	}
	_, err = ReadClimates("x")
	if got := err.Error(); got[:7] != "line 1:" {
		t.Error(got)
	}
	near(t, "no load", Loss{Fixed: .1}.Efficiency(0), 0, 0)
}

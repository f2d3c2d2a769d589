package ran

import (
	"math"
	"testing"
)

// plain is a rule book of two bands with plain rates and one environment.
func plain() *Rules {
	r := &Rules{}
	for b, mbps := range []float64{60, 210} { // 700 MHz 2x10, 3.5 GHz 50 MHz at 70:30; 2 b/s/Hz, three sectors
		for e := range Environments {
			r.Rates.Mbps[b][e] = mbps
		}
	}
	r.Owned = [MaxBands]bool{true, true}
	r.USD = [MaxBands]float64{59210, 59210}
	r.GHz = [MaxBands]float64{0.7, 3.5}
	return r
}

// one is the holdings of one class with stations and demand, after a month.
func one(r *Rules, stations, mbps, growth float64) (*Holdings, Added) {
	h := NewHoldings(&Classes{Environment: []Environment{Urban}, AreaKM2: []float64{1}})
	h.Start(r)
	h.Place(0, stations, mbps)
	var a Added
	h.Month(growth, &a)
	return h, a
}

// TestDensityOfSites: two public planners need 0.1905 or 0.6667 stations per km2
// for 80 Mbps, depending on which band they list first; the answer is 80 / 270 =
// 0.2963. With as many all is carried, with fewer the rest is shortfall.
func TestDensityOfSites(t *testing.T) {
	for _, first := range []int{0, 1} {
		r := plain()
		if first == 1 {
			for e := range Environments {
				r.Rates.Mbps[0][e], r.Rates.Mbps[1][e] = 210, 60
			}
			r.GHz[0], r.GHz[1] = 3.5, 0.7
		}
		h, a := one(r, 80.0/270, 80, 1)
		near(t, "short", a.ShortMbps, 0, 1e-9)
		near(t, "carriers", h.On(0, 0)+h.On(0, 1), 2*0.2963, 1e-4)
		_, a = one(r, 0.29, 80, 1)
		near(t, "short", a.ShortMbps, 80-0.29*270, 1e-12)
		near(t, "carried", a.CarriedMbps(), 78.3, 1e-12)
		near(t, "load", a.Load, 1, 0)
	}
}

// TestNothingTwice: a public planner bought the same carrier for the same
// station every year in areas that stayed short, 152 of 152 times. Here ten years
// of shortfall buy each once, and the shortfall stands.
func TestNothingTwice(t *testing.T) {
	r := plain()
	r.SmallPerKM2 = [Environments]float64{2, 2, 2, 2}
	r.Rates.SmallMbps = 100
	h := NewHoldings(&Classes{Environment: []Environment{Urban}, AreaKM2: []float64{5}})
	h.Start(r)
	h.Place(0, 10, 5000)
	var a Added
	total, small := [MaxBands]float64{}, 0.0
	for range 120 {
		h.Month(1, &a)
		for b, n := range a.Carriers[Urban] {
			total[b] += n
		}
		small += a.Small[Urban]
		near(t, "short", a.ShortMbps, 5000-10*270-10*100, 1e-9)
	}
	near(t, "carriers at 700 MHz", total[0], 10, 0)
	near(t, "carriers at 3.5 GHz", total[1], 10, 0)
	near(t, "small cells", small, 10, 0)
	h.Place(0, 12, 5000) // two more stations: theirs, and no others
	h.Month(1, &a)
	near(t, "carriers of new stations", a.Carriers[Urban][0], 2, 0)
	near(t, "small cells", a.Small[Urban], 0, 0)
	near(t, "short", a.ShortMbps, 5000-12*270-1000, 1e-9)
}

// TestCheapestFirst: the carrier with the least cost a Mbps comes first, the
// next when it is everywhere, small cells last; reserve is bought ahead.
func TestCheapestFirst(t *testing.T) {
	r := plain()
	r.SmallPerKM2[Urban], r.Rates.SmallMbps = 100, 100
	_, a := one(r, 10, 1050, 1)
	near(t, "3.5 GHz", a.Carriers[Urban][1], 5, 1e-12)
	near(t, "700 MHz", a.Carriers[Urban][0], 0, 0)
	_, a = one(r, 10, 1050, 2.5) // 2625: 2100 + 525
	near(t, "3.5 GHz", a.Carriers[Urban][1], 10, 0)
	near(t, "700 MHz", a.Carriers[Urban][0], 525.0/60, 1e-12)
	near(t, "small cells", a.Small[Urban], 0, 0)
	_, a = one(r, 10, 1050, 3) // 3150: 2700 + 450
	near(t, "small cells", a.Small[Urban], 4.5, 1e-12)
	r.USD[1] = 59210 * 4
	_, a = one(r, 10, 300, 1)
	near(t, "700 MHz is cheaper a Mbps now", a.Carriers[Urban][0], 5, 1e-12)
	r.Ahead = 0.2
	_, a = one(r, 10, 300, 1)
	near(t, "ahead", a.Carriers[Urban][0], 6, 1e-12)
	near(t, "load", a.Load, 1/1.2, 1e-12)
}

// TestEquals: of two bands that cost the same a Mbps the lower comes first, and
// a band that is everywhere does not hide that another is not.
func TestEquals(t *testing.T) {
	r := plain()
	r.Rates.Mbps[0], r.GHz[0], r.GHz[1] = r.Rates.Mbps[1], 3.5, 0.7
	_, a := one(r, 10, 1050, 1)
	near(t, "the lower band", a.Carriers[Urban][1], 5, 1e-12)
	near(t, "the higher band", a.Carriers[Urban][0], 0, 0)
	h, _ := one(r, 10, 0, 1)
	h.Fit(0, 0, 10)
	for _, growth := range []float64{1, 2} {
		h.Place(0, 10, 2310)
		h.Month(growth, &a)
	}
	near(t, "short", a.ShortMbps, 420, 1e-9)
	h, _ = one(r, 10, 0, 1)
	h.Place(0, 10, 2310)
	h.Fit(0, 0, 10)
	h.Month(1, &a)
	near(t, "first", a.Carriers[Urban][1], 1, 1e-12)
	h.Month(1.5, &a)
	near(t, "then", a.Carriers[Urban][1], 5.5, 1e-12)
}

// TestNotOwned: without spectrum there is no carrier, and base carriers come
// with the station.
func TestNotOwned(t *testing.T) {
	r := plain()
	r.Owned[1] = false
	_, a := one(r, 10, 1000, 1)
	near(t, "short", a.ShortMbps, 400, 1e-12)
	r.Owned[1], r.Base[1] = true, true
	h, a := one(r, 10, 1000, 1)
	near(t, "bought", a.Carriers[Urban][0]+a.Carriers[Urban][1], 0, 0)
	near(t, "on air", h.On(0, 1), 10, 0)
}

// TestFit: what stands on the first day carries and is not bought again, nor is
// there more of it than stations.
func TestFit(t *testing.T) {
	h, _ := one(plain(), 10, 0, 1)
	h.Fit(0, 1, 4)
	h.Place(0, 10, 1050)
	var a Added
	h.Month(1, &a)
	near(t, "bought", a.Carriers[Urban][1], 1, 1e-12)
	h.Fit(0, 0, 20)
	near(t, "on air", h.On(0, 0), 10, 0)
	h.Place(0, 3, 1e6)
	near(t, "carriers went too", h.On(0, 0)+h.On(0, 1), 6, 0)
	h.Month(1, &a)
	near(t, "stations that went", h.On(0, 0)+h.On(0, 1), 6, 0)
	near(t, "their capacity too", a.ShortMbps, 1e6-3*270, 1e-6)
	near(t, "stations", h.Stations(), 3, 0)
}

// TestNothingInNothingOut: no demand asks for nothing, no station gives nothing.
func TestNothingInNothingOut(t *testing.T) {
	r := plain()
	r.SmallPerKM2[Urban], r.Rates.SmallMbps = 100, 100
	for _, c := range [][3]float64{{0, 0, 1}, {10, 0, 5}, {10, 500, 0}} {
		_, a := one(r, c[0], c[1], c[2])
		if a != (Added{}) {
			t.Errorf("%v: %+v", c, a)
		}
	}
	_, a := one(r, 0, 50, 1)
	near(t, "short", a.ShortMbps, 50, 0)
	near(t, "added", a.Small[Urban], 0, 0)
}

func TestRulesRefuse(t *testing.T) {
	land := Classes{Environment: []Environment{Urban, Rural}, AreaKM2: []float64{1, 2}}
	if err := land.Check(); err != nil {
		t.Error(err)
	}
	land.AreaKM2[1] = -1
	refused(t, "area", land.Check())
	land.AreaKM2 = land.AreaKM2[:1]
	refused(t, "number of environments", land.Check())
	r := plain()
	if err := r.Check(); err != nil {
		t.Error(err)
	}
	r.USD[3] = -1
	refused(t, "cost of a carrier", r.Check())
	r.USD[3], r.Rates.Mbps[7][2] = 0, math.NaN()
	refused(t, "rate of a carrier", r.Check())
}

package ran

import (
	"math"
	"testing"
)

// TestHaNoi: 2,556 people per km2, 70 % with smartphones, 40 % of these on 5G, 20
// GB, 15 % in the busy hour: 159 Mbps per km2 for all operators together.
func TestHaNoi(t *testing.T) {
	u := Users{Smartphones: 0.7, FiveG: 0.4, Operator: 1, GBMonth: 20, BusyShare: 0.15}
	near(t, "Ha Noi", u.MbpsKM2(2556), 159, 0.05)
	u.Operator = 0.5
	near(t, "half of it", u.MbpsKM2(2556), 79.5, 0.05)
	near(t, "no people", u.MbpsKM2(0), 0, 0)
}

// TestNoFloor: a public planner takes at least 5 Mbps for a user, so that every
// scenario below 440 GB a month gives the same. Here a tenth of the traffic is a
// tenth of the demand.
func TestNoFloor(t *testing.T) {
	u := Users{Smartphones: 1, FiveG: 1, Operator: 1, BusyShare: 0.15}
	u.GBMonth = 440
	most := u.MbpsKM2(1)
	for _, gb := range []float64{0, 0.1, 1, 10, 100, 439} {
		u.GBMonth = gb
		near(t, "demand", u.MbpsKM2(1), most*gb/440, 1e-12)
	}
}

// TestTraffic: 16.8 GB in 2025 that become 24.4 in 2030, the middle scenario of
// a public planner for the United Kingdom, grow by 7.46 % a year without a ceiling.
func TestTraffic(t *testing.T) {
	free := Traffic{GB: 16.8, Ceiling: math.Inf(1), Rate: math.Log(24.4/16.8) / 5}
	near(t, "rate", free.Rate, 0.0746, 5e-5)
	near(t, "2030", free.At(5), 24.4, 1e-12)
	s := Traffic{GB: 10, Ceiling: 40, Rate: 0.3}
	near(t, "start", s.At(0), 10, 1e-12)
	near(t, "middle", s.At(math.Log(3)/0.3), 20, 1e-12)
	near(t, "end", s.At(100), 40, 1e-9)
	near(t, "growth", s.Growth(5)*10, s.At(5), 1e-12)
	// A rate below 0 leads away from the ceiling: 10 of 40 fall to 40/(1 + 3 e^1.5), and what is above it stays.
	near(t, "falling", Traffic{GB: 10, Ceiling: 40, Rate: -0.3}.At(5), 40/(1+3*math.Exp(1.5)), 1e-9)
	for years := range 40 {
		near(t, "falling from above", Traffic{GB: 50, Ceiling: 40, Rate: -0.3}.At(float64(years)), 50, 0)
	}
	near(t, "none", Traffic{Ceiling: 40, Rate: 0.3}.Growth(5), 0, 0)
}

func TestUsersRefuse(t *testing.T) {
	ok := Users{0.7, 0.4, 0.5, 20, 0.15}
	if err := ok.Check(); err != nil {
		t.Error(err)
	}
	ok.FiveG = 40
	refused(t, "share on 5G", ok.Check())
}

package unit

import (
	"errors"
	"math"
	"testing"
)

func TestFactor(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     float64
	}{
		{"MW", "MW", 1},
		{"kW", "MW", 1e-3},
		{"GW", "kW", 1e6},
		{"%", "1", 0.01},
		{"1", "%", 100},
		{"kW/rack", "MW/rack", 1e-3},
		{"stations/day", "stations/month", 365.25 / 12}, // 30.4375 mean days in a month
		{"years", "months", 12},
		{"MUSD/MW", "USD/kW", 1e3}, // 1e6 USD / 1e3 kW
		{"TVND", "GVND", 1e3},
		{"USD/station/year", "USD/station/month", 1.0 / 12},
		{"gCO2/kWh", "", math.NaN()}, // not a unit here
		{"kgCO2/kWh", "tCO2/MWh", 1}, // 1 kg/kWh = 1000 kg / 1000 kWh
		{"TWh", "GWh", 1e3},
		{"Tbps", "Mbps", 1e6},
	} {
		from, err := Parse(c.from)
		if math.IsNaN(c.want) {
			var u *UnknownError
			if !errors.As(err, &u) || u.Part != "gCO2" {
				t.Errorf("%s: %v", c.from, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.from, err)
			continue
		}
		got, err := Factor(from, MustParse(c.to))
		if err != nil || math.Abs(got/c.want-1) > 1e-15*4 {
			t.Errorf("%s to %s: %v, %v; want %v", c.from, c.to, got, err, c.want)
		}
	}
}

// TestUnlikeKinds: what is counted, measured or paid in one thing never
// passes for another.
func TestUnlikeKinds(t *testing.T) {
	for _, c := range [][2]string{
		{"racks", "servers"}, {"USD", "VND"}, {"MW", "MWh"}, {"gpus", "nodes"},
		{"stations", "people"}, {"1", "stations"}, {"kW/rack", "kW"}, {"kW/rack", "kW/server"}, {"FLOP", "TFLOPS"},
	} {
		_, err := Factor(MustParse(c[0]), MustParse(c[1]))
		var m *MismatchError
		if !errors.As(err, &m) {
			t.Errorf("%s converts to %s", c[0], c[1])
		}
	}
}

func TestEveryNameOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range table {
		for _, n := range b.names {
			if seen[n] {
				t.Errorf("%q is named twice", n)
			}
			seen[n] = true
			if n == "" {
				continue
			}
			if _, err := Parse(n); err != nil {
				t.Errorf("%q: %v", n, err)
			}
		}
		if b.scale <= 0 {
			t.Errorf("%v has scale %g", b.names, b.scale)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, s := range []string{"mw", "MW/", "MW//rack", "stationz", "kW per rack", "/"} {
		if _, err := Parse(s); err == nil && s != "/" {
			t.Errorf("%q was taken for a unit", s)
		}
	}
}

func TestKinds(t *testing.T) {
	if !MustParse("kW/rack").IsPower() || MustParse("MWh").IsPower() {
		t.Error("power is mistaken")
	}
	if !MustParse("%").Plain() || MustParse("racks").Plain() {
		t.Error("plain numbers are mistaken")
	}
}

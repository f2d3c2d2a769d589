package boundary

import (
	"errors"
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/unit"

	"github.com/headroom-planner/headroom/model/valid/validtest"
)

var near = validtest.Near

var (
	it       = At{unit.IT, All, Rated}
	facility = At{unit.Facility, All, Rated}
	colo     = At{unit.IT, Colocation, Rated}
)

// TestReferences: ratios of published figures, and the factor that each would be.
// 182 MW over 27,370 racks of 4 kW is 1.6624; 140 MW over 10,000 racks of 10 kW is 1.40;
// Singapore's 1,400 MW over 985 MW of IT is 1.421.
func TestReferences(t *testing.T) {
	for _, c := range []struct{ facility, it, want, tol float64 }{
		{182, 27370 * 4e-3, 1.6624, 5e-5}, {140, 10000 * 10e-3, 1.40, 1e-12}, {1400, 985, 1.421, 5e-4},
	} {
		f := Factors{PeakPUE: Spread{c.want, 0}}
		ratio, _, err := f.Gap(Figure{c.facility, facility}, Figure{c.it, it})
		if err != nil {
			t.Fatal(err)
		}
		near(t, "gap", ratio, 1, c.tol)
	}
	// Microsoft Singapore: 305 ML at 1.97 L/kWh are 154.822 GWh of IT, a mean of
	// 17.674 MW over 8,760 h; at a PUE of 1.364 its meters show 24.107 MW.
	gwh := 305 / 1.97
	near(t, "GWh", gwh, 154.822, 1e-3)
	near(t, "MW", gwh*1000/8760, 17.674, 1e-3)
	f := Factors{PUE: Spread{1.364, 0}}
	s, err := f.Convert(Figure{gwh * 1000 / 8760, At{unit.IT, All, Drawn}}, At{unit.Facility, All, Drawn})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "at the meter", s.Median, 24.107, 1e-3)

	// United States, LBNL 2024: 325 TWh on 74 GW and 580 on 132 are load factors of
	// .50136 and .50159: drawn over rated power.
	for _, c := range [][3]float64{{325, 74, .50136}, {580, 132, .50159}} {
		near(t, "load factor", c[0]*1000/8760/c[1], c[2], 5e-6)
		f := Factors{PUE: Spread{1.4, 0}, PeakPUE: Spread{1.4, 0}, Utilisation: Spread{c[2], 0}}
		s, err := f.Convert(Figure{c[1] * 1000, facility}, At{unit.Facility, All, Drawn})
		if err != nil {
			t.Fatal(err)
		}
		near(t, "TWh", s.Median*8760/1e6, c[0], .01)
	}

	// 20 MW of IT at a PUE of 1.5 and 0.115 USD/kWh: 30.222 million USD a year; a
	// tenth of PUE is 2.0148 million (published as 30.2 and 1.9).
	f = Factors{PUE: Spread{1.5, 0}}
	s, _ = f.Convert(Figure{20, At{unit.IT, All, Drawn}}, At{unit.Facility, All, Drawn})
	near(t, "million USD", s.Median*8760*.115/1000, 30.222, 1e-9)
	near(t, "of a tenth", 20*.1*8760*.115/1000, 2.0148, 1e-9)
	if d := 2.0148/1.9 - 1; d > .07 {
		t.Errorf("published saving is off by %g", d)
	}
}

// TestVietNam: 182 MW read at the meter of a mid-size plant in a tropical climate
// (peak PUE 1.65, 10 % either way in 80 % of cases) is 110 MW of IT. 27,370 racks of 4 kW, 109.5 MW, are
// within it; Cushman & Wakefield's 51 MW of colocation is it at a share of 46 %.
func TestVietNam(t *testing.T) {
	f := Factors{PeakPUE: Spread{1.65, math.Log(1.1) / 1.2815515655446004}, Colocation: Spread{.49, 0}}
	s, err := f.Convert(Figure{182, facility}, it)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "median", s.Median, 110.303, 1e-3)
	near(t, "P10", s.Quantile(-1.2815515655446004), 100.275, 1e-3)
	near(t, "P90", s.Quantile(1.2815515655446004), 121.333, 1e-3)
	ratio, z, err := f.Gap(Figure{182, facility}, Figure{109.48, it})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "racks", ratio, .9925, 5e-5)
	near(t, "deviations", z, -.10, 5e-3)
	ratio, _, err = f.Gap(Figure{182, facility}, Figure{51, colo})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "colocation", ratio, 51/(.49*110.303), 1e-5)
	near(t, "share", 51/s.Median, .46, 5e-3)
}

// TestThereAndBack: all places convert to one another and back, by products that
// agree, and what cancels adds no doubt.
func TestThereAndBack(t *testing.T) {
	f := Factors{PUE: Spread{1.4, .05}, PeakPUE: Spread{1.6, .06}, Utilisation: Spread{.5, .1}, Contracted: Spread{1.2, .04}, Nameplate: Spread{.7, .2}, Colocation: Spread{.5, .1}}
	var places []At
	for _, b := range []unit.Boundary{unit.IT, unit.Facility, unit.Contracted, unit.Nameplate} {
		for _, s := range []Scope{All, Colocation} {
			for _, k := range []Kind{Rated, Drawn} {
				if a := (At{b, s, k}); a.unfit() == "" {
					places = append(places, a)
				}
			}
		}
	}
	if len(places) != 12 { // contract and nameplate are rated only
		t.Fatalf("%d places", len(places))
	}
	get := func(a, b At) Spread {
		s, err := f.Factor(a, b)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, a := range places {
		if s := get(a, a); s != (Spread{Median: 1}) {
			t.Errorf("%v to itself is %v", a, s)
		}
		for _, b := range places {
			near(t, a.String()+" and back", get(a, b).Median*get(b, a).Median, 1, 1e-12)
			near(t, "doubt", get(a, b).Sigma, get(b, a).Sigma, 1e-12)
			for _, c := range places {
				near(t, "way round", get(a, b).Median*get(b, c).Median, get(a, c).Median, 1e-12)
			}
		}
	}
	near(t, "contract to meter", get(At{unit.Contracted, All, Rated}, facility).Sigma, .04, 1e-15)
	near(t, "nameplate to drawn facility", get(At{unit.Nameplate, All, Rated}, At{unit.Facility, All, Drawn}).Median, .7*.5*1.4, 1e-12)
	near(t, "doubt of three", get(At{unit.Nameplate, All, Rated}, At{unit.Facility, All, Drawn}).Sigma, math.Sqrt(.2*.2+.1*.1+.05*.05), 1e-12)
}

// TestRefuses: unlike figures are not compared without a factor, and the error says
// which.
func TestRefuses(t *testing.T) {
	unstated := At{unit.Unstated, All, Rated}
	for _, c := range []struct {
		f        Factors
		from, to At
		want     string
	}{
		{Factors{}, facility, it, "power: from facility rated all to it rated all needs peak PUE"},
		{Factors{PeakPUE: Spread{1.5, 0}}, facility, colo, "power: from facility rated all to it rated colocation needs share of colocation"},
		{Factors{}, unstated, unstated, "power: from unstated rated all to unstated rated all needs a stated boundary"},
		{Factors{}, At{}, it, "power: from no boundary rated or drawn of unknown scope to it rated all needs a stated boundary"},
		{Factors{}, At{unit.IT, Unknown, Rated}, it, "power: from it rated of unknown scope to it rated all needs a stated scope"},
		{Factors{}, At{unit.IT, All, Unsaid}, it, "power: from it rated or drawn all to it rated all needs to be said to be rated or drawn"},
		{Factors{}, At{unit.Nameplate, All, Drawn}, it, "power: from nameplate drawn all to it rated all needs a boundary at which power is drawn"},
		{Factors{}, it, At{unit.IT, All, Drawn}, "power: from it rated all to it drawn all needs utilisation"},
	} {
		s, err := c.f.Factor(c.from, c.to)
		var m *MissingError
		if !errors.As(err, &m) || err.Error() != c.want || !math.IsNaN(s.Median) {
			t.Errorf("got  %v, %v\nwant %s", s, err, c.want)
		}
		if _, _, err := c.f.Gap(Figure{1, c.from}, Figure{1, c.to}); err == nil {
			t.Error("compared all the same")
		}
	}
	f := Factors{PeakPUE: Spread{.9, 0}}
	_, err := f.Factor(facility, it)
	var r *RangeError
	if !errors.As(err, &r) || r.Quantity != "peak PUE" {
		t.Error(err)
	}
	f.PeakPUE = Spread{1.5, -1}
	if _, err = f.Factor(facility, it); !errors.As(err, &r) || r.Quantity != "spread of peak PUE" {
		t.Error(err)
	}
}

func TestDoesNotAllocate(t *testing.T) {
	f := Factors{PeakPUE: Spread{1.5, .1}}
	sum := 0.0
	if n := testing.AllocsPerRun(100, func() {
		s, _ := f.Factor(facility, it)
		sum += s.Median
	}); n != 0 || sum == 0 {
		t.Errorf("%v allocations", n)
	}
}

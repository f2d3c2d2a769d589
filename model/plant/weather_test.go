package plant

import (
	"errors"
	"math"
	"os"
	"strings"
	"testing"
)

// climates are the library's.
func climates(t testing.TB) map[string]*Climate {
	t.Helper()
	text, err := os.ReadFile("../datacenter/climates.csv")
	if err != nil {
		t.Fatal(err)
	}
	all, err := ReadClimates(string(text))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*Climate{}
	for i := range all {
		out[all[i].Place] = &all[i]
	}
	return out
}

var years = map[string]*Weather{}

// weather is a normal year of a place of the library, made once.
func weather(t testing.TB, place string) *Weather {
	t.Helper()
	if w := years[place]; w != nil {
		return w
	}
	c, ok := climates(t)[place]
	if !ok {
		t.Fatalf("no climate %q", place)
	}
	w, err := c.Weather(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	years[place] = w
	return w
}

// TestWeatherKeepsNormals: the bins of a month have its hours, its mean dry bulb
// where that is known, and, by the humidity of the bins' means, its humidity.
func TestWeatherKeepsNormals(t *testing.T) {
	for place, c := range climates(t) {
		w := weather(t, place)
		for m, n := range c.Months {
			s := Sum(w.Months[m])
			near(t, place+" hours", s.Hours, 24*monthDays[m], 1e-9)
			if !math.IsNaN(n.MeanC) {
				near(t, place+" mean", s.DryC, n.MeanC, 1e-6)
			}
			rh := 0.0
			for _, b := range w.Months[m] {
				p := b.ratio(w.PressurePa)
				rh += b.Hours / s.Hours * math.Min(1, p*w.PressurePa/(massRatio+p)/saturation(b.DryC))
			}
			near(t, place+" humidity", rh, n.Humidity, 0.003)
		}
	}
}

func (b Bin) ratio(pressurePa float64) float64 { return ratioOfWet(b.DryC, b.WetC, pressurePa) }

// TestClimatesAgainstOthers: annual means and design wet bulbs as figures that
// were not used to make them have it. Means of wet bulb 21.0, 23.3, 24.2 and
// 25.3 C are those of the climates behind the published runs, themselves from
// memory to 1 K. For the design wet bulb there is a range of 28 to 29.5 from
// memory, and one ASHRAE station at sea (Con Son: 27.3).
func TestClimatesAgainstOthers(t *testing.T) {
	for _, c := range []struct {
		place                    string
		dry, wet, lowest, higest float64
	}{
		{"ha-noi", 23.9, 21.0, 28, 29.7}, {"da-nang", 25.7, 23.3, 27.5, 29.5},
		{"ho-chi-minh-city", 27.6, 24.2, 27.3, 29.5}, {"singapore", 27.8, 25.3, 27.3, 29.5},
	} {
		w := weather(t, c.place)
		var all []Bin
		for _, bins := range w.Months {
			all = append(all, bins...)
		}
		s := Sum(all)
		near(t, c.place+" hours", s.Hours, 8760, 1e-9)
		near(t, c.place+" mean dry bulb", s.DryC, c.dry, 0.15)
		near(t, c.place+" mean wet bulb", s.WetC, c.wet, 0.6)
		if w.DesignWetC < c.lowest || w.DesignWetC > c.higest {
			t.Errorf("%s: design wet bulb %.2f", c.place, w.DesignWetC)
		}
		t.Logf("%-17s mean %.1f / %.1f C; 0.4 %%: wet bulb %.1f (at %.1f), dry bulb %.1f (at %.1f)", c.place, s.DryC, s.WetC,
			w.DesignWetC, w.DryAtDesignWetC, w.DesignDryC, w.WetAtDesignDryC)
		top := -100.0
		for _, b := range w.Peak {
			top = math.Max(top, b.WetC)
		}
		near(t, c.place+" peak day", top, w.DesignWetC, 0.01)
		above := w.Hours(func(_, wetC float64) bool { return wetC > w.DesignWetC })
		near(t, c.place+" hours above", above, 35, 35) // bins of 1 K cannot say it finer
	}
}

// TestWarmerYear: a year that is warmer and more humid by 1 K is so in every
// month and at design.
func TestWarmerYear(t *testing.T) {
	c := climates(t)["ha-noi"]
	a, err := c.Weather(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	b, err := c.Weather(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	for m := range a.Months {
		near(t, "dry", Sum(b.Months[m]).DryC, Sum(a.Months[m]).DryC+1, 1e-9)
		near(t, "wet", Sum(b.Months[m]).WetC, Sum(a.Months[m]).WetC+1, 0.1)
	}
	near(t, "design", b.DesignWetC, a.DesignWetC+1, 0.1)
	if _, err := c.Weather(9, 0); err == nil {
		t.Error("a year 9 K warmer is accepted")
	}
}

func TestReadClimatesRefuses(t *testing.T) {
	text, err := os.ReadFile("../datacenter/climates.csv")
	if err != nil {
		t.Fatal(err)
	}
	good := string(text)
	for what, c := range map[string]struct {
		text string
		line int
	}{
		"columns":     {strings.Replace(good, "humidity", "rh", 1), 1},
		"empty":       {"", 0},
		"order":       {strings.Replace(good, "ha-noi,2,", "ha-noi,3,", 1), 3},
		"other place": {strings.Replace(good, "ha-noi,2,", "hanoi,2,", 1), 3},
		"number":      {strings.Replace(good, "19.8", "19,8", 1), 2},
		"word":        {strings.Replace(good, "19.8", "warm", 1), 2},
		"range":       {strings.Replace(good, ",79.9,", ",179.9,", 1), 2},
		"ends early":  {good[:strings.LastIndex(strings.TrimSpace(good), "\n")], 48},
	} {
		_, err := ReadClimates(c.text)
		var e *TextError
		if !errors.As(err, &e) || e.Line != c.line {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := cells(`a,"b, ""c""",d` + "\r"); len(got) != 3 || got[1] != `b, "c"` || got[2] != "d" {
		t.Errorf("cells %q", got)
	}
}

package plant

import (
	"math"
	"testing"
)

// TestTableAgainstBalance: between the table's loads PUE is within 1 % of the sum
// of balances; at them it is that sum.
func TestTableAgainstBalance(t *testing.T) {
	w := weather(t, "ha-noi")
	worst := 0.0
	for _, s := range Kinds() {
		p := sized(t, s, w)
		x := Tabulate(p, w)
		for _, u := range []float64{.035, .07, .12, .22, .275, .3, .425, .52, .6, .72, .87, .93, 1} {
			power, water, it := 0.0, 0.0, 0.0
			for _, b := range w.Months[6] {
				y := p.At(u*p.RatedITKW, b.DryC, b.WetC)
				power += b.Hours * y.FacilityKW()
				water += b.Hours * y.WaterKgH.Makeup()
				it += b.Hours * y.ITKW
			}
			d := x.PUE(u, 7)/(power/it) - 1
			worst = math.Max(worst, math.Abs(d))
			tol := 0.01
			if u == .3 || u == .6 || u == 1 {
				tol = 1e-9
			}
			near(t, s.Name+": PUE", d, 0, tol)
			near(t, s.Name+": WUE", x.WUE(u, 7), water/it, 0.01*water/it)
		}
	}
	t.Logf("interpolation is %.2f %% off at most", 100*worst)
}

// TestYearIsItsMonths: a year's PUE is energy over energy, so the mean of months
// weighted by their hours, and the peak is above every month.
func TestYearIsItsMonths(t *testing.T) {
	w := weather(t, "ha-noi")
	for _, s := range Kinds() {
		x := Tabulate(sized(t, s, w), w)
		for _, u := range []float64{.1, .5, .84, 1} {
			pue, wue := 0.0, 0.0
			for m := range 12 {
				pue += x.PUE(u, m+1) * monthDays[m] / 365
				wue += x.WUE(u, m+1) * monthDays[m] / 365
				near(t, "power", x.PowerKW(u, m+1), u*x.PUE(u, m+1), 1e-12)
				near(t, "water", x.WaterKgH(u, m+1), u*x.WUE(u, m+1), 1e-12)
				if x.Peak(u) < x.PUE(u, m+1) {
					t.Errorf("%s: peak %g below month %d", s.Name, x.Peak(u), m+1)
				}
			}
			near(t, s.Name+": PUE", x.YearPUE(u), pue, 1e-9)
			near(t, s.Name+": WUE", x.YearWUE(u), wue, 1e-9)
		}
		if s.Wet && x.PeakDay(1) < 24*x.YearWUE(1) {
			t.Errorf("%s: %g L on the peak day, %g on a mean one", s.Name, x.PeakDay(1), 24*x.YearWUE(1))
		}
	}
}

func TestTableEnds(t *testing.T) {
	w := weather(t, "singapore")
	x := Tabulate(sized(t, Kinds()[1], w), w)
	for _, y := range []float64{x.PUE(1.01, 1), x.PUE(-.1, 1), x.PUE(math.NaN(), 1), x.PUE(.5, 0), x.PUE(.5, 13), x.WUE(.5, 13), x.PowerKW(.5, 0), x.WaterKgH(.5, 13), x.WaterKgH(2, 1), x.YearPUE(2), x.Peak(2), x.PeakDay(-1)} {
		if !math.IsNaN(y) {
			t.Errorf("out of range gave %g", y)
		}
	}
	if !math.IsInf(x.PUE(0, 1), 1) || !math.IsInf(x.WUE(0, 1), 1) || !(x.PowerKW(0, 1) > 0) || !(x.WaterKgH(0, 1) > 0) {
		t.Errorf("no load: PUE %g, WUE %g, %g kW/kW", x.PUE(0, 1), x.WUE(0, 1), x.PowerKW(0, 1))
	}
	dry := Tabulate(sized(t, Kinds()[9], w), w)
	if dry.WUE(0, 1) != 0 || dry.WUE(.5, 1) != 0 {
		t.Error("water without a tower")
	}
}

// TestWarmerYearCosts: a year warmer and more humid by 1 K takes more power and,
// in wet plants, more water, but not more than a few percent.
func TestWarmerYearCosts(t *testing.T) {
	c := climates(t)["ho-chi-minh-city"]
	w := weather(t, c.Place)
	warm, err := c.Weather(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range Kinds() {
		p := sized(t, s, w)
		a, b := Tabulate(p, w), Tabulate(p, warm)
		if d := b.YearPUE(.7) - a.YearPUE(.7); !(d > 0 && d < .03) {
			t.Errorf("%s: %+.4f of PUE for 1 K", s.Name, d)
		}
		if d := b.YearWUE(.7) - a.YearWUE(.7); d < 0 || d > .2 {
			t.Errorf("%s: %+.4f L/kWh for 1 K", s.Name, d)
		}
	}
}

func TestRunTimeDoesNotAllocate(t *testing.T) {
	w := weather(t, "ha-noi")
	p := sized(t, Kinds()[0], w)
	x := Tabulate(p, w)
	noAllocations(t, "table", func() {
		sink = x.PUE(.43, 5) + x.WUE(.43, 5) + x.Peak(.9) + x.PeakDay(.9) + x.YearPUE(.3) + x.YearWUE(.3) + x.PowerKW(.1, 2)
	})
	noAllocations(t, "balance", func() {
		b := p.At(6123, 31, 26)
		sink = b.PUE() + b.WUE()
	})
}

func BenchmarkAt(b *testing.B) {
	w := weather(b, "ha-noi")
	p := sized(b, Kinds()[1], w)
	for b.Loop() {
		y := p.At(6123, 31, 26)
		sink = y.PUE()
	}
}

func BenchmarkTablePUE(b *testing.B) {
	w := weather(b, "ha-noi")
	x := Tabulate(sized(b, Kinds()[1], w), w)
	for b.Loop() {
		sink = x.PUE(.43, 5)
	}
}

func BenchmarkTabulate(b *testing.B) {
	w := weather(b, "ha-noi")
	p := sized(b, Kinds()[1], w)
	for b.Loop() {
		sink = Tabulate(p, w).YearPUE(1)
	}
}

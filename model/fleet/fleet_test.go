package fleet

import (
	"errors"
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/valid/validtest"
)

var near = validtest.Near

var life = Weibull{Shape: 4, Scale: 6}

// growing is 1,000 machines a year that grow by 10 %.
func growing(n int) []float64 {
	out := make([]float64, n)
	for y := range out {
		out[y] = 1000 * math.Pow(1.1, float64(y))
	}
	return out
}

// TestSurvival: shape 4, scale 6 years, by the closed form worked elsewhere.
func TestSurvival(t *testing.T) {
	near(t, "mean", life.Mean(), 5.438414863, 1e-9) // 6 Gamma(1.25) = 5.43841486233
	for age, want := range []float64{1, .999228693, .987730216, .939413063, .820754808, .617390789, .367879441, .156825202, .042404795, .006329715, .000445618} {
		near(t, "survival", life.Survival(float64(age)), want, 5e-10)
	}
	near(t, "before", life.Survival(-1), 1, 0)
	area, h := 0.0, 1e-3 // the mean is the area under survival
	for a := h / 2; a < 20; a += h {
		area += h * life.Survival(a)
	}
	near(t, "area", area, life.Mean(), 1e-6)
}

// TestAges: a table of ages is survival at each, and ends where survival does.
func TestAges(t *testing.T) {
	logs, out := make([]float64, 400), make([]float64, 400)
	for i := range logs {
		logs[i] = math.Log((float64(i) + .5) / 12)
	}
	for _, w := range []Weibull{life, {1, 5}, {.6, 3}, {7, 12}, OfMean(5.5, 3)} {
		n := w.Ages(out, logs, 1e-7)
		for i, l := range logs[:n] {
			near(t, "survival", out[i], w.Survival(math.Exp(l)), 1e-12)
		}
		if n < len(logs) && (w.Survival(math.Exp(logs[n])) >= 1e-7 || w.Survival(math.Exp(logs[n-1])) < 1e-7) {
			t.Errorf("%+v ends at %d", w, n)
		}
	}
	near(t, "mean", OfMean(5.5, 3).Mean(), 5.5, 1e-12)
}

// TestStock: the same lifetime, growing shipments, ages at the middle of the year.
func TestStock(t *testing.T) {
	shipped := growing(11)
	for y, want := range []float64{999.951776, 2096.048323, 3275.962042, 4494.22141, 5672.406881, 6733.229337, 7658.795102, 8511.71298, 9380.697291, 10320.631505, 11352.779143} {
		near(t, "stock", life.Stock(shipped, y), want, 1e-6)
	}
	out := make([]float64, 11)
	life.Vintages(out, shipped, 7)
	sum := 0.0
	for _, v := range out {
		sum += v
	}
	near(t, "sum of vintages", sum, life.Stock(shipped, 7), 1e-9)
	near(t, "vintages to come", out[8]+out[9]+out[10], 0, 0)
	near(t, "all gone", life.Stock(shipped, 60), 0, 1e-12)
}

// TestSteady: constant shipments come to the mean lifetime by the midpoint rule; an
// exponential lifetime (shape 1) has the closed form e^(-1/2m) / (1 - e^(-1/m)).
func TestSteady(t *testing.T) {
	near(t, "Weibull", life.Steady(), life.Mean(), 1e-3)
	e := Weibull{Shape: 1, Scale: 5}
	near(t, "exponential", e.Steady(), math.Exp(-.1)/(1-math.Exp(-.2)), 1e-12)
	ones := make([]float64, 60)
	for i := range ones {
		ones[i] = 1
	}
	near(t, "run up", life.Stock(ones, 59), life.Steady(), 1e-12)
}

// TestRefresh gives back the shipments that made a stock; a steady stock is renewed
// at stock / steady; a stock that falls faster than machines retire is reported.
func TestRefresh(t *testing.T) {
	shipped := growing(20)
	stock, back := make([]float64, 20), make([]float64, 20)
	for y := range stock {
		stock[y] = life.Stock(shipped, y)
	}
	near(t, "excess", life.Refresh(back, stock), 0, 0)
	for y := range back {
		near(t, "shipped", back[y], shipped[y], 1e-6)
	}
	flat, ship := make([]float64, 200), make([]float64, 200)
	for i := range flat {
		flat[i] = 1000
	}
	life.Refresh(ship, flat)
	near(t, "renewal", ship[199], 1000/life.Steady(), 1e-6)
	flat[3] = 0
	if excess := life.Refresh(ship, flat); excess < 900 || ship[3] != 0 {
		t.Errorf("excess %g, shipped %g", excess, ship[3])
	}
}

// TestEfficiency: fleet mean energy for an operation at doubling in 2.6 years.
func TestEfficiency(t *testing.T) {
	e := Efficiency{2.6}
	shipped := growing(11)
	out := make([]float64, 11)
	for y, want := range map[int]float64{5: .4822472957, 10: .1385093234} {
		life.Vintages(out, shipped, y)
		near(t, "energy for an operation", e.Mean(out), want, 5e-11)
		if m := e.MeanByEnergy(out); !(m < want) {
			t.Errorf("%g: more work on newer machines does not help", m)
		}
	}
	near(t, "doubling", e.Energy(2.6), .5, 1e-15)
	near(t, "one vintage", e.Mean([]float64{0, 3}), e.MeanByEnergy([]float64{0, 3}), 1e-15)
}

// TestCurves: 200 W idle, 350 W full at seven loads, as OpenDC (commit 691036de) and, at
// loads above 0, CloudSim (commit 476ceef2) compute them; SPECpower tables of an IBM x3550
// M3 and an HP ML110 G5 as CloudSim carries them.
func TestCurves(t *testing.T) {
	loads := [7]float64{0, .1, .25, .5, .75, .9, 1}
	of := func(f Form, shape float64) Curve { return Curve{Form: f, IdleW: 200, FullW: 350, Shape: shape} }
	points := func(w ...float64) Curve { return Curve{Form: Points, W: [11]float64(w)} }
	for _, c := range []struct {
		name  string
		curve Curve
		want  [7]float64
	}{
		{"linear", of(Linear, 0), [7]float64{200, 215, 237.5, 275, 312.5, 335, 350}},
		{"sqrt", of(Sqrt, 0), [7]float64{200, 247.434165, 275, 306.066017, 329.903811, 342.302495, 350}},
		{"square", of(Square, 0), [7]float64{200, 201.5, 209.375, 237.5, 284.375, 321.5, 350}},
		{"cubic", of(Cubic, 0), [7]float64{200, 200.15, 202.34375, 218.75, 263.28125, 309.35, 350}},
		{"Fan", of(Fan, 1.4), [7]float64{200, 224.028392, 253.461906, 293.160629, 324.728612, 340.571245, 350}},
		{"asymptotic", of(Asymptotic, .3), [7]float64{200, 228.760152, 261.155134, 298.33433, 325.093625, 338.76597, 347.32445}},
		{"asymptotic, DVFS", of(AsymptoticDVFS, .3), [7]float64{200, 200.324584, 204.978143, 234.931953, 288.261085, 323.072238, 347.32445}},
		{"x3550 M3", points(58.4, 98, 109, 118, 128, 140, 153, 170, 189, 205, 222), [7]float64{58.4, 98, 113.5, 140, 179.5, 205, 222}},
		{"ML110 G5", points(93.7, 97, 101, 105, 110, 116, 121, 125, 129, 133, 135), [7]float64{93.7, 97, 103, 116, 127, 133, 135}},
	} {
		if err := c.curve.Check(); err != nil {
			t.Error(err)
		}
		for i, u := range loads {
			near(t, c.name, c.curve.At(u), c.want[i], 5e-7)
		}
		last := 0.0
		for u := -.1; u < 1.1; u += .01 {
			if w := c.curve.At(u); w < last-1e-9 {
				t.Errorf("%s falls at %g", c.name, u)
			} else {
				last = w
			}
		}
	}
	lin := of(Linear, 0)
	near(t, "mean of a line", lin.Mean([]float64{0, 1, .5}, []float64{1, 1, 2}), 275, 1e-9)
}

// TestChecks: numbers out of range are named.
func TestChecks(t *testing.T) {
	for want, err := range map[string]error{
		"shape":          Weibull{0, 1}.Check(),
		"scale":          Weibull{1, -1}.Check(),
		"full power":     (&Curve{IdleW: 2, FullW: 1}).Check(),
		"exponent":       (&Curve{Form: Fan, FullW: 1}).Check(),
		"approach":       (&Curve{Form: Asymptotic, FullW: 1}).Check(),
		"measured power": (&Curve{Form: Points, W: [11]float64{-1}}).Check(),
		"form":           (&Curve{Form: 99}).Check(),
	} {
		var r *RangeError
		if !errors.As(err, &r) || r.Quantity != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := life.Check(); err != nil {
		t.Error(err)
	}
}

func TestDoesNotAllocate(t *testing.T) {
	shipped, out := growing(30), make([]float64, 30)
	c := Curve{Form: Fan, IdleW: 200, FullW: 350, Shape: 1.4}
	if n := testing.AllocsPerRun(50, func() {
		life.Vintages(out, shipped, 20)
		out[0] += life.Refresh(out, shipped) + c.At(.4)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

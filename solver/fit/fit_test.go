package fit

import (
	"io"
	"math"
	"os"
	"testing"

	"gonum.org/v1/gonum/optimize"
)

// table reads one of the tables of past roll-outs.
func table[T any](t testing.TB, name string, read func(io.Reader) ([]T, error)) []T {
	t.Helper()
	f, err := os.Open("../../scenarios/library/rollouts/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out, err := read(f)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func rollout(t testing.TB, name string) (Series, Country) {
	t.Helper()
	for _, c := range table(t, "countries.csv", ReadCountries) {
		if c.Series == name {
			return SeriesOf(table(t, "rollouts_5g.csv", ReadCounts), c), c
		}
	}
	t.Fatalf("no country %s", name)
	return Series{}, Country{}
}

// The published fits of India have one count later than October 2025, where
// the evidence here ends; with that count added this package gives their
// digits, without it what stands under want. The published ones must be near.
func TestIndiaFits(t *testing.T) {
	s, _ := rollout(t, "India")
	if len(s.T) != 25 {
		t.Fatalf("%d counts", len(s.T))
	}
	for _, c := range []struct {
		family                Family
		want, published       []float64
		rmse, publishedRMSE   float64
		tolerance, toleranceR float64
	}{
		{LogisticFamily, []float64{473801.6, 3.926779, 0.7235779}, []float64{477737, 3.82063, 0.73130}, 16693.3, 18066, 0.03, 0.09},
		{GompertzFamily, []float64{481762.0, 4.677774, 2.714023}, []float64{485454, 4.54294, 2.64570}, 11676.4, 13015, 0.035, 0.12},
		{BassFamily, []float64{478705.4, 0.3467817, 2.942649}, []float64{482876, 0.360564, 2.80064}, 13946.1, 15220, 0.055, 0.10},
	} {
		f, err := To(s, c.family, Absolute)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range f.Curve.Params() {
			if !near(x, c.want[i], 2e-6) || !near(x, c.published[i], c.tolerance) {
				t.Errorf("%s %s = %.7g, want %.7g, published %.7g", f.Family.Name, f.Family.Params[i].Name, x, c.want[i], c.published[i])
			}
		}
		if !near(f.RMSE, c.rmse, 1e-5) || !near(f.RMSE, c.publishedRMSE, c.toleranceR) {
			t.Errorf("%s RMSE %.6g, want %.6g, published %g", f.Family.Name, f.RMSE, c.rmse, c.publishedRMSE)
		}
	}
}

// Planted parameters come back, under both residuals, whatever the family.
func TestRecoversPlanted(t *testing.T) {
	for _, c := range []struct {
		family Family
		x      []float64
	}{
		{LogisticFamily, []float64{5e5, 3.8, 0.73}},
		{LogisticFamily, []float64{80, 0.4, 9}},
		{GompertzFamily, []float64{5e6, 3.6, 0.49}},
		{GompertzFamily, []float64{1, 40, 3}},
		{BassFamily, []float64{100, 0.03, 0.38}},
		{BassFamily, []float64{4.4e5, 0.23, 4.5}},
		{BassFamily, []float64{7, 0.5, 0.02}},
		{RichardsFamily, []float64{4.5e5, 4.1, 0.6, 0.5}},
		{RichardsFamily, []float64{1000, 2, 3, 4}},
	} {
		curve := c.family.New(c.x)
		s := Series{Name: "planted"}
		for x := 0.25; x <= 5; x += 0.25 {
			s.T, s.Y = append(s.T, x), append(s.Y, curve.At(x))
		}
		if c.x[0] == 80 { // a slow one: it needs a longer look
			for i := range s.T {
				s.T[i] *= 4
				s.Y[i] = curve.At(s.T[i])
			}
		}
		for _, r := range []Residuals{Absolute, Relative} {
			f, err := To(s, c.family, r)
			if err != nil {
				t.Fatal(err)
			}
			for i, got := range f.Curve.Params() {
				if !near(got, c.x[i], 2e-4) {
					t.Errorf("%s %v, %s residuals: %s = %g", c.family.Name, c.x, r, c.family.Params[i].Name, got)
				}
			}
		}
	}
}

// Nelder and Mead's method of another library, started at several places, finds
// nothing better.
func TestNothingBetter(t *testing.T) {
	for _, name := range []string{"India", "China"} {
		s, _ := rollout(t, name)
		for _, family := range Families[:3] {
			f, err := To(s, family, Absolute)
			if err != nil {
				t.Fatal(err)
			}
			p, _ := newProblem(s, family, Absolute)
			r := make([]float64, len(s.T))
			loss := func(z []float64) float64 { return p.residuals(z, r) }
			for _, x := range family.starts(s) {
				got, err := optimize.Minimize(optimize.Problem{Func: loss}, p.inverse(x), nil, &optimize.NelderMead{})
				if err == nil && got.F < f.loss*(1-1e-7) {
					t.Errorf("%s, %s: %.9g beats %.9g at %v", name, family.Name, got.F, f.loss, p.params(got.X))
				}
			}
		}
	}
}

// A change of unit changes the ceiling by the same factor and nothing else.
func TestUnit(t *testing.T) {
	s, _ := rollout(t, "China")
	k := Series{Name: s.Name, T: s.T}
	for _, y := range s.Y {
		k.Y = append(k.Y, y/1000)
	}
	for _, family := range Families[:3] {
		a, _ := To(s, family, Absolute)
		b, _ := To(k, family, Absolute)
		x, y := a.Curve.Params(), b.Curve.Params()
		if !near(x[0], 1000*y[0], 1e-6) || !near(x[1], y[1], 1e-6) || !near(x[2], y[2], 1e-6) || !near(a.SE[0], 1000*b.SE[0], 1e-4) {
			t.Errorf("%s: %v in thousands is %v", family.Name, x, y)
		}
	}
}

func TestRefusals(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name string
		s    Series
		r    Residuals
	}{
		{"too few", Series{"s", []float64{1, 2}, []float64{1, 2}}, Absolute},
		{"zeros", Series{"s", []float64{1, 2, 3}, []float64{0, 0, 2}}, Absolute},
		{"zeros left out", Series{"s", []float64{1, 2, 3}, []float64{0, 1, 2}}, Relative},
		{"order", Series{"s", []float64{1, 3, 2}, []float64{1, 2, 3}}, Absolute},
		{"NaN", Series{"s", []float64{1, 2, 3}, []float64{1, nan, 3}}, Absolute},
		{"negative", Series{"s", []float64{1, 2, 3}, []float64{-1, 2, 3}}, Absolute},
		{"lengths", Series{"s", []float64{1, 2, 3}, []float64{1, 2}}, Absolute},
		{"residuals", Series{"s", []float64{1, 2, 3}, []float64{1, 2, 3}}, "squared"},
	} {
		if _, err := To(c.s, LogisticFamily, c.r); err == nil {
			t.Errorf("%s: accepted", c.name)
		}
	}
}

package fit

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver/dist"
)

// The CRPS of N(0, 1) against 0 is 2 phi(0) - 1/sqrt(pi) = 0.797885 - 0.564190
// = 0.233695 (Gneiting and Raftery 2007, eq. 21); of one draw it is the error.
func TestCRPS(t *testing.T) {
	const n = 20000
	x := make([]float64, n)
	for i := range x {
		x[i] = dist.NormalQuantile((float64(i) + 0.5) / n)
	}
	if got := CRPS(x, 0); math.Abs(got-0.233695) > 1e-4 {
		t.Errorf("normal: %g", got)
	}
	if got := CRPS([]float64{3}, 5); got != 2 {
		t.Errorf("one draw: %g", got)
	}
	// Two draws 0 and 2 against 1: 1 - 2/4 = 0.5.
	if got := CRPS([]float64{0, 2}, 1); got != 0.5 {
		t.Errorf("two draws: %g", got)
	}
	if Pinball(0.9, 1, 3) != 1.8 || math.Abs(Pinball(0.9, 3, 1)-0.2) > 1e-15 {
		t.Error("pinball")
	}
}

// planted is n points of a logistic curve with independent noise, sd of the
// ceiling, until most of it stands.
func planted(n int, sd float64, seed uint64, until float64) (Series, Curve) {
	c := Logistic{1000, 2, 2}
	s := Series{Name: fmt.Sprint("planted ", seed)}
	u := uniforms(seed, "planted", 0, n)
	for i := range n {
		t := until * float64(i+1) / float64(n)
		s.T = append(s.T, t)
		s.Y = append(s.Y, math.Max(0, c.At(t)+sd*1000*dist.NormalQuantile(u[i])))
	}
	return s, c
}

// Where the model is true the 90 % interval holds what comes about as often as
// it says, rather more since it allows for a curve that is wrong: 200 series.
func TestPredictCoversPlanted(t *testing.T) {
	inside, n := 0, 0
	for seed := uint64(0); seed < 200; seed++ {
		s, c := planted(12, 0.02, seed, 3)
		f, err := To(s, LogisticFamily, Absolute)
		if err != nil {
			t.Fatal(err)
		}
		at := []float64{3.25, 4, 6}
		got, err := f.Predict(at, Options{Draws: 200, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		u := uniforms(seed, "later", 0, len(at))
		for i, x := range at {
			y := c.At(x) + 20*dist.NormalQuantile(u[i])
			if got.Quantile(i, 0.05) <= y && y <= got.Quantile(i, 0.95) {
				inside++
			}
			n++
		}
	}
	if share := float64(inside) / float64(n); share < 0.88 || share > 0.99 {
		t.Errorf("%d of %d inside 90 %%", inside, n)
	} else {
		t.Logf("%d of %d inside 90 %%", inside, n)
	}
}

// The profile interval holds the planted ceiling about as often as it says,
// and points that end before the bend determine none.
func TestCeiling(t *testing.T) {
	inside, n := 0, 0
	var sum, square, se float64
	for seed := uint64(0); seed < 300; seed++ {
		s, _ := planted(12, 0.02, seed, 3)
		f, err := To(s, LogisticFamily, Absolute)
		if err != nil {
			t.Fatal(err)
		}
		c := f.Ceiling(0.9)
		n++
		k := f.Curve.Params()[0]
		sum, square, se = sum+k, square+k*k, se+f.SE[0]
		if c.Lo <= 1000 && 1000 <= c.Hi {
			inside++
		}
	}
	// The standard error of the share is sqrt(0.09/300) = 0.017.
	if share := float64(inside) / float64(n); math.Abs(share-0.9) > 0.055 {
		t.Errorf("the interval holds the ceiling %d of %d times", inside, n)
	}
	// Standard errors are those that the ceilings of the 300 series show.
	count := float64(n)
	if sd := math.Sqrt(square/count - sum/count*sum/count); !near(se/count, sd, 0.15) {
		t.Errorf("the mean standard error is %g, the ceilings spread by %g", se/count, sd)
	}
	early, _ := planted(8, 0.01, 7, 1.5)
	f, err := To(early, LogisticFamily, Absolute)
	if err != nil {
		t.Fatal(err)
	}
	if c := f.Ceiling(0.9); c.Determined || !math.IsNaN(c.Best) || !strings.Contains(c.Warning, "does not determine the ceiling") {
		t.Errorf("before the bend: %+v", c)
	}
	got, err := f.Predict([]float64{2}, Options{Draws: 10, Seed: 1})
	if err != nil || len(got.Warnings) != 1 {
		t.Errorf("the forecast does not pass the warning on: %v, %v", got.Warnings, err)
	}
	exact := Series{"three", early.T[:3], []float64{1, 3, 8}}
	if f, err := To(exact, LogisticFamily, Absolute); err != nil || f.Ceiling(0.9).Determined {
		t.Errorf("three points determine three parameters and no interval: %v", err)
	} else if _, err := f.Predict([]float64{4}, Options{Draws: 10}); err == nil {
		t.Error("three points give a spread")
	}
}

// India's counts determine the ceiling of each curve at a different place: what
// each interval leaves out is that the curve is wrong.
func TestCeilingsOfIndia(t *testing.T) {
	s, _ := rollout(t, "India")
	known, _ := s.Split(1.1)
	for _, family := range Families[:3] {
		f, err := To(known, family, Absolute)
		if err != nil {
			t.Fatal(err)
		}
		c := f.Ceiling(0.9)
		if !c.Determined || c.Lo >= c.Best || c.Hi <= c.Best {
			t.Errorf("%s: %+v", family.Name, c)
		}
	}
}

// Draws depend on options and series only, and more begin with the same.
func TestDrawsAreRepeatable(t *testing.T) {
	s, _ := rollout(t, "China")
	known, later := s.Split(4.2)
	for _, f := range Forecasters {
		a, err := f.At(known, later.T, Options{20, 3})
		if err != nil {
			t.Fatal(err)
		}
		b, _ := f.At(known, later.T, Options{20, 3})
		c, _ := f.At(known, later.T, Options{20, 4})
		if !slices.EqualFunc(a.Draws, b.Draws, slices.Equal) {
			t.Errorf("%s differs from itself", f.Name)
		}
		if len(a.Draws[0]) > 1 && slices.Equal(a.Draws[0], c.Draws[0]) {
			t.Errorf("%s does not depend on the seed", f.Name)
		}
		d, _ := f.At(known, later.T, Options{30, 3})
		for _, x := range a.Draws[0] {
			if !slices.Contains(d.Draws[0], x) {
				t.Errorf("%s: a draw of 20 is not among 30", f.Name)
				break
			}
		}
	}
}

// Straight lines are what the last slope is right about.
func TestNaive(t *testing.T) {
	s := Series{"line", []float64{1, 2, 3, 4}, []float64{10, 20, 30, 40}}
	f, err := LastSlope.At(s, []float64{6}, Options{Draws: 50})
	if err != nil || f.Point[0] != 60 || f.Draws[0][0] != 60 || f.Draws[0][49] != 60 {
		t.Errorf("last slope: %v, %v", f, err)
	}
	p, _ := Persistence.At(s, []float64{6}, Options{})
	if p.Point[0] != 40 || p.Quantile(0, 0.9) != 40 {
		t.Errorf("persistence: %v", p)
	}
	short, _ := s.Split(2)
	if f, err := LastSlope.At(short, []float64{3}, Options{Draws: 9}); err != nil || len(f.Warnings) != 1 || len(f.Draws[0]) != 1 {
		t.Errorf("two points give a spread: %v, %v", f, err)
	}
}

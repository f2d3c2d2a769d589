package seek

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/rng"
)

// planted draws a load of mean 100 and standard deviation 10 and asks how often a capacity carries it.
func planted(n int) (draws []float64, f Trial) {
	draws = make([]float64, n)
	rng.Fill(3, rng.Stream("planted"), 0, draws)
	for i := range draws {
		draws[i] = 100 + 10*dist.NormalQuantile(draws[i])
	}
	return draws, func(_ context.Context, x float64) (Chance, error) {
		hits := 0.0
		for _, d := range draws {
			if d <= x {
				hits++
			}
		}
		p := hits / float64(n)
		return Chance{p, math.Sqrt(p * (1 - p) / float64(n)), n}, nil
	}
}

// TestLevelIsTheQuantile: what carries a load in 90 of 100 draws is its 90 % quantile; the truth, 100 + 10 z, lies in the
// interval of sampling, whose width is that of the theory of quantiles, 2 x 1.96 sqrt(p (1 - p) / n) / density.
func TestLevelIsTheQuantile(t *testing.T) {
	for _, want := range []float64{0.05, 0.5, 0.9} {
		draws, f := planted(4000)
		got, err := Level(t.Context(), f, 50, 150, want, 1.96, 30)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(draws)
		if q := draws[int(want*4000)-1]; math.Abs(got.X-q) > 1e-6 || !got.Rising || got.Uneven {
			t.Errorf("%g: %+v, the quantile is %g", want, got.X, q)
		}
		z := dist.NormalQuantile(want)
		if truth := 100 + 10*z; got.Lo > truth || got.Hi < truth {
			t.Errorf("%g: %g lies outside %g to %g", want, truth, got.Lo, got.Hi)
		}
		density := math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) / 10
		if wide := 2 * 1.96 * math.Sqrt(want*(1-want)/4000) / density; math.Abs((got.Hi-got.Lo)/wide-1) > 0.25 {
			t.Errorf("%g: the interval is %g wide, by theory %g", want, got.Hi-got.Lo, wide)
		}
		if got.At.P < want || len(got.Trials) > 3*31+2 {
			t.Errorf("%+v after %d trials", got.At, len(got.Trials))
		}
	}
}

// TestLevelFalls: a probability that falls with the input is found from the other side.
func TestLevelFalls(t *testing.T) {
	_, f := planted(1000)
	got, err := Level(t.Context(), func(ctx context.Context, x float64) (Chance, error) { return f(ctx, 200-x) }, 50, 150, 0.9, 1.96, 20)
	up, _ := Level(t.Context(), f, 50, 150, 0.9, 1.96, 20)
	if err != nil || got.Rising || math.Abs(got.X+up.X-200) > 1e-3 || math.Abs(got.Lo+up.Hi-200) > 1e-3 || math.Abs(got.Hi+up.Lo-200) > 1e-3 || got.At.P < 0.9 {
		t.Errorf("%v: %g (%g to %g), mirrored %g (%g to %g)", err, got.X, got.Lo, got.Hi, up.X, up.Lo, up.Hi)
	}
}

func TestLevelSaysWhatItCannot(t *testing.T) {
	_, f := planted(100)
	var b *Beyond
	if _, err := Level(t.Context(), f, 50, 60, 0.9, 1.96, 9); !errors.As(err, &b) || b.To.P > 0.1 {
		t.Errorf("never reached: %v", err)
	}
	if _, err := Level(t.Context(), f, 150, 160, 0.9, 1.96, 9); !errors.As(err, &b) {
		t.Errorf("always reached: %v", err)
	}
	if _, err := Level(t.Context(), f, 2, 1, 0.9, 1.96, 9); err == nil || errors.As(err, &b) {
		t.Error("a range the wrong way round was searched")
	}
	wave := func(_ context.Context, x float64) (Chance, error) {
		p := 0.5 + 0.4*math.Sin(5*x)
		return Chance{p, 0.01, 1000}, nil
	}
	if got, err := Level(t.Context(), wave, -0.3, 1.6, 0.6, 1.96, 9); err != nil || !got.Uneven {
		t.Errorf("a wave was taken for even: %v, %+v", err, got)
	}
	fails := errors.New("no")
	if _, err := Level(t.Context(), func(context.Context, float64) (Chance, error) { return Chance{}, fails }, 0, 1, 0.5, 1.96, 9); !errors.Is(err, fails) {
		t.Error(err)
	}
}

// TestLeast: two supplies carry a demand; the dearer one is limited to what the constraint leaves. Minimise x + 3 y where
// x + y >= 7 has the probability and x <= 4: x = 4, y = 3, 13.
func TestLeast(t *testing.T) {
	f := func(_ context.Context, x []float64) (Outcome, error) {
		c := Chance{P: 0.2, Draws: 10}
		if x[0]+x[1] >= 7-1e-9 {
			c.P = 0.95
		}
		return Outcome{c, x[0] + 3*x[1]}, nil
	}
	got, err := Least(t.Context(), f, []float64{0, 0}, []float64{4, 10}, 0.95, 6, 8)
	if err != nil || math.Abs(got.X[0]-4) > 0.01 || math.Abs(got.X[1]-3) > 0.01 || math.Abs(got.Cost-13) > 0.03 || got.Met >= got.Trials {
		t.Errorf("%v: %+v", err, got)
	}
	held, err := Least(t.Context(), f, []float64{0, 0}, []float64{0, 10}, 0.95, 6, 8)
	if err != nil || held.X[0] != 0 || math.Abs(held.Cost-21) > 0.03 || held.Trials > 6*8 {
		t.Errorf("%v: %+v", err, held)
	}
	if _, err := Least(t.Context(), f, []float64{0, 0}, []float64{1, 1}, 0.95, 6, 2); !errors.Is(err, ErrNowhere) {
		t.Error(err)
	}
	if _, err := Least(t.Context(), f, []float64{1}, []float64{0}, 0.95, 6, 2); err == nil || errors.Is(err, ErrNowhere) {
		t.Error("a range the wrong way round was searched")
	}
}

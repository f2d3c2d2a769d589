package fit

import (
	"math"
	"testing"
)

// near says whether got is want within a relative tolerance.
func near(got, want, tol float64) bool { return math.Abs(got-want) <= tol*math.Abs(want) }

// p = 0.03 and q = 0.38 are the averages of Sultan, Farley and Lehmann, "A
// meta-analysis of applications of diffusion models" (Journal of Marketing
// Research 27, 1990). n(1) = 0.03 x 100 = 3; n(2) = (0.03 + 0.38 x 0.03) x 97 =
// 4.0158. Peak: ln(0.38 / 0.03) / 0.41 = 6.1926.
func TestBassTables(t *testing.T) {
	b := Bass{100, 0.03, 0.38}
	discrete := []float64{3, 7.0158, 12.2843, 19.0104, 27.2907, 37.0123, 47.7609, 58.8090, 69.2499, 78.2643}
	continuous := []float64{3.5758, 8.5056, 15.0500, 23.3150, 33.1199, 43.9235, 54.9010, 65.1738, 74.0727, 81.2803}
	for i, got := range b.Discrete(10) {
		if math.Abs(got-discrete[i]) > 5e-5 {
			t.Errorf("discrete %d: %.4f, want %.4f", i+1, got, discrete[i])
		}
		if got := b.At(float64(i + 1)); math.Abs(got-continuous[i]) > 6e-5 {
			t.Errorf("continuous %d: %.4f, want %.4f", i+1, got, continuous[i])
		}
	}
	if !near(b.Peak(), 6.19262, 1e-6) {
		t.Errorf("peak %g", b.Peak())
	}
	if (Bass{1, 0.4, 0.3}).Peak() != 0 || b.At(0) != 0 || b.At(-1) != 0 {
		t.Error("a pace that only falls peaks at the launch, and nothing stands before it")
	}
}

// The pace of every curve is highest where its comment says.
func TestPeaks(t *testing.T) {
	for _, c := range []struct {
		name  string
		curve Curve
		at    float64
		share float64 // of the ceiling 1 there; 0 is not said
	}{
		{"logistic", Logistic{1, 3, 0.7}, 0.7, 0.5},
		{"Gompertz", Gompertz{1, 4.5, 2.6}, math.Log(4.5) / 2.6, 1 / math.E},
		{"Bass", Bass{1, 0.03, 0.38}, 6.19262, 0},
		{"Richards", Richards{1, 3, 0.7, 2.5}, 0.7, math.Pow(3.5, -1/2.5)},
	} {
		pace := func(t float64) float64 { return c.curve.At(t+1e-4) - c.curve.At(t-1e-4) }
		if top := pace(c.at); top < pace(c.at-0.02) || top < pace(c.at+0.02) {
			t.Errorf("%s: the pace is not highest at %g", c.name, c.at)
		}
		if c.share > 0 && !near(c.curve.At(c.at), c.share, 1e-12) {
			t.Errorf("%s: %g of the ceiling at the peak, want %g", c.name, c.curve.At(c.at), c.share)
		}
	}
}

func TestRichardsLimits(t *testing.T) {
	l := Logistic{500, 3.8, 0.73}
	g := Gompertz{500, math.Exp(2.6 * 0.58), 2.6}
	for x := -1.0; x < 5; x += 0.25 {
		if r := (Richards{500, 3.8, 0.73, 1}).At(x); !near(r, l.At(x), 1e-13) {
			t.Errorf("v = 1 at %g: %g, logistic %g", x, r, l.At(x))
		}
		if r := (Richards{500, 2.6, 0.58, 0}).At(x); !near(r, g.At(x), 1e-12) {
			t.Errorf("v = 0 at %g: %g, Gompertz %g", x, r, g.At(x))
		}
	}
	// It nears the limit in proportion to v.
	far := math.Abs(Richards{500, 2.6, 0.58, 1e-2}.At(0.5) - g.At(0.5))
	close := math.Abs(Richards{500, 2.6, 0.58, 1e-4}.At(0.5) - g.At(0.5))
	if !near(far/close, 100, 0.02) {
		t.Errorf("a hundredth of v brings %g times nearer", far/close)
	}
}

// Bass, Krishnan and Jain: with nothing that changes, and with prices that
// fall at a constant rate, the generalised curve is a Bass curve again, the
// latter with p and q multiplied by 1 - beta x rate.
func TestGeneralisedBass(t *testing.T) {
	b := Bass{100, 0.03, 0.38}
	falling := Generalised{Bass: b, BetaPrice: -2, Price: func(t float64) float64 { return 7 * math.Exp(-0.1*t) }}
	faster := Bass{100, 0.03 * 1.2, 0.38 * 1.2}
	for x := 0.0; x < 12; x++ {
		if got := (Generalised{Bass: b}).At(x); got != b.At(x) {
			t.Errorf("at %g: %g, not %g", x, got, b.At(x))
		}
		if got := falling.At(x); math.Abs(got-faster.At(x)) > 1e-10 {
			t.Errorf("falling prices at %g: %g, want %g", x, got, faster.At(x))
		}
	}
}

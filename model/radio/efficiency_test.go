package radio

import (
	"fmt"
	"math"
	"testing"
)

// TestShannon holds values of 0.6 log2(1 + SINR), printed to 1e-4. By hand at
// 0 dB: 0.6 x log2(2) = 0.6; at 30 dB 0.6 x log2(1001) = 5.9803.
func TestShannon(t *testing.T) {
	worst := 0.0
	down := DownlinkShannon()
	for x, want := range map[float64]float64{-10: 0.0825, -5: 0.2378, 0: 0.6, 5: 1.2344, 10: 2.0757, 15: 3.0167, 20: 3.9949, 30: 5.9803} {
		worst = math.Max(worst, near(t, fmt.Sprint(x, " dB"), down.SE(x), want, 5.1e-5))
	}
	t.Logf("8 values, worst deviation %.2g b/s/Hz", worst)
	near(t, "below", down.SE(-10.001), 0, 0)
	near(t, "above", down.SE(80), down.SE(30), 0)
	near(t, "nothing", down.SE(math.Inf(-1)), 0, 0)
	near(t, "uplink", UplinkShannon().SE(22), 0.4*math.Log2(1+math.Pow(10, 2.2)), 1e-12)
	near(t, "uplink above", UplinkShannon().SE(30), UplinkShannon().SE(22), 0)
}

// TestCQI holds the efficiencies that TS 38.214 Table 5.2.2.1-2 prints beside
// its code rates, to 1e-4. With the rate 973 for 14 that a public planner has,
// the table would not rise: 5.7012 before 5.5547.
func TestCQI(t *testing.T) {
	want := [15]float64{0.1523, 0.2344, 0.3770, 0.6016, 0.8770, 1.1758, 1.4766, 1.9141, 2.4063, 2.7305, 3.3223, 3.9023, 4.5234, 5.1152, 5.5547}
	worst := 0.0
	for i, at := range [15]float64{-6.7, -4.7, -2.3, 0.2, 2.4, 4.3, 5.9, 8.1, 10.3, 11.7, 14.1, 16.3, 18.7, 21, 22.7} {
		if got := CQI(at); got != i+1 {
			t.Errorf("CQI(%g) = %d, want %d", at, got, i+1)
		}
		if got := CQI(at - 0.01); got != i {
			t.Errorf("CQI just below %g is %d, want %d", at, got, i)
		}
		worst = math.Max(worst, near(t, fmt.Sprint("CQI ", i+1), CQISE(at), want[i], 6e-5))
	}
	t.Logf("15 efficiencies, worst deviation %.2g b/s/Hz", worst)
	near(t, "out of range", CQISE(-7), 0, 0)
	near(t, "not a number", CQISE(math.NaN()), 0, 0)
}

// TestCurvesAgree: the stepped table stays below Shannon's bound, and within
// the middle of its range within a factor of the attenuated curve.
func TestCurvesAgree(t *testing.T) {
	for x := -6.0; x <= 22; x += 0.1 {
		if CQISE(x) > math.Log2(1+ratio(x)) {
			t.Fatalf("the table is above Shannon at %g dB", x)
		}
		if r := CQISE(x) / DownlinkShannon().SE(x); r < 0.55 || r > 1.35 {
			t.Fatalf("the curves differ by %g at %g dB", r, x)
		}
	}
	noAllocations(t, "rates", func() { sink = CQISE(11) + DownlinkShannon().SE(11) })
}

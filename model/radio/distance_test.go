package radio

import (
	"fmt"
	"math"
	"testing"
)

// TestRanges holds ranges for an allowed loss, rounded to the metre by another
// transcription of TR 38.901.
func TestRanges(t *testing.T) {
	worst := 0.0
	for _, v := range []struct {
		s     Scenario
		ghz   float64
		wantM [5]float64 // for 120, 125, 130, 135, 140 dB
	}{
		{UMa, 0.7, [5]float64{636, 854, 1146, 1539, 2066}},
		{UMa, 2.6, [5]float64{324, 436, 585, 786, 1055}},
		{UMa, 3.7, [5]float64{270, 363, 488, 656, 881}},
		{RMa, 0.7, [5]float64{1236, 1666, 2244, 3023, 4073}},
		{RMa, 2.6, [5]float64{626, 844, 1137, 1533, 2065}},
		{RMa, 3.7, [5]float64{521, 703, 947, 1277, 1720}},
	} {
		for i, allowed := range [5]float64{120, 125, 130, 135, 140} {
			got := must(t)(Nominal(v.s, v.ghz).RangeM(NLOS, allowed))
			worst = math.Max(worst, near(t, fmt.Sprint(v.s, " ", v.ghz, " GHz ", allowed, " dB"), got, v.wantM[i], 0.75))
		}
	}
	t.Logf("30 ranges, worst deviation %.2g m", worst)
}

// TestRangeIsTheInverse of loss, also around break points.
func TestRangeIsTheInverse(t *testing.T) {
	for _, s := range []Scenario{UMa, UMi, RMa} {
		for _, c := range []Condition{LOS, NLOS} {
			m := Nominal(s, 2.6)
			for d := 10.5; d < m.maxM(c); d *= 1.07 {
				near(t, fmt.Sprint(s, " ", c, " ", d), must(t)(m.RangeM(c, must(t)(m.LossDB(c, d)))), d, 1e-7*d)
			}
			for _, d := range []float64{10, m.maxM(c)} {
				near(t, fmt.Sprint(s, " ", c, " end ", d), must(t)(m.RangeM(c, must(t)(m.LossDB(c, d)))), d, 1e-9*d)
			}
		}
	}
}

// TestRangeRefuses: a loss that no valid distance has gives no distance.
func TestRangeRefuses(t *testing.T) {
	m := Nominal(UMa, 3.5)
	refused(t, "allowed path loss")(m.RangeM(NLOS, 60))
	refused(t, "allowed path loss")(m.RangeM(NLOS, 200))
	refused(t, "frequency")(Nominal(UMa, 0.1).RangeM(NLOS, 130))
}

// TestBandsAgainstAVendor: an operator states that 2.6 GHz reaches 1.3 times
// as far as 3.5 GHz, and 700 MHz 1.8 times as far as 1800 MHz. Urban macro
// without sight says 1.16 and 1.62: the claims compare more than path loss.
func TestBandsAgainstAVendor(t *testing.T) {
	far := func(ghz float64) float64 { return must(t)(Nominal(UMa, ghz).RangeM(NLOS, 130)) }
	near(t, "2.6 over 3.5 GHz", far(2.6)/far(3.5), 1.164, 0.002)
	near(t, "0.7 over 1.8 GHz", far(0.7)/far(1.8), 1.62, 0.005)
}

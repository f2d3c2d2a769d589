package radio

import (
	"fmt"
	"math"
	"testing"
)

// TestLOSProbabilities holds values of TR 38.901 Table 7.4.2-1, printed to 1e-6.
func TestLOSProbabilities(t *testing.T) {
	worst := 0.0
	for s, want := range map[Scenario][5]float64{
		UMa: {0.649402, 0.347671, 0.128048, 0.036345, 0.018000},
		UMi: {0.519585, 0.230985, 0.093518, 0.036001, 0.018000},
		RMa: {0.960789, 0.913931, 0.826959, 0.612626, 0.371577},
	} {
		for i, d := range [5]float64{50, 100, 200, 500, 1000} {
			got := must(t)(Nominal(s, 3.5).LOSProbability(d))
			worst = math.Max(worst, near(t, fmt.Sprint(s, " at ", d), got, want[i], 1e-6))
		}
	}
	t.Logf("15 probabilities, worst deviation %.2g", worst)
}

// TestLOSProbabilityFalls from 1 at the site, without steps.
func TestLOSProbabilityFalls(t *testing.T) {
	for _, s := range []Scenario{UMa, UMi, RMa} {
		m := Nominal(s, 3.5)
		last := must(t)(m.LOSProbability(0))
		near(t, "at the site", last, 1, 0)
		for d := 1.0; d < 20000; d++ {
			p := must(t)(m.LOSProbability(d))
			if p > last || last-p > 0.06 {
				t.Fatalf("%v: from %g to %g at %g m", s, last, p, d)
			}
			last = p
		}
	}
}

// TestHighUsersSeeMore: from 13 m on urban users see more. By hand at 100 m
// and 23 m: 0.347671 x (1 + 1.25 x 1 x exp(-100/150)) = 0.570796.
func TestHighUsersSeeMore(t *testing.T) {
	m := Nominal(UMa, 3.5)
	m.UserM = 23
	near(t, "at 23 m", must(t)(m.LOSProbability(100)), 0.347671*(1+1.25*math.Exp(-2.0/3)), 1e-6)
	m.UserM = 24
	refused(t, "height of the user")(m.LOSProbability(100))
	refused(t, "scenario")(Model{}.LOSProbability(100))
	refused(t, "distance")(Nominal(UMa, 3.5).LOSProbability(-1))
}

package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"gonum.org/v1/gonum/stat"
)

// TestRepair: the nearest matrix stands in where the scenario says so, a
// warning names what moved, draws have what the warning says, and a matrix
// that can be is left alone.
func TestRepair(t *testing.T) {
	triple := func(third string) disk {
		const of = "mobile.operators."
		return disk{"a.yaml": "extends: [vietnam]\nsimulation: {draws: 20000, seed: 1, design: mc}\ncorrelations:\n" +
			"  - {inputs: [" + of + "viettel.crews, " + of + "vnpt.crews], rank: 0.9, repair: nearest}\n" +
			"  - {inputs: [" + of + "viettel.crews, " + of + "mobifone.crews], rank: 0.9, repair: nearest}\n" +
			"  - {inputs: [" + of + "vnpt.crews, " + of + "mobifone.crews], rank: " + third + ", repair: nearest}\n"}
	}
	warning := func(p *solver.Plan) string {
		i := slices.IndexFunc(p.Warnings, func(w result.Warning) bool { return w.Code == "correlations-repaired" })
		if i < 0 {
			return ""
		}
		return p.Warnings[i].Text.EN
	}
	p := planOf(t, triple("-0.9"), []string{"a.yaml"})
	w := warning(p)
	t.Log(w)
	drawn := inputsOf(t, p)
	for _, pair := range [][2]string{{"viettel", "vnpt"}, {"mobifone", "viettel"}, {"mobifone", "vnpt"}} {
		name := "mobile.operators." + pair[0] + ".crews ~ mobile.operators." + pair[1] + ".crews: "
		i := strings.Index(w, name)
		if i < 0 {
			i = strings.Index(w, "mobile.operators."+pair[1]+".crews ~ mobile.operators."+pair[0]+".crews: ")
		}
		var from, to float64
		if i < 0 {
			t.Fatalf("%v is not named", pair)
		}
		if _, err := fmt.Sscanf(w[i+len(name):], "%g -> %g", &from, &to); err != nil || math.Abs(from) != 0.9 {
			t.Fatalf("%v: %v, %g -> %g", pair, err, from, to)
		}
		x, y := drawn["mobile.operators."+pair[0]+".crews"], drawn["mobile.operators."+pair[1]+".crews"]
		if got := stat.Correlation(ranks(x), ranks(y), nil); math.Abs(got-to) > 0.02 {
			t.Errorf("%v: Spearman is %g, the warning says %g", pair, got, to)
		}
	}
	if w := warning(planOf(t, triple("0.7"), []string{"a.yaml"})); w != "" {
		t.Errorf("correlations that can be are repaired: %s", w)
	}
}

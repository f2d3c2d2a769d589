package scenarios

import (
	"math"
	"os"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver/result"
)

// TestChecks: the shipped checks hold, and a few of their sides are what arithmetic on paper gives.
func TestChecks(t *testing.T) {
	all := map[string]result.Check{}
	disagree := 0
	for _, c := range Checks() {
		all[c.ID] = c
		if !c.Agrees {
			disagree++
		}
	}
	if len(all) < 19 || disagree < 15 {
		t.Errorf("%d checks, %d disagree", len(all), disagree)
	}
	for id, want := range map[string][2]float64{"mobile-commitment": {68457 - 16737, 20000}, "mobile-4g-base": {16737 / .14, 68457 / .575}, "dc-singapore-share": {10, 13}, "dc-growth-targets": {870.0 / 182, 15},
		"gpu-national": {1426, 2000}, "gpu-pipeline": {30000, 8000}, "gpu-programme-price": {200e6 / 1016, 32500}, "gpu-vinai-rate": {5000, 49920}} {
		for i, w := range want {
			if got := all[id].Sides[i].Value; math.Abs(got-w) > 1e-9*w {
				t.Errorf("%s: side %d is %g, not %g", id, i, got, w)
			}
		}
	}
	if s := all["mobile-plan-pace"]; s.Sides[0].Low != 568 || s.Sides[1].High != 34.5 || math.Abs(s.Apart-(568/34.5-1)) > 1e-12 {
		t.Errorf("%+v", s)
	}
}

// TestChecksAreOfTheScenario: a scenario has the checks whose facts it cites, every input that one names exists in vietnam, and
// a scenario of another country has none.
func TestChecksAreOfTheScenario(t *testing.T) {
	compiled := func(name string) []result.Check {
		doc, problems := Load(Request{Names: []string{name}, Read: os.ReadFile})
		if doc == nil {
			t.Fatal(problems.Text())
		}
		plan, problems := doc.Compile()
		if plan == nil {
			t.Fatal(problems.Text())
		}
		known := map[string]bool{}
		for _, a := range plan.Assumptions {
			known[a.Path] = true
		}
		for _, c := range plan.Checks {
			for _, p := range c.Inputs {
				if !known[p] && name == "vietnam" {
					t.Errorf("%s names %s, which %s does not have", c.ID, p, name)
				}
			}
		}
		return plan.Checks
	}
	if n := len(compiled("vietnam")); n < 15 || n >= len(Checks()) && len(Checks()) > 19 {
		t.Errorf("vietnam has %d checks of %d", n, len(Checks()))
	}
	for _, c := range compiled("memphis") {
		if strings.HasPrefix(c.ID, "mobile-") {
			t.Errorf("memphis has the check %s", c.ID)
		}
	}
}

// TestChecksBite: a verdict that the facts do not bear out is a problem, and so is what cannot be computed.
func TestChecksBite(t *testing.T) {
	const good = `checks:
  x:
    about: {en: a, vi: b}
    unit: stations
    verdict: disagrees
    sides:
      - {say: {en: a, vi: b}, product: {mob-5g-stations-2025-10: 1}}
      - {say: {en: a, vi: b}, sum: {mob-5g-stations-plan-2025-12: 1, mob-5g-stations-2025-10: -1}}
    reading: {en: a, vi: b}
`
	if all, l := readChecks("c.yaml", []byte(good), Facts()); len(l) > 0 || len(all) != 1 || len(all[0].facts) != 2 {
		t.Fatalf("%s %+v", l.Text(), all)
	}
	for _, c := range []struct{ from, to, code string }{
		{"verdict: disagrees", "verdict: agrees", "contradiction"}, {"verdict: disagrees", "verdict: disagrees\n    tolerance: 9", "contradiction"}, {"verdict: disagrees", "verdict: maybe", "choice"},
		{"mob-5g-stations-plan-2025-12: 1", "mob-5g-station: 1", "unknown-cite"}, {"product: {mob-5g-stations-2025-10: 1}", "product: {mob-5g-stations-2025-10: one}", "unknown-cite"},
		{"unit: stations", "unit: elephants", "unit-unknown"}, {"about: {en: a, vi: b}", "about: {en: a}", "missing"}, {"      - {say: {en: a, vi: b}, product: {mob-5g-stations-2025-10: 1}}\n", "", "missing"},
		{"mob-5g-stations-2025-10: -1", "mob-5g-stations-2025-10: -5", "range"}, {"checks:", "cheques:", "missing"}, {"product: {mob-5g-stations-2025-10: 1}", "factor: -1, product: {mob-5g-stations-2025-10: 1}", "number"},
	} {
		_, l := readChecks("c.yaml", []byte(strings.Replace(good, c.from, c.to, 1)), Facts())
		if len(l) == 0 || l[0].Code != c.code {
			t.Errorf("%s: %s", c.to, l.Text())
		}
	}
}

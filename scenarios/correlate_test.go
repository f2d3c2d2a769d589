package scenarios

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/couple"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
	"gonum.org/v1/gonum/stat"
)

const rate, fx = "finance.discount_rate", "finance.vnd_per_usd"

// inputsOf draws the inputs of a plan and nothing else.
func inputsOf(t *testing.T, p *solver.Plan) map[string][]float64 {
	t.Helper()
	cols, _, err := solver.Draw(context.Background(), p, nil, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]float64{}
	for _, c := range cols {
		out[c.Name] = c.Values
	}
	return out
}

// uncertainPair makes both inputs of small uncertain, one of them skewed.
func uncertainPair(draws int) []string {
	return []string{rate + "={lognormal: {median: 8 %/year, sigma: 0.4}}", fx + "={triangular: {min: 25000 VND/USD, mode: 25500 VND/USD, max: 29000 VND/USD}}", fmt.Sprintf("simulation.draws=%d", draws)}
}

// correlated is small with one correlation of its pair.
func correlated(how string) disk {
	return disk{"a.yaml": small + "correlations: [{inputs: [" + rate + ", " + fx + "], source: a test, " + how + "}]\n"}
}

// TestStudentCopula: a scenario's t copula reaches its rank correlation, its
// tail dependence, leaves the first input alone and has its degrees in the
// register and in the scenario's identity.
func TestStudentCopula(t *testing.T) {
	const n = 200_000
	plain := planOf(t, disk{"a.yaml": small}, []string{"a.yaml"}, uncertainPair(n)...)
	gauss := planOf(t, correlated("rank: 0.5"), []string{"a.yaml"}, uncertainPair(n)...)
	d := correlated("rank: 0.5, copula: t, degrees: 3")
	p := planOf(t, d, []string{"a.yaml"}, uncertainPair(n)...)
	x, y := ranks(inputsOf(t, p)[rate]), ranks(inputsOf(t, p)[fx])
	if r := stat.Correlation(x, y, nil); math.Abs(r-0.5) > 0.006 { // three errors
		t.Errorf("Spearman is %g, want 0.5", r)
	}
	if !slices.Equal(inputsOf(t, p)[rate], inputsOf(t, plain)[rate]) {
		t.Error("the first member of the group has moved")
	}
	if p.Hash == gauss.Hash || p.Hash == planOf(t, correlated("rank: 0.5, copula: t, degrees: 4"), []string{"a.yaml"}, uncertainPair(n)...).Hash {
		t.Error("copula or degrees change nothing of the scenario's identity")
	}
	if !slices.ContainsFunc(p.Assumptions, func(a result.Assumption) bool {
		return strings.HasSuffix(a.Path, ".degrees") && a.Value == 3 && a.Source == "a test"
	}) {
		t.Error("the degrees are not in the register of assumptions")
	}
	reloads(t, p, open(t, d, []string{"a.yaml"}, uncertainPair(n)...).Merged())
	// Both in their least thousandth: near the limit under t, rare under Gauss.
	both := func(p *solver.Plan) float64 {
		x, y, hits := ranks(inputsOf(t, p)[rate]), ranks(inputsOf(t, p)[fx]), 0.0
		for i := range x {
			if x[i] < n/1000 && y[i] < n/1000 {
				hits++
			}
		}
		return hits / (n / 1000)
	}
	r := couple.NewStudentRank(3).Correlation(0.5)
	limit := 2 * dist.NewStudentT(4, 0, 1).CDF(-math.Sqrt(4*(1-r)/(1+r)))
	student, normal := both(p), both(gauss)
	t.Logf("joint extremes: t %.3f (limit %.3f), Gaussian %.3f", student, limit, normal)
	if math.Abs(student-limit) > 0.12 || normal > student/2 {
		t.Errorf("extremes meet in %.3f of cases under t, limit %.3f, and %.3f under Gauss", student, limit, normal)
	}
}

// TestPearsonTarget: the values have the correlation that was asked for, and
// what the distributions do not allow is a problem that says what they do.
func TestPearsonTarget(t *testing.T) {
	const n = 100_000
	for _, target := range []float64{-0.6, 0.3, 0.8} {
		p := planOf(t, correlated(fmt.Sprintf("pearson: %g", target)), []string{"a.yaml"}, uncertainPair(n)...)
		got := stat.Correlation(inputsOf(t, p)[rate], inputsOf(t, p)[fx], nil)
		t.Logf("Pearson %g: %.4f", target, got)
		if math.Abs(got-target) > 0.012 {
			t.Errorf("Pearson is %g, want %g", got, target)
		}
		if p.Hash == planOf(t, correlated(fmt.Sprintf("rank: %g", target)), []string{"a.yaml"}, uncertainPair(n)...).Hash {
			t.Error("Pearson and Spearman have one identity")
		}
	}
	l := faults(correlated("pearson: -0.95"), []string{"a.yaml"}, uncertainPair(10)...)
	var lo, hi float64
	if len(l) != 1 || l[0].Code != "range" || l[0].Line != 8 {
		t.Fatal(l.Text())
	}
	if _, err := fmt.Sscanf(l[0].Hint, "write a number from %g to %g", &lo, &hi); err != nil {
		t.Fatal(l[0].Hint)
	}
	for _, x := range []float64{lo, hi} { // the hint holds at its ends
		planOf(t, correlated(fmt.Sprintf("pearson: %g", x)), []string{"a.yaml"}, uncertainPair(10)...)
	}
}

// TestImanConover: under Monte Carlo and Latin hypercube the whole sample has
// the rank correlation nearly without error, values and the first input stay,
// and neither workers nor memory change a byte.
func TestImanConover(t *testing.T) {
	const n = 2000
	for _, design := range []string{"{draws: 2000, seed: 3, design: mc}", "{draws: 2000, seed: 3, design: lhs, replicates: 4}"} {
		sets := append(uncertainPair(n), "simulation="+design)
		plain := planOf(t, disk{"a.yaml": small}, []string{"a.yaml"}, sets...)
		p := planOf(t, correlated("rank: 0.7, method: iman-conover"), []string{"a.yaml"}, sets...)
		if !p.Whole() || plain.Whole() {
			t.Error("the plan does not say that it needs its whole sample")
		}
		warned := slices.ContainsFunc(p.Warnings, func(w result.Warning) bool { return w.Code == "reordered-errors" })
		if warned != strings.Contains(design, "mc") {
			t.Errorf("%s: warned of its errors: %v", design, warned)
		}
		x, y, own := inputsOf(t, p)[rate], inputsOf(t, p)[fx], inputsOf(t, plain)[fx]
		got := stat.Correlation(ranks(x), ranks(y), nil)
		t.Logf("%s: Spearman %.4f", design, got)
		if math.Abs(got-0.7) > 0.015 { // three of the errors that are left; a copula's is 0.034
			t.Errorf("%s: Spearman is %g, want 0.7", design, got)
		}
		if !slices.Equal(x, inputsOf(t, plain)[rate]) {
			t.Errorf("%s: the first member has moved", design)
		}
		if slices.Equal(y, own) || !slices.Equal(slices.Sorted(slices.Values(y)), slices.Sorted(slices.Values(own))) {
			t.Errorf("%s: the second member is not the same values in another order", design)
		}
		var want []byte
		for _, opt := range []solver.Options{{Workers: 1}, {Workers: 3}, {Workers: 2, Memory: 2 << 20}} {
			set, err := solver.Run(context.Background(), p, opt)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := result.WriteSummary(&b, set); err != nil {
				t.Fatal(err)
			}
			if err := result.WriteDraws(&b, set); err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = b.Bytes()
			} else if !bytes.Equal(want, b.Bytes()) {
				t.Errorf("%s: %+v changes the results", design, opt)
			}
		}
	}
}

// TestImanConoverHasNoPoints: single points cannot be evaluated.
func TestImanConoverHasNoPoints(t *testing.T) {
	p := planOf(t, correlated("rank: 0.7, method: iman-conover"), []string{"a.yaml"}, uncertainPair(100)...)
	if _, err := solver.NewEvaluator(p, nil, solver.Options{}); err == nil {
		t.Error("an evaluator of a plan that needs its whole sample exists")
	}
}

// TestStepsUnderT: the warning about few values knows the t copula too.
func TestStepsUnderT(t *testing.T) {
	two := "{discrete: {values: [26000 VND/USD, 27000 VND/USD], weights: [0.5, 0.5]}}"
	p := planOf(t, correlated("rank: 0.9, copula: t, degrees: 4"), []string{"a.yaml"}, append(uncertainPair(10), fx+"="+two)...)
	if !slices.ContainsFunc(p.Warnings, func(w result.Warning) bool { return w.Code == "rank-not-reached" }) {
		t.Error("nobody is warned that two values cannot reach a rank correlation of 0.9")
	}
}

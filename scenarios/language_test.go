package scenarios

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
	"gonum.org/v1/gonum/stat"
)

// draws runs a plan and returns the column of a drawn input.
func draws(t *testing.T, p *solver.Plan, path string) []float64 {
	t.Helper()
	set, err := solver.Run(context.Background(), p, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range set.Inputs {
		if c.Name == path {
			return c.Values
		}
	}
	t.Fatalf("%s is not drawn", path)
	return nil
}

// faultless is a place for values that are right.
var faultless = diag.Pos{File: "test", Line: 1, Col: 1}

type assumptionRow = result.Assumption

func codesOf(l diag.List) string {
	var out []string
	for _, p := range l {
		out = append(out, p.Code)
	}
	return strings.Join(out, " ")
}

func ranks(x []float64) []float64 {
	sorted := slices.Sorted(slices.Values(x))
	out := make([]float64, len(x))
	for i, v := range x {
		at, _ := slices.BinarySearch(sorted, v)
		out[i] = float64(at)
	}
	return out
}

// TestEveryDistributionInYAML writes each example of the catalogue as YAML.
func TestEveryDistributionInYAML(t *testing.T) {
	for _, e := range dist.Catalogue {
		if e.Name == "constant" {
			continue
		}
		var parts []string
		for _, p := range e.Params {
			x, ok := e.Example[p.Key]
			if !ok {
				continue
			}
			var words []string
			for _, v := range x {
				w := short(v)
				if p.Scaled {
					w += " VND/USD"
				}
				words = append(words, w)
			}
			v := strings.Join(words, ", ")
			if p.List {
				v = "[" + v + "]"
			}
			parts = append(parts, p.Key+": "+v)
		}
		// Values are far below the row's least exchange rate: that alone may be wrong.
		l := faults(disk{"a.yaml": small}, []string{"a.yaml"}, "finance.vnd_per_usd={"+e.Name+": {"+strings.Join(parts, ", ")+"}}")
		if len(l) != 1 || l[0].Code != "range" {
			t.Errorf("%s: %s", e.Name, l.Text())
		}
	}
}

func TestCorrelation(t *testing.T) {
	doc := small + `correlations:
  - {inputs: [finance.discount_rate, finance.vnd_per_usd], rank: 0.7, source: a test}
`
	sets := []string{"finance.discount_rate={triangular: {min: 4 %/year, mode: 8 %/year, max: 12 %/year}}", "finance.vnd_per_usd=25000 to 28000 VND/USD", "simulation.draws=20000"}
	p := planOf(t, disk{"a.yaml": doc}, []string{"a.yaml"}, sets...)
	x, y := draws(t, p, "finance.discount_rate"), draws(t, p, "finance.vnd_per_usd")
	// The standard error of a rank correlation of 0.7 over 20,000 draws is about (1 - 0.49)/141 = 0.004.
	if r := stat.Correlation(ranks(x), ranks(y), nil); math.Abs(r-0.7) > 0.015 {
		t.Errorf("Spearman is %g, want 0.7", r)
	}
	alone := planOf(t, disk{"a.yaml": small}, []string{"a.yaml"}, sets...)
	if !slices.Equal(x, draws(t, alone, "finance.discount_rate")) {
		t.Error("the first member of a group is moved by its correlation")
	}
	if p.Hash == alone.Hash {
		t.Error("a correlation changes nothing of the scenario's identity")
	}
	reloads(t, p, open(t, disk{"a.yaml": doc}, []string{"a.yaml"}, sets...).Merged())
	// A later layer changes the pair, in whatever order it names the inputs.
	d := disk{"a.yaml": doc, "b.yaml": "correlations: [{inputs: [finance.vnd_per_usd, finance.discount_rate], rank: -0.2}]\n"}
	if a := planOf(t, d, []string{"a.yaml", "b.yaml"}, sets...).Assumptions; !slices.ContainsFunc(a, func(a assumptionRow) bool { return strings.HasPrefix(a.Path, "correlations.") && a.Value == -0.2 }) {
		t.Error("the overlay's correlation is lost")
	}
}

// TestContradictoryCorrelations: 0.9, 0.9 and -0.9 cannot be; the pairs are named.
func TestContradictoryCorrelations(t *testing.T) {
	d := disk{"a.yaml": `extends: [vietnam]
correlations:
  - {inputs: [mobile.operators.viettel.crews, mobile.operators.vnpt.crews], rank: 0.9}
  - {inputs: [mobile.operators.viettel.crews, mobile.operators.mobifone.crews], rank: 0.9}
  - {inputs: [mobile.operators.vnpt.crews, mobile.operators.mobifone.crews], rank: -0.9}
`}
	l := faults(d, []string{"a.yaml"})
	if len(l) != 1 || l[0].Code != "correlation" || l[0].Line != 5 {
		t.Fatal(l.Text())
	}
	for _, w := range []string{"viettel", "vnpt", "mobifone", "-0.9"} {
		if !strings.Contains(l[0].Message, w) {
			t.Errorf("%q is not named: %s", w, l[0].Message)
		}
	}
}

// TestStepsAreWarnedOf: two inputs of two values cannot reach a rank
// correlation of 0.9; the warning says what they reach.
func TestStepsAreWarnedOf(t *testing.T) {
	d := disk{"a.yaml": "extends: [vietnam]\ncorrelations: [{inputs: [mobile.operators.viettel.crews, mobile.operators.vnpt.crews], rank: 0.9}]\n"}
	two := "{discrete: {values: [100, 200], weights: [0.5, 0.5]}}"
	p := planOf(t, d, []string{"a.yaml"}, "mobile.operators.viettel.crews="+two, "mobile.operators.vnpt.crews="+two)
	i := slices.IndexFunc(p.Warnings, func(w result.Warning) bool { return w.Code == "rank-not-reached" })
	// Of halves it is (2/pi) asin(2 sin(pi 0.9/6)) = 0.7255 (Sheppard, 1899).
	if i < 0 || !strings.Contains(p.Warnings[i].Text.EN, " 0.73 ") {
		t.Errorf("warnings %v", p.Warnings)
	}
	p = planOf(t, d, []string{"a.yaml"})
	if slices.ContainsFunc(p.Warnings, func(w result.Warning) bool { return w.Code == "rank-not-reached" }) {
		t.Error("smooth inputs are warned of")
	}
}

// TestOwnLayer: what speaks of one file is not suggested elsewhere.
func TestOwnLayer(t *testing.T) {
	l := faults(disk{"a.yaml": small}, []string{"a.yaml"}, "numbers=vi")
	if len(l) != 1 || !strings.Contains(l[0].Hint, "write it there") {
		t.Error(l.Text())
	}
}

func TestLatinHypercube(t *testing.T) {
	p := planOf(t, disk{"a.yaml": small}, []string{"a.yaml"}, "simulation={draws: 1000, seed: 3, design: lhs, replicates: 1}", "finance.vnd_per_usd={uniform: {min: 25000 VND/USD, max: 26000 VND/USD}}")
	seen := map[int]bool{}
	for _, x := range draws(t, p, "finance.vnd_per_usd") {
		seen[int(x-25000)] = true
	}
	if len(seen) != 1000 {
		t.Errorf("%d of 1,000 strata are hit", len(seen))
	}
}

func TestDerived(t *testing.T) {
	sets := []string{"datacenter.occupancy={uniform: {min: 40 %, max: 60 %}}",
		"datacenter.utilisation={expr: 'min(datacenter.occupancy * 0.9, 50 %)', source: a test}",
		"datacenter.expansion.target={expr: 'datacenter.opening.racks * 4 kW/rack * 1.5', boundary: facility}", "simulation.draws=300"}
	p := planOf(t, nil, []string{"vietnam"}, sets...)
	if len(p.Derived) != 2 {
		t.Fatalf("%d derived inputs", len(p.Derived))
	}
	// 27,370 racks of 4 kW are 109.48 MW; times 1.5 is 164.22.
	if a := assumption(t, p, "datacenter.expansion.target"); !near(a.Value, 164.22) || a.Boundary != "facility" {
		t.Errorf("the target is %v", a.Value)
	}
	params := p.Base.Clone()
	params.Datacenter.Occupancy = 0.42
	if x := p.Derived[0].Eval(params); !near(x, 0.378) {
		t.Errorf("the derived input is %v, want 0.42 x 0.9", x)
	}
	if n := testing.AllocsPerRun(100, func() { p.Derived[0].Eval(params) }); n != 0 {
		t.Errorf("an expression allocates %v times", n)
	}
	if _, err := solver.Run(context.Background(), p, solver.Options{}); err != nil {
		t.Fatal(err)
	}
	reloads(t, p, open(t, nil, []string{"vietnam"}, sets...).Merged())
}

func TestExtraMetric(t *testing.T) {
	d := disk{"a.yaml": `extends: [vietnam]
simulation: {draws: 256}
metrics:
  stations-per-site: {label: {en: "Stations per 4G site", vi: "Trạm 5G trên mỗi trạm 4G"}, expr: mobile.stations / 100 stations, unit: "%"}
  share-viettel: {expr: "mobile.coverage_by_operator.viettel / mobile.population_coverage", unit: "%"}
targets:
  half: {metric: metrics.share-viettel, at: 2026-12, at_least: 50 %}
`}
	p := planOf(t, d, []string{"a.yaml"})
	set, err := solver.Run(context.Background(), p, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all, _ := set.Find("mobile.stations", solver.All)
	got, ok := set.Find("metrics.stations-per-site", solver.All)
	if !ok || math.Abs(got.Mean[5]-all.Mean[5]) > 1e-9*all.Mean[5] {
		t.Errorf("the metric is %v, want the stations, 1/100 in percent", got)
	}
	if tr, ok := set.Target("half"); !ok || tr.Probability == 0 {
		t.Errorf("the target on it: %+v", tr)
	}
}

func TestExpressionFaults(t *testing.T) {
	for _, c := range []struct {
		expr, code string
		col        int
	}{
		{"datacenter.ocupancy * 2", "expr-unknown", 0},
		{"datacenter.occupancy + 4 kW", "unit-mismatch", 21},
		{"datacenter.occupancy * 4 kQ", "unit-unknown", 23},
		{"datacenter.occupancy *", "expr", 21},
		{"datacenter.occupancy > 1", "expr", 21},
		{"datacenter.opening.racks", "unit-mismatch", 0},
		{"sqrt(datacenter.opening.racks)", "unit-mismatch", 0},
		{"sin(datacenter.occupancy)", "expr", 0},
		{"[1, 2]", "expr", 0},
		{"env['HOME']", "expr", 3},
		{"datacenter.occupancy / 0", "number-finite", 0},
		{"1_234 + 1", "number-format", 0},
		{"power.zones.ha-noi.headroom / datacenter.expansion.target", "range", 0},
	} {
		const want = len(`datacenter.utilisation={expr: "`) + 1 // the expression's first character
		l := faults(nil, []string{"vietnam"}, "datacenter.utilisation={expr: \""+c.expr+"\"}")
		if len(l) == 0 || l[0].Code != c.code || l[0].Col != c.col+want || l[0].Hint == "" {
			t.Errorf("%s: want %s, got %s", c.expr, c.code, l.Text())
		}
	}
	l := faults(nil, []string{"vietnam"}, "datacenter.utilisation={expr: datacenter.occupancy}", "datacenter.occupancy={expr: 'datacenter.utilisation * 0.5'}")
	if len(l) == 0 || l[0].Code != "expr-cycle" {
		t.Errorf("a cycle: %s", l.Text())
	}
}

func TestJointTable(t *testing.T) {
	d := disk{"a.yaml": small + "joint: {fit: {from: fit.csv, source: a fit}}\n",
		"fit.csv": "finance.discount_rate,finance.vnd_per_usd\n4 %/year,25000 VND/USD\n6 %/year,26000 VND/USD\n8 %/year,27000 VND/USD\n"}
	p := planOf(t, d, []string{"a.yaml"}, "simulation.draws=600")
	x, y := draws(t, p, "finance.discount_rate"), draws(t, p, "finance.vnd_per_usd")
	seen := map[float64]int{}
	for i := range x {
		if math.Abs((y[i]-25000)/1000-(x[i]-0.04)/0.02) > 1e-9 {
			t.Fatalf("draw %d mixes rows: %g, %g", i, x[i], y[i])
		}
		seen[x[i]]++
	}
	if len(seen) != 3 {
		t.Errorf("rows drawn: %v", seen)
	}
	reloads(t, p, open(t, d, []string{"a.yaml"}, "simulation.draws=600").Merged())
}

func TestSeriesFromCSV(t *testing.T) {
	d := disk{"a.yaml": "extends: [vietnam]\npower: {peak_demand: {from: peak.csv, column: high, unit: MW, boundary: unstated, source: a plan}}\n",
		"peak.csv": "date,low,high\n2025-10,1,50000\n2030-12,2,90000\n"}
	p := planOf(t, d, []string{"a.yaml"})
	if a := assumption(t, p, "power.peak_demand.2030-12"); a.Value != 90000 || a.Source != "a plan" || a.Origin != "peak.csv:3:11" {
		t.Errorf("%+v", a)
	}
	d["peak.csv"] = "date,low,high\n2025-10,1,50000\n2030-12,2,much\n"
	if l := faults(d, []string{"a.yaml"}); len(l) != 1 || l[0].Pos.String() != "peak.csv:3:11" {
		t.Errorf("a bad cell: %s", l.Text())
	}
	e := disk{"a.yaml": small, "x.csv": "rate\n25000\n26000\n"}
	q := planOf(t, e, []string{"a.yaml"}, "finance.vnd_per_usd={empirical: {from: x.csv, unit: VND/USD}}", "simulation.draws=100")
	for _, x := range draws(t, q, "finance.vnd_per_usd") {
		if x != 25000 && x != 26000 {
			t.Fatalf("%g was never observed", x)
		}
	}
}

func TestDateIntervals(t *testing.T) {
	for _, c := range []struct {
		written string
		lo, hi  string
	}{{"2026-03 to 2026-09", "2026-03", "2026-09"}, {"2027", "2027-01", "2027-12"}, {"2027-Q2", "2027-04", "2027-06"}} {
		p := planOf(t, nil, []string{"vietnam"}, "datacenter.phases.tpt-2.opens="+c.written, "simulation.draws=500")
		x := draws(t, p, "datacenter.phases.tpt-2.opens")
		lo, hi := slices.Min(x), slices.Max(x)
		r := rowReader{c: &compiler{}}
		a, _ := r.month(newScalar(faultless, c.lo))
		b, _ := r.month(newScalar(faultless, c.hi))
		if lo != float64(a) || hi != float64(b) {
			t.Errorf("%s is drawn from %g to %g", c.written, lo, hi)
		}
	}
	for _, bad := range []string{"datacenter.phases.tpt-2.opens=2025-06 to 2026-02", "gpu.expansion.start=2026", "datacenter.phases.tpt-2.opens=2026-05 to 2026-04"} {
		if l := faults(nil, []string{"vietnam"}, bad); len(l) != 1 || l[0].Code != "date" || l[0].Hint == "" {
			t.Errorf("%s: %s", bad, l.Text())
		}
	}
}

func TestNumberFormats(t *testing.T) {
	d := disk{"vi.yaml": "numbers: vi\nmobile: {sites_4g: 119.056, ceiling_share: \"0,8\", plan: {tender: \"1,5 to 3 months\"}}\n",
		"en.yaml": "numbers: en\nmobile: {sites_4g: \"119,056\"}\n", "en2.yaml": "numbers: en\nmobile: {sites_4g: !!str 119056}\n"}
	p := planOf(t, d, []string{"vietnam", "vi.yaml"})
	if a := assumption(t, p, "mobile.sites_4g"); a.Value != 119056 {
		t.Errorf("119.056 in a Vietnamese document is %v", a.Value)
	}
	if a := assumption(t, p, "mobile.ceiling_share"); a.Value != 0.8 {
		t.Errorf("0,8 is %v", a.Value)
	}
	if a := assumption(t, p, "mobile.plan.tender"); !near(a.P[0], 1.5) || !near(a.P[2], 3) {
		t.Errorf("1,5 to 3 months is %v", a.P)
	}
	reloads(t, p, open(t, d, []string{"vietnam", "vi.yaml"}).Merged())
	for doc, at := range map[string]string{
		"numbers: vi\nmobile: {sites_4g: 119056, ceiling_share: 0.8}\n": "x.yaml:2:43 number-mixed",
		"numbers: en\nmobile: {sites_4g: \"119.056,5\"}\n":              "x.yaml:2:20 number-mixed",
		"mobile: {sites_4g: 119.056}\n":                                 "x.yaml:1:20 number-ambiguous",
		"numbers: fr\n":                                                 "x.yaml:1:10 choice",
	} {
		if l := faults(disk{"x.yaml": doc}, []string{"vietnam", "x.yaml"}); len(l) == 0 || l[0].Pos.String()+" "+l[0].Code != at {
			t.Errorf("%s: want %s, got %s", doc, at, l.Text())
		}
	}
}

func TestVariants(t *testing.T) {
	d := disk{"a.yaml": small + `overrides:
  dear: {finance: {discount_rate: 12 %/year}}
  weak: {finance: {vnd_per_usd: 28000 VND/USD}}
scenarios: {bad-times: [dear, weak]}
`}
	with := func(names ...string) *solver.Plan {
		doc, l := Load(Request{Names: []string{"a.yaml"}, With: names, Read: d.read})
		if len(l) > 0 {
			t.Fatal(l.Text())
		}
		p, l := doc.Compile()
		if len(l) > 0 {
			t.Fatal(l.Text())
		}
		reloads(t, p, doc.Merged())
		return p
	}
	if p := with(); assumption(t, p, "finance.discount_rate").Value != 0.08 || p.Name != "a" {
		t.Error("a variant nobody asked for is applied")
	}
	p := with("bad-times")
	if assumption(t, p, "finance.discount_rate").Value != 0.12 || assumption(t, p, "finance.vnd_per_usd").Value != 28000 || p.Name != "a+bad-times" {
		t.Errorf("the variant is not applied: %s", p.Name)
	}
	_, l := Load(Request{Names: []string{"a.yaml"}, With: []string{"bad-time"}, Read: d.read})
	if len(l) != 1 || l[0].Code != "unknown-variant" || !strings.Contains(l[0].Hint, "bad-times") {
		t.Error(l.Text())
	}
}

func TestEnvironment(t *testing.T) {
	doc, l := Load(Request{Names: []string{"vietnam"}, Sets: []string{"mobile.sites_4g=3"}, Env: []string{"PATH=/bin",
		"HEADROOM_SET__mobile__sites_4g=2", "HEADROOM_SET__DATACENTER__FACILITIES__FORNIX_HCM02__DELAY=7 months", "HEADROOM_DRAWS=5"}})
	if len(l) > 0 {
		t.Fatal(l.Text())
	}
	if at, w, _ := doc.Lookup("datacenter.facilities.fornix-hcm02.delay"); w != "7 months" || at.File != "HEADROOM_SET__DATACENTER__FACILITIES__FORNIX_HCM02__DELAY" {
		t.Errorf("%s: %s", at, w)
	}
	if _, w, _ := doc.Lookup("mobile.sites_4g"); w != "3" {
		t.Errorf("--set does not win over the environment: %s", w)
	}
}

func TestVersions(t *testing.T) {
	for doc, code := range map[string]string{"version: 1\n": "", "version: 2\n": "", "version: 3\n": "version", "version: two\n": "version", "version: 0\n": "version"} {
		l := faults(disk{"a.yaml": doc + small}, []string{"a.yaml"})
		if got := codesOf(l); got != code {
			t.Errorf("%q: %s", doc, l.Text())
		}
	}
	for v := 1; v < FormatVersion; v++ {
		if migrations[v] == nil {
			t.Errorf("nothing brings version %d forward", v)
		}
	}
}

// TestPointOfAPathIsOneValue: an overlay's number for a month does not keep
// the citation of the number it replaces; other months stay.
func TestPointOfAPathIsOneValue(t *testing.T) {
	d := disk{"a.yaml": "power: {peak_demand: {2025-10: {value: 50000 MW, boundary: unstated, note: \"a test\"}}}\n"}
	p := planOf(t, d, []string{"vietnam", "a.yaml"})
	if a := assumption(t, p, "power.peak_demand.2025-10"); a.Value != 50000 || a.Cite != "" {
		t.Errorf("%+v", a)
	}
	if a := assumption(t, p, "power.peak_demand.2030-12"); !a.Uncertain {
		t.Errorf("the other month is lost: %+v", a)
	}
}

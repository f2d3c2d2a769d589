package scenarios

import (
	"strings"
	"testing"
)

// jointBase has a joint table over two inputs of small, in no order.
const jointBase = `joint:
  fit:
    source: a fit
    columns:
      finance.discount_rate: [4 %/year, 6 %/year, 8 %/year]
      finance.vnd_per_usd: [26500 VND/USD, 25100 VND/USD, 25900 VND/USD]
`

// TestJointQuantiles: what is said of a column does not depend on the order of
// its rows. Of 7 sorted values P05, median and P95 are the first, fourth and last.
func TestJointQuantiles(t *testing.T) {
	d := disk{"a.yaml": small + "joint: {fit: {from: fit.csv}}\n",
		"fit.csv": "finance.vnd_per_usd\n25900\n25300\n25500\n25100\n25800\n25200\n25700\n"}
	d["fit.csv"] = strings.ReplaceAll(d["fit.csv"], "00\n", "00 VND/USD\n")
	p := planOf(t, d, []string{"a.yaml"})
	a := assumption(t, p, "finance.vnd_per_usd")
	if a.P != [3]float64{25100, 25500, 25900} || a.Value != 25500 {
		t.Errorf("P05, median, P95 are %v, the value %v", a.P, a.Value)
	}
	if x := p.Base.Finance.VNDPerUSD; x != 25500 {
		t.Errorf("the base takes %v", x)
	}
}

// TestJointYieldsToLaterLayers: what a later layer writes takes the place of a
// joint column, whichever way it writes it.
func TestJointYieldsToLaterLayers(t *testing.T) {
	const path = "finance.vnd_per_usd"
	d := disk{"a.yaml": small + jointBase, "over.yaml": "finance: {vnd_per_usd: 27000 VND/USD}\n",
		"var.yaml": "overrides: {weak: {finance: {vnd_per_usd: 27000 VND/USD}}}\n",
		"fit.yaml": "joint: {other: {columns: {finance.vnd_per_usd: [27000 VND/USD, 27000.5 VND/USD, 27001 VND/USD]}}}\n"}
	for name, req := range map[string]Request{
		"overlay":     {Names: []string{"a.yaml", "over.yaml"}},
		"set":         {Names: []string{"a.yaml"}, Sets: []string{path + "=27000 VND/USD"}},
		"environment": {Names: []string{"a.yaml"}, Env: []string{"HEADROOM_SET__finance__vnd_per_usd=27000 VND/USD"}},
		"variant":     {Names: []string{"a.yaml", "var.yaml"}, With: []string{"weak"}},
		"other table": {Names: []string{"a.yaml", "fit.yaml"}},
	} {
		req.Read = d.read
		doc, l := Load(req)
		p, more := doc.Compile()
		if p == nil {
			t.Fatalf("%s:\n%s%s", name, l.Text(), more.Text())
		}
		if a := assumption(t, p, path); a.P[0] != 27000 {
			t.Errorf("%s: the joint table wins: %+v", name, a)
		}
		if a := assumption(t, p, "finance.discount_rate"); !a.Uncertain {
			t.Errorf("%s: the other column is lost: %+v", name, a)
		}
		reloads(t, p, doc.Merged())
	}
}

// TestJointYieldsToGroups: a layer that unsets a member or writes a path as a
// whole leaves nothing of a column below.
func TestJointYieldsToGroups(t *testing.T) {
	for name, c := range map[string]struct{ column, over, left string }{
		"member unset": {"mobile.operators.x.crews", "mobile: {operators: {x: null}}", "{}"},
		"path":         {"power.emission_factor.2030-12", "power: {emission_factor: 0.5 kgCO2/kWh}", "{}"},
		"knots":        {"power.emission_factor.2030-12", "power: {emission_factor: {knots: {2030-12: 0.5 kgCO2/kWh}}}", "{}"},
		"other month":  {"power.emission_factor.2030-12", "power: {emission_factor: {2028-01: 0.5 kgCO2/kWh}}", "{fit: {columns: {power.emission_factor.2030-12: [1, 2]}}}"},
		"other member": {"mobile.operators.x.crews", "mobile: {operators: {y: null}}", "{fit: {columns: {mobile.operators.x.crews: [1, 2]}}}"},
	} {
		base := tree(t, "base", "joint: {fit: {columns: {"+c.column+": [1, 2]}}}")
		release(base, tree(t, "over", c.over))
		if got := flow(base.get("joint")); got != c.left {
			t.Errorf("%s: %s is left", name, got)
		}
	}
}

// TestJointTableIsWhole: a table that a later layer gives anew keeps no column
// of the old one, whose rows are others.
func TestJointTableIsWhole(t *testing.T) {
	d := disk{"a.yaml": small + jointBase, "b.yaml": "joint: {fit: {columns: {finance.discount_rate: [5 %/year, 7 %/year, 9 %/year]}}}\n"}
	p := planOf(t, d, []string{"a.yaml", "b.yaml"})
	if a := assumption(t, p, "finance.vnd_per_usd"); a.Uncertain || a.Value != 26200 {
		t.Errorf("a column of the old table is left: %+v", a)
	}
	if a := assumption(t, p, "finance.discount_rate"); !near(a.Value, 0.07) || a.Source != "" {
		t.Errorf("the new table is not the old one's: %+v", a)
	}
}

// TestJointInAPath: a column gives one month of a path that has its months
// below knots.
func TestJointInAPath(t *testing.T) {
	d := disk{"a.yaml": "power: {factor: null, emission_factor: {knots: {2025-10: 0.6 kgCO2/kWh, 2030-12: 0.5 kgCO2/kWh}, source: a test}}\n" +
		"joint: {fit: {columns: {power.emission_factor.2030-12: [0.4 kgCO2/kWh, 0.45 kgCO2/kWh]}}}\n"}
	p := planOf(t, d, []string{"vietnam", "a.yaml"})
	if a := assumption(t, p, "power.emission_factor.2030-12"); !a.Uncertain || a.P[2] != 0.45 {
		t.Errorf("%+v", a)
	}
	if a := assumption(t, p, "power.emission_factor.2025-10"); a.Value != 0.6 {
		t.Errorf("%+v", a)
	}
}

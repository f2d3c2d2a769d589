package scenarios

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
)

// tree parses a layer that has no problem.
func tree(t *testing.T, file, text string) *node {
	t.Helper()
	var l diag.List
	n := parse(file, []byte(text), &l)
	if n == nil || len(l) > 0 {
		t.Fatalf("%s:\n%s", file, l.Text())
	}
	return n
}

func TestMerge(t *testing.T) {
	const base = "title: {en: A, vi: B}\nmobile: {sites_4g: 1, cost: {equipment: 2, rent: 3}, operators: {x: {stations: 4}}}\n"
	for _, c := range []struct{ name, over, want string }{
		{"groups merge by key", "mobile: {cost: {rent: 9}}",
			"title: {en: A, vi: B}, mobile: {sites_4g: 1, cost: {equipment: 2, rent: 9}, operators: {x: {stations: 4}}}"},
		{"members merge and join at the end", "mobile: {operators: {y: {stations: 5}, x: {added: 6}}}",
			"title: {en: A, vi: B}, mobile: {sites_4g: 1, cost: {equipment: 2, rent: 3}, operators: {x: {stations: 4, added: 6}, y: {stations: 5}}}"},
		{"null unsets a value", "mobile: {sites_4g: null}",
			"title: {en: A, vi: B}, mobile: {cost: {equipment: 2, rent: 3}, operators: {x: {stations: 4}}}"},
		{"null unsets a group", "mobile: {cost: null}", "title: {en: A, vi: B}, mobile: {sites_4g: 1, operators: {x: {stations: 4}}}"},
		{"null unsets a domain", "mobile: ~", "title: {en: A, vi: B}"},
		{"new keys", "gpu: {reference: z}",
			"title: {en: A, vi: B}, mobile: {sites_4g: 1, cost: {equipment: 2, rent: 3}, operators: {x: {stations: 4}}}, gpu: {reference: z}"},
	} {
		got := flow(merge(tree(t, "base", base), tree(t, "over", c.over)))
		if got != "{"+c.want+"}" {
			t.Errorf("%s:\n%s\nwant\n{%s}", c.name, got, c.want)
		}
	}
}

// TestMergeReplacesValues: what a row holds is replaced as a whole, so that no
// source, unit or parameter of the layer below clings to a new number.
func TestMergeReplacesValues(t *testing.T) {
	for _, c := range []struct{ name, base, over, want string }{
		{"value and source", "mobile: {sites_4g: {value: 1, source: s}}", "mobile: {sites_4g: {value: 2}}", "{mobile: {sites_4g: {value: 2}}}"},
		{"distribution", "mobile: {sites_4g: {triangular: {min: 1, mode: 2, max: 3}}}", "mobile: {sites_4g: {uniform: {min: 1, max: 2}}}",
			"{mobile: {sites_4g: {uniform: {min: 1, max: 2}}}}"},
		{"plain over distribution", "mobile: {sites_4g: {uniform: {min: 1, max: 2}}}", "mobile: {sites_4g: 5}", "{mobile: {sites_4g: 5}}"},
		{"value of a member", "mobile: {operators: {x: {stations: {value: 1, note: n}}}}", "mobile: {operators: {x: {stations: {value: 2}}}}",
			"{mobile: {operators: {x: {stations: {value: 2}}}}}"},
		{"weights", "structure: {mobile.forecast: {trend: 1, plan: 2}}", "structure: {mobile.forecast: {plan: 1}}",
			"{structure: {mobile.forecast: {plan: 1}}}"},
		{"months merge", "power: {peak_demand: {2025-10: 1, 2030-12: 2}}", "power: {peak_demand: {2030-12: 3}}",
			"{power: {peak_demand: {2025-10: 1, 2030-12: 3}}}"},
		{"knots replace", "power: {peak_demand: {2025-10: 1, 2030-12: 2}}", "power: {peak_demand: {knots: {2030-12: 3}}}",
			"{power: {peak_demand: {knots: {2030-12: 3}}}}"},
		{"lists replace", "history: {mobile.stations: [1, 2]}", "history: {mobile.stations: [3]}", "{history: {mobile.stations: [3]}}"},
	} {
		if got := flow(merge(tree(t, "base", c.base), tree(t, "over", c.over))); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestMergeOrigins(t *testing.T) {
	n := merge(tree(t, "base", "mobile:\n  sites_4g: 1\n  ceiling_share: 2\n"), tree(t, "over", "mobile: {ceiling_share: 3}\n"))
	m := n.get("mobile")
	for key, want := range map[string]string{"sites_4g": "base:2:13", "ceiling_share": "over:1:25"} {
		if got := m.get(key).pos.String(); got != want {
			t.Errorf("%s comes from %s, want %s", key, got, want)
		}
	}
	if got := m.keyPos["ceiling_share"].String(); got != "over:1:10" {
		t.Errorf("the key comes from %s", got)
	}
}

// weightsOf returns the values and weights of an uncertain choice as written in its register.
func distOf(t *testing.T, p *solver.Plan, path string) string {
	t.Helper()
	a := assumption(t, p, path)
	if a.Dist == "" {
		return a.Written
	}
	return a.Dist
}

// TestStructure: weights under structure replace the choice they speak of, and
// a later layer wins, whichever of the two places it writes.
func TestStructure(t *testing.T) {
	for _, c := range []struct {
		name string
		sets []string
		want string
	}{
		{"as shipped", nil, "discrete(values [0, 1, 2], weights [0.45, 0.2, 0.35])"},
		{"structure", []string{"structure.mobile.forecast={commitments: 2, trend: 1}"}, "discrete(values [0, 1, 2], weights [1, 0, 2])"},
		{"one form", []string{"structure.mobile.forecast=plan"}, "plan"},
		{"at the choice", []string{"mobile.forecast=plan"}, "plan"},
		{"weights at the choice", []string{"mobile.forecast={choice: {plan: 1, trend: 3}}"}, "discrete(values [0, 1, 2], weights [3, 1, 0])"},
		{"last wins", []string{"mobile.forecast=plan", "structure.mobile.forecast={trend: 1, plan: 1}"}, "discrete(values [0, 1, 2], weights [1, 1, 0])"},
		{"last wins, reversed", []string{"structure.mobile.forecast={trend: 1, plan: 1}", "mobile.forecast=commitments"}, "commitments"},
		{"unset", []string{"structure.mobile.forecast=null"}, "discrete(values [0, 1, 2], weights [1, 0, 0])"},
	} {
		got := distOf(t, planOf(t, nil, []string{"vietnam"}, c.sets...), "mobile.forecast")
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestSet: --set takes any value, at any path.
func TestSet(t *testing.T) {
	p := planOf(t, nil, []string{"vietnam"},
		"mobile.sites_4g=100000",
		"datacenter.occupancy=70 %",
		"mobile.cost.equipment={triangular: {min: 30 kUSD/station, mode: 40 kUSD/station, max: 50 kUSD/station}}",
		"datacenter.phases.sam.power={value: 100 to 200 MW, boundary: facility}",
		"mobile.provinces.hue.area=5000 km2",
		"mobile.site_power={value: 3 kW, boundary: facility, note: \"a: b\"}",
	)
	for path, want := range map[string]float64{
		"mobile.sites_4g": 100000, "datacenter.occupancy": 0.7, "mobile.provinces.hue.area": 5000,
		"mobile.cost.equipment": 40000, // the median of a symmetric triangle is its mode, 40 kUSD
	} {
		if a := assumption(t, p, path); math.Abs(a.Value/want-1) > 1e-9 || !strings.HasPrefix(a.Origin, "--set[") {
			t.Errorf("%s is %v from %s, want %v", path, a.Value, a.Origin, want)
		}
	}
	a := assumption(t, p, "datacenter.phases.sam.power")
	if math.Abs(a.P[0]/100-1) > 1e-9 || math.Abs(a.P[2]/200-1) > 1e-9 {
		t.Errorf("the phase has %v", a.P)
	}
	if a := assumption(t, p, "mobile.site_power"); a.Note != text.T("a: b", "a: b") {
		t.Errorf("the note is %q", a.Note)
	}
}

// TestDefaults: an input left out takes its row's default, says so and names
// the default's source.
func TestDefaults(t *testing.T) {
	p := planOf(t, nil, []string{"vietnam"})
	var paths []string
	for _, a := range p.Assumptions {
		if a.Default {
			paths = append(paths, a.Path)
			if a.Origin != "default" || a.Source == "" || a.Written == "" {
				t.Errorf("the default %s has origin %q, source %q, text %q", a.Path, a.Origin, a.Source, a.Written)
			}
		}
	}
	if len(paths) == 0 {
		t.Fatal("no default is listed")
	}
	first := paths[0]
	if a := assumption(t, p, first); slices.ContainsFunc(p.Uncertain, func(u solver.Uncertain) bool { return u.Path == a.Path }) {
		t.Errorf("the default %s is drawn", first)
	}
}

// TestKnots: each uncertain knot is an input of its own, at the path and its month.
func TestKnots(t *testing.T) {
	p := planOf(t, nil, []string{"vietnam"}, "power.peak_demand.2027-06={value: 60000 MW, boundary: unstated}")
	var drawn []string
	for _, u := range p.Uncertain {
		if strings.HasPrefix(u.Path, "power.peak_demand") {
			drawn = append(drawn, u.Path)
		}
	}
	if want := []string{"power.peak_demand.2025-10", "power.peak_demand.2030-12"}; !slices.Equal(drawn, want) {
		t.Errorf("drawn are %v, want %v", drawn, want)
	}
	if a := assumption(t, p, "power.peak_demand.2027-06"); a.Value != 60000 || a.Uncertain || !strings.HasSuffix(a.Label.EN, " 2027-06") || !strings.HasSuffix(a.Label.VI, " 06/2027") {
		t.Errorf("the middle knot is %+v", a)
	}
	flat := planOf(t, nil, []string{"vietnam"}, "power.peak_demand={value: 50000 to 60000 MW, boundary: unstated}")
	if a := assumption(t, flat, "power.peak_demand"); !a.Uncertain || math.Abs(a.P[0]/50000-1) > 1e-9 {
		t.Errorf("the flat path is %+v", a)
	}
}

// TestPercentTarget: 90 % against a metric in % is 90, and 0.9 of a plain
// number required is 0.9.
func TestPercentTarget(t *testing.T) {
	const over = `targets:
  t: {metric: mobile.population_coverage, at: 2030-12, at_least: 90 %, require: 80 %}
  u: {metric: datacenter.facility_capacity, at: 2030-12, at_most: 0.87 GW}
`
	p := planOf(t, disk{"o.yaml": over}, []string{"vietnam", "o.yaml"})
	got := map[string]solver.Target{}
	for _, x := range p.Targets {
		got[x.ID] = x
	}
	if x := got["t"]; !near(x.Threshold, 90) || !near(x.Require, 0.8) || x.AtMost || x.At.String() != "2030-12" || x.Entity != solver.All {
		t.Errorf("the target is %+v", x)
	}
	// 0.87 GW = 870 MW
	if x := got["u"]; !near(x.Threshold, 870) || !x.AtMost {
		t.Errorf("the target is %+v", x)
	}
}

// TestMonthOverAWrittenPath: one month laid over {knots: ...} joins the path,
// and does not put one number in place of all.
func TestMonthOverAWrittenPath(t *testing.T) {
	d := disk{"a.yaml": "extends: [vietnam]\npower:\n  factor: null\n  emission_factor: {knots: {2025-10: 0.7 kgCO2/kWh, 2030-12: 0.5 kgCO2/kWh}, source: a}\n"}
	p := planOf(t, d, []string{"a.yaml"}, "power.emission_factor.2028-01=0.9 kgCO2/kWh")
	for month, want := range map[string]float64{"2025-10": 0.7, "2028-01": 0.9, "2030-12": 0.5} {
		if a := assumption(t, p, "power.emission_factor."+month); a.Value != want {
			t.Errorf("%s is %g, want %g", month, a.Value, want)
		}
	}
}

// TestPairIsWhole: a correlation of a later layer does not inherit the source
// of the one it replaces.
func TestPairIsWhole(t *testing.T) {
	pair := "correlations: [{inputs: [mobile.operators.viettel.crews, mobile.operators.vnpt.crews], rank: "
	d := disk{"a.yaml": "extends: [vietnam]\n" + pair + "0.5, source: measured, confidence: high}]\n", "b.yaml": pair + "-0.9}]\n"}
	p := planOf(t, d, []string{"a.yaml", "b.yaml"})
	for _, a := range p.Assumptions {
		if strings.HasPrefix(a.Path, "correlations.") && (a.Source != "" || a.Confidence != "" || a.Value != -0.9) {
			t.Errorf("%s inherits %q (%s), value %g", a.Path, a.Source, a.Confidence, a.Value)
		}
	}
}

// TestSourceOfAGroupReachesItsPaths: a path under "knots" and an expression
// take the source that stands beside them in their group.
func TestSourceOfAGroupReachesItsPaths(t *testing.T) {
	zone := "  zones:\n    hue: {source: the utility, headroom: {expr: \"power.peak_demand.2025-10 * 0.001\", boundary: facility}, connection_delay: 12 months, reinforcement: {knots: {2025-10: 0 MW facility, 2030-12: 9 MW facility}}}\n"
	p := planOf(t, disk{"a.yaml": "extends: [vietnam]\npower:\n  peak_demand: {2025-10: 50000 MW unstated, 2030-12: 90000 MW unstated}\n" + zone}, []string{"a.yaml"})
	for _, path := range []string{"power.zones.hue.reinforcement.2030-12", "power.zones.hue.headroom"} {
		if a := assumption(t, p, path); a.Source != "the utility" {
			t.Errorf("%s has the source %q", path, a.Source)
		}
	}
}

package scenarios

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/sweep"
)

// reads serves files from memory.
func reads(files map[string]string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if b, ok := files[filepath.ToSlash(filepath.Clean(name))]; ok {
			return []byte(b), nil
		}
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
}

func sweepOf(t *testing.T, dir string, files map[string]string) *Sweep {
	t.Helper()
	in := map[string]string{}
	for k, v := range files {
		in[filepath.ToSlash(filepath.Join(dir, k))] = v
	}
	s, l := LoadSweep(SweepRequest{File: filepath.ToSlash(filepath.Join(dir, "s.yaml")), Read: reads(in)})
	if s == nil {
		t.Fatal(l.Text())
	}
	return s
}

var sweepFiles = map[string]string{
	"base.yaml":  "extends: [vietnam]\noverrides:\n  dear: {finance: {discount_rate: 11 %/year}}\n",
	"cheap.yaml": "power: {tariff: {growth: 1 %/year}}\n",
	"growth.csv": "date,value\n2025-10,0.07\n2030-12,0.09\n",
	"s.yaml": `version: 1
scenario: base.yaml
draws: 16
axes:
  power: {overlay: {usual: [], cheap: [cheap.yaml], both: [cheap.yaml, mobile-moran]}}
  money: {variant: [none, dear, dearest]}
  crews: {path: mobile.operators.viettel.crews, values: {few: 200 to 300, many: {uniform: {min: 800, max: 900}}}}
  decline: {path: gpu.price_decline, range: {from: 10, to: 20, steps: 2, unit: "%/year"}}
overrides:
  dearest: {finance: {discount_rate: 14 %/year}}
points:
  - {}
  - {power: both, money: dear, crews: many, decline: 12.5 %/year}
`}

// TestPointsAreScenarios: a point is the scenario with the same settings written by hand.
func TestPointsAreScenarios(t *testing.T) {
	s := sweepOf(t, "x", sweepFiles)
	if len(s.Points) != 2 {
		t.Fatalf("%d points", len(s.Points))
	}
	for i, req := range []Request{
		{Names: []string{"x/base.yaml"}},
		{Names: []string{"x/base.yaml", "x/cheap.yaml", "mobile-moran"}, With: []string{"dear"},
			Sets: []string{"mobile.operators.viettel.crews={uniform: {min: 800, max: 900}}", "gpu.price_decline=12.5 %/year"}},
	} {
		in := map[string]string{}
		for k, v := range sweepFiles {
			in["x/"+k] = v
		}
		req.Read, req.Draws = reads(in), 16
		doc, l := Load(req)
		if l.HasErrors() {
			t.Fatal(l.Text())
		}
		want, l := doc.Compile()
		got, problems := s.Compile(s.Points[i])
		if got == nil || want == nil {
			t.Fatal(l.Text() + problems.Text())
		}
		if got.Hash != want.Hash || got.Draws != 16 {
			t.Errorf("point %d is another scenario", i)
		}
	}
}

// TestVariantsOfTheSweep: the sweep's own overrides stand beside the scenario's.
func TestVariantsOfTheSweep(t *testing.T) {
	files := map[string]string{}
	for k, v := range sweepFiles {
		files[k] = v
	}
	files["s.yaml"] = strings.ReplaceAll(files["s.yaml"], "money: dear,", "money: dearest,")
	s := sweepOf(t, "", files)
	doc, _, l := s.Document(s.Points[1])
	if l.HasErrors() {
		t.Fatal(l.Text())
	}
	if at, written, _ := doc.Lookup("finance.discount_rate"); written != "14 %/year" || at.String() != "s.yaml:10:38" {
		t.Errorf("the rate is %s of %s", written, at)
	}
	if at, written, _ := doc.Lookup("gpu.price_decline"); written != "12.5 %/year" || at.Line != 13 {
		t.Errorf("the decline is %s of %s", written, at)
	}
}

// TestOrigins: what decides the numbers is told apart by its name, wherever the program was started, and
// words that decide nothing are not.
func TestOrigins(t *testing.T) {
	facts := func(dir string, change func(map[string]string)) sweep.Identity {
		files := map[string]string{}
		for k, v := range sweepFiles {
			files[k] = v
		}
		change(files)
		id, err := sweepOf(t, dir, files).Origins([]durable.Fact{{Name: "program", Value: "1"}})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	same := func(map[string]string) {}
	base := facts("x", same)
	for what, c := range map[string]struct {
		dir    string
		change func(map[string]string)
		want   string // beginning of the only change; "" for none
	}{
		"another folder": {"y/z", same, ""},
		"a comment":      {"x", func(f map[string]string) { f["s.yaml"] = "# words\n" + f["s.yaml"] }, ""},
		"the scenario":   {"x", func(f map[string]string) { f["base.yaml"] += "\nmobile: {sites_4g: 120000}\n" }, "file base.yaml: "},
		"an overlay":     {"x", func(f map[string]string) { f["cheap.yaml"] += " \n" }, "file cheap.yaml: "},
		"a value":        {"x", func(f map[string]string) { f["s.yaml"] = strings.ReplaceAll(f["s.yaml"], "max: 900", "max: 901") }, "axis crews: "},
		"an override":    {"x", func(f map[string]string) { f["s.yaml"] = strings.ReplaceAll(f["s.yaml"], "14 %", "15 %") }, "overrides: "},
		"draws":          {"x", func(f map[string]string) { f["s.yaml"] = strings.ReplaceAll(f["s.yaml"], "draws: 16", "draws: 17") }, "draws: 17, was 16"},
		"a point":        {"x", func(f map[string]string) { f["s.yaml"] = strings.ReplaceAll(f["s.yaml"], "12.5", "12.6") }, "point 2 of the list: "},
		"what is kept":   {"x", func(f map[string]string) { f["s.yaml"] += "keep: {months: [2030-12]}\n" }, "keep month 1 is new: 2030-12"},
		"a table it uses": {"x", func(f map[string]string) {
			f["s.yaml"] = strings.ReplaceAll(f["s.yaml"], "many: {uniform: {min: 800, max: 900}}", "many: {from: growth.csv}")
		}, "axis crews: "},
	} {
		got := facts(c.dir, c.change)
		changes := got.Changed(&base)
		if c.want == "" && len(changes) > 0 || c.want != "" && (len(changes) == 0 || !slices.ContainsFunc(changes, func(s string) bool { return strings.HasPrefix(s, c.want) })) {
			t.Errorf("%s: %q", what, changes)
		}
		if what == "a table it uses" && !slices.ContainsFunc(got.Facts, func(f durable.Fact) bool { return f.Name == "file growth.csv" }) {
			t.Errorf("%s: %v", what, got.Facts)
		}
	}
}

// TestScales: an axis whose values are numbers has them in the table, whatever their labels and units.
func TestScales(t *testing.T) {
	files := map[string]string{"s.yaml": `version: 1
scenario: vietnam
axes:
  tariff: {path: power.tariff.growth, values: [2 %/year, 0.04 1/year, 1 to 3 %/year]}
  crews: {path: mobile.operators.viettel.crews, values: {few: 200, many: {value: 900, source: a test}, spread: {uniform: {min: 800, max: 900}}}}
  decline: {path: gpu.price_decline, range: {from: 10, to: 20, unit: "%/year"}}
  rate: {path: finance.discount_rate, range: {from: 8, to: 12, steps: 3, unit: "%/year"}}
  mixed: {path: gpu.price_decline, values: [2 %/year, 3 MW]}
  spreads: {path: power.tariff.growth, values: [1 to 3 %/year]}
  month: {path: datacenter.phases.tpt-2.opens, values: [2027-10]}
  plan: {overlay: [none, mobile-moran]}
points:
  - {rate: 9.5 %/year, crews: 450}
`}
	id, err := sweepOf(t, "x", files).Origins(nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	labels := map[string][]string{"tariff": {"2 %/year", "0.04 1/year", "1 to 3 %/year", ""}, "crews": {"few", "many", "spread", "450"}, "decline": {"12.25 %/year"}, "rate": {"8 %/year", "9.5 %/year"}}
	for i := range id.Scales {
		s := &id.Scales[i]
		line := s.Axis + " " + s.Unit
		for _, l := range labels[s.Axis] {
			line += fmt.Sprintf(" %.6g", float64(s.Number(l)))
		}
		got = append(got, line)
	}
	if want := []string{"tariff %/year 2 4 NaN NaN", "crews  200 900 NaN 450", "decline %/year 12.25", "rate %/year 8 9.5"}; !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}

// TestSweepProblems: nothing that is written wrong passes, each with its place.
func TestSweepProblems(t *testing.T) {
	for body, want := range map[string]string{
		"":    "empty",
		"[1]": "type",
		"version: 2\nscenario: vietnam\naxes: {a: {overlay: [none]}}":                                                                                   "version",
		"version: 1\naxes: {a: {overlay: [none]}}":                                                                                                      "missing",
		"version: 1\nscenario: vietnam":                                                                                                                 "missing",
		"version: 1\nscenario: vietnam\naxes: {A: {overlay: [none]}}":                                                                                   "name",
		"version: 1\nscenario: vietnam\naxes: {a: {}}":                                                                                                  "axis",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x..y, values: [1]}}":                                                                           "type",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, values: []}}":                                                                               "axis",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, values: 3}}":                                                                                "type",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, values: [1], range: {from: 1, to: 2}}}":                                                     "axis",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, range: {from: 1}}}":                                                                         "missing",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, range: {from: 1 MW, to: 2 MW}}}":                                                            "number",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, range: {from: 0, to: 2, scale: log}}}":                                                      "range",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, range: {from: 0, to: 2}}}":                                                                  "design",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, range: {from: 0, to: 2}}}\ndesign: {sobol: 40}":                                             "design",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, range: {from: 0, to: 2}}}\ndesign: {sobol: 4, lhs: 4}":                                      "design",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: [none]}, b: {variant: [none, x]}}\nzip: [[a, b]]":                                           "design",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: [none], when: {b: 1}}, b: {variant: [none]}}":                                               "unknown-axis",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: [none]}, b: {variant: [none], when: {a: some}}}":                                            "unknown-value",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: [none]}}\npoints: [{a: some}]":                                                              "unknown-value",
		"version: 1\nscenario: vietnam\ndraws: 010\naxes: {a: {overlay: [none]}}":                                                                       "number",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: [none]}}\noverrides: [x]":                                                                   "type",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: [none]}}\naxes: {}":                                                                         "duplicate-key",
		"version: 1\nscenario: vietnm\naxes: {a: {overlay: [none]}}":                                                                                    "unknown-scenario",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: [none, moran]}}":                                                                            "unknown-scenario",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: {x: [none]}}}":                                                                              "unknown-scenario",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, values: [1]}, b: {path: y, range: {from: 0, to: 2}}}\nzip: [[a, b]]\ndesign: {lhs: 4}":      "design",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, values: [1]}, b: {path: y, values: [1]}}\nzip: [[a, b], [a]]":                               "design",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, values: [1]}, b: {path: x, values: [2]}}":                                                   "axis",
		"version: 1\nscenario: vietnam\naxes: {a: {title: [x], overlay: [none]}}":                                                                       "type",
		"version: 1\nscenario: vietnam\naxes: {a: {title: {en: x}, overlay: [none]}}":                                                                   "missing",
		"version: 1\nscenario: vietnam\naxes: {a: {title: {fr: x}, overlay: [none]}}":                                                                   "unknown-key",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: [none]}}\nkeep: {metrics: {}}":                                                              "type",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: [none]}}\nkeep: {metrics: [\"mobile.stations[hue\"]}":                                       "type",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: [none]}}\nkeep: {metrics: [mobile.stations, \"mobile.stations[all]\"]}":                     "duplicate",
		"version: 1\nscenario: vietnam\naxes: {a: {overlay: [none]}}\nkeep: {months: [soon]}":                                                           "date",
		"version: 1\nscenario: vietnam\naxes: {a: {path: x, range: {from: 0, to: 1, steps: 9999}}, b: {path: y, range: {from: 0, to: 1, steps: 9999}}}": "design",
	} {
		s, l := LoadSweep(SweepRequest{File: "s.yaml", Read: reads(map[string]string{"s.yaml": body})})
		if s != nil || !slices.ContainsFunc(l, func(p diag.Problem) bool {
			return p.Code == want && p.File == "s.yaml" && p.Line > 0 && p.Col > 0 && (p.Hint != "" || want == "duplicate-key")
		}) {
			t.Errorf("%q:\n%swithout %s", body, l.Text(), want)
		}
	}
}

// TestSweepProblemsOfPoints: what only a compiled scenario tells has its place in the sweep file too.
func TestSweepProblemsOfPoints(t *testing.T) {
	for _, c := range []struct{ rest, want string }{
		{"keep: {metrics: [datacenter.bindin]}", "s.yaml:4:18: error [unknown-metric] keep: this scenario has no metric \"datacenter.bindin\"\n    did you mean datacenter.binding?\n"},
		{"keep: {metrics: [datacenter.binding, \"datacenter.annual_pue[hue]\"]}", "s.yaml:4:38: error [unknown-entity] keep: datacenter.annual_pue has no entity \"hue\"\n    one of all\n"},
		{"keep: {months: [2030-12, 2090-01]}", "s.yaml:4:26: error [date] keep: 2090-01 lies outside the run\n    write a month from 2025-10 to 2030-12\n"},
		{"with: [dear]", "s.yaml:4:8: error [unknown-variant] the scenario has no variant \"dear\"\n    add it under overrides: or scenarios:\n"},
	} {
		s := sweepOf(t, "", map[string]string{"s.yaml": "version: 1\nscenario: fornix-hcm02\naxes: {a: {path: datacenter.occupancy, values: [5 %]}}\n" + c.rest})
		plan, l := s.Compile(s.Points[0])
		l = slices.DeleteFunc(l, func(p diag.Problem) bool { return p.Severity != diag.Error })
		if plan != nil || l.Text() != c.want {
			t.Errorf("%s:\n%s\nnot\n%s", c.rest, l.Text(), c.want)
		}
	}
	s := sweepOf(t, "", map[string]string{"s.yaml": "version: 1\nscenario: fornix-hcm02\naxes:\n  a: {variant: [none]}\n  b: {variant: [none, dear]}\n"})
	for _, p := range s.Points { // each tells, once
		if plan, l := s.Compile(p); plan != nil || strings.Count(l.Text(), "s.yaml:5:23: error [unknown-variant]") != 1 {
			t.Error(l.Text())
		}
	}
	s = sweepOf(t, "", map[string]string{"s.yaml": "version: 1\nscenario: fornix-hcm02\naxes:\n  a: {overlay: {usual: [], other: [other.yaml]}}\n  b: {variant: [none, dear], when: {a: other}}\n",
		"other.yaml": "overrides: {dear: {finance: {discount_rate: 12 %/year}}}\n"})
	for _, p := range s.Points {
		if plan, l := s.Compile(p); plan == nil {
			t.Error(l.Text())
		}
	}
}

// TestParted: two axes may set one input where no point has both.
func TestParted(t *testing.T) {
	s := sweepOf(t, "", map[string]string{"s.yaml": `version: 1
scenario: fornix-hcm02
axes:
  plan: {title: {en: Plan, vi: Phương án}, variant: [none, other]}
  low: {path: datacenter.occupancy, values: [5 %, 10 %], when: {plan: none}}
  high: {title: Later, path: datacenter.occupancy, values: [30 %], when: {plan: other}}
overrides: {other: {finance: {discount_rate: 12 %/year}}}
`})
	if len(s.Points) != 3 {
		t.Errorf("%d points", len(s.Points))
	}
	if a, b, c := s.Title(0), s.Title(1), s.Title(2); a.VI != "Phương án" || b.EN != "" || c.VI != "Later" {
		t.Error(a, b, c)
	}
}

// TestDocumentedSweep: the file that docs/SWEEPS.md shows is read, and each of its points compiles.
func TestDocumentedSweep(t *testing.T) {
	b, err := os.ReadFile("../docs/SWEEPS.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(b), "```yaml\n")
	body, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("the page shows no file")
	}
	s := sweepOf(t, "", map[string]string{"s.yaml": body})
	// Two zipped pairs, two crews, two structures; without sharing three variants, with it none; and one of the list.
	if want := 2*2*2*(3+1) + 1; len(s.Points) != want {
		t.Errorf("%d points, not %d", len(s.Points), want)
	}
	for _, p := range s.Points {
		if plan, l := s.Compile(p); plan == nil {
			t.Fatalf("%v: %s", p.Labels, l.Text())
		}
	}
}

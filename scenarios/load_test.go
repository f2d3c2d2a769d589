package scenarios

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
)

// disk is a set of files by name.
type disk map[string]string

func (d disk) read(name string) ([]byte, error) {
	s, ok := d[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return []byte(s), nil
}

// small is the least a scenario of money alone needs.
const small = `title: {en: "A", vi: "B"}
time: {start: 2025-10, end: 2026-12}
simulation: {draws: 10, seed: 1}
finance:
  discount_rate: {value: 8 %/year, source: "a test", confidence: low}
  vnd_per_usd: 26200 VND/USD
  price_year: "2025"
`

// open loads a document that must have no problem on the way.
func open(t *testing.T, d disk, names []string, sets ...string) *Document {
	t.Helper()
	doc, problems := Load(Request{Names: names, Sets: sets, Read: d.read})
	if len(problems) > 0 {
		t.Fatalf("%v:\n%s", names, problems.Text())
	}
	return doc
}

// planOf compiles a document that must have no problem.
func planOf(t *testing.T, d disk, names []string, sets ...string) *solver.Plan {
	t.Helper()
	plan, problems := open(t, d, names, sets...).Compile()
	if len(problems) > 0 {
		t.Fatalf("%v:\n%s", names, problems.Text())
	}
	return plan
}

// faults loads and compiles and returns every problem.
func faults(d disk, names []string, sets ...string) diag.List {
	doc, problems := Load(Request{Names: names, Sets: sets, Read: d.read})
	if doc == nil {
		return problems
	}
	_, more := doc.Compile()
	return append(problems, more...)
}

func assumption(t *testing.T, p *solver.Plan, path string) result.Assumption {
	t.Helper()
	for _, a := range p.Assumptions {
		if a.Path == path {
			return a
		}
	}
	t.Fatalf("there is no assumption %s", path)
	return result.Assumption{}
}

func TestSmall(t *testing.T) {
	p := planOf(t, disk{"dir/a.yaml": small}, []string{"dir/a.yaml"})
	// 2025-10 to 2026-12 are 3 + 12 months.
	if p.Name != "a" || p.Draws != 10 || p.Seed != 1 || p.Axis.Steps != 15 || p.Axis.Start.String() != "2025-10" {
		t.Errorf("the plan is %s, %d draws, seed %d, %d months from %s", p.Name, p.Draws, p.Seed, p.Axis.Steps, p.Axis.Start)
	}
	if p.Title.EN != "A" || p.Title.VI != "B" {
		t.Errorf("the title is %+v", p.Title)
	}
	a := assumption(t, p, "finance.discount_rate")
	if !near(a.Value, 0.08) || a.Unit != "1/year" || a.Source != "a test" || a.Confidence != "low" || !strings.Contains(a.Written, "8 %/year") {
		t.Errorf("the rate is %+v", a)
	}
	if a.Origin != "dir/a.yaml:5:18" || a.Default || a.Uncertain {
		t.Errorf("the rate comes from %s", a.Origin)
	}
}

func TestRequestWins(t *testing.T) {
	seed := uint64(7)
	doc, problems := Load(Request{Names: []string{"a.yaml"}, Draws: 33, Seed: &seed, Read: disk{"a.yaml": small}.read})
	if len(problems) > 0 {
		t.Fatal(problems.Text())
	}
	p, _ := doc.Compile()
	if p.Draws != 33 || p.Seed != 7 {
		t.Errorf("%d draws, seed %d", p.Draws, p.Seed)
	}
	if at, written, ok := doc.Lookup("simulation.draws"); !ok || written != "33" || at.File != "--draws" {
		t.Errorf("draws come from %s: %s", at, written)
	}
}

func TestLoadFaults(t *testing.T) {
	for _, c := range []struct {
		name  string
		names []string
		sets  []string
		want  string
	}{
		{"nothing named", nil, nil, "command line:1:1 missing"},
		{"unknown name", []string{"a.yaml", "b.yaml"}, nil, "command line:1:2 unknown-scenario"},
		{"no equals sign", []string{"a.yaml"}, []string{"finance"}, "--set[1]:1:1 set"},
		{"empty part", []string{"a.yaml"}, []string{"finance.price_year=2025", "finance..x=1"}, "--set[2]:1:1 set"},
		{"not YAML", []string{"a.yaml"}, []string{"finance.price_year={"}, "--set[1]:1:1 set"},
		// The value begins in column 23: 22 characters stand before it.
		{"bad number", []string{"a.yaml"}, []string{"finance.discount_rate=8"}, "--set[1]:1:23 unit-missing"},
		// {uniform: {min: is 15 characters and a blank; 22 + 16 + 1 = 39.
		{"bad parameter", []string{"a.yaml"}, []string{"finance.discount_rate={uniform: {min: 5, max: 9 %/year}}"}, "--set[1]:1:39 unit-missing"},
		{"unknown key", []string{"a.yaml"}, []string{"finance.discount=8 %/year"}, "--set[1]:1:1 unknown-key"},
	} {
		l := faults(disk{"a.yaml": small}, c.names, c.sets...)
		if len(l) == 0 || l[0].Pos.String()+" "+l[0].Code != c.want || l[0].Hint == "" {
			t.Errorf("%s: want %s, got\n%s", c.name, c.want, l.Text())
		}
	}
}

func TestTooLarge(t *testing.T) {
	l := faults(disk{"a.yaml": small + strings.Repeat("# nothing\n", maxBytes/10)}, []string{"a.yaml"})
	if len(l) != 1 || l[0].Code != "too-large" {
		t.Errorf("the problems are\n%s", l.Text())
	}
}

func TestWithoutFiles(t *testing.T) {
	doc, l := Load(Request{Names: []string{"a.yaml"}})
	if doc != nil || len(l) != 1 || l[0].Code != "unknown-scenario" {
		t.Errorf("%v\n%s", doc, l.Text())
	}
}

// TestExtendsBeside: a file is looked for beside the one that names it, and a
// layer that two others extend is laid once.
func TestExtendsBeside(t *testing.T) {
	d := disk{
		"top.yaml":      "extends: [sub/left.yaml, sub/right.yaml]\n",
		"sub/left.yaml": "extends: base.yaml\nfinance: {vnd_per_usd: 25000 VND/USD}\n",
		// right must not lay the base over left again
		"sub/right.yaml": "extends: [../sub/base.yaml]\nfinance: {price_year: \"2024\"}\n",
		"sub/base.yaml":  small,
	}
	p := planOf(t, d, []string{"top.yaml"})
	if a := assumption(t, p, "finance.vnd_per_usd"); a.Value != 25000 || a.Origin != "sub/left.yaml:2:24" {
		t.Errorf("the exchange rate is %v from %s", a.Value, a.Origin)
	}
	if a := assumption(t, p, "finance.price_year"); a.Written != "2024" {
		t.Errorf("the price year is %s", a.Written)
	}
}

// TestOneFileManyNames: a layer that is named in two ways is laid once, so that
// the base does not come back over what was laid on it, and cycles are found.
func TestOneFileManyNames(t *testing.T) {
	d := disk{"./base.yaml": small, "base.yaml": small, "./mid.yaml": "extends: base.yaml\nfinance: {vnd_per_usd: 25000 VND/USD}\n",
		"./over.yaml": "extends: base.yaml\nfinance: {price_year: \"2024\"}\n", "self.yaml": "extends: ./self.yaml\n"}
	abs, err := filepath.Abs("base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d[abs] = small
	p := planOf(t, d, []string{"./base.yaml", "./mid.yaml", "./over.yaml", abs})
	if a := assumption(t, p, "finance.vnd_per_usd"); a.Value != 25000 {
		t.Errorf("the base is laid again: %+v", a)
	}
	d["./self.yaml"] = d["self.yaml"]
	if l := faults(d, []string{"./self.yaml"}); len(l) != 1 || l[0].Code != "extends-cycle" {
		t.Errorf("a cycle: %s", l.Text())
	}
}

func TestLookup(t *testing.T) {
	doc := open(t, disk{"a.yaml": small}, []string{"a.yaml"})
	at, written, ok := doc.Lookup("finance.vnd_per_usd")
	if !ok || written != "26200 VND/USD" || at.String() != "a.yaml:6:16" {
		t.Errorf("%s: %q, %v", at, written, ok)
	}
	if _, _, ok := doc.Lookup("finance.nothing.at.all"); ok {
		t.Error("a path that is not there is found")
	}
}

// TestMergedReload: the merged text of layers loads to the same plan and names
// the origin of every value.
func TestMergedReload(t *testing.T) {
	d := disk{"over.yaml": "mobile: {sites_4g: 120000, operators: {vnpt: {stations: 4100}}}\n"}
	doc := open(t, d, []string{"vietnam", "over.yaml"}, "mobile.trend.drift={normal: {mean: 0 %/year, sd: 10 %/year}}", "structure.mobile.forecast={trend: 1}")
	plan, problems := doc.Compile()
	if len(problems) > 0 {
		t.Fatal(problems.Text())
	}
	merged := string(doc.Merged())
	for _, want := range []string{"sites_4g: 120000  # over.yaml:1:20\n", "stations: 4100  # over.yaml:1:57\n", "# --set[1]:1:20\n"} {
		if !strings.Contains(merged, want) {
			t.Errorf("the merged text lacks %q", want)
		}
	}
	reloads(t, plan, doc.Merged())
}

// reloads wants a merged document to be the same plan again.
func reloads(t *testing.T, plan *solver.Plan, merged []byte) {
	t.Helper()
	again, problems := Load(Request{Names: []string{"m.yaml"}, Read: disk{"m.yaml": string(merged)}.read})
	if again == nil || problems.HasErrors() {
		t.Fatalf("the merged text does not load:\n%s", problems.Text())
	}
	twin, problems := again.Compile()
	if twin == nil || twin.Hash != plan.Hash {
		t.Fatalf("the merged text is another plan:\n%s", problems.Text())
	}
}

// FuzzLoad: no document makes the reader panic; a plan exists exactly when no
// error is reported, and every problem has a place, a code and words.
func FuzzLoad(f *testing.F) {
	files, err := filepath.Glob(badDir + "*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(small))
	f.Add([]byte("scenarios:\n A:")) // found by fuzzing: a name that is wrong twice
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		req := Request{Names: []string{"a.yaml"}, Read: disk{"a.yaml": string(data), "t.csv": "id,population\nhue,1\n"}.read}
		doc, problems := Load(req)
		if doc != nil {
			plan, more := doc.Compile()
			if (plan == nil) != more.HasErrors() {
				t.Error("a plan must exist exactly when there is no error")
			}
			problems = append(problems, more...)
			if merged := doc.Merged(); !problems.HasErrors() {
				reloads(t, plan, merged)
			}
		}
		if doc == nil && !problems.HasErrors() {
			t.Error("nothing was loaded, and no error says why")
		}
		if i := slices.IndexFunc(problems, func(p diag.Problem) bool {
			return p.File == "" || p.Line < 1 || p.Col < 1 || p.Code == "" || p.Message == ""
		}); i >= 0 {
			t.Errorf("%+v", problems[i])
		}
	})
}

// TestMergedMayBeLarge: what a run has merged is read whatever its size.
func TestMergedMayBeLarge(t *testing.T) {
	d := disk{"a.yaml": small + strings.Repeat("# nothing\n", maxBytes/9)}
	if doc, l := Load(Request{Names: []string{"a.yaml"}, Read: d.read, Merged: true}); doc == nil || l.HasErrors() {
		t.Error(l.Text())
	}
}

// TestOwnTableBeforeAShippedOne: a table beside the document is not hidden by
// a shipped one of its name.
func TestOwnTableBeforeAShippedOne(t *testing.T) {
	d := disk{"a.yaml": "extends: [vietnam]\nmobile:\n  provinces: {from: provinces.csv}\n", "provinces.csv": "id,population\nhue,123456\n"}
	p := planOf(t, d, []string{"a.yaml"})
	if a := assumption(t, p, "mobile.provinces.hue.population"); a.Value != 123456 {
		t.Errorf("hue has %g people", a.Value)
	}
}

// TestTablesOfSpreadsheets: the marks between columns, byte order mark, line ends, spaces and empty rows of spreadsheets change nothing.
func TestTablesOfSpreadsheets(t *testing.T) {
	const table = "id,name,population\nhue,Cố đô,123456\nda-nang,,234567\n"
	for what, data := range map[string]string{"commas": table, "semicolons": strings.ReplaceAll(table, ",", ";"), "tabs": strings.ReplaceAll(table, ",", "\t"),
		"byte order mark": "\xef\xbb\xbf" + table, "Windows": strings.ReplaceAll(table, "\n", "\r\n"), "spaces": strings.ReplaceAll(table, ",", " , "), "empty rows": table + ",,\n\n"} {
		d := disk{"a.yaml": "extends: [vietnam]\nmobile:\n  provinces: {from: t.csv}\n", "t.csv": data}
		p := planOf(t, d, []string{"a.yaml"})
		if a, b := assumption(t, p, "mobile.provinces.hue.population"), assumption(t, p, "mobile.provinces.da-nang.population"); a.Value != 123456 || b.Value != 234567 {
			t.Errorf("%s: hue has %g people, da-nang %g", what, a.Value, b.Value)
		}
		c, _ := provinces(t, Request{Names: []string{"a.yaml"}, Read: d.read})
		if i := slices.IndexFunc(c.Members, func(m result.Member) bool { return m.Name == "hue" }); c.Members[i].Called().EN != "Cố đô" {
			t.Errorf("%s: hue is called %v", what, c.Members[i].Called())
		}
	}
}

// TestOneProblemOfAnAlias: what an alias stood for is not called missing as well.
func TestOneProblemOfAnAlias(t *testing.T) {
	aliased := strings.NewReplacer("8 %/year, source", "&rate 8 %/year, source", "26200 VND/USD", "*rate").Replace(small)
	if l := faults(disk{"a.yaml": aliased}, []string{"a.yaml"}); len(l) != 1 || l[0].Code != "alias" {
		t.Error(l.Text())
	}
}

// TestNameWithoutItsEnding: headroom init NAME writes NAME.yaml, and run NAME says so.
func TestNameWithoutItsEnding(t *testing.T) {
	l := faults(disk{"laos.yaml": small}, []string{"laos"})
	if len(l) != 1 || l[0].Code != "unknown-scenario" || l[0].Hint != "did you mean laos.yaml?" {
		t.Error(l.Text())
	}
}

// TestWordsSurviveMerging: text from a table that YAML would read as
// something else is quoted in the merged scenario.
func TestWordsSurviveMerging(t *testing.T) {
	for _, s := range []string{"-", "a\u2028b", "a\rb", "- x", "?", "no", "a: b", "Huế (cũ)", "50 %", "%x"} {
		var problems diag.List
		n := parse("x", []byte("k: "+word(s)+"\n"), &problems)
		if problems.HasErrors() || n.get("k").text != s {
			t.Errorf("%q is read back as %v %s", s, n.get("k"), problems.Text())
		}
	}
}

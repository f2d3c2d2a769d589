package scenarios

import (
	"math"
	"strings"
	"testing"
)

// finance is a small scenario with one citable input; the fact
// fin-vnd-per-usd holds 25455 VND/USD for May 2024.
func finance(rate string) disk {
	return disk{"a.yaml": strings.Replace(small, "26200 VND/USD", rate, 1)}
}

// TestCiteTakesTheFact: a value that only cites has the fact's number in the
// row's unit, its confidence and its citation in both languages.
func TestCiteTakesTheFact(t *testing.T) {
	f, ok := Facts().Get("fin-vnd-per-usd")
	if !ok {
		t.Fatal("the fact is not there")
	}
	p := planOf(t, finance("{cite: fin-vnd-per-usd}"), []string{"a.yaml"})
	a := assumption(t, p, "finance.vnd_per_usd")
	if a.Value != f.Value || a.Cite != f.ID || a.Confidence != f.Confidence || a.Uncertain {
		t.Errorf("the input is %+v", a)
	}
	if !strings.Contains(a.CiteText.EN, ": 25,455 dong per USD (") || !strings.Contains(a.CiteText.VI, f.About.VI+": 25.455 đồng/USD (") {
		t.Errorf("the citation is %+v", a.CiteText)
	}
}

// TestCiteConverts: the coverage fact holds 39.52 %, the row counts from 0 to 1.
func TestCiteConverts(t *testing.T) {
	p := planOf(t, nil, []string{"vietnam"}, "mobile.opening.coverage={cite: mob-5g-popcov-2025-10}")
	if a := assumption(t, p, "mobile.opening.coverage"); !near(a.Value, 0.3952) {
		t.Errorf("the coverage is %v, want 0.3952", a.Value)
	}
}

// TestOwnConfidence: what the scenario says of its confidence stands before
// what the fact says, and a member's words fill the gaps of its values.
func TestOwnConfidence(t *testing.T) {
	p := planOf(t, finance("{cite: fin-vnd-per-usd, confidence: high, note: mine}"), []string{"a.yaml"})
	if a := assumption(t, p, "finance.vnd_per_usd"); a.Confidence != "high" || a.Note.EN != "mine" {
		t.Errorf("the input is %+v", a)
	}
	p = planOf(t, nil, []string{"vietnam"})
	if a := assumption(t, p, "mobile.operators.viettel.crews"); a.Confidence != "low" || a.Note.EN == "" {
		t.Errorf("the crews have confidence %q and note %q", a.Confidence, a.Note)
	}
	if a := assumption(t, p, "mobile.operators.viettel.commitment"); !strings.HasPrefix(a.Note.EN, "At least 20,000") {
		t.Errorf("the commitment's own note is lost: %q", a.Note)
	}
}

// TestAgrees: a value agrees within half a unit of its last place, a
// distribution when the fact lies within its support.
func TestAgrees(t *testing.T) {
	for _, c := range []struct{ value, code string }{
		{"25455 VND/USD", ""},
		{"25455.4 VND/USD", "cite-disagrees"}, // half a place is 0.05
		{"25460 VND/USD", "cite-disagrees"},   // half a place is 0.5
		{"2.546e4 VND/USD", ""},               // half a place is 5
		{"25.5 VND/mUSD", "unit-unknown"},
		{"0.02546 MVND/USD", ""}, // half a place is 5 VND
		{"25 to 26 VND/USD", "range"},
		{"25000 to 26000 VND/USD", ""},
		{"26000 to 26500 VND/USD", "cite-disagrees"},
	} {
		l := faults(finance("{value: "+c.value+", cite: fin-vnd-per-usd}"), []string{"a.yaml"})
		got := ""
		if len(l) > 0 {
			got = l[0].Code
		}
		if got != c.code || len(l) > 1 {
			t.Errorf("%s: %q, want %q\n%s", c.value, got, c.code, l.Text())
		}
	}
	for _, c := range []struct{ dist, code string }{
		{"uniform: {min: 25455 VND/USD, max: 26000 VND/USD}", ""},
		{"uniform: {min: 25456 VND/USD, max: 26000 VND/USD}", "cite-disagrees"},
		// 25455 is 1.5 standard deviations below the mean, within 99.8 %
		{"normal: {mean: 25605 VND/USD, sd: 100 VND/USD}", ""},
		// 25455 is 5 standard deviations below the mean, beyond the 3.09 of 99.8 %
		{"normal: {mean: 25955 VND/USD, sd: 100 VND/USD}", "cite-disagrees"},
	} {
		l := faults(finance("{"+c.dist+", cite: fin-vnd-per-usd}"), []string{"a.yaml"})
		if (len(l) > 0) != (c.code != "") || len(l) > 0 && l[0].Code != c.code {
			t.Errorf("%s: want %q\n%s", c.dist, c.code, l.Text())
		}
	}
}

// TestKnowledge: a fact may be cited when it was known; plans and targets hold
// for later months than they were published in.
func TestKnowledge(t *testing.T) {
	for date, late := range map[string]bool{"2024-04-30": true, "2024-05-31": false, "2025-10-31": false, "2024": false, "2023": true} {
		d := finance("{cite: fin-vnd-per-usd}")
		d["a.yaml"] += "knowledge_date: " + date + "\n"
		found := false
		for _, p := range faults(d, []string{"a.yaml"}) {
			found = found || p.Code == "cite-late"
		}
		if found != late {
			t.Errorf("knowledge until %s: late %v, want %v", date, found, late)
		}
	}
	// Planned for 2025-12-31, cited with knowledge of 2025-10-31.
	p := planOf(t, nil, []string{"vietnam"})
	if a := assumption(t, p, "mobile.plan.stations"); a.Value != 68457 {
		t.Errorf("the plan is %v", a.Value)
	}
}

const facts = `knowledge_date: 2025-10-31
sources:
  s: {title: {en: T, vi: U}, publisher: P, published: "2025", url: "https://example.org"}
facts:
  good:
    {domain: power, about: {en: A, vi: B}, low: 2, high: 4, unit: MW, as_of: "2025", kind: observed, boundary: it, source: s, confidence: low}
`

func TestReadFacts(t *testing.T) {
	b, l := readFacts("f.yaml", []byte(facts))
	if len(l) > 0 {
		t.Fatal(l.Text())
	}
	f, _ := b.Get("good")
	// The middle of 2 and 4 is 3.
	if f.Value != 3 || !f.Ranged || f.Figure() != "2 to 4 MW it" || f.Source.EN != "T (P, 2025)" || f.URL != "https://example.org" {
		t.Errorf("the fact is %+v", f)
	}
	for _, c := range []struct{ from, to, code string }{
		{"low: 2, high: 4", "value: 5, low: 2, high: 4", "range"},
		{"low: 2, high: 4, ", "", "missing"},
		{"unit: MW", "unit: MWW", "unit-unknown"},
		{"boundary: it, ", "", "boundary-missing"},
		{"kind: observed", "kind: seen", "choice"},
		{"confidence: low", "confidence: sure", "choice"},
		{"vi: B", "fr: B", "missing"},
		{`as_of: "2025"`, `as_of: "2025-11"`, "late"},
		{"source: s", "source: z", "source"},
		{"source: s, ", "", "missing"},
		{"low: 2", "low: 1_0", "number-format"},
		{"knowledge_date: 2025-10-31\n", "", "missing"},
	} {
		_, l := readFacts("f.yaml", []byte(strings.Replace(facts, c.from, c.to, 1)))
		found := false
		for _, p := range l {
			found = found || p.Code == c.code
		}
		if !found {
			t.Errorf("%q for %q: want %s, got\n%s", c.to, c.from, c.code, l.Text())
		}
	}
}

// TestFactsAreFinite: every shipped fact has a number inside its own range.
func TestFactsAreFinite(t *testing.T) {
	all := Facts().All()
	if len(all) < 50 {
		t.Fatalf("%d facts are shipped", len(all))
	}
	for _, f := range all {
		if math.IsNaN(f.Value) || math.IsInf(f.Value, 0) || f.Value < f.Low || f.Value > f.High || f.Source.EN == "" {
			t.Errorf("%s is %+v", f.ID, f)
		}
	}
}

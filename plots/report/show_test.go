package report

import (
	"math"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// three is a series of three months with the same band around each median.
func three(key, entity string, mid ...float64) result.Series {
	s := result.Series{Metric: result.Metric{Key: key, Unit: "stations", Label: text.T("Stations", "Số trạm"), Of: "mobile.operators"}, Entity: entity, Mean: mid, Q: make([][]float64, len(result.Probs))}
	for q := range s.Q {
		for _, x := range mid {
			s.Q[q] = append(s.Q[q], x+float64(100*(q-q50)))
		}
	}
	return s
}

func showSet() *result.Set {
	never := math.Inf(1)
	return &result.Set{Name: "plan", Hash: "0123456789", Axis: axis.Axis{Start: axis.M(2025, 11), Steps: 3}, Draws: 100,
		Series: []result.Series{three("s", "all", 1000, 2000, 3000), three("s", "north", 400, 800, 1200), three("other", "all", 1, 2, 3),
			{Metric: result.Metric{Key: "m", Unit: "MW", Label: text.T("Power", "Công suất")}, Entity: "all", Mean: []float64{1, 2, 3}}},
		Labels: []result.LabelSummary{{Metric: result.Metric{Key: "b", Label: text.T("Limit", "Nút thắt")}, Entity: "all",
			Options: []declare.Option{{Label: text.T("Crews", "Đội")}, {Label: text.T("Budget", "Ngân sách")}}, Share: [][]float64{{.25, .5, 1}, {.75, .5, 0}}}},
		Dates: []result.DateSummary{{Metric: result.Metric{Key: "d", Label: text.T("First", "Đầu tiên")}, Entity: "all", Share: .05, P: [3]float64{never, never, never}}},
		Targets: []result.TargetResult{{ID: "t", Label: text.T("Four thousand", "Bốn nghìn"), Metric: result.Metric{Key: "s"}, Entity: "all", At: axis.M(2026, 1), Threshold: 4000, Probability: .05, SE: .02, Hits: 5, Draws: 100},
			{ID: "u", Label: text.T("Other", "Khác"), Metric: result.Metric{Key: "other"}, Entity: "all", At: axis.M(2025, 12), Threshold: 0, AtMost: true, Draws: 100, Bound: .03}},
		Collections: []result.Collection{{Key: "mobile.operators", Members: []result.Member{{Name: "north", Label: text.T("North", "Miền Bắc")}}}},
	}
}

func TestShow(t *testing.T) {
	set := showSet()
	months := ShowMonths(set.Axis)
	if len(months) != 3 || months[0] != axis.M(2025, 11) || months[2] != axis.M(2026, 1) {
		t.Fatalf("%v", months)
	}
	show := func(lang text.Lang, months []axis.Month, picks ...Pick) string {
		var b strings.Builder
		if err := Show(&b, set, picks, months, lang); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	got := show(text.EN, months[1:], Pick{Metric: "s"}, Pick{Metric: "m"}, Pick{Metric: "b"}, Pick{Metric: "d"})
	for _, want := range []string{"  Total                       1,800 – 2,000 – 2,200  2,800 – 3,000 – 3,200", "  North                       600 – 800 – 1,000      1,000 – 1,200 – 1,400",
		"Power (MW), mean", "  Crews   50.0 %    100 %", "  Budget  50.0 %    0 %", "after Jan 2026", "≥ 4,000", "70.0 % – 75.0 % – 80.0 %", "5.0 % ± 2.0"} {
		if !strings.Contains(got, want) {
			t.Errorf("without %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "Other") {
		t.Errorf("a target of a metric that nobody picked:\n%s", got)
	}
	got = show(text.VI, months[2:], Pick{Metric: "s", Entity: "north"})
	if !strings.Contains(got, "Miền Bắc") || strings.Contains(got, "Tổng") || strings.Contains(got, "Bốn nghìn") || !strings.Contains(got, "1.000 – 1.200 – 1.400") {
		t.Errorf("of one member:\n%s", got)
	}
	// Without picks there are the targets alone, those of a threshold of 0 without a share.
	got = show(text.EN, months)
	if !strings.Contains(got, "Four thousand") || !strings.Contains(got, "≤ 0") || !strings.Contains(got, "–  ") {
		t.Errorf("targets:\n%s", got)
	}
	var b strings.Builder
	if err := Show(&b, set, []Pick{{Metric: "s", Entity: "south"}}, months, text.EN); err == nil || b.Len() > 0 {
		t.Error("an entity that is not there was shown")
	}
}

func TestChecksInWords(t *testing.T) {
	all := []result.Check{{ID: "a", About: text.T("Two figures", "Hai số"), Unit: "MW", Apart: .25, Reading: text.T("The first.", "Số đầu."),
		Sides: []result.Side{{Say: text.T("one", "một"), Value: 80, Low: 80, High: 80, Facts: []text.Text{text.T("Fact F", "Số liệu F")}}, {Say: text.T("two", "hai"), Value: 100, Low: 100, High: 100, Facts: []text.Text{text.T("Fact F", "Số liệu F")}}}},
		{ID: "b", Agrees: true, About: text.T("Alike", "Khớp"), Unit: "MW", Sides: []result.Side{{Say: text.T("one", "một"), Value: 1, Low: 1, High: 1}}}}
	var b strings.Builder
	if err := Checks(&b, all, text.EN); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1 of 2 checks disagree", "a: Two figures, 1.25 times apart; the smaller is 80.0 % of the larger", "  80.0 MW  one", "How it is read: The first.", "Alike: 1"} {
		if !strings.Contains(strings.ReplaceAll(b.String(), "\u00a0", " "), want) {
			t.Errorf("without %q:\n%s", want, b.String())
		}
	}
	if n := strings.Count(b.String(), "Fact F"); n != 1 {
		t.Errorf("a fact is said %d times", n)
	}
}

// TestGiven: ten draws of which four meet; in those the number is 10 and 14 in turn, in the others 0 and 3.
func TestGiven(t *testing.T) {
	set := showSet()
	met := []bool{true, true, true, true, false, false, false, false, false, false}
	x := result.Column{Values: []float64{10, 14, 10, 14, 0, 3, 0, 3, 0, 3}}
	y := result.Column{Values: []float64{5, 5, 5, 5, 5, 5, 5, 5, 5, 5}}
	var b strings.Builder
	of := []*result.Series{&set.Series[1], &set.Series[0]}
	if err := Given(&b, set, &set.Targets[0], of, ShowMonths(set.Axis)[2:], []result.Column{y, x}, met, text.EN); err != nil {
		t.Fatal(err)
	}
	// Variances 16/3 over 4 and 2.7 over 6: the error is sqrt(1.3333 + 0.45) = 1.335.
	got := strings.Join(strings.Fields(b.String()), " ")
	for _, want := range []string{"met in 4 of 10 futures", "Total 12 1.50 +10.5 ± 1.34 100 % / 50.0 % North 5 5 +0 ± 0 100 % / 100 %"} {
		if !strings.Contains(got, want) {
			t.Errorf("without %q:\n%s", want, b.String())
		}
	}
	b.Reset()
	if err := Given(&b, set, &set.Targets[0], of, ShowMonths(set.Axis)[2:], []result.Column{y, x}, make([]bool, 10), text.VI); err != nil || !strings.Contains(b.String(), "không có gì để phân biệt") {
		t.Errorf("%v:\n%s", err, b.String())
	}
}

func TestVariantsBeside(t *testing.T) {
	one, two := showSet(), showSet()
	for q := range two.Series[0].Q {
		two.Series[0].Q[q][2] *= 2
	}
	two.Targets = two.Targets[:1]
	var b strings.Builder
	if err := Beside(&b, []*result.Set{one, two}, []string{"bold"}, []Pick{{Metric: "s"}, {Metric: "s", Entity: "north"}}, ShowMonths(one.Axis)[2:], text.EN); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(b.String()), " ")
	for _, want := range []string{"as written bold Stations Jan 2026 2,800 – 3,000 – 3,200 5,600 – 6,000 – 6,400 Stations · North Jan 2026 1,000 – 1,200 – 1,400 1,000 – 1,200 – 1,400",
		"P: Four thousand Jan 2026 5.0 % ± 2.0 5.0 % ± 2.0 P: Other Dec 2025 below 3.0 % –"} {
		if !strings.Contains(got, want) {
			t.Errorf("without %q:\n%s", want, b.String())
		}
	}
	if err := Beside(&b, []*result.Set{one}, nil, []Pick{{Metric: "nothing"}}, ShowMonths(one.Axis), text.EN); err == nil {
		t.Error("a metric that is not there was shown")
	}
}

package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// sensed adds to the sample what a run finds of its own draws and evidence.
func sensed() *result.Set {
	s := rich()
	s.Depends = []result.Dependence{{Metric: "mobile.stations", Entity: "all", At: axis.M(2030, 12), Targets: []string{"half"}, Draws: 1000, Inputs: 2, Mean: 53350, Together: 0.93,
		Top: []result.Dependent{
			{Path: "mobile.plan", First: 0.02, Lo: 0.01, Hi: 0.03, Rank: -0.1, Low: result.Tail{To: 68457, Draws: 1000, Mean: 53000, Hits: []float64{0.3}}, High: result.Tail{To: 68457, Draws: 1000, Mean: 53500, Hits: []float64{0.2}}},
			{Path: "mobile.crews", First: 0.912, Lo: 0.9, Hi: 0.925, Rank: 0.96, Low: result.Tail{To: 158, Draws: 100, Mean: 41300, Hits: []float64{0}}, High: result.Tail{To: 302, Draws: 100, Mean: 65400, Hits: []float64{1}}},
		}}}
	s.Checks = []result.Check{
		{ID: "a", About: text.T("Power <here>", "Công suất <ở đây>"), Unit: "MW", Apart: 0.5, Reading: text.T("Read it so.", "Hiểu như vậy."), Inputs: []string{"mobile.crews", "nothing.here"},
			Sides: []result.Side{{Say: text.T("as stated", "theo công bố"), Value: 10, Low: 10, High: 10, Facts: []text.Text{text.T("Fact one", "Số liệu một")}},
				{Say: text.T("as computed", "theo tính toán"), Value: 17, Low: 15, High: 19, Facts: []text.Text{text.T("Fact two", "Số liệu hai"), text.T("Fact three", "Số liệu ba")}}}},
		{ID: "b", About: text.T("Another", "Khác"), Unit: "MW", Agrees: true, Reading: text.T("x", "y"), Sides: []result.Side{{Say: text.T("one", "một"), Value: 5, Low: 5, High: 5}, {Say: text.T("two", "hai"), Value: 5, Low: 5, High: 5}}},
	}
	return s
}

// TestReportSaysWhatMatters: the section has bars and tenths for the number, a table of what happens at the ends of each input,
// and how it was found; the conflicts have figures, facts and what the scenario has.
func TestReportSaysWhatMatters(t *testing.T) {
	var b bytes.Buffer
	if err := HTML(&b, sensed(), Options{}); err != nil {
		t.Fatal(err)
	}
	s := strings.ReplaceAll(b.String(), "\u00a0", " ")
	for _, want := range []string{
		"What matters most", "Yếu tố ảnh hưởng lớn nhất", "own first 1,000 draws", "Single inputs go with 93 % of the variance",
		"91.2 % of the variance goes with crews &amp; teams", "moves most with crews &amp; teams: from 41,300 stations to 65,400 stations", "91.2 % (90.0 – 92.5)", "0.0 % → 100.0 %", "0,0 % → 100,0 %", "41,300 → 65,400 stations",
		"Conflicts in the evidence", "Số liệu mâu thuẫn", "1 of 2 checks disagree", "Power &lt;here&gt;: 1.50 times apart", "chênh 1,50 lần", "15.0 – 19.0 MW", "Fact two<br>Fact three", "Số liệu ba", "Read it so.", "Crews &amp; teams <code>mobile.crews</code>", "Another: 5.00 MW (one); 5.00 MW (two)",
	} {
		if !strings.Contains(s, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if strings.Contains(s, "nothing.here") {
		t.Error("an input that the scenario does not have is shown")
	}
	var md bytes.Buffer
	if err := Markdown(&md, sensed(), text.EN); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"## What matters most: Half", "## Conflicts in the evidence", "10.0 MW (As stated); 15.0 – 19.0 MW (As computed)"} {
		if !strings.Contains(strings.ReplaceAll(md.String(), "\u00a0", " "), want) {
			t.Errorf("Markdown lacks %q", want)
		}
	}
	without := sensed()
	without.Depends, without.Checks = nil, nil
	b.Reset()
	if err := HTML(&b, without, Options{}); err != nil || strings.Contains(b.String(), "What matters most") || strings.Contains(b.String(), "Conflicts in the evidence") {
		t.Errorf("empty sections are shown (%v)", err)
	}
}

// TestTenthsOrder: the widest swing stands first, of whatever share of variance.
func TestTenthsOrder(t *testing.T) {
	s := sensed()
	n, ok := Tenths(s, &s.Depends[0], text.VI)
	if !ok || !strings.Contains(n.Alt, "đội thi công") || n.Name != "tenths-mobile-stations-2030-12" {
		t.Errorf("%s: %s", n.Name, n.Alt)
	}
	s.Depends[0].Top = nil
	if _, ok := Tenths(s, &s.Depends[0], text.EN); ok {
		t.Error("a figure of no inputs is made")
	}
}

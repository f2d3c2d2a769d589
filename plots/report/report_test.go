package report

import (
	"bytes"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// series makes a series that grows from a to b with bands of 10 and 20 %.
func series(key, u string, label text.Text, a, b float64, steps int) result.Series {
	s := result.Series{Metric: result.Metric{Key: key, Unit: u, Label: label}, Entity: "all"}
	if u == "MW" {
		s.Boundary = unit.Facility
	}
	spread := []float64{0.8, 0.85, 0.9, 1, 1.1, 1.15, 1.2}
	s.Q = make([][]float64, len(spread))
	for t := range steps {
		f := float64(t) / float64(max(steps-1, 1))
		mid := a + (b-a)*f
		s.Mean, s.SD = append(s.Mean, mid), append(s.SD, mid/10*f)
		for i, k := range spread {
			s.Q[i] = append(s.Q[i], mid*(1+(k-1)*f))
		}
	}
	s.Final = steps == 1
	return s
}

func final(key, u string, label text.Text, v float64) result.Series {
	return series(key, u, label, v, v, 1)
}

// sample is a result of invented numbers with everything a report shows.
func sample() *result.Set {
	const steps = 63
	ax := axis.Axis{Start: axis.M(2025, 10), Steps: steps}
	inf := math.Inf(1)
	stations := series("mobile.stations", "stations", text.T("5G stations", "Số trạm 5G"), 16737, 80000, steps)
	share := func(v float64) []float64 {
		out := make([]float64, steps)
		for i := range out {
			out[i] = v
		}
		return out
	}
	no := false
	return &result.Set{
		Name: "test", Title: text.T("A test <of> things", "Thử <nghiệm>"), Axis: ax, Draws: 1000, Seed: 57, Design: "mc", Hash: "0123456789abcdef", Knowledge: "2025-10-31",
		Series: []result.Series{stations,
			series("mobile.population_coverage", "%", text.T("5G population coverage", "Tỷ lệ phủ sóng"), 39.52, 80, steps),
			series("datacenter.facility_capacity", "MW", text.T("Data-centre capacity", "Công suất trung tâm dữ liệu"), 200, 25000, steps),
			final("mobile.plan_gap", "stations", text.T("Gap", "Còn thiếu"), 51720),
			final("mobile.required_rate_first", "stations/day", text.T("Rate", "Tốc độ"), 568.35),
			final("mobile.required_rate_last", "stations/day", text.T("Rate", "Tốc độ"), 847.87),
			final("mobile.plan_power", "MW", text.T("Plan's power", "Công suất kế hoạch"), 205.4), final("datacenter.bridge_stock_facility", "MW", text.T("Stock", "Hiện trạng"), 182),
			final("mobile.observed_rate", "stations/day", text.T("Observed", "Quan sát"), 32),
			final("gpu.expansion_gpus", "gpus", text.T("GPUs", "GPU"), 30000), final("gpu.expansion_nodes", "nodes", text.T("Nodes", "Nút"), 3750),
			final("gpu.expansion_it", "MW", text.T("IT power", "Công suất CNTT"), 38.25), final("gpu.expansion_racks", "racks", text.T("Racks", "Tủ rack"), 1250),
			final("gpu.nodes_per_reference_rack", "nodes/rack", text.T("Nodes per rack", "Nút mỗi tủ"), 3),
			final("datacenter.fits_standard", "1", text.T("Fits", "Vừa"), 0), final("datacenter.kw_per_rack", "kW/rack", text.T("kW per rack", "kW mỗi tủ"), 4),
		},
		Labels: []result.LabelSummary{{Metric: result.Metric{Key: "mobile.binding", Label: text.T("What limits 5G building", "Nút thắt xây dựng 5G")},
			Options: []declare.Option{{Key: "none", Label: text.T("Nothing", "Không có")}, {Key: "crews", Label: text.T("Crews", "Đội thi công")}},
			Share:   [][]float64{share(0.25), share(0.75)}}},
		Targets: []result.TargetResult{
			{ID: "plan", Label: text.T("The plan", "Kế hoạch"), Metric: stations.Metric, Entity: "all", At: axis.M(2026, 12), Threshold: 68457, Draws: 1000,
				Bound: 1 - math.Pow(0.05, 1e-3), FirstDate: [3]float64{inf, inf, inf}, SureDate: [2]float64{inf, inf}},
			{ID: "half", Label: text.T("Half", "Một nửa"), Metric: stations.Metric, Entity: "all", At: axis.M(2030, 12), Threshold: 60000, Draws: 1000, Hits: 250,
				Probability: 0.25, SE: 0.0137, FirstDate: [3]float64{float64(axis.M(2028, 3)), inf, inf}, Require: 0.5, Met: &no},
		},
		Assumptions: []result.Assumption{
			{Path: "mobile.crews", Label: text.T("Crews & teams", "Đội thi công"), Unit: "1", Written: "140 to 320", Uncertain: true, Dist: "90 % within 140 to 320",
				P: [3]float64{140, 212, 320}, Confidence: "low", Origin: "a.yaml:3:5"},
			{Path: "mobile.plan", Label: text.T("Plan", "Kế hoạch"), Unit: "stations", Written: "68457", Cite: "x", CiteText: text.T("A ministry's report", "Báo cáo của Bộ"), Confidence: "high", Origin: "a.yaml:4:5"},
		},
		Histories: []result.History{{Metric: "mobile.stations", Entity: "all", Points: []result.HistoryPoint{{Month: axis.M(2024, 1), Value: 184}, {Month: axis.M(2025, 10), Value: 16737}}}},
		Warnings:  []result.Warning{{Code: "x", Text: text.T("Mind this.", "Lưu ý điều này.")}},
	}
}

func answerIn(t *testing.T, set *result.Set, lang text.Lang) string {
	t.Helper()
	var b bytes.Buffer
	if err := Answer(&b, set, lang); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAnswer(t *testing.T) {
	en := answerIn(t, sample(), text.EN)
	lines := strings.Split(strings.TrimSpace(en), "\n")
	if len(lines) > 20 || !strings.HasPrefix(lines[1], "Targets") {
		t.Errorf("%d lines, targets not first:\n%s", len(lines), en)
	}
	// 1 - 0.05^(1/1000) = 0.00299.
	for _, want := range []string{"below 0.30 %", "25.0 % ± 1.4", "(Required 50.0 %: missed)", "after Dec 2030", "Mar 2028",
		"68,457 stations needs 568 to 848 stations a day", "observed 32 to 32", "30,000 GPUs are 3,750 nodes, 38.25 MW of IT power and 1,250 racks",
		"A node of 10.2 kW fits no standard rack", "crews 75.0 %", "39.52 %", "1 without a source", "Mind this."} {
		if !strings.Contains(en, want) {
			t.Errorf("the answer lacks %q:\n%s", want, en)
		}
	}
	vi := answerIn(t, sample(), text.VI)
	for _, want := range []string{"dưới 0,30 %", "68.457 trạm cần 568 đến 848", "sau 12/2030", "38,25 MW", "đội thi công 75,0 %"} {
		if !strings.Contains(vi, want) {
			t.Errorf("the Vietnamese answer lacks %q:\n%s", want, vi)
		}
	}
	if w := regexp.MustCompile(`\b(the|of|and|after|below|median|draws|scenario|missed)\b`).FindString(vi); w != "" {
		t.Errorf("the Vietnamese answer says %q:\n%s", w, vi)
	}
}

// TestAbsent: a result without targets, labels or most metrics still gets an
// answer and a report.
func TestAbsent(t *testing.T) {
	s := sample()
	s.Series, s.Labels, s.Targets, s.Assumptions, s.Warnings, s.Histories = s.Series[:1], nil, nil, nil, nil, nil
	for _, lang := range text.Langs {
		if a := answerIn(t, s, lang); strings.Contains(a, "%!") || strings.Contains(a, "NaN") {
			t.Error(a)
		}
		if n := len(Figures(s, lang)); n != 1 {
			t.Errorf("%d figures", n)
		}
	}
	s.Series = nil
	var b bytes.Buffer
	if err := HTML(&b, s, Options{}); err != nil {
		t.Error(err)
	}
}

func TestFigureTitlesAreComputed(t *testing.T) {
	titles := map[string]string{}
	for _, lang := range text.Langs {
		for _, f := range Figures(sample(), lang) {
			titles[f.Name+"."+string(lang)] = f.Alt
		}
	}
	for name, want := range map[string]string{
		"mobile-stations.en":              "5G stations: median 80,000\u00a0stations in Dec\u00a02030; 68,457\u00a0stations reached in fewer than 0.30\u00a0% of futures by Dec\u00a02026",
		"mobile-stations.vi":              "Số trạm 5G: trung vị 80.000\u00a0trạm vào 12/2030; chưa đến 0,30\u00a0% số lần mô phỏng đạt mức 68.457\u00a0trạm đến 12/2026",
		"datacenter-facility-capacity.en": "Data-centre capacity: median 25.0\u00a0GW in Dec\u00a02030; 90\u00a0% of futures between 20.0 and 30.0\u00a0GW",
		"mobile-binding.en":               "What limits 5G building: crews in 75.0\u00a0% of futures in Nov\u00a02025",
	} {
		if titles[name] != want {
			t.Errorf("%s is titled\n%q, not\n%q", name, titles[name], want)
		}
	}
	s := sample()
	s.Series[0].Q[q50][62] = 90000
	if f := Figures(s, text.EN)[0]; !strings.Contains(f.Alt, "90,000") {
		t.Errorf("the title does not follow the result: %s", f.Alt)
	}
	fan := Figures(sample(), text.EN)[0].Figure.(plots.Fan)
	if len(fan.History) != 2 || len(fan.Targets) != 2 || !strings.Contains(fan.Footer, "01234567") || !strings.Contains(fan.Footer, "seed 57") {
		t.Errorf("history %v, targets %v, footer %q", fan.History, fan.Targets, fan.Footer)
	}
}

func TestHTML(t *testing.T) {
	var b, again bytes.Buffer
	opt := Options{Command: "headroom run test --seed 57"}
	if err := HTML(&b, sample(), opt); err != nil {
		t.Fatal(err)
	}
	if err := HTML(&again, sample(), opt); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("two reports differ")
	}
	s := b.String()
	if m := regexp.MustCompile(`(?:src|href)="[^#"][^"]*"|url\(|@import|<link`).FindString(strings.ReplaceAll(s, "xmlns:xlink", "")); m != "" {
		t.Errorf("the report asks for %s", m)
	}
	for _, want := range []string{`<main lang="en"`, `<main lang="vi"`, "A test &lt;of&gt; things", "headroom run test --seed 57", "Crews &amp; teams", "a.yaml:3:5",
		"A ministry&#39;s report", "Báo cáo của Bộ", "Mind this.", "Lưu ý điều này.", "Without a source (1)", "<svg", "Without a source", "cận nêu ra"} {
		if !strings.Contains(s, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	for _, tag := range []string{"main", "table", "tr", "td", "details", "figure", "svg", "ul", "li"} {
		if a, z := len(regexp.MustCompile("<"+tag+"[ >]").FindAllString(s, -1)), strings.Count(s, "</"+tag+">"); a != z {
			t.Errorf("%d <%s> and %d </%s>", a, tag, z, tag)
		}
	}
}

// TestRegisterOfDates: the quantiles of a date are months, and not what months are counted by.
func TestRegisterOfDates(t *testing.T) {
	a := result.Assumption{Uncertain: true, Written: "2023-06 to 2025-04", Dist: "uniform(24281.5, 24302.5)", P: [3]float64{float64(axis.M(2023, 7)), float64(axis.M(2024, 5)), float64(axis.M(2025, 3))}}
	for lang, want := range map[text.Lang]string{text.EN: "Jul 2023 – May 2024 – Mar 2025", text.VI: "07/2023 – 05/2024 – 03/2025"} {
		if got := assumptionRow(&a, lang).Value; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestEveryPhraseInBothLanguages(t *testing.T) {
	for _, m := range methods {
		if !m.Complete() || m.EN == m.VI {
			t.Errorf("%q is not translated", m.EN)
		}
	}
}

func TestInWords(t *testing.T) {
	for in, want := range map[string]string{"Drift of the rate": "drift of the rate", "Viettel: Built and not counted": "Viettel: built and not counted", "VNPT: 5G budget": "VNPT: 5G budget", "Đội thi công": "đội thi công"} {
		if got := inWords(in); got != want {
			t.Errorf("%q becomes %q", in, got)
		}
	}
}

func TestLower(t *testing.T) {
	for in, want := range map[string]string{"Budget": "budget", "GPU": "GPU", "IT power": "IT power", "Đội thi công": "đội thi công", "": ""} {
		if got := lower(in); got != want {
			t.Errorf("%q becomes %q", in, got)
		}
	}
}

package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/solver/result"
)

// clusters is a sample with two cases, one of which has a name for readers, and zones of which only means are kept.
func clusters() *result.Set {
	set := sample()
	add := func(key, unit, of, entity string, v float64, kept bool) {
		s := final(key, unit, text.T(key, key), v)
		s.Entity, s.Of, s.Final = entity, of, strings.HasPrefix(key, "gpu.case")
		if !s.Final {
			s = series(key, unit, text.T(key, key), v, v, set.Axis.Steps)
			s.Entity, s.Of = entity, of
		}
		if !kept {
			s.Q = nil
		}
		set.Series = append(set.Series, s)
	}
	for entity, days := range map[string]float64{"few": 1600, "many": 80} {
		add("gpu.case_gpus", "gpus", "gpu.cases", entity, 160000/days, true)
		add("gpu.case_days", "days", "gpu.cases", entity, days, true)
		add("gpu.case_it", "MW", "gpu.cases", entity, 200/days, true)
		add("gpu.case_racks", "racks", "gpu.cases", entity, 16000/days, true)
	}
	add("datacenter.zone_facility_capacity", "MW", "power.zones", "north", 270, false)
	add("power.queue_waiting", "MW", "power.zones", "north", 340, false)
	add("power.queue_wait", "months", "power.zones", "north", 14, false)
	set.Collections = append(set.Collections, result.Collection{Key: "gpu.cases", Members: []result.Member{{Name: "few", Label: text.T("FPT's cluster", "Cụm FPT")}}})
	return set
}

// TestClusterTables: cases stand in the answer by the name that readers know, zones in the report with their means, and neither where there is none.
func TestClusterTables(t *testing.T) {
	for lang, want := range map[text.Lang][]string{
		text.EN: {"Training cases (P10 – median – P90)", "FPT's cluster", "1,600", "many", "Connection queue by zone, Dec 2030 (mean)", "340"},
		text.VI: {"Các phương án huấn luyện (P10 – trung vị – P90)", "Cụm FPT", "1.600", "many", "Hàng chờ đấu nối theo vùng", "340"},
	} {
		var b bytes.Buffer
		if err := Answer(&b, clusters(), lang); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("%s: no %q in\n%s", lang, w, b.String())
			}
		}
	}
	zones := false
	for _, x := range tables(clusters(), text.EN) {
		if strings.HasPrefix(x.Title, "Power by zone, Dec 2030 (mean)") {
			zones = x.Rows[0][0] == "north" && x.Rows[0][1] == "270"
		}
	}
	if !zones {
		t.Error("the zone is not in the report")
	}
	if x := clusterTables(sample(), text.EN); len(x) != 0 {
		t.Errorf("a result without clusters has %d tables", len(x))
	}
}

// beside adds what network and storage bring: a tenth of the power, a fifth of the racks, and the series of the domain.
func beside(set *result.Set) *result.Set {
	for _, key := range []string{"gpu.case_it", "gpu.case_racks"} {
		for _, s := range set.Each(key) {
			more := map[string]float64{"gpu.case_it": 1.1, "gpu.case_racks": 1.2}[key]
			x := final(strings.Replace(key, "case", "case_total", 1), s.Unit, s.Label, more*last(s, q50))
			x.Entity, x.Of, x.Final = s.Entity, s.Of, true
			set.Series = append(set.Series, x)
		}
	}
	set.Series = append(set.Series, final("gpu.expansion_total_it", "MW", text.T("IT power in all", "Tổng công suất CNTT"), 43.1),
		final("gpu.expansion_total_racks", "racks", text.T("Racks in all", "Tổng tủ rack"), 1496))
	for key, x := range map[string]float64{"gpu.node_power": 20, "gpu.network_power": 2, "gpu.storage_power": 0.5, "gpu.it_power": 22.5} {
		s := series(key, "MW", text.T(key, key), x, x, set.Axis.Steps)
		s.Boundary = "it"
		if key != "gpu.it_power" {
			s.Q = nil // as the engine keeps them
		}
		set.Series = append(set.Series, s)
	}
	return set
}

// TestBeside: network and storage stand in the answer, the figure and the report, in both languages, also where only means
// are kept; without them no column, line or table speaks of them.
func TestBeside(t *testing.T) {
	for lang, want := range map[text.Lang][]string{
		text.EN: {"with switches and storage it is 43.10 MW of IT power and 1,496 racks", "IT MW in all", "racks in all", "2.75", "240"},
		text.VI: {"tính cả mạng và lưu trữ là 43,10 MW công suất CNTT và 1.496 tủ rack", "tổng MW CNTT", "tổng tủ rack", "2,75", "240"},
	} {
		with, without := answerIn(t, beside(clusters()), lang), answerIn(t, clusters(), lang)
		for _, w := range want {
			if !strings.Contains(with, w) {
				t.Errorf("%s: no %q in\n%s", lang, w, with)
			}
		}
		for _, w := range want[:3] {
			if strings.Contains(without, w) {
				t.Errorf("%s: %q without network and storage", lang, w)
			}
		}
		n, ok := cases(beside(clusters()), lang)
		f, _ := n.Figure.(plots.Ranges)
		if !ok || !strings.HasSuffix(f.Subtitle, wCaseOfAll.In(lang)) || strings.Contains(f.Subtitle, "!") || !strings.Contains(f.Rows[0].Words+f.Rows[1].Words, plots.FormatNumber(2.75, lang, 2)+" MW, 240 ") {
			t.Errorf("%v, %q, %+v", ok, f.Subtitle, f.Rows)
		}
		if n, _ := cases(clusters(), lang); !strings.HasSuffix(n.Figure.(plots.Ranges).Subtitle, wCaseOfNodes.In(lang)) {
			t.Errorf("%q", n.Figure.(plots.Ranges).Subtitle)
		}
		x := besideTable(beside(clusters()), lang)
		rows := map[string]string{}
		for _, r := range x.Rows {
			rows[strings.Fields(r[0])[0]] = r[len(r)-1]
		}
		if !strings.HasSuffix(x.Title, "("+lower(wMean.In(lang))+")") || rows["gpu.it_power"] != plots.Significant(22.5, lang) || rows["gpu.network_power"] == "" || rows["gpu.storage_power"] == "" {
			t.Errorf("%q: %v", x.Title, rows)
		}
		if y := besideTable(clusters(), lang); len(y.Rows) != 0 {
			t.Errorf("a result without network and storage has %v", y.Rows)
		}
	}
}

// TestNoRackFits: what fits no rack never reads as a need of none.
func TestNoRackFits(t *testing.T) {
	set := beside(clusters())
	for i := range set.Series {
		switch s := &set.Series[i]; s.Key {
		case "gpu.case_racks", "gpu.case_total_racks", "gpu.expansion_racks", "gpu.expansion_total_racks", "gpu.nodes_per_reference_rack":
			x := final(s.Key, s.Unit, s.Label, 0)
			s.Q = x.Q
		}
	}
	for lang, want := range map[text.Lang][]string{
		text.EN: {"38.25 MW of IT power; a reference rack (gpu.rack) holds no node of 10.2 kW; with switches and storage it is 43.10 MW of IT power\n", "none fits"},
		text.VI: {"tủ rack quy chiếu (gpu.rack) không đặt vừa nút 10,2 kW nào; tính cả mạng và lưu trữ là 43,10 MW công suất CNTT\n", "không đặt vừa"},
	} {
		got := answerIn(t, set, lang)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: no %q in\n%s", lang, w, got)
			}
		}
		if n, _ := cases(set, lang); !strings.HasSuffix(n.Figure.(plots.Ranges).Rows[0].Words, wCaseNoRack.In(lang)) {
			t.Errorf("%q", n.Figure.(plots.Ranges).Rows[0].Words)
		}
	}
}

// TestUnmet: what renting costs is summed to each year's end, and other rows are of the month.
func TestUnmet(t *testing.T) {
	set := sample()
	if x := unmetTable(set, text.EN); len(x.Rows) != 0 {
		t.Errorf("a result without uses has %v", x.Rows)
	}
	for key, unit := range map[string]string{"gpu.demand": "H100e", "gpu.demand_unmet": "%", "gpu.rent_cost": "MUSD"} {
		s := series(key, unit, text.T(key, key), 2, 2, set.Axis.Steps)
		for i := range s.Mean {
			s.Mean[i] = 2
		}
		set.Series = append(set.Series, s)
	}
	x := unmetTable(set, text.EN)
	// From October 2025: 3 months to its December, 63 to December 2030.
	for i, want := range [][2]string{{"2", "2"}, {"2.0 %", "2.0 %"}, {"6", "126"}} {
		if r := x.Rows[i]; !strings.HasPrefix(r[1], want[0]) || !strings.HasPrefix(r[len(r)-1], want[1]) || len(r) != len(x.Head) {
			t.Errorf("%v under %v, want %v", r, x.Head, want)
		}
	}
}

// TestNever: the days that stand for never are words.
func TestNever(t *testing.T) {
	s := final("gpu.case_days", "days", text.T("Days", "Ngày"), 36525)
	if en, vi := band(&s, 0, text.EN), band(&s, 0, text.VI); en != "over a century" || vi != "hơn một thế kỷ" {
		t.Errorf("%q, %q", en, vi)
	}
	if got := value(36524, "days", text.EN); got != "36,524" {
		t.Errorf("%q", got)
	}
}

// TestBoundaryOnce: a label that names its boundary is not followed by it.
func TestBoundaryOnce(t *testing.T) {
	m := result.Metric{Unit: "MW", Boundary: "it", Label: text.T("IT power of GPU nodes", "Công suất CNTT của các nút GPU")}
	for lang, want := range map[text.Lang]string{text.EN: "IT power of GPU nodes (MW)", text.VI: "Công suất CNTT của các nút GPU (MW)"} {
		if got := name(&m, lang); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestCasesFigure: the title compares the first case with the fastest, and one case makes no figure.
func TestCasesFigure(t *testing.T) {
	n, ok := cases(clusters(), text.EN)
	if !ok || plots.KindOf(n.Figure) != "ranges" || !strings.Contains(n.Alt, "80") || n.Name != "gpu-case-days" {
		t.Errorf("%v, %q", ok, n.Alt)
	}
	if _, ok := cases(sample(), text.EN); ok {
		t.Error("a figure of no cases")
	}
}

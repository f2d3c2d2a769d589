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

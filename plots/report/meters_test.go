package report

import (
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// metered is a run of 15 months from October 2025 with a flow of 1, 2, 3 ... and a load of 9.5 MW.
func metered() *result.Set {
	set := &result.Set{Axis: axis.Axis{Start: axis.M(2025, 10), Steps: 15}}
	add := func(m result.Metric, f func(t int) float64) {
		s := result.Series{Metric: m, Entity: "all", Mean: make([]float64, 15)}
		for t := range s.Mean {
			s.Mean[t] = f(t)
		}
		set.Series = append(set.Series, s)
	}
	add(result.Metric{Key: "datacenter.peak_load", Label: text.T("Load in the design hour", "Phụ tải giờ thiết kế"), Unit: "MW", Agg: declare.Ratio}, func(int) float64 { return 9.5 })
	add(result.Metric{Key: "power.datacenter_emissions", Label: text.T("Emissions", "Phát thải"), Unit: "ktCO2", Agg: declare.Flow}, func(t int) float64 { return float64(t) })
	add(result.Metric{Key: "power.generators", Label: text.T("Backup generators", "Máy phát"), Unit: "items"}, func(int) float64 { return 12.4 })
	return set
}

// TestMeters: flows are sums of twelve months, where there are as many, loads and counts those of the month.
func TestMeters(t *testing.T) {
	set := metered()
	all := hallTables(set, text.EN)
	if len(all) != 3 || len(all[1].Rows)+len(all[2].Rows) > 0 {
		t.Errorf("without servers by vintage and projects by stage: %+v", all[1:])
	}
	table := all[0]
	want := [][]string{
		{"Load in the design hour (MW)", "9.50", "9.50", "9.50"},
		{"Emissions (kt CO2), last twelve months", "", "", "102"}, // 3 + 4 + ... + 14
		{"Backup generators (items)", "12.4", "12.4", "12.4"},
	}
	if len(table.Rows) != len(want) || len(table.Head) != 4 {
		t.Fatalf("%+v", table)
	}
	for i, row := range want {
		if !slices.Equal(table.Rows[i], row) {
			t.Errorf("%q, want %q", table.Rows[i], row)
		}
	}
	if got := meterLine(set, text.EN); got != "Power, water and backup of data centres, mean, Dec 2026: design hour 9.50 MW · emissions of a year 102 kt CO2 · generators 12" {
		t.Error(got)
	}
	set.Series = set.Series[1:]
	if got := meterLine(set, text.VI); got != "" || len(hallTables(set, text.VI)[0].Rows) != 0 {
		t.Errorf("without plants: %q", got)
	}
}

// TestBridgeTable: where nothing opened since the count there is no bridge, but the stock alone.
func TestBridgeTable(t *testing.T) {
	set := &result.Set{}
	for _, key := range []string{"stock", "openings", "opening"} {
		for _, what := range []string{"racks", "it", "facility"} {
			x := 3600.
			if key == "openings" {
				x = 0
			}
			q := [][]float64{{x}, {x}, {x}, {x}, {x}, {x}, {x}}
			set.Series = append(set.Series, result.Series{Metric: result.Metric{Key: "datacenter.bridge_" + key + "_" + what}, Entity: "all", Mean: []float64{x}, Q: q})
		}
	}
	if table := bridgeTable(set, text.EN); table.Title != "Opening stock" || len(table.Rows) != 1 || table.Rows[0][0] != "Opening stock" || table.Rows[0][1] != "3,600" {
		t.Errorf("one site: %+v", table)
	}
	set.Series[3].Q[6][0] = 20 // in some draws something opened
	if table := bridgeTable(set, text.EN); len(table.Rows) != 3 || table.Title != wBridge.EN {
		t.Errorf("a country: %+v", table)
	}
}

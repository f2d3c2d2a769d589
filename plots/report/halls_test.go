package report

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/result"
)

// onePlant is a final number of a plant: its mean and its P10, median and P90.
func onePlant(key, plant string, mean, p10, p50, p90 float64) result.Series {
	q := [][]float64{{p10}, {p10}, {p10}, {p50}, {p90}, {p90}, {p90}}
	return result.Series{Metric: result.Metric{Key: key}, Entity: plant, Mean: []float64{mean}, Q: q}
}

func TestPlantRows(t *testing.T) {
	set := &result.Set{Series: []result.Series{
		onePlant("datacenter.plant_meets_pue", "towers", .886, 0, 1, 1),
		onePlant("datacenter.plant_pue", "towers", 1.3, 1.261, 1.324, 1.412),
		onePlant("datacenter.plant_wue", "towers", 0, 0, 0, 0),
		onePlant("datacenter.plant_meets_pue", "small", 0, 0, 0, 0),
		onePlant("datacenter.plant_outside", "towers", 36.3, 36.3, 36.3, 36.3),
		onePlant("datacenter.plant_outside", "small", .4, 0, 0, 0),
	}}
	rows := plantTable(set, text.EN).Rows
	if len(rows) != 2 || !slices.Equal(rows[0], []string{"towers", "88.6 %", "1.26 – 1.32 – 1.41", "0.00", "", "", "", "36 %"}) || rows[1][1] != "0.0 %" || rows[1][7] != "0 %" {
		t.Errorf("%q", rows)
	}
	lines := func(set *result.Set) []string {
		a := answer{set: set, lang: text.EN}
		a.plants()
		return strings.Split(strings.TrimSpace(a.b.String()), "\n")
	}
	if got := lines(set); len(got) != 3 || !strings.HasSuffix(got[0], wOutside.EN) || !strings.HasPrefix(got[1], "  towers") || !strings.HasSuffix(got[1], "36 %") {
		t.Errorf("%q", got)
	}
	if got := lines(&result.Set{Series: set.Series[:4]}); len(got) != 3 || !strings.HasSuffix(got[0], wCarbonOfMW.EN) {
		t.Errorf("within the range: %q", got)
	}
	thirsty := &result.Set{Series: append(slices.Clone(set.Series),
		onePlant("datacenter.plant_meets_wue", "towers", .25, 0, 0, 1), onePlant("datacenter.plant_meets_wue", "small", 1, 1, 1, 1))}
	capped := plantTable(thirsty, text.EN)
	if capped.Head[2] != "Meets the WUE cap" || len(capped.Head) != 9 || !slices.Equal(capped.Rows[0], slices.Insert(slices.Clone(rows[0]), 2, "25.0 %")) || capped.Rows[1][2] != "100.0 %" {
		t.Errorf("with a cap on water: %+v", capped)
	}
	if table := plantTable(&result.Set{}, text.VI); len(table.Rows) != 0 {
		t.Errorf("without rules: %+v", table)
	}
}

func TestZoneLines(t *testing.T) {
	run := axis.Axis{Start: axis.M(2025, 10), Steps: 63}
	date := func(key, zone string, share, half float64) result.DateSummary {
		return result.DateSummary{Metric: result.Metric{Key: key}, Entity: zone, Share: share, P: [3]float64{math.Inf(1), half, math.Inf(1)}}
	}
	never := math.Inf(1)
	set := &result.Set{Axis: run, Dates: []result.DateSummary{
		date("datacenter.zone_power_binds", "coast", .25, never), date("datacenter.zone_power_binds", "hill", .0001, never),
		date("datacenter.zone_racks_bind", "coast", .6, float64(axis.M(2029, 3))), date("datacenter.zone_racks_bind", "hill", .6, float64(axis.M(2029, 3))),
	}}
	want := []string{"Halls stand ready without power by the end: coast 25.0 %",
		"No rack left for general demand by the end: every zone 60.0 % (half of draws by Mar 2029)"}
	if got := zoneLines(set, text.EN); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	set.Dates = set.Dates[:1]
	set.Dates[0].Share = 0
	if got := zoneLines(set, text.EN); got != nil {
		t.Errorf("nothing binds: %q", got)
	}
}

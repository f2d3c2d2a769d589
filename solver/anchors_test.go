package solver_test

import (
	"encoding/csv"
	"flag"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
)

var update = flag.Bool("update", false, "write the golden numbers anew")

// TestAnchors: the ministry's figures come out of a run of the shipped
// scenarios. None of them is a literal of the program: they stand in facts
// and scenarios, and here, where they are checked.
func TestAnchors(t *testing.T) {
	base := solve(t, plan(t, 400, nil, "vietnam"), solver.Options{})
	first := func(set *result.Set, key, entity string, q int) float64 {
		s, ok := set.Find(key, entity)
		if !ok {
			t.Fatalf("no %s of %s", key, entity)
		}
		return s.Q[q][0]
	}
	const median = 3
	for _, c := range []struct {
		key  string
		want float64
	}{
		{"mobile.stations", 16737}, {"mobile.population_coverage", 39.52}, {"datacenter.bridge_stock_racks", 27370},
		{"datacenter.bridge_stock_facility", 182}, {"mobile.plan_gap", 51720},
		{"mobile.required_rate_first", 51720.0 / 91}, {"mobile.required_rate_mid", 51720.0 / 77}, {"mobile.required_rate_last", 51720.0 / 61},
	} {
		if got := first(base, c.key, "all", median); math.Abs(got-c.want) > 1e-9*c.want {
			t.Errorf("%s is %.10g, not %.10g", c.key, got, c.want)
		}
	}
	// 68,457 stations at 3 kW are 205 MW, more than all data centres were counted with.
	three := solve(t, plan(t, 10, []string{"mobile.site_power={value: 3 kW, boundary: facility}"}, "vietnam"), solver.Options{})
	if got := first(three, "mobile.plan_power", "all", median); math.Abs(got-205.371) > 1e-9 {
		t.Errorf("the plan's stations draw %g MW at 3 kW", got)
	}
	// 182 MW is IT power in one reading and facility power in the other: from 3.2
	// kW, by its plants, to 6.65 kW in a standard rack.
	if lo, hi := first(base, "datacenter.kw_per_rack", "all", 0), first(base, "datacenter.kw_per_rack", "all", 6); lo < 3.1 || lo > 4.2 || math.Abs(hi-6.65) > 0.005 {
		t.Errorf("a standard rack has %g to %g kW", lo, hi)
	}
	for name, n := range map[string]float64{"fpt-h100": 1016, "fpt-h100-extra": 40, "fpt-a100": 40, "fpt-a30": 170, "vinai-a100": 160} {
		s, ok := base.Find("gpu.fleet_count", name)
		if !ok || s.Mean[0] != n {
			t.Errorf("fleet %s is not %g GPUs", name, n)
		}
	}

	wide := solve(t, plan(t, 400, nil, "vietnam", "gpu-15x-count"), solver.Options{})
	for _, c := range []struct {
		key  string
		want float64
	}{
		{"gpu.expansion_gpus", 30000}, {"gpu.expansion_nodes", 3750}, {"gpu.expansion_it", 38.25}, {"gpu.expansion_racks", 1250},
		{"gpu.nodes_per_reference_rack", 3}, {"datacenter.fits_standard", 0},
	} {
		for _, q := range []int{0, 3, 6} {
			if got := first(wide, c.key, "all", q); math.Abs(got-c.want) > 1e-9*c.want {
				t.Errorf("%s is %.10g, not %.10g", c.key, got, c.want)
			}
		}
	}
	// With no derating four nodes fit, so fewer racks: 3,750/3 = 1,250 at
	// 80 %, 3,750/2 = 1,875 at 60 %.
	low := solve(t, plan(t, 10, []string{"gpu.rack.derating=60 %"}, "vietnam", "gpu-15x-count"), solver.Options{})
	if got := first(low, "gpu.expansion_racks", "all", median); got != 1875 {
		t.Errorf("at 60 %% the expansion takes %g racks", got)
	}
}

// TestPlanOf2025: no draw reaches the plan, and the answer is a bound.
func TestPlanOf2025(t *testing.T) {
	set := solve(t, plan(t, 1000, nil, "vietnam-5g-plan"), solver.Options{})
	r, ok := set.Target("plan-2025")
	if !ok || r.Hits != 0 || math.Abs(r.Bound-(1-math.Pow(0.05, 0.001))) > 1e-15 || r.At != axis.M(2025, 12) {
		t.Errorf("plan-2025 is %+v", r)
	}
}

// TestGolden holds the numbers of the shipped scenarios to 1e-9: a change
// that moves them is written down in docs/CHANGELOG.md, "Numbers that moved".
// Run with -update to accept it.
func TestGolden(t *testing.T) {
	const file = "../testdata/golden/medians.csv"
	var rows [][]string
	for _, name := range []string{"vietnam", "gpu-15x-count", "gpu-15x-compute", "datacenter-15x-mw"} {
		set := solve(t, plan(t, 512, nil, name), solver.Options{})
		for _, key := range []string{"mobile.stations", "mobile.population_coverage", "datacenter.facility_capacity", "datacenter.racks",
			"gpu.count", "gpu.h100e", "power.energy", "power.emissions", "finance.cumulative"} {
			s, ok := set.Find(key, "all")
			if !ok {
				t.Fatalf("%s has no %s", name, key)
			}
			for _, m := range []axis.Month{axis.M(2026, 12), axis.M(2030, 12)} {
				rows = append(rows, []string{name, key, m.String(), strconv.FormatFloat(s.Q[3][set.Axis.Step(m)], 'g', -1, 64)})
			}
		}
	}
	if *update {
		f, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := csv.NewWriter(f).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := csv.NewReader(f).ReadAll()
	if err != nil || len(want) != len(rows) {
		t.Fatalf("%d golden rows, %d computed, %v", len(want), len(rows), err)
	}
	for i, r := range rows {
		a, _ := strconv.ParseFloat(r[3], 64)
		b, _ := strconv.ParseFloat(want[i][3], 64)
		if r[0] != want[i][0] || r[1] != want[i][1] || r[2] != want[i][2] || math.Abs(a-b) > 1e-9*math.Abs(b) {
			t.Errorf("%v, golden %v", r, want[i])
		}
	}
}

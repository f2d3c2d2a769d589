package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots"
	"github.com/headroom-planner/headroom/plots/report"
)

// hallSweep is a small sweep of one hall, run: two axes of numbers and one of names, 18 points. It tells what
// the program printed, and the rows of its table.
func hallSweep(t *testing.T) (said string, rows []map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	body := `version: 1
scenario: fornix-hcm02
draws: 48
axes:
  occupancy: {path: datacenter.occupancy, values: [5 %, 15 %, 40 %]}
  growth: {path: datacenter.demand.growth, range: {from: 10, to: 90, steps: 3, unit: "%/year"}}
  plant: {path: datacenter.plants.site.kind, values: {water: {choice: {large-tower-economiser: 1}}, air: {choice: {large-air-cooled: 1}}}}
keep: {months: [2028-12, 2030-12]}
`
	if err := os.WriteFile("halls.yaml", []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := run([]string{"sweep", "halls.yaml", "--quiet", "--nice", "0"}, &stdout, &stderr); code != exitDone {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	f, err := os.Open("sweeps/halls/table.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, name := range all[0] {
			m[name] = r[i]
		}
		rows = append(rows, m)
	}
	return stdout.String(), rows
}

// inTable is a number of the table, found by hand.
func inTable(t *testing.T, rows []map[string]string, want map[string]string, column string) float64 {
	t.Helper()
	found := math.NaN()
	for _, r := range rows {
		ok := true
		for k, v := range want {
			ok = ok && r[k] == v
		}
		if !ok {
			continue
		}
		x, err := strconv.ParseFloat(r[column], 64)
		if err != nil || found == found {
			t.Fatalf("%v: %q, and %g before", want, r[column], found)
		}
		found = x
	}
	if found != found {
		t.Fatalf("the table has no %v", want)
	}
	return found
}

// TestPlotSweep holds every kind against the table, read in another way.
func TestPlotSweep(t *testing.T) {
	said, rows := hallSweep(t)
	const dir, target = "sweeps/halls", "let-80-2030"
	figure := func(lang text.Lang, a asked) report.Named {
		t.Helper()
		cmd := &cobra.Command{}
		var stderr bytes.Buffer
		cmd.SetErr(&stderr)
		got, err := plotSweep(cmd, a, dir, lang)
		if err != nil || len(got) != 1 || stderr.Len() > 0 {
			t.Fatalf("%+v: %d figures, %v, %s", a, len(got), err, stderr.String())
		}
		return got[0]
	}
	ids := targetsOf(rows)
	if !slices.Contains(ids, target) {
		t.Fatalf("the targets are %v", ids)
	}

	// The probability over two axes of numbers, with lines where the table crosses them.
	n := figure(text.EN, asked{kind: "heat", targets: []string{target}, where: []string{"plant=water"}})
	heat := n.Figure.(plots.Heat)
	lo, hi := math.Inf(1), 0.0
	for j, growth := range []string{"10 %/year", "50 %/year", "90 %/year"} {
		for i, occupancy := range []string{"5 %", "15 %", "40 %"} {
			p := 100 * inTable(t, rows, map[string]string{"kind": "target", "metric": target, "occupancy": occupancy, "growth": growth, "plant": "water"}, "mean")
			if math.Abs(heat.Z[j][i]-p) > 1e-9 {
				t.Errorf("at %s and %s the map has %g, the table %g", occupancy, growth, heat.Z[j][i], p)
			}
			lo, hi = min(lo, p), max(hi, p)
		}
	}
	if !(lo < 10 && hi > 90) || !slices.Equal(heat.Levels, []float64{10, 50, 90}) || !slices.Equal(heat.XNames, []string{"5", "15", "40"}) || !slices.Equal(heat.Y, []float64{10, 50, 90}) {
		t.Errorf("from %g to %g there are lines at %v over %v and %v", lo, hi, heat.Levels, heat.XNames, heat.Y)
	}
	for _, w := range []string{"Four fifths of the racks let by the end of 2030, probability: from below 6.1 % (", "to above 93.9 %", "occupancy"} {
		if !strings.Contains(strings.ReplaceAll(n.Alt, "\u00a0", " "), w) {
			t.Errorf("the title is %q, without %q", n.Alt, w)
		}
	}
	for _, w := range []string{"halls@", "18 points of 48 draws", "seed 57", "Evidence to 2025-10-31"} {
		if !strings.Contains(heat.Footer, w) {
			t.Errorf("the footer is %q, without %q", heat.Footer, w)
		}
	}

	// Colours of one metric, lines of another's target.
	heat = figure(text.VI, asked{kind: "heat", metrics: []string{"power.emissions"}, targets: []string{target}, stat: "p90", at: "2028-12", where: []string{"plant=air"}, x: "growth"}).Figure.(plots.Heat)
	of := map[string]string{"metric": "power.emissions", "date": "2028-12", "occupancy": "40 %", "growth": "10 %/year", "plant": "air"}
	if x := inTable(t, rows, of, "p90"); math.Abs(heat.Z[2][0]-x) > 1e-9*x || len(heat.Of) != 3 || len(heat.Levels) == 0 || !strings.Contains(heat.Subtitle, "P90") {
		t.Errorf("the map has %g, the table %g; lines at %v; %s", heat.Z[2][0], x, heat.Levels, heat.Subtitle)
	}

	// A map of names has cells, each with its value written.
	cells := figure(text.VI, asked{kind: "heat", metrics: []string{"datacenter.annual_pue"}, where: []string{"growth=50"}}).Figure.(plots.Cells)
	of = map[string]string{"metric": "datacenter.annual_pue", "date": "2030-12", "occupancy": "15 %", "growth": "50 %/year", "plant": "air"}
	if x := inTable(t, rows, of, "p50"); cells.Z[1][1] != x || cells.Words[1][1] != plots.Alike(slices.Concat(cells.Z...), text.VI)(x) || !strings.Contains(cells.Words[1][1], ",") {
		t.Errorf("the cell has %g, %q, the table %g", cells.Z[1][1], cells.Words[1][1], x)
	}

	// Lines over one axis with bands; of a target with the interval of sampling.
	lines := figure(text.EN, asked{metrics: []string{"power.digital_load@2028-12"}, where: []string{"plant=air", "occupancy=15"}}).Figure.(plots.Lines)
	of = map[string]string{"metric": "power.digital_load", "date": "2028-12", "occupancy": "15 %", "growth": "90 %/year", "plant": "air"}
	s := lines.Series[0]
	if len(lines.Series) != 1 || len(s.Bands) != 3 || s.Mid[2] != inTable(t, rows, of, "p50") || s.Bands[0].Hi[2] != inTable(t, rows, of, "p95") || s.Bands[1].Lo[2] != inTable(t, rows, of, "p10") || s.Bands[2].Hi[2] != inTable(t, rows, of, "p75") {
		t.Errorf("the line is %+v", s)
	}
	lines = figure(text.EN, asked{kind: "fan", targets: []string{target}, where: []string{"occupancy=15"}}).Figure.(plots.Lines)
	of = map[string]string{"kind": "target", "metric": target, "occupancy": "15 %", "growth": "50 %/year", "plant": "water"}
	p, se := 100*inTable(t, rows, of, "mean"), 100*inTable(t, rows, of, "se_mean")
	if len(lines.Series) != 2 || lines.Series[0].Name != "water" || lines.Series[0].Mid[1] != p || math.Abs(lines.Series[0].Bands[0].Hi[1]-min(100, p+1.959963984540054*se)) > 1e-9 {
		t.Errorf("the lines are %+v, the table has %g ± %g", lines.Series, p, se)
	}

	// The trade-off: one dot a point, the front by hand.
	trade := figure(text.EN, asked{metrics: []string{"datacenter.annual_water", "datacenter.annual_pue"}, where: []string{"occupancy=15"}}).Figure.(plots.Tradeoff)
	if len(trade.Points) != 6 || trade.X.More || trade.Y.More || !strings.Contains(trade.X.Name, "less is better") || len(trade.Groups) != 2 {
		t.Fatalf("the trade-off is %+v", trade)
	}
	for _, q := range trade.Points {
		beaten := false
		for _, o := range trade.Points {
			beaten = beaten || o.X <= q.X && o.Y <= q.Y && (o.X < q.X || o.Y < q.Y)
		}
		if q.Front == beaten || q.Label == "" {
			t.Errorf("%s is on the front: %v, and beaten: %v", q.Label, q.Front, beaten)
		}
	}
	trade = figure(text.EN, asked{kind: "scatter", metrics: []string{"power.digital_load"}, targets: []string{target}, better: []string{"power.digital_load=more"}, where: []string{"occupancy=15"}}).Figure.(plots.Tradeoff)
	if !trade.X.More || !trade.Y.More || !trade.Y.Percent {
		t.Errorf("the axes are %+v, %+v", trade.X, trade.Y)
	}

	// Points in order of their medians.
	spread := figure(text.EN, asked{kind: "ranges", metrics: []string{"datacenter.annual_water"}, where: []string{"plant=water"}}).Figure.(plots.Spread)
	if len(spread.Rows) != 9 || !slices.IsSortedFunc(spread.Rows, func(a, b plots.SpreadRow) int { return cmp.Compare(b.P50, a.P50) }) {
		t.Errorf("the rows are %+v", spread.Rows)
	}
	odds := figure(text.EN, asked{kind: "odds", targets: []string{"load-24-2030"}, where: []string{"plant=water", "growth=50"}}).Figure.(plots.Odds)
	of = map[string]string{"kind": "target", "metric": "load-24-2030", "occupancy": "15 %", "growth": "50 %/year", "plant": "water"}
	want := plots.FormatNumber(100*inTable(t, rows, of, "mean"), text.EN, 1)
	if len(odds.Rows) != 3 || !strings.HasPrefix(odds.Rows[1].Words, want) || !strings.Contains(odds.Rows[1].Words, "±") {
		t.Errorf("the rows are %+v, the table has %s", odds.Rows, want)
	}
	figure(text.VI, asked{kind: "odds", targets: []string{target}, where: []string{"occupancy=15", "occupancy=40", "plant=water"}})

	// The share of what binds.
	share := ""
	for _, r := range rows {
		if r["kind"] == "label" {
			share = r["metric"]
		}
	}
	figure(text.EN, asked{metrics: []string{share}, where: []string{"plant=water", "growth=50"}})

	// The sweep ended by naming a command that draws something.
	last := strings.TrimSpace(said[strings.LastIndex(strings.TrimSpace(said), "\n")+1:])
	command, ok := strings.CutPrefix(last, "a chart: headroom ")
	if !ok || !strings.Contains(command, "--where plant=water") {
		t.Fatalf("the sweep ended with %q", last)
	}
	for _, lang := range []string{"en", "vi"} {
		var stdout, stderr bytes.Buffer
		args := append(strings.Fields(command), "--out", "figures", "--target", target, "--format", "png,svg,pdf", "--lang", lang, "--theme", "dark", "--size", "4:3")
		if code := run(args, &stdout, &stderr); code != exitDone {
			t.Errorf("%s ended with %d: %s", command, code, stderr.String())
		}
		for _, ext := range []string{"png", "svg", "pdf"} {
			if s, err := os.Stat(filepath.Join("figures", "heat-"+target+"."+lang+"."+ext)); err != nil || s.Size() < 3000 {
				t.Errorf("%s: %v", ext, err)
			}
		}
	}
	plotSweepRefuses(t, dir)
}

func targetsOf(rows []map[string]string) []string {
	var out []string
	for _, r := range rows {
		if r["kind"] == "target" && !slices.Contains(out, r["metric"]) {
			out = append(out, r["metric"])
		}
	}
	return out
}

// plotSweepRefuses: what is wrong has exit code 2 and says what would be right.
func plotSweepRefuses(t *testing.T, dir string) {
	for args, says := range map[string][]string{
		"":                                      {"3 axes differ", "--where AXIS=VALUE", "occupancy: 5 %, 15 %, 40 %", "plant: water, air"},
		"--kind heat":                           {"3 axes differ", "growth: 10 %/year, 50 %/year, 90 %/year"},
		"--kind heat --x growth":                {"3 axes differ"},
		"--kind tiles":                          {"one of heat, lines, scatter, ranges, odds"},
		"--against x":                           {"run's folder"},
		"--kind odds --metric x":                {"--kind ranges"},
		"--kind lines --better a":               {"--kind scatter"},
		"--kind scatter":                        {"two quantities"},
		"--kind ranges":                         {"--metric KEY", "datacenter.racks"},
		"--target occupancy":                    {"let-80-2030"},
		"--metric power.emission":               {"did you mean power.emissions?"},
		"--metric power.emissions --at 2029-12": {"2028-12, 2030-12"},
		"--metric power.emissions --at soon":    {"--at"},
		"--metric power.emissions@2028-12 --at 2030-12":           {"two months"},
		"--metric power.emissions[hall]":                          {"has it of all"},
		"--at 2030-12":                                            {"a target has its own"},
		"--stat p50":                                              {"of a metric"},
		"--stat p33 --metric power.emissions":                     {"median, mean"},
		"--stat probability --metric power.emissions":             {"--target"},
		"--where plant":                                           {"axis=value"},
		"--where plants=air":                                      {"no axis \"plants\"", "plant: water, air"},
		"--where plant=oil":                                       {"plant: water, air"},
		"--where plant=air --where growth=50 --where occupancy=5": {"one point is left"},
		"--where plant=air --x plant":                             {"one value"},
		"--x plant --y plant":                                     {"one axis"},
		"--kind lines --x plant --where growth=50 --metric power.emissions":  {"axis plant has labels"},
		"--metric power.digital_load --metric power.emissions":               {"--better power.digital_load=less"},
		"--kind scatter --metric power.emissions --target x":                 {"no target x"},
		"--kind heat --metric power.emissions --target pue-14-2030 --kind q": {"one of heat"},
	} {
		var stdout, stderr bytes.Buffer
		code := run(append([]string{"plot", dir, "--out", "refused"}, strings.Fields(args)...), &stdout, &stderr)
		for _, w := range says {
			if code != exitUsage || !strings.Contains(stderr.String(), w) {
				t.Errorf("plot %s ends with %d and says %s, without %q", args, code, stderr.String(), w)
			}
		}
	}
	if _, err := os.Stat("refused"); err == nil {
		t.Error("what is refused leaves a folder")
	}
	// A folder that came without its sweep file still has its table.
	if err := os.Rename("halls.yaml", "moved.yaml"); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := run([]string{"plot", dir, "--where", "plant=air", "--target", "let-80-2030", "--out", "alone"}, &stdout, &stderr); code != exitDone || !strings.Contains(stderr.String(), "called as in the table") {
		t.Errorf("without the sweep file: %d, %s", code, stderr.String())
	}
	if err := os.Remove(filepath.Join(dir, "table.csv")); err != nil {
		t.Fatal(err)
	}
	stderr.Reset()
	if code := run([]string{"plot", dir}, &stdout, &stderr); code != exitUsage || !strings.Contains(stderr.String(), "headroom sweep merge "+dir) {
		t.Errorf("without a table: %d, %s", code, stderr.String())
	}
}

// TestPlotRunRefusesSweepFlags: what is of sweeps alone is told so of a run.
func TestPlotRunRefusesSweepFlags(t *testing.T) {
	for _, a := range []asked{{kind: "lines"}, {kind: "heat", from: "x", at: "2030-12"}, {where: []string{"a=b"}}, {stat: "p50"}} {
		if err := a.check(); err == nil || !strings.Contains(err.Error(), "of the folder of a sweep") {
			t.Errorf("%+v: %v", a, err)
		}
	}
}

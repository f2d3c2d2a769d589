package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// answered runs a command line with few draws and returns its exit code and what it says on both streams.
func answered(args ...string) (code int, said string) {
	var out, errs bytes.Buffer
	code = run(append(args, "--workers", "1"), &out, &errs)
	return code, strings.Join(strings.Fields(out.String()+errs.String()), " ")
}

// TestExamplesOfHelp holds the examples of show, seek and score against what is shipped, as TestQuestions does for the questions.
func TestExamplesOfHelp(t *testing.T) {
	n := 0
	for _, cmd := range newRoot().Commands() {
		switch cmd.Name() {
		case "show", "seek", "score":
		default:
			continue
		}
		for _, line := range strings.Split(cmd.Example, "\n") {
			args := words(strings.TrimPrefix(strings.TrimSpace(line), "headroom "))
			if strings.HasPrefix(args[1], "runs/") {
				continue
			}
			n++
			checkCommand(t, "example of "+cmd.Name(), args)
		}
	}
	if n < 7 {
		t.Errorf("%d examples", n)
	}
}

func TestShowRefuses(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	if code, said := answered("run", "gpu-mix", "--draws", "40", "--no-figures", "--quiet", "--out", dir); code != exitDone {
		t.Fatal(said)
	}
	for _, c := range []struct {
		args string
		says string
	}{
		{dir + " --metric mix.used --draws 20", "stays as it was run; --draws"},
		{dir + " --set mix.at_home=0.5", "stays as it was run; --set"},
		{dir + " --beside five", "run folder"},
		{"gpu-mix --beside five", "has no variants"},
		{"zones-3-5-8 --beside five,five", "five twice"},
		{"zones-3-5-8 --beside=", "one of queued"},
		{"gpu-mix --metric=", "--metric is empty"},
		{"gpu-mix --metric mix.cost[build", "KEY[ENTITY]"},
		{"gpu-mix --given=", "it has enough"},
		{"gpu-mix --given all", "it has enough"},
	} {
		if code, said := answered(append([]string{"show", "--quiet"}, strings.Fields(c.args)...)...); code != exitUsage || !strings.Contains(said, c.says) {
			t.Errorf("%s: exit %d, %s", c.args, code, said)
		}
	}
	if code, said := answered("show", dir, "--metric", "mix.capacity[colocate]", "--at", "2030-12"); code != exitDone || !strings.Contains(said, "40 draws") {
		t.Errorf("exit %d, %s", code, said)
	}
	if code, said := answered("sense", dir, "--target", "enough", "--seed", "2"); code != exitUsage || !strings.Contains(said, "--seed") {
		t.Errorf("sense: exit %d, %s", code, said)
	}
}

func TestShowBesideWordsAndMonths(t *testing.T) {
	code, said := answered("show", "zones-3-5-8", "--quiet", "--draws", "40", "--beside", "five", "--metric", "datacenter.binding", "--metric", "datacenter.zone_power_binds")
	if code != exitDone || !strings.Contains(said, "Dense racks Dec 2030") || !strings.Contains(said, "Power first binds in the zone · ") {
		t.Errorf("exit %d, %s", code, said)
	}
}

// TestSeekAnswers: what a search finds, and what it says where there is nothing to find. Only what serves from 2028 on, and the size of own
// halls among it, decides whether gpu-mix is short; its fixed cost does not.
func TestSeekAnswers(t *testing.T) {
	for _, c := range []struct {
		p, input string
		code     int
		says     string
	}{
		{"0.4", "mix.options.build.size=0.. 8000 H100e", exitDone, "mix.worst_short ≤ 0 % · wanted with probability 40.0 % mix.options.build.size = "},
		{"0.9", "mix.options.build.size=0..8000 H100e", exitRequired, "neither end has the probability"},
		{"0.2", "mix.options.build.size=5000..8000 H100e", exitDone, "both ends have the probability"},
		{"0.9", "mix.options.build.fixed=0..1000 USD/H100e/year", exitRequired, "does not move it"},
		{"0.9", "mix.options.build.size=8000..0 H100e", exitUsage, "PATH=FROM..TO UNIT"},
		{"0.9", "mix.options.build.size=0..8000", exitUsage, "unit-missing"},
		{"0.9", "mix.options.build.size=0..1e12 H100e", exitUsage, "between 0 and 1e+09"},
		{"95", "mix.options.build.size=0..8000 H100e", exitUsage, "between 0 and 1"},
		{"0.9", "", exitUsage, "--input is empty"},
	} {
		code, said := answered("seek", "gpu-mix", "--quiet", "--draws", "100", "--target", "enough", "--probability", c.p, "--halvings", "4", "--input", c.input)
		if code != c.code || !strings.Contains(said, c.says) {
			t.Errorf("%s at %s: exit %d, %s", c.input, c.p, code, said)
		}
	}
	// Power has its boundary after a comma; how large a module of the UPS is moves no PUE.
	code, said := answered("seek", "fornix-hcm02", "--quiet", "--draws", "20", "--target", "pue-14-2030", "--probability", "0.9", "--halvings", "2", "--input", "datacenter.ups.unit=1..2 MW, boundary: it")
	if code == exitUsage || !strings.Contains(said, "datacenter.ups.unit between 1.00 and 2.00 MW") {
		t.Errorf("power with its boundary: exit %d, %s", code, said)
	}
	size := "mix.options.build.size=10..8000 H100e"
	for _, c := range []struct {
		more string
		says string
	}{
		{"--metric mix.binding", "not a number"},
		{"--metric mix.used@2050-01", "2050-01 lies outside the run"},
		{"--metric mix.used[nobody]", "of nobody"},
		{"--metric mobile.stations", "gpu-mix leaves out"},
		{"--least mix.nothing", "no metric mix.nothing"},
		{"--target never", "one of enough"},
	} {
		if code, said := answered(append([]string{"seek", "gpu-mix", "--quiet", "--draws", "40", "--target", "enough", "--input", size}, strings.Fields(c.more)...)...); code != exitUsage || !strings.Contains(said, c.says) {
			t.Errorf("%s: exit %d, %s", c.more, code, said)
		}
	}
	if code, said := answered("seek", "gpu-mix", "--target", "enough", "--least", "mix.present_cost", "--input", size, "--input", size); code != exitUsage || !strings.Contains(said, "twice") {
		t.Errorf("one input twice: exit %d, %s", code, said)
	}
	code, said = answered("seek", "gpu-mix", "--quiet", "--draws", "60", "--target", "enough", "--probability", "0.5", "--points", "3", "--rounds", "1", "--least", "mix.present_cost",
		"--input", size, "--input", "mix.options.colocate.size=0..8000 H100e")
	if code != exitDone || !strings.Contains(said, "cost with it at the start of its range") || !strings.Contains(said, "seed 58") {
		t.Errorf("least: exit %d, %s", code, said)
	}
}

func TestScoreReads(t *testing.T) {
	dir := t.TempDir()
	for i, c := range []struct {
		scenario, text string
		code           int
		says           string
	}{
		{"gpu-mix", "\ufeffmetric, date , value\r\nmix.demand, 2026-06 , 1000\r\n", exitDone, "1 outcome Outcome"},
		{"gpu-mix", "metric,date,value\nmix.cost,2026-06,1\n", exitDone, "– – – 0 / 0"}, // a flow has no value when the run begins
		{"gpu-mix", "", exitUsage, "is empty"},
		{"gpu-mix", "metric,date,value\n", exitUsage, "has no outcome"},
		{"gpu-mix", "metric;date;value\nmix.demand;2026-06;1\n", exitUsage, "separated by commas"},
		{"gpu-mix", "metric,month,value\nmix.demand,2026-06,1\n", exitUsage, `.csv:1: column "month"`},
		{"gpu-mix", "metric,value\nmix.demand,1\n", exitUsage, "no column date"},
		{"gpu-mix", "metric,date,value,value\nmix.demand,2026-06,1,1\n", exitUsage, "stands twice"},
		{"gpu-mix", "metric,date,value\nmix.demand,2026-06,1\nmix.used,2026-06,1\nmix.demand,2026-06,2\n", exitUsage, ".csv:4: mix.demand in 2026-06 stands in line 2 already"},
		{"gpu-mix", "metric,date,value\nmix.demand,2025-10,1\n", exitUsage, "known already"},
		{"gpu-mix", "metric,date,value\nmix.demand,2025-06,1\n", exitUsage, "outside the run of gpu-mix, 2025-10 to 2030-12"},
		{"gpu-mix", "metric,date,value\nmix.demand,2026-06-30,1\n", exitUsage, "is not a month"},
		{"gpu-mix", "metric,date,value\nmix.demand,2026-06,1000 H100e\n", exitUsage, "number in the metric's unit"},
		{"gpu-mix", "metric,date,value\nmix.nothing,2026-06,1\n", exitUsage, ".csv:2: gpu-mix has no metric mix.nothing"},
		{"gpu-mix", "metric,date,value\nmix.binding,2026-06,1\n", exitUsage, "not a number"},
		{"gpu-mix", "metric,date,value\nmobile.stations,2026-06,1\n", exitUsage, "leaves out"},
		{"gpu-mix", "metric,entity,date,value\nmix.used,nobody,2026-06,1\n", exitUsage, "of nobody"},
		{"vietnam", "metric,date,value\nfinance.present_cost,2026-06,1\n", exitUsage, "its month is 2030-12"},
	} {
		file := filepath.Join(dir, string(rune('a'+i))+".csv")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, said := answered("score", c.scenario, file, "--draws", "40"); code != c.code || !strings.Contains(said, c.says) {
			t.Errorf("%q: exit %d, %s", c.text, code, said)
		}
	}
}

package main

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/headroom-planner/headroom/solver/sweep"
)

// sweepFile is a sweep of vietnam with axes over an input, an overlay, a structure and a variant; the
// last axis has as many values as make n points or a few more.
func sweepFile(t *testing.T, dir string, n, draws int) string {
	t.Helper()
	file := filepath.Join(dir, "kill.yaml")
	body := `version: 1
scenario: vietnam
draws: ` + strconv.Itoa(draws) + `
axes:
  plan: {overlay: [none, mobile-moran]}
  reach: {path: structure.mobile.coverage.reach, values: {elasticity: {elasticity: 1}, radio: {radio: 1}}, when: {plan: none}}
  variant: {variant: [none, crews], when: {plan: mobile-moran}}
  tariff: {path: power.tariff.growth, range: {from: 0, to: 8, steps: ` + strconv.Itoa((n+3)/4) + `, unit: "%/year"}}
overrides:
  crews: {mobile: {operators: {viettel: {crews: 600 to 1200}}}}
keep: {months: [2030-12]}
`
	if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// tables are the bytes of a sweep's tables.
func tables(t *testing.T, dir string) []byte {
	t.Helper()
	var out []byte
	for _, name := range []string{"table.csv", "table.parquet"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, b...)
	}
	return out
}

// TestSweepKilled kills a sweep at random moments, with a second process on the same folder, until it is whole:
// the table has the bytes of a sweep that nothing happened to. HEADROOM_TEST_SWEEP sets the number of points.
func TestSweepKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a sweep many times")
	}
	points, kills := 8, 3
	if s := os.Getenv("HEADROOM_TEST_SWEEP"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		points, kills = n, n/2
	}
	dir := t.TempDir()
	file := sweepFile(t, dir, points, 32)
	whole, killed := filepath.Join(dir, "whole"), filepath.Join(dir, "killed")
	begin := time.Now()
	if b, err := exec.Command("headroom", "sweep", file, "--out", whole, "--workers", "1", "--nice", "0").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	took := time.Since(begin)
	sweep := func(workers int) *exec.Cmd {
		return exec.Command("headroom", "sweep", file, "--out", killed, "--workers", strconv.Itoa(workers), "--quiet", "--nice", "0")
	}
	at := 0
	for range kills {
		a, b := sweep(1), sweep(2)
		if err := a.Start(); err != nil {
			t.Fatal(err)
		}
		if err := b.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(took) / int64(max(2, kills/2))))) // so that most kills meet work
		_, _ = a.Process.Kill(), b.Process.Kill()
		_, _ = a.Wait(), b.Wait()
		found, err := filepath.Glob(filepath.Join(killed, "shards/*/*.shard"))
		if err != nil || len(found) < at {
			t.Fatalf("%d shards after a kill, %d before (%v)", len(found), at, err)
		}
		at = len(found)
	}
	t.Logf("%d of %d points after %d kills", at, points, 2*kills)
	if b, err := sweep(2).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	if !bytes.Equal(tables(t, killed), tables(t, whole)) {
		t.Error("a sweep that was killed makes another table")
	}
	if left, _ := filepath.Glob(filepath.Join(killed, "shards/*/.tmp-*")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
	if b, err := exec.Command("headroom", "sweep", "status", killed).CombinedOutput(); err != nil || !strings.Contains(string(b), "0 damaged") {
		t.Errorf("%v %s", err, b)
	}
}

// TestStandBack: --nice lowers the priority of every thread.
func TestStandBack(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads /proc")
	}
	dir := t.TempDir()
	cmd := exec.Command("headroom", "sweep", sweepFile(t, dir, 40, 256), "--out", filepath.Join(dir, "s"), "--nice", "19", "--quiet")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = cmd.Process.Kill(), cmd.Wait() }()
	waitFor(t, filepath.Join(dir, "s", "claims", "*", "*"))
	stats, err := filepath.Glob("/proc/" + strconv.Itoa(cmd.Process.Pid) + "/task/*/stat")
	if err != nil || len(stats) == 0 {
		t.Fatal(err)
	}
	for _, s := range stats {
		b, err := os.ReadFile(s)
		if err != nil {
			continue // the thread has ended
		}
		f := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
		if f[16] != "19" { // nice, field 19 of proc(5), whose third is the first after the name
			t.Errorf("%s has nice %s", s, f[16])
		}
	}
}

// TestSweepOfLabels: shares of what binds are kept where a sweep asks for them alone, an axis is called by its title,
// a target that an overlay alone brings does not stand in the way of the others, and a point is named as people name it.
func TestSweepOfLabels(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	for name, body := range map[string]string{"cap.yaml": `targets: {pue-13: {label: {en: PUE below 1.3, vi: "PUE dưới 1,3"}, metric: datacenter.annual_pue, at: 2030-12, at_most: 1.3}}
`, "halls.yaml": `version: 1
scenario: fornix-hcm02
draws: 16
axes:
  growth: {title: {en: Tenants, vi: Khách thuê}, path: datacenter.demand.growth, range: {from: 10, to: 90, steps: 2, unit: "%/year"}}
  cap: {overlay: {usual: [], capped: [cap.yaml]}}
keep: {metrics: [datacenter.binding], months: [2030-12]}
`} {
		if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	do := func(want int, args ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if code := run(args, &stdout, &stderr); code != want {
			t.Errorf("%q: exit code %d, not %d: %s", args, code, want, stderr.String())
		}
		return stdout.String() + stderr.String()
	}
	do(exitDone, "sweep", "halls.yaml", "--quiet", "--nice", "0")
	b, err := os.ReadFile("sweeps/halls/table.csv")
	if err != nil {
		t.Fatal(err)
	}
	shares := map[string]float64{} // by point
	for _, line := range strings.Split(string(b), "\n") {
		if cells := strings.Split(line, ","); len(cells) > 9 && strings.HasPrefix(cells[5], "datacenter.") {
			if cells[4] != "label" || !strings.HasPrefix(cells[5], "datacenter.binding=") {
				t.Fatal(line)
			}
			x, err := strconv.ParseFloat(cells[9], 64)
			if err != nil {
				t.Fatal(err)
			}
			shares[cells[0]] += x
		}
	}
	for p, x := range shares {
		if len(shares) != 4 || x < 1-1e-12 || x > 1+1e-12 {
			t.Errorf("the shares of %s sum to %g, of %d points", p, x, len(shares))
		}
	}
	if got := do(exitDone, "plot", "sweeps/halls", "--where", "cap=usual", "--lang", "vi", "--format", "svg"); strings.Contains(got, "pue-13") || !strings.Contains(got, "let-80-2030") {
		t.Error(got)
	}
	folder, err := sweep.Open("sweeps/halls")
	if err != nil {
		t.Fatal(err)
	}
	d := &sweepDrawing{dir: folder.Dir}
	if err := errors.Join(d.read(folder), d.words(folder)); err != nil || d.s.Axes[0].Label.VI != "Khách thuê" {
		t.Errorf("%v: the axis is called %+v", err, d.s.Axes[0])
	}
	if got := do(exitDone, "compare", "sweeps/halls@growth=10,cap=usual", "sweeps/halls@growth=90 %/year,cap=usual"); !strings.Contains(got, "16 draws") {
		t.Error(got)
	}
	for _, c := range []struct{ point, says string }{
		{"", "name one of its points"},
		{"@growth=20,cap=usual", `no value "20"; it has 10 %/year, 90 %/year`},
		{"@grow=10", "its axes are growth, cap"},
		{"@cap=capped", "growth=10 %/year, cap=capped"},
	} {
		if got := do(exitUsage, "compare", "sweeps/halls"+c.point, "sweeps/halls@growth=10,cap=usual"); !strings.Contains(got, c.says) {
			t.Errorf("%q: %s", c.point, got)
		}
	}
	if err := os.MkdirAll("mine/notes", 0o755); err != nil {
		t.Fatal(err)
	}
	if got := do(exitUsage, "sweep", "halls.yaml", "--out", "mine"); !strings.Contains(got, "choose another --out") {
		t.Error(got)
	}
	if got := do(exitUsage, "sweep", "status", "halls.yaml"); !strings.Contains(got, "no sweep's folder") {
		t.Error(got)
	}
}

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
)

// TestUntilNeedsDrawsThatStay: a sample that is reordered as a whole is refused.
func TestUntilNeedsDrawsThatStay(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.yaml")
	if err := os.WriteFile(file, []byte("extends: [vietnam]\ncorrelations: [{inputs: [mobile.operators.viettel.crews, mobile.operators.vnpt.crews], rank: 0.5, method: iman-conover}]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	stderr, code := headroomRun("run", file, "--draws", "300", "--until", "p(coverage-90-2030) +- 0.03", "--out", t.TempDir()+"/r")
	if code != 2 || !strings.Contains(stderr, "iman-conover") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	stderr, code = headroomRun("sense", file, "--target", "coverage-90-2030", "--method", "morris")
	if code != 2 || !strings.Contains(stderr, "whole sample") {
		t.Errorf("sense: exit %d, %s", code, stderr)
	}
}

// TestUntil: a run stops at the precision asked for, or says why not, and the
// run folder holds the draws that were needed.
func TestUntil(t *testing.T) {
	for _, c := range []struct {
		goal, max string
		says      string
		least     int
	}{
		{"p(coverage-90-2030) +- 0.03", "100000", "reached", 600},
		{"p50(mobile.stations@2026-12) ± 300", "100000", "reached", 600},
		{"mean(mobile.stations) +- 1", "1500", "not reached", 1500},
	} {
		dir := t.TempDir() + "/run"
		stderr, code := headroomRun("run", "vietnam", "--draws", "300", "--until", c.goal, "--max-draws", c.max, "--no-figures", "--out", dir)
		if code != 0 || !strings.Contains(stderr, c.goal+": "+c.says) {
			t.Errorf("%s: exit %d, %s", c.goal, code, stderr)
			continue
		}
		if _, m, err := result.Load(dir, false); err != nil || m.Draws < c.least {
			t.Errorf("%s: %d draws, %v", c.goal, m.Draws, err)
		}
	}
	for _, goal := range []string{"cover", "p(nothing) +- 0.1", "p50(mobile.stations@2026-12) +- 0", "p42(mobile.stations) +- 1", "p50(mobile.nothing) +- 1", "p50(mobile.stations@2099-01) +- 1"} {
		if stderr, code := headroomRun("run", "vietnam", "--draws", "300", "--until", goal, "--out", t.TempDir()+"/r"); code != 2 || !strings.Contains(stderr, "until") && !strings.Contains(stderr, "2099") {
			t.Errorf("%s: exit %d, %s", goal, code, stderr)
		}
	}
}

// headroomRun runs a command line and returns what it says on stderr.
func headroomRun(args ...string) (stderr string, code int) {
	var out, err bytes.Buffer
	code = run(args, &out, &err)
	return err.String(), code
}

func TestEnough(t *testing.T) {
	for _, c := range []struct {
		l    sample.Layout
		need float64
		most int
		want int
	}{
		{sample.Layout{Design: sample.MC}, 1000, 5000, 1024}, {sample.Layout{Design: sample.MC}, 1e9, 5000, 5000},
		{sample.Layout{Design: sample.Sobol}, 1000, 5000, 1024}, {sample.Layout{Design: sample.Sobol}, 1e9, 5000, 4096},
	} {
		if got := enough(c.l, c.need, c.most); got != c.want {
			t.Errorf("%s, %g of at most %d: %d, want %d", c.l.Design, c.need, c.most, got, c.want)
		}
	}
}

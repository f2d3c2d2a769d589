package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/plots/report"
	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
)

// TestSignalsLeaveNothing sends each signal to a run that draws.
func TestSignalsLeaveNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows sends no signals")
	}
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if signal.Ignored(s) {
			t.Logf("%v is ignored here, as under nohup, and so by the run", s)
			continue
		}
		dir := t.TempDir()
		cmd := exec.Command("headroom", "run", "vietnam", "--draws", "200000", "--out", filepath.Join(dir, "a"), "--quiet", "--no-figures")
		var errs strings.Builder
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, filepath.Join(dir, ".a-*"))
		if err := cmd.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		left, err := os.ReadDir(dir)
		if err != nil || len(left) > 0 || cmd.ProcessState.ExitCode() != exitFailed || !strings.Contains(errs.String(), "interrupted") {
			t.Errorf("%v: exit code %d, %q, %v is left (%v)", s, cmd.ProcessState.ExitCode(), errs.String(), left, err)
		}
	}
}

// waitFor waits until a file matches the pattern.
func waitFor(t *testing.T, pattern string) {
	t.Helper()
	for range 1000 {
		if found, _ := filepath.Glob(pattern); len(found) > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("no %s after ten seconds", pattern)
}

// TestIgnoredSignalsStayIgnored: nohup protects a run.
func TestIgnoredSignalsStayIgnored(t *testing.T) {
	signal.Ignore(syscall.SIGHUP)
	defer signal.Reset(syscall.SIGHUP)
	if got := signals(); slices.Contains(got, os.Signal(syscall.SIGHUP)) || !slices.Contains(got, os.Signal(syscall.SIGTERM)) {
		t.Errorf("a run under nohup listens to %v", got)
	}
}

// TestFiguresEndWithContext: no figure is drawn after a signal.
func TestFiguresEndWithContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, set := small(t)
	p := &picture{fig: report.Figures(set, text.EN)[0].Figure, svg: true}
	if render(ctx, []*picture{p}); p.data.Len() > 0 {
		t.Error("a figure was drawn after the end")
	}
}

// TestWriteRunEndsWithContext: a signal while the folder is written leaves nothing.
func TestWriteRunEndsWithContext(t *testing.T) {
	doc, set := small(t)
	for _, figures := range []bool{false, true} {
		dir := t.TempDir()
		f, err := result.Create(filepath.Join(dir, "a"), false)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if figures { // the signal comes after the numbers are written
			err = writeFigures(ctx, f, set, "")
		} else {
			err = writeRun(ctx, f, doc.Merged(), set, "", false)
		}
		f.Abandon()
		if left, _ := os.ReadDir(dir); !errors.Is(err, context.Canceled) || len(left) > 0 {
			t.Errorf("figures %t: %v, %v is left", figures, err, left)
		}
	}
}

// small runs vietnam with few draws.
func small(t *testing.T) (*scenarios.Document, *result.Set) {
	t.Helper()
	doc, l := scenarios.Load(scenarios.Request{Names: []string{"vietnam"}, Draws: 16})
	if l.HasErrors() {
		t.Fatal(l.Text())
	}
	plan, l := doc.Compile()
	if l.HasErrors() {
		t.Fatal(l.Text())
	}
	set, err := solver.Run(t.Context(), plan, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc, set
}

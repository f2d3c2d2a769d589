package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// TestCompareHasMemory: what its error advises can be done, and changes no number.
func TestCompareHasMemory(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	dir := filepath.Join(t.TempDir(), "a")
	say := func(args ...string) (int, string, string) {
		var stdout, stderr bytes.Buffer
		code := run(args, &stdout, &stderr)
		return code, stdout.String(), stderr.String()
	}
	if code, _, errs := say("run", "vietnam", "--draws", "2000", "--out", dir, "--quiet", "--no-figures"); code != exitDone {
		t.Fatal(errs)
	}
	if code, _, errs := say("compare", dir, dir, "--quiet", "--memory", "1"); code == exitDone || !strings.Contains(errs, "larger --memory") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if code, _, _ := say("compare", dir, dir, "--quiet", "--memory", "0"); code != exitUsage {
		t.Errorf("--memory 0 gives exit code %d", code)
	}
	_, want, _ := say("compare", dir, dir, "--quiet", "--csv")
	if code, got, errs := say("compare", dir, dir, "--quiet", "--csv", "--memory", "16"); code != exitDone || got != want {
		t.Errorf("exit code %d: %s%s", code, got, errs)
	}
}

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver/result"
	"github.com/xuri/excelize/v2"
)

// TestImport: what is typed into the workbook of a run is what the next run
// with the overlay takes, and nothing else is.
func TestImport(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	say := func(want int, args ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if code := run(args, &stdout, &stderr); code != want {
			t.Fatalf("%v: exit code %d: %s%s", args, code, stdout.String(), stderr.String())
		}
		return stdout.String() + stderr.String()
	}
	say(exitDone, "run", "vietnam", "--draws", "16", "--out", in("a"), "--quiet", "--no-figures")
	say(exitDone, "export", in("a"), "--out", in("plan.xlsx"))
	if got := say(exitDone, "import", in("plan.xlsx"), in("a"), "--out", in("none.yaml")); !strings.Contains(got, "as they are") {
		t.Errorf("an untouched workbook: %s", got)
	}
	type typed map[string]any
	edit := func(values typed) {
		t.Helper()
		f, err := excelize.OpenFile(in("plan.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := f.GetRows("Assumptions")
		if err != nil {
			t.Fatal(err)
		}
		done := 0
		for i, r := range rows {
			if v, ok := values[r[0]]; ok {
				done++
				if err := f.SetCellValue("Assumptions", fmt.Sprintf("C%d", i+1), v); err != nil {
					t.Fatal(err)
				}
			}
		}
		if done != len(values) {
			t.Fatalf("%d of %d inputs are in the workbook", done, len(values))
		}
		if err := f.SaveAs(in("edited.xlsx")); err != nil {
			t.Fatal(err)
		}
	}
	values := typed{"datacenter.phases.iptp.opens": "2028-06", "datacenter.phases.da-nang-idc.racks": 1234, "datacenter.phases.tpt-1.power": "{value: 30 to 40 MW, boundary: facility}"}
	edit(values)
	got := say(exitDone, "import", in("edited.xlsx"), in("a"), "--out", in("edits.yaml"))
	if strings.Count(got, "->") != 3 || !strings.Contains(got, "2028-06") {
		t.Errorf("the difference reads %s", got)
	}
	say(exitDone, "run", "vietnam", in("edits.yaml"), "--draws", "16", "--out", in("b"), "--quiet", "--no-figures")
	a, _, err := result.Load(in("a"), false)
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := result.Load(in("b"), false)
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for i := range a.Assumptions {
		was := &a.Assumptions[i]
		now, ok := b.Assumption(was.Path)
		switch want, typed := values[was.Path]; {
		case !ok:
			t.Errorf("%s is gone", was.Path)
		case typed && now.Written != fmt.Sprint(want):
			t.Errorf("%s is %q, not %v", was.Path, now.Written, want)
		case !typed && now.Written != was.Written:
			t.Errorf("%s changed from %q to %q", was.Path, was.Written, now.Written)
		case typed:
			changed++
		}
	}
	if changed != len(values) || len(a.Assumptions) != len(b.Assumptions) {
		t.Errorf("%d of %d changed, %d inputs of %d", changed, len(values), len(b.Assumptions), len(a.Assumptions))
	}
	// What does not compile is refused, and leaves no file.
	edit(typed{"datacenter.phases.iptp.opens": "soon"})
	if got := say(exitUsage, "import", in("edited.xlsx"), in("a"), "--out", in("bad.yaml")); !strings.Contains(got, "datacenter.phases.iptp.opens") {
		t.Errorf("the problem reads %s", got)
	}
	if _, err := os.Stat(in("bad.yaml")); err == nil {
		t.Error("an overlay that does not compile was written")
	}
}

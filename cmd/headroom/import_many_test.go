package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/xuri/excelize/v2"
)

// TestImportOfManyEdits: random numbers within the ranges of random uncertain inputs, typed into the workbook, go through the command and the
// compiler, and each is the value of its input then; no other input is another. 1,000 edits with HEADROOM_FULL=1, 150 otherwise.
func TestImportOfManyEdits(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	most := 150
	if os.Getenv("HEADROOM_FULL") != "" {
		most = 1000
	}
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	say := func(args ...string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if code := run(args, &stdout, &stderr); code != exitDone {
			t.Fatalf("%v: exit code %d: %s%s", args, code, stdout.String(), stderr.String())
		}
	}
	say("run", "vietnam", "--draws", "16", "--out", in("a"), "--quiet", "--no-figures")
	say("export", in("a"), "--out", in("plan.xlsx"))
	a, m, err := result.Load(in("a"), false)
	if err != nil {
		t.Fatal(err)
	}
	var open []*result.Assumption
	for i := range a.Assumptions {
		x := &a.Assumptions[i]
		// Amounts with a unit, alone: shares of one whole must add up, and months are no numbers.
		if x.Uncertain && x.Unit != "" && x.Unit != "1" && x.P[2] > x.P[0] && !strings.HasPrefix(x.Dist, "discrete") && !strings.Contains(x.Written, "=") && !strings.HasPrefix(x.Written, "20") {
			open = append(open, x)
		}
	}
	r := rand.New(rand.NewPCG(57, 9))
	for round, done := 0, 0; done < most; round++ {
		f, err := excelize.OpenFile(in("plan.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("Assumptions")
		if err != nil {
			t.Fatal(err)
		}
		at := map[string]int{}
		for i, row := range rows {
			at[row[0]] = i + 1
		}
		want := map[string]float64{}
		for _, i := range r.Perm(len(open))[:min(most-done, len(open)*9/10)] {
			x := open[i]
			// Seven decimals: three could be a thousand in Vietnamese writing, and are refused.
			number := strconv.FormatFloat(x.P[0]+(x.P[2]-x.P[0])*r.Float64(), 'f', 7, 64)
			v, err := strconv.ParseFloat(number, 64)
			if err != nil {
				t.Fatal(err)
			}
			typed := number + " " + x.Unit
			if x.Boundary != "" {
				typed = fmt.Sprintf("{value: %s, boundary: %s}", typed, x.Boundary)
			}
			if err := f.SetCellStr("Assumptions", fmt.Sprintf("C%d", at[x.Path]), typed); err != nil {
				t.Fatal(err)
			}
			want[x.Path] = v
		}
		book, overlay := in(fmt.Sprintf("e%d.xlsx", round)), in(fmt.Sprintf("e%d.yaml", round))
		if err := f.SaveAs(book); err != nil {
			t.Fatal(err)
		}
		f.Close()
		say("import", book, in("a"), "--out", overlay)
		doc, problems := scenarios.Load(scenarios.Request{Names: []string{filepath.Join(in("a"), "scenario.yaml"), overlay}, Read: os.ReadFile, Draws: m.Draws, Seed: &m.Seed, Design: m.Design, Merged: true})
		if doc == nil {
			t.Fatal(problems.Text())
		}
		plan, problems := doc.Compile()
		if plan == nil {
			t.Fatal(problems.Text())
		}
		if len(plan.Assumptions) != len(a.Assumptions) {
			t.Fatalf("%d inputs of %d", len(plan.Assumptions), len(a.Assumptions))
		}
		for i := range plan.Assumptions {
			now, was := &plan.Assumptions[i], &a.Assumptions[i]
			if v, ok := want[now.Path]; ok {
				if d := now.Value - v; now.Uncertain || d > 1e-9*v && d > 1e-12 || -d > 1e-9*v && -d > 1e-12 {
					t.Errorf("%s is %g, not %g as typed", now.Path, now.Value, v)
				}
			} else if now.Written != was.Written || now.P != was.P {
				t.Errorf("%s changed from %s to %s", now.Path, was.Written, now.Written)
			}
		}
		done += len(want)
		t.Logf("%d edits of %d open inputs", done, len(open))
	}
}

package main

import (
	"encoding/csv"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// TestLevelsOfAMD64: programs for GOAMD64 v1 and v3, where products and sums may fuse, agree
// on every number of a summary within 1e-9.
func TestLevelsOfAMD64(t *testing.T) {
	if runtime.GOARCH != "amd64" || os.Getenv("CI") == "" {
		t.Skip("two programs are built for amd64 when CI is set")
	}
	dir := t.TempDir()
	var tables [][][]string
	for _, level := range []string{"v1", "v3"} {
		program, run := filepath.Join(dir, level), filepath.Join(dir, "run-"+level)
		build := exec.Command("go", "build", "-o", program, ".")
		build.Env = append(os.Environ(), "GOAMD64="+level)
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		out, err := exec.Command(program, "run", "vietnam-services", "--draws", "2000", "--no-figures", "--quiet", "--out", run).CombinedOutput()
		if err != nil && strings.Contains(string(out), "microarchitecture") {
			t.Skipf("this processor does not run %s: %s", level, out)
		}
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		f, err := os.Open(filepath.Join(run, "summary.csv"))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		tables = append(tables, rows)
	}
	a, b := tables[0], tables[1]
	if len(a) != len(b) || len(a) < 1000 {
		t.Fatalf("%d and %d rows", len(a), len(b))
	}
	worst, differ := 0.0, 0
	for i := range a {
		for k := range a[i] {
			x, err1 := strconv.ParseFloat(a[i][k], 64)
			y, err2 := strconv.ParseFloat(b[i][k], 64)
			if (err1 == nil) != (err2 == nil) || err1 != nil && a[i][k] != b[i][k] {
				t.Fatalf("row %d: %v and %v", i, a[i], b[i])
			}
			if d := math.Abs(x - y); d > 0 {
				differ++
				// Of a spread that is rounding alone, the size is that of the number spread.
				mean, _ := strconv.ParseFloat(a[i][4], 64)
				d /= max(math.Abs(x), math.Abs(y), math.Abs(mean))
				if d > 1e-9 {
					t.Errorf("%v: %g and %g", a[i][:3], x, y)
				}
				worst = max(worst, d)
			}
		}
	}
	t.Logf("%d numbers differ, by %.1g at most", differ, worst)
}

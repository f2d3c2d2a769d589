package sweep

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/parquet-go/parquet-go"
)

// small is a sweep of so many points, whose shards have some 35 kB and depend on the point alone.
func small(t *testing.T, n int) (Identity, []Point, Do) {
	t.Helper()
	a := Axis{Name: "discount", Labels: (&Range{Lo: 5, Hi: 12, Unit: "%/year"}).Levels(n)}
	ps := points(t, Spec{Axes: []Axis{a}, Design: Design{Kind: Grid}})
	id := Identity{Name: "small", Points: n, Axes: []string{a.Name}, Facts: []durable.Fact{{Name: "axis discount", Value: strings.Join(a.Labels, "; ")}, {Name: "program", Value: "1"}}}
	return id, ps, func(ctx context.Context, p Point) (*Shard, error) {
		s := &Shard{Index: p.Index, ID: p.ID, Labels: p.Labels, Plan: "plan of " + p.ID, Draws: 8}
		r := rand.New(rand.NewPCG(uint64(p.Index), 1))
		for i := range 100 {
			row := Row{Kind: "metric", Metric: fmt.Sprintf("m%d", i), Entity: "all", Date: "2030-12", Unit: "1"}
			for k := range Statistics() {
				x := Number(r.NormFloat64())
				if k > 12 {
					x = Unknown
				}
				row.Numbers = append(row.Numbers, x)
			}
			s.Rows = append(s.Rows, row)
		}
		return s, ctx.Err()
	}
}

func open(t *testing.T, dir string, id Identity) *Folder {
	t.Helper()
	f, err := Create(dir, id, filepath.Join(filepath.Dir(dir), "small.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func runs(t *testing.T, f *Folder, ps []Point, c Do, opt Options) Report {
	t.Helper()
	r, err := Run(t.Context(), f, ps, c, opt)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// merged returns both tables.
func merged(t *testing.T, f *Folder) []byte {
	t.Helper()
	if _, err := f.Merge(false); err != nil {
		t.Fatal(err)
	}
	var out []byte
	for _, name := range []string{"table.csv", "table.parquet"} {
		b, err := os.ReadFile(filepath.Join(f.Dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, b...)
	}
	return out
}

// undisturbed is the table of a sweep that nothing happened to.
func undisturbed(t *testing.T, id Identity, ps []Point, c Do) []byte {
	t.Helper()
	f := open(t, filepath.Join(t.TempDir(), "whole"), id)
	runs(t, f, ps, c, Options{Workers: 1})
	return merged(t, f)
}

// TestOrderAndWorkers: the table is the same bytes in whatever order points are run, in parts, by
// two processes at once, or by many workers.
func TestOrderAndWorkers(t *testing.T) {
	id, ps, c := small(t, 7)
	want := undisturbed(t, id, ps, c)
	f := open(t, filepath.Join(t.TempDir(), "s"), id)
	for i := 3; i >= 1; i-- {
		part, err := Part(ps, i, 3)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Merge(false); err == nil {
			t.Error("a table of a sweep that is not whole")
		}
		runs(t, f, part, c, Options{Workers: 3})
	}
	if !bytes.Equal(merged(t, f), want) {
		t.Error("three parts, the last first, make another table")
	}
	two := filepath.Join(t.TempDir(), "s")
	var wg sync.WaitGroup
	for range 2 {
		f := open(t, two, id)
		wg.Go(func() {
			if r, err := Run(t.Context(), f, ps, c, Options{Workers: 2}); err != nil || r.Had+r.Ran != len(ps) {
				t.Errorf("%+v %v", r, err)
			}
		})
	}
	wg.Wait()
	if !bytes.Equal(merged(t, open(t, two, id)), want) {
		t.Error("two processes on one folder make another table")
	}
}

// TestClaimsAreAdvice: what a killed process claimed is run all the same.
func TestClaimsAreAdvice(t *testing.T) {
	id, ps, c := small(t, 3)
	f := open(t, filepath.Join(t.TempDir(), "s"), id)
	for _, p := range ps {
		if free, err := f.claim(p); !free || err != nil {
			t.Fatal(free, err)
		}
	}
	if s, err := f.Status(); err != nil || s.Claimed != 3 || s.Done != 0 {
		t.Errorf("%+v %v", s, err)
	}
	if r := runs(t, f, ps, c, Options{}); r.Ran != 3 {
		t.Errorf("%+v", r)
	}
}

// TestChanged: a folder is refused with what changed, and nothing in it is touched.
func TestChanged(t *testing.T) {
	id, ps, c := small(t, 2)
	dir := filepath.Join(t.TempDir(), "s")
	runs(t, open(t, dir, id), ps, c, Options{})
	other := id
	other.Facts = []durable.Fact{{Name: "axis discount", Value: "5; 6"}, {Name: "file base.yaml", Value: "abc"}}
	_, err := Create(dir, other, "small.yaml")
	var e *durable.ChangedError
	if !errors.As(err, &e) || len(e.Changes) != 3 {
		t.Fatalf("%v", err)
	}
	for _, want := range []string{"axis discount: 5; 6, was 5 %/year; 12 %/year", "file base.yaml is new: abc", "program is gone: 1"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
	manifest := filepath.Join(dir, manifestName)
	whole, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	for body, says := range map[string]string{strings.Replace(string(whole), `"format": 1`, `"format": 2`, 1): "format 2, this program reads 1", string(whole[:40]): "is damaged: remove that file"} {
		if err := os.WriteFile(manifest, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Create(dir, id, "small.yaml"); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v does not say %q", err, says)
		}
		if b, err := os.ReadFile(manifest); err != nil || string(b) != body {
			t.Errorf("the manifest was touched (%v)", err)
		}
	}
	if err := os.WriteFile(manifest, whole, 0o644); err != nil {
		t.Fatal(err)
	}
	if r := runs(t, open(t, dir, id), ps, c, Options{}); r.Had != 2 {
		t.Errorf("%+v", r)
	}
	mine := t.TempDir()
	if err := os.WriteFile(filepath.Join(mine, "notes.txt"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(mine, id, "small.yaml"); err == nil || !strings.Contains(err.Error(), "no sweep's folder") {
		t.Errorf("a folder of other things is taken: %v", err)
	}
}

// TestDamage: a shard that is truncated or changed is set aside and made again; one of another version or
// point is left alone and said.
func TestDamage(t *testing.T) {
	id, ps, c := small(t, 3)
	want := undisturbed(t, id, ps, c)
	for _, d := range []struct {
		name   string
		damage func([]byte) []byte
		says   string
		left   error
	}{
		{"empty", func([]byte) []byte { return nil }, "does not begin", nil},
		{"truncated in its first line", func(b []byte) []byte { return b[:20] }, "does not begin", nil},
		{"truncated", func(b []byte) []byte { return b[:len(b)-100] }, "truncated", nil},
		{"one bit", func(b []byte) []byte { b[len(b)/2] ^= 1; return b }, "checksum", nil},
		{"its checksum", func(b []byte) []byte { b[20] ^= 1; return b }, "checksum", nil},
		{"another version", func(b []byte) []byte {
			return bytes.Replace(b, []byte("headroom-shard 1 "), []byte("headroom-shard 2 "), 1)
		}, "format 2, this program reads 1", durable.ErrVersion},
		{"another point", nil, "another sweep's point", ErrForeign},
	} {
		t.Run(d.name, func(t *testing.T) {
			f := open(t, filepath.Join(t.TempDir(), "s"), id)
			runs(t, f, ps, c, Options{})
			path := f.shard(ps[1])
			b, err := os.ReadFile(path)
			if d.damage == nil {
				b, err = os.ReadFile(f.shard(ps[0]))
			} else {
				b = d.damage(b)
			}
			if err != nil || os.WriteFile(path, b, 0o644) != nil {
				t.Fatal(err)
			}
			var said strings.Builder
			if _, err := f.Merge(false); err == nil || !strings.Contains(err.Error(), d.says) {
				t.Errorf("a merge says %v, not %q", err, d.says)
			}
			r, err := Run(t.Context(), f, ps, c, Options{Say: func(s string) { said.WriteString(s) }})
			if d.left != nil {
				if got, _ := os.ReadFile(path); !errors.Is(err, d.left) || !bytes.Equal(got, b) || !strings.Contains(err.Error(), filepath.Base(path)) {
					t.Errorf("%v; the file is left alone: %t", err, bytes.Equal(got, b))
				}
				return
			}
			if err != nil || r.Had != 2 || r.Ran != 1 || !strings.Contains(said.String(), d.says) {
				t.Errorf("%+v %v, said %q", r, err, said.String())
			}
			if got, err := os.ReadFile(path + ".damaged"); err != nil || !bytes.Equal(got, b) {
				t.Errorf("the damaged file is lost: %v", err)
			}
			if !bytes.Equal(merged(t, f), want) {
				t.Error("the table is another one")
			}
		})
	}
}

// TestManifestAgain: a sweep.json that was damaged can be removed, and the shards are those of the same sweep as before.
func TestManifestAgain(t *testing.T) {
	id, ps, c := small(t, 4)
	want := undisturbed(t, id, ps, c)
	f := open(t, filepath.Join(t.TempDir(), "s"), id)
	runs(t, f, ps, c, Options{})
	merged(t, f)
	for _, d := range []string{"logs", "slurm-001.sh", durable.TempPrefix + "1"} { // as submit and a killed process leave them
		if err := os.WriteFile(filepath.Join(f.Dir, d), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	manifest := filepath.Join(f.Dir, "sweep.json")
	if err := os.Truncate(manifest, 30); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(f.Dir, id, "small.yaml"); !errors.Is(err, durable.ErrDamaged) {
		t.Error(err)
	}
	if err := os.Remove(manifest); err != nil {
		t.Fatal(err)
	}
	if r := runs(t, open(t, f.Dir, id), ps, c, Options{}); r.Had != 4 || r.Ran != 0 {
		t.Errorf("%+v", r)
	}
	if !bytes.Equal(merged(t, f), want) {
		t.Error("the table is another one")
	}
}

// TestClocks: files of the future and of 1970 change nothing, because no clock is asked.
func TestClocks(t *testing.T) {
	id, ps, c := small(t, 4)
	want := undisturbed(t, id, ps, c)
	f := open(t, filepath.Join(t.TempDir(), "s"), id)
	runs(t, f, ps[:2], c, Options{})
	if _, err := f.claim(ps[2]); err != nil {
		t.Fatal(err)
	}
	years := []int{1970, 2099}
	k := 0
	err := filepath.WalkDir(f.Dir, func(path string, _ fs.DirEntry, err error) error {
		k++
		at := time.Date(years[k%2], 6, 1, 0, 0, 0, 0, time.UTC)
		return errors.Join(err, os.Chtimes(path, at, at))
	})
	if err != nil {
		t.Fatal(err)
	}
	if r := runs(t, f, ps, c, Options{}); r.Had != 2 || r.Ran != 2 {
		t.Errorf("%+v", r)
	}
	if !bytes.Equal(merged(t, f), want) {
		t.Error("the table is another one")
	}
}

// TestEnds: when ctx ends, what was kept is kept and no claim is left.
func TestEnds(t *testing.T) {
	id, ps, c := small(t, 6)
	f := open(t, filepath.Join(t.TempDir(), "s"), id)
	ctx, stop := context.WithCancel(t.Context())
	n := 1 + rand.IntN(3)
	r, err := Run(ctx, f, ps, c, Options{Workers: 1, Done: func(Point, int, int, error) {
		if n--; n == 0 {
			stop()
		}
	}})
	if s, e := f.Status(); !errors.Is(err, context.Canceled) || e != nil || s.Done != r.Ran || s.Claimed != 0 || r.Ran == 0 || r.Ran == 6 {
		t.Errorf("%+v %v, %+v %v", r, err, s, e)
	}
}

// TestTable: the CSV file has a row for each row of each shard, under its axes, and what is not known is empty.
func TestTable(t *testing.T) {
	id, _, _ := small(t, 4)
	id.Axes = append(id.Axes, "plan")
	id.Scales = []Scale{{Axis: "discount", Unit: "%/year", Named: map[string]float64{"dear": 12.5}}}
	f := open(t, filepath.Join(t.TempDir(), "s"), id)
	numbers := single(0.25, 0.01)
	for i := range 4 {
		s := &Shard{Index: i, ID: fmt.Sprintf("%012d", i), Labels: []string{[]string{"5 %/year", "", "dear", "5 to 6 %/year"}[i], "none"}, Rows: []Row{{Kind: "target", Metric: "t", Entity: "all", Date: "2030-12", Unit: "1", Numbers: numbers, Reached: [3]string{"2028-01"}}}}
		if err := f.Put(s); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.Merge(false); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(f.Dir, "table.csv"))
	want := "point,discount,plan,discount_number,kind,metric,entity,date,unit,mean,sd,p05,p10,p25,p50,p75,p90,p95,se_mean,se_p05,se_p10,se_p25,se_p50,se_p75,se_p90,se_p95,reached_p10,reached_p50,reached_p90\n" +
		"000000000000,5 %/year,none,5,target,t,all,2030-12,1,0.25,,,,,,,,,0.01,,,,,,,,2028-01,,\n" +
		"000000000001,,none,,target,t,all,2030-12,1,0.25,,,,,,,,,0.01,,,,,,,,2028-01,,\n" +
		"000000000002,dear,none,12.5,target,t,all,2030-12,1,0.25,,,,,,,,,0.01,,,,,,,,2028-01,,\n" +
		"000000000003,5 to 6 %/year,none,,target,t,all,2030-12,1,0.25,,,,,,,,,0.01,,,,,,,,2028-01,,\n"
	if err != nil || string(b) != want {
		t.Errorf("the table is\n%s\nnot\n%s", b, want)
	}
	// The same in Parquet, where numbers are numbers.
	b, err = os.ReadFile(filepath.Join(f.Dir, "table.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	leaf, ok := file.Schema().Lookup("discount_number")
	if unit, _ := file.Lookup("unit:discount_number"); !ok || leaf.Node.Type().Kind() != parquet.Double || unit != "%/year" {
		t.Errorf("discount_number is %v in %q", leaf.Node, unit)
	}
	rows := make([]parquet.Row, 8)
	n, err := file.RowGroups()[0].Rows().ReadRows(rows)
	if err != nil && !errors.Is(err, io.EOF) || n != 4 {
		t.Fatal(n, err)
	}
	for i, want := range []string{"5", "<null>", "12.5", "<null>"} {
		if got := rows[i][leaf.ColumnIndex].String(); got != want {
			t.Errorf("row %d has %s, not %s", i, got, want)
		}
	}
}

package sweep

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestReadTable: what is read from table.csv is what the shards hold, to the bit.
func TestReadTable(t *testing.T) {
	id, ps, do := small(t, 7)
	f := open(t, filepath.Join(t.TempDir(), "s"), id)
	if _, err := f.First(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder without shards has a first one: %v", err)
	}
	if _, err := f.Table(func(Key) bool { return true }); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder without a table has one: %v", err)
	}
	runs(t, f, ps, do, Options{})
	if _, err := f.Merge(false); err != nil {
		t.Fatal(err)
	}
	if s, err := f.First(); err != nil || s.ID != ps[0].ID {
		t.Errorf("the first shard is %v, not that of %s (%v)", s, ps[0].ID, err)
	}
	table, err := f.Table(func(k Key) bool { return k.Metric == "m3" || k.Metric == "m99" })
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Points) != 7 || len(table.Keys) != 100 || len(table.Rows) != 2 || !slices.Equal(table.Axes, id.Axes) {
		t.Fatalf("%d points, %d keys, %d rows, axes %v", len(table.Points), len(table.Keys), len(table.Rows), table.Axes)
	}
	for i, p := range ps {
		s, err := f.Shard(p)
		if err != nil {
			t.Fatal(err)
		}
		if table.Points[i].ID != p.ID || !slices.Equal(table.Points[i].Labels, p.Labels) {
			t.Errorf("point %d is %v, not %v", i, table.Points[i], p)
		}
		for _, m := range []int{3, 99} {
			want := s.Rows[m]
			got := table.Rows[Key{"metric", want.Metric, "all", "2030-12"}][i]
			for k, name := range Statistics() {
				x, ok := got.Number(name)
				if y := float64(want.Numbers[k]); ok != (y == y) || ok && x != y {
					t.Errorf("%s of %s is %g, %g in the shard", name, want.Metric, x, y)
				}
			}
			if got.Unit != want.Unit {
				t.Errorf("%s has the unit %q", want.Metric, got.Unit)
			}
		}
	}
	path := filepath.Join(f.Dir, TableName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, says string }{{"point,discount", "point,other", "columns"}, {",1,0", ",1,x0", "line"}, {",1,-", ",1,x-", "line"}} {
		if bad := strings.Replace(string(b), c.from, c.to, 1); bad != string(b) {
			if err := os.WriteFile(path, []byte(bad), 0o644); err != nil {
				t.Fatal(err)
			}
			if _, err := f.Table(func(Key) bool { return true }); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%q for %q is read: %v", c.to, c.from, err)
			}
		}
	}
}

// TestReadTableLacks: a point without a row has one without numbers, in its place.
func TestReadTableLacks(t *testing.T) {
	head := (&Folder{Identity: Identity{Axes: []string{"a"}}}).Columns()
	numbers := strings.Repeat(",", len(Statistics())+2)
	body := strings.Join(head, ",") + "\np,1,metric,m,all,2030-12,MW,1" + numbers + "\nq,2,metric,n,all,2030-12,MW,2" + numbers + "\nr,3,metric,m,all,2030-12,MW,3" + numbers + "\n"
	table, err := readTable(strings.NewReader(body), head, 1, func(Key) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	for metric, want := range map[string][]float64{"m": {1, 0, 3}, "n": {0, 2, 0}} {
		rows := table.Rows[Key{"metric", metric, "all", "2030-12"}]
		if len(rows) != 3 {
			t.Fatalf("%s has %d rows", metric, len(rows))
		}
		for i := range rows {
			if x, ok := rows[i].Number("mean"); ok != (want[i] > 0) || ok && x != want[i] {
				t.Errorf("%s of point %d is %g, %v", metric, i, x, ok)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		labels string
		x      []float64
		unit   string
		ok     bool
	}{
		{"2 %/year|4.5 %/year", []float64{2, 4.5}, "%/year", true}, {"1e3|2", []float64{1000, 2}, "", true}, {"-3MW|+2 MW", []float64{-3, 2}, "MW", true},
		{"2 MW|2 kW", nil, "", false}, {"200 to 300", nil, "", false}, {"none|2", nil, "", false}, {"2025-10", nil, "", false}, {"", nil, "", false}, {"16.737,5", nil, "", false},
	} {
		x, unit, ok := Numbers(strings.Split(c.labels, "|"))
		if ok != c.ok || ok && (!slices.Equal(x, c.x) || unit != c.unit) {
			t.Errorf("%s is %v %q %v", c.labels, x, unit, ok)
		}
	}
	if _, _, ok := Numbers(nil); ok {
		t.Error("no labels are numbers")
	}
}

// TestFree: the axes that differ among points; of those that are zipped, one.
func TestFree(t *testing.T) {
	s := Spec{Axes: []Axis{{Name: "a", Labels: []string{"1", "2"}}, {Name: "b", Labels: []string{"x", "y"}}, {Name: "c", Labels: []string{"p", "q", "r"}}},
		Zips: [][]string{{"a", "b"}}, Design: Design{Kind: Grid}}
	table := &Table{Axes: []string{"a", "b", "c"}, Zips: s.Zips, Points: points(t, s)}
	if got := table.Free(table.All()); !slices.Equal(got, []int{0, 2}) {
		t.Errorf("%v differ", got)
	}
	held := table.Where(table.All(), 2, []string{"q"})
	if got := table.Free(held); !slices.Equal(got, []int{0}) || len(held) != 2 {
		t.Errorf("%v differ among %v", got, held)
	}
	table.Zips = nil // as in a design, whose points are all different
	if got := table.Free(held); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("%v differ without a zip", got)
	}
	if got := table.Values(2, held); !slices.Equal(got, []string{"q"}) {
		t.Errorf("c is %v", got)
	}
}

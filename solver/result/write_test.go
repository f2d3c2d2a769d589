package result

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/parquet-go/parquet-go"
)

func sampleSet() *Set {
	q := [][]float64{{1, 2}, {1, 2}, {1, 2}, {1.5, 2.5}, {2, 3}, {2, 3}, {2, 1.0 / 3}}
	m := Metric{Key: "mobile.stations", Unit: "stations"}
	inf := math.Inf(1)
	return &Set{Axis: axis.Axis{Start: axis.M(2025, 12), Steps: 2}, Draws: 3,
		Series: []Series{
			{Metric: m, Entity: "all", Mean: []float64{1, 2}, SD: []float64{0.1, 0.2}, Q: q},
			{Metric: m, Entity: "hue", Mean: []float64{3, 4}},
			{Metric: Metric{Key: "gpu.nodes", Unit: "nodes"}, Entity: "all", Final: true, Mean: []float64{3750}, SD: []float64{0},
				Q: [][]float64{{1}, {1}, {1}, {1}, {1}, {1}, {1}}},
		},
		Targets: []TargetResult{
			{ID: "never", Metric: m, Entity: "all", At: axis.M(2026, 1), Threshold: 9, Draws: 3, Bound: 0.6, FirstDate: [3]float64{inf, inf, inf}},
			{ID: "half", Metric: m, Entity: "all", At: axis.M(2026, 1), Threshold: 2, Hits: 1, Draws: 3, Probability: 1.0 / 3, SE: 0.27,
				FirstDate: [3]float64{float64(axis.M(2025, 12)), inf, inf}, SureDate: [2]float64{float64(axis.M(2026, 1)), inf}},
		},
		Inputs:  []Column{{"a.b", "MW", []float64{1, 2, 3}}},
		Watched: []Column{{"mobile.stations[all]@2026-01", "stations", []float64{7, 8, 9}}, {"mobile.stations[all]@2026-01", "stations", []float64{7, 8, 9}}},
	}
}

func TestWriteSummary(t *testing.T) {
	var b bytes.Buffer
	if err := WriteSummary(&b, sampleSet()); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 6 {
		t.Fatal(len(rows), err)
	}
	want := [][]string{
		{"mobile.stations", "all", "2026-01", "stations", "2", "0.2", "2", "2", "2", "2.5", "3", "3", "0.3333333333333333"},
		{"mobile.stations", "hue", "2025-12", "stations", "3", "", "", "", "", "", "", "", ""},
		{"gpu.nodes", "all", "2026-01", "nodes", "3750", "0", "1", "1", "1", "1", "1", "1", "1"},
	}
	for i, r := range []int{2, 3, 5} {
		for k := range want[i] {
			if rows[r][k] != want[i][k] {
				t.Errorf("row %d: %v, want %v", r, rows[r], want[i])
				break
			}
		}
	}
}

func TestWriteTargets(t *testing.T) {
	var b bytes.Buffer
	if err := WriteTargets(&b, sampleSet()); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got[0]["bound_95"] != 0.6 || got[0]["first_date"].(map[string]any)["p50"] != nil {
		t.Errorf("zero hits give %v", got[0])
	}
	if d := got[1]["first_date"].(map[string]any); d["p80"] != "2026-01" || d["p95"] != nil || len(d) != 5 {
		t.Errorf("first dates are %v", d)
	}
	if got[1]["bound_95"] != nil || got[1]["first_date"].(map[string]any)["p10"] != "2025-12" || got[1]["met"] != nil {
		t.Errorf("one hit gives %v", got[1])
	}
}

func TestWriteDrawsReadsBack(t *testing.T) {
	var b, again bytes.Buffer
	if err := WriteDraws(&b, sampleSet()); err != nil {
		t.Fatal(err)
	}
	if err := WriteDraws(&again, sampleSet()); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("two writings differ", err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if u, ok := f.Lookup("unit:a.b"); !ok || u != "MW" {
		t.Errorf("unit of a.b is %q", u)
	}
	if f.NumRows() != 3 || len(f.Schema().Columns()) != 3 {
		t.Fatalf("%d rows, columns %v", f.NumRows(), f.Schema().Columns())
	}
	rows := make([]parquet.Row, 3)
	r := f.RowGroups()[0].Rows()
	defer r.Close()
	if n, _ := r.ReadRows(rows); n != 3 {
		t.Fatalf("read %d rows", n)
	}
	for d, row := range rows {
		byColumn := map[string]parquet.Value{}
		for i, c := range f.Schema().Columns() {
			byColumn[c[0]] = row[i]
		}
		if byColumn["draw"].Int64() != int64(d) || byColumn["a.b"].Double() != float64(d+1) || byColumn["mobile.stations[all]@2026-01"].Double() != float64(d+7) {
			t.Errorf("draw %d reads back as %v", d, row)
		}
	}
}

// TestReadWatched: the columns of metrics alone are the same numbers as those of the whole file.
func TestReadWatched(t *testing.T) {
	s := sampleSet()
	s.Draws = 3*rowGroup/2 + 7
	s.Inputs, s.Watched, s.Kept = nil, nil, nil
	for _, name := range []string{"a.b", "m[all]@2026-12", "z.y", "n[x]@2030-12"} {
		c := Column{Name: name, Unit: "MW", Values: make([]float64, s.Draws)}
		for d := range c.Values {
			c.Values[d] = float64(d*len(name)) / 7
		}
		if strings.Contains(name, "@") {
			s.Watched = append(s.Watched, c)
		} else {
			s.Inputs = append(s.Inputs, c)
		}
	}
	var b bytes.Buffer
	if err := WriteDraws(&b, s); err != nil {
		t.Fatal(err)
	}
	var all, some Set
	if err := all.readDraws(b.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := some.readWatched(bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil {
		t.Fatal(err)
	}
	if len(some.Inputs) != 0 || len(some.Watched) != 2 || !reflect.DeepEqual(some.Watched, all.Watched) || len(some.Watched[0].Values) != s.Draws {
		t.Errorf("%d columns were read, of %d draws", len(some.Watched), s.Draws)
	}
}

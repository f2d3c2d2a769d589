package scenarios

import (
	"strings"
	"testing"
)

// TestIntervalsInAFormat: both ends of an interval are read the declared way.
func TestIntervalsInAFormat(t *testing.T) {
	for _, c := range []struct {
		form, path, written string
		lo, hi              float64
	}{
		{"vi", "mobile.trend.drift", "10,5 to 50,5 %/year", 0.105, 0.505},
		{"vi", "mobile.operators.viettel.crews", "140,5 to 320,5", 140.5, 320.5},
		{"vi", "mobile.operators.viettel.crews", "2.500 to 5.500", 2500, 5500},
		{"vi", "mobile.operators.viettel.crews", "2.500  to  5.500,5", 2500, 5500.5},
		{"vi", "datacenter.phases.sam.power", "100,5MW to 1.500MW facility", 100.5, 1500},
		{"en", "mobile.operators.viettel.crews", "2,500 to 5,500.5", 2500, 5500.5},
	} {
		parts := strings.Split(c.path, ".")
		doc := "numbers: " + c.form + "\n" + strings.Join(parts, ": {") + ": \"" + c.written + "\"" + strings.Repeat("}", len(parts)-1) + "\n"
		a := assumption(t, planOf(t, disk{"a.yaml": doc}, []string{"vietnam", "a.yaml"}), c.path)
		if !near(a.P[0]/c.lo, 1) || !near(a.P[2]/c.hi, 1) {
			t.Errorf("%s is %v to %v, want %v to %v", c.written, a.P[0], a.P[2], c.lo, c.hi)
		}
	}
}

// TestExpressionsInAFormat: numbers of an expression are read the declared
// way, and what follows them keeps its column.
func TestExpressionsInAFormat(t *testing.T) {
	const path = "datacenter.expansion.target"
	doc := func(form, expr string) disk {
		return disk{"a.yaml": "numbers: " + form + "\ndatacenter: {expansion: {target: {boundary: facility, expr: '" + expr + "'}}}\n"}
	}
	for _, c := range []struct {
		form, expr string
		want       float64
	}{
		{"vi", "1.500,5 MW", 1500.5},
		{"vi", "min(2,5 MW, 1.500 kW)", 1.5},
		{"vi", "datacenter.opening.racks * 4,0 kW/rack", 109.48}, // 27,370 racks of 4 kW
		{"en", "1,500.5 MW", 1500.5},
	} {
		a := assumption(t, planOf(t, doc(c.form, c.expr), []string{"vietnam", "a.yaml"}), path)
		if !near(a.Value, c.want) {
			t.Errorf("%s is %v, want %v", c.expr, a.Value, c.want)
		}
	}
	for _, c := range []struct {
		form, expr, code string
		col              int
	}{
		{"vi", "1.5 MW", "number-mixed", 0},
		{"en", "min(1,2 MW)", "number-mixed", 4},
		{"vi", "1.500 MW + datacenter.ocupancy", "expr-unknown", 11},
	} {
		l := faults(doc(c.form, c.expr), []string{"vietnam", "a.yaml"})
		want := len("datacenter: {expansion: {target: {boundary: facility, expr: '") + 1 + c.col
		if len(l) == 0 || l[0].Code != c.code || l[0].Col != want || l[0].Hint == "" {
			t.Errorf("%s: want %s at %d, got %s", c.expr, c.code, want, l.Text())
		}
	}
}

// TestTablesInAFormat: a table says 1.234 for a fraction or for a thousand;
// nobody guesses which, but what only one of them can be is read.
func TestTablesInAFormat(t *testing.T) {
	d := disk{"a.yaml": "numbers: vi\npower: {peak_demand: {from: x.csv, unit: MW, boundary: unstated}}\n", "x.csv": "date,value\n2025-10,50000\n2030-12,60.123\n2031-12,70.123\n",
		"b.yaml": "numbers: vi\nmobile: {provinces: {from: y.csv}}\n", "y.csv": "id,population,area\nhue,1200000,4.902\n"}
	for file, at := range map[string]string{"a.yaml": "x.csv:3:9", "b.yaml": "y.csv:2:13"} {
		l := faults(d, []string{"vietnam", file})
		if len(l) != 1 || l[0].Code != "number-ambiguous" || l[0].Pos.String() != at {
			t.Errorf("%s: want %s, got %s", file, at, l.Text())
		}
	}
	d["x.csv"], d["y.csv"] = "date,value\n2025-10,50000\n2030-12,60123.5\n", "id,population,area\nhue,1200000,4902.41\n"
	planOf(t, d, []string{"vietnam", "a.yaml"})
	planOf(t, d, []string{"vietnam", "b.yaml"})
	// A shipped table, and what stands after the layer, are read plainly.
	d["b.yaml"] = "numbers: vi\nmobile: {provinces: {from: provinces.csv}}\n"
	planOf(t, d, []string{"vietnam", "b.yaml"}, "mobile.site_power=2.501 kW facility")
}

package rack_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/headroom-planner/headroom/model/boundary"
	"github.com/headroom-planner/headroom/model/plant"
	"github.com/headroom-planner/headroom/model/rack"
	"github.com/headroom-planner/headroom/model/unit"
)

var update = flag.Bool("update", false, "write golden files")

const (
	cases  = "../../testdata/datacenter/facilities.csv"
	golden = "../../testdata/datacenter/facilities.txt"
	models = "../../docs/MODELS.md"
)

// facility is one row. NaN is what was not published.
type facility struct {
	name, group, kind, boundary string
	mw, racks, kw, pue, floor   float64
}

func facilities(t *testing.T) []facility {
	t.Helper()
	f, err := os.Open(cases)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(row []string, column string) string { return row[slices.Index(rows[0], column)] }
	var out []facility
	for _, row := range rows[1:] {
		n := func(column string) float64 {
			s := at(row, column)
			if s == "" {
				return math.NaN()
			}
			x, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatalf("%v: %v", row, err)
			}
			return x
		}
		if at(row, "source") == "" || at(row, "confidence") == "" || at(row, "as_of") > "2025-10" {
			t.Errorf("%v has no source, no confidence, or a late date", row)
		}
		out = append(out, facility{at(row, "name"), at(row, "group"), at(row, "kind"), at(row, "boundary"), n("mw"), n("racks"), n("rack_kw"), n("pue"), n("floor_m2")})
	}
	return out
}

// puePeak is what is assumed where no PUE is stated: the peak at full load in
// Ho Chi Minh City of the midsize plant with a tower (model/plant, kind 5), and of
// the one with liquid cooling (kind 11), printed in docs/MODELS.md.
var puePeak = map[string]float64{"general": 1.63, "dense": 1.63, "liquid": 1.16}

// itMW is a facility's rated IT power by the rule: what is not stated is read at
// the facility's meter.
func (f *facility) itMW(t *testing.T) float64 {
	t.Helper()
	from := boundary.At{Boundary: unit.Boundary(f.boundary), Scope: boundary.All, Kind: boundary.Rated}
	if from.Boundary == unit.Unstated {
		from.Boundary = unit.Facility
	}
	factors := boundary.Factors{PeakPUE: boundary.Spread{Median: f.peak()}}
	s, err := factors.Convert(boundary.Figure{MW: f.mw, At: from}, boundary.At{Boundary: unit.IT, Scope: boundary.All, Kind: boundary.Rated})
	if err != nil {
		t.Fatal(err)
	}
	return s.Median
}

func (f *facility) peak() float64 {
	if !math.IsNaN(f.pue) {
		return f.pue
	}
	return puePeak[f.kind]
}

// density is learned from facilities of a kind outside a group, each group being one
// case, the geometric mean of its members.
func density(t *testing.T, all []facility, kind, without string) (rack.Density, error) {
	sums, counts := map[string]float64{}, map[string]float64{}
	var groups []string
	for i := range all {
		f := &all[i]
		if math.IsNaN(f.mw) || f.group == without || (kind != "" && f.kind != kind) {
			continue
		}
		if counts[f.group] == 0 {
			groups = append(groups, f.group)
		}
		counts[f.group]++
		sums[f.group] += math.Log(1000 * f.itMW(t) / f.racks)
	}
	var kw []float64
	for _, g := range groups {
		kw = append(kw, math.Exp(sums[g]/counts[g]))
	}
	return rack.FitDensity(kw)
}

// TestFacilities predicts the racks of each facility from its power, by the density
// of others, and its power from its racks where a density is published. The table
// is that of docs/MODELS.md.
func TestFacilities(t *testing.T) {
	all := facilities(t)
	var b strings.Builder
	fmt.Fprintln(&b, "| facility | MW, boundary | racks | IT kW a rack | learned from | racks predicted | off by | all kinds | stated kW a rack | MW predicted | off by |")
	fmt.Fprintln(&b, "|---|---|---|---|---|---|---|---|---|---|---|")
	factors, pooled, stated := []float64{}, []float64{}, []float64{}
	covered, intervals := 0, 0
	seen := map[string]bool{}
	for i := range all {
		f := &all[i]
		if math.IsNaN(f.mw) {
			continue
		}
		it := 1000 * f.itMW(t)
		fmt.Fprintf(&b, "| %s | %g, %s | %g | %.2f | ", f.name, f.mw, f.boundary, f.racks, it/f.racks)
		if d, err := density(t, all, f.kind, f.group); err != nil {
			fmt.Fprint(&b, "no other | | ")
		} else {
			off := d.Racks(it) / f.racks
			factors = append(factors, off)
			fmt.Fprintf(&b, "%g x %s, %.2f kW | %.0f | %.2f ", d.N, f.kind, d.MedianKW, d.Racks(it), off)
			if d.N > 1 {
				intervals++
				half := d.Factor(distuv.StudentsT{Sigma: 1, Nu: d.N - 1}.Quantile(.9))
				if off < half && off > 1/half {
					covered++
				}
			}
		}
		d, err := density(t, all, "", f.group)
		if err != nil {
			t.Fatal(err)
		}
		pooled = append(pooled, d.Racks(it)/f.racks)
		fmt.Fprintf(&b, "| %.2f | ", d.Racks(it)/f.racks)
		if math.IsNaN(f.kw) {
			fmt.Fprintln(&b, "| | |")
		} else {
			mw := f.racks * f.kw * f.peak() / 1000
			stated = append(stated, mw/f.mw)
			fmt.Fprintf(&b, "%g | %.1f | %.2f |\n", f.kw, mw, mw/f.mw)
		}
		seen[f.kind] = true
	}
	fmt.Fprintf(&b, "\nTypical factor (root mean square of the logarithm): %.2f by kind over %d facilities, %.2f over %d without kinds, %.2f over %d with a stated density. Within the 80 %% interval of what each is learned from: %d of %d.\n",
		typical(factors), len(factors), typical(pooled), len(pooled), typical(stated), len(stated), covered, intervals)
	for _, kind := range []string{"general", "dense"} {
		d, err := density(t, all, kind, "")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s: median %.2f kW of IT a rack, log deviation %.2f, of %g groups. ", kind, d.MedianKW, d.Sigma, d.N)
	}
	median, sigma, n := floors(all)
	fmt.Fprintf(&b, "Gross floor a rack: median %.1f m2, log deviation %.2f, of %d facilities.\n", median, sigma, n)
	if len(seen) != 3 || len(factors) < 8 {
		t.Errorf("kinds %v, %d factors", seen, len(factors))
	}

	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != b.String() {
		t.Errorf("%s differs; go test ./model/rack -update writes it anew\n%s", golden, b.String())
	}
	doc, err := os.ReadFile(models)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(doc), b.String()) {
		t.Errorf("%s does not hold the table of %s as it is", models, golden)
	}
}

// typical is exp of the root mean square logarithm.
func typical(factors []float64) float64 {
	sum := 0.0
	for _, f := range factors {
		sum += math.Log(f) * math.Log(f)
	}
	return math.Exp(math.Sqrt(sum / float64(len(factors))))
}

// floors is the log-normal of gross floor a rack.
func floors(all []facility) (median, sigma float64, n int) {
	var logs []float64
	sum := 0.0
	for i := range all {
		if f := &all[i]; !math.IsNaN(f.floor) {
			logs = append(logs, math.Log(f.floor/f.racks))
			sum += logs[len(logs)-1]
		}
	}
	mean, squares := sum/float64(len(logs)), 0.0
	for _, l := range logs {
		squares += (l - mean) * (l - mean)
	}
	return math.Exp(mean), math.Sqrt(squares / float64(len(logs)-1)), len(logs)
}

// TestPeaksAreThePlants: the PUEs of the rule are what model/plant computes.
func TestPeaksAreThePlants(t *testing.T) {
	b, err := os.ReadFile("../datacenter/climates.csv")
	if err != nil {
		t.Fatal(err)
	}
	climates, err := plant.ReadClimates(string(b))
	if err != nil {
		t.Fatal(err)
	}
	for i := range climates {
		if climates[i].Place != "ho-chi-minh-city" {
			continue
		}
		for kind, k := range map[string]int{"general": 5, "liquid": 11} {
			w, err := climates[i].Weather(0, 0)
			if err != nil {
				t.Fatal(err)
			}
			p, err := plant.Size(plant.Kinds()[k-1], 10_000, w)
			if err != nil {
				t.Fatal(err)
			}
			if got := plant.Tabulate(p, w).Peak(1); math.Abs(got-puePeak[kind]) > .005 {
				t.Errorf("%s: the plant's peak is %.3f, the rule's %.2f", kind, got, puePeak[kind])
			}
		}
		return
	}
	t.Error("no such climate")
}

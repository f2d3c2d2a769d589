package train

import (
	"encoding/csv"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden texts anew")

// tables is where the reference tables lie.
const tables = "../../testdata/gpu"

// table reads a CSV file: rows by column name.
func table(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(tables, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, c := range all[0] {
			m[c] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func num(t testing.TB, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// reader takes whole numbers and flags out of a row.
type reader struct {
	t   testing.TB
	row map[string]string
}

func (r reader) int(k string) int   { return int(num(r.t, r.row[k])) }
func (r reader) bool(k string) bool { return r.int(k) == 1 }

func precision(s string) Precision {
	for p := FP32; p <= FP4; p++ {
		if p.String() == s {
			return p
		}
	}
	return NoPrecision
}

// near fails when got is farther than tol (relative) from want.
func near(t testing.TB, what string, got, want, tol float64) float64 {
	t.Helper()
	d := math.Abs(got/want - 1)
	if want == 0 {
		d = math.Abs(got)
	}
	if !(d <= tol) {
		t.Errorf("%s = %.8g, want %.8g within %g", what, got, want, tol)
	}
	return d
}

// golden compares a text with the one under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join(tables, name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !alike(string(want), got) {
		t.Errorf("%s differs; go test ./model/train -update writes it anew\n%s", path, got)
	}
}

// alike says whether two texts have the same words, and numbers that differ by one in
// their last digit at most: fused multiply-add rounds differently between machines.
func alike(want, got string) bool {
	a, b := strings.Fields(want), strings.Fields(got)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, err1 := strconv.ParseFloat(strings.TrimSuffix(a[i], "%"), 64)
		y, err2 := strconv.ParseFloat(strings.TrimSuffix(b[i], "%"), 64)
		if err1 != nil || err2 != nil {
			if a[i] != b[i] {
				return false
			}
			continue
		}
		_, decimals, _ := strings.Cut(strings.TrimSuffix(a[i], "%"), ".")
		if !strings.Contains(a[i], "e") && math.Abs(x-y) > 1.01*math.Pow(10, -float64(len(decimals))) || math.Abs(x-y) > 0.01*math.Abs(x)+1.01 {
			return false
		}
	}
	return true
}

// TestAlike: the comparison bites.
func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"x 1.23 +4.5%", "x  1.24 +4.5%", true}, {"x 1.23", "x 1.25", false}, {"a 1", "b 1", false}, {"1 2", "1", false}, {"7e+05", "7.1e+05", false}} {
		if alike(c.a, c.b) != c.want {
			t.Errorf("%+v", c)
		}
	}
}

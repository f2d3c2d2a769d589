package grid

import (
	"errors"
	"flag"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/valid"
)

var update = flag.Bool("update", false, "write the golden tables anew")

// near fails when got is farther from want than tol.
func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if d := math.Abs(got - want); !(d <= tol) {
		t.Errorf("%s = %.10g, want %.10g within %g", what, got, want, tol)
	}
}

// refused fails unless an error is a RangeError of quantity.
func refused(t *testing.T, quantity string, err error) {
	t.Helper()
	var r *valid.RangeError
	if !errors.As(err, &r) || r.Quantity != quantity {
		t.Errorf("want %q out of range, got %v", quantity, err)
	}
}

func noAllocations(t *testing.T, what string, f func()) {
	t.Helper()
	if n := testing.AllocsPerRun(50, f); n != 0 {
		t.Errorf("%s: %v allocations", what, n)
	}
}

// golden compares a table with a file of testdata, line by line, or writes it.
func golden(t *testing.T, file, table string) {
	t.Helper()
	path := "testdata/" + file
	if *update {
		if err := os.WriteFile(path, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, want := strings.Split(table, "\n"), strings.Split(string(b), "\n")
	for i := range max(len(got), len(want)) {
		a, b := "", ""
		if i < len(got) {
			a = got[i]
		}
		if i < len(want) {
			b = want[i]
		}
		if a != b {
			t.Errorf("%s, line %d:\n%s\nnot\n%s", path, i+1, a, b)
		}
	}
}

var sink float64

package grid

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/valid/validtest"
)

var near, refused, noAllocations = validtest.Near, validtest.Refused, validtest.NoAllocations

var update = flag.Bool("update", false, "write the golden tables anew")

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

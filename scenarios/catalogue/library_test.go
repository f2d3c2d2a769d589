package catalogue

import (
	"flag"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/headroom-planner/headroom/scenarios/library"
)

var update = flag.Bool("update", false, "write scenarios/library/accelerators.yaml anew")

// TestLibrary: the layer that scenarios extend is what the catalogue says, to the byte.
func TestLibrary(t *testing.T) {
	want, err := Library()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("../library/accelerators.yaml", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := library.FS.ReadFile("accelerators.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("scenarios/library/accelerators.yaml is not what the catalogue says; write it with -update")
	}
}

// TestNodesAgreeWithTheirGPUs: a node as it is bought is within 7 % of the catalogue's server over its GPUs. Racks are given at
// the middle of a range in one and at its top in the other.
func TestNodesAgreeWithTheirGPUs(t *testing.T) {
	known, err := Accelerators()
	if err != nil {
		t.Fatal(err)
	}
	b, err := files.ReadFile("library.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := table(string(b), "node_kw")
	if err != nil || len(rows) != 15 {
		t.Fatal(len(rows), err)
	}
	for _, r := range rows {
		for i := range known {
			if known[i].Name != r["entry"] {
				continue
			}
			kw, err1 := strconv.ParseFloat(r["node_kw"], 64)
			n, err2 := strconv.ParseFloat(r["gpus_per_node"], 64)
			if w := 1000 * kw / n; err1 != nil || err2 != nil || math.Abs(w/known[i].HostW-1) > 0.07 {
				t.Errorf("%s: %g W a GPU, catalogue %g", r["key"], w, known[i].HostW)
			}
		}
	}
}

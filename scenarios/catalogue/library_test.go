package catalogue

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/scenarios/library"
)

// TestLibrary: the entries that scenarios extend say the same as the catalogue: dense rates, memory on the
// label, launch, price, and the node's power over its GPUs. Only a rate twice the catalogue's would be
// a sparse one, and none is.
func TestLibrary(t *testing.T) {
	text, err := library.FS.ReadFile("accelerators.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		GPU struct {
			Accelerators map[string]struct {
				BF16    string `yaml:"bf16_dense"`
				FP8     string `yaml:"fp8_dense"`
				Memory  string `yaml:"memory"`
				PerNode string `yaml:"gpus_per_node"`
				Launch  string `yaml:"launch"`
				Node    struct {
					Value string `yaml:"value"`
				} `yaml:"node_power"`
				Price struct {
					Value string `yaml:"value"`
				} `yaml:"price"`
			} `yaml:"accelerators"`
		} `yaml:"gpu"`
	}
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	known, err := Accelerators()
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]*Accelerator{}
	for i := range known {
		of[strings.ToLower(known[i].Name)] = &known[i]
	}
	of["a100-40"], of["a100-80"] = of["a100-sxm-40gb"], of["a100-sxm-80gb"]
	num := func(s string) float64 {
		v, err := strconv.ParseFloat(strings.Fields(s)[0], 64)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		return v
	}
	for name, e := range doc.GPU.Accelerators {
		a := of[name]
		if a == nil {
			t.Errorf("%s is not in the catalogue", name)
			continue
		}
		for p, s := range map[train.Precision]string{train.BF16: e.BF16, train.FP8: e.FP8} {
			if s == "" {
				continue
			}
			if err := CheckDense(a.Name, p, num(s), known); err != nil {
				t.Error(err)
			}
			if peak, err := a.PeakTFLOPS(p); err != nil || peak != num(s) {
				t.Errorf("%s, %s: library %s, catalogue %g", name, p, s, peak)
			}
		}
		if a.LabelGiB != num(e.Memory) {
			t.Errorf("%s: memory %s, catalogue %g", name, e.Memory, a.LabelGiB)
		}
		if l := strings.ReplaceAll(e.Launch, "-", ""); l != strconv.Itoa(a.Launch) {
			t.Errorf("%s: launch %s, catalogue %d", name, e.Launch, a.Launch)
		}
		if f := strings.Fields(e.Price.Value); num(f[0]) != a.PriceLow || num(f[2]) != a.PriceHigh {
			t.Errorf("%s: price %s, catalogue %g to %g", name, e.Price.Value, a.PriceLow, a.PriceHigh)
		}
		// Racks are given at the middle of a range in one and at its top in the other.
		if w := 1000 * num(e.Node.Value) / num(e.PerNode); math.Abs(w/a.HostW-1) > 0.07 {
			t.Errorf("%s: %g W a GPU, catalogue %g", name, w, a.HostW)
		}
	}
	if len(doc.GPU.Accelerators) != 15 {
		t.Errorf("%d entries", len(doc.GPU.Accelerators))
	}
}

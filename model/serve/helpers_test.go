package serve

import (
	"encoding/csv"
	"flag"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/scenarios/catalogue"
)

var update = flag.Bool("update", false, "write the golden texts anew")

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

// model and gpu find an entry of the catalogue.
func model(t testing.TB, name string) *Model {
	t.Helper()
	for _, m := range must(catalogue.Models()) {
		if m.Name == name {
			s := Model(m)
			return &s
		}
	}
	t.Fatalf("no model %q", name)
	return nil
}

func gpu(t testing.TB, name string) *train.Accelerator {
	t.Helper()
	for _, a := range must(catalogue.Accelerators()) {
		if a.Name == name {
			return &a.Accelerator
		}
	}
	t.Fatalf("no accelerator %q", name)
	return nil
}

// points reads the published throughputs that the constants are fitted to.
func points(t testing.TB) []Point {
	return append(read(t, "inference.csv"), read(t, "inference_v1.csv")...)
}

// read reads throughputs; a column of requests says how many the benchmark had in all, so that no more run at once.
func read(t testing.TB, name string) []Point {
	t.Helper()
	f, err := os.Open("../../testdata/gpu/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := must(csv.NewReader(f).ReadAll())
	var out []Point
	for _, r := range all[1:] {
		num := func(i int) float64 { return must(strconv.ParseFloat(r[i], 64)) }
		p, ok := catalogue.Precision(r[6])
		if !ok {
			t.Fatalf("%s: precision %q", r[0], r[6])
		}
		x := Point{Name: r[0], Family: r[1], Traffic: Traffic{num(7), num(8)}, TokensGPU: num(9),
			Replica: Replica{model(t, r[2]), gpu(t, r[3]), p, int(num(4)), r[5] == "1", Default()}}
		if all[0][10] == "requests" {
			groups := float64(x.Replica.GPUs) / x.Replica.group()
			x.Replica.Engine.MaxBatch = int(math.Min(float64(x.Replica.Engine.MaxBatch), math.Ceil(num(10)/groups)))
		}
		if err := x.Replica.Check(); err != nil {
			t.Fatalf("%s: %v", x.Name, err)
		}
		out = append(out, x)
	}
	return out
}

// near fails when got is farther than tol (relative) from want.
func near(t testing.TB, what string, got, want, tol float64) {
	t.Helper()
	d := math.Abs(got/want - 1)
	if want == 0 {
		d = math.Abs(got)
	}
	if !(d <= tol) {
		t.Errorf("%s = %.8g, want %.8g within %g", what, got, want, tol)
	}
}

// golden compares a text with the one under testdata, numbers to one in their last digit:
// fused multiply-add rounds differently between machines.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "../../testdata/gpu/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := strings.Fields(string(must(os.ReadFile(path))))
	have := strings.Fields(got)
	ok := len(want) == len(have)
	for i := 0; ok && i < len(want); i++ {
		x, err1 := strconv.ParseFloat(want[i], 64)
		y, err2 := strconv.ParseFloat(have[i], 64)
		if err1 != nil || err2 != nil {
			ok = want[i] == have[i]
			continue
		}
		_, decimals, _ := strings.Cut(want[i], ".")
		ok = math.Abs(x-y) <= 1.01*math.Pow(10, -float64(len(decimals)))
	}
	if !ok {
		t.Errorf("%s differs; go test ./model/serve -update writes it anew\n%s", path, got)
	}
}

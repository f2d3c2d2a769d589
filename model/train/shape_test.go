package train

import (
	"math"
	"testing"
)

// TestShape: a shape made from a size alone has that size, and its memory and step time are near those of the
// published model of the size, on the same GPUs.
func TestShape(t *testing.T) {
	for _, name := range []string{"Llama 3 8B", "Llama 3 70B", "Llama 3 405B", "GPT 174.6B", "DeepSeek-V3", "Qwen3 235B-A22B", "Mixtral 8x22B", "Qwen3 30B-A3B", "DBRX"} {
		m := models(t)[name]
		total, active := m.Parameters()
		s, err := Shape(total, active, m.MoE.Experts, m.MoE.TopK)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		n, a := s.Parameters()
		near(t, name+" parameters", n, total, 0.02)
		near(t, name+" active", a, active, 0.05)
		x := task(t, name, "H100-SXM", 4096, 1024, 1e12, BF16, Megatron())
		f, _, err := x.Fastest(1024)
		if err != nil {
			t.Fatal(err)
		}
		x.Job.Model = s
		g, _, err := x.Fastest(1024)
		if err != nil {
			t.Fatal(err)
		}
		d := g.Days/f.Days - 1
		t.Logf("%s: %d layers of %d for %d of %d; %.1f days for %.1f (%+.0f %%)", name, s.Layers, s.Hidden, m.Layers, m.Hidden, g.Days, f.Days, 100*d)
		if math.Abs(d) > 0.4 {
			t.Errorf("%s: %.1f days, %.1f by its own shape", name, g.Days, f.Days)
		}
	}
	for what, c := range map[string][4]float64{"nothing": {1, 1, 0, 0}, "dense with fewer active": {7e9, 3e9, 0, 0}, "all active": {1e11, 1e11, 8, 2}, "fewer active than chosen": {1e11, 1e9, 8, 2}, "all experts": {1e11, 5e10, 8, 8}} {
		if _, err := Shape(c[0], c[1], int(c[2]), int(c[3])); err == nil {
			t.Errorf("%s passes", what)
		}
	}
}

package train

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// TestParameters: counts against the published ones. Counts printed to the last
// digit must agree within 1e-5 (what the table says is left out of BLOOM and
// Qwen3 is less than that); rounded ones within their rounding.
func TestParameters(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s %16s %9s %14s %8s\n", "model", "parameters", "deviation", "active", "deviation")
	for _, row := range table(t, "../../scenarios/catalogue/transformers.csv") {
		m := shape(t, row)
		if err := m.Check(); err != nil {
			t.Error(err)
		}
		total, active := m.Parameters()
		wantT, wantA := num(t, row["total"]), num(t, row["active"])
		dt, da := total/wantT-1, active/wantA-1
		fmt.Fprintf(&b, "%-16s %16.0f %+8.3f%% %14.0f %+7.2f%%\n", m.Name, total, 100*dt, active, 100*da)
		tol := 0.018
		if !strings.Contains(row["total"], "e") {
			tol = 1e-5
		}
		if math.Abs(dt) > tol || math.Abs(da) > 0.018 {
			t.Errorf("%s: %+.4f, active %+.4f", m.Name, dt, da)
		}
		if active > total || !m.Sparse() && active != total {
			t.Errorf("%s: active %g of %g", m.Name, active, total)
		}
	}
	golden(t, "parameters.txt", b.String())
}

// TestDenseFormula: Narayanan et al. 2021, equation 2: 12 l h^2 (1 + 13/(12 h) + (V+s)/(12 l h)).
func TestDenseFormula(t *testing.T) {
	for _, name := range []string{"GPT 3.6B", "GPT 174.6B", "GPT 1008B", "GPT-3 175B"} {
		m := models(t)[name]
		l, h, v, s := float64(m.Layers), float64(m.Hidden), float64(m.Vocab), float64(m.Positions)
		n, _ := m.Parameters()
		near(t, name, n, 12*l*h*h*(1+13/(12*h)+(v+s)/(12*l*h)), 1e-5)
	}
}

// TestShapes: shapes that cannot be are named.
func TestShapes(t *testing.T) {
	good := *models(t)["DeepSeek-V3"]
	for what, spoil := range map[string]func(*Transformer){
		"no layers":       func(m *Transformer) { m.Layers = 0 },
		"heads":           func(m *Transformer) { m.Heads, m.KVHeads = 128, 48 },
		"top-k":           func(m *Transformer) { m.MoE.TopK = 257 },
		"no dense width":  func(m *Transformer) { m.FF = 0 },
		"rank of nothing": func(m *Transformer) { m.MLA.KVRank = 0 },
	} {
		m := good
		spoil(&m)
		if m.Check() == nil {
			t.Errorf("%s passes", what)
		}
	}
}

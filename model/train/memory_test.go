package train

import (
	"fmt"
	"strings"
	"testing"
)

// korthikanti are the four layouts of Korthikanti et al. 2022, Figure 1: tensor 8,
// A100 of 80 GB, sequences of 2,048.
var korthikanti = []struct {
	model          string
	pp, virtual, b int
	batch          int
	parameters     float64 // GiB of weights and optimizer at 18 bytes, without embeddings
	none, few      float64 // GiB of activations: nothing again; selective with sequence parallelism
}{
	{"GPT 22B", 1, 1, 4, 4, 45.5625, 59.25, 9.5625},
	{"GPT 174.6B", 8, 3, 1, 64, 45.5625, 66.84375, 12.3515625},
	{"GPT 529.6B", 35, 3, 1, 280, 31.640625, 114.0234375, 23.076171875},
	{"GPT 1008B", 64, 1, 1, 512, 32.958984375, 131.25, 26.5625},
}

func korthikantiLayout(i int) Layout {
	k := korthikanti[i]
	return Layout{TP: 8, PP: k.pp, DP: 1, CP: 1, EP: 1, Virtual: k.virtual, MicroBatch: k.b, GlobalBatch: k.batch, Precision: FP16, Grads: FP32}
}

// TestKorthikanti holds the published memory. Parameters agree within what biases
// and norms add; activations to rounding, once embedding and its dropout are apart.
func TestKorthikanti(t *testing.T) {
	for i, k := range korthikanti {
		m := models(t)[k.model]
		l := korthikantiLayout(i)
		middle := l.stageMemory(m, 2048, min(1, k.pp-1))
		embedded := 0.0
		if k.pp == 1 {
			embedded = 18 * (m.embedding() + m.finalNorm()) / 8
		}
		near(t, k.model+" parameters", (middle.Weights+middle.Gradients+middle.Optimizer-embedded)/gib, k.parameters, 2e-4)

		dropout := float64(2048*k.b*m.Hidden) * float64(l.InFlight(0)) / float64(k.virtual)
		none := l.stageMemory(m, 2048, 0)
		near(t, k.model+" none", (none.Activations-dropout)/gib, k.none, 1e-12)
		l.SequenceParallel, l.Recompute = true, Selective
		few := l.stageMemory(m, 2048, 0)
		near(t, k.model+" selective", (few.Activations-dropout/8)/gib, k.few, 1e-12)
	}
}

// TestKorthikantiVerdicts: without saving activations none of the four fits 80 GB, with sequence parallelism and
// selective recomputation all do (their Figure 1 and section 1).
func TestKorthikantiVerdicts(t *testing.T) {
	a := accelerators(t)["A100-SXM-80GB"]
	for i, k := range korthikanti {
		l := korthikantiLayout(i)
		m := l.memory(models(t)[k.model], 2048)
		if v := m.Verdict(a); v != DoesNotFit {
			t.Errorf("%s, nothing saved: %s", k.model, v)
		}
		l.SequenceParallel, l.Recompute = true, Selective
		if m = l.memory(models(t)[k.model], 2048); m.Verdict(a) != Fits {
			t.Errorf("%s, saved: %s", k.model, m.Verdict(a))
		}
	}
}

// TestSaved: what DeepSeek-V3 saves and offloading save what they say: moments in 16 bits a third of the optimizer,
// half of the layers half of the activations; computing operations again is between nothing and everything.
func TestSaved(t *testing.T) {
	m := models(t)["DeepSeek-V3"]
	l := Layout{TP: 1, PP: 4, DP: 64, CP: 1, EP: 64, Virtual: 1, ZeRO: 1, MicroBatch: 1, GlobalBatch: 2048, Precision: FP8, Grads: FP32, Fused: true}
	all := l.stageMemory(m, 4096, 1)
	l.Moments = BF16
	near(t, "moments", l.stageMemory(m, 4096, 1).Optimizer, all.Optimizer*2/3, 1e-12)
	l.Moments, l.Offload = NoPrecision, 8
	near(t, "half of 16 layers", l.stageMemory(m, 4096, 1).Activations, all.Activations/2, 1e-12)
	l.Offload, l.Recompute = 0, Operations
	some := l.stageMemory(m, 4096, 1)
	l.Recompute = FullRecompute
	few := l.stageMemory(m, 4096, 1)
	if !(few.Activations < some.Activations && some.Activations < all.Activations) {
		t.Errorf("%g, %g, %g", few.Activations, some.Activations, all.Activations)
	}
	e := Calibrated().Efficiency
	seconds := func(r Recompute) float64 {
		l.Recompute = r
		s := l.step(m, accelerators(t)["H100-SXM"], &e, 4096)
		return s.Seconds()
	}
	if !(seconds(NoRecompute) < seconds(Operations) && seconds(Operations) < seconds(FullRecompute)) {
		t.Error("computing operations again costs nothing, or more than everything")
	}
	for what, spoil := range map[string]func(*Layout){"moments in 8 bits": func(l *Layout) { l.Moments = FP8 }, "more layers than a stage has": func(l *Layout) { l.Offload = 17 }} {
		x := l
		spoil(&x)
		if x.Check(m, 4096) == nil {
			t.Errorf("%s pass", what)
		}
	}
}

// TestKorthikantiShares: their Figure 7, activations a layer in % of no saving, to
// 0.15 points: the values were read off a chart.
func TestKorthikantiShares(t *testing.T) {
	for i, want := range [4][4]float64{{66.84, 49.42, 16.18, 7.64}, {62.04, 56.53, 18.49, 8.71}, {58.31, 62.04, 20.27, 9.42}, {58.31, 62.04, 20.27, 9.42}} {
		m := models(t)[korthikanti[i].model]
		l := korthikantiLayout(i)
		all := l.LayerBytes(m, 2048, false)
		for j, change := range []func(*Layout){
			func(l *Layout) { l.SequenceParallel = true },
			func(l *Layout) { l.Recompute = Selective },
			func(l *Layout) { l.SequenceParallel, l.Recompute = true, Selective },
		} {
			x := l
			change(&x)
			near(t, fmt.Sprint(m.Name, " ", j), 100*x.LayerBytes(m, 2048, false)/all-want[j]+1, 1, 0.15)
		}
		near(t, m.Name+" full", 100*2*float64(m.Hidden)/all-want[3]+1, 1, 0.15)
	}
}

// TestMegatronReport computes what Megatron's theoretical_memory_usage does, by its
// formulas: 18 bytes a parameter, 6 + 12/dp with the distributed optimizer, and
// s b h (18 + 4 ff/h) a layer with sequence parallelism and selective recomputation.
func TestMegatronReport(t *testing.T) {
	m := models(t)["GPT 174.6B"]
	l := Layout{TP: 8, PP: 8, DP: 16, CP: 1, EP: 1, Virtual: 1, MicroBatch: 1, GlobalBatch: 1024, Precision: FP16, Grads: FP32, SequenceParallel: true, Recompute: Selective}
	h, s := 12288.0, 2048.0
	mostLoaded := (12*h*h*96/8 + h*51200) / 8
	for zero, bytes := range [2]float64{18, 6 + 12.0/16} {
		l.ZeRO = zero
		x := l.stageMemory(m, 2048, 0)
		near(t, fmt.Sprint("ZeRO ", zero), x.Weights+x.Gradients+x.Optimizer, bytes*mostLoaded, 0.003)
	}
	x := l.stageMemory(m, 2048, 0)
	near(t, "activations", x.Activations-s*h/8*8, s*h*(18+4*4)*96/8, 1e-12)
}

// TestZeRO: Rajbhandari et al. 2020, with gradients in 16 bits: 16, 4+12/d, 2+14/d, 16/d.
func TestZeRO(t *testing.T) {
	m := models(t)["MPT 7B"]
	n, _ := m.Parameters()
	for zero, want := range [4]float64{16, 4 + 12.0/64, 2 + 14.0/64, 16.0 / 64} {
		l := Layout{TP: 1, PP: 1, DP: 64, CP: 1, EP: 1, Virtual: 1, ZeRO: zero, MicroBatch: 1, GlobalBatch: 64, Precision: BF16, Grads: BF16, Fused: true}
		x, err := l.Memory(m, 2048)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprint("ZeRO ", zero), x.Weights+x.Gradients+x.Optimizer, want*n, 1e-12)
	}
}

// TestRunsFit: what ran must fit: no verdict on an open run is wrong, and few are left to
// what libraries take.
func TestRunsFit(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-24s %5s %8s %8s %8s %8s %8s\n", "run", "stage", "weights", "state", "active", "GiB", "left")
	tight := 0
	all := runs(t)
	for _, r := range all {
		m := r.Layout.memory(r.Model, r.Seq)
		_, left := m.Fits(r.Accelerator)
		word := ""
		switch v := m.Verdict(r.Accelerator); v {
		case DoesNotFit:
			t.Errorf("%s ran and is said not to fit", r.Name)
		case Tight:
			word = "  " + v.String()
			tight++
		}
		fmt.Fprintf(&b, "%-24s %5d %8.1f %8.1f %8.1f %8.1f %8.1f%s\n", r.Name, m.Stage, m.Weights/gib, (m.Gradients+m.Optimizer)/gib,
			(m.Activations+m.Logits+m.Working)/gib, m.Bytes()/gib, left/gib, word)
	}
	fmt.Fprintf(&b, "%d of %d runs are tight\n", tight, len(all))
	if tight > 5 {
		t.Errorf("%d verdicts say nothing", tight)
	}
	golden(t, "memory.txt", b.String())
}

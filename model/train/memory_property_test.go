package train

import (
	"testing"
)

// base is a layout that all models here can take.
func base() Layout {
	return Layout{TP: 8, PP: 4, DP: 8, CP: 1, EP: 1, Virtual: 1, ZeRO: 1, MicroBatch: 1, GlobalBatch: 256, Precision: BF16, Grads: FP32, SequenceParallel: true, Fused: true}
}

// TestMemoryMonotone: more of what saves memory saves memory, of what costs costs.
func TestMemoryMonotone(t *testing.T) {
	less := map[string]func(*Layout){
		"stages": func(l *Layout) { l.PP = 8 }, "optimizer shared": func(l *Layout) { l.ZeRO = 2 },
		"recompute": func(l *Layout) { l.Recompute = FullRecompute }, "context": func(l *Layout) { l.CP = 2 },
		"16-bit gradients": func(l *Layout) { l.Grads = BF16 },
	}
	more := map[string]func(*Layout){
		"micro-batch": func(l *Layout) { l.MicroBatch = 2 }, "no ZeRO": func(l *Layout) { l.ZeRO = 0 }, "interleaved": func(l *Layout) { l.Virtual = 2 },
		"less tensor": func(l *Layout) { l.TP = 4 }, "no sequence parallelism": func(l *Layout) { l.SequenceParallel = false },
	}
	for name, m := range models(t) {
		if m.Heads%8 != 0 || m.Sparse() && m.Layers < 8 {
			continue
		}
		l := base()
		at, err := l.Memory(m, 4096)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for what, f := range less {
			x := l
			f(&x)
			if y, err := x.Memory(m, 4096); err == nil && y.Bytes() >= at.Bytes() {
				t.Errorf("%s: %s takes %.3g for %.3g", name, what, y.Bytes(), at.Bytes())
			}
		}
		for what, f := range more {
			x := l
			f(&x)
			if y, err := x.Memory(m, 4096); err == nil && y.Bytes() <= at.Bytes() {
				t.Errorf("%s: %s takes %.3g for %.3g", name, what, y.Bytes(), at.Bytes())
			}
		}
	}
}

// TestHeaviest: the reported stage is the heaviest of all stages.
func TestHeaviest(t *testing.T) {
	for name, m := range models(t) {
		for _, pp := range []int{1, 2, 3, 5, 8, 16} {
			l := base()
			l.PP = pp
			if l.Check(m, 4096) != nil {
				continue
			}
			got := l.memory(m, 4096)
			for i := range pp {
				if x := l.stageMemory(m, 4096, i); x.Bytes() > got.Bytes()*(1+1e-12) {
					t.Errorf("%s on %d stages: stage %d holds %.6g, the heaviest %.6g", name, pp, i, x.Bytes(), got.Bytes())
				}
			}
		}
	}
}

// TestConserved: parameters over all stages and tensor ranks are those of the
// model, with a tied output kept twice when the ends are apart.
func TestConserved(t *testing.T) {
	for name, m := range models(t) {
		for _, pp := range []int{1, 2, 7, 12} {
			l := base()
			l.PP, l.TP = pp, 1
			sum, layers := 0.0, 0
			for i := range pp {
				s := l.at(m, i)
				layers += s.layers()
				shared, experts := s.parameters(m, &l)
				sum += shared + experts
			}
			want, _ := m.Parameters()
			if m.Tied && pp > 1 {
				want += m.head()
			}
			if layers != m.Layers {
				t.Errorf("%s on %d stages: %d layers", name, pp, layers)
			}
			near(t, name, sum, want, 1e-12)
		}
	}
}

// TestRoutedNotByExperts: activations of routed tokens do not shrink with expert
// parallelism (Megatron-LM #6782), weights do.
func TestRoutedNotByExperts(t *testing.T) {
	m := models(t)["Qwen3 235B-A22B"]
	l := base()
	a := l.stageMemory(m, 4096, 0)
	l.EP = 8
	b := l.stageMemory(m, 4096, 0)
	near(t, "activations", b.Activations, a.Activations, 1e-12)
	if b.Weights >= a.Weights/3 {
		t.Errorf("weights %g of %g", b.Weights, a.Weights)
	}
}

// TestLayouts: impossible layouts are named.
func TestLayouts(t *testing.T) {
	m := models(t)["Mixtral 8x7B"]
	for what, spoil := range map[string]func(*Layout){
		"heads": func(l *Layout) { l.TP = 3 }, "batch": func(l *Layout) { l.GlobalBatch = 100 }, "stages": func(l *Layout) { l.PP = 64 },
		"virtual": func(l *Layout) { l.PP, l.Virtual = 1, 2 }, "experts": func(l *Layout) { l.EP = 3 }, "ZeRO 3": func(l *Layout) { l.ZeRO = 3 },
		"no sequence parallelism": func(l *Layout) { l.SequenceParallel = false }, "precision": func(l *Layout) { l.Precision = NoPrecision },
		"gradients": func(l *Layout) { l.Grads = FP8 }, "few micro-batches": func(l *Layout) { l.Virtual, l.GlobalBatch = 2, 8 },
	} {
		l := base()
		spoil(&l)
		if l.Check(m, 4096) == nil {
			t.Errorf("%s passes", what)
		}
	}
	l := base()
	if err := l.Check(m, 4096); err != nil {
		t.Error(err)
	}
}

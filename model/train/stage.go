package train

// stage is what lies on one pipeline stage before tensor and expert parallelism
// split it.
type stage struct {
	dense, moe  int // layers by kind
	first, last bool
}

// at gives stage i its layers: L/p each, and one more for the stages after the
// first as far as they go round, since the ends carry embedding and output.
func (l *Layout) at(t *Transformer, i int) stage {
	base, more := t.Layers/l.PP, t.Layers%l.PP
	from := i*base + min(max(i-1, 0), more)
	n := base
	if i >= 1 && i <= more {
		n++
	}
	dense := min(max(t.denseLayers()-from, 0), n)
	if !t.Sparse() {
		dense = n
	}
	return stage{dense, n - dense, i == 0, i == l.PP-1}
}

func (s *stage) layers() int { return s.dense + s.moe }

// parameters on one GPU of the stage: those all GPUs of the stage's tensor group
// share, and those of routed experts.
func (s *stage) parameters(t *Transformer, l *Layout) (shared, experts float64) {
	shared = float64(s.dense) * t.denseLayer()
	if s.moe > 0 {
		always, expert := t.moeLayer()
		shared += float64(s.moe) * always
		experts = float64(s.moe) * expert * float64(t.MoE.Experts) / float64(l.EP)
	}
	if s.first {
		shared += t.embedding()
	}
	if s.last {
		shared += t.finalNorm()
		if !(s.first && t.Tied) {
			shared += t.head()
		}
	}
	return shared / float64(l.TP), experts
}

// candidates are the stages one of which is the heaviest in memory or time: the
// first, the second (more layers), the last.
func (l *Layout) candidates() [3]int { return [3]int{0, min(1, l.PP-1), l.PP - 1} }

package train

import "math"

// Step is where the seconds of one step go, on the slowest stage.
type Step struct {
	ForwardS   float64 // kernels, all micro-batches
	BackwardS  float64
	RecomputeS float64
	TensorS    float64 // exposed communication of tensor parallelism
	ContextS   float64
	ExpertS    float64
	PipeS      float64 // messages between stages
	BubbleS    float64 // stages wait
	DataS      float64 // exposed communication of data parallelism
	OptimizerS float64
}

// Seconds is the sum.
func (s *Step) Seconds() float64 {
	return s.ForwardS + s.BackwardS + s.RecomputeS + s.TensorS + s.ContextS + s.ExpertS + s.PipeS + s.BubbleS + s.DataS + s.OptimizerS
}

// scale multiplies every part.
func (s *Step) scale(f float64) {
	for _, x := range []*float64{&s.ForwardS, &s.BackwardS, &s.RecomputeS, &s.TensorS, &s.ContextS, &s.ExpertS, &s.PipeS, &s.BubbleS, &s.DataS, &s.OptimizerS} {
		*x *= f
	}
}

// step is the mechanism, of a checked model and layout:
//
//	m (forward + backward + recomputation + exposed tensor, context, expert, messages) of the slowest stage
//	x (1 + (p-1)/(v m)) + exposed data + optimizer
func (l *Layout) step(t *Transformer, a *Accelerator, e *Efficiency, seq int) Step {
	k := kernels{e.matrix(a, l.Precision), e.attention(a), e.memory(a), math.Max(1, l.Precision.Bytes()), e.Grouped}
	var slowest Step
	for _, i := range l.candidates() {
		if s := l.micro(t, a, e, &k, seq, i); s.Seconds() > slowest.Seconds() {
			slowest = s
		}
	}
	m := float64(l.MicroBatches())
	one := slowest.Seconds()
	forward, backward := slowest.ForwardS, slowest.BackwardS+slowest.RecomputeS
	slowest.scale(m)
	slowest.BubbleS = one * float64(l.PP-1) / float64(l.Virtual)
	l.data(&slowest, t, a, e, forward, backward)
	return slowest
}

// micro is one micro-batch, forward and backward, on stage i.
func (l *Layout) micro(t *Transformer, a *Accelerator, e *Efficiency, k *kernels, seq, i int) Step {
	s := l.at(t, i)
	var out Step
	for kind, n := range [2]int{s.dense, s.moe} {
		if n == 0 {
			continue
		}
		c := float64(n)
		w := l.layer(t, k, seq, kind == 1)
		if kind == 1 {
			w.route(l, t, k, e, seq)
			out.ExpertS = c * l.expertS(t, a, e, seq)
		}
		passes := 2.0
		switch l.Recompute {
		case FullRecompute:
			out.RecomputeS += c * (w.forward + e.LayerS)
			passes = 3
		case Selective:
			if !l.Fused {
				out.RecomputeS += c * w.scores
			}
		}
		out.ForwardS += c * (w.forward + e.LayerS)
		out.BackwardS += c * (w.backward + e.LayerS)
		out.TensorS += c * passes * l.tensorS(t, a, e, seq)
		out.ContextS += c * l.contextS(t, a, e, seq, w.scores)
		if kind == 1 && l.Recompute == FullRecompute {
			out.ExpertS *= 1.5
		}
	}
	if s.last {
		tokens := float64(seq) * float64(l.MicroBatch) / float64(l.CP)
		v := float64(t.Vocab) / float64(l.TP)
		k16 := kernels{e.matrix(a, l.head16(a)), k.attention, k.memory, 2, 1}
		f := k16.product(tokens, v, float64(t.Hidden)) + tokens*v*8/k.memory
		out.ForwardS += f
		out.BackwardS += 2 * f
	}
	out.PipeS = l.pipeS(t, a, e, seq)
	return out
}

// head16 is the precision of the output layer, which stays in 16 bits.
func (l *Layout) head16(a *Accelerator) Precision {
	switch {
	case l.Precision < FP8:
		return l.Precision
	case a.dense[BF16] > 0:
		return BF16
	}
	return FP16
}

// route adds the memory passes of sorting and merging routed tokens.
func (w *work) route(l *Layout, t *Transformer, k *kernels, e *Efficiency, seq int) {
	tokens := float64(seq) * float64(l.MicroBatch) / float64(l.CP) / float64(l.TP)
	s := e.Routing * tokens * float64(t.MoE.TopK) * 4 * float64(t.Hidden) / k.memory
	w.forward += s
	w.backward += s
}

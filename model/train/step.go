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
		if n > 0 {
			out.layers(l, t, a, e, k, seq, float64(n), kind == 1)
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

// layers adds n layers of one kind. Recomputing a layer repeats its forward
// communication: three passes for two.
func (s *Step) layers(l *Layout, t *Transformer, a *Accelerator, e *Efficiency, k *kernels, seq int, n float64, experts bool) {
	w := l.layer(t, k, seq, experts)
	passes := 2.0
	if experts {
		w.route(l, t, k, e, seq)
	}
	switch {
	case l.Recompute == FullRecompute:
		s.RecomputeS += n * (w.forward + e.LayerS)
		passes = 3
	case l.Recompute == Selective && !l.Fused:
		s.RecomputeS += n * w.scores
	}
	if l.Recompute == Operations {
		s.RecomputeS += n * w.light
	}
	s.ForwardS += n * (w.forward + e.LayerS)
	s.BackwardS += n * (w.backward + e.LayerS)
	s.TensorS += n * passes * l.tensorS(t, a, e, seq)
	s.ContextS += n * l.contextS(t, a, e, seq, w.scores)
	if experts {
		s.ExpertS += n * passes / 2 * l.expertS(t, a, e, seq)
	}
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

package train

import "math"

// ReserveBytes is what libraries and fragments take: 0.4 GB of communication
// buffers and 3.5 GB besides, as the open aiconfigurator system files have it.
const ReserveBytes = 3.9 * giga

// optimizerBytes is master weights and two moments in FP32 of Adam.
const optimizerBytes = 12

// optimizerBytes is the same with moments as the layout keeps them.
func (l *Layout) optimizerBytes() float64 {
	if l.Moments == BF16 {
		return 8
	}
	return optimizerBytes
}

// weightBytes is a parameter's bytes in the forward pass. With FP8 and FP4 the
// 16-bit weights stay and a copy in 8 bits comes on top: a judgement from how the
// common libraries work.
func weightBytes(p Precision) float64 {
	switch p {
	case FP32:
		return 4
	case FP8, FP4:
		return 3
	}
	return 2
}

// CheckpointBytes is the size of a checkpoint: weights in 16 bits and the
// optimizer's 12 bytes. BLOOM's 2.3 TB for 176 B parameters are 13.1 a parameter.
func CheckpointBytes(t *Transformer) float64 {
	total, _ := t.Parameters()
	return (2 + optimizerBytes) * total
}

// Memory is what one GPU of the heaviest stage holds, in bytes.
type Memory struct {
	Stage       int // the heaviest, 0 is the first
	Weights     float64
	Gradients   float64
	Optimizer   float64
	Activations float64
	Logits      float64 // output layer: its norm's and its own input, logits in FP32
	Working     float64 // a layer computed again, or gathered with ZeRO 3
	Reserve     float64
}

// Bytes is the sum.
func (m *Memory) Bytes() float64 {
	return m.Weights + m.Gradients + m.Optimizer + m.Activations + m.Logits + m.Working + m.Reserve
}

// Memory is the memory of the heaviest of the pipeline's stages. A mean over
// stages can be a third too low (Megatron-Bridge #5077).
//
// Of parameters with w bytes of weights, g of gradients: ZeRO 0 w+g+12; 1 divides
// the 12 by the replicas, 2 the gradients too, 3 all (Rajbhandari et al. 2020).
func (l *Layout) Memory(t *Transformer, seq int) (Memory, error) {
	if err := first(t.Check(), l.Check(t, seq)); err != nil {
		return Memory{}, err
	}
	return l.memory(t, seq), nil
}

func (l *Layout) memory(t *Transformer, seq int) (worst Memory) {
	for _, i := range l.candidates() {
		if m := l.stageMemory(t, seq, i); m.Bytes() > worst.Bytes() {
			worst = m
		}
	}
	return worst
}

// states is the memory of stage i without a token in it: weights, gradients, optimizer and the reserve.
func (l *Layout) states(t *Transformer, i int) Memory {
	s := l.at(t, i)
	m := Memory{Stage: i, Reserve: ReserveBytes}
	shared, experts := s.parameters(t, l)
	m.hold(l, shared, float64(l.DP*l.CP))
	m.hold(l, experts, float64(l.TP*l.CP*l.DP)/float64(l.EP))
	return m
}

func (l *Layout) stageMemory(t *Transformer, seq, i int) Memory {
	s := l.at(t, i)
	m := l.states(t, i)
	m.Activations, m.Working = l.activations(t, seq, i)
	tokens := float64(seq) * float64(l.MicroBatch) / float64(l.CP)
	if s.first && t.Dropout {
		m.Activations += tokens * float64(t.Hidden) / l.spread() * float64(l.InFlight(i)) / float64(l.Virtual)
	}
	if s.last {
		m.Logits = tokens * (4*float64(t.Hidden)/l.spread() + 4*float64(t.Vocab)/float64(l.TP))
	}
	if l.ZeRO == 3 && s.layers() > 0 {
		shared, experts := s.parameters(t, l)
		m.Working += 2 * weightBytes(l.Precision) * (shared + experts) / float64(s.layers())
	}
	return m
}

// hold adds parameters that so many replicas share.
func (m *Memory) hold(l *Layout, parameters, replicas float64) {
	by := [3]float64{1, 1, 1}
	for k := range by {
		if l.ZeRO > k {
			by[k] = replicas
		}
	}
	m.Optimizer += l.optimizerBytes() * parameters / by[0]
	m.Gradients += l.Grads.Bytes() * parameters / by[1]
	m.Weights += weightBytes(l.Precision) * parameters / by[2]
}

// Verdict says whether a layout fits, as far as can be told.
type Verdict uint8

// The verdicts.
const (
	Fits       Verdict = iota
	Tight              // within 2 % of the usable memory: what libraries take decides
	DoesNotFit         // and would not with another library
)

// String names the verdict.
func (v Verdict) String() string {
	return [...]string{"fits", "tight", "does not fit"}[min(v, DoesNotFit)]
}

// tightShare is how much of the memory the reserve may be wrong by: a judgement.
const tightShare = 0.02

// Verdict says whether the heaviest stage fits.
func (m *Memory) Verdict(a *Accelerator) Verdict {
	_, left := m.Fits(a)
	switch {
	case math.Abs(left) <= tightShare*a.UsableGiB*gib:
		return Tight
	case left < 0:
		return DoesNotFit
	}
	return Fits
}

// Fits says whether the heaviest stage fits, with what is left in bytes.
func (m *Memory) Fits(a *Accelerator) (bool, float64) {
	left := a.UsableGiB*gib - m.Bytes()
	return left >= 0, left
}

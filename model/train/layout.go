package train

import "strconv"

// Recompute says which activations are computed again in the backward pass.
type Recompute uint8

// The choices (Korthikanti et al. 2022, arXiv 2205.05198).
const (
	NoRecompute   Recompute = iota
	Selective               // scores and softmax of attention
	FullRecompute           // every layer from its input
	Operations              // norms, non-linearities and up-projections of latent attention (DeepSeek-V3, section 3.2.3)
)

// String names the choice.
func (r Recompute) String() string {
	return [...]string{"none", "selective", "full", "operations"}[min(r, Operations)]
}

// Layout says how a model lies on GPUs. TP is innermost, then CP, DP and PP.
type Layout struct {
	TP, PP, DP, CP int // tensor, pipeline, data and context parallelism; their product is the GPUs
	EP             int // expert parallelism, folded into TP, CP and DP; experts are not split further
	Virtual        int // chunks of layers on a stage: above 1 the schedule is interleaved
	ZeRO           int // 0 none, 1 optimizer, 2 gradients too, 3 weights too, over DP x CP
	MicroBatch     int // sequences
	GlobalBatch    int // sequences

	Precision Precision // of matrix products
	Grads     Precision // of gradients as kept: FP32, FP16 or BF16

	Moments Precision // of Adam's two moments: NoPrecision for FP32, or BF16 (DeepSeek-V3, section 3.3.2)

	Recompute        Recompute
	Offload          int  // layers of a stage whose activations the host's memory keeps; its link is taken to be fast enough
	SequenceParallel bool // norms and dropout split over TP
	Fused            bool // attention never writes its scores (flash attention); skips what the mask hides

	OverlapTP, OverlapDP, OverlapEP bool // communication runs behind computation
	Flat                            bool // data-parallel rings use one port of a node at a time: ZeRO-3 of 2021
}

// String is the sizes that are not 1, as people write them: TP8 PP16 DP64.
func (l Layout) String() string {
	s := "ZeRO" + strconv.Itoa(l.ZeRO) + " micro-batch " + strconv.Itoa(l.MicroBatch) + " recompute " + l.Recompute.String()
	for _, x := range [...]struct {
		name string
		n    int
	}{{"VP", l.Virtual}, {"DP", l.DP}, {"EP", l.EP}, {"CP", l.CP}, {"PP", l.PP}, {"TP", l.TP}} {
		if x.n > 1 {
			s = x.name + strconv.Itoa(x.n) + " " + s
		}
	}
	return s
}

// GPUs is the number of GPUs.
func (l *Layout) GPUs() int { return l.TP * l.PP * l.DP * l.CP }

// MicroBatches is the number of micro-batches of a replica in a step.
func (l *Layout) MicroBatches() int { return l.GlobalBatch / (l.DP * l.MicroBatch) }

// InFlight is the number of layers' activations times micro-batches that a stage
// (0 is first) holds at once, in units of its chunks of layers. 1F1B: min(m, p-i);
// interleaved: (v-1) p + 2 (p-1-i) + 1, of at most m v.
func (l *Layout) InFlight(stage int) int {
	if l.Virtual > 1 {
		return min(l.MicroBatches()*l.Virtual, (l.Virtual-1)*l.PP+2*(l.PP-1-stage)+1)
	}
	return min(l.MicroBatches(), l.PP-stage)
}

// Check says whether the model can be laid out so at sequences of seq tokens.
func (l *Layout) Check(t *Transformer, seq int) error {
	const of = "layout"
	for _, e := range [...]error{
		whole(of, "tensor parallelism", l.TP, 1, t.Heads), whole(of, "pipeline stages", l.PP, 1, t.Layers),
		whole(of, "data parallelism", l.DP, 1, 1<<24), whole(of, "context parallelism", l.CP, 1, 1<<16),
		whole(of, "expert parallelism", l.EP, 1, max(1, t.MoE.Experts)), whole(of, "virtual stages", l.Virtual, 1, ceil(t.Layers, max(1, l.PP))),
		whole(of, "ZeRO stage", l.ZeRO, 0, 3), whole(of, "micro-batch", l.MicroBatch, 1, 1<<20),
		whole(of, "precision", int(l.Precision), int(FP32), int(FP4)), whole(of, "precision of gradients", int(l.Grads), int(FP32), int(BF16)),
		whole(of, "recomputation", int(l.Recompute), 0, int(Operations)), whole(of, "offloaded layers", l.Offload, 0, ceil(t.Layers, max(1, l.PP))), whole(of, "sequence", seq, 1, 1<<26),
	} {
		if e != nil {
			return e
		}
	}
	switch {
	case l.Moments != NoPrecision && l.Moments != FP32 && l.Moments != BF16:
		return &FitError{"moments are of 32 bits, or bf16"}
	case t.Heads%l.TP != 0:
		return &FitError{"heads do not divide by tensor parallelism"}
	case seq%l.CP != 0:
		return &FitError{"the sequence does not divide by context parallelism"}
	case l.SequenceParallel && l.TP > 1 && (seq/l.CP)%l.TP != 0:
		return &FitError{"the sequence does not divide by tensor parallelism"}
	case l.GlobalBatch < 1 || l.GlobalBatch%(l.DP*l.MicroBatch) != 0:
		return &FitError{"the batch does not divide into micro-batches"}
	case l.Virtual > 1 && l.PP == 1:
		return &FitError{"virtual stages need a pipeline"}
	case l.Virtual > 1 && l.MicroBatches() < l.PP:
		return &FitError{"interleaving needs as many micro-batches as stages"}
	case t.Sparse() && t.MoE.Experts%l.EP != 0:
		return &FitError{"experts do not divide by expert parallelism"}
	case l.EP > 1 && (l.TP*l.CP*l.DP)%l.EP != 0:
		return &FitError{"a stage's GPUs do not divide by expert parallelism"}
	case t.Sparse() && l.TP > 1 && !l.SequenceParallel:
		return &FitError{"experts with tensor parallelism need sequence parallelism"}
	case l.ZeRO == 3 && l.PP > 1:
		return &FitError{"ZeRO 3 with a pipeline would gather weights for every micro-batch"}
	}
	return nil
}

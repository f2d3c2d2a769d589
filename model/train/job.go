package train

import "math"

// Job is one training run.
type Job struct {
	Model       *Transformer
	Tokens      float64
	Seq         int
	GlobalBatch int // sequences
	Precision   Precision
	Programme   float64 // share of useful steps that the final model needed, (0, 1]
}

// Check says whether the numbers can be those of a run.
func (j *Job) Check() error {
	const of = "job"
	return first(
		j.Model.Check(),
		within(of, "tokens", "", j.Tokens, 1, 1e18),
		whole(of, "sequence", j.Seq, 1, 1<<26),
		whole(of, "batch", j.GlobalBatch, 1, 1<<24),
		within(of, "programme", "", j.Programme, 1e-6, 1),
		within(of, "precision", "", float64(j.Precision), float64(FP32), float64(FP4)),
	)
}

// FLOP is the model's FLOPs of the run by a convention.
func (j *Job) FLOP(c Convention) float64 { return j.Model.TrainFLOPs(c, j.Seq) * j.Tokens }

// Steps is the steps of the run, the programme's repeats among them.
func (j *Job) Steps() float64 {
	return math.Ceil(j.Tokens/(float64(j.Seq)*float64(j.GlobalBatch))) / j.Programme
}

// Software is what the training software can do.
type Software struct {
	Fused                           bool // flash attention
	OverlapTP, OverlapDP, OverlapEP bool
	Grads                           Precision // of gradients as kept and summed
	MaxZeRO                         int
}

// Megatron is what today's Megatron does: fused attention, gradients in FP32 behind
// computation, the optimizer sharded, tensor communication in part behind.
func Megatron() Software { return Software{true, true, true, false, FP32, 1} }

// FSDP is what fully sharded data parallelism adds: ZeRO to 3.
func FSDP() Software { return Software{true, true, true, false, BF16, 3} }

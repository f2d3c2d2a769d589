// Package train answers: how many accelerators does a training run of a large
// language model need, which layout fits, and how long does it take?
//
// It holds pure functions over small values: parameter counts and FLOPs of a
// transformer, memory of the heaviest pipeline stage, the time of a step from
// kernels, links and the pipeline's bubble, a search over layouts, and what is
// left of the time after failures and checkpoints. [Plan] puts them together.
//
// A rate is dense and of a stated precision; a utilisation says whether its
// FLOPs are the model's or the hardware's, and by which convention. Mixing them
// is an error. GB are 1e9 bytes, GiB 2^30; a link's bandwidth is of one direction.
//
// The mechanism has constants that were fitted to published runs; see
// [Calibration]. A run that is unlike all of them is flagged, not refused.
//
// Left out: convergence (a batch is given, not judged), uneven experts and
// routing spikes, offloading, kernels of single vendors, contention between
// jobs, the topology above the scale-up domain, numbers of TPUs, inference.
package train

const (
	gib           = 1 << 30
	giga          = 1e9
	tera          = 1e12
	secondsPerDay = 86400
	hoursPerDay   = 24
)

// ceil is a/b rounded up, for positive whole numbers.
func ceil(a, b int) int { return (a + b - 1) / b }

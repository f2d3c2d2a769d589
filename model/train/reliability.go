package train

import "math"

// Reliability is how often a job stops and what a stop costs.
type Reliability struct {
	FailuresPerGPUDay float64 // that stop the job; see the constants
	DetectS           float64 // until a failure is noticed: up to a collective's timeout
	RestartS          float64 // replace the node, start, read the checkpoint, compile
	StallS            float64 // that a checkpoint stops the job
	WriteS            float64 // until a checkpoint is durable, its stall included: above StallS it is asynchronous
}

// Published rates of stops a GPU-day.
const (
	// Llama3Rate: 419 unexpected stops in 54 days on 16,384 H100 (arXiv 2407.21783,
	// section 3.3.4).
	Llama3Rate = 419.0 / (54 * 16384)
	// RSC1Rate and RSC2Rate: 6.5 and 2.34 stops in 1,000 node-days of eight A100
	// (Kokolis et al. 2024, arXiv 2410.21680).
	RSC1Rate = 6.5e-3 / 8
	RSC2Rate = 2.34e-3 / 8
)

// Check says whether the numbers can be those of a job.
func (r Reliability) Check() error {
	const of = "reliability"
	return first(
		within(of, "failures a GPU-day", "", r.FailuresPerGPUDay, 0, 1),
		within(of, "detection", "s", r.DetectS, 0, 1e6),
		within(of, "restart", "s", r.RestartS, 0, 1e6),
		within(of, "stall", "s", r.StallS, 1e-3, 1e6),
		within(of, "write", "s", r.WriteS, r.StallS, 1e6),
	)
}

// MTBFS is the mean time between stops of a job on so many GPUs, in s: infinite
// when nothing fails.
func (r Reliability) MTBFS(gpus int) float64 {
	return secondsPerDay / (r.FailuresPerGPUDay * float64(gpus))
}

// Kept is what is left of a job's time.
type Kept struct {
	MTBFS     float64
	IntervalS float64 // useful seconds between checkpoints, the best
	Goodput   float64 // useful share of time
	StopsADay float64
}

// Keep finds the best interval and the goodput on so many GPUs. An asynchronous
// checkpoint costs its stall; a failure before it is durable falls back one
// further, so that the time from stall to durable is done again with every
// failure. The next cannot start before the last is durable.
func (r Reliability) Keep(gpus int) Kept {
	m := r.MTBFS(gpus)
	lag := r.WriteS - r.StallS
	k := Kept{MTBFS: m, StopsADay: secondsPerDay / m}
	if math.IsInf(m, 1) {
		k.IntervalS = math.Inf(1)
		k.Goodput = 1
		return k
	}
	k.IntervalS = math.Max(BestS(m, r.StallS), lag)
	k.Goodput = Goodput(m, k.IntervalS, r.StallS, r.DetectS+r.RestartS+lag)
	return k
}

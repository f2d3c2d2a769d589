package train

import "math"

// Fleet is what a job runs on.
type Fleet struct {
	Accelerator Accelerator
	GPUs        int     // the most there are, spares not among them
	Deadline    float64 // days; above 0 the fewest GPUs that meet it are found, else the fastest of the fleet
	Software    Software
	Model       Model // of time

	FailuresPerGPUDay float64
	DetectS, RestartS float64
	StorageGBps       float64 // that a checkpoint is written with
	AsyncStallS       float64 // above 0: checkpoints are written behind the job, which stops so long only

	NodeGPUs      int     // GPUs that are taken out together
	Repair        Repair  // of nodes
	SpareQuantile float64 // of the nodes out at once, such as 0.99

	LoadFactor float64 // mean draw of servers over nameplate while training; 0.7 to 0.85
	PUE        float64 // facility energy over IT energy
}

// Check says whether the numbers can be those of a fleet.
func (f *Fleet) Check() error {
	const of = "fleet"
	return first(
		f.Accelerator.Check(),
		whole(of, "GPUs", f.GPUs, 1, 1<<24),
		within(of, "deadline", "days", f.Deadline, 0, 1e6),
		within(of, "storage", "GB/s", f.StorageGBps, 1e-3, 1e6),
		within(of, "stall of an asynchronous checkpoint", "s", f.AsyncStallS, 0, 1e5),
		whole(of, "GPUs of a node", f.NodeGPUs, 1, 1<<16),
		f.Repair.Check(),
		within(of, "quantile of spares", "", f.SpareQuantile, 0.5, 1-1e-9),
		within(of, "load factor", "", f.LoadFactor, 0.1, 1),
		within(of, "PUE", "", f.PUE, 1, 3),
	)
}

// Summary is what one call says of a job.
type Summary struct {
	GPUs       int
	Layout     Layout
	Memory     Memory
	Estimate   Estimate // time of a step, MFU
	Steps      float64
	Days       float64 // middle
	LowDays    float64 // by the interval of the step's time alone
	HighDays   float64
	Kept       Kept    // goodput, interval of checkpoints
	GPUHours   float64 // from start to end, lost time among them
	ITMWh      float64 // energy of servers
	FacilMWh   float64 // at the meter of the facility
	ITMW       float64 // mean power of servers
	Checkpoint float64 // bytes
	WriteS     float64 // seconds until one is durable
	Nodes      int
	SpareNodes int // that are out at once in all but one case of so many
	Effort     Effort
}

// Reliability is the fleet's, for a model: a checkpoint takes its bytes over the
// storage's bandwidth, and stops the job so long, or for the stall only.
func (f *Fleet) Reliability(t *Transformer) Reliability {
	write := math.Max(1e-3, CheckpointBytes(t)/(f.StorageGBps*giga))
	stall := write
	if f.AsyncStallS > 0 {
		stall = math.Min(write, f.AsyncStallS)
	}
	return Reliability{f.FailuresPerGPUDay, f.DetectS, f.RestartS, stall, write}
}

// Plan finds the layout of a job on a fleet and sums it up: the fastest, or with a
// deadline that of the fewest GPUs. It allocates and takes milliseconds to a
// second; it is made once for a plan and not for a draw.
func Plan(c *Calibration, j *Job, f *Fleet) (Summary, error) {
	if err := first(j.Check(), f.Check()); err != nil {
		return Summary{}, err
	}
	s := Search{Calibration: c, Model: f.Model, Job: j, Accelerator: &f.Accelerator, Software: f.Software, Reliability: f.Reliability(j.Model)}
	var found Found
	var err error
	var effort Effort
	if f.Deadline > 0 {
		found, effort, err = s.Smallest(f.Deadline, f.GPUs)
	} else {
		found, effort, err = s.Fastest(f.GPUs)
	}
	if err != nil {
		return Summary{Effort: effort}, err
	}
	e := found.Estimate
	out := Summary{
		GPUs: found.Layout.GPUs(), Layout: found.Layout, Memory: found.Memory, Estimate: e, Steps: j.Steps(),
		Days: found.Days, LowDays: found.Days * e.LowS / e.Seconds, HighDays: found.Days * e.HighS / e.Seconds,
		Kept: found.Kept, Checkpoint: CheckpointBytes(j.Model), WriteS: s.Reliability.WriteS, Effort: effort,
	}
	out.GPUHours = float64(out.GPUs) * out.Days * hoursPerDay
	out.ITMW = float64(out.GPUs) * f.Accelerator.HostW * f.LoadFactor / 1e6
	out.ITMWh = out.ITMW * out.Days * hoursPerDay
	out.FacilMWh = out.ITMWh * f.PUE
	out.Nodes = ceil(out.GPUs, f.NodeGPUs)
	out.SpareNodes = f.Repair.Spares(out.Nodes, f.SpareQuantile)
	return out, nil
}

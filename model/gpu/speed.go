package gpu

import (
	"sync"

	"github.com/headroom-planner/headroom/model/train"
)

// speed is the tokens a second that a job trains on so many GPUs of one kind, without
// failures, by the fastest layout at each count of a grid.
type speed struct {
	gpus   []float64 // counts that some layout fits, rising
	tokens []float64 // a second
	mfu    []float64
	bytes  float64 // of a checkpoint
	sigma  float64 // of the logarithm of a step's time, as the calibration saw it on families left out
}

// at is the speed on at most n GPUs, and those that are used: straight lines between
// counts, 0 below the first that fits, and no more than at the last, where the batch is spent.
func (x *speed) at(n float64) (tokens, mfu, used float64) {
	last := len(x.gpus) - 1
	if last < 0 || n < x.gpus[0] {
		return 0, 0, 0
	}
	if n >= x.gpus[last] {
		return x.tokens[last], x.mfu[last], x.gpus[last]
	}
	k := 0
	for n >= x.gpus[k+1] {
		k++
	}
	f := (n - x.gpus[k]) / (x.gpus[k+1] - x.gpus[k])
	return x.tokens[k] + f*(x.tokens[k+1]-x.tokens[k]), x.mfu[k] + f*(x.mfu[k+1]-x.mfu[k]), n
}

// task is what a search over layouts depends on. Names are left out, so that the same
// shape is searched once.
type task struct {
	model       train.Transformer
	accelerator train.Accelerator
	seq, batch  int
	precision   train.Precision
	software    train.Software
	most        int // GPUs
}

// searched remembers speeds: plans of one process share most of their jobs.
var searched sync.Map // task -> *speed

// mostGPUs is the largest count of the grid: more than any published run had.
const mostGPUs = 1 << 17

// speedOf searches the layouts of a task, on 2^k GPUs until two doublings bring nothing. What the
// calibration cannot plan, such as an accelerator without a number format, gives no
// speed at any count.
func speedOf(t task) *speed {
	t.model.Name, t.accelerator.Name = "", ""
	if x, ok := searched.Load(t); ok {
		return x.(*speed)
	}
	x := &speed{bytes: train.CheckpointBytes(&t.model)}
	c := train.Calibrated()
	j := train.Job{Model: &t.model, Tokens: 1e12, Seq: t.seq, GlobalBatch: t.batch, Precision: t.precision, Programme: 1}
	s := train.Search{Calibration: &c, Model: train.Mechanistic, Job: &j, Accelerator: &t.accelerator, Software: t.software,
		Reliability: train.Reliability{StallS: 1, WriteS: 1}} // failures come in the draw
	for n, flat := 1, 0; n <= t.most && flat < 2; n *= 2 {
		if x.try(&s, n) {
			flat = 0
		} else if len(x.gpus) > 0 {
			flat++
		}
	}
	for k := len(x.tokens) - 1; k > 0 && x.tokens[k] == x.tokens[k-1]; k-- {
		x.gpus, x.tokens, x.mfu = x.gpus[:k], x.tokens[:k], x.mfu[:k]
	}
	searched.Store(t, x)
	return x
}

// try adds a count that some layout fits, and says whether it is faster than the last.
func (x *speed) try(s *train.Search, n int) bool {
	f, _, err := s.Fastest(n)
	if err != nil {
		return false
	}
	tokens := float64(s.Job.Seq) * float64(s.Job.GlobalBatch) / f.Estimate.Seconds
	mfu := f.Estimate.MFU * float64(f.Layout.GPUs()) / float64(n) // what lies idle counts
	k := len(x.tokens) - 1
	more := k < 0 || tokens > x.tokens[k]
	if !more {
		tokens, mfu = x.tokens[k], x.mfu[k]*x.gpus[k]/float64(n)
	}
	x.gpus, x.tokens, x.mfu = append(x.gpus, float64(n)), append(x.tokens, tokens), append(x.mfu, mfu)
	x.sigma = s.Calibration.Unlike[train.Mechanistic]
	if f.Estimate.Like {
		x.sigma = s.Calibration.Spread[train.Mechanistic]
	}
	return more
}

// precision is the format that a job computes in on a part: BF16 where the part
// has no FP8.
func precision(j *Job, a *train.Accelerator) train.Precision {
	if j.Precision == FP8 {
		if _, err := a.PeakTFLOPS(train.FP8); err == nil {
			return train.FP8
		}
	}
	return train.BF16
}

// Sigma is the standard deviation of the logarithm of a step's time of a described job
// on an accelerator, which the calibration found on families of runs left
// out; 0 when no layout fits or nothing is known of the part.
func (p *Params) Sigma(job, accelerator int) float64 {
	if x := p.speed(job, accelerator); x != nil && len(x.gpus) > 0 {
		return x.sigma
	}
	return 0
}

// speed of a described job on an accelerator, nil when either is not described.
func (p *Params) speed(job, accelerator int) *speed {
	j, a := &p.Jobs[job], &p.Accelerators[accelerator]
	if !p.described(j) || a.known.Name == "" || j.Sequence < 1 || j.Batch < 1 {
		return nil
	}
	shape := p.Models[int(j.Model)].shape.Transformer
	if shape == nil {
		return nil
	}
	software := train.Megatron()
	if p.Training.Software == FSDP {
		software = train.FSDP()
	}
	return speedOf(task{*shape, a.known, int(j.Sequence), int(j.Batch), precision(j, &a.known), software, p.mostOf(accelerator)})
}

// mostOf is the count up to which layouts on an accelerator are searched: all there
// may be of what is bought or asked about, and of parts that only stand there at the
// start eight times their base count, which no sensible draw exceeds.
func (p *Params) mostOf(acc int) int {
	buys := int(p.Expansion.Accelerator) == acc || int(p.Reference) == acc
	for i := range p.Programmes {
		buys = buys || int(p.Programmes[i].Accelerator) == acc
	}
	for i := range p.Cases {
		buys = buys || int(p.Cases[i].Accelerator) == acc
	}
	if buys {
		return mostGPUs
	}
	n := 0.0
	for i := range p.Fleets {
		if int(p.Fleets[i].Accelerator) == acc {
			n += p.Fleets[i].GPUs
		}
	}
	return int(min(mostGPUs, max(2*equivalentGPUs, 8*n)))
}

// prepareSpeeds fills the table of speeds by job and accelerator, for those parts
// that something is made of.
func prepareSpeeds(p *Params) {
	p.speeds = make([]*speed, len(p.Jobs)*len(p.Accelerators))
	used := make([]bool, len(p.Accelerators))
	use := func(ref float64) {
		if i := int(ref); i >= 0 && i < len(used) {
			used[i] = true
		}
	}
	use(p.Reference)
	use(p.Expansion.Accelerator)
	for i := range p.Fleets {
		use(p.Fleets[i].Accelerator)
	}
	for i := range p.Programmes {
		use(p.Programmes[i].Accelerator)
	}
	for i := range p.Cases {
		use(p.Cases[i].Accelerator)
	}
	for i := range p.Jobs {
		for a := range p.Accelerators {
			if used[a] {
				p.speeds[i*len(p.Accelerators)+a] = p.speed(i, a)
			}
		}
	}
}

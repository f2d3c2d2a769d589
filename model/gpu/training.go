package gpu

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
)

// Days returns the days that work in FLOP takes on a fleet.
//
//	days = work / (86400 x peak x share x mfu x goodput x programme)
//
// peak in TFLOPS, dense, of the precision used; the four shares in (0, 1].
// The time is cut at Never when there is no compute. Sources: Kaplan et al. 2020
// (arXiv 2001.08361) for 6ND; Chowdhery et al. 2022, appendix B, for MFU.
func Days(work, peakTFLOPS, efficiency float64) float64 {
	return daysAt(work, flopsPerTFLOPS*peakTFLOPS*efficiency)
}

// daysAt is the days of work at a rate a second, cut at Never.
func daysAt(work, rate float64) float64 {
	if work <= 0 {
		return 0
	}
	perDay := secondsPerDay * rate
	if perDay*Never <= work {
		return Never
	}
	return work / perDay
}

// Never is the longest training time shown, in days: one hundred Julian
// years. A finite number keeps quantiles defined where no GPU runs.
const Never = 36525

// Work returns the FLOP of a training run that is not described by a model: 6 x
// active parameters x tokens, unless given directly. Attention adds 12 x layers x
// hidden x sequence per token, a few per cent for large dense models, and is left out.
func (j *Job) Work() float64 {
	if j.FLOP > 0 {
		return j.FLOP
	}
	return flopPerParameterToken * j.Parameters * j.Tokens
}

// flopPerParameterToken: 2 forward and 4 backward (Kaplan et al. 2020, 2.1).
const flopPerParameterToken = 6

// Efficiency is the part of the fleet's peak that ends in the final model.
func (j *Job) Efficiency() float64 { return j.Share * j.MFU * j.Goodput * j.Programme }

// peak is the compute a job finds in a fleet, by its precision.
func (j *Job) peak(s *totals) float64 {
	if j.Precision == FP8 {
		return s.fp8
	}
	return s.bf16
}

// pace is how a job goes: work a second that ends in the final model (FLOP, or tokens of
// a described one), the GPUs it has, and its efficiencies.
type pace struct{ rate, gpus, mfu, goodput float64 }

// described says whether a job names a model.
func (p *Params) described(j *Job) bool { return j.Model >= 0 && int(j.Model) < len(p.Models) }

// amount is the work of a job: tokens when a model is described, FLOP otherwise.
func (p *Params) amount(j *Job) float64 {
	if p.described(j) {
		return j.Tokens
	}
	return j.Work()
}

// pooled is the pace of a job that is given as FLOP, or of a case of it: the share of
// all compute there is. Owners rarely pool, so it is a bound.
func (j *Job) pooled(t *totals) pace {
	return pace{flopsPerTFLOPS * j.peak(t) * j.Efficiency(), j.Share * t.count, j.MFU, j.Goodput}
}

// on is the pace of described job i on n GPUs of an accelerator, of which its share
// less the spares work, and no more than the batch can use:
//
//	tokens/s = speed(n) x goodput(n) x programme / residual
func (p *Params) on(i, acc int, n float64) pace {
	x := p.speeds[i*len(p.Accelerators)+acc]
	if x == nil {
		return pace{}
	}
	out := p.using(i, x, p.Training.usable(n*p.Jobs[i].Share))
	// Where failures take much of the time, fewer GPUs may be faster.
	for k := len(x.gpus) - 1; k >= 0 && out.goodput < muchLost; k-- {
		if x.gpus[k] >= out.gpus {
			continue
		}
		less := p.using(i, x, x.gpus[k])
		if less.rate <= out.rate {
			break
		}
		out = less
	}
	return out
}

// muchLost is a goodput below which it is worth asking whether fewer GPUs do more.
const muchLost = 0.95

// using is the pace of described job i with the layouts of x for at most g GPUs.
func (p *Params) using(i int, x *speed, g float64) pace {
	tokens, mfu, used := x.at(g)
	if tokens == 0 {
		return pace{}
	}
	j := &p.Jobs[i]
	good := p.Training.Goodput(used, x.bytes)
	return pace{tokens * good * j.Programme / j.Residual, used, mfu / j.Residual, good}
}

// best is the pace of described job i on the island where it goes fastest. Islands are
// not pooled.
func (p *Params) best(i int, counts []float64) pace {
	var one pace
	for k := range p.islands {
		if counts[k] <= 0 || p.bound(i, p.islands[k].acc, counts[k]) <= one.rate {
			continue
		}
		if x := p.on(i, p.islands[k].acc, counts[k]); x.rate > one.rate {
			one = x
		}
	}
	return one
}

// bound is a rate that described job i does not exceed: its own without failures.
func (p *Params) bound(i, acc int, n float64) float64 {
	x := p.speeds[i*len(p.Accelerators)+acc]
	if x == nil {
		return 0
	}
	j := &p.Jobs[i]
	tokens, _, _ := x.at(p.Training.usable(n * j.Share))
	return tokens * j.Programme / j.Residual
}

// pool is the rate of job i with all islands at once, as if nothing were lost between
// them: a bound.
func (p *Params) pool(i int, t *totals, counts []float64) float64 {
	if j := &p.Jobs[i]; !p.described(j) {
		return j.pooled(t).rate
	}
	sum := 0.0
	for k := range p.islands {
		sum += p.on(i, p.islands[k].acc, counts[k]).rate * p.copies(k)
	}
	return sum
}

// pace of job i on what runs.
func (p *Params) pace(i int, t *totals, counts []float64) pace {
	if j := &p.Jobs[i]; !p.described(j) {
		return j.pooled(t)
	}
	return p.best(i, counts)
}

// progress in %: exactly 100 when all is done, which rounding would miss.
func progress(done, work float64) float64 {
	if done >= work {
		return percent
	}
	return percent * done / work
}

func startJobs(p *Params, s *State, o *Out) {
	for i := range p.Jobs {
		j := &p.Jobs[i]
		s.done[i], s.work[i] = 0, p.amount(j)
		now := p.pace(i, &s.fleets, s.counts)
		s.paces[i] = now
		o.JobDaysNow[i] = daysAt(s.work[i], now.rate)
		o.JobDate[i], o.JobProgress[i], o.JobDaysPooled[i] = math.Inf(1), 0, 0
	}
}

// runJobs adds the month's work to every job that has started and not ended.
// The rate of a month is the mean of its two ends. A job of no work never
// ends. Paces change with the fleet only.
func runJobs(p *Params, s *State, t axis.Step, m axis.Month, now *totals, o *Out) {
	for i := range p.Jobs {
		j := &p.Jobs[i]
		was := s.paces[i]
		last := int(t) == p.steps-1
		if s.changed || t == 0 {
			s.paces[i] = p.pace(i, now, s.counts)
		}
		if last {
			o.JobDaysPooled[i] = daysAt(s.work[i], p.pool(i, now, s.counts))
		}
		x := &s.paces[i]
		o.JobDaysEnd[i] = daysAt(s.work[i], x.rate)
		o.JobGPUs[i], o.JobMFU[i], o.JobGoodput[i] = x.gpus, percent*x.mfu, percent*x.goodput
		if p.shares(i) || t == 0 || float64(m) < j.Start || s.work[i] <= 0 || s.done[i] >= s.work[i] {
			continue
		}
		s.done[i] += (was.rate + x.rate) / 2 * p.seconds[t]
		if s.done[i] >= s.work[i] {
			s.done[i] = s.work[i]
			o.JobDate[i] = float64(m)
		}
		o.JobProgress[i] = progress(s.done[i], s.work[i])
	}
}

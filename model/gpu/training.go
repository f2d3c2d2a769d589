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
	if work <= 0 {
		return 0
	}
	perDay := secondsPerDay * flopsPerTFLOPS * peakTFLOPS * efficiency
	if perDay*Never <= work {
		return Never
	}
	return work / perDay
}

// Never is the longest training time shown, in days: one hundred Julian
// years. A finite number keeps quantiles defined where no GPU runs.
const Never = 36525

// Work returns the FLOP of a training run: 6 x active parameters x tokens, unless
// given directly. Attention adds 12 x layers x hidden x sequence per
// token, a few per cent for large dense models, and is left out.
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

func startJobs(p *Params, s *State, o *Out) {
	for i := range p.Jobs {
		j := &p.Jobs[i]
		s.done[i], s.work[i] = 0, j.Work()
		o.JobDaysNow[i] = Days(s.work[i], j.peak(&s.fleets), j.Efficiency())
		o.JobDate[i], o.JobProgress[i] = math.Inf(1), 0
	}
}

// train adds the month's work to every job that has started and not ended.
// The compute of a month is the mean of its two ends. A job of no work never
// ends.
func train(p *Params, s *State, t axis.Step, m axis.Month, now *totals, o *Out) {
	for i := range p.Jobs {
		j := &p.Jobs[i]
		o.JobDaysEnd[i] = Days(s.work[i], j.peak(now), j.Efficiency())
		if t == 0 || float64(m) < j.Start || s.work[i] <= 0 || s.done[i] >= s.work[i] {
			continue
		}
		mean := (j.peak(&s.prev) + j.peak(now)) / 2
		s.done[i] += mean * flopsPerTFLOPS * j.Efficiency() * p.seconds[t]
		if s.done[i] >= s.work[i] {
			s.done[i] = s.work[i]
			o.JobDate[i] = float64(m)
		}
		o.JobProgress[i] = percent * s.done[i] / s.work[i]
	}
}

// Package job answers for one training job under uncertainty: how many days on a fleet,
// or how many GPUs for a deadline, and what that takes.
//
// The layout is searched once, at the middle of everything; the draws then vary what
// is uncertain about it. What a plan cannot know, reruns, ramps, evaluation, software of
// its day and the model's own error, is one factor: what published runs took over
// plans of the same kind.
package job

import (
	"fmt"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/train"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/rng"
)

// Range is an uncertain input by the ends that hold nine in ten: a lognormal through P05 and P95,
// or one number when they are the same.
type Range struct{ Low, High float64 }

// Exactly is a number without a range.
func Exactly(x float64) Range { return Range{x, x} }

// Median is the middle.
func (r Range) Median() float64 { return math.Sqrt(r.Low * r.High) }

func (r Range) dist() dist.Dist {
	return dist.Lognormal{Mu: math.Log(r.Median()), Sigma: math.Log(r.High/r.Low) / (2 * dist.NormalQuantile(0.95))}
}

func (r Range) check(name string, lo, hi float64) error {
	if !(r.Low >= lo && r.High <= hi && r.Low <= r.High && r.Low > 0) {
		return fmt.Errorf("%s %g to %g is outside %g to %g, or its ends are the wrong way round", name, r.Low, r.High, lo, hi)
	}
	return nil
}

// Overrun is what eight published runs took over plans made without them: 0.91 to 2.35 times, 1.25 in
// the middle (testdata/gpu/production.txt). As a lognormal its P05 and P95 are these.
func Overrun() Range { return Range{0.8, 1.95} }

// Spec is a job on a fleet with what is uncertain about it.
type Spec struct {
	Job   train.Job   // Programme is 1: Overrun stands for it
	Fleet train.Fleet // its rates, times, load and PUE are those of the ranges below

	StoragePerGPU float64 // GB/s that checkpoints are written with; above 0 it replaces the fleet's

	Overrun   Range // hours over those of a plan
	Failures  Range // stops a GPU-day
	RestartS  Range // s until work goes on, detection among them
	Load      Range // mean draw of servers over nameplate
	PUE       Range
	GPUHour   Range // USD a GPU-hour; zero when nobody asks for money
	Tariff    Range // USD a kWh at the meter; zero when nobody asks
	Draws     int
	Seed      uint64
	Confident float64 // probability with which a deadline is to be met
}

// Band is P10, P50 and P90.
type Band struct {
	P10 float64 `json:"p10"`
	P50 float64 `json:"p50"`
	P90 float64 `json:"p90"`
}

// Answer is what became of it.
type Answer struct {
	Plan     train.Summary // at the middle of everything, without overrun
	Deadline float64       // days; 0 for none
	Meets    float64       // probability that the deadline is met on the plan's GPUs
	GPUs     Band          // for the deadline, when it is met with a probability of 10, 50, 90 %; of the fleet without one
	Days     Band
	GPUHours Band
	Goodput  Band
	FacilMWh Band
	RentUSD  Band // GPU-hours at a price
	PowerUSD Band // energy at a tariff
	Stops    Band // of the whole job
}

// Check says whether the numbers can be those of a job.
func (s *Spec) Check() error {
	for _, err := range []error{
		s.Overrun.check("overrun", 0.2, 20), s.Failures.check("failures a GPU-day", 1e-7, 0.1), s.RestartS.check("restart in s", 1, 1e5),
		s.Load.check("load factor", 0.1, 1), s.PUE.check("PUE", 1, 3),
	} {
		if err != nil {
			return err
		}
	}
	for name, r := range map[string]Range{"price of a GPU-hour": s.GPUHour, "tariff": s.Tariff} {
		if r != (Range{}) {
			if err := r.check(name, 1e-4, 1e4); err != nil {
				return err
			}
		}
	}
	switch {
	case s.Draws < 100 || s.Draws > 1_000_000:
		return fmt.Errorf("%d draws are outside 100 to 1,000,000", s.Draws)
	case !(s.Confident >= 0.5 && s.Confident <= 0.99):
		return fmt.Errorf("a probability of %g is outside 0.5 to 0.99", s.Confident)
	case s.Job.Programme != 1:
		return fmt.Errorf("the programme factor %g is not 1: overrun stands for it", s.Job.Programme)
	}
	return nil
}

// draws is the inputs of every draw.
type draws struct{ overrun, failures, restart, load, pue, price, tariff []float64 }

func (s *Spec) draw(outside bool, c *train.Calibration) draws {
	one := func(name string, r Range) []float64 {
		x := make([]float64, s.Draws)
		switch {
		case r.Low == r.High:
			for i := range x {
				x[i] = r.Low
			}
			return x
		default:
			fill(s.Seed, "job."+name, x)
			d := r.dist()
			for i := range x {
				x[i] = d.Quantile(x[i])
			}
		}
		return x
	}
	d := draws{one("overrun", s.Overrun), one("failures", s.Failures), one("restart", s.RestartS), one("load", s.Load), one("pue", s.PUE), one("price", s.GPUHour), one("tariff", s.Tariff)}
	// In a regime that no run was seen of, the model's error is larger than the one inside the overrun.
	if m := s.Fleet.Model; outside && c.Unlike[m] > c.Spread[m] {
		extra := make([]float64, s.Draws)
		fill(s.Seed, "job.unlike", extra)
		sigma := math.Sqrt(c.Unlike[m]*c.Unlike[m] - c.Spread[m]*c.Spread[m])
		for i, u := range extra {
			d.overrun[i] *= math.Exp(sigma * dist.NormalQuantile(u))
		}
	}
	for i := range d.load {
		d.load[i] = math.Min(1, d.load[i])
		d.pue[i] = math.Max(1, d.pue[i])
	}
	return d
}

func fill(seed uint64, name string, x []float64) {
	const block = 256
	for b := 0; b*block < len(x); b++ {
		rng.Fill(seed, rng.Stream(name), uint32(b), x[b*block:min(len(x), (b+1)*block)])
	}
}

// band is P10, P50 and P90, type 7; it sorts x.
func band(x []float64) Band {
	slices.Sort(x)
	var q [3]float64
	result.Quantiles(x, []float64{0.1, 0.5, 0.9}, q[:])
	return Band{q[0], q[1], q[2]}
}

// Run plans the job and draws around the plan. With a deadline it finds the fewest GPUs that meet it with the
// probability Confident, and beside them those for 10, 50 and 90 %; otherwise the fastest layout of the fleet.
func Run(c *train.Calibration, s *Spec) (Answer, error) {
	if err := s.Check(); err != nil {
		return Answer{}, err
	}
	f := s.Fleet
	f.FailuresPerGPUDay, f.RestartS, f.DetectS = s.Failures.Median(), s.RestartS.Median(), 0
	f.LoadFactor, f.PUE = math.Min(1, s.Load.Median()), math.Max(1, s.PUE.Median())
	out := Answer{Deadline: f.Deadline}
	plan := func(factor float64) (train.Summary, error) {
		g := f
		if g.Deadline > 0 {
			g.Deadline /= factor
		}
		if s.StoragePerGPU <= 0 {
			return train.Plan(c, &s.Job, &g)
		}
		// Storage grows with the GPUs that are found: from a thousand of them once more.
		g.StorageGBps = 1024 * s.StoragePerGPU
		p, err := train.Plan(c, &s.Job, &g)
		if err != nil {
			return p, err
		}
		g.StorageGBps = math.Max(1, float64(p.GPUs)*s.StoragePerGPU)
		return train.Plan(c, &s.Job, &g)
	}
	sorted := slices.Clone(s.draw(false, c).overrun)
	slices.Sort(sorted)
	at := func(p float64) float64 {
		var q [1]float64
		result.Quantiles(sorted, []float64{p}, q[:])
		return q[0]
	}
	var err error
	if out.Plan, err = plan(at(s.Confident)); err != nil {
		return Answer{}, err
	}
	d := s.draw(!out.Plan.Estimate.Like, c)
	if f.Deadline > 0 && !out.Plan.Estimate.Like { // the wider interval asks for more
		sorted = slices.Clone(d.overrun)
		slices.Sort(sorted)
		if out.Plan, err = plan(at(s.Confident)); err != nil {
			return Answer{}, err
		}
	}
	g := float64(out.Plan.GPUs)
	out.GPUs = Band{g, g, g}
	if f.Deadline > 0 {
		for p, x := range map[float64]*float64{0.1: &out.GPUs.P10, 0.5: &out.GPUs.P50, 0.9: &out.GPUs.P90} {
			*x = math.Inf(1) // out of reach of the fleet
			if q, err := plan(at(p)); err == nil {
				*x = float64(q.GPUs)
			}
		}
	}
	s.around(&out, d)
	return out, nil
}

// around draws around the plan.
func (s *Spec) around(out *Answer, d draws) {
	p := &out.Plan
	n := s.Draws
	var days, hours, keep, energy, rent, power, stops []float64
	work := p.Steps * p.Estimate.Seconds / 86400 // days without a failure
	met := 0
	for i := range n {
		r := train.Reliability{FailuresPerGPUDay: d.failures[i], RestartS: d.restart[i], StallS: p.WriteS, WriteS: p.WriteS}
		if a := s.Fleet.AsyncStallS; a > 0 {
			r.StallS = math.Min(a, p.WriteS)
		}
		k := r.Keep(p.GPUs)
		x := work * d.overrun[i] / k.Goodput
		h := x * 24 * float64(p.GPUs)
		e := h * s.Fleet.Accelerator.HostW * d.load[i] * d.pue[i] / 1e6
		days, hours, keep, energy = append(days, x), append(hours, h), append(keep, k.Goodput), append(energy, e)
		rent, power, stops = append(rent, h*d.price[i]), append(power, 1000*e*d.tariff[i]), append(stops, k.StopsADay*x)
		if x <= out.Deadline {
			met++
		}
	}
	out.Days, out.GPUHours, out.Goodput, out.FacilMWh = band(days), band(hours), band(keep), band(energy)
	out.RentUSD, out.PowerUSD, out.Stops = band(rent), band(power), band(stops)
	if out.Deadline > 0 {
		out.Meets = float64(met) / float64(n)
	}
}

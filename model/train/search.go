package train

import (
	"math"

	"github.com/headroom-planner/headroom/model/valid"
)

// Found is a layout that fits, with its memory and time.
type Found struct {
	Layout   Layout
	Memory   Memory
	Estimate Estimate
	Days     float64 // with goodput and programme
	Kept     Kept
}

// Effort is what a search cost.
type Effort struct {
	Tried int // layouts that the rules allow
	Fit   int // that fit the memory
	Timed int // whose time was computed
}

// Search is a search over layouts of a job on one kind of accelerator.
type Search struct {
	Calibration *Calibration
	Model       Model // of time; with Constant, the mechanism still ranks the layouts
	Job         *Job
	Accelerator *Accelerator
	Software    Software
	Reliability Reliability

	effort Effort
	room   [maxExpertSplits][4]room // of a shape's parameters, by expert parallelism as a power of two, and ZeRO
	rank   float64                  // seconds or GPUs of the best so far
	tie    float64
	best   Found
	peak   float64
}

// check says whether the search can run.
func (s *Search) check() error {
	peak, err := s.Accelerator.PeakTFLOPS(s.Job.Precision)
	s.peak = peak
	s.rank, s.tie, s.best, s.effort = math.Inf(1), math.Inf(1), Found{}, Effort{}
	const of = "search"
	return first(s.Job.Check(), s.Accelerator.Check(), s.Reliability.Check(), err,
		whole(of, "ZeRO stage", s.Software.MaxZeRO, 0, 3),
		whole(of, "precision of gradients", int(s.Software.Grads), int(FP32), int(BF16)),
		whole(of, "model", int(s.Model), int(Constant), int(Mechanistic)))
}

// Fastest is the fastest layout on at most so many GPUs. It tries every allowed
// shape with the three largest numbers of replicas that divide the batch, and with
// smaller ones as long as failures take more than a twentieth: there fewer GPUs may be
// faster. These are some hundreds to ten thousand layouts of a microsecond or two each.
// A layout whose kernels alone at full rate are slower than the best found is not looked at.
func (s *Search) Fastest(gpus int) (Found, Effort, error) {
	if err := first(s.check(), whole("search", "GPUs", gpus, 1, 1<<24)); err != nil {
		return Found{}, s.effort, err
	}
	replicas := divisors(s.Job.GlobalBatch)
	s.shapes(func(l Layout) {
		left := gpus / (l.TP * l.PP * l.CP)
		n := 0
		for i := len(replicas) - 1; i >= 0; i-- {
			if replicas[i] <= left {
				l.DP = replicas[i]
				if n >= 3 && s.Reliability.Keep(l.GPUs()).Goodput >= wellKept {
					break
				}
				n++
				s.batches(l, func(f *Found) (float64, float64) { return f.Days, float64(f.Layout.GPUs()) },
					func(l *Layout) bool { return s.leastDays(l) < s.rank })
			}
		}
	})
	return s.end("no layout fits " + valid.Number(float64(gpus), "") + " GPUs")
}

// Smallest is the layout of the fewest GPUs, at most so many, that ends within the
// days, and the fastest of them. It tries every number of replicas that divides
// the batch, some thousands to a hundred thousand layouts; those of more GPUs than
// the best, or whose kernels alone are too slow, are not looked at.
func (s *Search) Smallest(days float64, most int) (Found, Effort, error) {
	if err := first(s.check(), within("search", "deadline", "days", days, 1e-6, 1e6), whole("search", "GPUs", most, 1, 1<<24)); err != nil {
		return Found{}, s.effort, err
	}
	replicas := divisors(s.Job.GlobalBatch)
	s.shapes(func(l Layout) {
		for _, d := range replicas {
			l.DP = d
			g := float64(l.GPUs())
			if l.GPUs() > most || g > s.rank {
				break
			}
			s.batches(l, func(f *Found) (float64, float64) {
				if f.Days > days {
					return math.Inf(1), 0
				}
				return float64(f.Layout.GPUs()), f.Days
			}, func(l *Layout) bool { return s.leastDays(l) <= days })
		}
	})
	return s.end("no layout fits and ends in " + valid.Number(days, "days") + " on " + valid.Number(float64(most), "") + " GPUs")
}

// wellKept is the goodput above which fewer GPUs are no faster for their failures alone.
const wellKept = 0.95

func (s *Search) end(why string) (Found, Effort, error) {
	if math.IsInf(s.rank, 1) {
		return Found{}, s.effort, &FitError{why}
	}
	return s.best, s.effort, nil
}

// leastDays is the days if only matrix products took time, at the rate of large
// ones and without the masked half of the scores: no layout of so many GPUs is
// faster by the mechanism. A constant utilisation has no such bound.
func (s *Search) leastDays(l *Layout) float64 {
	if s.Model == Constant {
		return 0
	}
	rate := s.Calibration.Efficiency.matrix(s.Accelerator, s.Job.Precision)
	g, alike := find(s.Calibration.Regimes, keyOf(s.Job.Model, s.Accelerator, l))
	factor := 1.0
	if alike == 3 {
		factor = g.Factor
	}
	return factor * 6 * s.Job.Model.multiplied() * s.Job.Tokens / (rate * float64(l.GPUs()) * s.Job.Programme * secondsPerDay)
}

// consider times a layout that fits and keeps it when it is better: a lower rank,
// or the same and a lower tie. All that is said of it is worked out for those only.
func (s *Search) consider(l *Layout, m *Memory, rank func(*Found) (rank, tie float64)) {
	s.effort.Timed++
	c := s.Calibration
	run := Run{Model: s.Job.Model, Accelerator: s.Accelerator, Layout: *l, Seq: s.Job.Seq}
	order := seconds(Mechanistic, &c.Efficiency, c.Regimes, &run)
	f := Found{Layout: *l, Memory: *m, Kept: s.Reliability.Keep(l.GPUs())}
	f.Estimate.Seconds = order
	if s.Model == Constant {
		f.Estimate.Seconds = seconds(Constant, &c.Efficiency, c.Regimes, &run)
	}
	f.Days = s.Job.Steps() * f.Estimate.Seconds / f.Kept.Goodput / secondsPerDay
	r, tie := rank(&f)
	if s.Model == Constant {
		tie = order
	}
	if r < s.rank || r == s.rank && tie < s.tie && !math.IsInf(r, 1) {
		model := Mechanistic
		if s.Model == Constant {
			model = Constant
		}
		f.Estimate = c.estimate(model, s.Job.Model, s.Accelerator, l, s.Job.Seq, s.peak)
		s.rank, s.tie, s.best = r, tie, f
	}
}

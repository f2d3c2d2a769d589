package gpu

import (
	"cmp"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
)

const sharingPart = "gpu.sharing"

// Sharing is whether timed jobs and the demands of the portfolio take GPUs from each other.
type Sharing struct {
	On   bool
	Rest float64 // RestWaits or RestRented
}

// What becomes of what is not done by a job's deadline, in the order of its options.
const (
	RestWaits  = 0
	RestRented = 1
)

// turn is whose turn it is when GPU time is given out.
type turn struct {
	job bool
	i   int
}

// sharing is what the month's giving out works with.
type sharing struct {
	free       []float64 // GPUs of each island, of all equal ones, that nobody has yet
	bySize     []int     // islands, the smallest first
	rate, used []float64 // of described jobs at the counts of their grids
	lost       []float64 // days of each job so far
}

func newSharing(p *Params) sharing {
	if !p.Sharing.On {
		return sharing{}
	}
	return sharing{free: make([]float64, len(p.islands)), bySize: make([]int, len(p.islands)), rate: make([]float64, p.curves), used: make([]float64, p.curves),
		lost: make([]float64, len(p.Jobs))}
}

// shares says whether a job takes its turn among the demands.
func (p *Params) shares(i int) bool { return p.Sharing.On && p.Jobs[i].Priority > 0 }

// prepareTurns puts demands and jobs that share in the order of their priorities, of equals demands first, and lays out
// where the rates of described jobs stand.
func prepareTurns(p *Params) {
	p.turns, p.curves = nil, 0
	for i := range p.Demands {
		p.turns = append(p.turns, turn{false, i})
	}
	p.curveAt = make([]int, len(p.speeds))
	for i := range p.Jobs {
		if !p.shares(i) {
			continue
		}
		p.turns = append(p.turns, turn{true, i})
		for a := range p.Accelerators {
			if x := p.speeds[i*len(p.Accelerators)+a]; x != nil {
				p.curveAt[i*len(p.Accelerators)+a] = p.curves
				p.curves += len(x.gpus)
			}
		}
	}
	slices.SortStableFunc(p.turns, func(a, b turn) int { return cmp.Compare(p.priority(a), p.priority(b)) })
}

func (p *Params) priority(u turn) float64 {
	if u.job {
		return p.Jobs[u.i].Priority
	}
	return p.Demands[u.i].Priority
}

// startSharing fills the rates of described jobs at the counts of their grids, failures among them. More GPUs are
// never slower: where failures would make them so, the rest is left alone.
func startSharing(p *Params, s *State, o *Out) {
	o.Free, o.Held, o.JobRent = 0, 0, 0
	if !p.Sharing.On {
		return
	}
	x := &s.sharing
	for i := range p.Jobs {
		o.HeldBy[i], o.JobWaitBy[i], o.JobRentBy[i], x.lost[i] = 0, 0, 0, 0
		if !p.shares(i) {
			continue
		}
		j := &p.Jobs[i]
		for a := range p.Accelerators {
			v := p.speeds[i*len(p.Accelerators)+a]
			if v == nil {
				continue
			}
			at := p.curveAt[i*len(p.Accelerators)+a]
			rate, used := 0.0, 0.0
			for k, n := range v.gpus {
				if r := v.tokens[k] * p.Training.Goodput(n, v.bytes) * j.Programme / j.Residual; r > rate {
					rate, used = r, n
				}
				x.rate[at+k], x.used[at+k] = rate, used
			}
		}
	}
}

// along is the rate of a described job on n working GPUs of an accelerator, and those that it uses: straight lines
// between the counts of the grid, so that more is never slower.
func (p *Params) along(s *State, i, acc int, n float64) (rate, used float64) {
	if acc < 0 || acc >= len(p.Accelerators) {
		return 0, 0
	}
	v := p.speeds[i*len(p.Accelerators)+acc]
	if v == nil || len(v.gpus) == 0 || n < v.gpus[0] {
		return 0, 0
	}
	at, last := p.curveAt[i*len(p.Accelerators)+acc], len(v.gpus)-1
	r, u := s.sharing.rate[at:at+last+1], s.sharing.used[at:at+last+1]
	if n >= v.gpus[last] {
		return r[last], u[last]
	}
	k := 0
	for n >= v.gpus[k+1] {
		k++
	}
	f := (n - v.gpus[k]) / (v.gpus[k+1] - v.gpus[k])
	return r[k] + f*(r[k+1]-r[k]), u[k] + f*(u[k+1]-u[k])
}

// weight is the equivalents of one GPU of an island.
func (p *Params) weight(k int) float64 {
	return ratio(p.bf16(p.islands[k].acc), p.bf16(int(p.Reference)))
}

// open begins a month: nobody has anything.
func (p *Params) open(s *State, o *Out) {
	o.Held, o.JobRent = 0, 0
	x := &s.sharing
	copy(x.free, s.wholes)
	for k := range x.bySize {
		x.bySize[k] = k
		for i := k; i > 0; i-- {
			a, b := x.bySize[i-1], x.bySize[i]
			if s.counts[a]*p.weight(a) <= s.counts[b]*p.weight(b) {
				break
			}
			x.bySize[i-1], x.bySize[i] = b, a
		}
	}
}

// take fills so many equivalents, the smallest islands first, so that large ones stay whole for jobs.
func (p *Params) take(s *State, h100e float64) {
	for _, k := range s.sharing.bySize {
		w := p.weight(k)
		if h100e <= 0 {
			return
		}
		if all := s.sharing.free[k] * w; all <= h100e {
			s.sharing.free[k], h100e = 0, h100e-all
		} else {
			s.sharing.free[k], h100e = max(0, s.sharing.free[k]-h100e/w), 0
		}
	}
}

// turned is what a job does in a month, in H100 equivalents: what it would hold alone, and what it holds.
type turned struct{ need, held float64 }

// hold gives a job its turn. A described job has the island where it goes fastest with what is left there, at most its
// share of the island; one that is given as FLOP what is left of its share of all. In its last month it holds them for a part
// of it. It holds its spares too.
//
//	progress = rate x seconds; lost days += days x (1 - rate / rate alone)
//
// A job with a deadline whose rest is rented has it done abroad in the month of the deadline, on clusters of 1,024 GPUs of
// the accelerator of reference.
func (p *Params) hold(s *State, t axis.Step, m axis.Month, i int, now *totals, o *Out) (u turned) {
	j, x := &p.Jobs[i], &s.sharing
	o.HeldBy[i], o.JobRentBy[i] = 0, 0
	if t == 0 || float64(m) < j.Start || s.work[i] <= 0 || s.done[i] >= s.work[i] {
		return u
	}
	left, seconds := s.work[i]-s.done[i], p.seconds[t]
	alone, rate, at := 0.0, 0.0, -1
	if p.described(j) {
		for k := range p.islands {
			n, w := s.counts[k]*j.Share, p.weight(k)
			r, used := p.along(s, i, p.islands[k].acc, p.Training.usable(n))
			if r <= rate { // with less it is no faster
				continue
			}
			if r > alone {
				alone, u.need = r, p.standing(used)*w
			}
			if n > x.free[k] {
				r, used = p.along(s, i, p.islands[k].acc, p.Training.usable(x.free[k]))
			}
			if r > rate {
				rate, at, u.held = r, k, p.standing(used)*w
			}
		}
	} else {
		free := 0.0
		for k := range p.islands {
			free += x.free[k] * p.weight(k)
		}
		alone, u.need = j.pooled(now).rate, j.Share*o.H100e
		u.held = min(u.need, free)
		rate = alone * ratio(u.held, u.need)
	}
	u.need *= part(left, alone*seconds)
	last := part(left, rate*seconds)
	u.held *= last
	switch {
	case last < 1 || left <= rate*seconds:
		s.done[i] = s.work[i]
	default:
		s.done[i] += rate * seconds
	}
	if alone > 0 {
		x.lost[i] += last * seconds / secondsPerDay * max(0, 1-rate/alone)
	}
	if at >= 0 {
		x.free[at] = max(0, x.free[at]-u.held/p.weight(at))
	} else {
		p.take(s, u.held)
	}
	if p.Sharing.Rest == RestRented && j.Deadline > 0 && float64(m) >= math.Floor(j.Deadline) && s.done[i] < s.work[i] {
		if one := p.abroad(s, i); one > 0 {
			o.JobRentBy[i] = (s.work[i] - s.done[i]) / (one * seconds)
			s.done[i] = s.work[i]
		}
	}
	if s.done[i] >= s.work[i] {
		o.JobDate[i] = float64(m)
	}
	o.HeldBy[i], o.JobWaitBy[i], o.JobProgress[i] = u.held, x.lost[i], progress(s.done[i], s.work[i])
	o.Held += u.held
	o.JobRent += o.JobRentBy[i]
	return u
}

// part is how much of a month a job runs that has so much left and does so much in a month.
func part(left, month float64) float64 {
	if month <= left {
		return 1
	}
	return left / month
}

// standing is the GPUs that stand for so many that work: spares among them.
func (p *Params) standing(working float64) float64 { return ratio(working, 1-p.Training.SpareShare) }

// abroad is the work a second that one rented H100 equivalent does of a job, 0 when the accelerator of reference cannot.
func (p *Params) abroad(s *State, i int) float64 {
	j, ref := &p.Jobs[i], int(p.Reference)
	if !p.described(j) {
		var t totals
		a := p.accelerator(p.Reference)
		t.add(&a, 1)
		return flopsPerTFLOPS * j.peak(&t) * j.MFU * j.Goodput * j.Programme
	}
	rate, used := p.along(s, i, ref, equivalentGPUs)
	return ratio(rate, p.standing(used))
}

var sharingInputs = []declare.Input[Params]{
	{Key: "sharing.rest", Kind: declare.Choice, Part: sharingPart,
		Options: []declare.Option{{Key: "waits", Label: text.T("It goes on at home", "Tiếp tục trong nước")}, {Key: "rented", Label: text.T("It is rented abroad", "Thuê ở nước ngoài")}},
		Label:   text.T("Rest of a job at its deadline", "Phần còn lại của tác vụ khi đến hạn"),
		Doc:     "What becomes of the part of a training job that is not done by its deadline: it goes on at home, or is done abroad in that month at the portfolio's price.",
		Source:  "Definition",
		Ref:     func(p *Params) *float64 { return &p.Sharing.Rest }},
}

var sharingJobInputs = []declare.Input[Job]{
	{Key: "priority", Unit: "1", Min: 0, Max: 1000, Default: declare.Default(0), Part: sharingPart,
		Label:  text.T("Priority of the job", "Thứ tự ưu tiên của tác vụ"),
		Doc:    "Order in which the job gets GPUs among the demands, 1 first; of equals demands come first, then jobs in the scenario's order. It cannot be drawn.",
		Source: "Definition; the default means that the job is a question: it is timed as if it had the fleet for itself, and takes nothing from others",
		Ref:    func(j *Job) *float64 { return &j.Priority }},
	{Key: "deadline", Kind: declare.Date, Optional: true, Part: sharingPart,
		Label:  text.T("Deadline of the job", "Hạn hoàn thành tác vụ"),
		Doc:    "Month by whose end the job is to be done; see the rest of a job at its deadline.",
		Source: "Definition",
		Ref:    func(j *Job) *float64 { return &j.Deadline }},
}

var (
	usesSharing = []string{"gpu.sharing.rest", "gpu.jobs.priority", "gpu.jobs.deadline", "gpu.jobs.start"}
	usesTurns   = union(usesLate, usesSharing)
)

var sharingMetrics = []declare.Metric[Out]{
	{Key: "gpu.job_held", Unit: "H100e", Agg: declare.Stock, Of: "gpu.jobs", Part: sharingPart,
		Label: text.T("GPU time a job holds", "Thời gian GPU tác vụ chiếm giữ"), Doc: "H100 equivalents that a job with a priority holds in the month at home, its spares among them.",
		Formula: "by priority, GPUs of the island where it goes fastest with what is left there, at most its share of the island and what its batch can use; in its last month for a part of it", Uses: usesShare, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Held }, EachRef: func(o *Out, i int) *float64 { return &o.HeldBy[i] }},
	{Key: "gpu.job_wait", Unit: "days", Kind: declare.Series, Agg: declare.Stock, Of: "gpu.jobs", Part: sharingPart,
		Label: text.T("Days a job lost to others", "Số ngày tác vụ phải nhường GPU"), Doc: "Days that a job with a priority lost so far because others had GPUs that it could have used.",
		Formula: "sum over its months of days x (1 - rate / rate if it had the fleet for itself)", Uses: usesShare, Source: "Definition",
		EachRef: func(o *Out, i int) *float64 { return &o.JobWaitBy[i] }},
	{Key: "gpu.job_rented", Unit: "H100e", Agg: declare.Stock, Of: "gpu.jobs", Part: sharingPart,
		Label: text.T("GPUs rented for a job", "GPU thuê cho tác vụ"), Doc: "H100 equivalents rented abroad in the month of a job's deadline, for what is not done by then; part of the GPUs rented abroad.",
		Formula: "work left / (work a second of one equivalent, in clusters of 1,024 of the accelerator of reference x seconds of the month)", Uses: usesShare, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.JobRent }, EachRef: func(o *Out, i int) *float64 { return &o.JobRentBy[i] }},
	{Key: "gpu.time_free", Unit: "H100e", Agg: declare.Stock, Part: sharingPart,
		Label: text.T("GPU time nobody asks for", "Thời gian GPU còn trống"), Doc: "Running H100 equivalents that neither jobs nor demands take in the month. What demands lose to maintenance and gaps counts as taken.",
		Formula: "running equivalents - held by jobs - given to demands / usable share", Uses: usesShare, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Free }},
}

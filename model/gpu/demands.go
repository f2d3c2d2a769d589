package gpu

import (
	"math"
	"sync"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/serve"
	"github.com/headroom-planner/headroom/model/train"
)

// Portfolio is what GPU time is for, and what happens to what finds none.
type Portfolio struct {
	On        bool
	Usable    float64 // share of running GPU time that can be given out
	Variation float64 // squared coefficient of variation of the time that a job takes
	Patience  float64 // months of its own demand that a use lets wait
	Rent      float64 // No or Yes: what waits longer, and requests not served, are rented abroad
	RentUSD   float64 // for an hour of one H100 equivalent, at the start
	Reference float64 // the demand by which equivalents of serving are counted, -1 for none
}

// Demand is one use of GPU time.
type Demand struct {
	Name     string
	Use      float64
	Priority float64   // 1 comes first
	Busy     axis.Path // H100 equivalents that it would keep busy
	HoldDays float64   // mean days that one of its jobs takes on the GPUs it gets

	// Of services, instead of Busy.
	Requests       axis.Path // a second, mean over the day
	Model          float64   // -1 for none
	Precision      float64
	Prompt, Output float64 // tokens
	FirstS, TokenS float64 // promised: seconds to the first token, and between tokens
	Quantile       float64 // share of requests for which the first is kept
	PeakToMean     float64
	SpareNodes     float64
	Residual       float64 // GPUs over what the calibrated model says
}

// The alternatives of the use, in the order of its options.
const (
	PreTraining = iota
	FineTuning
	Research
	Services
)

// queue is what a use has waiting, in H100 equivalents for a month.
type queue struct{ waits float64 }

// carried is what nodes of one accelerator serve under an objective: requests a second of a node, 0 when the
// objective is out of reach or nothing is known of the part.
type carried struct{ perNode, node, sigma float64 }

// service is what a search for replicas depends on.
type service struct {
	model       serve.Model
	shape       train.Transformer
	accelerator train.Accelerator
	node        int
	precision   train.Precision
	traffic     serve.Traffic
	objective   serve.Objective
}

var sized sync.Map // service -> carried

// manyRequests is a load at which whole nodes decide which replica is best.
const manyRequests = 1e6

// carriedBy finds what a node of an accelerator serves of a demand.
func (p *Params) carriedBy(d *Demand, acc int) carried {
	m := int(d.Model)
	if m < 0 || m >= len(p.Models) || p.Models[m].shape.Transformer == nil || acc < 0 || acc >= len(p.Accelerators) || p.Accelerators[acc].known.Name == "" {
		return carried{}
	}
	a := &p.Accelerators[acc]
	key := service{p.Models[m].shape, *p.Models[m].shape.Transformer, a.known, min(int(a.PerNode), a.known.Domain), train.BF16,
		serve.Traffic{Prompt: d.Prompt, Output: d.Output}, serve.Objective{FirstS: d.FirstS, TokenS: d.TokenS, Quantile: d.Quantile}}
	if d.Precision == FP8 {
		if _, err := a.known.PeakTFLOPS(train.FP8); err == nil {
			key.precision = train.FP8
		}
	}
	shape := key.shape
	key.model.Transformer, key.shape.Name, key.accelerator.Name = nil, "", ""
	if x, ok := sized.Load(key); ok {
		return x.(carried)
	}
	model := key.model
	model.Transformer = &shape
	c := serve.Calibrated()
	var out carried
	f, err := c.Smallest(&model, key.precision, &serve.Site{Accelerator: a.known, NodeGPUs: key.node, Engine: serve.Default()},
		&serve.Demand{Requests: manyRequests, PeakToMean: 1, Traffic: key.traffic, Objective: key.objective})
	if err == nil {
		out = carried{f.Operating.Requests * float64(key.node/f.Replica.GPUs), float64(key.node), c.Spread}
		if len(f.Outside) > 0 {
			out.sigma = c.Unlike
		}
	}
	sized.Store(key, out)
	return out
}

// ServeSigma is the standard deviation of the logarithm of the GPUs that a demand needs on the
// accelerator of reference, as the calibration found it on models or parts left out; 0
// when the objective is out of reach there.
func (p *Params) ServeSigma(demand int) float64 {
	return p.carriedBy(&p.Demands[demand], int(p.Reference)).sigma
}

// prepareDemands sizes services, and counts accelerators by what they serve.
func prepareDemands(p *Params) {
	p.carries = make([]carried, len(p.Demands))
	for i := range p.Demands {
		if p.Demands[i].Use == Services {
			p.carries[i] = p.carriedBy(&p.Demands[i], int(p.Reference))
		}
	}
	p.servesAs = make([]float64, len(p.Accelerators))
	d := int(p.Portfolio.Reference)
	if !p.Portfolio.On || d < 0 || d >= len(p.Demands) {
		return
	}
	of := func(a int) float64 {
		x := p.carriedBy(&p.Demands[d], a)
		return ratio(x.perNode, x.node)
	}
	for a := range p.servesAs {
		p.servesAs[a] = ratio(of(a), of(int(p.Reference)))
	}
}

func startDemands(p *Params, s *State, o *Out) {
	clear(s.queues)
	o.Need, o.Given, o.Unmet, o.Wait, o.Rented, o.RentUSD = 0, 0, 0, 0, 0, 0
}

// need is what a use asks for in a month, in H100 equivalents. A service needs whole nodes of the accelerator
// of reference at its busiest hour, and its spares:
//
//	nodes = ceil(requests x peak over mean x residual / requests of a node) + spares
//
// A service whose promise no replica keeps needs infinitely many: it is asked for, and nothing of it is given.
func (p *Params) need(i int, m axis.Month, o *Out) (h100e float64, possible bool) {
	d := &p.Demands[i]
	if d.Use != Services {
		return d.Busy.At(m), true
	}
	c, x := p.carries[i], d.Requests.At(m)
	o.ServeNodes[i], o.ServeGPUs[i] = 0, 0
	if x <= 0 {
		return 0, true
	}
	if c.perNode <= 0 {
		return 0, false
	}
	o.ServeNodes[i] = ceil(x*d.PeakToMean*d.Residual/c.perNode) + math.Round(d.SpareNodes)
	o.ServeGPUs[i] = o.ServeNodes[i] * c.node
	return o.ServeGPUs[i], true
}

// share gives the month's GPU time out by priority. What a use other than a service does not get waits,
// and is asked for again; what waits longer than patience allows is rented, when it may be. Requests
// that a service cannot take do not wait. Jobs that share take their turns among them: of the equivalents a they
// leave, uses get at most a x usable share, and what a use gets takes its part of a.
//
//	wait of use k = R / ((1 - sigma(k-1)) (1 - sigma(k))) + what waits / what it gets
//	R = sum over uses of rho hold (1 + variation)/2, sigma(k) = rho of uses up to k
//
// The first term is Cobham's (Operations Research 2, 1954) for the mean wait in a queue with priorities, Pollaczek and
// Khinchine's for one use, cut at a year; the second is of a month in which more is asked for than there is.
func (p *Params) share(s *State, t axis.Step, m axis.Month, now *totals, o *Out) {
	if !p.Portfolio.On {
		return
	}
	f := &p.Portfolio
	all := o.H100e * f.Usable
	left, days := all, p.seconds[t]/secondsPerDay
	rest := 0.0
	for i := range p.Demands {
		if d := &p.Demands[i]; d.Use != Services {
			rest += ratio(d.Busy.At(m), all) * d.HoldDays * (1 + f.Variation) / 2
		}
	}
	o.Need, o.Given, o.Rented = 0, 0, 0
	missed, before, waited := 0.0, 0.0, 0.0
	if p.Sharing.On {
		p.open(s, o)
	}
	for _, u := range p.turns {
		i := u.i
		if u.job {
			x := p.hold(s, t, m, i, now, o)
			left = max(0, left-x.held*f.Usable)
			before += ratio(x.held, o.H100e)
			o.Need += x.need
			o.Given += x.held
			missed += max(0, x.need-x.held)
			continue
		}
		d, q := &p.Demands[i], &s.queues[i]
		need, _ := p.need(i, m, o)
		want := need
		if d.Use != Services {
			want += q.waits
		}
		given := min(want, left)
		left -= given
		if p.Sharing.On {
			p.take(s, ratio(given, f.Usable))
		}
		unmet, rented := want-given, 0.0
		if d.Use == Services {
			if f.Rent == Yes {
				rented = unmet
			}
		} else {
			if f.Rent == Yes {
				rented = max(0, unmet-f.Patience*need)
			}
			if t > 0 {
				q.waits = unmet - rented
			}
		}
		sigma := before + ratio(need, all)
		o.WaitBy[i] = wait(d.Use == Services, rest, before, sigma, all, q.waits, given, days)
		if f.Rent == Yes { // who would wait longer is abroad by then
			o.WaitBy[i] = min(o.WaitBy[i], f.Patience*days)
		}
		before = sigma
		o.NeedBy[i], o.GivenBy[i], o.RentBy[i] = need, given, rented
		o.Need += need
		o.Given += given
		o.Rented += rented
		missed += max(0, need-given)
		if d.Use != Services {
			waited += need * o.WaitBy[i]
		}
	}
	if p.Sharing.On {
		o.Rented += o.JobRent
		o.Free = max(0, o.H100e-o.Held-ratio(o.Given-o.Held, f.Usable))
	}
	o.Unmet = percent * ratio(missed, o.Need)
	queued := 0.0
	for i := range p.Demands {
		if p.Demands[i].Use != Services {
			queued += o.NeedBy[i]
		}
	}
	o.Wait = ratio(waited, queued)
	o.RentUSD = 0
	if t > 0 {
		o.RentUSD = o.Rented * days * hoursPerDay * f.RentUSD * s.price
	}
}

// longestWait is the most days that the formula of the steady queue may say: near full load it is reached in years only.
const longestWait = 365

func wait(service bool, rest, before, sigma, all, waits, given, days float64) float64 {
	if service {
		return 0
	}
	w := 0.0
	switch {
	case all <= 0:
		return Never
	case sigma < 1:
		w = min(longestWait, rest/((1-before)*(1-sigma)))
	}
	if waits > 0 {
		if given <= 0 {
			return Never
		}
		w += waits / given * days
	}
	return min(w, Never)
}

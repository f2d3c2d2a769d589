package power

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/grid"
	"github.com/headroom-planner/headroom/model/unit"
)

// Queue is how connections are queued for in a zone. Its zones say the works for
// one request, the steps that reinforcement comes in, and what others ask for.
type Queue struct {
	On         bool
	Parts      float64 // partWhole or partAny: whether a request takes less than it asks for
	HoldMonths float64 // after which a request for what nobody builds is withdrawn
}

// The orders of Queue.Parts.
const (
	partAny   = 0
	partWhole = 1
)

// What binds halls that are ready without supply, in the order of QueueBinding.
const (
	bindNone = iota
	bindQueue
	bindHeadroom
)

// Application is a request for a connection that was made this month, or before the
// start.
type Application struct {
	Request    int // whose granted power it counts to
	Zone       int
	MW         float64 // facility
	Applied    float64 // month
	LeadMonths float64 // of the works for it
	Withdraws  bool    // nobody will build what it is for
}

// queue is the zones' queues within a draw. What is served is posted to the month in
// which it is connected, so that a month looks at no request twice.
type queue struct {
	ax    axis.Axis
	zones []line
	mw    []float64 // by request and step: connected in it
}

// quarter is the months after which others ask for what they want in them.
const quarter = 3

// line is the queue of one zone.
type line struct {
	grid.Queue
	owners  []int     // of its requests: whose granted power they count to, -1 for others
	due     []float64 // by step: MW connected in it
	gave    []float64 // by step: the same, without what a request that is withdrawn had before
	waited  []float64 // by step: that x months since the application
	applied []float64 // by request: month of application
	others  []float64 // by step: MW of others connected in it
	steps   []float64 // by step: reinforcement that comes in it
	ordered float64   // steps of reinforcement
	come    float64
	at      axis.Step // step up to which come is counted

	connectedMW, othersMW, goneMW, gaveMW, months float64
	stuck                                         axis.Month // last month in which a request lacked headroom
}

// NewQueue gives a state its queue, for a run and so many requests that others make
// (see [Application]); n is the most applications they make in a zone.
func NewQueue(p *Params, s *State, a axis.Axis, requests, n int) {
	if !p.Queue.On {
		return
	}
	s.queue = queue{ax: a, zones: make([]line, len(p.Zones)), mw: make([]float64, requests*a.Steps)}
	n += a.Steps/quarter + 1 // of others
	f := func() []float64 { return make([]float64, a.Steps) }
	for i := range s.queue.zones {
		q, err := grid.NewQueue(nil, 1)
		if err != nil {
			panic(err) // a queue of nobody refuses nobody
		}
		q.Grow(n)
		s.queue.zones[i] = line{Queue: *q, owners: make([]int, 0, n), applied: make([]float64, 0, n), due: f(), gave: f(), waited: f(), others: f(), steps: f()}
	}
}

func (q *queue) start(p *Params) {
	clear(q.mw)
	for i := range q.zones {
		z := &q.zones[i]
		z.Clear()
		clear(z.due)
		clear(z.gave)
		clear(z.waited)
		clear(z.others)
		clear(z.steps)
		z.owners, z.applied = z.owners[:0], z.applied[:0]
		z.ordered, z.come, z.at = 0, 0, 0
		z.connectedMW, z.othersMW, z.goneMW, z.gaveMW, z.months = 0, 0, 0, 0, 0
		z.stuck = q.ax.Start - 1
	}
}

// reinforced is the headroom of the steps that have come to a zone by a month.
func (q *queue) reinforced(p *Params, i int, m axis.Month) float64 {
	z := &q.zones[i]
	for t := q.ax.Step(m); z.at <= t && int(z.at) < len(z.steps); z.at++ {
		z.come += z.steps[z.at]
	}
	return z.come * p.step(&p.Zones[i])
}

// step is the headroom that one step of reinforcement adds: stated, or where transformers
// are, what one more of them carries with one lost.
func (p *Params) step(z *Zone) float64 {
	if !p.Security.On {
		return z.StepMW
	}
	return z.RatingMVA * (1 + p.Security.Overload) * p.Security.PowerFactor
}

// Ask puts a request into its zone's queue. One of whom nothing comes is withdrawn when
// it has been held long enough.
func Ask(p *Params, s *State, a *Application) {
	if a.Zone < 0 || a.Zone >= len(s.queue.zones) || !(a.MW > 0) {
		return
	}
	leaves := axis.Month(0)
	month := math.Floor(a.Applied)
	if a.Withdraws {
		leaves = axis.Month(month + math.Ceil(p.Queue.HoldMonths))
	}
	s.queue.zones[a.Zone].ask(grid.Request{MW: a.MW, Applied: axis.Month(month), LeadMonths: a.Applied - month + a.LeadMonths,
		Divisible: p.Queue.Parts == partAny, Leaves: leaves}, a.Request, a.Applied)
}

func (z *line) ask(r grid.Request, owner int, applied float64) {
	r.Boundary = unit.Facility
	r.LeadMonths = min(r.LeadMonths, 600) // beyond any run
	if _, err := z.Join(&r); err != nil {
		return // power of a request is above 0 and its zone is this one; above 100 GW nothing is served
	}
	z.owners, z.applied = append(z.owners, owner), append(z.applied, applied)
}

// Serve serves a month of the zones' queues, after [Limits], and says what each request has
// by its end and what headroom nobody asked for. Headroom goes to requests in the order of
// application, those of the month from the next month on; then steps of reinforcement are
// ordered until what is asked for is covered, as far as the zone has room for steps:
//
//	steps = min(room, ceil((asked - headroom - steps under way x MW of a step) / MW of a step)), there after their lead time
//
// The first month only opens the queue. grantedMW is by request, freeMW by zone.
func Serve(p *Params, s *State, t axis.Step, m axis.Month, grantedMW, freeMW []float64) {
	q := &s.queue
	for i := range q.zones {
		z, in := &q.zones[i], &p.Zones[i]
		if t > 0 {
			limit := [1]float64{s.gridMW[i]}
			z.Advance(m, limit[:], math.Inf(1))
			q.post(z, t, m)
			z.order(p, in, t, s.gridMW[i])
			if _, waits := z.Oldest(); waits {
				z.stuck = m
			}
			if in.OthersMW > 0 && t%quarter == 0 {
				z.ask(grid.Request{MW: in.OthersMW / monthsPerYear * quarter, Applied: m, LeadMonths: in.WorksMonths, Divisible: true}, -1, float64(m))
			}
		}
		z.connectedMW += z.due[t]
		z.othersMW += z.others[t]
		z.gaveMW += z.gave[t]
		z.months += z.waited[t]
		freeMW[i] = max(0, s.gridMW[i]-z.AskedMW())
	}
	for i := range grantedMW {
		if t == 0 {
			grantedMW[i] = 0
		}
		grantedMW[i] += q.mw[i*q.ax.Steps+int(t)]
	}
}

// post enters what a month's service gave and took back where it is connected.
func (q *queue) post(z *line, t axis.Step, m axis.Month) {
	for _, x := range z.Served() {
		at := int(q.ax.Step(x.Connects))
		if x.MW < 0 {
			z.goneMW -= x.MW
		}
		if at >= q.ax.Steps {
			continue
		}
		at = max(at, int(t))
		z.due[at] += x.MW
		if x.MW > 0 || x.Connects > m {
			z.gave[at] += x.MW
			z.waited[at] += x.MW * (float64(x.Connects) - z.applied[x.Request])
		}
		if owner := z.owners[x.Request]; owner >= 0 {
			q.mw[owner*q.ax.Steps+at] += x.MW
		} else {
			z.others[at] += x.MW
		}
	}
}

func (z *line) order(p *Params, in *Zone, t axis.Step, gridMW float64) {
	mw := p.step(in)
	lack := z.AskedMW() - gridMW - (z.ordered-z.come)*mw
	if lack <= 1e-9 || mw <= 0 {
		return
	}
	n := min(math.Ceil(lack/mw-1e-9), math.Floor(in.Steps)-z.ordered)
	if n <= 0 {
		return
	}
	z.ordered += n
	if at := float64(t) + max(1, math.Ceil(in.StepMonths-1e-9)); at < float64(len(z.steps)) {
		z.steps[int(at)] += n
	}
}

// QueueOut is what the queues show of a month, by zone and in all.
type QueueOut struct {
	WaitingMW, BlockedMW, ConnectedMW, OthersMW, WithdrawnMW []float64
	WaitMonths, OldestMonths, Clears, Steps                  []float64
	HeldMW, ShortMW                                          []float64

	AllWaitingMW, AllBlockedMW, AllConnectedMW, AllWaitMonths, AllHeldMW, AllShortMW float64
	Binding                                                                          float64 // index into QueueBinding
}

func newQueueOut(n int) QueueOut {
	f := func() []float64 { return make([]float64, n) }
	return QueueOut{WaitingMW: f(), BlockedMW: f(), ConnectedMW: f(), OthersMW: f(), WithdrawnMW: f(), WaitMonths: f(), OldestMonths: f(), Clears: f(), Steps: f(), HeldMW: f(), ShortMW: f()}
}

// show writes what a month's queues come to. Of data centres' halls that are ready
// without supply, the queue holds what the zone's lines would carry: headroom that earlier
// requests reserved and nobody draws on yet. The rest lacks headroom.
//
//	held = min(ready without supply, grid limit - energised data centres - connected others)
//	short = ready without supply - held
func (q *queue) show(p *Params, s *State, m axis.Month, l *Load, o *QueueOut) {
	o.AllWaitingMW, o.AllBlockedMW, o.AllConnectedMW, o.AllHeldMW, o.AllShortMW = 0, 0, 0, 0, 0
	gave, months := 0.0, 0.0
	for i := range q.zones {
		z := &q.zones[i]
		o.ConnectedMW[i], o.OthersMW[i], o.WithdrawnMW[i], o.Steps[i] = z.connectedMW, z.othersMW, z.goneMW, z.come
		o.WaitingMW[i], o.BlockedMW[i] = max(0, z.AskedMW()-z.connectedMW), max(0, z.AskedMW()-z.ReservedMW())
		if o.WaitingMW[i] < 1e-9 {
			o.WaitingMW[i] = 0
		}
		if o.BlockedMW[i] < 1e-9 {
			o.BlockedMW[i] = 0
		}
		o.OldestMonths[i] = 0
		if from, waits := z.Oldest(); waits {
			o.OldestMonths[i] = float64(m - from)
		}
		o.Clears[i] = float64(z.stuck) + 1
		if z.stuck >= m {
			o.Clears[i] = math.Inf(1)
		}
		o.WaitMonths[i] = 0
		if z.gaveMW > 1e-9 {
			o.WaitMonths[i] = z.months / z.gaveMW
		}
		o.HeldMW[i], o.ShortMW[i] = 0, 0
		if i < len(l.WaitingMW) && i < len(l.NewMW) {
			idle := max(0, s.gridMW[i]-l.NewMW[i]-z.othersMW)
			o.HeldMW[i] = min(l.WaitingMW[i], idle)
			o.ShortMW[i] = l.WaitingMW[i] - o.HeldMW[i]
		}
		o.AllWaitingMW += o.WaitingMW[i]
		o.AllBlockedMW += o.BlockedMW[i]
		o.AllConnectedMW += o.ConnectedMW[i]
		o.AllHeldMW += o.HeldMW[i]
		o.AllShortMW += o.ShortMW[i]
		gave += z.gaveMW
		months += z.months
	}
	o.AllWaitMonths = 0
	if gave > 1e-9 {
		o.AllWaitMonths = months / gave
	}
	o.Binding = bindNone
	switch {
	case o.AllHeldMW > 1e-9 && o.AllHeldMW >= o.AllShortMW:
		o.Binding = bindQueue
	case o.AllShortMW > 1e-9:
		o.Binding = bindHeadroom
	}
}

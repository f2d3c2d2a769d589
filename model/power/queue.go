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
	ax       axis.Axis
	zones    []line
	requests int
	mw       []float64 // by step and request: connected in it
}

// quarter is the months after which others ask for what they want in them.
const quarter = 3

// line is the queue of one zone.
type line struct {
	grid.Queue
	owners  []int     // of its requests: whose granted power they count to, -1 for others
	months  []posted  // by step
	applied []float64 // by request: month of application
	ordered float64   // steps of reinforcement
	come    float64
	at      axis.Step // step up to which come is counted

	freedMW float64 // connections of halls that retired by the end of the last month

	connectedMW, othersMW, goneMW, gaveMW, waited float64
	stuck                                         axis.Month // last month in which a request lacked headroom
	oldest                                        axis.Month // application of the first that lacks it in that month
}

// posted is what is known to come in a month.
type posted struct {
	due, others  float64 // MW connected, and the part of it that is of others
	gave, waited float64 // MW connected without what a withdrawn request had before, and x months since the application
	steps        float64 // of reinforcement
}

// NewQueue gives a state its queue, for a run and so many requests that others make
// (see [Application]); n is the most applications they make in a zone.
func NewQueue(p *Params, s *State, a axis.Axis, requests, n int) {
	if !p.Queue.On {
		return
	}
	s.queue = queue{ax: a, zones: make([]line, len(p.Zones)), requests: requests, mw: make([]float64, requests*a.Steps)}
	n += a.Steps/quarter + 1 // of others
	for i := range s.queue.zones {
		q, err := grid.NewQueue(nil, 1)
		if err != nil {
			panic(err) // a queue of nobody refuses nobody
		}
		q.Grow(n)
		s.queue.zones[i] = line{Queue: *q, owners: make([]int, 0, n), applied: make([]float64, 0, n), months: make([]posted, a.Steps)}
	}
}

func (q *queue) start(p *Params) {
	clear(q.mw)
	for i := range q.zones {
		z := &q.zones[i]
		z.Clear()
		clear(z.months)
		z.owners, z.applied = z.owners[:0], z.applied[:0]
		z.ordered, z.come, z.at = 0, 0, 0
		z.freedMW = 0
		z.connectedMW, z.othersMW, z.goneMW, z.gaveMW, z.waited = 0, 0, 0, 0, 0
		z.stuck = q.ax.Start - 1
	}
}

// reinforced is the headroom of the steps that have come to a zone by a month.
func (q *queue) reinforced(p *Params, i int, m axis.Month) float64 {
	z := &q.zones[i]
	for t := q.ax.Step(m); z.at <= t && int(z.at) < len(z.months); z.at++ {
		z.come += z.months[z.at].steps
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
// Connections of halls that retired by the end of the last month are headroom for the queue.
// The first month only opens the queue. grantedMW is by request, freeMW by zone.
func Serve(p *Params, s *State, t axis.Step, m axis.Month, grantedMW, freeMW []float64) {
	q := &s.queue
	for i := range q.zones {
		z, in := &q.zones[i], &p.Zones[i]
		room := s.gridMW[i] + z.freedMW
		if t > 0 {
			limit := [1]float64{room}
			z.Advance(m, limit[:], math.Inf(1))
			q.post(z, t, m)
			z.order(p, in, t, room)
			if from, waits := z.Oldest(); waits {
				z.stuck, z.oldest = m, from
			}
			if in.OthersMW > 0 && t%quarter == 0 {
				z.ask(grid.Request{MW: in.OthersMW / monthsPerYear * quarter, Applied: m, LeadMonths: in.WorksMonths, Divisible: true}, -1, float64(m))
			}
		}
		now := &z.months[t]
		z.connectedMW += now.due
		z.othersMW += now.others
		z.gaveMW += now.gave
		z.waited += now.waited
		freeMW[i] = max(0, room-z.AskedMW())
	}
	if t == 0 {
		clear(grantedMW)
	}
	now := q.mw[int(t)*q.requests:][:len(grantedMW)]
	for i, mw := range now {
		grantedMW[i] += mw
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
		then := &z.months[at]
		then.due += x.MW
		if x.MW > 0 || x.Connects > m {
			then.gave += x.MW
			then.waited += x.MW * (float64(x.Connects) - z.applied[x.Request])
		}
		if owner := z.owners[x.Request]; owner >= 0 {
			q.mw[at*q.requests+owner] += x.MW
		} else {
			then.others += x.MW
		}
	}
}

// freed notes the connections that retired halls leave to the queue, facility MW by zone.
func (q *queue) freed(mw []float64) {
	for i := range min(len(mw), len(q.zones)) {
		q.zones[i].freedMW = mw[i]
	}
}

func (z *line) order(p *Params, in *Zone, t axis.Step, roomMW float64) {
	lack := z.AskedMW() - roomMW
	if lack <= sliver {
		return
	}
	mw := p.step(in)
	if lack -= (z.ordered - z.come) * mw; lack <= sliver || mw <= 0 {
		return
	}
	n := min(math.Ceil(lack/mw-1e-9), math.Floor(in.Steps)-z.ordered)
	if n <= 0 {
		return
	}
	z.ordered += n
	if at := float64(t) + max(1, math.Ceil(in.StepMonths-1e-9)); at < float64(len(z.months)) {
		z.months[int(at)].steps += n
	}
}

// QueueOut is what the queues show of a month.
type QueueOut struct {
	Zones   []ZoneQueue
	All     ZoneQueue // sums, and the mean wait
	Binding float64   // index into QueueBinding
}

// ZoneQueue is what the queue of a zone shows.
type ZoneQueue struct {
	WaitingMW, BlockedMW, ConnectedMW, OthersMW, WithdrawnMW float64
	WaitMonths, OldestMonths, Clears, Steps                  float64
	HeldMW, ShortMW                                          float64
}

// show writes what a month's queues come to. Of data centres' halls that are ready
// without supply, the queue holds what the zone's lines would carry: headroom that earlier
// requests reserved and nobody draws on yet. The rest lacks headroom.
//
//	held = min(ready without supply, grid limit - energised data centres - connected others)
//	short = ready without supply - held
func (q *queue) show(s *State, m axis.Month, l *Load, o *QueueOut) {
	all, gave, waited := &o.All, 0.0, 0.0
	*all = ZoneQueue{}
	for i := range q.zones {
		z, x := &q.zones[i], &o.Zones[i]
		x.WaitingMW, x.BlockedMW = rest(z.AskedMW()-z.connectedMW), rest(z.AskedMW()-z.ReservedMW())
		x.ConnectedMW, x.OthersMW, x.WithdrawnMW, x.Steps = z.connectedMW, z.othersMW, z.goneMW, z.come
		x.OldestMonths, x.Clears, x.WaitMonths = 0, float64(z.stuck)+1, 0
		if z.stuck == m {
			x.OldestMonths, x.Clears = float64(m-z.oldest), math.Inf(1)
		}
		if z.gaveMW > sliver {
			x.WaitMonths = z.waited / z.gaveMW
		}
		x.HeldMW, x.ShortMW = 0, 0
		if i < len(l.WaitingMW) && i < len(l.NewMW) && l.WaitingMW[i] > 0 {
			x.HeldMW = min(l.WaitingMW[i], max(0, s.gridMW[i]-l.NewMW[i]-z.othersMW))
			x.ShortMW = l.WaitingMW[i] - x.HeldMW
		}
		all.WaitingMW += x.WaitingMW
		all.BlockedMW += x.BlockedMW
		all.ConnectedMW += x.ConnectedMW
		all.HeldMW += x.HeldMW
		all.ShortMW += x.ShortMW
		gave += z.gaveMW
		waited += z.waited
	}
	if gave > sliver {
		all.WaitMonths = waited / gave
	}
	o.Binding = bindNone
	switch {
	case all.HeldMW > sliver && all.HeldMW >= all.ShortMW:
		o.Binding = bindQueue
	case all.ShortMW > sliver:
		o.Binding = bindHeadroom
	}
}

// sliver is power that a rounding leaves, in MW.
const sliver = 1e-9

// rest is a difference without what a rounding leaves.
func rest(mw float64) float64 {
	if mw < sliver {
		return 0
	}
	return mw
}

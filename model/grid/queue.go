package grid

import (
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/unit"
)

// Request is an application for a connection.
type Request struct {
	Name       string
	Substation int // where
	MW         float64
	Boundary   unit.Boundary
	// PeakFactor is facility over IT power on the design day with the recharge of
	// batteries (see PeakFactor), for a request that is stated as IT power.
	PeakFactor float64
	Applied    axis.Month
	LeadMonths float64    // from the application until the works are done
	Divisible  bool       // takes what there is and waits for the rest
	Leaves     axis.Month // month it withdraws and gives back all that it has; 0 for never
}

// MeterMW is the request at the meter: facility and contracted power as they are,
// IT power x peak factor (1 to 4). Sums of ratings, and figures that do not say
// where they are measured, are refused.
func (r *Request) MeterMW() (float64, error) {
	if !(r.MW >= 0 && r.MW <= 1e5) {
		return math.NaN(), within("request "+r.Name, "power", "MW", r.MW, 0, 1e5)
	}
	switch r.Boundary {
	case unit.Facility, unit.Contracted:
		return r.MW, nil
	case unit.IT:
		if err := within("request "+r.Name, "peak factor", "", r.PeakFactor, 1, 4); err != nil {
			return math.NaN(), err
		}
		return r.MW * r.PeakFactor, nil
	}
	return math.NaN(), &BoundaryError{r.Name, r.Boundary}
}

// BoundaryError says that a request's power is at a boundary from which no power
// at the meter follows.
type BoundaryError struct {
	Name     string
	Boundary unit.Boundary
}

// Error says both.
func (e *BoundaryError) Error() string {
	b := string(e.Boundary)
	if b == "" {
		b = "none"
	}
	return "request " + e.Name + ": boundary " + b + " says nothing of power at the meter; state it, contracted, facility or it"
}

// Wait is why a request does not have all its power.
type Wait uint8

// The reasons.
const (
	Nothing      Wait = iota // it has it
	NotApplied               // its month is not there yet
	AtSubstation             // no firm headroom at the substation
	InZone                   // none on the lines into the zone
	Behind                   // an earlier request at the same place waits
	ForWorks                 // reserved, and the lead time is not over
	Withdrawn                // it left the queue
)

// String says the reason.
func (w Wait) String() string {
	switch w {
	case Nothing:
		return "connected"
	case NotApplied:
		return "not applied"
	case AtSubstation:
		return "no headroom at the substation"
	case InZone:
		return "no headroom in the zone"
	case Behind:
		return "behind an earlier request"
	case ForWorks:
		return "works are not done"
	case Withdrawn:
		return "withdrawn"
	}
	return "no reason"
}

// Place is where a request stands.
type Place struct {
	WantedMW, ReservedMW, ConnectedMW float64
	Reserved, Connected               axis.Month // when the last part was; -1 if none yet
	Wait                              Wait
}

// UnmetMW is what it wants and does not have.
func (p *Place) UnmetMW() float64 { return p.WantedMW - p.ConnectedMW }

// Served is headroom that a month's service gave to a request: connected in a month
// that is known from then on, since only works stand between. What one that
// withdraws gives back is below 0, from the month it would have had it in or
// the month it leaves, whichever is later.
type Served struct {
	Request  int // as its place among those given
	MW       float64
	Connects axis.Month
}

// stand is a request in a queue and what it has.
type stand struct {
	wanted, reserved      float64
	applied, done, leaves axis.Month // done is when its works are
	last                  axis.Month // in which the last part was reserved, -1 if none
	at                    int        // substation
	wait                  Wait       // as of its last turn; Behind before it
	divisible, gone       bool
}

// due is the month from which a request has what it reserved in a month.
func (s *stand) due(reserved axis.Month) axis.Month { return max(reserved, s.done) }

// Queue serves requests to one zone in the order of their application: firm
// headroom is reserved as soon as it is there, and connected when the lead time is
// over. Reinforcement may so come while a request waits for its works. Nobody passes
// an earlier request that waits at the same substation, nor one that waits for the
// zone's lines. Who withdraws gives back what it has, and those behind move up.
//
// Requests may be given at the start or join from month to month. A month's service
// costs as much as there are requests without all their headroom at substations where
// nobody is yet found to wait: those with headroom are not looked at again.
type Queue struct {
	stands  []stand
	names   []string
	order   []int     // by month of application, then as given
	from    int       // of order: those before have their headroom or are gone
	applied int       // of order: those before have applied
	leavers []int     // requests that will withdraw
	used    []float64 // reserved, by substation
	blocked []bool
	served  []Served
	now     axis.Month
	asked   float64 // by all that have applied and not left
	total   float64 // reserved of it
}

// upward is the least whole number of months that are not fewer.
func upward(months float64) axis.Month {
	n := axis.Month(months)
	if months-float64(n) > 1e-9 {
		n++
	}
	return n
}

// never is before all months.
const never axis.Month = -1

// NewQueue makes a queue for a number of substations. It refuses requests whose
// power at the meter is not known.
func NewQueue(requests []Request, substations int) (*Queue, error) {
	q := &Queue{used: make([]float64, substations), blocked: make([]bool, substations)}
	q.Grow(len(requests))
	q.Clear()
	for i := range requests {
		if _, err := q.Join(&requests[i]); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// Grow makes room for n requests, so that they join without allocation.
func (q *Queue) Grow(n int) {
	q.names = slices.Grow(q.names, n)
	q.stands = slices.Grow(q.stands, n)
	q.order = slices.Grow(q.order, n)
	q.leavers = slices.Grow(q.leavers, n)
	q.served = slices.Grow(q.served, 2*n)
}

// Clear removes all requests.
func (q *Queue) Clear() {
	q.names, q.stands, q.order, q.leavers = q.names[:0], q.stands[:0], q.order[:0], q.leavers[:0]
	q.Reset()
}

// Reset puts everybody back to the start.
func (q *Queue) Reset() {
	clear(q.used)
	q.served = q.served[:0]
	q.from, q.applied, q.now, q.asked, q.total = 0, 0, never, 0, 0
	for i := range q.stands {
		s := &q.stands[i]
		s.reserved, s.last, s.wait, s.gone = 0, never, Behind, false
	}
}

// Join adds a request and returns its place among those given. It stands behind
// those who applied in the same month or before, whenever it joins; what they were
// served stays. It refuses a request whose power at the meter is not known.
func (q *Queue) Join(r *Request) (int, error) {
	mw, err := r.MeterMW()
	if err != nil {
		return 0, err
	}
	if r.Substation < 0 || r.Substation >= len(q.used) || !(r.LeadMonths >= 0 && r.LeadMonths <= 600) || (r.Leaves != 0 && r.Leaves < r.Applied) {
		of := "request " + r.Name
		return 0, first(within(of, "substation", "", float64(r.Substation), 0, float64(len(q.used)-1)),
			within(of, "lead time", "months", r.LeadMonths, 0, 600),
			within(of, "month of withdrawal less that of application", "months", float64(r.Leaves-r.Applied), 0, 1e5))
	}
	i := len(q.stands)
	q.names = append(q.names, r.Name)
	if i < cap(q.stands) {
		q.stands = q.stands[:i+1]
	} else {
		q.stands = append(q.stands, stand{})
	}
	s := &q.stands[i]
	s.wanted, s.reserved, s.applied, s.done, s.leaves = mw, 0, r.Applied, r.Applied+upward(r.LeadMonths), r.Leaves
	s.last, s.at, s.wait, s.divisible, s.gone = never, r.Substation, Behind, r.Divisible, false
	if r.Leaves != 0 {
		q.leavers = append(q.leavers, i)
	}
	// Insertion keeps those of one month as they were given.
	q.order = append(q.order, i)
	k := i
	for ; k > 0 && q.stands[q.order[k-1]].applied > r.Applied; k-- {
		q.order[k] = q.order[k-1]
	}
	q.order[k] = i
	if k < q.applied { // behind those of its month, ahead of some who have applied
		q.applied++
		q.asked += mw
	}
	q.from = min(q.from, k)
	return i, nil
}

// Place is where the request stands that was given as the i-th, as of the month last
// served.
func (q *Queue) Place(i int) Place {
	s := &q.stands[i]
	p := Place{WantedMW: s.wanted, ReservedMW: s.reserved, Reserved: s.last, Connected: never, Wait: s.wait}
	due := s.due(s.last)
	if s.reserved > 0 && due <= q.now {
		p.ConnectedMW, p.Connected = s.reserved, due
	}
	switch {
	case s.gone:
		p.Wait = Withdrawn
	case q.now < s.applied:
		p.Wait = NotApplied
	case s.wanted-s.reserved > sliver:
	case due > q.now:
		p.Wait = ForWorks
	default:
		p.Wait = Nothing
	}
	return p
}

// sliver is power that a rounding leaves, in MW.
const sliver = 1e-9

// Advance serves a month. Headroom in MW is what each substation and the zone's
// lines have for all requests together, in that month, before any was served; it
// may grow with reinforcement. Where it falls, what is reserved stays. It does not
// allocate where [Queue.Grow] made room.
func (q *Queue) Advance(m axis.Month, substationMW []float64, zoneMW float64) {
	q.now, q.served = m, q.served[:0]
	for ; q.applied < len(q.order) && q.stands[q.order[q.applied]].applied <= m; q.applied++ {
		q.asked += q.stands[q.order[q.applied]].wanted
	}
	q.leave(m)
	clear(q.blocked)
	zone, blocks, done := false, 0, true
	for k := q.from; k < q.applied && blocks < len(q.blocked); k++ {
		i := q.order[k]
		s := &q.stands[i]
		want := s.wanted - s.reserved
		if s.gone || want <= sliver {
			if done {
				q.from = k + 1
			}
			continue
		}
		here, lines := substationMW[s.at]-q.used[s.at], zoneMW-q.total
		free := here
		if lines < free {
			free = lines
		}
		if !(free > 0) {
			free = 0
		}
		s.wait = Nothing
		switch {
		case q.blocked[s.at] || zone:
			s.wait = Behind
		case free >= want-sliver:
		case here <= lines:
			s.wait = AtSubstation
		default:
			s.wait = InZone
		}
		take := want
		if s.wait != Nothing {
			done = false
			take = 0
			if s.divisible && s.wait != Behind {
				take = free
			}
			if !q.blocked[s.at] {
				q.blocked[s.at] = true
				blocks++
			}
			zone = zone || s.wait == InZone
		} else if done {
			q.from = k + 1
		}
		if take > sliver {
			s.reserved += take
			s.last = m
			q.used[s.at] += take
			q.total += take
			q.served = append(q.served, Served{i, take, s.due(m)})
		}
	}
}

// leave takes out who withdraws by a month.
func (q *Queue) leave(m axis.Month) {
	for _, i := range q.leavers {
		s := &q.stands[i]
		if s.gone || m < s.leaves {
			continue
		}
		s.gone = true
		q.asked -= s.wanted
		if s.reserved > 0 {
			q.used[s.at] -= s.reserved
			q.total -= s.reserved
			q.served = append(q.served, Served{i, -s.reserved, max(m, s.due(s.last))})
			s.reserved = 0
		}
	}
}

// Served is what the last month's service gave and took back. It is valid until the
// next one.
func (q *Queue) Served() []Served { return q.served }

// AskedMW is what all who have applied and not left want, as of the month last served.
func (q *Queue) AskedMW() float64 { return q.asked }

// ReservedMW is what of it has headroom.
func (q *Queue) ReservedMW() float64 { return q.total }

// Oldest is the month of application of the first request in line that lacks headroom.
func (q *Queue) Oldest() (m axis.Month, waits bool) {
	for k := q.from; k < q.applied; k++ {
		if s := &q.stands[q.order[k]]; !s.gone && s.wanted-s.reserved > sliver {
			return s.applied, true
		}
	}
	return 0, false
}

// UnmetMW is what all who have applied want and do not have, and the name, power
// and reason of the one that lacks most. Nobody lacks: 0 and an empty name.
func (q *Queue) UnmetMW() (total float64, name string, mw float64, why Wait) {
	for i := range q.stands {
		p := q.Place(i)
		if p.Wait == NotApplied || p.Wait == Withdrawn {
			continue
		}
		lack := p.UnmetMW()
		if lack <= sliver {
			continue
		}
		total += lack
		if lack > mw {
			name, mw, why = q.names[i], lack, p.Wait
		}
	}
	return total, name, mw, why
}

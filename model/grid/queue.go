package grid

import (
	"math"

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
	LeadMonths float64 // from the application until the works are done
	Divisible  bool    // takes what there is and waits for the rest
}

// MeterMW is the request at the meter: facility and contracted power as they are,
// IT power x peak factor (1 to 4). Sums of ratings, and figures that do not say
// where they are measured, are refused.
func (r *Request) MeterMW() (float64, error) {
	of := "request " + r.Name
	if err := within(of, "power", "MW", r.MW, 0, 1e5); err != nil {
		return math.NaN(), err
	}
	switch r.Boundary {
	case unit.Facility, unit.Contracted:
		return r.MW, nil
	case unit.IT:
		if err := within(of, "peak factor", "", r.PeakFactor, 1, 4); err != nil {
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

// Queue serves requests to one zone in the order of their application: firm
// headroom is reserved as soon as it is there, and connected when the lead time is
// over. Reinforcement may so come while a request waits for its works. Nobody passes
// an earlier request that waits at the same substation, nor one that waits for the
// zone's lines.
type Queue struct {
	requests []Request
	order    []int // by month of application, then as given
	places   []Place
	used     []float64 // reserved, by substation
	blocked  []bool
}

// NewQueue makes a queue for a number of substations. It refuses requests whose
// power at the meter is not known.
func NewQueue(requests []Request, substations int) (*Queue, error) {
	q := &Queue{requests: append([]Request(nil), requests...), places: make([]Place, len(requests)),
		order: make([]int, len(requests)), used: make([]float64, substations), blocked: make([]bool, substations)}
	for i := range q.requests {
		r := &q.requests[i]
		mw, err := r.MeterMW()
		if err = first(err, within("request "+r.Name, "substation", "", float64(r.Substation), 0, float64(substations-1)),
			within("request "+r.Name, "lead time", "months", r.LeadMonths, 0, 600)); err != nil {
			return nil, err
		}
		q.places[i].WantedMW = mw
		// Insertion keeps those of one month as they were given.
		k := i
		for ; k > 0 && q.requests[q.order[k-1]].Applied > r.Applied; k-- {
			q.order[k] = q.order[k-1]
		}
		q.order[k] = i
	}
	q.Reset()
	return q, nil
}

// Reset puts everybody back to the start.
func (q *Queue) Reset() {
	clear(q.used)
	for i := range q.places {
		q.places[i] = Place{WantedMW: q.places[i].WantedMW, Reserved: -1, Connected: -1, Wait: NotApplied}
	}
}

// Place is where the request stands that was given as the i-th.
func (q *Queue) Place(i int) *Place { return &q.places[i] }

// sliver is power that a rounding leaves, in MW.
const sliver = 1e-9

// Advance serves a month. Headroom in MW is what each substation and the zone's
// lines have for all requests together, in that month, before any was served; it
// may grow with reinforcement. Where it falls, what is reserved stays. It does not
// allocate.
func (q *Queue) Advance(m axis.Month, substationMW []float64, zoneMW float64) {
	total := 0.0
	for _, x := range q.used {
		total += x
	}
	clear(q.blocked)
	zone := false
	for _, i := range q.order {
		r, p := &q.requests[i], &q.places[i]
		if m < r.Applied {
			p.Wait = NotApplied
			continue
		}
		want := p.WantedMW - p.ReservedMW
		wait := Nothing
		if want > sliver {
			here, lines := substationMW[r.Substation]-q.used[r.Substation], zoneMW-total
			free := max(0, min(here, lines))
			switch {
			case q.blocked[r.Substation] || zone:
				wait = Behind
			case free >= want-sliver:
			case here <= lines:
				wait = AtSubstation
			default:
				wait = InZone
			}
			take := want
			if wait != Nothing {
				take = 0
				if r.Divisible && wait != Behind {
					take = free
				}
				q.blocked[r.Substation] = true
				zone = zone || wait == InZone
			}
			if take > 0 {
				p.ReservedMW += take
				p.Reserved = m
				q.used[r.Substation] += take
				total += take
			}
		}
		if float64(m-r.Applied) >= r.LeadMonths {
			if p.ReservedMW > p.ConnectedMW {
				p.ConnectedMW, p.Connected = p.ReservedMW, m
			}
		} else if wait == Nothing && p.UnmetMW() > sliver {
			wait = ForWorks
		}
		p.Wait = wait
	}
}

// UnmetMW is what all who have applied want and do not have, and the name, power
// and reason of the one that lacks most. Nobody lacks: 0 and an empty name.
func (q *Queue) UnmetMW() (total float64, name string, mw float64, why Wait) {
	for i := range q.places {
		p := &q.places[i]
		if p.Wait == NotApplied {
			continue
		}
		lack := p.UnmetMW()
		if lack <= sliver {
			continue
		}
		total += lack
		if lack > mw {
			name, mw, why = q.requests[i].Name, lack, p.Wait
		}
	}
	return total, name, mw, why
}

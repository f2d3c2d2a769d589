// Package network answers how much traffic fixed and mobile users bring, how
// much of it crosses the border, and whether the international cables carry it
// when one of them fails.
//
// Assumptions: traffic is that of the busy hour; cables fail and are repaired
// independently, and are met in their long-run state; capacity is what is lit
// for the country. Left out: domestic backbone, the routes between cables and
// countries, prices of transit, correlated faults of cables on one seabed.
package network

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
)

// Params are the inputs of one draw.
type Params struct {
	On bool

	Households float64   // fixed connections if every household had one
	Adoption   axis.Path // share of them with fibre
	FixedMbps  float64   // busy-hour traffic of a line in the first month
	FixedWatt  float64   // access power of a line, facility
	LineUSD    float64   // cost of a line added
	Users      float64   // mobile users
	MobileMbps float64   // busy-hour traffic of a user in the first month
	Growth     float64   // of traffic, 1/year
	Abroad     float64   // share of traffic that crosses the border
	MaxUse     float64   // highest planned use of lit capacity

	Cables []Cable
}

// Cable is one international cable, at sea or on land.
type Cable struct {
	Name         string
	Capacity     float64 // Tbps lit for the country
	From         float64 // month in service
	Until        float64 // last month in service, -1 for none
	Faults       float64 // a year
	RepairMonths float64
}

const (
	monthsPerYear = 12
	mbpsPerTbps   = 1e6
	wattPerMW     = 1e6
	percent       = 100
	// enumerated cables: 2^10 states. The smallest beyond them count at their mean.
	enumerated = 10
	// rounding of sums of capacity, relative.
	rounding = 1e-12
)

// What can bind, in the order of BindingOptions.
const (
	bindNone = iota
	bindSpare
	bindCapacity
)

// State is what one month leaves to the next.
type State struct {
	lines     float64
	short     float64   // first month with too little spare, +Inf before
	in        []int     // cables in service, by capacity
	lit       []float64 // capacity in service by cable that the states are counted for
	available []float64
	up, odds  []float64 // capacity and probability of each state
	rest      float64   // mean capacity of cables that are not enumerated
	stale     bool
}

// Out is what one month shows.
type Out struct {
	Lines, Traffic, Demand      float64 // Tbps
	Capacity, Available, Margin float64 // Tbps
	Shortfall                   float64 // %
	TwoLost, TwoMargin          float64 // Tbps
	TwoShort                    float64 // %
	FirstShort, Binding         float64
	PowerMW, CapexUSD           float64
	CableTbps                   []float64
}

// Clone returns parameters that share no backing array with p.
func (p Params) Clone() Params {
	p.Adoption = p.Adoption.Clone()
	p.Cables = append([]Cable(nil), p.Cables...)
	return p
}

// NewState returns a state sized for p.
func NewState(p *Params) State {
	n := len(p.Cables)
	states := 1 << min(n, enumerated)
	return State{in: make([]int, 0, n), lit: make([]float64, n), available: make([]float64, n), up: make([]float64, states), odds: make([]float64, states)}
}

// NewOut returns an output sized for p.
func NewOut(p *Params) Out { return Out{CableTbps: make([]float64, len(p.Cables))} }

// Start resets the state and computes each cable's availability:
//
//	availability = 1 / (1 + faults a year x repair months / 12)
//
// the long-run share of time up of a part that fails and is repaired (Barlow
// and Proschan, Mathematical Theory of Reliability, 1965).
func Start(p *Params, s *State) {
	for i := range p.Cables {
		s.available[i] = 1 / (1 + p.Cables[i].Faults*p.Cables[i].RepairMonths/monthsPerYear)
	}
	s.lines, s.short, s.stale = 0, math.Inf(1), true
	s.in = s.in[:0]
}

// Advance moves the networks through month m.
//
//	lines   = households x adoption
//	traffic = (lines x Mbps of a line + users x Mbps of a user) x (1+growth)^(months/12) / 10^6 Tbps
//	demand  = traffic x share abroad
//	margin  = (capacity - the largest cable) x highest use - demand
func Advance(p *Params, s *State, t axis.Step, m axis.Month, o *Out) {
	lines := p.Households * p.Adoption.At(m)
	o.CapexUSD = 0
	if t > 0 {
		o.CapexUSD = max(0, lines-s.lines) * p.LineUSD
	}
	s.lines, o.Lines = lines, lines
	o.Traffic = (lines*p.FixedMbps + p.Users*p.MobileMbps) * math.Pow(1+p.Growth, float64(t)/monthsPerYear) / mbpsPerTbps
	o.Demand = o.Traffic * p.Abroad
	o.PowerMW = lines * p.FixedWatt / wattPerMW
	s.service(p, float64(m), o)
	o.Capacity, o.Available = 0, 0
	largest := 0.0
	for i, c := range o.CableTbps {
		o.Capacity += c
		o.Available += c * s.available[i]
		largest = max(largest, c)
	}
	o.Margin = (o.Capacity-largest)*p.MaxUse - o.Demand
	o.Shortfall = percent * s.shortfall(o.Demand/p.MaxUse)
	s.cutTwo(p, o)
	if o.Margin < 0 && math.IsInf(s.short, 1) {
		s.short = float64(m)
	}
	o.FirstShort = s.short
	switch {
	case o.Capacity*p.MaxUse < o.Demand:
		o.Binding = bindCapacity
	case o.Margin < 0:
		o.Binding = bindSpare
	default:
		o.Binding = bindNone
	}
}

// cutTwo answers what cutting two cables does while all others are up:
//
//	lost   = the two largest
//	margin = (capacity - lost) x highest use - demand
//	short  = pairs whose cut leaves less than demand / pairs
//
// Fewer than two cables are all cut.
func (s *State) cutTwo(p *Params, o *Out) {
	o.TwoLost = 0
	for _, i := range s.in[:min(2, len(s.in))] {
		o.TwoLost += s.lit[i]
	}
	o.TwoMargin = (o.Capacity-o.TwoLost)*p.MaxUse - o.Demand
	need := o.Demand / p.MaxUse * (1 - rounding)
	if len(s.in) < 2 {
		o.TwoShort = 0
		if o.Demand > 0 {
			o.TwoShort = percent
		}
		return
	}
	short, pairs := 0, 0
	for a, i := range s.in {
		for _, j := range s.in[:a] {
			pairs++
			if o.Capacity-s.lit[i]-s.lit[j] < need {
				short++
			}
		}
	}
	o.TwoShort = percent * float64(short) / float64(pairs)
}

// service finds the cables in service; states are counted anew when they change.
func (s *State) service(p *Params, m float64, o *Out) {
	changed := s.stale
	for i := range p.Cables {
		c, now := &p.Cables[i], 0.0
		if m >= c.From && (c.Until < 0 || m <= c.Until) {
			now = c.Capacity
		}
		changed = changed || now != s.lit[i]
		o.CableTbps[i], s.lit[i] = now, now
	}
	if !changed {
		return
	}
	s.stale = false
	s.in = s.in[:0]
	for i, c := range s.lit {
		if c <= 0 {
			continue
		}
		// Insertion by capacity, the largest first.
		k := len(s.in)
		s.in = s.in[:k+1]
		for ; k > 0 && s.lit[s.in[k-1]] < c; k-- {
			s.in[k] = s.in[k-1]
		}
		s.in[k] = i
	}
	n := min(len(s.in), enumerated)
	s.up[0], s.odds[0] = 0, 1
	for k, i := range s.in[:n] {
		half := 1 << k
		a := s.available[i]
		for j := range half {
			s.up[half+j], s.odds[half+j] = s.up[j]+s.lit[i], s.odds[j]*a
			s.odds[j] *= 1 - a
		}
	}
	s.rest = 0
	for _, i := range s.in[n:] {
		s.rest += s.available[i] * s.lit[i]
	}
}

// shortfall is the probability that what is up carries less than need. A state
// that is short by no more than rounding carries it.
func (s *State) shortfall(need float64) float64 {
	if need <= 0 {
		return 0
	}
	need *= 1 - rounding
	sum := 0.0
	for j := range 1 << min(len(s.in), enumerated) {
		if s.up[j]+s.rest < need {
			sum += s.odds[j]
		}
	}
	return min(sum, 1)
}

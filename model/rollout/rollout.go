// Package rollout moves the stations of one operator, or of one country taken as
// one, through the months of a roll-out: planned, permitted, ordered, built, on
// air, accepted. What is accepted is what counts say.
//
// It is a process and not a curve. A month's building is the least of what was
// planned and permitted, what is paid for, what vendors delivered and what crews
// manage; plans follow a programme and, slower, the gap to a ceiling that comes
// from the own 4G sites. So a roll-out ramps up, goes on at its limits, and winds
// down when what can be built is built.
//
// Every function is pure and allocates nothing. Stations are numbers with
// fractions: means of many sites, not sites.
package rollout

import "github.com/headroom-planner/headroom/model/fast"

// Params is one roll-out. Limits may be +Inf: no limit. All are at least 0.
type Params struct {
	// Sites is the operator's own 4G sites or stations, the pool that 5G goes
	// onto; Ceiling is how many 5G stations a site of the pool gets in the end, 1
	// if all are fitted once. Sites x Ceiling is the roll-out's ceiling K.
	Sites, Ceiling float64

	// Programme is stations that a plan or commitment asks for, those standing
	// included, by the end of month By (an axis.Month); By at 0 is no date.
	// Achievement is what comes of it, 1 as written: achieved / planned of past
	// plans is the reference class (scenarios/library/rollouts/plans.csv).
	Programme, By, Achievement float64
	// Hazard is the share of the programme not yet planned that is planned each
	// month, Infill that of the gap between programme and ceiling, 1/month.
	Hazard, Infill float64
	// Pace is stations a month that are planned at least, whatever the programme,
	// as long as the ceiling leaves any. 0 leaves planning to the programme.
	Pace float64

	Permits    float64 // stations/month that authorities and landlords permit
	Deliveries float64 // stations/month that vendors deliver
	Crews      float64 // building crews
	CrewRate   float64 // stations/month of a crew in a mean month
	Budget     float64 // USD/month
	UnitCost   float64 // USD/station
	// Season is the crews' rate by calendar month over its mean: weather, holidays.
	Season [12]float64
	// Effort multiplies crews, Hazard and Infill. The caller may change it, or any
	// limit, from month to month. 1 is as written.
	Effort float64

	// Begin is the axis.Month in which the roll-out is decided. Permits, deliveries
	// and crews begin after Procurement months and reach their limits Ramp months
	// later; plans and money are there from the beginning.
	Begin, Procurement, Ramp float64

	// Mean times in months: from the plan to the permit, from the order to the
	// delivery, from built to on air, from on air to accepted and counted. 0 is within
	// the month.
	PermitLag, DeliveryLag, SwitchOnLag, CountLag float64

	// Opening is the state before the first month. Kit of it is delivered for
	// stations ordered; Store is equipment at hand for stations yet to be ordered,
	// which then need no delivery.
	Opening    Stages
	Kit, Store float64
}

// UnderWay returns the stations under way, and how many are planned a month, so
// that without limits counts go on at pace stations a month, which grow by the
// factor exp(growth) each month. A state that lets a share 1/(1 + L) go holds L x
// what leaves it, and what enters it is what leaves x (1 + L (1 - exp(-growth))): from
// the count back to the plan. Without growth each state holds pace x its mean
// time (Little's law). A pace that falls faster than a state empties plans nothing.
func (p *Params) UnderWay(pace, growth float64) (s Stages, plan float64) {
	q := 1 - fast.Exp(-growth)
	before := func(lag float64) float64 {
		held := lag * pace
		pace *= max(1+lag*q, 0)
		return held
	}
	s.OnAir = before(p.CountLag)
	s.Built = before(p.SwitchOnLag)
	s.Ordered = before(p.DeliveryLag)
	s.Planned = before(p.PermitLag)
	return s, pace
}

// Stages are stations by state. Each is in exactly one.
type Stages struct {
	Planned, Permitted, Ordered, Built, OnAir, Accepted float64
}

// Begun is all stations that were ever planned.
func (s *Stages) Begun() float64 {
	return s.Planned + s.Permitted + s.Ordered + s.Built + s.OnAir + s.Accepted
}

// Add adds the stations of another roll-out, state by state.
func (s *Stages) Add(o *Stages) {
	s.Planned += o.Planned
	s.Permitted += o.Permitted
	s.Ordered += o.Ordered
	s.Built += o.Built
	s.OnAir += o.OnAir
	s.Accepted += o.Accepted
}

// Standing is built or later.
func (s *Stages) Standing() float64 { return s.Built + s.OnAir + s.Accepted }

// Even is a year without seasons.
var Even = [12]float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}

// State is what a month leaves to the next.
type State struct {
	Stages
	// Kit is delivered equipment that is not built yet. It belongs to stations
	// ordered and is never more.
	Kit float64
	// Store is equipment at hand for stations yet to be ordered.
	Store float64

	ceiling, programme                float64 // stations
	permit, deliver, switchOn, accept float64 // share a month
}

// Limit names what held a month's building back.
type Limit int

// The limits, in the order that decides ties.
const (
	Plans Limit = iota // nothing: all that was planned was built
	Pool               // own 4G sites: the ceiling
	Authorities
	Money
	Vendors
	Labour
)

// Out is a month: stations at its end, and flows of it in stations a month.
type Out struct {
	Stages
	Plan, Permit, Order, Deliver, Build, SwitchOn, Accept float64
	// Binding is the limit that cut most stations; Cut is how many.
	Binding Limit
	Cut     float64
	// Spent is USD of the month: what was ordered times its cost.
	Spent float64
}

package rollout

import (
	"github.com/headroom-planner/headroom/model/axis"
)

// Start puts the opening stations into s. Nothing in it lasts from a draw before.
func Start(p *Params, s *State) {
	*s = State{Stages: p.Opening, Kit: p.Kit, Store: p.Store, ceiling: p.Sites * p.Ceiling,
		permit: released(p.PermitLag), deliver: released(p.DeliveryLag), switchOn: released(p.SwitchOnLag), accept: released(p.CountLag)}
	s.programme = min(times(p.Programme, p.Achievement), s.ceiling)
}

// Ceiling is the stations that there will be in the end.
func (s *State) Ceiling() float64 { return s.ceiling }

// Advance moves all stations through month m and writes what happened to o:
//
//	planned    n = max(e (h max(G - B, 0) + i max(K - max(B, G), 0)), pace), at most K - B;
//	           B all begun, G the programme, K the ceiling, e effort
//	permitted  min(planned x 1/(1 + lag), permits x ramp)
//	ordered    min(permitted, budget / unit cost)
//	delivered  what the store has for the month's orders, and of all others min(without kit x 1/(1 + lag), deliveries x ramp)
//	built      min(kit, crews x rate x season x e x ramp)
//	on air     built x 1/(1 + lag)
//	accepted   on air x 1/(1 + lag)
//
// A programme with a date is planned at least so fast that it is done on time:
// h is then at least 1 / months left. What is in a programme is as urgent as what
// is not: h is never below i. Every flow takes what the one before it
// left in the same month, so that a lag of 0 costs no month; a share 1/(1 + lag)
// a month is a wait of lag months on average. Cumulative flows rise with each
// limit, since none falls with a stock before or behind it.
func Advance(p *Params, s *State, m axis.Month, o *Out) {
	ramp := p.ramp(float64(m))
	o.Binding, o.Cut = Plans, 0
	wish := s.plan(p, float64(m))
	o.Plan = min(wish, max(s.ceiling-s.Begun(), 0))
	o.held(Pool, wish-o.Plan)
	s.Planned += o.Plan

	wish = s.Planned * s.permit
	o.Permit = min(wish, times(p.Permits, ramp))
	s.Planned -= o.Permit
	s.Permitted += o.Permit
	o.held(Authorities, wish-o.Permit)

	o.Order = s.Permitted
	if p.UnitCost > 0 {
		o.Order = min(o.Order, p.Budget/p.UnitCost)
	}
	o.held(Money, s.Permitted-o.Order)
	s.Permitted -= o.Order
	s.Ordered += o.Order
	o.Spent = o.Order * p.UnitCost

	stored := min(o.Order, s.Store)
	s.Store -= stored
	s.Kit += stored
	wish = (s.Ordered - s.Kit) * s.deliver
	o.Deliver = min(wish, times(p.Deliveries, ramp))
	s.Kit += o.Deliver
	o.held(Vendors, wish-o.Deliver)

	o.Build = min(s.Kit, times(times(p.Crews, p.CrewRate), p.Season[int(m)%12]*p.Effort*ramp))
	o.held(Labour, s.Kit-o.Build)
	s.Kit -= o.Build
	s.Ordered -= o.Build
	s.Built += o.Build

	o.SwitchOn = s.Built * s.switchOn
	s.Built -= o.SwitchOn
	s.OnAir += o.SwitchOn
	o.Accept = s.OnAir * s.accept
	s.OnAir -= o.Accept
	s.Accepted += o.Accept
	o.Stages = s.Stages
}

// plan is the stations that are to be planned in a month. What a programme asks
// for is never more than the ceiling leaves; a pace may be.
func (s *State) plan(p *Params, m float64) float64 {
	if m < p.Begin {
		return 0
	}
	begun := s.Begun()
	infill := min(p.Infill*p.Effort, 1)
	hazard := max(min(p.Hazard*p.Effort, 1), infill)
	if p.By > 0 && m <= p.By {
		hazard = max(hazard, 1/(p.By-m+1))
	}
	n := hazard*max(s.programme-begun, 0) + infill*max(s.ceiling-max(begun, s.programme), 0)
	return max(min(n, max(s.ceiling-begun, 0)), p.Pace)
}

// ramp is 0 until deliveries begin and then rises evenly to 1.
func (p *Params) ramp(m float64) float64 {
	since := m - p.Begin - p.Procurement + 1
	switch {
	case since <= 0:
		return 0
	case since >= p.Ramp:
		return 1
	}
	return since / p.Ramp
}

// held notes what a limit cut; the first of equals stands.
func (o *Out) held(by Limit, cut float64) {
	if cut > o.Cut+1e-9 {
		o.Binding, o.Cut = by, cut
	}
}

// released is the share of a stock that leaves in a month after a mean wait.
func released(lag float64) float64 { return 1 / (1 + lag) }

// times is a x b, 0 if either is: no share of no limit is nothing.
func times(a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return a * b
}

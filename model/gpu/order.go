package gpu

import "github.com/headroom-planner/headroom/model/axis"

// Order delivers the month's GPUs and asks for racks for all that were
// delivered so far and is in service. Requests are reset at step 0, so that nothing of one draw
// reaches the next.
func Order(p *Params, s *State, t axis.Step, m axis.Month, asks []Request) {
	s.capex, s.delivered, s.besideUSD = 0, 0, 0
	open := p.Export.share(float64(m))
	if t > 0 {
		s.price *= s.decline
	}
	for i := range s.orders {
		o, r := &s.orders[i], &asks[i]
		if t == 0 {
			*r = Request{}
		} else {
			o.deliver(s, m, p.plan[i*p.steps+int(t)], o.supply*p.Export.lets(&o.acc, open))
		}
		p.age(s, o, t)
		r.NodeKW, r.U, r.Liquid, r.Zone = o.acc.NodeKW, o.acc.NodeU, o.acc.Cooling == Liquid, o.zone
		r.BesideKW, r.BesideRackKW = o.besideKW, p.Infrastructure.RackKW
		r.Wanted = wholeNodes(o.alive, o.acc.PerNode)
	}
	s.bought += s.capex
}

// deliver takes in one month's GPUs.
//
//	due       = gpus x planned share, from the month start + lead time on
//	delivered = min(due - delivered before, supply, available money / unit cost)
//	unit cost = price x (1-decline)^(months/12) x (1+server) x (1+network), or (1+server) and the GPU's part of network and storage
//
// Orders are placed ahead, a lead time before they are planned to arrive, but
// never before the start of ordering: so the plan is met from start + lead
// time on, unless supply or money runs short. A twelfth of the yearly budget becomes
// available each month; what is left lapses at the end of December. The
// backlog of what the market does not supply is delivered later.
func (o *order) deliver(s *State, m axis.Month, share, supply float64) {
	plan, x := o.gpus*share, float64(m)
	o.new = 0
	due := plan
	if x < o.start+o.leadMonths {
		due = 0
	}
	o.lead = plan - due

	want := max(0, due-o.delivered)
	got := min(want, supply)
	if x < o.acc.Launch {
		got = 0
	}
	o.short = want - got

	if m.Of() == 1 {
		o.available = 0
	}
	if x >= o.start {
		o.available += o.budgetUSD
	}
	o.poor = 0
	unit := o.acc.PriceUSD*s.price*s.markup + o.besideUSD*s.price
	if cost := got * unit; cost > o.available {
		o.poor = got - o.available/unit
		got -= o.poor
	}
	o.available = max(0, o.available-got*unit)
	o.delivered += got
	o.new = got
	s.delivered += got
	o.spent += got * unit
	s.capex += got * unit
	s.besideUSD += got * o.besideUSD * s.price
}

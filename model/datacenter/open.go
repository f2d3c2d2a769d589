package datacenter

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
)

// Open energises what is built and connected by the end of the month: named
// phases in the order in which they are ready, then modules of the expansion.
// Step 0 only reads the connection delays.
func Open(p *Params, s *State, t axis.Step, m axis.Month, lim *Limits, o *Out) {
	s.spent, s.waitingIT, s.age.now = 0, 0, float64(m)
	clear(s.waiting)
	if t == 0 {
		s.line(p, lim)
		s.plan(p, lim)
	} else {
		s.learn(p, o)
		s.energise(p, m, lim, o)
		s.build(p, t, m, lim, o)
		s.convert(p, m)
		s.retire(p, t, o)
	}
	s.age.show(p, s, m, o)
	s.capacity(p, t, lim, o)
	s.pipe.show(p, s, m, o)
}

// limited reports whether the grid sets limits.
func (s *State) limited(lim *Limits) bool { return lim.Bound && len(lim.GridMW) == s.zones }

// line computes when each phase is ready and sorts them, ties by their order
// in the scenario. Where projects do not pass stages:
//
//	built = announced opening + the facility's delay
//	connected = application + the zone's delay
//	ready = max(built, connected), not before the month after the start
//
// Without a known application supply was asked for ConnectionLead months
// before the announced opening. It was asked for by projects that will not come too:
// they stand in the queue, where there is one, until they give up.
func (s *State) line(p *Params, lim *Limits) {
	for i := range p.Phases {
		ph := &p.Phases[i]
		f := p.facility(ph)
		s.ready[i], s.applied[i], s.works[i], s.asked[i] = math.Inf(1), math.Inf(1), 0, false
		switch {
		case p.open[i] || int(ph.Facility) < 0 || int(ph.Facility) >= len(p.Facilities):
		case p.Pipeline.stages():
			s.applied[i], s.works[i] = s.pipe.applies(p, s, i, lim)
			if s.comes[i] {
				s.ready[i] = max(s.pipe.ready(p, s, i, s.applied[i]+s.works[i]), float64(s.ax.Start)+1)
			}
		default:
			s.applied[i] = ph.Applied
			if ph.Applied < 0 {
				s.applied[i] = ph.Opens - p.ConnectionLead
			}
			if s.limited(lim) {
				s.works[i] = lim.DelayMonths[s.zone(f.Zone)]
			}
			if s.comes[i] {
				s.ready[i] = max(ph.Opens+f.DelayMonths, float64(s.ax.Start)+1)
				if s.limited(lim) {
					s.ready[i] = max(s.ready[i], s.applied[i]+s.works[i])
				}
			}
		}
		s.queue[i] = i
		for j := i; j > 0 && s.ready[s.queue[j]] < s.ready[s.queue[j-1]]; j-- {
			s.queue[j], s.queue[j-1] = s.queue[j-1], s.queue[j]
		}
	}
}

// energise connects ready phases first come, first served. One for which the
// zone lacks headroom is energised in part, racks and power alike, and waits
// with the rest.
func (s *State) energise(p *Params, m axis.Month, lim *Limits, o *Out) {
	for _, i := range s.queue {
		if s.ready[i] > float64(m) {
			return
		}
		if s.done[i] >= 1 {
			continue
		}
		ph := &p.Phases[i]
		f := p.facility(ph)
		z := s.zone(f.Zone)
		want := (1 - s.done[i]) * ph.PowerMW
		part := 1 - s.done[i]
		from := s.new[i]
		if got := s.connect(z, want, from.pue, s.room(z, i, want, s.done[i]*ph.PowerMW, lim)); got < want {
			part *= got / want
		}
		if s.done[i] == 0 && part > 0 {
			s.pipe.since[i] = float64(m)
		}
		s.done[i] += part
		if s.done[i] > 1-tiny {
			s.done[i] = 1
		}
		s.pending[z] -= part * ph.PowerMW
		it := part * ratio(ph.PowerMW, from.pue)
		c := s.class(ph.Class)
		racks := p.Rules.racks(ph.Racks, ratio(ph.PowerMW, from.pue))
		s.add(s.cell(c, z), from.unit, part*racks, it, part*ph.PowerMW)
		s.pay(p, c, from, part*racks, it, o)
		o.PhaseRacks[i], o.PhaseMW[i] = s.done[i]*racks, s.done[i]*ph.PowerMW
	}
}

// room is the facility MW that a request which wants some can have beside what it took: what
// the queue gave it, or without one what the zone has left.
func (s *State) room(z, request int, want, took float64, lim *Limits) float64 {
	switch {
	case !s.limited(lim):
		return math.Inf(1)
	case lim.Queued:
		room := max(0, lim.GrantedMW[request]-took)
		if want-room < tiny { // sums of parts differ by a rounding
			return want
		}
		return room
	}
	return max(0, lim.GridMW[z]-s.connected[z])
}

// connect takes as much of want facility MW as there is room for; the rest waits.
func (s *State) connect(z int, want, pue, room float64) float64 {
	got := min(want, room)
	s.connected[z] += got
	s.waiting[z] += want - got
	s.waitingIT += ratio(want-got, pue)
	return got
}

// capacity shows what is energised, and the money.
func (s *State) capacity(p *Params, t axis.Step, lim *Limits, o *Out) {
	o.Racks, o.ITMW, o.FacilityMW, o.StandardRacks, o.WaitingMW = 0, 0, 0, 0, 0
	clear(o.ClassRacks)
	clear(o.ZoneCapacityMW)
	value := 0.0
	for c := range s.classes {
		racks := 0.0
		for z := range s.zones {
			k := s.cell(c, z)
			racks += s.racks[k]
			o.ITMW += s.it[k]
			o.FacilityMW += s.fac[k]
			value += s.it[k] * s.price[c]
			if z < len(o.ZoneCapacityMW) {
				o.ZoneCapacityMW[z] += s.fac[k]
			}
		}
		o.Racks += racks
		if c == 0 {
			o.StandardRacks = racks
		} else {
			o.ClassRacks[c-1] = racks
		}
	}
	for z := range o.ZoneWaitingMW {
		o.ZoneWaitingMW[z], o.ZoneFreeMW[z], o.ZoneConnectedMW[z], o.ZoneRetiredMW[z] = s.waiting[z], 0, s.connected[z], s.retired[z]
		switch {
		case s.limited(lim) && lim.Queued:
			o.ZoneFreeMW[z] = lim.FreeMW[z]
		case s.limited(lim):
			o.ZoneFreeMW[z] = max(0, lim.GridMW[z]-s.connected[z])
		}
	}
	for _, w := range s.waiting {
		o.WaitingMW += w
	}
	largest := 0.0
	for z := range s.zones {
		mw := 0.0
		for c := range s.classes {
			mw += s.fac[s.cell(c, z)]
		}
		largest = max(largest, mw)
	}
	o.LargestShare = percent * ratio(largest, o.FacilityMW)
	o.StandardKW = s.kw[0]
	o.ExpansionMW, o.ExpansionBuildingMW = s.exp.energised, s.exp.underway()
	o.CapexUSD, o.OpexUSD = s.spent, 0
	if t > 0 {
		o.OpexUSD = value * p.OpexShare / monthsPerYear
	}
}

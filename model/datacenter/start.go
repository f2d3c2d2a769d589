package datacenter

import (
	"math"

	"github.com/headroom-planner/headroom/model/rack"
)

// Start resets the state and computes what is constant within the draw: the
// plants, the classes, the opening stock and its bridge, the fate of projects, the opening
// general demand.
func Start(p *Params, s *State, o *Out) {
	for _, x := range [][]float64{s.racks, s.it, s.fac, s.bareIT, s.bareFac, s.gen, s.done, s.connected, s.retired, s.waiting, s.pending, s.requests.placed} {
		clear(x)
	}
	clear(o.PhaseRacks)
	clear(o.PhaseMW)
	s.waitingIT, s.spent, s.heaviest, s.heavier, s.built, o.LandUSD = 0, 0, rack.Node{}, true, 0, 0
	clear(s.requests.homes)
	s.conv = conversion{units: s.conv.units}
	s.cool.start(p, &o.Plant)
	s.age.start(p)
	s.pipe.start(p, s, &o.Stages)
	s.stock(p, o)
	s.source(p)
	s.bridge(p, o)
	s.occupy(p)
	s.compare(p, o)
	s.serve.start(&p.Servers)
	o.Servers, o.Halls = ServersOut{}, HallsOut{}
}

// counted is the power of the last count at the boundary of the facility or, if
// it says so, of IT: contracted power is facility power x contracted ratio, nameplates
// x their share are rated IT power.
func (p *Params) counted() (mw float64, it bool) {
	switch p.OpeningReading {
	case ReadIT:
		return p.OpeningMW, true
	case ReadContracted:
		return ratio(p.OpeningMW, p.Contracted), false
	case ReadNameplate:
		return p.OpeningMW * p.Nameplate, true
	}
	return p.OpeningMW, false
}

// stock places the counted stock and derives the standard rack from it.
//
//	IT MW = facility MW / PUE; PUE is the stated one, or at rated load and design weather that of a plant
//	kW per standard rack = IT MW / racks
//
// Shares by zone are divided by their sum; without shares all is in the first zone.
func (s *State) stock(p *Params, o *Out) {
	mw, it := p.counted()
	b := Bridge{Racks: p.OpeningRacks}
	clear(s.share)
	sum := 0.0
	for i := range p.Stock {
		sum += p.Stock[i].Share
	}
	place := func(z, unit int, f, pue float64) {
		s.share[z] += f
		itMW, facMW := ratio(mw, pue)*f, mw*f
		if it {
			itMW, facMW = mw*f, mw*pue*f
		}
		b.ITMW += itMW
		b.FacilityMW += facMW
		s.add(s.cell(0, z), unit, b.Racks*f, itMW, facMW)
		s.age.counted(z, unit, b.Racks*f, itMW)
	}
	for i := range p.Stock {
		x := &p.Stock[i]
		unit, pue := s.cool.of(x.Plant, p.OpeningPUE)
		place(s.zone(x.Zone), unit, ratio(x.Share, sum), pue)
	}
	if sum <= 0 {
		place(0, -1, 1, p.OpeningPUE)
	}
	s.define(p, ratio(b.ITMW*kwPerMW, b.Racks))
	o.Stock, o.Openings = b, Bridge{}
}

// define fills the tables of classes. Racks that take general demand cost as
// standard halls do, others as dense ones.
func (s *State) define(p *Params, standardKW float64) {
	s.kw[0], s.price[0], s.general[0] = standardKW, p.CapexStandard*usdPerMUSD, true
	s.kinds[0] = kindOf("standard", standardKW, p.StandardDerating, p.StandardUnits, p.StandardUsable, Air)
	for i := range p.Classes {
		c := &p.Classes[i]
		s.kw[i+1], s.general[i+1] = c.KW, c.General == Yes
		s.kinds[i+1] = kindOf(c.Name, c.KW, c.Derating, c.Units, c.Usable, c.Cooling)
		s.price[i+1] = p.CapexDense * usdPerMUSD
		if s.general[i+1] {
			s.price[i+1] = p.CapexStandard * usdPerMUSD
		}
	}
	for i := range s.rank {
		s.rank[i] = i
		for j := i; j > 0 && s.kw[s.rank[j]] < s.kw[s.rank[j-1]]; j-- {
			s.rank[j], s.rank[j-1] = s.rank[j-1], s.rank[j]
		}
	}
}

// kindOf is a class of racks as the ground floor has it: what cools it takes all of its design
// power, and the other way of cooling nothing.
func kindOf(name string, kw, derating, units, usable, cooling float64) rack.Class {
	c := rack.Class{Name: name, KW: kw, Derating: derating, U: units, UsableU: usable, AirKW: kw, FloorM2: 1}
	if cooling == Liquid {
		c.AirKW, c.LiquidKW = 0, kw
	}
	return c
}

// bridge adds the phases that opened between the count and the start. A phase
// that the count already holds adds nothing; when it is of another class its
// racks and power are moved out of the standard stock of its zone.
func (s *State) bridge(p *Params, o *Out) {
	for i := range p.Phases {
		ph := &p.Phases[i]
		from := s.new[i]
		z, it := s.zone(p.facility(ph).Zone), ratio(ph.PowerMW, from.pue)
		to := s.cell(s.class(ph.Class), z)
		switch {
		case !p.open[i]:
			if s.comes[i] {
				s.pending[z] += ph.PowerMW
			}
			continue
		case ph.InsideStock == Yes:
			s.age.opened(s.move(s.cell(0, z), to, from.unit, ph.Racks, it, ph.PowerMW), ph.Opens)
		default:
			s.add(to, from.unit, ph.Racks, it, ph.PowerMW)
			s.age.opened(it, ph.Opens)
			o.PhaseRacks[i], o.PhaseMW[i] = ph.Racks, ph.PowerMW
			o.Openings.Racks += ph.Racks
			o.Openings.ITMW += it
			o.Openings.FacilityMW += ph.PowerMW
		}
		s.done[i] = 1
	}
	o.Opening = Bridge{o.Stock.Racks + o.Openings.Racks, o.Stock.ITMW + o.Openings.ITMW, o.Stock.FacilityMW + o.Openings.FacilityMW}
}

// move turns halls of one cell into halls of another that a unit cools, as far as
// the first has them, and returns the IT power of those. It takes the same share of all that cools there.
func (s *State) move(from, to, unit int, racks, it, fac float64) (moved float64) {
	if from == to {
		return 0
	}
	part := 1.0
	for _, x := range [3][2]float64{{s.racks[from], racks}, {s.it[from], it}, {s.fac[from], fac}} {
		if x[1] > x[0] {
			part = min(part, max(0, x[0])/x[1])
		}
	}
	left := 1 - ratio(part*it, s.it[from])
	s.age.keep(from, 1-ratio(part*racks, s.racks[from]), left)
	s.racks[from] -= part * racks
	s.it[from] -= part * it
	s.fac[from] -= part * fac
	s.bareFac[from] -= part * fac * ratio(s.bareIT[from], s.bareIT[from]+s.cool.in(from))
	s.bareIT[from] *= left
	s.cool.scale(from, left)
	s.add(to, unit, part*racks, part*it, part*fac)
	return part * it
}

// occupy gives general demand its share of every hall it may use.
func (s *State) occupy(p *Params) {
	s.growth = math.Pow(1+p.DemandGrowth, 1.0/monthsPerYear)
	s.demand = 0
	for c := range s.classes {
		if !s.general[c] {
			continue
		}
		for z := range s.zones {
			k := s.cell(c, z)
			s.gen[k] = p.Occupancy * s.it[k]
			s.demand += s.gen[k]
		}
	}
}

package datacenter

import "math"

// Start resets the state and computes what is constant within the draw: the
// classes, the opening stock and its bridge, the opening general demand.
func Start(p *Params, s *State, o *Out) {
	for _, x := range [][]float64{s.racks, s.it, s.fac, s.gen, s.done, s.connected, s.waiting, s.pending, s.requests.placed} {
		clear(x)
	}
	clear(o.PhaseRacks)
	s.waitingIT, s.spent, s.heaviest, s.fits = 0, 0, 0, true
	s.stock(p, o)
	s.bridge(p, o)
	s.occupy(p)
}

// stock places the counted stock and derives the standard rack from it.
//
//	IT MW = MW / PUE read as facility power, MW read as IT power
//	kW per standard rack = IT MW / racks
//
// Shares by zone are divided by their sum; without shares all is in the first zone.
func (s *State) stock(p *Params, o *Out) {
	b := Bridge{Racks: p.OpeningRacks, ITMW: ratio(p.OpeningMW, p.OpeningPUE), FacilityMW: p.OpeningMW}
	if p.OpeningReading == ReadIT {
		b.ITMW, b.FacilityMW = p.OpeningMW, p.OpeningMW*p.OpeningPUE
	}
	clear(s.share)
	sum := 0.0
	for i := range p.Stock {
		sum += p.Stock[i].Share
	}
	for i := range p.Stock {
		s.share[s.zone(p.Stock[i].Zone)] += ratio(p.Stock[i].Share, sum)
	}
	if sum <= 0 {
		s.share[0] = 1
	}
	for z, f := range s.share {
		s.add(s.cell(0, z), b.Racks*f, b.ITMW*f, b.FacilityMW*f)
	}
	s.define(p, ratio(b.ITMW*kwPerMW, b.Racks))
	o.Stock, o.Openings = b, Bridge{}
}

// define fills the tables of classes. Racks that take general demand cost as
// standard halls do, others as dense ones.
func (s *State) define(p *Params, standardKW float64) {
	s.kw[0], s.usable[0], s.price[0], s.liquid[0], s.general[0] = standardKW, standardKW*p.StandardDerating, p.CapexStandard*usdPerMUSD, false, true
	for i := range p.Classes {
		c := &p.Classes[i]
		s.kw[i+1], s.usable[i+1] = c.KW, c.KW*c.Derating
		s.liquid[i+1], s.general[i+1] = c.Cooling == Liquid, c.General == Yes
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

// bridge adds the phases that opened between the count and the start. A phase
// that the count already holds adds nothing; when it is of another class its
// racks and power are moved out of the standard stock of its zone.
func (s *State) bridge(p *Params, o *Out) {
	for i := range p.Phases {
		ph := &p.Phases[i]
		f := p.facility(ph)
		z, it := s.zone(f.Zone), ratio(ph.PowerMW, f.PUE)
		to := s.cell(s.class(ph.Class), z)
		switch {
		case !p.open[i]:
			if f.Completes == Yes {
				s.pending[z] += ph.PowerMW
			}
			continue
		case ph.InsideStock == Yes:
			s.move(s.cell(0, z), to, ph.Racks, it, ph.PowerMW)
		default:
			s.add(to, ph.Racks, it, ph.PowerMW)
			o.PhaseRacks[i] = ph.Racks
			o.Openings.Racks += ph.Racks
			o.Openings.ITMW += it
			o.Openings.FacilityMW += ph.PowerMW
		}
		s.done[i] = 1
	}
	o.Opening = Bridge{o.Stock.Racks + o.Openings.Racks, o.Stock.ITMW + o.Openings.ITMW, o.Stock.FacilityMW + o.Openings.FacilityMW}
}

// move turns halls of one cell into halls of another, as far as the first has them.
func (s *State) move(from, to int, racks, it, fac float64) {
	if from == to {
		return
	}
	part := 1.0
	for _, x := range [3][2]float64{{s.racks[from], racks}, {s.it[from], it}, {s.fac[from], fac}} {
		if x[1] > x[0] {
			part = min(part, max(0, x[0])/x[1])
		}
	}
	s.add(from, -part*racks, -part*it, -part*fac)
	s.add(to, part*racks, part*it, part*fac)
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

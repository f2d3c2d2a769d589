package datacenter

import "github.com/headroom-planner/headroom/model/axis"

// Place gives out racks and IT power. What is held stays held. Requests that
// say so come first, and general demand gives way to them; then new general demand, in standard racks and then in the other classes that
// take it; then requests for nodes in the scenario's order, each in the class
// of least power whose racks hold its node by power, height and cooling. Power is counted at nodes' nameplate
// and at the rated power of racks in general use.
func Place(p *Params, s *State, t axis.Step, m axis.Month, d *Demand, o *Out) {
	s.fit(len(d.Requests))
	s.serve.survive(&p.Servers, int(t))
	if t > 0 {
		s.demand = s.serve.want(&p.Servers, s.demand, s.growth)
	}
	s.hold(d)
	var short [len(bindings)]float64 // IT MW unmet, by what binds
	o.RackShort, o.StandardShort, o.NodesPlaced, o.NodesShort = 0, 0, 0, 0
	clear(o.ClassShort)
	clear(s.requests.refused[:])
	for i := range d.Requests {
		if d.Requests[i].First {
			s.giveWay(i, &d.Requests[i])
			s.placeNodes(i, &d.Requests[i], o, &short)
		}
	}
	s.placeGeneral()
	for i := range d.Requests {
		if !d.Requests[i].First {
			s.placeNodes(i, &d.Requests[i], o, &short)
		}
	}
	s.serve.settle(&p.Servers, int(t), total(s.gen), s.demand, &o.Servers)
	o.GeneralShortMW = max(0, s.demand-total(s.gen))
	if o.GeneralShortMW < tiny {
		o.GeneralShortMW = 0
	}
	short[bindStandard] += o.GeneralShortMW
	racks := ratio(o.GeneralShortMW*kwPerMW, s.kw[0])
	o.StandardShort += racks
	o.RackShort += racks
	short[bindPower] += s.waitingIT
	o.Binding = float64(worst(&short))
	s.showHeaviest(o)
	s.load(p, t, m, o)
	s.full(m, o)
}

// fit makes room for n requests. The number is known with the first month of
// the first draw; it allocates then and never again.
func (s *State) fit(n int) {
	if len(s.requests.placed) < n*s.zones {
		s.requests.placed = make([]float64, n*s.zones)
		s.requests.homes = make([]home, n)
	}
}

// hold counts what requests hold from last month. When fewer nodes are wanted
// than are placed, the last zones give theirs up first.
func (s *State) hold(d *Demand) {
	h := &s.requests
	clear(h.racks)
	clear(h.mw)
	for i := range d.Requests {
		r := &d.Requests[i]
		at := s.home(i, r)
		mine := h.placed[i*s.zones : (i+1)*s.zones]
		excess := total(mine) - r.Wanted
		for z := s.zones - 1; z >= 0 && excess > 0; z-- {
			back := min(excess, mine[z])
			mine[z] -= back
			excess -= back
		}
		if at.class < 0 {
			clear(mine)
			continue
		}
		per := s.withBeside(r, at.class, at.per)
		for z, n := range mine {
			s.take(s.cell(at.class, z), n, per, r.NodeKW+r.BesideKW)
		}
	}
}

// withBeside is the nodes to a rack when the racks of what stands beside them count:
//
//	1 / (1/per + beside / min(beside rack, usable power of the class))
func (s *State) withBeside(r *Request, c int, per float64) float64 {
	if r.BesideKW <= 0 || c < 0 {
		return per
	}
	return 1 / (1/per + r.BesideKW/min(r.BesideRackKW, s.kinds[c].UsableKW()))
}

// take counts n nodes in a cell.
func (s *State) take(cell int, n, per, nodeKW float64) {
	s.requests.racks[cell] += n / per
	s.requests.mw[cell] += n * nodeKW / kwPerMW
}

// placeGeneral follows general demand. In a class its growth goes to the
// zones in proportion to their free power; when demand falls every hall loses
// the same share.
func (s *State) placeGeneral() {
	need := s.demand - total(s.gen)
	if need < 0 {
		for k := range s.gen {
			s.gen[k] *= s.demand / (s.demand - need)
		}
		return
	}
	need = s.fillGeneral(0, need)
	for _, c := range s.rank {
		if c != 0 && s.general[c] {
			need = s.fillGeneral(c, need)
		}
	}
}

// fillGeneral puts up to need MW into the halls of a class and returns what is left.
func (s *State) fillGeneral(class int, need float64) float64 {
	if need <= 0 {
		return 0
	}
	first := s.cell(class, 0)
	free := 0.0
	for k := first; k < first+s.zones; k++ {
		free += s.freeGeneral(k)
	}
	if free <= 0 {
		return need
	}
	put := min(need, free)
	for k := first; k < first+s.zones; k++ {
		s.gen[k] += put * s.freeGeneral(k) / free
	}
	return need - put
}

// freeGeneral is the rated power general demand can still take in a cell:
// racks in general use have the mean power of their halls. New halls are let by their
// fill curve at most.
func (s *State) freeGeneral(k int) float64 {
	return max(0, s.it[k]-s.pipe.locked[k]-s.gen[k]-s.nodesTake(k))
}

// nodesTake is the rated power in a cell that general demand cannot have: that of nodes, or of the racks they hold.
func (s *State) nodesTake(k int) float64 {
	h := &s.requests
	return max(h.mw[k], h.racks[k]*ratio(s.it[k], s.racks[k]))
}

// full dates the first month in which no hall of a zone takes more general demand while
// some is unmet.
func (s *State) full(m axis.Month, o *Out) {
	if o.GeneralShortMW <= 0 {
		return
	}
	for z := range o.Stages.RacksBind {
		free := 0.0
		for c := range s.classes {
			if s.general[c] {
				free += s.freeGeneral(s.cell(c, z))
			}
		}
		if free <= tiny {
			o.Stages.RacksBind[z] = min(o.Stages.RacksBind[z], float64(m))
		}
	}
}

// freeRacks is the number of racks in a cell that nobody holds.
func (s *State) freeRacks(k int) float64 {
	return max(0, s.racks[k]*(1-ratio(s.gen[k], s.it[k]))-s.requests.racks[k])
}

// freeMW is the IT power in a cell that nobody holds.
func (s *State) freeMW(k int) float64 { return max(0, s.it[k]-s.gen[k]-s.requests.mw[k]) }

// placeNodes serves one request and says what stood in the way.
func (s *State) placeNodes(i int, r *Request, o *Out, short *[len(bindings)]float64) {
	r.NoClass, r.NoRack, r.NoPower = 0, 0, 0
	at := s.home(i, r)
	c, per := at.class, at.per
	if r.Wanted > 0 && r.NodeKW > s.heaviest.KW {
		s.heaviest, s.heavier = at.node, true
	}
	per = s.withBeside(r, c, per)
	mine := s.requests.placed[i*s.zones : (i+1)*s.zones]
	left := max(0, r.Wanted-total(mine))
	mw := (r.NodeKW + r.BesideKW) / kwPerMW
	if c < 0 {
		r.NoClass = left
		short[lacking(r.Liquid, c)] += left * mw
		s.requests.refused[limit(at.lacks)] += left * mw
	} else {
		left = s.fillNodes(r, c, per, left, mine)
		free := 0.0
		for z := range s.zones {
			if r.Zone < 0 || s.zone(float64(r.Zone)) == z {
				free += s.freeRacks(s.cell(c, z)) * per
			}
		}
		r.NoPower = min(left, free)
		if r.NoPower < tiny {
			r.NoPower = 0
		}
		r.NoRack = left - r.NoPower
		short[bindPower] += r.NoPower * mw
		short[lacking(r.Liquid, c)] += r.NoRack * mw
		o.RackShort += r.NoRack / per
		if c == 0 {
			o.StandardShort += r.NoRack / per
		} else {
			o.ClassShort[c-1] += r.NoRack / per
		}
	}
	r.Placed = r.Wanted - left
	o.NodesPlaced += r.Placed
	o.NodesShort += left
}

// giveWay takes from general demand the racks that a first request lacks in
// the class that holds it, zone by zone in proportion to what is held there.
func (s *State) giveWay(i int, r *Request) {
	at := s.home(i, r)
	c, per := at.class, at.per
	if c < 0 {
		return
	}
	per = s.withBeside(r, c, per)
	lack := (r.Wanted - total(s.requests.placed[i*s.zones:(i+1)*s.zones])) / per
	held := 0.0 // racks in general use
	for k := s.cell(c, 0); k < s.cell(c, 0)+s.zones; k++ {
		lack -= s.freeRacks(k)
		held += s.racks[k] * ratio(s.gen[k], s.it[k])
	}
	if lack <= 0 || held <= 0 {
		return
	}
	keep := 1 - min(1, lack/held)
	for k := s.cell(c, 0); k < s.cell(c, 0)+s.zones; k++ {
		s.gen[k] *= keep
	}
}

// fillNodes takes racks of a class in the request's zone, or in the zone with
// the most free racks, then the next. It returns the nodes without a place.
func (s *State) fillNodes(r *Request, c int, per, left float64, mine []float64) float64 {
	for range s.zones {
		best, most, room := -1, 0.0, 0.0
		for z := range s.zones {
			if r.Zone >= 0 && s.zone(float64(r.Zone)) != z {
				continue
			}
			k := s.cell(c, z)
			racks := s.freeRacks(k)
			if n := min(racks*per, s.freeMW(k)*kwPerMW/(r.NodeKW+r.BesideKW)); n > tiny && racks > most {
				best, most, room = z, racks, n
			}
		}
		if best < 0 || left <= 0 {
			break
		}
		n := min(left, room)
		mine[best] += n
		s.take(s.cell(c, best), n, per, r.NodeKW+r.BesideKW)
		left -= n
	}
	if left < tiny {
		return 0
	}
	return left
}

func total(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum
}

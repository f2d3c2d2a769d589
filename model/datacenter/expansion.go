package datacenter

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
)

// programme is the expansion within a draw. All power is facility MW.
type programme struct {
	gap         float64   // to be built
	first, last float64   // months in which modules start
	only        int       // zone, -1 for all
	lead        []float64 // whole months from start to ready, by zone
	starts      []float64 // by zone*steps + step
	ready       []float64 // ready, waiting for headroom, by zone
	building    []float64 // started, not energised, by zone
	taken       []float64 // energised, by zone
	weight      []float64 // of the month's starts, by zone
	energised   float64
	from        source
}

// plan sizes the programme and its window of starts:
//
//	gap = target - open at the start - named phases announced to open by the date
//	      + halls of the count taken out of service by then (read as total), or the target itself (read as added)
//	lead = max(construction, the zone's connection delay)
//	window = from the start to the date less the longest lead, at least a month
//
// The window knows the draw's own lead time and which named projects will
// complete: the most favourable case for the programme.
func (s *State) plan(p *Params, lim *Limits) {
	e, x := &p.Expansion, &s.exp
	clear(x.ready)
	clear(x.building)
	clear(x.taken)
	x.energised, x.gap, x.only = 0, 0, -1
	if e.TargetMW <= 0 || s.exp.from.refused {
		return
	}
	if e.Zone >= 0 {
		x.only = s.zone(e.Zone)
	}
	by := e.By
	if by < 0 {
		by = float64(s.ax.End())
	}
	longest := 0.0
	for z := range s.zones {
		x.lead[z] = math.Ceil(e.ConstructionMonths - tiny)
		if s.limited(lim) {
			x.lead[z] = max(x.lead[z], math.Ceil(lim.DelayMonths[z]-tiny))
		}
		if x.only < 0 || x.only == z {
			longest = max(longest, x.lead[z])
		}
	}
	x.first = max(e.Start, float64(s.ax.Start)+1)
	x.last = max(x.first, by-longest)
	x.gap = e.TargetMW
	if e.Reading == ReadTotal {
		x.gap = max(0, e.TargetMW-s.announced(p, by)+s.age.leaving(p, s, int(by)-int(s.ax.Start)))
		if x.gap > 0 {
			x.gap += tiny // so that the sum of what is built reaches the total in spite of rounding
		}
	}
}

// announced is the facility power open at the start and that of named phases
// that complete and are announced for a month not after by.
func (s *State) announced(p *Params, by float64) float64 {
	sum := 0.0
	for _, mw := range s.fac {
		sum += mw
	}
	for i := range p.Phases {
		ph := &p.Phases[i]
		if !p.open[i] && ph.Opens <= by && s.comes[i] {
			sum += ph.PowerMW
		}
	}
	return sum
}

// build starts the month's modules and energises those that are ready.
func (s *State) build(p *Params, t axis.Step, m axis.Month, lim *Limits, o *Out) {
	x := &s.exp
	if x.gap <= 0 {
		return
	}
	month, start := float64(m), 0.0
	if month >= x.first && month <= x.last {
		start = x.gap / (x.last - x.first + 1)
	}
	s.weigh(lim)
	for z := range s.zones {
		now := start * x.weight[z]
		x.starts[z*s.ax.Steps+int(t)] = now
		x.building[z] += now
		if from := int(t) - int(min(x.lead[z], float64(s.ax.Steps))); from >= 1 {
			x.ready[z] += x.starts[z*s.ax.Steps+from]
		}
		if x.ready[z] <= 0 {
			continue
		}
		got := s.connect(z, x.ready[z], x.from.pue, s.room(z, len(p.Phases)+z, x.ready[z], x.taken[z], lim))
		x.ready[z] -= got
		x.building[z] -= got
		x.energised += got
		x.taken[z] += got
		s.commission(p, z, got, o)
	}
}

// weigh spreads the month's starts over the zones: all to the programme's
// zone, or by the headroom that nothing has claimed; when there is none, or
// no grid limit, as the opening stock is spread.
func (s *State) weigh(lim *Limits) {
	x := &s.exp
	clear(x.weight)
	if x.only >= 0 {
		x.weight[x.only] = 1
		return
	}
	sum := 0.0
	if s.limited(lim) {
		for z := range x.weight {
			if lim.Queued {
				x.weight[z] = lim.FreeMW[z]
				sum += x.weight[z]
				continue
			}
			x.weight[z] = max(0, lim.GridMW[z]-s.connected[z]-s.pending[z]-x.building[z])
			sum += x.weight[z]
		}
	}
	for z := range x.weight {
		if sum > 0 {
			x.weight[z] /= sum
		} else {
			x.weight[z] = s.share[z]
		}
	}
}

// commission turns facility MW of modules into racks of the programme's classes:
//
//	IT MW = facility MW / PUE, racks = IT MW of the class / kW of its rack
func (s *State) commission(p *Params, z int, fac float64, o *Out) {
	e := &p.Expansion
	base := s.class(e.Class)
	dense := base
	if e.DenseClass >= 0 {
		dense = s.class(e.DenseClass)
	}
	for _, part := range [2]struct {
		class int
		share float64
	}{{base, 1 - e.DenseShare}, {dense, e.DenseShare}} {
		it := part.share * ratio(fac, s.exp.from.pue)
		racks := p.Rules.racks(ratio(it*kwPerMW, s.kw[part.class]), it)
		s.add(s.cell(part.class, z), s.exp.from.unit, racks, it, part.share*fac)
		s.pay(p, part.class, s.exp.from, racks, it, o)
	}
}

// underway is what was started and is not energised.
func (x *programme) underway() float64 {
	sum := 0.0
	for _, mw := range x.building {
		sum += mw
	}
	return sum
}

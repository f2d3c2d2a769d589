package ran

import "math"

// group is what an operator's stations in one class hold. Its stations are
// alike and may be a fraction: it is an expectation.
type group struct {
	stations float64
	demand   float64           // Mbps in the busy hour at growth 1
	capacity float64           // Mbps that carriers and small cells carry
	enough   float64           // growth up to which capacity is enough
	small    float64           // small cells
	on       [MaxBands]float64 // stations that have the carrier
	place    int32             // in the heap; below 0 when nothing more can be added
}

// carries adds the group's capacity up, in the order in which carriers are
// added and so in no order of the list.
func (g *group) carries(r *Rules, o *order, e Environment) float64 {
	sum := 0.0
	for _, b := range o.band[:o.n] {
		sum += g.on[b] * r.Rates.Mbps[b][e]
	}
	return sum + g.small*r.Rates.SmallMbps
}

// settle sets what follows from carriers and demand.
func (g *group) settle(r *Rules, o *order, e Environment) {
	g.capacity = g.carries(r, o, e)
	g.enough = math.Inf(1)
	if g.demand > 0 {
		g.enough = g.capacity / g.demand
	}
}

// load is the stations times their load, over that of a group that is planned
// full, at growth 1.
func (g *group) load() float64 {
	if g.demand <= 0 || g.capacity <= 0 {
		return 0
	}
	return g.stations * g.demand / g.capacity
}

// extend adds what is missing to target Mbps: carriers to the stations without
// them, then small cells up to limit. What a station has it never gets again.
// It reports whether anything could still be added.
func (g *group) extend(r *Rules, o *order, e Environment, target, limit float64, a *Added) bool {
	short := target - g.capacity
	more := false
	for _, b := range o.band[:o.n] {
		rate := r.Rates.Mbps[b][e]
		n, some := part(short, rate, g.stations-g.on[b])
		short -= n * rate
		a.Carriers[e][b] += n
		g.on[b] += n
		if !some {
			g.on[b] = g.stations
		}
		more = more || some
	}
	n, some := part(short, r.Rates.SmallMbps, limit-g.small)
	if g.stations <= 0 {
		n, some = 0, false // no network that small cells could be part of
	}
	a.Small[e] += n
	g.small += n
	g.settle(r, o, e)
	return more || some
}

// part is how many of at most room pieces are needed for short, and whether
// some are then left.
func part(short, rate, room float64) (n float64, some bool) {
	if !(room > 0) || !(rate > 0) {
		return 0, false
	}
	n = max(short, 0) / rate
	if n >= room {
		return room, false
	}
	return n, true
}

package mobile

import (
	"sort"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/ran"
)

// frontier is the k-th frontier of the table, from no cell to all.
func frontier(p *Params, k float64) float64 {
	return -p.Edge/2 + (1+p.Edge)*k/(frontiers-1)
}

// bounds returns the cells that a frontier serves in part: before first
// wholly, from last on not at all.
func bounds(rank []float64, front, edge float64) (first, last int) {
	return sort.SearchFloat64s(rank, front-edge/2), sort.SearchFloat64s(rank, front+edge/2)
}

// ramp adds up a weight over cells times the share an operator with that
// frontier serves of each: 1 well inside, 0 well outside, and over the edge
// (front - rank)/edge + 1/2, which is linear in rank. sum and rankSum are
// the running sums of the weight and of weight x rank; first and last are the
// frontier's bounds.
func ramp(front, edge float64, first, last int, sum, rankSum []float64) float64 {
	return sum[first] + (front/edge+0.5)*(sum[last]-sum[first]) - (rankSum[last]-rankSum[first])/edge
}

// reach is the frontier that n stations of operator i reach: of its opening bands, and as far
// as later ones have come of those. at is where it was found last in the tables of both.
func (s *State) reach(p *Params, i int, n float64, at *[2]int) float64 {
	n /= s.factor
	f := s.needs[s.table[i]].reach(p, n, &at[0])
	if done := s.done[i]; s.radio && done > 0 {
		f += done * (s.needs[s.table[i]+1].reach(p, n, &at[1]) - f)
	}
	return f
}

// reach is the frontier that n stations before calibration reach, by inverting the table from where it was found last.
func (x *needs) reach(p *Params, n float64, at *int) float64 {
	fill := x.stations[:]
	walk(fill, at, n)
	k := *at
	if k == 0 {
		return frontier(p, 0)
	}
	if k == len(fill) {
		return frontier(p, frontiers-1)
	}
	a, b := fill[k-1], fill[k]
	from, to := frontier(p, float64(k-1)), frontier(p, float64(k))
	if a <= 0 { // the first stations go where the densest cell begins
		from = max(from, p.cells.rank[0]-p.Edge/2)
	}
	return from + (to-from)*(n-a)/(b-a)
}

// reachAll sets the frontier of every operator, its ramp's offset and bounds.
func (s *State) reachAll(p *Params) {
	for i, n := range s.serving {
		s.front[i] = s.reach(p, i, n, &s.land[i].at[0])
		s.offset[i] = s.front[i]/p.Edge + 0.5
		s.first[i], s.last[i] = bounds(p.cells.rank, s.front[i], p.Edge)
	}
}

// moveOn is reachAll within a draw, where no frontier recedes: the bounds
// walk on from where they were.
func (s *State) moveOn(p *Params, m axis.Month) {
	rank := p.cells.rank
	for i, n := range s.serving {
		s.done[i] = s.bands[i].done(p.axis.Start, m)
		f := s.reach(p, i, n, &s.land[i].at[0])
		s.front[i], s.offset[i] = f, f/p.Edge+0.5
		for s.first[i] < len(rank) && rank[s.first[i]] < f-p.Edge/2 {
			s.first[i]++
		}
		for s.last[i] < len(rank) && rank[s.last[i]] < f+p.Edge/2 {
			s.last[i]++
		}
	}
}

// edges divides the cells: before first the farthest operator serves them
// wholly; from first to shared several operators serve them in part; from
// shared to last the farthest alone does, so that its ramp, far - rank/edge,
// is the union; from last on nobody does.
type edges struct {
	first, shared, last int
	far                 float64 // offset of the farthest operator's ramp
}

// behind is an operator that is not the farthest, with how far its ramp is behind that one's.
type behind struct {
	operator int
	by       float64
}

// edges reads the cells' division from the operators' own bounds, and puts the others
// behind the farthest in the order of their reach.
func (s *State) edges() edges {
	s.others = s.others[:0]
	if len(s.front) == 0 {
		return edges{}
	}
	best := 0
	for i, f := range s.front {
		if f > s.front[best] {
			best = i
		}
	}
	e := edges{first: s.first[best], last: s.last[best], far: s.offset[best]}
	e.shared = e.first
	for i, l := range s.last {
		if i == best {
			continue
		}
		e.shared = max(e.shared, l)
		b := behind{i, e.far - s.offset[i]}
		k := len(s.others)
		s.others = append(s.others, b) // room for all is made at the start
		for ; k > 0 && s.others[k-1].by > b.by; k-- {
			s.others[k] = s.others[k-1]
		}
		s.others[k] = b
	}
	return e
}

// union is the share of a cell that any operator covers, where the farthest one covers c of it,
// less than all, and others, behind it, some too: between the largest
// footprint (overlap 1: all build in the same places) and independent
// placement (overlap 0).
func union(c float64, others []behind, overlap float64) float64 {
	open := 1 - c
	none := open
	for i := range others {
		none *= open + others[i].by
	}
	return overlap*c + (1-overlap)*(1-none)
}

// cover writes coverage of people and land, by operator and by province.
// Within a draw no frontier recedes, so the cells covered wholly are counted
// on from last month.
func cover(p *Params, s *State, m axis.Month, o *Out) {
	s.moveOn(p, m)
	place(p, s, o)
	c := &p.cells
	e := s.edges()
	for ; s.whole < e.first; s.whole++ {
		s.wholeIn[c.province[s.whole]]++
	}
	copy(o.CoverageIn, s.wholeIn)
	people, land := c.shareSum[e.first], c.areaSum[e.first]
	per := 1 / p.Edge
	var partly [ran.Environments]float64 // people in cells that several operators serve in part
	g := e.first
	for k := len(s.others); k > 0; k-- {
		others := s.others[:k]
		for end := s.last[others[k-1].operator]; g < end; g++ {
			u := union(e.far-c.rank[g]*per, others, p.Overlap)
			people += c.share[g] * u
			land += c.area[g] * u
			o.CoverageIn[c.province[g]] += u
			partly[c.env[g]] += c.share[g] * u
		}
	}
	people += e.far*(c.shareSum[e.last]-c.shareSum[e.shared]) - per*(c.shareRankSum[e.last]-c.shareRankSum[e.shared])
	land += e.far*(c.areaSum[e.last]-c.areaSum[e.shared]) - per*(c.areaRankSum[e.last]-c.areaRankSum[e.shared])
	rank, province := c.rank[e.shared:e.last], c.province[e.shared:e.last]
	for g, r := range rank {
		o.CoverageIn[province[g]] += e.far - r*per
	}
	for i := range o.CoverageIn {
		o.CoverageIn[i] *= percent / classes
	}
	people += villagers(p, o) * (1 - people)
	o.Coverage = min(people, p.CoverageLimit)
	o.AreaCoverage = ratio(land, c.areaSum[len(c.areaSum)-1])
	o.PeopleCovered = p.people() * o.Coverage
	o.Indoor = min(indoor(p, s, &e, &partly), p.CoverageLimit)
	byOperator(p, s, o)
}

// villagers is the share of people in villages that came first and are served. Of
// them as many are served by density as of all, and they are no more than the nation's people.
func villagers(p *Params, o *Out) float64 {
	if !p.Priority.On {
		return 0
	}
	return min(ratio(o.VillagesServed*p.Priority.People, p.people()), 1)
}

// people is the nation's population.
func (p *Params) people() float64 {
	n := 0.0
	for i := range p.Provinces {
		n += p.Provinces[i].Population
	}
	return n
}

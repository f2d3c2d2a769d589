package mobile

import "github.com/headroom-planner/headroom/model/axis"

// ahead spreads the stations that are under way, from planned to on air, over
// provinces: they go where each operator's frontier goes with them. An operator whose frontier goes
// no further puts them anywhere in proportion to need.
func ahead(p *Params, s *State, m axis.Month, o *Out) {
	clear(o.UnderWayIn)
	c, per := &p.cells, 1/p.Edge
	for i := range s.sites {
		stages := &s.sites[i].Stages
		n := stages.Begun() - stages.Accepted
		if n <= 0 {
			continue
		}
		need := &s.needs[s.table[i]]
		front := s.reach(p, i, s.serving[i]+n, m)
		first, last := bounds(c.rank, front, p.Edge)
		sum := ramp(front, p.Edge, first, last, need.sum, need.rankSum) - ramp(s.front[i], p.Edge, s.first[i], s.last[i], need.sum, need.rankSum)
		if sum <= 1e-9*need.sum[len(c.rank)] { // the frontier is at its end
			anywhere(c, need, n, o.UnderWayIn)
			continue
		}
		each, before := n/sum, need.sum[s.first[i]]
		now, then := s.offset[i], front*per+0.5
		for g := s.first[i]; g < last; g++ {
			after := need.sum[g+1]
			o.UnderWayIn[c.province[g]] += each * (after - before) * served(now, then, c.rank[g]*per)
			before = after
		}
	}
}

// served is how much more of a cell is served when a frontier's offset goes from now to then.
func served(now, then, rank float64) float64 {
	return max(min(then-rank, 1), 0) - max(min(now-rank, 1), 0)
}

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
		first, last := s.first[i], s.last[i]
		for last < len(c.rank) && c.rank[last] < front+p.Edge/2 {
			last++
		}
		now, then := s.offset[i], front*per+0.5
		sum := 0.0
		for g := first; g < last; g++ {
			sum += (need.sum[g+1] - need.sum[g]) * served(now, then, c.rank[g]*per)
		}
		if sum <= 0 {
			anywhere(c, need, n, o.UnderWayIn)
			continue
		}
		each := n / sum
		for g := first; g < last; g++ {
			o.UnderWayIn[c.province[g]] += each * (need.sum[g+1] - need.sum[g]) * served(now, then, c.rank[g]*per)
		}
	}
}

// served is how much more of a cell is served when a frontier's offset goes from now to then.
func served(now, then, rank float64) float64 {
	return max(min(then-rank, 1), 0) - max(min(now-rank, 1), 0)
}

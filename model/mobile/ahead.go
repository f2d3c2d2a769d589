package mobile

import "github.com/headroom-planner/headroom/model/axis"

// ahead spreads the stations that are under way, from planned to on air, over
// provinces: they go where each operator's frontier goes with them. An operator whose frontier goes
// no further puts them anywhere in proportion to need.
func ahead(p *Params, s *State, m axis.Month, o *Out) {
	clear(o.UnderWayIn)
	c := &p.cells
	for i := range s.sites {
		stages := &s.sites[i].Stages
		n := stages.Begun() - stages.Accepted
		if n <= 0 {
			continue
		}
		need, l := &s.needs[s.table[i]], &s.land[i]
		need.byProvince(c, &l.then, s.reach(p, i, s.serving[i]+n, m), p.Edge, s.reached)
		sum := 0.0
		for k, x := range s.reached {
			s.reached[k] = max(x-l.needIn[k], 0)
			sum += s.reached[k]
		}
		if sum <= 1e-9*need.sum[len(c.rank)] { // the frontier is at its end
			anywhere(c, need, n, o.UnderWayIn)
			continue
		}
		for k, x := range s.reached {
			o.UnderWayIn[k] += n * x / sum
		}
	}
}

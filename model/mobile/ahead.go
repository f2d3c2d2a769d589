package mobile

// ahead spreads the stations that are under way, from planned to on air, over
// provinces: they go where each operator's frontier goes with them. An operator whose frontier goes
// no further puts them anywhere in proportion to need.
func ahead(p *Params, s *State, o *Out) {
	clear(o.UnderWayIn)
	c := &p.cells
	for i := range s.sites {
		stages := &s.sites[i].Stages
		n := stages.Begun() - stages.Accepted
		if n <= 0 {
			continue
		}
		need, l := &s.needs[s.table[i]], &s.land[i]
		front := s.reach(p, i, s.serving[i]+n, &l.at[1])
		first, last := l.then.first, l.then.last
		walk(c.rank, &first, front-p.Edge/2)
		walk(c.rank, &last, front+p.Edge/2)
		l.then.move(c, need, first, last)
		sum := l.then.more(l.now.need, front/p.Edge+0.5, 1/p.Edge)
		if sum <= 1e-9*need.sum[len(c.rank)] { // the frontier is at its end
			anywhere(c, need, n, o.UnderWayIn)
			continue
		}
		per := n / sum
		for k, more := range l.then.need {
			o.UnderWayIn[k] += per * more
		}
	}
}

// walk takes a bound among ranks to the first that is not below x.
func walk(ranks []float64, at *int, x float64) {
	for *at < len(ranks) && ranks[*at] < x {
		*at++
	}
	for *at > 0 && ranks[*at-1] >= x {
		*at--
	}
}

package mobile

import "github.com/headroom-planner/headroom/model/ran"

// land is where an operator's stations stand: by environment, and by province.
type land struct {
	whole    int                       // cells before it are served wholly
	needIn   []float64                 // need of stations of these, by province
	per      float64                   // stations for each unit of need
	stations [ran.Environments]float64 // that serve its users, its own and those it is a guest of
	people   [ran.Environments]float64 // share of the nation's people it covers
	added    [ran.Environments]float64 // by how much an environment's stations grew in the month
	serving  float64                   // all of them
	grown    float64                   // by how much all grew in the month
}

func (s *State) startLand() {
	for i := range s.land {
		l := &s.land[i]
		*l = land{needIn: l.needIn}
		clear(l.needIn)
	}
}

// place spreads every operator's stations over environments and provinces as
// cells need them: need x the share of the cell it serves, together all its
// stations. Those in villages that came first are spread with the others.
func place(p *Params, s *State, o *Out) {
	clear(o.StationsIn)
	c := &p.cells
	for i := range s.land {
		l, need := &s.land[i], &s.needs[s.table[i]]
		first, last, offset := s.first[i], s.last[i], s.offset[i]
		per := 1 / p.Edge
		sum := ramp(s.front[i], p.Edge, first, last, need.sum, need.rankSum)
		l.per = ratio(s.serving[i], sum)
		l.grown, l.serving = max(s.serving[i]-l.serving, 0), s.serving[i]
		for e := range ran.Environments {
			from, to := c.begin[e], c.end(e)
			n, people := between(from, to, first, last, offset, per, need.sum, need.rankSum, c.shareSum, c.shareRankSum)
			n *= l.per
			l.added[e], l.stations[e], l.people[e] = max(n-l.stations[e], 0), n, people
		}
		for ; l.whole < first; l.whole++ {
			l.needIn[c.province[l.whole]] += need.sum[l.whole+1] - need.sum[l.whole]
		}
		if sum <= 0 {
			anywhere(c, need, s.stations[i], o.StationsIn)
			continue
		}
		own := s.stations[i] / sum
		for k, x := range l.needIn {
			o.StationsIn[k] += own * x
		}
		// own x need x (offset - rank x per), with the factor inside.
		a, b, before := own*offset, own*per, need.sum[first]
		rank, province, after := c.rank[first:last], c.province[first:last], need.sum[first+1:last+1]
		for g, r := range rank {
			o.StationsIn[province[g]] += (after[g] - before) * (a - r*b)
			before = after[g]
		}
	}
}

// anywhere spreads stations of an operator that serves nobody by density over all land: all
// that it has stand in villages that came first.
func anywhere(c *cells, need *needs, stations float64, in []float64) {
	per := ratio(stations, need.sum[len(c.province)])
	for g, k := range c.province {
		in[k] += per * (need.sum[g+1] - need.sum[g])
	}
}

// between adds up two weights over the cells from a to b, times the share of each that
// an operator with these bounds serves; see ramp.
func between(a, b, first, last int, offset, per float64, sum, rankSum, sum2, rankSum2 []float64) (x, y float64) {
	if lo, hi := min(a, first), min(b, first); lo < hi {
		x, y = sum[hi]-sum[lo], sum2[hi]-sum2[lo]
	}
	if lo, hi := max(a, first), min(b, last); lo < hi {
		x += offset*(sum[hi]-sum[lo]) - per*(rankSum[hi]-rankSum[lo])
		y += offset*(sum2[hi]-sum2[lo]) - per*(rankSum2[hi]-rankSum2[lo])
	}
	return x, y
}

package mobile

import "github.com/headroom-planner/headroom/model/ran"

// land is where an operator's stations stand: by environment, and by province.
type land struct {
	needIn   []float64                 // need of stations that it serves, by province
	now      spots                     // where its frontier is in each province
	then     spots                     // where it is with what is under way
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
		*l = land{needIn: l.needIn, now: l.now, then: l.then}
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
		need.byProvince(c, &l.now, s.front[i], p.Edge, l.needIn)
		all := 0.0
		for _, x := range l.needIn {
			all += x
		}
		if all <= 0 {
			anywhere(c, need, s.stations[i], o.StationsIn)
			continue
		}
		own := s.stations[i] / all
		for k, x := range l.needIn {
			o.StationsIn[k] += own * x
		}
	}
}

// spots are places in the order of provinces: of the first cell of each province that a frontier serves in part,
// and of the first that it does not serve.
type spots struct{ first, last []int }

func newSpots(n int) spots { return spots{make([]int, n), make([]int, n)} }

// byProvince adds up the need that a frontier serves by province (see ramp), from where it was last.
func (n *needs) byProvince(c *cells, at *spots, front, edge float64, in []float64) {
	lo, hi, offset, per := front-edge/2, front+edge/2, front/edge+0.5, 1/edge
	for k := range in {
		from, to := c.starts[k], c.starts[k+1]
		a, b := walk(c.ranks, at.first[k], from, to, lo), walk(c.ranks, at.last[k], from, to, hi)
		at.first[k], at.last[k] = a, b
		in[k] = n.sumIn[a+k] + offset*(n.sumIn[b+k]-n.sumIn[a+k]) - per*(n.rankSumIn[b+k]-n.rankSumIn[a+k])
	}
}

// walk is the first place from `from` to `to` whose rank is not below x, looked for from at on.
func walk(ranks []float64, at, from, to int, x float64) int {
	at = min(max(at, from), to)
	for at < to && ranks[at] < x {
		at++
	}
	for at > from && ranks[at-1] >= x {
		at--
	}
	return at
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

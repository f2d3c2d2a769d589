package mobile

import "github.com/headroom-planner/headroom/model/ran"

// land is where an operator's stations stand: by environment, and by province.
type land struct {
	now      served                    // what its frontier serves, by province
	then     served                    // what it serves with what is under way
	at       [2][2]int                 // of now and of then: the places where tables of frontiers were read last
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
		*l = land{now: l.now, then: l.then}
		l.now.start()
		l.then.start()
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
		l.now.move(c, need, first, last)
		all := l.now.read(offset, per)
		if all <= 0 {
			anywhere(c, need, s.stations[i], o.StationsIn)
			continue
		}
		own := s.stations[i] / all
		for k, x := range l.now.need {
			o.StationsIn[k] += own * x
		}
	}
}

// served is the need of stations by province that a frontier serves. A province's is
//
//	whole + offset x partly - ranked/edge
//
// (see ramp), whose sums change only where the frontier's bounds pass a cell, which are few in a month.
type served struct {
	sums        []sums
	need        []float64 // what was read last
	first, last int       // the bounds
}

// sums are a province's: need of the cells that a frontier serves wholly, need of those that it serves in
// part, and the latter's need x rank.
type sums struct{ whole, partly, ranked float64 }

func newServed(provinces int) served {
	return served{sums: make([]sums, provinces), need: make([]float64, provinces)}
}

func (x *served) start() {
	clear(x.sums)
	x.first, x.last = 0, 0
}

// move takes the bounds to first and last, cell by cell.
func (x *served) move(c *cells, n *needs, first, last int) {
	for ; x.last < last; x.last++ {
		x.enter(c, n, x.last, 1)
	}
	for ; x.first < first; x.first++ {
		x.fill(c, n, x.first, 1)
	}
	for ; x.first > first; x.first-- {
		x.fill(c, n, x.first-1, -1)
	}
	for ; x.last > last; x.last-- {
		x.enter(c, n, x.last-1, -1)
	}
}

// enter adds a cell to those served in part, or takes it away; fill moves it from those to the ones served wholly, or back.
func (x *served) enter(c *cells, n *needs, g int, sign float64) {
	s, need := &x.sums[c.province[g]], sign*n.need[g]
	s.partly += need
	s.ranked += need * c.rank[g]
}

func (x *served) fill(c *cells, n *needs, g int, sign float64) {
	x.enter(c, n, g, -sign)
	x.sums[c.province[g]].whole += sign * n.need[g]
}

// read writes the need by province for a ramp's offset and returns their sum; more does so for what is over another's.
func (x *served) read(offset, per float64) float64 {
	all := 0.0
	for k := range x.sums {
		s := &x.sums[k]
		need := s.whole + offset*s.partly - per*s.ranked
		if need < 0 { // rounding may leave less than none
			need = 0
		}
		x.need[k] = need
		all += need
	}
	return all
}

func (x *served) more(than []float64, offset, per float64) float64 {
	all := 0.0
	for k := range x.sums {
		s := &x.sums[k]
		need := s.whole + offset*s.partly - per*s.ranked - than[k]
		if need < 0 {
			need = 0
		}
		x.need[k] = need
		all += need
	}
	return all
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

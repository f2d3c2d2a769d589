package mobile

import (
	"math"

	"github.com/headroom-planner/headroom/model/fast"
	"github.com/headroom-planner/headroom/model/ran"
)

// calibrate fills the cells' need of stations, the tables of stations by
// frontier, and the factor with which the opening stations give the observed
// opening coverage.
//
// A station covers A(g)/factor km2 of cell g: by elasticity A(g) = (D0/D(g))^elasticity km2, D0 the mean
// density, the same for all operators; by radio what its operator's bands reach in the cell's
// environment. The factor is found by
// regula falsi on its logarithm, which halves the weight of the end that stays
// (as in the Illinois form); coverage falls as it grows.
func calibrate(p *Params, s *State) {
	c := &p.cells
	first, last := 0, 0
	for k := range s.cuts { // the same for all tables
		f := frontier(p, float64(k))
		for first < len(c.rank) && c.rank[first] < f-p.Edge/2 {
			first++
		}
		for last < len(c.rank) && c.rank[last] < f+p.Edge/2 {
			last++
		}
		s.cuts[k] = cut{f, first, last}
	}
	s.radio = int(p.Reach) == ByRadio
	for i := range s.bands {
		s.table[i] = 0
		if !s.radio {
			if i == 0 {
				s.needs[0].fill(p, nil, &s.cuts)
			}
			continue
		}
		s.table[i] = 2 * i
		for k := range s.bands[i].area {
			if k == 0 || s.bands[i].grows {
				s.needs[2*i+k].fill(p, &s.bands[i].area[k], &s.cuts)
			}
		}
	}
	s.factor = 1
	if s.opening <= 0 || p.OpeningCoverage <= 0 || len(c.rank) == 0 {
		return
	}
	lo, hi, fl, fh, ok := bracket(p, s)
	if !ok {
		return // beyond what any area could give; the row's range prevents it
	}
	for range 200 {
		x := hi - fh*(hi-lo)/(fh-fl)
		if !(x > lo && x < hi) {
			x = (lo + hi) / 2
		}
		f := miss(p, s, x)
		if math.Abs(f) < 1e-12 || hi-lo < 1e-13 {
			return
		}
		if f > 0 {
			lo, fl, fh = x, f, fh/2
		} else {
			hi, fh, fl = x, f, fl/2
		}
	}
}

// bracket finds logarithms of the factor between which the opening coverage is
// met, by steps that double from the factor at which the largest operator
// alone would give it: coverage of all is near that and no less.
func bracket(p *Params, s *State) (lo, hi, fl, fh float64, ok bool) {
	c, most, largest := &p.cells, 0.0, 0
	for i, n := range s.stations {
		if n > most {
			most, largest = n, i
		}
	}
	need := &s.needs[s.table[largest]]
	front := p.OpeningCoverage
	first, last := bounds(c.rank, front, p.Edge)
	guess := math.Log(most / ramp(front, p.Edge, first, last, need.sum, need.rankSum))
	if math.IsNaN(guess) || math.IsInf(guess, 0) {
		guess = 0
	}
	lo, hi = guess, guess
	fl = miss(p, s, guess)
	fh = fl
	for step := 0.1; fl < 0 || fh > 0; step *= 2 {
		if step > 100 {
			return lo, hi, fl, fh, false
		}
		if fl < 0 {
			hi, fh, lo = lo, fl, lo-step
			fl = miss(p, s, lo)
		} else {
			lo, fl, hi = hi, fh, hi+step
			fh = miss(p, s, hi)
		}
	}
	return lo, hi, fl, fh, true
}

// miss is how far the opening coverage is off with a factor, by its logarithm.
func miss(p *Params, s *State, logFactor float64) float64 {
	s.factor = fast.Exp(logFactor)
	s.reachAll(p)
	c := &p.cells
	e := s.edges()
	people := c.shareSum[e.first]
	per := 1 / p.Edge
	g := e.first
	for k := len(s.others); k > 0; k-- {
		others := s.others[:k]
		for end := s.last[others[k-1].operator]; g < end; g++ {
			people += c.share[g] * union(e.far-c.rank[g]*per, others, p.Overlap)
		}
	}
	people += e.far*(c.shareSum[e.last]-c.shareSum[e.shared]) - (c.shareRankSum[e.last]-c.shareRankSum[e.shared])/p.Edge
	return people - p.OpeningCoverage
}

// needs is how many stations cells need, before calibration.
type needs struct {
	need         []float64          // of a cell
	sum, rankSum []float64          // of the cells before an index; of need x rank
	density      []float64          // people for each unit of need; falls within an environment
	stations     [frontiers]float64 // for each frontier of the table
}

// fill fills the needs of an operator, whose stations cover so much land in each environment when
// radio decides.
func (n *needs) fill(p *Params, area *[ran.Environments]float64, cuts *[frontiers]cut) {
	c := &p.cells
	if int(p.Reach) == ByRadio {
		n.byRadio(c, area)
	} else {
		for g, l := range c.logRatio {
			need := c.area[g] * fast.Exp(p.Elasticity*l)
			n.need[g] = need
			n.sum[g+1] = n.sum[g] + need
			n.rankSum[g+1] = n.rankSum[g] + need*c.rank[g]
			n.density[g] = c.share[g] / need
		}
	}
	for k := range n.stations {
		n.stations[k] = ramp(cuts[k].front, p.Edge, cuts[k].first, cuts[k].last, n.sum, n.rankSum)
	}
}

// byRadio adds up needs environment by environment: land over the land of a station.
func (n *needs) byRadio(c *cells, area *[ran.Environments]float64) {
	for e := ran.DenseUrban; ; e-- { // the densest cells come first
		per := 1 / area[e]
		for g := c.begin[e]; g < c.end(e); g++ {
			need := c.area[g] * per
			n.need[g] = need
			n.sum[g+1] = n.sum[g] + need
			n.rankSum[g+1] = n.rankSum[g] + need*c.rank[g]
			n.density[g] = c.share[g] / need
		}
		if e == ran.Rural {
			return
		}
	}
}

// cut is a frontier of the table with its bounds among the cells.
type cut struct {
	front       float64
	first, last int
}

package mobile

import (
	"math"
	"sort"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/fast"
)

// classes is the number of density classes in a province, each with the same
// number of people; frontiers is the size of the table of stations by frontier.
const (
	classes   = 10
	frontiers = 64
)

// cells are the density classes of all provinces, densest first, as columns.
// The sums run over the cells before an index, so that what an operator
// serves wholly is one lookup.
type cells struct {
	province []int32
	share    []float64 // of the nation's people
	area     []float64 // km2
	logRatio []float64 // log of density over the national mean
	rank     []float64 // share of people in denser cells, plus half its own

	shareSum, shareRankSum []float64 // of share, of share x rank
	areaSum, areaRankSum   []float64 // of area, of area x rank
}

// Prepare makes the density classes, densest first. Density within a province
// is log-normal over its area with the province's own mean: with s the
// standard deviation of log density, the densest areas that hold a share q of
// the people cover the share 1 - Phi(z + s) of the land, where Phi(z) = 1 - q.
func Prepare(p *Params, ax axis.Axis) {
	p.axis = ax
	type class struct {
		province              int32
		people, area, density float64
	}
	var all []class
	people, land := 0.0, 0.0
	for i := range p.Provinces {
		pr := &p.Provinces[i]
		people += pr.Population
		land += pr.AreaKM2
		above := 0.0
		for k := 1; k <= classes; k++ {
			below := landShare(k, pr.Sigma)
			area := pr.AreaKM2 * (below - above)
			above = below
			if n := pr.Population / classes; n > 0 && area > 0 {
				all = append(all, class{int32(i), n, area, n / area})
			}
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].density > all[b].density })
	c := cells{shareSum: []float64{0}, shareRankSum: []float64{0}, areaSum: []float64{0}, areaRankSum: []float64{0}}
	denser := 0.0
	for _, k := range all {
		share := k.people / people
		c.add(k.province, share, k.area, math.Log(k.density*land/people), denser+share/2)
		denser += share
	}
	p.cells = c
}

// landShare is the share of a province's land on which its densest k classes live.
func landShare(k int, sigma float64) float64 {
	if k == classes {
		return 1
	}
	z := math.Sqrt2 * math.Erfinv(1-2*float64(k)/classes)
	return math.Erfc((z+sigma)/math.Sqrt2) / 2
}

func (c *cells) add(province int32, share, area, logRatio, rank float64) {
	n := len(c.share)
	c.province, c.share, c.area = append(c.province, province), append(c.share, share), append(c.area, area)
	c.logRatio, c.rank = append(c.logRatio, logRatio), append(c.rank, rank)
	c.shareSum = append(c.shareSum, c.shareSum[n]+share)
	c.shareRankSum = append(c.shareRankSum, c.shareRankSum[n]+share*rank)
	c.areaSum = append(c.areaSum, c.areaSum[n]+area)
	c.areaRankSum = append(c.areaRankSum, c.areaRankSum[n]+area*rank)
}

// calibrate fills the cells' need of stations, the table of stations by
// frontier, and the factor with which the opening stations give the observed
// opening coverage.
//
// A station covers A(g) = A0 (D0/D(g))^elasticity km2 of cell g, D0 the mean
// density and A0 = 1 km2 divided by the factor. The factor is found by
// regula falsi on its logarithm, which halves the weight of the end that stays
// (as in the Illinois form); coverage falls as it grows.
func calibrate(p *Params, s *State) {
	c := &p.cells
	for g, l := range c.logRatio {
		need := c.area[g] * fast.Exp(p.Elasticity*l)
		s.needSum[g+1] = s.needSum[g] + need
		s.needRankSum[g+1] = s.needRankSum[g] + need*c.rank[g]
	}
	for k := range s.fill {
		f := frontier(p, float64(k))
		first, last := bounds(c.rank, f, p.Edge)
		s.fill[k] = ramp(f, p.Edge, first, last, s.needSum, s.needRankSum)
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
	c, most := &p.cells, 0.0
	for _, n := range s.stations {
		most = max(most, n)
	}
	front := p.OpeningCoverage
	first, last := bounds(c.rank, front, p.Edge)
	guess := math.Log(most / ramp(front, p.Edge, first, last, s.needSum, s.needRankSum))
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

// reach is the frontier that n stations reach, by inverting the table.
func (s *State) reach(p *Params, n float64) float64 {
	n /= s.factor
	k := sort.SearchFloat64s(s.fill, n)
	if k == 0 {
		return frontier(p, 0)
	}
	if k == len(s.fill) {
		return frontier(p, frontiers-1)
	}
	a, b := s.fill[k-1], s.fill[k]
	return frontier(p, float64(k-1)+(n-a)/(b-a))
}

// reachAll sets the frontier of every operator, its ramp's offset and bounds.
func (s *State) reachAll(p *Params) {
	for i, n := range s.stations {
		s.front[i] = s.reach(p, n)
		s.offset[i] = s.front[i]/p.Edge + 0.5
		s.first[i], s.last[i] = bounds(p.cells.rank, s.front[i], p.Edge)
	}
}

// moveOn is reachAll within a draw, where no frontier recedes: the bounds
// walk on from where they were.
func (s *State) moveOn(p *Params) {
	rank := p.cells.rank
	for i, n := range s.stations {
		f := s.reach(p, n)
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
func cover(p *Params, s *State, o *Out) {
	s.moveOn(p)
	c := &p.cells
	e := s.edges()
	for ; s.whole < e.first; s.whole++ {
		s.wholeIn[c.province[s.whole]]++
	}
	copy(o.CoverageIn, s.wholeIn)
	people, land := c.shareSum[e.first], c.areaSum[e.first]
	per := 1 / p.Edge
	g := e.first
	for k := len(s.others); k > 0; k-- {
		others := s.others[:k]
		for end := s.last[others[k-1].operator]; g < end; g++ {
			u := union(e.far-c.rank[g]*per, others, p.Overlap)
			people += c.share[g] * u
			land += c.area[g] * u
			o.CoverageIn[c.province[g]] += u
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
	for i, f := range s.front {
		o.CoverageBy[i] = ramp(f, p.Edge, s.first[i], s.last[i], c.shareSum, c.shareRankSum)
	}
	o.Coverage = min(people, p.CoverageLimit)
	o.AreaCoverage = ratio(land, c.areaSum[len(c.areaSum)-1])
	o.PeopleCovered = p.people() * o.Coverage
}

// people is the nation's population.
func (p *Params) people() float64 {
	n := 0.0
	for i := range p.Provinces {
		n += p.Provinces[i].Population
	}
	return n
}

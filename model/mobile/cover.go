package mobile

import (
	"math"
	"sort"

	"github.com/headroom-planner/headroom/model/axis"
)

// classes is the number of density classes in a province, each with the same
// number of people; frontiers is the size of the table of stations by frontier.
const (
	classes   = 10
	frontiers = 64
)

// cell is one density class of one province.
type cell struct {
	province int
	share    float64 // of the nation's people
	area     float64 // km2
	density  float64 // people/km2
	rank     float64 // share of people in denser cells, plus half its own
}

// Prepare makes the density classes, densest first. Density within a province
// is log-normal over its area with the province's own mean: with s the
// standard deviation of log density, the densest areas that hold a share q of
// the people cover the share 1 - Phi(z + s) of the land, where Phi(z) = 1 - q.
func Prepare(p *Params, ax axis.Axis) {
	p.axis = ax
	p.cells = p.cells[:0]
	people := 0.0
	for i := range p.Provinces {
		people += p.Provinces[i].Population
	}
	for i := range p.Provinces {
		pr := &p.Provinces[i]
		above := 0.0
		for k := 1; k <= classes; k++ {
			land := 1.0
			if k < classes {
				z := math.Sqrt2 * math.Erfinv(1-2*float64(k)/classes)
				land = math.Erfc((z+pr.Sigma)/math.Sqrt2) / 2
			}
			area := pr.AreaKM2 * (land - above)
			above = land
			n := pr.Population / classes
			if n <= 0 || area <= 0 {
				continue
			}
			p.cells = append(p.cells, cell{province: i, share: n / people, area: area, density: n / area})
		}
	}
	sort.SliceStable(p.cells, func(a, b int) bool { return p.cells[a].density > p.cells[b].density })
	sum := 0.0
	for g := range p.cells {
		p.cells[g].rank = sum + p.cells[g].share/2
		sum += p.cells[g].share
	}
}

// meanDensity is the national mean, people/km2.
func meanDensity(p *Params) float64 {
	people, area := 0.0, 0.0
	for i := range p.Provinces {
		people += p.Provinces[i].Population
		area += p.Provinces[i].AreaKM2
	}
	return ratio(people, area)
}

// calibrate fills the cells' need of stations, the table of stations by
// frontier, and the factor with which the opening stations give the observed
// opening coverage.
//
// A station covers A(g) = A0 (D0/D(g))^elasticity km2 of cell g, D0 the mean
// density and A0 = 1 km2 divided by the factor. The factor is found by the
// Illinois form of regula falsi on its logarithm; coverage falls as it grows.
func calibrate(p *Params, s *State) {
	d0 := meanDensity(p)
	for g := range p.cells {
		c := &p.cells[g]
		s.need[g] = c.area * math.Pow(d0/c.density, -p.Elasticity)
	}
	for k := range s.fill {
		f := frontier(p, float64(k))
		n := 0.0
		for g := range p.cells {
			n += s.need[g] * served(f, p.cells[g].rank, p.Edge)
		}
		s.fill[k] = n
	}
	s.factor = 1
	if s.opening <= 0 || p.OpeningCoverage <= 0 || len(p.cells) == 0 {
		return
	}
	miss := func(logFactor float64) float64 {
		s.factor = math.Exp(logFactor)
		return nation(p, s) - p.OpeningCoverage
	}
	lo, hi := -25.0, 25.0
	fl, fh := miss(lo), miss(hi)
	if fl <= 0 || fh >= 0 {
		return // beyond what any area could give; the row's range prevents it
	}
	for range 200 {
		x := hi - fh*(hi-lo)/(fh-fl)
		if !(x > lo && x < hi) {
			x = (lo + hi) / 2
		}
		f := miss(x)
		if math.Abs(f) < 1e-13 || hi-lo < 1e-13 {
			return
		}
		if f > 0 {
			lo, fl, fh = x, f, fh/2
		} else {
			hi, fh, fl = x, f, fl/2
		}
	}
}

// frontier is the k-th frontier of the table, from no cell to all.
func frontier(p *Params, k float64) float64 {
	return -p.Edge/2 + (1+p.Edge)*k/(frontiers-1)
}

// served is the share of a cell that an operator covers whose frontier is f:
// 1 well inside, 0 well outside, linear over the edge.
func served(f, rank, edge float64) float64 {
	x := (f-rank)/edge + 0.5
	if x <= 0 {
		return 0
	}
	if x >= 1 {
		return 1
	}
	return x
}

// reach is the frontier that n stations reach, by inverting the table.
func reach(p *Params, s *State, n float64) float64 {
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

// union is the share of a cell that any operator covers: between the largest
// footprint (overlap 1: all build in the same places) and independent
// placement (overlap 0).
func union(p *Params, s *State, rank float64) float64 {
	most, none := 0.0, 1.0
	for i := range s.front {
		c := served(s.front[i], rank, p.Edge)
		most = max(most, c)
		none *= 1 - c
	}
	return p.Overlap*most + (1-p.Overlap)*(1-none)
}

// nation is the share of people covered, and leaves every operator's frontier.
func nation(p *Params, s *State) float64 {
	for i := range s.stations {
		s.front[i] = reach(p, s, s.stations[i])
	}
	sum := 0.0
	for g := range p.cells {
		sum += p.cells[g].share * union(p, s, p.cells[g].rank)
	}
	return sum
}

// cover writes coverage of people and land, by operator and by province.
func cover(p *Params, s *State, o *Out) {
	for i := range s.stations {
		s.front[i] = reach(p, s, s.stations[i])
		s.coverage[i] = 0
	}
	clear(o.CoverageIn)
	people, land, area := 0.0, 0.0, 0.0
	for g := range p.cells {
		c := &p.cells[g]
		u := union(p, s, c.rank)
		people += c.share * u
		land += c.area * u
		area += c.area
		o.CoverageIn[c.province] += u / classes
		for i := range s.front {
			s.coverage[i] += c.share * served(s.front[i], c.rank, p.Edge)
		}
	}
	o.Coverage = min(people, p.CoverageLimit)
	o.AreaCoverage = ratio(land, area)
	copy(o.CoverageBy, s.coverage)
	o.PeopleCovered = 0
	for i := range p.Provinces {
		o.PeopleCovered += p.Provinces[i].Population
	}
	o.PeopleCovered *= o.Coverage
}

// meanArea is the area a station covers at mean density, km2.
func meanArea(p *Params, s *State) float64 { return ratio(1, s.factor) }

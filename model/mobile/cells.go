package mobile

import (
	"math"
	"sort"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/ran"
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
	env      []ran.Environment
	meanLog  [ran.Environments]float64 // mean of logRatio
	begin    [ran.Environments]int     // first cell of each environment; the densest comes first

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
		c.env = append(c.env, ran.EnvironmentAt(k.density))
		denser += share
	}
	for e := range c.begin {
		c.begin[e] = sort.Search(len(c.env), func(g int) bool { return c.env[g] <= ran.Environment(e) })
	}
	for e := range ran.Environments {
		from, to := c.begin[e], c.end(e)
		for g := from; g < to; g++ {
			c.meanLog[e] += c.logRatio[g] / float64(to-from)
		}
	}
	p.cells = c
	p.zones = 0
	for i := range p.Provinces {
		p.zones = max(p.zones, int(p.Provinces[i].Zone)+1)
	}
	if p.Traffic.On {
		prepareGear(p)
	}
}

// end is the cell after the last of an environment.
func (c *cells) end(e ran.Environment) int {
	if e == ran.Rural {
		return len(c.env)
	}
	return c.begin[e-1]
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

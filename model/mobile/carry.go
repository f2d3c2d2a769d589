package mobile

import (
	"sync"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/radio"
	"github.com/headroom-planner/headroom/model/ran"
)

// users is how many users a grid of spectral efficiency is made of: with 256
// points a mean is within some 2 % of one with 4,096.
const users = 256

// gear is an operator's carriers in one draw: what its stations carry with the bands
// they have, what is added where that is not enough, and what was added so far.
type gear struct {
	bands int
	share [2][ran.MaxBands]float64 // of stations that have the band: in the first month, later
	by    [ran.MaxBands]float64    // axis.Month from which on it is the later one
	have  [ran.MaxBands]float64    // the same this month
	tdd   [ran.MaxBands]bool
	rates ran.Rates
	order [ran.Environments][ran.MaxBands]int // bands, the one that carries most first

	rungs [ran.Environments][ran.MaxBands + 2]int // first cell whose stations ask for less than a rung
	need  [ran.Environments][ran.MaxBands]float64 // carriers, those of stations' own bands included
	small [ran.Environments]float64               // small cells that are needed
	load  [ran.Environments]float64               // of the busy hour

	hold, more           [ran.MaxBands]float64 // carriers, never taken away, and over those that are needed
	cellsHeld, moreCells float64               // small cells, the same
	carriers, cells      float64               // bought in the month
	bought               float64               // carriers so far
}

// kinds are the power of kinds of stations by load.
type kinds struct{ mid, low, small ran.PowerTable }

// startGear computes what an operator's carriers carry in the draw, and the power of
// its stations.
func startGear(p *Params, s *State) {
	if !p.Traffic.On {
		return
	}
	use := ran.Use{Utilisation: p.Traffic.Utilisation, Overhead: p.Traffic.Overhead}
	var bands [ran.MaxBands]ran.Band
	for i := range s.loads {
		g := &s.loads[i]
		*g = gear{}
		for k := range p.Bands {
			b := &p.Bands[k]
			if int(b.Operator) != i || g.bands == ran.MaxBands {
				continue
			}
			bands[g.bands], g.tdd[g.bands] = b.radio(), int(b.Duplex) == TDD
			g.share[0][g.bands], g.share[1][g.bands], g.by[g.bands] = b.Share, max(b.Share, b.ShareLater), b.By
			g.bands++
		}
		small := smallBand(bands[:g.bands])
		if g.bands == 0 {
			continue
		}
		g.rates.Fill(bands[:g.bands], &small, p.efficient[i], use)
		for e := range ran.Environments {
			g.sort(e)
		}
	}
	day := radio.UrbanDay()
	for _, k := range []struct {
		table   *ran.PowerTable
		station radio.Station
	}{{&s.watts.mid, ran.MidStation()}, {&s.watts.low, ran.LowStation()}, {&s.watts.small, ran.SmallStation()}} {
		k.station.SleepBelow, k.station.SleepShare = p.Traffic.SleepBelow, p.Traffic.SleepShare
		k.table.Fill(k.station, day)
	}
}

// sort puts bands in the order in which they are added: what carries most first, of
// equals the higher share, so that the order of the scenario decides nothing.
func (g *gear) sort(e ran.Environment) {
	for n := range g.bands {
		k := n
		for ; k > 0; k-- {
			b := g.order[e][k-1]
			if x, y := g.rates.Mbps[b][e], g.rates.Mbps[n][e]; x > y || x == y && g.share[0][b] >= g.share[0][n] {
				break
			}
			g.order[e][k] = b
		}
		g.order[e][k] = n
	}
}

// smallBand is the band of an operator's small cells: its highest.
func smallBand(bands []ran.Band) ran.Band {
	ghz := 0.0
	for i := range bands {
		ghz = max(ghz, bands[i].GHz)
	}
	return ran.SmallBand(ghz)
}

// prepareGear makes the spectral efficiencies of all operators' bands, at the medians of
// their frequencies.
func prepareGear(p *Params) {
	p.efficient = make([]*ran.Efficiency, len(p.Operators))
	for i := range p.Operators {
		var bands []ran.Band
		for k := range p.Bands {
			if int(p.Bands[k].Operator) == i && len(bands) < ran.MaxBands {
				bands = append(bands, p.Bands[k].radio())
			}
		}
		if len(bands) == 0 {
			continue
		}
		p.efficient[i] = efficiencyOf(bands)
	}
}

// carriers are the bands of an operator, in the order of the scenario.
type carriers [ran.MaxBands]ran.Band

// met remembers spectral efficiencies: plans of one process share most of their bands.
var met sync.Map // carriers -> *ran.Efficiency

func efficiencyOf(bands []ran.Band) *ran.Efficiency {
	var key carriers
	copy(key[:], bands)
	if x, ok := met.Load(key); ok {
		return x.(*ran.Efficiency)
	}
	x, err := ran.NewEfficiency(bands, smallBand(bands), users)
	if err != nil {
		panic(err) // the rows' ranges lie within those of the bands
	}
	met.Store(key, x)
	return x
}

// carry holds what users ask for in the busy hour against what stations carry.
//
// A user of operator i asks for BusyHourMbps of the month's traffic; its users are
// its part of those who adopted 5G among the people it covers. In a cell the
// demand of a station is D = users' demand / stations. Stations have their own
// bands, each on its share of them; where D is more than these carry, the other
// stations of the cell get them too, the widest first, and where it is urban small
// cells follow:
//
//	carriers of band b = sum over cells of stations x (1 - share) x clamp((D - T) / ((1 - share) R), 0, 1),
//
// R Mbps of a carrier and T what is carried before it. Beyond the last is
// shortfall. D falls with the cells' order within an environment, so each
// rung is a cell up to which it is reached, and sums are differences of running
// sums. What was added stays when demand falls.
func carry(p *Params, s *State, t axis.Step, m axis.Month, o *Out) {
	if !p.Traffic.On {
		return
	}
	x := &p.Traffic
	years := float64(t) / monthsPerYear
	mbps := radio.BusyHourMbps(ran.Traffic{GB: x.GB, Ceiling: x.CeilingGB, Rate: x.Growth}.At(years), x.BusyShare) * x.Adoption.At(m) * p.people()
	all := 0.0
	for i := range p.Operators {
		all += p.Operators[i].Users
	}
	demand, short, capacity := 0.0, 0.0, 0.0
	o.Carriers, o.SmallCells = 0, 0
	for i := range s.loads {
		g := &s.loads[i]
		if g.bands == 0 {
			continue
		}
		for b := range g.bands {
			g.have[b] = g.share[0][b] + come(p.axis.Start, m, g.by[b])*(g.share[1][b]-g.share[0][b])
		}
		each := mbps * ratio(p.Operators[i].Users, all)
		for e := range ran.Environments {
			asked, missed, can := s.climb(p, i, e, each)
			demand, short, capacity = demand+asked, short+missed, capacity+can
		}
		g.settle(s.land[i].grown)
		if t == 0 { // what the opening stations need is there
			g.carriers, g.cells, g.bought = 0, 0, 0
		}
		o.Carriers += g.bought
		o.SmallCells += g.cellsHeld
	}
	o.DemandGbps, o.ShortGbps = demand/mbpsPerGbps, short/mbpsPerGbps
	o.ShortShare, o.Load = ratio(short, demand), min(ratio(demand-short, capacity), 1)
}

// climb goes up the rungs of operator i in an environment, a band each and then
// small cells: it says what is needed and returns demand, shortfall and capacity, in Mbps.
func (s *State) climb(p *Params, i int, e ran.Environment, mbps float64) (demand, short, capacity float64) {
	g, l := &s.loads[i], &s.land[i]
	floor := 0.0
	for b := range g.bands {
		floor += g.have[b] * g.rates.Mbps[b][e]
	}
	demand, capacity, g.load[e] = mbps*l.people[e], floor*l.stations[e], 0
	for b := range g.bands {
		g.need[e][b] = g.have[b] * l.stations[e]
	}
	g.small[e] = 0
	if demand <= 0 || l.per <= 0 {
		return demand, demand, capacity
	}
	people, stations := s.beyond(p, i, e, 0, floor/mbps)
	capacity = 0
	for k := range g.bands + 1 {
		b, most, rate := -1, 0.0, 0.0 // band, units that a station gets at most, and Mbps of one
		switch {
		case k < g.bands:
			b = g.order[e][k]
			most, rate = 1-g.have[b], g.rates.Mbps[b][e]
		case e >= ran.Urban:
			most, rate = p.Traffic.SmallCells, g.rates.SmallMbps
		}
		units := 0.0
		if step := most * rate; step > 0 {
			above, beyond := s.beyond(p, i, e, k+1, (floor+step)/mbps)
			// Cells beyond the next rung have all of it, those between what they ask for.
			units = most*beyond + max(mbps*(people-above)-floor*(stations-beyond), 0)/rate
			people, stations, floor = above, beyond, floor+step
		}
		if b >= 0 {
			units += g.have[b] * l.stations[e]
			g.need[e][b] = units
		} else {
			g.small[e] = units
		}
		capacity += rate * units
	}
	short = max(mbps*people-floor*stations, 0)
	g.load[e] = p.Traffic.Utilisation * min(ratio(demand-short, capacity), 1)
	return demand, short, capacity
}

// settle makes an operator's holdings at least what all environments need, and buys what
// they lack beyond what new stations bring. Where they are more, every environment has more in proportion.
func (g *gear) settle(grown float64) {
	g.carriers = 0
	for b := range g.bands {
		sum := 0.0
		for e := range g.need {
			sum += g.need[e][b]
		}
		if more := sum - g.hold[b]; more > 0 {
			g.hold[b] = sum
			g.carriers += max(more-g.have[b]*grown, 0)
		}
		g.more[b] = ratio(g.hold[b], sum)
	}
	sum := 0.0
	for _, n := range g.small {
		sum += n
	}
	g.cells = max(sum-g.cellsHeld, 0)
	g.cellsHeld += g.cells
	g.moreCells = ratio(g.cellsHeld, sum)
	g.bought += g.carriers
}

// beyond adds up people, as a share of the nation's, and stations of the cells whose stations ask for a rung's
// level or more, in Mbps over what the nation's people ask for.
func (s *State) beyond(p *Params, i int, e ran.Environment, rung int, level float64) (people, stations float64) {
	g, l, c, need := &s.loads[i], &s.land[i], &p.cells, &s.needs[s.table[i]]
	from, to := c.begin[e], c.end(e)
	at := need.reaches(g.rungs[e][rung], from, to, level*l.per)
	g.rungs[e][rung] = at
	n, people := between(from, at, s.first[i], s.last[i], s.offset[i], 1/p.Edge, need.sum, need.rankSum, c.shareSum, c.shareRankSum)
	return people, n * l.per
}

// reaches is the first cell from `from` to `to` whose people for each unit of need are fewer
// than a level, looked for from where it was last.
func (n *needs) reaches(at, from, to int, level float64) int {
	at = min(max(at, from), to)
	for at < to && n.density[at] >= level {
		at++
	}
	for at > from && n.density[at-1] < level {
		at--
	}
	return at
}

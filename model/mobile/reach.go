package mobile

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/fast"
	"github.com/headroom-planner/headroom/model/ran"
)

// The ways to tell how much land a station covers: model forms that a scenario samples as structure.
const (
	ByElasticity = iota
	ByRadio
)

// The ways to separate directions, which also decide a band's equipment.
const (
	FDD = iota
	TDD
)

// leastArea keeps a station whose bands reach nobody from needing infinitely many.
const leastArea = 1e-6 // km2

// stock is what an operator's stations carry: with the bands of the first month, and with those
// that come by a later one.
type stock struct {
	area   [2][ran.Environments]float64 // km2 that a station covers outdoors
	inside [2][ran.Environments]float64 // with users indoors
	walls  [2][ran.Environments]float64 // share of what is covered outdoors that is covered indoors
	grows  bool                         // the later ones are more
	weight [ran.MaxBands]float64        // of a band in what the later ones add to the area; together 1
	by     [ran.MaxBands]float64        // axis.Month from which on a band has its later share
}

// done is how far the later bands have come in a month, each as much as it adds to a station's area.
func (k *stock) done(start, m axis.Month) float64 {
	if !k.grows {
		return 0
	}
	sum := 0.0
	for b, w := range k.weight {
		if w > 0 {
			sum += w * come(start, m, k.by[b])
		}
	}
	return min(sum, 1)
}

// come is how far a band has come to its later share in a month: evenly from the run's first.
func come(start, m axis.Month, by float64) float64 {
	if float64(m) >= by {
		return 1
	}
	return float64(m-start) / (by - float64(start))
}

// weigh divides what later bands add to a station's area among them, by what each alone would add over all
// environments; where none adds any, by how much its share grows.
func (k *stock) weigh(t *ran.ReachTable, share *[2][ran.MaxBands]float64, n int) {
	k.weight = [ran.MaxBands]float64{}
	var grown [ran.MaxBands]float64
	sum, all := 0.0, 0.0
	for b := range n {
		one := share[0]
		one[b] = share[1][b]
		for e := range ran.Environments {
			k.weight[b] += max(mixed(t, e, false, one[:n])/k.area[0][e]-1, 0)
		}
		grown[b] = share[1][b] - share[0][b]
		sum, all = sum+k.weight[b], all+grown[b]
	}
	if sum <= 0 {
		k.weight, sum = grown, all
	}
	for b := range k.weight {
		k.weight[b] /= sum
	}
}

// reachOf computes what a station of each operator covers in each
// environment: the reach of its farthest band outdoors, by link budget and path loss (package
// ran); where a share of stations lacks that band, the next one counts for them.
func reachOf(p *Params, s *State) {
	if len(p.Bands) == 0 {
		return
	}
	budgets := ran.NominalBudgets()
	budgets.OtherDB = p.ModelErrorDB
	var table ran.ReachTable
	var bands [ran.MaxBands]ran.Band
	for i := range s.bands {
		n, stock := 0, &s.bands[i]
		var share [2][ran.MaxBands]float64
		stock.grows = false
		for k := range p.Bands {
			b := &p.Bands[k]
			if int(b.Operator) != i || n == ran.MaxBands {
				continue
			}
			bands[n], share[0][n], share[1][n] = b.radio(), b.Share, max(b.Share, b.ShareLater)
			if share[1][n] > share[0][n] {
				stock.grows = true
			}
			stock.by[n] = b.By
			n++
		}
		table.Fill(bands[:n], &budgets)
		for k := range share {
			for e := range ran.Environments {
				stock.area[k][e] = max(mixed(&table, e, false, share[k][:n]), leastArea)
				stock.inside[k][e] = mixed(&table, e, true, share[k][:n])
			}
		}
		if stock.grows {
			stock.weigh(&table, &share, n)
		}
	}
}

// wallsOf computes how much of the land that an operator covers outdoors it covers
// indoors: the land a station reaches with users indoors over the land it serves, which after
// calibration is less than it could reach outdoors where stations stand closer.
func wallsOf(p *Params, s *State) {
	for i := range s.bands {
		b := &s.bands[i]
		for k := range b.walls {
			for e := range ran.Environments {
				serves := b.area[k][e]
				if int(p.Reach) != ByRadio {
					serves = fast.Exp(-p.Elasticity * p.cells.meanLog[e])
				}
				b.walls[k][e] = min(ratio(b.inside[k][e]*s.factor, serves), 1)
			}
		}
	}
}

// radio is the band as package ran knows it: nominal equipment at the band's frequency.
func (b *Band) radio() ran.Band {
	r := ran.LowBand()
	if int(b.Duplex) == TDD {
		r = ran.MidBand(b.FrequencyMHz / mhzPerGHz)
	}
	r.GHz = b.FrequencyMHz / mhzPerGHz
	return r
}

const mhzPerGHz = 1000

// mixed is the mean land of a station whose bands each stand on a share of stations: the
// farthest on its share, the next on what is left of its own, and so on.
func mixed(t *ran.ReachTable, e ran.Environment, indoor bool, share []float64) float64 {
	var done [ran.MaxBands]bool
	left, area := 1.0, 0.0
	for range share {
		best, most := -1, -1.0
		for b := range share {
			if a := t.AreaKM2(b, e, indoor); !done[b] && a > most {
				best, most = b, a
			}
		}
		w := min(share[best], left)
		area += w * most
		left -= w
		done[best] = true
	}
	return area
}

// indoor adds up the people covered indoors, by environment: those covered
// outdoors there, times the share of covered land in which the operator that does best overcomes walls. partly are those of
// cells from e.first to e.shared.
func indoor(p *Params, s *State, e *edges, partly *[ran.Environments]float64) float64 {
	if len(p.Bands) == 0 {
		return 0
	}
	c := &p.cells
	per := 1 / p.Edge
	sum := 0.0
	for env := range ran.Environments {
		from, to := c.begin[env], c.end(env)
		n := partly[env] + c.shareSum[min(to, e.first)] - c.shareSum[min(from, e.first)]
		if lo, hi := max(from, e.shared), min(to, e.last); lo < hi {
			n += e.far*(c.shareSum[hi]-c.shareSum[lo]) - per*(c.shareRankSum[hi]-c.shareRankSum[lo])
		}
		best := 0.0
		for i := range s.bands {
			best = max(best, s.bands[i].wall(s.done[i], env))
		}
		sum += n * best
	}
	return sum
}

// wall is the share of what is covered outdoors that is covered indoors, as far as later bands have come.
func (k *stock) wall(done float64, e ran.Environment) float64 {
	return k.walls[0][e] + done*(k.walls[1][e]-k.walls[0][e])
}

// byOperator writes what each operator covers: people outdoors and indoors, and land.
func byOperator(p *Params, s *State, o *Out) {
	c := &p.cells
	land := c.areaSum[len(c.areaSum)-1]
	for i, f := range s.front {
		o.CoverageBy[i] = ramp(f, p.Edge, s.first[i], s.last[i], c.shareSum, c.shareRankSum)
		o.AreaBy[i] = ratio(ramp(f, p.Edge, s.first[i], s.last[i], c.areaSum, c.areaRankSum), land)
		o.IndoorBy[i] = 0
		for e, people := range s.land[i].people {
			o.IndoorBy[i] += people * s.bands[i].wall(s.done[i], ran.Environment(e))
		}
	}
}

// meanArea is the land in km2, before calibration, that a station of the largest operator
// covers where density is the national mean.
func (s *State) meanArea(p *Params) float64 {
	if int(p.Reach) != ByRadio {
		return 1
	}
	largest := 0
	for i, n := range s.stations {
		if n > s.stations[largest] {
			largest = i
		}
	}
	land := 0.0
	for _, a := range p.cells.area {
		land += a
	}
	return s.bands[largest].area[0][ran.EnvironmentAt(ratio(p.people(), land))]
}

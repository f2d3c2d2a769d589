package radio

import (
	"math"
	"slices"
)

// loads are the loads that a Table knows. They are denser where the network
// is emptier, since SINR follows the logarithm of load.
var loads = [...]float64{0, 0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1}

// Table says how a grid's sectors do at a load of their neighbours from 0 to 1.
type Table struct {
	se, edge, median [len(loads)]float64

	// BeyondShare is the share of interference at the median user that came
	// from sites farther than the path loss model is valid; there its formula
	// was continued.
	BeyondShare float64
}

// Table computes the grid. It is made once for a plan: it allocates and takes
// some ten milliseconds for 4,096 users. The error names what is out of range.
func (g Grid) Table() (Table, error) {
	var t Table
	if err := g.Check(); err != nil {
		return noTable(), err
	}
	rate := g.Rate
	if rate == nil {
		rate = DownlinkShannon().SE
	}
	us := g.users()
	sinr := make([]float64, len(us))
	noise := ratio(NoiseDBm(g.BandwidthMHz, g.NoiseFigureDB))
	gain := ratio(g.BeamGainDB) / g.Streams
	for k, load := range loads {
		for i, u := range us {
			sinr[i] = dB(gain * u.served / (load*u.others + noise))
		}
		slices.Sort(sinr)
		sum := 0.0
		for _, x := range sinr {
			sum += g.Streams * rate(x)
		}
		t.se[k] = sum / float64(len(sinr))
		t.edge[k] = g.Streams * rate(sinr[len(sinr)/20])
		t.median[k] = (sinr[(len(sinr)-1)/2] + sinr[len(sinr)/2]) / 2
	}
	shares := sinr
	for i, u := range us {
		shares[i] = u.beyond / math.Max(u.others, math.SmallestNonzeroFloat64)
	}
	slices.Sort(shares)
	t.BeyondShare = shares[len(shares)/2]
	return t, nil
}

// noTable answers NaN to everything.
func noTable() Table {
	t := Table{BeyondShare: math.NaN()}
	for k := range loads {
		t.se[k], t.edge[k], t.median[k] = math.NaN(), math.NaN(), math.NaN()
	}
	return t
}

// SE is the mean spectral efficiency of a sector in b/s/Hz over its area, all
// users getting the same time. It is interpolated between the table's loads;
// a load outside of 0 to 1 gives NaN.
func (t *Table) SE(load float64) float64 { return interpolate(&t.se, load) }

// EdgeSE is the spectral efficiency in b/s/Hz at the place that 5 % of places
// are worse than, if a user there had the sector alone.
func (t *Table) EdgeSE(load float64) float64 { return interpolate(&t.edge, load) }

// MedianSINRDB is the median over the area of a stream's SINR in dB.
func (t *Table) MedianSINRDB(load float64) float64 { return interpolate(&t.median, load) }

func interpolate(y *[len(loads)]float64, load float64) float64 {
	if !(load >= 0 && load <= 1) {
		return math.NaN()
	}
	k := 1
	for load > loads[k] {
		k++
	}
	f := (load - loads[k-1]) / (loads[k] - loads[k-1])
	return y[k-1] + f*(y[k]-y[k-1])
}

// Load is the load at which sectors carry demandSE b/s/Hz each, when all are
// loaded alike: load x SE(load) = demand. Beyond what a full network carries
// the load is 1 and short is what is not carried.
func (t *Table) Load(demandSE float64) (load, short float64) {
	if !(demandSE >= 0) {
		return math.NaN(), math.NaN()
	}
	if full := t.SE(1); demandSE >= full {
		return 1, demandSE - full
	}
	lo, hi := 0.0, 1.0
	for hi-lo > 1e-12 {
		if mid := (lo + hi) / 2; mid*t.SE(mid) < demandSE {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi, 0
}

package ran

import "github.com/headroom-planner/headroom/model/radio"

// evaluationM is the distance in m between stations at which spectral
// efficiency is taken: 1,732 rural, 1,299 suburban, 500 urban, 200 dense urban.
// Source: the test environments of Reports ITU-R M.2135 and M.2412.
var evaluationM = [Environments]float64{1732, 1299, 500, 200}

// indoorShare is the share of users indoors: 0.5 rural, else 0.8. Source: Report
// ITU-R M.2412, rural and dense urban.
var indoorShare = [Environments]float64{0.5, 0.8, 0.8, 0.8}

// Efficiency holds the spectral efficiency of every band in every environment
// by the load of the neighbours.
type Efficiency struct {
	at    [MaxBands][Environments]radio.Table
	small radio.Table
}

// NewEfficiency computes the grids of a plan's bands, and of small cells on the
// band small in street canyons 200 m apart. It is made once for a plan: with
// points users, a power of two from 256, it takes some 2 ms for each grid of
// 256 and 30 ms for 4,096. The error names what is out of range.
func NewEfficiency(bands []Band, small Band, points int) (*Efficiency, error) {
	x := new(Efficiency)
	if err := within("network", "number of bands", "", float64(len(bands)), 0, MaxBands); err != nil {
		return nil, err
	}
	for i := range bands {
		for e := range Environments {
			t, err := grid(&bands[i], scenarioOf[e], ModelOf(e, bands[i].GHz), evaluationM[e], indoorShare[e], points).Table()
			if err != nil {
				return nil, err
			}
			x.at[i][e] = t
		}
	}
	t, err := grid(&small, radio.UMi, radio.Nominal(radio.UMi, small.GHz), 200, indoorShare[DenseUrban], points).Table()
	x.small = t
	return x, err
}

func grid(b *Band, s radio.Scenario, m radio.Model, spacingM, indoor float64, points int) radio.Grid {
	g := radio.NominalGrid(s, b.GHz, spacingM)
	g.Model, g.PowerDBm, g.GainDBi, g.BandwidthMHz = m, b.PowerDBm, b.GainDBi-b.LossDB, b.MHz
	g.Streams, g.BeamGainDB, g.IndoorShare, g.Points = b.Streams, b.BeamGainDB, indoor, points
	return g
}

// SE is the mean spectral efficiency of a sector in b/s/Hz.
func (x *Efficiency) SE(band int, e Environment, load float64) float64 { return x.at[band][e].SE(load) }

// Use is how a network is planned.
type Use struct {
	Utilisation float64 // of what a carrier could carry, in the busy hour: 0.7 is usual
	Overhead    float64 // control and reference signals: 0.14 in TS 38.306, downlink below 7 GHz
}

// Check says whether both are shares.
func (u Use) Check() error {
	const of = "use of carriers"
	return first(
		within(of, "utilisation", "", u.Utilisation, 0.01, 1),
		within(of, "overhead", "", u.Overhead, 0, 0.99),
	)
}

// Rates are what a carrier of a station carries in the busy hour, in Mbps.
type Rates struct {
	Mbps      [MaxBands][Environments]float64
	SmallMbps float64 // of a small cell, one sector
}

// Fill computes the rates of a draw: radio.Carrier with three sectors at the
// spectral efficiency where the neighbours are as loaded as is planned for.
func (r *Rates) Fill(bands []Band, small *Band, x *Efficiency, u Use) {
	*r = Rates{}
	for i := range bands {
		for e := range Environments {
			r.Mbps[i][e] = carrier(&bands[i], x.at[i][e].SE(u.Utilisation), 3, u)
		}
	}
	r.SmallMbps = carrier(small, x.small.SE(u.Utilisation), 1, u)
}

func carrier(b *Band, se, sectors float64, u Use) float64 {
	return radio.Carrier{MHz: b.MHz, DownShare: b.DownShare, SE: se, Sectors: sectors, Utilisation: u.Utilisation, Overhead: u.Overhead}.Mbps()
}

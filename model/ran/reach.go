package ran

import (
	"math"

	"github.com/headroom-planner/headroom/model/fast"
	"github.com/headroom-planner/headroom/model/radio"
)

// scenarioOf is the path loss model of each environment: urban macro with
// antennas at 25 m, the only height TR 38.901 gives it, and rural macro, whose
// formula is also the suburban macro cell of Report ITU-R M.2135.
var scenarioOf = [Environments]radio.Scenario{radio.RMa, radio.RMa, radio.UMa, radio.UMa}

// shadowDB is the deviation of shadowing without sight in dB. Source: TR 38.901
// V16 Table 7.4.1-1.
var shadowDB = [Environments]float64{8, 8, 6, 6}

// farthestM is where TR 38.901 ends without sight, in m.
const farthestM = 5000

// ModelOf is the path loss model of an environment at a frequency in GHz:
// nominal heights, with houses of 10 m in suburbs. Source: TR 38.901 V16;
// suburbs ITU-R M.2135 Table A1-2 (masts of 35 m, streets of 20 m).
func ModelOf(e Environment, ghz float64) radio.Model {
	m := radio.Nominal(scenarioOf[e], ghz)
	if e == Suburban {
		m.BuildingM = 10
	}
	return m
}

// Reach is how far a sector reaches and what three sectors cover.
type Reach struct {
	RangeM    float64         // along the main beam
	AreaKM2   float64         // of the station: radio.CloverKM2, sites 1.5 ranges apart
	AllowedDB float64         // path loss that the budget allows
	Binds     radio.Direction // the direction that sets it
	Held      bool            // it reaches farther, but the model ends at 5 km
}

// SpacingM is the distance in m between stations that cover the land.
func (r Reach) SpacingM() float64 { return radio.CloverSpacing * r.RangeM }

// ReachTable holds the reach of every band in every environment, outdoors and
// indoors.
type ReachTable struct {
	at [MaxBands][Environments][2]Reach
}

// Fill computes the table for at most MaxBands bands that have passed Check.
// Stations are out of sight, as link budgets have it: where they are seen they
// reach farther.
func (t *ReachTable) Fill(bands []Band, b *Budgets) {
	score := b.score()
	for i := range bands {
		band := &bands[i]
		w := wallsOf(band.GHz)
		var l line
		for e := range Environments {
			if m := ModelOf(e, band.GHz); m != l.m { // cities have one model
				l = lineOf(m)
			}
			link := b.outdoors(band, e, score)
			d, allowed := link.Binds()
			t.at[i][e][0] = l.reach(d, allowed)
			through, shadow := b.indoors(e, &w, score) // the same both ways
			t.at[i][e][1] = l.reach(d, allowed-through-(shadow-link.Up.ShadowDB))
		}
	}
}

// At is the reach of a band by its place in the list.
func (t *ReachTable) At(band int, e Environment, indoor bool) *Reach {
	k := 0
	if indoor {
		k = 1
	}
	return &t.at[band][e][k]
}

// AreaKM2 is the land in km2 that a station covers on a band, outdoors or with
// users indoors.
func (t *ReachTable) AreaKM2(band int, e Environment, indoor bool) float64 {
	return t.At(band, e, indoor).AreaKM2
}

// line is loss without sight as a straight line in the logarithm of the
// distance in space, which it is wherever the formula of sight is the lesser.
type line struct {
	m        radio.Model
	heightM  float64 // between antenna and user
	x0, y0   float64 // at 500 m: lg of the distance in space, dB
	slope    float64 // dB per decade
	farthest float64 // loss at farthestM
}

func lineOf(m radio.Model) line {
	l := line{m: m, heightM: m.BaseM - m.UserM}
	x1 := math.Log10(math.Hypot(farthestM, l.heightM))
	l.x0 = math.Log10(math.Hypot(500, l.heightM))
	l.y0, _ = m.LossDB(radio.NLOS, 500)
	l.farthest, _ = m.LossDB(radio.NLOS, farthestM)
	l.slope = (l.farthest - l.y0) / (x1 - l.x0)
	return l
}

// reach finds the range of a budget: from the line, checked against the loss
// itself, and by radio's bisection where the line is not the loss.
func (l *line) reach(d radio.Direction, allowed float64) Reach {
	r := Reach{Binds: d, AllowedDB: allowed}
	if allowed >= l.farthest {
		r.RangeM, r.Held = farthestM, true
	} else {
		r.RangeM = l.rangeM(allowed)
	}
	r.AreaKM2 = radio.CloverKM2(r.RangeM / 1000)
	return r
}

func (l *line) rangeM(allowedDB float64) float64 {
	space := fast.Exp(math.Ln10 * (l.x0 + (allowedDB-l.y0)/l.slope))
	flat := space*space - l.heightM*l.heightM
	if !(flat >= 100) {
		return 0 // nearer than 10 m, where the model begins
	}
	d := math.Sqrt(flat)
	loss, err := l.m.LossDB(radio.NLOS, d)
	if err == nil && math.Abs(loss-allowedDB) < 1e-9 {
		return d
	}
	if d, err = l.m.RangeM(radio.NLOS, allowedDB); err != nil {
		return 0
	}
	return d
}

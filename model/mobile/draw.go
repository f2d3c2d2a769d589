package mobile

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/ran"
)

// draw computes the power of all stations at their meters, nationally, by
// province and by power zone. A station draws what the scenario states in the first month; with
// traffic it changes from there as load, carriers and small cells do:
//
//	MW(t) = stated kW x (stations in the first month x E(t) / E(first month) + those in villages that came first) / 1000,
//
// E the sum over bands and environments of stations x kW by the load of the busy hour (EARTH's
// model of radios, asleep in hours of little load). Where the first month has no station that carries, the
// first that has one stands for it.
func draw(p *Params, s *State, t axis.Step, o *Out) {
	if !p.Traffic.On {
		o.PowerMW = o.Stations * p.SitePowerKW / kwPerMW
		o.KWStation = p.SitePowerKW
		spread(p, o)
		return
	}
	sum, apart := 0.0, 0.0
	for i := range s.loads {
		sum += s.fleetKW(i)
		apart += s.villages[i]
	}
	if t == 0 {
		s.level = 0
	}
	kw := o.Stations * p.SitePowerKW
	if sum > 0 {
		if s.level <= 0 {
			s.level = p.SitePowerKW * (o.Stations - apart) / sum
		}
		kw = sum*s.level + apart*p.SitePowerKW
	}
	o.PowerMW = kw / kwPerMW
	o.KWStation = ratio(kw, o.Stations)
	spread(p, o)
}

// fleetKW is what an operator's stations, carriers and small cells draw by the table.
func (s *State) fleetKW(i int) float64 {
	g, sum := &s.loads[i], 0.0
	if g.bands == 0 {
		return 0
	}
	for e := range ran.Environments {
		low, mid := 0.0, 0.0
		for b := range g.bands {
			n := g.need[e][b] * g.more[b]
			if g.tdd[b] {
				mid += n
			} else {
				low += n
			}
		}
		if low > 0 {
			sum += low * s.watts.low.KWAtBusy(g.load[e])
		}
		if mid > 0 {
			sum += mid * s.watts.mid.KWAtBusy(g.load[e])
		}
		if n := g.small[e] * g.moreCells; n > 0 {
			sum += n * s.watts.small.KWAtBusy(g.load[e])
		}
	}
	return sum
}

// spread gives provinces and zones their part of the national power, by stations.
func spread(p *Params, o *Out) {
	kw := ratio(o.PowerMW, o.Stations)
	clear(o.PowerInZone)
	for i := range o.PowerIn {
		o.PowerIn[i] = kw * o.StationsIn[i]
		if z := int(p.Provinces[i].Zone); z >= 0 && z < len(o.PowerInZone) {
			o.PowerInZone[z] += o.PowerIn[i]
		}
	}
}

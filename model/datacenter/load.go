package datacenter

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
)

// What can bind, in the order of BindingOptions.
const (
	bindNone = iota
	bindStandard
	bindDense
	bindLiquid
	bindPower
)

var bindings = [...]declare.Option{
	bindNone:     {Key: "none", Label: text.T("Nothing", "Không có")},
	bindStandard: {Key: "standard-racks", Label: text.T("Standard racks", "Tủ rack tiêu chuẩn")},
	bindDense:    {Key: "dense-racks", Label: text.T("Dense racks", "Tủ rack mật độ cao")},
	bindLiquid:   {Key: "liquid-racks", Label: text.T("Liquid-cooled racks", "Tủ rack làm mát bằng chất lỏng")},
	bindPower:    {Key: "zone-power", Label: text.T("Power in the zones", "Nguồn điện tại các vùng")},
}

// BindingOptions are the alternatives of datacenter.binding, in tie order.
var BindingOptions = bindings[:]

// lacking names the kind of rack a request lacks.
func lacking(liquid bool, class int) int {
	switch {
	case liquid:
		return bindLiquid
	case class == 0:
		return bindStandard
	}
	return bindDense
}

// worst is the largest shortage in IT MW, the first of equals, none when all
// are nought.
func worst(short *[len(bindings)]float64) int {
	k := bindNone
	for i, mw := range short {
		if mw > tiny && (k == bindNone || mw > short[k]) {
			k = i
		}
	}
	return k
}

// load computes the mean loads:
//
//	IT load = rated general MW x utilisation + nameplate of nodes x node utilisation
//	facility load = IT load x PUE of the halls: by load and month of those that name a plant, else their facility MW over their IT MW
//	PUE = facility load / IT load (ISO/IEC 30134-2: by energy, not a mean of ratios)
func (s *State) load(p *Params, t axis.Step, m axis.Month, o *Out) {
	o.ITLoadMW, o.FacilityLoadMW, o.OccupiedRacks, o.StrandedMW = 0, 0, 0, 0
	clear(o.ZoneFacilityMW)
	clear(o.ClassFree)
	x := &o.Plant
	x.PeakMW, x.PeakDayML = 0, 0
	clear(x.ZoneWaterML)
	clear(x.ZoneLoadMW)
	clear(x.ITMW)
	hours := 0.0
	if t > 0 {
		hours = float64(m.Days()) * hoursPerDay
	}
	calendar := m.Of()
	litresHour := 0.0
	for c := range s.classes {
		for z := range s.zones {
			k := s.cell(c, z)
			it := s.gen[k]*p.Utilisation + s.requests.mw[k]*p.NodeUtilisation
			bare := it * ratio(s.bareFac[k], s.it[k])
			d := s.cool.run(k, s.it[k], s.gen[k]+s.requests.mw[k], it, calendar)
			fac := bare + d.facMW
			o.ITLoadMW += it
			o.FacilityLoadMW += fac
			x.PeakMW += bare + d.peakMW
			x.PeakDayML += d.peakDay / litresPerML
			litresHour += d.litresHour
			if z < len(o.ZoneFacilityMW) {
				o.ZoneFacilityMW[z] += fac
				x.ZoneWaterML[z] += d.litresHour * hours / litresPerML
				x.ZoneLoadMW[z] += it
			}
			free := s.freeRacks(k)
			o.OccupiedRacks += s.racks[k] - free
			o.StrandedMW += max(0, s.requests.racks[k]*s.kw[c]/kwPerMW-s.requests.mw[k])
			if c > 0 {
				o.ClassFree[c-1] += free
			}
			s.cool.shown(k, x.ITMW)
		}
	}
	o.Occupancy = percent * ratio(o.OccupiedRacks, o.Racks)
	o.PUE = ratio(o.FacilityLoadMW, o.ITLoadMW)
	if o.ITLoadMW <= 0 {
		o.PUE = max(1, ratio(o.FacilityMW, o.ITMW))
	}
	x.WaterML = litresHour * hours / litresPerML
	if p.Cooling.On {
		for z := range x.ZonePUE {
			x.ZonePUE[z] = ratio(o.ZoneFacilityMW[z], x.ZoneLoadMW[z])
		}
		s.cool.year(o.FacilityLoadMW, o.ITLoadMW, litresHour, hours, x)
		x.PeakPUE = ratio(x.PeakMW, o.ITLoadMW)
		s.cool.ups(p, x)
	}
}

const (
	litresPerML = 1e6
	hoursPerDay = 24
)

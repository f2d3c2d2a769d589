package datacenter

import (
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
//	facility load = IT load x PUE of the halls, their facility MW over their IT MW
//	PUE = facility load / IT load (ISO/IEC 30134-2: by energy, not a mean of ratios)
func (s *State) load(p *Params, o *Out) {
	o.ITLoadMW, o.FacilityLoadMW, o.OccupiedRacks = 0, 0, 0
	clear(o.ZoneFacilityMW)
	clear(o.ClassFree)
	for c := range s.classes {
		for z := range s.zones {
			k := s.cell(c, z)
			it := s.gen[k]*p.Utilisation + s.requests.mw[k]*p.NodeUtilisation
			fac := it * ratio(s.fac[k], s.it[k])
			o.ITLoadMW += it
			o.FacilityLoadMW += fac
			if z < len(o.ZoneFacilityMW) {
				o.ZoneFacilityMW[z] += fac
			}
			free := s.freeRacks(k)
			o.OccupiedRacks += s.racks[k] - free
			if c > 0 {
				o.ClassFree[c-1] += free
			}
		}
	}
	o.Occupancy = percent * ratio(o.OccupiedRacks, o.Racks)
	o.PUE = ratio(o.FacilityLoadMW, o.ITLoadMW)
	if o.ITLoadMW <= 0 {
		o.PUE = max(1, ratio(o.FacilityMW, o.ITMW))
	}
}

package datacenter

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/rack"
	"github.com/headroom-planner/headroom/model/text"
)

// What can limit nodes in a rack, in the order of LimitOptions.
const (
	limitNone = iota
	limitPower
	limitHeight
	limitAir
	limitLiquid
)

var limits = [...]declare.Option{
	limitNone:   {Key: "none", Label: text.T("Nothing", "Không có")},
	limitPower:  {Key: "power", Label: text.T("Power of the rack", "Công suất tủ rack")},
	limitHeight: {Key: "height", Label: text.T("Height in rack units (U)", "Chiều cao (U)")},
	limitAir:    {Key: "air-cooling", Label: text.T("Cooling by air", "Làm mát bằng không khí")},
	limitLiquid: {Key: "liquid-cooling", Label: text.T("Cooling by liquid", "Làm mát bằng chất lỏng")},
}

// LimitOptions are the alternatives of datacenter.refusal and datacenter.rack_limit.
var LimitOptions = limits[:]

// limit names one limit of a set: cooling by liquid first, since a rack without it is of another
// kind, then power, then height. Air comes last: it takes a rack's whole design power, so that where
// a rack lacks both it lacks power.
func limit(by rack.Lack) int {
	switch {
	case by&rack.Liquid != 0:
		return limitLiquid
	case by&rack.Power != 0:
		return limitPower
	case by&rack.Height != 0:
		return limitHeight
	case by&rack.Air != 0:
		return limitAir
	}
	return limitNone
}

// showHeaviest says how the heaviest node that anyone asked for fits racks of each class, and for
// what the month's nodes without a class were refused.
func (s *State) showHeaviest(o *Out) {
	if s.heavier {
		s.heavier = false
		o.NodesStandard, _ = s.holds(0, &s.heaviest)
		o.FitsStandard = flag(o.NodesStandard >= 1 || s.heaviest.KW <= 0)
		for i := range o.ClassNodes {
			per, by := s.holds(i+1, &s.heaviest)
			o.ClassNodes[i], o.ClassLimit[i] = per, float64(limit(by))
		}
	}
	o.Refusal = limitNone
	for i, mw := range s.requests.refused {
		if mw > tiny && (o.Refusal == limitNone || mw > s.requests.refused[int(o.Refusal)]) {
			o.Refusal = float64(i)
		}
	}
}

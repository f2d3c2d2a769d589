package datacenter

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/money"
	"github.com/headroom-planner/headroom/model/text"
)

// Rules are what a state asks of new halls: those not open at the start.
type Rules struct {
	On           bool
	PUECap       float64 // of a year at Load
	WUECap       float64 // L/kWh on site, of a year at Load
	Load         float64 // IT load over rated at which a hall is judged
	Effect       float64 // Count, Refuse or Replace
	Replacement  float64 // plant that is built in the place of one that does not comply, -1 for none
	Premium      float64 // capital cost of such a hall over the planned one, less 1
	Redundancy   float64 // 0 as planned, else index of a scheme + 1
	DensityFloor float64 // kW a rack, IT
}

// The effects, in the order of their options.
const (
	Count   = 0 // nothing is built differently, compliance is reported
	Refuse  = 1 // a hall that does not comply is not energised
	Replace = 2 // it is built with the replacement
)

// Costs are what changes the construction cost of a new hall.
type Costs struct {
	On              bool
	Learning        float64 // that each doubling of all IT power built takes off
	ElectricalShare float64 // of the construction cost, which grows with the modules of a scheme
	FloorM2         float64 // gross floor of a rack
	LandUSD         float64 // USD/m2 of land
	PlotRatio       float64 // floor over land
}

// source is what cools the halls of a phase as they are built.
type source struct {
	unit     int     // -1 for a stated PUE
	pue      float64 // contracted facility power over rated IT power
	refused  bool
	replaced bool
}

// source finds what cools each phase and the expansion, and which phases are ever
// energised.
func (s *State) source(p *Params) {
	for i := range p.Phases {
		f := p.facility(&p.Phases[i])
		s.new[i] = s.sourceOf(p, f.Plant, f.PUE, p.open[i])
		s.comes[i] = !s.new[i].refused && s.pipe.comes(p, int(p.Phases[i].Facility), f)
	}
	s.exp.from = s.sourceOf(p, p.Expansion.Plant, p.Expansion.PUE, false)
}

// sourceOf applies the rules to a plant or a stated PUE. A stated PUE has no water
// and passes a cap on it; what the rules put in its place must comply itself.
func (s *State) sourceOf(p *Params, plant, pue float64, open bool) source {
	unit, rated := s.cool.of(plant, pue)
	from := source{unit: unit, pue: rated}
	if open || !p.Rules.On {
		return from
	}
	if unit >= 0 {
		from.unit += s.cool.plants
		from.pue = s.cool.rated[from.unit]
	}
	if p.Rules.Effect == Count || s.complies(p, from.unit, pue) {
		return from
	}
	if instead, _ := s.cool.of(p.Rules.Replacement, 1); p.Rules.Effect == Replace && instead >= 0 {
		instead += s.cool.plants
		if s.complies(p, instead, 1) {
			return source{unit: instead, pue: s.cool.rated[instead], replaced: true}
		}
	}
	from.refused = true
	return from
}

// complies says whether a unit, or a stated PUE, is within the caps.
func (s *State) complies(p *Params, unit int, pue float64) bool {
	if unit < 0 {
		return pue <= p.Rules.PUECap
	}
	return s.cool.pue[unit] <= p.Rules.PUECap && s.cool.wue[unit] <= p.Rules.WUECap
}

// racks is how many racks a hall of an IT power gets: as planned, or fewer where
// the density floor asks for more power in each.
func (r *Rules) racks(planned, itMW float64) float64 {
	if !r.On || r.DensityFloor <= 0 {
		return planned
	}
	return min(planned, itMW*kwPerMW/r.DensityFloor)
}

// learn sets the month's construction cost over that of the start: Wright's law over all
// IT power built.
func (s *State) learn(p *Params, o *Out) {
	o.LandUSD, s.pipe.learnt = 0, 1
	if p.Costs.On {
		base := o.Opening.ITMW
		s.pipe.learnt = money.Wright(base+s.built, base, p.Costs.Learning)
	}
}

// pay spends the construction cost of halls, and land under their racks:
//
//	USD = IT MW x USD/MW of the class x learning x (1 + electrical share x (modules / those of N+1 - 1)) x (1 + premium)
//	land = racks x floor of a rack / plot ratio x USD/m2
func (s *State) pay(p *Params, class int, from source, racks, itMW float64, o *Out) {
	s.built += itMW
	s.age.opened(itMW, s.age.now)
	usd := itMW * s.price[class] * s.pipe.learnt
	if p.Costs.On {
		if from.unit >= 0 {
			usd *= 1 + p.Costs.ElectricalShare*s.cool.extra[from.unit]
		}
		land := ratio(racks*p.Costs.FloorM2, p.Costs.PlotRatio) * p.Costs.LandUSD
		o.LandUSD += land
		s.spent += land
	}
	if from.replaced {
		usd *= 1 + p.Rules.Premium
	}
	s.spent += usd
}

var effectOptions = []declare.Option{
	Count:   {Key: "count", Label: text.T("Reported only", "Chỉ thống kê")},
	Refuse:  {Key: "refuse", Label: text.T("Not energised", "Không được cấp điện")},
	Replace: {Key: "replace", Label: text.T("Built with the replacement", "Xây bằng phương án thay thế")},
}

var redundancyOptions = append([]declare.Option{{Key: "as-planned", Label: text.T("As planned", "Theo thiết kế")}}, schemeOptions...)

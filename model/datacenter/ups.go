package datacenter

import (
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/plant"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

const upsPart = "datacenter.ups"

// UPS is the modules that halls which name a plant stand behind.
type UPS struct {
	On     bool
	UnitMW float64 // rated output of one module
	Loaded float64 // share of its rating that a module carries by design
	Hours  float64 // that a module's battery lasts at that load
}

// ups counts modules and batteries behind the IT power of each plant, which is taken as one
// system under the plant's redundancy:
//
//	load = rated IT MW x output of the UPS over IT (distribution behind it loses some)
//	needed = ceil(load / (rating x share carried)), installed by the scheme
//	battery MWh = installed x rating x share carried x hours
func (c *cooling) ups(p *Params, o *PlantOut) {
	o.UPSModules, o.BatteryMWh = 0, 0
	q := &p.UPS
	if !q.On {
		return
	}
	for u := range c.units {
		it := 0.0
		for k := u; k < len(c.it); k += c.units {
			it += c.it[k]
		}
		if it <= tiny {
			continue
		}
		_, installed, err := plant.Modules(plant.Scheme(c.scheme[u]), it*c.behind[u]*kwPerMW, q.UnitMW*kwPerMW, q.Loaded, 0)
		if err != nil {
			installed = math.NaN() // cannot be: the rows' ranges lie within the function's
		}
		o.UPSModules += installed
	}
	o.BatteryMWh = o.UPSModules * q.UnitMW * q.Loaded * q.Hours
}

var upsInputs = []declare.Input[Params]{
	{Key: "ups.unit", Unit: "MW", Boundary: unit.IT, Min: 0.005, Max: 10, Part: upsPart,
		Label:  text.T("Rating of a UPS module", "Công suất một mô-đun UPS"),
		Doc:    "Rated output of one module of uninterruptible power supply.",
		Source: "makers' modules of 0.05 to 1.5 MW, from memory; the value is the scenario's",
		Ref:    func(p *Params) *float64 { return &p.UPS.UnitMW }},
	{Key: "ups.loaded", Unit: "1", Min: 0.05, Max: 1, Part: upsPart,
		Label:  text.T("Load of a UPS module by design", "Mức tải thiết kế của mô-đun UPS"),
		Doc:    "Share of its rating that a module carries when those that carry the load are all there are; spare ones come on top by the plant's redundancy.",
		Source: tiers,
		Ref:    func(p *Params) *float64 { return &p.UPS.Loaded }},
	{Key: "ups.autonomy", Unit: "hours", Min: 0, Max: 24, Part: upsPart,
		Label:  text.T("Autonomy of batteries", "Thời gian lưu điện của ắc quy"),
		Doc:    "How long a module's battery carries the module's load by design, until generators do.",
		Source: "5 to 15 minutes are usual before diesel sets take over, from memory; the value is the scenario's",
		Ref:    func(p *Params) *float64 { return &p.UPS.Hours }},
}

var upsUses = union([]string{"datacenter.ups.unit", "datacenter.ups.loaded"}, capacityUses, plantUses, ruleUses)

var upsMetrics = []declare.Metric[Out]{
	{Key: "datacenter.ups_modules", Unit: "items", Keep: declare.Mean, Part: upsPart,
		Label:   text.T("UPS modules", "Số mô-đun UPS"),
		Doc:     "Modules of uninterruptible power supply behind the energised IT power of halls that name a plant, each plant's counted as one site; spare ones by the plant's redundancy, or the rules'. Halls with a stated PUE have no redundancy and are not counted.",
		Formula: "by plant: ceil(IT MW x output of the UPS over IT / (rating x share carried)) and the spare ones of the scheme",
		Uses:    upsUses, Source: "model/plant, docs/MODELS.md",
		Ref: func(o *Out) *float64 { return &o.Plant.UPSModules }},
	{Key: "datacenter.ups_battery", Unit: "MWh", Keep: declare.Mean, Part: upsPart,
		Label:   text.T("Batteries of UPS", "Dung lượng ắc quy UPS"),
		Doc:     "Energy that the batteries of all modules can put out, spare ones too.",
		Formula: "UPS modules x rating x share carried x autonomy",
		Uses:    append(slices.Clone(upsUses), "datacenter.ups.autonomy"), Source: own,
		Ref: func(o *Out) *float64 { return &o.Plant.BatteryMWh }},
}

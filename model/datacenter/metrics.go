package datacenter

import (
	"slices"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

// Metrics are the outputs of the domain.
var Metrics = slices.Concat(capacityMetrics, loadMetrics, shortMetrics, moneyMetrics, bridgeMetrics, plantMetrics, stageMetrics, gapMetrics, serverMetrics, hallMetrics, upsMetrics)

// union is what lists name, once each.
func union(lists ...[]string) (out []string) {
	for _, l := range lists {
		for _, path := range l {
			if !slices.Contains(out, path) {
				out = append(out, path)
			}
		}
	}
	return out
}

const (
	own    = "headroom, docs/MODELS.md, Data centres"
	racked = "headroom, docs/MODELS.md, Racks"
)

var (
	ratedUses   = []string{"datacenter.plants.kind", "datacenter.plants.model", "datacenter.plants.climate", "datacenter.plants.redundancy", "datacenter.plants.overhead_score", "datacenter.plants.recharge"}
	openingUses = append([]string{"datacenter.opening.racks", "datacenter.opening.power", "datacenter.opening.reading", "datacenter.opening.pue"}, ratedUses...)
	phaseUses   = []string{"datacenter.phases.racks", "datacenter.phases.power", "datacenter.phases.opens", "datacenter.phases.inside_stock",
		"datacenter.facilities.delay", "datacenter.facilities.completes", "datacenter.facilities.pue", "datacenter.connection_lead"}
	gridUses       = []string{"power.zones.headroom", "power.zones.reinforcement", "power.zones.connection_delay", "power.zones.works", "power.zones.step", "power.zones.step_lead", "power.zones.steps", "power.zones.others", "power.queue.hold"}
	expansionUses  = []string{"datacenter.expansion.target", "datacenter.expansion.by", "datacenter.expansion.construction", "datacenter.expansion.pue"}
	capacityUses   = union(openingUses, phaseUses, expansionUses, gridUses, hallUses)
	conversionUses = []string{"datacenter.conversion.racks", "datacenter.conversion.class", "datacenter.conversion.start", "datacenter.conversion.months"}
	demandUses     = append([]string{"datacenter.occupancy", "datacenter.demand.growth"}, serverUses...)
	loadUses       = union(demandUses, []string{"datacenter.utilisation", "datacenter.node_utilisation", "datacenter.plants.staging"}, openingUses)
	classUses      = []string{"datacenter.rack_classes.power", "datacenter.rack_classes.derating", "datacenter.rack_classes.cooling", "datacenter.rack_classes.units", "datacenter.rack_classes.usable_units"}
	standardUses   = union([]string{"datacenter.standard.derating", "datacenter.standard.units", "datacenter.standard.usable_units"}, openingUses)
	nodeUses       = []string{"gpu.accelerators.node_power", "gpu.accelerators.node_height", "gpu.accelerators.cooling"}
)

var capacityMetrics = []declare.Metric[Out]{
	{Key: "datacenter.racks", Unit: "racks", Of: "datacenter.rack_classes",
		Label:   text.T("Data-centre racks", "Số tủ rack trung tâm dữ liệu"),
		Doc:     "Racks with power: of all classes, and of each class beside the standard one.",
		Formula: "opening stock + openings since the count + phases that are built, connected and energised + modules of the expansion - racks closed for conversion + those they become",
		Uses:    union(capacityUses, conversionUses), Source: own,
		Ref:     func(o *Out) *float64 { return &o.Racks },
		EachRef: func(o *Out, i int) *float64 { return &o.ClassRacks[i] }},
	{Key: "datacenter.standard_racks", Unit: "racks",
		Label:   text.T("Standard racks energised", "Số tủ rack tiêu chuẩn đã cấp điện"),
		Doc:     "Racks of the standard class, whose power is the opening stock's mean.",
		Formula: "as datacenter.racks, for phases and modules without another class",
		Uses:    capacityUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.StandardRacks }},
	{Key: "datacenter.phase_racks", Unit: "racks", Keep: declare.Mean, Of: "datacenter.phases",
		Label:   text.T("Racks by phase", "Số tủ rack theo giai đoạn"),
		Doc:     "Racks each phase has added; nought for a phase that the count already holds.",
		Formula: "energised share of the phase x its racks",
		Uses:    union(phaseUses, gridUses), Source: own,
		EachRef: func(o *Out, i int) *float64 { return &o.PhaseRacks[i] }},
	{Key: "datacenter.phase_capacity", Unit: "MW", Boundary: unit.Facility, Keep: declare.Mean, Of: "datacenter.phases",
		Label:   text.T("Power by phase", "Công suất theo giai đoạn"),
		Doc:     "Facility power each phase has energised; nought for a phase that the count already holds.",
		Formula: "energised share of the phase x its power",
		Uses:    slices.Concat(phaseUses, gridUses), Source: own,
		EachRef: func(o *Out, i int) *float64 { return &o.PhaseMW[i] }},
	{Key: "datacenter.it_capacity", Unit: "MW", Boundary: unit.IT,
		Label:   text.T("Data-centre IT capacity", "Công suất CNTT của trung tâm dữ liệu"),
		Doc:     "Energised IT power.",
		Formula: "facility power of each hall / its PUE",
		Uses:    capacityUses, Source: isoPUE,
		Ref: func(o *Out) *float64 { return &o.ITMW }},
	{Key: "datacenter.facility_capacity", Unit: "MW", Boundary: unit.Facility,
		Label:   text.T("Data-centre capacity", "Công suất trung tâm dữ liệu"),
		Doc:     "Energised facility power.",
		Formula: "opening stock + openings since the count + energised phases + energised modules, at the meter",
		Uses:    capacityUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.FacilityMW }},
	{Key: "datacenter.zone_facility_capacity", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean,
		Label:   text.T("Facility capacity by zone", "Công suất toàn cơ sở theo vùng"),
		Doc:     "Energised facility power in each power zone.",
		Formula: "as datacenter.facility_capacity, by zone",
		Uses:    union(capacityUses, []string{"datacenter.stock.zone", "datacenter.stock.share", "datacenter.facilities.zone"}), Source: own,
		EachRef: func(o *Out, i int) *float64 { return &o.ZoneCapacityMW[i] }},
	{Key: "datacenter.zone_grid_free", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean,
		Label:   text.T("Grid headroom not taken", "Dư địa lưới điện chưa sử dụng"),
		Doc:     "Headroom of each zone that no energised hall has taken.",
		Formula: "headroom + reinforcement - facility power energised since the start, not below 0",
		Uses:    union(capacityUses, []string{"datacenter.facilities.zone"}), Source: own,
		EachRef: func(o *Out, i int) *float64 { return &o.ZoneFreeMW[i] }},
	{Key: "datacenter.expansion_capacity", Unit: "MW", Boundary: unit.Facility,
		Label:   text.T("Energised by the expansion", "Công suất mở rộng đã cấp điện"),
		Doc:     "Facility power the expansion programme has energised.",
		Formula: "modules ready after max(construction, connection delay), as far as the zone has headroom",
		Uses:    union(expansionUses, gridUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.ExpansionMW }},
	{Key: "datacenter.expansion_building", Unit: "MW", Boundary: unit.Facility, Keep: declare.Mean,
		Label:   text.T("Expansion under construction or waiting", "Công suất mở rộng đang xây hoặc chờ điện"),
		Doc:     "Facility power of modules that were started and are not energised.",
		Formula: "started - energised",
		Uses:    union(expansionUses, gridUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.ExpansionBuildingMW }},
	{Key: "datacenter.kw_per_rack", Unit: "kW/rack", Boundary: unit.IT, Kind: declare.Final,
		Label:   text.T("IT power of a standard rack", "Công suất CNTT mỗi tủ rack tiêu chuẩn"),
		Doc:     "Mean IT power per rack of the counted stock.",
		Formula: "1000 x IT MW of the count / racks; IT MW is the counted power / PUE when read as facility power",
		Uses:    openingUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.StandardKW }},
}

var loadMetrics = []declare.Metric[Out]{
	{Key: "datacenter.it_load", Unit: "MW", Boundary: unit.IT, Agg: declare.Ratio,
		Label:   text.T("Mean IT load", "Phụ tải CNTT bình quân"),
		Doc:     "Mean load at the IT equipment.",
		Formula: "rated power in general use x utilisation + nameplate of placed nodes x node utilisation",
		Uses:    loadUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.ITLoadMW }},
	{Key: "datacenter.facility_load", Unit: "MW", Boundary: unit.Facility, Agg: declare.Ratio,
		Label:   text.T("Mean facility load", "Phụ tải bình quân toàn cơ sở"),
		Doc:     "Mean load at the facilities' meters.",
		Formula: "IT load of each kind of hall in a zone x its facility MW / IT MW",
		Uses:    union(loadUses, []string{"datacenter.facilities.pue", "datacenter.expansion.pue"}), Source: isoPUE,
		Ref: func(o *Out) *float64 { return &o.FacilityLoadMW }},
	{Key: "datacenter.pue", Unit: "1", Agg: declare.Ratio,
		Label:   text.T("PUE", "Hiệu suất sử dụng điện (PUE)"),
		Doc:     "Power usage effectiveness of all halls, by energy.",
		Formula: "facility load / IT load; by capacity when nothing runs",
		Uses:    union(loadUses, []string{"datacenter.facilities.pue", "datacenter.expansion.pue"}), Source: isoPUE,
		Ref: func(o *Out) *float64 { return &o.PUE }},
	{Key: "datacenter.occupied_racks", Unit: "racks",
		Label:   text.T("Racks occupied", "Số tủ rack đang sử dụng"),
		Doc:     "Racks held by general demand and by placed nodes.",
		Formula: "racks x rated power in general use / IT capacity, by hall, + nodes / nodes per rack",
		Uses:    union(demandUses, capacityUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.OccupiedRacks }},
	{Key: "datacenter.rack_occupancy", Unit: "%", Agg: declare.Ratio, Keep: declare.Mean,
		Label:   text.T("Occupancy of racks", "Tỷ lệ lấp đầy tủ rack"),
		Doc:     "Occupied racks over energised racks.",
		Formula: "100 x occupied racks / racks",
		Uses:    union(demandUses, capacityUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.Occupancy }},
	{Key: "datacenter.free_racks", Unit: "racks", Of: "datacenter.rack_classes", Keep: declare.Mean,
		Label:   text.T("Free racks by class", "Số tủ rack còn trống theo loại"),
		Doc:     "Energised racks of each class that nobody holds.",
		Formula: "racks of the class - racks in general use - racks held by nodes",
		Uses:    union(demandUses, capacityUses, classUses), Source: own,
		EachRef: func(o *Out, i int) *float64 { return &o.ClassFree[i] }},
	{Key: "datacenter.nodes_placed", Unit: "nodes", Keep: declare.Mean,
		Label:   text.T("Nodes in racks", "Số nút đã lắp vào tủ rack"),
		Doc:     "Computing nodes that have a rack and power.",
		Formula: "sum of the requests' placed nodes",
		Uses:    union(classUses, capacityUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.NodesPlaced }},
	{Key: "datacenter.fits_standard", Unit: "1", Kind: declare.Final,
		Label:   text.T("Heaviest node fits a standard rack", "Nút lớn nhất lắp vừa tủ rack tiêu chuẩn"),
		Doc:     "1 when the heaviest node anyone asked for fits a standard rack, else 0; its mean over draws is a probability. 1 when nobody asked.",
		Formula: "nodes in a standard rack >= 1",
		Uses:    union(standardUses, nodeUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.FitsStandard }},
	{Key: "datacenter.nodes_per_standard_rack", Unit: "nodes/rack", Kind: declare.Final,
		Label:   text.T("Nodes in a standard rack", "Số nút mỗi tủ rack tiêu chuẩn"),
		Doc:     "How many of the heaviest nodes asked for one standard rack holds.",
		Formula: "min(floor(kW per standard rack x derating / node kW), floor(usable U / U of the node)); 0 for liquid-cooled nodes",
		Uses:    union(standardUses, nodeUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.NodesStandard }},
	{Key: "datacenter.nodes_per_rack", Unit: "nodes/rack", Kind: declare.Final, Of: "datacenter.rack_classes",
		Label:   text.T("Nodes in a rack by class", "Số nút mỗi tủ rack theo loại"),
		Doc:     "How many of the heaviest nodes asked for one rack of each class holds; 0 when nobody asked.",
		Formula: "min(floor(kW x derating / node kW), floor(usable U / U of the node), floor(kW of air or liquid / heat to it))",
		Uses:    union(classUses, nodeUses), Source: racked,
		EachRef: func(o *Out, i int) *float64 { return &o.ClassNodes[i] }},
	{Key: "datacenter.rack_limit", Kind: declare.Label, Options: LimitOptions, Of: "datacenter.rack_classes",
		Label:   text.T("What limits nodes in a rack by class", "Yếu tố giới hạn số nút mỗi tủ rack theo loại"),
		Doc:     "What sets how many of the heaviest nodes asked for a rack of each class holds, or forbids them; of several cooling by liquid is named first, then power, then height.",
		Formula: "the least of the four numbers of datacenter.nodes_per_rack",
		Uses:    union(classUses, nodeUses), Source: racked,
		EachRef: func(o *Out, i int) *float64 { return &o.ClassLimit[i] }},
}

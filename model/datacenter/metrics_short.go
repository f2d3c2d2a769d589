package datacenter

import (
	"slices"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

var shortMetrics = []declare.Metric[Out]{
	{Key: "datacenter.rack_shortfall", Unit: "racks",
		Label:   text.T("Racks lacking", "Số tủ rack còn thiếu"),
		Doc:     "Racks that demand would take if they existed. Nodes that no declared class holds are not in it: see datacenter.nodes_unplaced.",
		Formula: "unmet general demand / kW of a standard rack + nodes that find their class full / nodes per rack",
		Uses:    union(demandUses, classUses, capacityUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.RackShort }},
	{Key: "datacenter.standard_rack_shortfall", Unit: "racks", Keep: declare.Mean,
		Label:   text.T("Standard racks lacking", "Số tủ rack tiêu chuẩn còn thiếu"),
		Doc:     "Standard racks that demand would take if they existed.",
		Formula: "as datacenter.rack_shortfall, for general demand and nodes that fit a standard rack",
		Uses:    union(demandUses, capacityUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.StandardShort }},
	{Key: "datacenter.rack_shortfall_by_class", Unit: "racks", Of: "datacenter.rack_classes",
		Label:   text.T("Racks lacking by class", "Số tủ rack còn thiếu theo loại"),
		Doc:     "Racks of each class that nodes would take if they existed.",
		Formula: "nodes that find the class full / nodes per rack",
		Uses:    union(classUses, capacityUses), Source: own,
		EachRef: func(o *Out, i int) *float64 { return &o.ClassShort[i] }},
	{Key: "datacenter.general_shortfall", Unit: "MW", Boundary: unit.IT,
		Label:   text.T("General demand unmet", "Nhu cầu thông thường chưa đáp ứng"),
		Doc:     "Rated IT power that general demand wants and no hall has.",
		Formula: "general demand - what is placed",
		Uses:    union(demandUses, capacityUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.GeneralShortMW }},
	{Key: "datacenter.nodes_unplaced", Unit: "nodes",
		Label:   text.T("Nodes without a rack", "Số nút chưa có tủ rack"),
		Doc:     "Computing nodes that wait: for a class of rack, for racks or for power.",
		Formula: "wanted - placed, over all requests",
		Uses:    union(classUses, capacityUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.NodesShort }},
	{Key: "datacenter.power_shortfall", Unit: "MW", Boundary: unit.Facility,
		Label:   text.T("Power waiting for the grid", "Công suất chờ lưới điện"),
		Doc:     "Facility power of ready halls without supply. Requests of halls that are not ready are not in it: power.queue_waiting has those.",
		Formula: "phases and modules that are ready - what the zones' headroom, or their connection queue, lets in",
		Uses:    capacityUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.WaitingMW }},
	{Key: "datacenter.zone_power_shortfall", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean,
		Label:   text.T("Power waiting for the grid by zone", "Công suất chờ lưới điện theo vùng"),
		Doc:     "Facility power of ready halls without supply in each power zone.",
		Formula: "as datacenter.power_shortfall, by zone",
		Uses:    union(capacityUses, []string{"datacenter.facilities.zone"}), Source: own,
		EachRef: func(o *Out, i int) *float64 { return &o.ZoneWaitingMW[i] }},
	{Key: "datacenter.binding", Kind: declare.Label, Options: BindingOptions,
		Label:   text.T("What binds data centres", "Ràng buộc của trung tâm dữ liệu"),
		Doc:     "The largest unmet need of the month in IT megawatts.",
		Formula: "the largest of unmet general demand and nodes that lack standard racks, nodes that lack dense or liquid-cooled racks (or any class), and power: nodes in halls without it and halls waiting for the grid",
		Uses:    union(demandUses, classUses, capacityUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.Binding }},
	{Key: "datacenter.refusal", Kind: declare.Label, Options: LimitOptions,
		Label:   text.T("Why nodes find no rack class", "Lý do nút không lắp vừa loại tủ rack nào"),
		Doc:     "What the nearest rack class lacks for nodes that no class holds, by the largest IT power of such nodes; nothing where every node has a class.",
		Formula: "the class with the fewest limits against the node; of several limits cooling by liquid is named first, then power, then height",
		Uses:    union(classUses, standardUses, nodeUses), Source: racked,
		Ref: func(o *Out) *float64 { return &o.Refusal }},
}

var moneyMetrics = []declare.Metric[Out]{
	{Key: "datacenter.capex", Unit: "MUSD", Agg: declare.Flow,
		Label:   text.T("Capital expenditure on data centres", "Chi phí đầu tư (CAPEX) trung tâm dữ liệu"),
		Doc:     "Construction cost of the halls energised in the month, without IT equipment.",
		Formula: "IT MW energised x cost per MW, standard or dense (x learning x redundancy x premium of the rules, + land and conversion, where those parts are)",
		Uses:    union([]string{"datacenter.capex.standard", "datacenter.capex.dense"}, costUses, []string{"datacenter.conversion.cost"}, capacityUses), Source: cwCosts,
		Get: func(o *Out) float64 { return o.CapexUSD / usdPerMUSD }},
	{Key: "datacenter.opex", Unit: "MUSD", Agg: declare.Flow,
		Label:   text.T("Operating expenditure without energy", "Chi phí vận hành (OPEX) không kể điện"),
		Doc:     "Staff, maintenance and services of all halls in service; energy is in power.energy_cost.",
		Formula: "IT capacity x cost per MW x yearly share / 12",
		Uses:    union([]string{"datacenter.opex.share", "datacenter.capex.standard", "datacenter.capex.dense"}, capacityUses), Source: own,
		Get: func(o *Out) float64 { return o.OpexUSD / usdPerMUSD }},
}

var openUses = union(openingUses, []string{"datacenter.phases.opens", "datacenter.phases.inside_stock", "datacenter.phases.racks", "datacenter.phases.power", "datacenter.facilities.pue"})

var bridgeMetrics = slices.Concat(
	bridge("stock", text.T("at the last count", "theo lần thống kê gần nhất"), "the counted stock", openingUses,
		func(o *Out) *Bridge { return &o.Stock }),
	bridge("openings", text.T("opened since the count", "mở thêm sau lần thống kê"), "phases open at the start that the count does not hold", openUses,
		func(o *Out) *Bridge { return &o.Openings }),
	bridge("opening", text.T("open at the start", "hiện có khi bắt đầu"), "the counted stock + phases open at the start that it does not hold", openUses,
		func(o *Out) *Bridge { return &o.Opening }),
)

// bridge makes the three metrics of one line of the bridge from the count to
// the start of the run.
func bridge(key string, when text.Text, formula string, uses []string, of func(*Out) *Bridge) []declare.Metric[Out] {
	row := func(suffix, u string, b unit.Boundary, what text.Text, get func(*Bridge) float64) declare.Metric[Out] {
		return declare.Metric[Out]{Key: "datacenter.bridge_" + key + suffix, Unit: u, Boundary: b, Kind: declare.Final,
			Label:   text.T(what.EN+" "+when.EN, what.VI+" "+when.VI),
			Doc:     what.EN + " " + when.EN + ", for the bridge from the last count to the start of the run.",
			Formula: formula, Uses: uses, Source: own,
			Get: func(o *Out) float64 { return get(of(o)) }}
	}
	return []declare.Metric[Out]{
		row("_racks", "racks", unit.NoBoundary, text.T("Racks", "Số tủ rack"), func(b *Bridge) float64 { return b.Racks }),
		row("_it", "MW", unit.IT, text.T("IT power", "Công suất CNTT"), func(b *Bridge) float64 { return b.ITMW }),
		row("_facility", "MW", unit.Facility, text.T("Facility power", "Công suất toàn cơ sở"), func(b *Bridge) float64 { return b.FacilityMW }),
	}
}

package gpu

import (
	"slices"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

// BindingOptions are what may hold GPUs back, in their fixed tie order.
var BindingOptions = []declare.Option{
	{Key: "none", Label: text.T("Nothing", "Không có nút thắt")},
	{Key: "supply", Label: text.T("Supply and export licences", "Nguồn cung và giấy phép xuất khẩu")},
	{Key: "budget", Label: text.T("Budget", "Ngân sách")},
	{Key: "lead-time", Label: text.T("Lead time", "Thời gian giao hàng")},
	{Key: "rack-class", Label: text.T("No rack class fits", "Không có loại tủ rack phù hợp")},
	{Key: "racks", Label: text.T("Racks are taken", "Hết tủ rack")},
	{Key: "zone-power", Label: text.T("Power of the zone", "Công suất điện của vùng")},
}

// Inputs that metrics share.
var (
	usesStock = []string{"gpu.fleets.accelerator", "gpu.fleets.count"}
	usesBuy   = []string{"gpu.programmes.accelerator", "gpu.programmes.gpus", "gpu.programmes.start", "gpu.programmes.by", "gpu.programmes.lead_time",
		"gpu.programmes.supply", "gpu.programmes.budget", "gpu.programmes.completes", "gpu.accelerators.price", "gpu.accelerators.launch"}
	usesNeed = []string{"gpu.expansion.reading", "gpu.expansion.multiple", "gpu.expansion.base_count", "gpu.expansion.counts_existing", "gpu.expansion.accelerator"}
	usesWhen = []string{"gpu.expansion.start", "gpu.expansion.by", "gpu.expansion.lead_time", "gpu.expansion.supply", "gpu.expansion.budget"}
	usesAll  = union(usesStock, usesBuy, usesNeed, usesWhen, usesLife, usesExport, usesPaid, []string{"gpu.price_decline", "gpu.server_share", "gpu.network_share"})
	usesRun  = union(usesAll, []string{"gpu.programmes.zone", "gpu.expansion.zone", "gpu.accelerators.gpus_per_node", "gpu.accelerators.node_power", "gpu.accelerators.cooling"})
	usesBF16 = union(usesRun, []string{"gpu.accelerators.bf16_dense"})
	usesCost = union(usesAll, []string{"gpu.price_decline", "gpu.server_share", "gpu.network_share"})
)

// Metrics are the domain's outputs.
var Metrics = slices.Concat(stockMetrics, computeMetrics, expansionMetrics, jobMetrics, trainingMetrics, caseMetrics, demandMetrics, infrastructureMetrics, sharingMetrics)

var stockMetrics = []declare.Metric[Out]{
	{Key: "gpu.count", Unit: "gpus", Agg: declare.Stock,
		Label: text.T("GPUs running", "Số GPU đang vận hành"), Doc: "GPUs in racks with power, nationwide: opening fleets and what was bought and placed.",
		Formula: "fleets + sum over programmes and expansion of min(delivered, placed nodes x GPUs per node)", Uses: usesRun, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Count }},
	{Key: "gpu.fleet_count", Unit: "gpus", Agg: declare.Stock, Keep: declare.Mean, Of: "gpu.fleets",
		Label: text.T("GPUs of a fleet", "Số GPU của cụm"), Doc: "GPUs of one opening fleet.",
		Formula: "count, less what retired", Uses: union(usesStock, usesLife), Source: "Definition",
		EachRef: func(o *Out, i int) *float64 { return &o.FleetCount[i] }},
	{Key: "gpu.programme_count", Unit: "gpus", Agg: declare.Stock, Of: "gpu.programmes",
		Label: text.T("GPUs a programme runs", "Số GPU đang vận hành của chương trình"), Doc: "GPUs one programme has bought, placed and runs.",
		Formula: "min(delivered, placed nodes x GPUs per node)", Uses: usesRun, Source: "Definition",
		EachRef: func(o *Out, i int) *float64 { return &o.ProgrammeCount[i] }},
	{Key: "gpu.expansion_count", Unit: "gpus", Agg: declare.Stock,
		Label: text.T("GPUs the expansion runs", "Số GPU đang vận hành của đợt mở rộng"), Doc: "GPUs the expansion has bought, placed and runs.",
		Formula: "min(delivered, placed nodes x GPUs per node)", Uses: usesRun, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.ExpansionRunning }},
	{Key: "gpu.installed", Unit: "gpus", Agg: declare.Stock,
		Label: text.T("GPUs in the country", "Số GPU đã có trong nước"), Doc: "GPUs delivered so far and the opening fleets, running or not, less what retired.",
		Formula: "fleets + all deliveries - retired", Uses: usesAll, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Installed }},
	{Key: "gpu.delivered", Unit: "gpus", Agg: declare.Flow,
		Label: text.T("GPUs delivered", "Số GPU giao trong kỳ"), Doc: "GPUs delivered within the month.",
		Formula: "min(due by the plan and lead time and not yet delivered, supply, available money / unit cost)", Uses: usesAll, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Delivered }},
	{Key: "gpu.idle", Unit: "gpus", Agg: declare.Stock,
		Label: text.T("GPUs without a rack", "Số GPU chưa có chỗ lắp đặt"), Doc: "GPUs delivered that found no rack with power, and so do not run.",
		Formula: "in the country - running", Uses: usesRun, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Idle }},
	{Key: "gpu.growth", Unit: "1", Agg: declare.Ratio,
		Label: text.T("Growth of the GPU count", "Số lần tăng của số GPU"), Doc: "GPUs that run over those at the start; 0 when there were none.",
		Formula: "running / opening fleets", Uses: usesRun, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Growth }},
	{Key: "gpu.binding", Kind: declare.Label, Options: BindingOptions,
		Label: text.T("What holds GPUs back", "Nút thắt đối với GPU"), Doc: "What keeps most GPUs from running by the plan this month.",
		Formula: "the largest of: due but over supply; due but over budget; planned but within the lead time; delivered but no rack class fits, racks are taken, or the zone has no power",
		Uses:    usesRun, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Binding }},
	{Key: "gpu.capex", Unit: "MUSD", Agg: declare.Flow,
		Label: text.T("Capital expenditure on GPUs", "Chi phí đầu tư (CAPEX) cho GPU"), Doc: "Spent on GPUs, servers, network and storage delivered in the month.",
		Formula: "deliveries x (price x (1 + server share) x (1 + network share), or price x (1 + server share) + network and storage of gpu.infrastructure) x (1 - price decline)^(months/12)", Uses: usesCost, Source: srcWarehouse,
		Get: func(o *Out) float64 { return o.CapexUSD / usdPerMUSD }},
	{Key: "gpu.opex", Unit: "MUSD", Agg: declare.Flow,
		Label: text.T("Operating expenditure on GPUs", "Chi phí vận hành (OPEX) của GPU"), Doc: "Support, repair and staff within the month, without electricity.",
		Formula: "opex share / 12 x (opening fleets at the start's prices + all that was spent)", Uses: union(usesCost, []string{"gpu.opex_share"}), Source: srcWarehouse,
		Get: func(o *Out) float64 { return o.OpexUSD / usdPerMUSD }},
}

var computeMetrics = []declare.Metric[Out]{
	{Key: "gpu.h100e", Unit: "H100e", Agg: declare.Stock,
		Label: text.T("AI compute", "Năng lực tính toán AI"), Doc: "Running GPUs weighted by dense BF16 compute against the accelerator of reference.",
		Formula: "sum of count x BF16 / BF16 of the reference", Uses: union(usesBF16, []string{"gpu.reference"}), Source: "Convention of Epoch AI",
		Ref: func(o *Out) *float64 { return &o.H100e }},
	{Key: "gpu.compute", Unit: "EFLOPS", Agg: declare.Stock,
		Label: text.T("Compute, dense BF16", "Năng lực tính toán BF16, không thưa"), Doc: "Peak of all running GPUs in BF16 without structured sparsity.",
		Formula: "sum of count x BF16", Uses: usesBF16, Source: "Vendor data sheets",
		Ref: func(o *Out) *float64 { return &o.EFLOPS }},
	{Key: "gpu.growth_compute", Unit: "1", Agg: declare.Ratio,
		Label: text.T("Growth of compute", "Số lần tăng của năng lực tính toán"), Doc: "Running compute over that of the start; 0 when there was none.",
		Formula: "running BF16 / opening BF16", Uses: usesBF16, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.GrowthCompute }},
	{Key: "gpu.memory", Unit: "TB", Agg: declare.Stock, Keep: declare.Mean,
		Label: text.T("GPU memory", "Tổng bộ nhớ GPU"), Doc: "Memory of all running GPUs, as on the labels.",
		Formula: "sum of count x memory", Uses: union(usesRun, []string{"gpu.accelerators.memory"}), Source: "Vendor data sheets",
		Ref: func(o *Out) *float64 { return &o.MemoryTB }},
	{Key: "gpu.it_power", Unit: "MW", Boundary: unit.IT, Agg: declare.Stock,
		Label: text.T("Nameplate IT power of GPUs", "Công suất CNTT định mức của GPU"), Doc: "Nameplate of the nodes that run, and of their network and storage where gpu.infrastructure describes them. Halls see the same equipment: do not add this to theirs.",
		Formula: "running GPUs / GPUs per node x node power, and with gpu.infrastructure network and storage power", Uses: union(usesPlan, usesBeside), Source: srcDGX,
		Ref: func(o *Out) *float64 { return &o.ITMW }},
	{Key: "gpu.it_load", Unit: "MW", Boundary: unit.IT, Agg: declare.Stock, Keep: declare.Mean,
		Label: text.T("Mean IT load of GPUs", "Phụ tải CNTT bình quân của GPU"), Doc: "Mean draw of the nodes that run while they train.",
		Formula: "nameplate IT power x load factor", Uses: union(usesPlan, usesBeside, []string{"gpu.load_factor"}), Source: srcNode,
		Ref: func(o *Out) *float64 { return &o.LoadMW }},
}

// union joins lists of inputs and names each once.
func union(lists ...[]string) []string {
	var out []string
	for _, l := range lists {
		for _, x := range l {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	return out
}

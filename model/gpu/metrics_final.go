package gpu

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

var (
	usesGPUs  = union(usesNeed, usesStock, []string{"gpu.programmes.accelerator", "gpu.programmes.gpus", "gpu.programmes.completes", "gpu.accelerators.bf16_dense"})
	usesNodes = union(usesGPUs, []string{"gpu.accelerators.gpus_per_node"})
	usesPower = union(usesNodes, []string{"gpu.accelerators.node_power"})
	usesRacks = union(usesPower, []string{"gpu.rack.power", "gpu.rack.derating", "gpu.rack.units", "gpu.rack.usable_units", "gpu.accelerators.node_height"})
)

var expansionMetrics = []declare.Metric[Out]{
	{Key: "gpu.expansion_gpus", Unit: "gpus", Kind: declare.Final,
		Label: text.T("GPUs the expansion requires", "Số GPU cần cho đợt mở rộng"), Doc: "GPUs the expansion has to buy under the chosen reading, whether or not they can be had.",
		Formula: "count: multiple x base; compute: multiple x opening BF16 / BF16 of the accelerator; less existing and planned GPUs when these count", Uses: usesGPUs, Source: srcReport,
		Ref: func(o *Out) *float64 { return &o.ExpansionGPUs }},
	{Key: "gpu.expansion_nodes", Unit: "nodes", Kind: declare.Final,
		Label: text.T("Nodes the expansion requires", "Số nút cần cho đợt mở rộng"), Doc: "Whole nodes that hold the required GPUs.",
		Formula: "required GPUs / GPUs per node, rounded up", Uses: usesNodes, Source: srcDGX,
		Ref: func(o *Out) *float64 { return &o.ExpansionNodes }},
	{Key: "gpu.expansion_it", Unit: "MW", Boundary: unit.IT, Kind: declare.Final,
		Label: text.T("IT power the expansion requires", "Công suất CNTT cần cho đợt mở rộng"), Doc: "Nameplate of the required nodes, without cooling and losses of the building.",
		Formula: "required nodes x node power", Uses: usesPower, Source: srcDGX,
		Ref: func(o *Out) *float64 { return &o.ExpansionMW }},
	{Key: "gpu.nodes_per_reference_rack", Unit: "nodes/rack", Kind: declare.Final,
		Label: text.T("Nodes in a reference rack", "Số nút mỗi tủ rack quy chiếu"), Doc: "Whole nodes that the derated power and the usable height of the reference rack hold; 0 when not even one fits.",
		Formula: "min(rack power x derating / node power, usable U / U of the node), each rounded down", Uses: []string{"gpu.rack.power", "gpu.rack.derating", "gpu.rack.units", "gpu.rack.usable_units", "gpu.accelerators.node_height", "gpu.accelerators.node_power", "gpu.expansion.accelerator"}, Source: srcSuperPOD,
		Ref: func(o *Out) *float64 { return &o.NodesPerRack }},
	{Key: "gpu.expansion_racks", Unit: "racks", Kind: declare.Final,
		Label: text.T("Racks the expansion requires", "Số tủ rack cần cho đợt mở rộng"), Doc: "Reference racks for the required nodes; 0 when no node fits such a rack (see nodes in a reference rack), because then no number of racks would do.",
		Formula: "required nodes / nodes in a reference rack, rounded up", Uses: usesRacks, Source: srcSuperPOD,
		Ref: func(o *Out) *float64 { return &o.ExpansionRacks }},
}

var (
	usesJob  = []string{"gpu.jobs.parameters", "gpu.jobs.tokens", "gpu.jobs.flop", "gpu.jobs.precision", "gpu.jobs.share", "gpu.jobs.mfu", "gpu.jobs.goodput", "gpu.jobs.programme_factor"}
	usesPeak = []string{"gpu.accelerators.bf16_dense", "gpu.accelerators.fp8_dense"}
	usesOpen = union(usesJob, usesPeak, usesStock, usesDescribed, []string{"gpu.fleets.island"})
	usesLate = union(usesJob, usesPeak, usesRun, usesDescribed, usesIslands)
)

var jobMetrics = []declare.Metric[Out]{
	{Key: "gpu.job_days_now", Unit: "days", Kind: declare.Final, Of: "gpu.jobs",
		Label: text.T("Training time on the opening fleets", "Thời gian huấn luyện với GPU hiện có"), Doc: "Days the job takes on the fleets that run at the start; 36,525 (a century) stands for longer and for never.",
		Formula: "work / (86400 x peak x share x MFU x goodput x programme factor); work is flop, or 6 x parameters x tokens. Of a job with a model: tokens / (86400 x tokens a second on the island where it goes fastest x goodput x programme factor / residual)", Uses: usesOpen, Source: srcKaplan + "; " + srcMFU,
		EachRef: func(o *Out, i int) *float64 { return &o.JobDaysNow[i] }},
	{Key: "gpu.job_days_end", Unit: "days", Kind: declare.Final, Of: "gpu.jobs",
		Label: text.T("Training time on the final fleet", "Thời gian huấn luyện với GPU cuối kỳ"), Doc: "Days the job takes on what runs in the last month; 36,525 (a century) stands for longer and for never.",
		Formula: "as the training time on the opening fleets, with what runs in the last month", Uses: usesLate, Source: srcKaplan + "; " + srcMFU,
		EachRef: func(o *Out, i int) *float64 { return &o.JobDaysEnd[i] }},
	{Key: "gpu.job_progress", Unit: "%", Kind: declare.Series, Agg: declare.Stock, Of: "gpu.jobs",
		Label: text.T("Training progress", "Tiến độ huấn luyện"), Doc: "Work done so far over the work of the job.",
		Formula: "100 x sum over months of seconds x mean rate of the month / work; the rate as in the training time", Uses: union(usesLate, usesShare, []string{"gpu.jobs.start"}), Source: srcKaplan,
		EachRef: func(o *Out, i int) *float64 { return &o.JobProgress[i] }},
	{Key: "gpu.job_date", Kind: declare.FirstDate, Of: "gpu.jobs",
		Label: text.T("Training completed", "Thời điểm hoàn thành huấn luyện"), Doc: "Month in which the job's work is done; never when it does not end within the run.",
		Formula: "first month in which progress is 100 %", Uses: union(usesLate, usesShare, []string{"gpu.jobs.start"}), Source: srcKaplan,
		EachRef: func(o *Out, i int) *float64 { return &o.JobDate[i] }},
}

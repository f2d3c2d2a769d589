package gpu

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

var (
	usesModel    = []string{"gpu.jobs.model", "gpu.jobs.sequence", "gpu.jobs.batch", "gpu.jobs.residual"}
	usesTraining = []string{"gpu.training.software", "gpu.training.failures", "gpu.training.restart", "gpu.training.stall", "gpu.training.storage", "gpu.training.spares"}
	usesIslands  = []string{"gpu.fleets.island", "gpu.programmes.island", "gpu.expansion.island", "gpu.programmes.split", "gpu.expansion.split"}
	usesShape    = []string{"gpu.models.published", "gpu.models.parameters", "gpu.models.active", "gpu.models.experts", "gpu.models.top_k", "gpu.models.layers",
		"gpu.models.hidden", "gpu.models.heads", "gpu.models.kv_heads", "gpu.models.feed_forward", "gpu.models.vocabulary", "gpu.accelerators.entry"}
	usesDescribed = union(usesModel, usesTraining, usesShape)
	usesLife      = []string{"gpu.life.median", "gpu.life.shape", "gpu.fleets.installed"}
	usesExport    = []string{"gpu.export.state", "gpu.export.from", "gpu.export.limit", "gpu.export.lets", "gpu.accelerators.bf16_dense", "gpu.accelerators.fp8_dense"}
	usesCase      = []string{"gpu.cases.gpus", "gpu.cases.accelerator"}
	usesPlace     = union(usesCase, []string{"gpu.accelerators.gpus_per_node", "gpu.accelerators.node_power"})
	usesTimed     = union(usesCase, usesJob, usesDescribed, usesPeak, []string{"gpu.cases.job"})
)

const srcDaly = "Daly 2006, Future Generation Computer Systems 22(3)"

var trainingMetrics = []declare.Metric[Out]{
	{Key: "gpu.job_days_pooled", Unit: "days", Kind: declare.Final, Of: "gpu.jobs",
		Label: text.T("Training time if islands were pooled", "Thời gian huấn luyện nếu gộp các cụm"), Doc: "Days the job would take on all that runs in the last month, if islands lost nothing between them: a bound that no network reaches.",
		Formula: "work / (86400 x sum of the rates of all islands)", Uses: union(usesLate, usesDescribed, usesIslands), Source: "Definition",
		EachRef: func(o *Out, i int) *float64 { return &o.JobDaysPooled[i] }},
	{Key: "gpu.job_gpus", Unit: "gpus", Kind: declare.Series, Agg: declare.Stock, Keep: declare.Mean, Of: "gpu.jobs",
		Label: text.T("GPUs that a job can have", "Số GPU một tác vụ có thể dùng"), Doc: "GPUs of the island on which the job goes fastest, less spares; of a job that is given as FLOP its share of all.",
		Formula: "share x (1 - spares) x GPUs of the island", Uses: union(usesLate, usesDescribed, usesIslands), Source: "Definition",
		EachRef: func(o *Out, i int) *float64 { return &o.JobGPUs[i] }},
	{Key: "gpu.job_mfu", Unit: "%", Kind: declare.Series, Agg: declare.Ratio, Keep: declare.Mean, Of: "gpu.jobs",
		Label: text.T("MFU of a job", "MFU của tác vụ"), Doc: "Model FLOPs over the dense peak of the GPUs the job has, within a step, by the best layout; of a job that is given as FLOP what it states.",
		Formula: "FLOPs of a step / (time of the step x peak x GPUs)", Uses: union(usesLate, usesDescribed, usesIslands), Source: srcMFU,
		EachRef: func(o *Out, i int) *float64 { return &o.JobMFU[i] }},
	{Key: "gpu.job_goodput", Unit: "%", Kind: declare.Series, Agg: declare.Ratio, Keep: declare.Mean, Of: "gpu.jobs",
		Label: text.T("Goodput of a job", "Tỷ lệ thời gian hữu ích của tác vụ"), Doc: "Share of the job's time in useful steps; of a job that is given as FLOP what it states.",
		Formula: "W / (M exp(R/M) (exp((W+C)/M) - 1)), W Daly's interval, M time between failures, C stall, R restart", Uses: union(usesLate, usesDescribed, usesIslands), Source: srcDaly,
		EachRef: func(o *Out, i int) *float64 { return &o.JobGoodput[i] }},
	{Key: "gpu.largest_island", Unit: "H100e", Agg: declare.Stock,
		Label: text.T("Largest island", "Cụm liên thông lớn nhất"), Doc: "The island of most dense BF16 compute, in equivalents of the accelerator of reference: no single job can have more.",
		Formula: "largest over islands of count x BF16 / BF16 of the reference", Uses: union(usesBF16, usesIslands, []string{"gpu.reference"}), Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.LargestH100e }},
	{Key: "gpu.h100e_training", Unit: "H100e", Agg: declare.Stock, Part: trainingPart,
		Label: text.T("AI compute by training", "Năng lực AI theo huấn luyện"), Doc: "Running GPUs weighted by the speed at which 1,024 of them train the job of reference, against the accelerator of reference; a part that cannot counts nothing.",
		Formula: "sum of count x tokens a second / tokens a second of the reference", Uses: union(usesRun, usesDescribed, []string{"gpu.reference", "gpu.training.reference", "gpu.jobs.precision"}), Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.TrainH100e }},
	{Key: "gpu.h100e_serving", Unit: "H100e", Agg: declare.Stock, Part: portfolioPart,
		Label: text.T("AI compute by serving", "Năng lực AI theo phục vụ"), Doc: "Running GPUs weighted by the requests that one of them serves of the service of reference, against the accelerator of reference; a part that cannot keep the promise counts nothing.",
		Formula: "sum of count x requests a second / requests a second of the reference", Uses: union(usesRun, usesShape, usesServing, []string{"gpu.reference", "gpu.portfolio.reference"}), Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.ServeH100e }},
	{Key: "gpu.retired", Unit: "gpus", Agg: declare.Stock, Part: lifePart,
		Label: text.T("GPUs out of service", "Số GPU đã ngừng sử dụng"), Doc: "GPUs of opening fleets and purchases that left service since the start.",
		Formula: "sum over vintages of GPUs x (1 - exp(-(age/scale)^shape)), of opening fleets given their age", Uses: union(usesAll, usesLife), Source: "Weibull 1951, Journal of Applied Mechanics 18",
		Ref: func(o *Out) *float64 { return &o.Retired }},
}

var caseMetrics = []declare.Metric[Out]{
	{Key: "gpu.case_gpus", Unit: "gpus", Kind: declare.Final, Of: "gpu.cases",
		Label: text.T("GPUs of a case", "Số GPU của phương án"), Doc: "GPUs of the case, as one island, spares among them.",
		Formula: "as given", Uses: []string{"gpu.cases.gpus"}, Source: "Definition",
		EachRef: func(o *Out, i int) *float64 { return &o.CaseGPUs[i] }},
	{Key: "gpu.case_days", Unit: "days", Kind: declare.Final, Of: "gpu.cases",
		Label: text.T("Training time of a case", "Thời gian huấn luyện của phương án"), Doc: "Days the job of the case takes on its GPUs as one island; 36,525 stands for longer and for never.",
		Formula: "tokens / (86400 x tokens a second x goodput x programme factor / residual)", Uses: usesTimed, Source: srcDaly + "; " + srcMFU,
		EachRef: func(o *Out, i int) *float64 { return &o.CaseDays[i] }},
	{Key: "gpu.case_mfu", Unit: "%", Kind: declare.Final, Of: "gpu.cases",
		Label: text.T("MFU of a case", "MFU của phương án"), Doc: "Model FLOPs over the dense peak, within a step.",
		Formula: "FLOPs of a step / (time of the step x peak x GPUs)", Uses: usesTimed, Source: srcMFU,
		EachRef: func(o *Out, i int) *float64 { return &o.CaseMFU[i] }},
	{Key: "gpu.case_waste", Unit: "%", Kind: declare.Final, Of: "gpu.cases",
		Label: text.T("Time lost in a case", "Thời gian mất của phương án"), Doc: "Share of the job's time that failures, restarts and checkpoints take.",
		Formula: "100 x (1 - goodput)", Uses: usesTimed, Source: srcDaly,
		EachRef: func(o *Out, i int) *float64 { return &o.CaseWaste[i] }},
	{Key: "gpu.case_nodes", Unit: "nodes", Kind: declare.Final, Of: "gpu.cases",
		Label: text.T("Nodes of a case", "Số nút của phương án"), Doc: "Whole nodes that hold the GPUs of the case.",
		Formula: "GPUs / GPUs per node, rounded up", Uses: usesPlace, Source: srcDGX,
		EachRef: func(o *Out, i int) *float64 { return &o.CaseNodes[i] }},
	{Key: "gpu.case_it", Unit: "MW", Boundary: unit.IT, Kind: declare.Final, Of: "gpu.cases",
		Label: text.T("IT power of a case", "Công suất CNTT của phương án"), Doc: "Nameplate of the nodes of the case.",
		Formula: "nodes x node power", Uses: usesPlace, Source: srcDGX,
		EachRef: func(o *Out, i int) *float64 { return &o.CaseITMW[i] }},
	{Key: "gpu.case_racks", Unit: "racks", Kind: declare.Final, Of: "gpu.cases",
		Label: text.T("Racks of a case", "Số tủ rack của phương án"), Doc: "Reference racks for the nodes of the case, 0 when no node fits one; a liquid-cooled node that is heavier or taller than the rack is a rack itself.",
		Formula: "nodes / nodes in a reference rack, rounded up", Uses: union(usesPlace, []string{"gpu.accelerators.cooling", "gpu.rack.power", "gpu.rack.derating", "gpu.rack.units", "gpu.rack.usable_units", "gpu.accelerators.node_height"}), Source: srcSuperPOD,
		EachRef: func(o *Out, i int) *float64 { return &o.CaseRacks[i] }},
	{Key: "gpu.case_cost", Unit: "MUSD", Kind: declare.Final, Of: "gpu.cases",
		Label: text.T("Purchase of a case", "Chi phí mua của phương án"), Doc: "GPUs, servers, network and storage of the case at the prices of the start; halls and energy are apart.",
		Formula: "GPUs x price x (1 + server share) x (1 + network share), or GPUs x price x (1 + server share) + network and storage of gpu.infrastructure", Uses: union(usesCase, usesPaid, []string{"gpu.accelerators.price", "gpu.server_share", "gpu.network_share"}), Source: srcWarehouse,
		EachRef: func(o *Out, i int) *float64 { return &o.CaseCost[i] }},
	{Key: "gpu.case_energy", Unit: "GWh", Kind: declare.Final, Of: "gpu.cases",
		Label: text.T("Energy of the job in a case", "Điện năng của tác vụ trong phương án"), Doc: "Energy of the servers of the case from the start of the job to its end, without cooling and losses of the building.",
		Formula: "days x 24 x nameplate IT power x load factor", Uses: union(usesTimed, usesPlace, []string{"gpu.load_factor"}), Source: srcNode,
		EachRef: func(o *Out, i int) *float64 { return &o.CaseEnergy[i] }},
}

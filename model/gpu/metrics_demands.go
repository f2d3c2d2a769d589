package gpu

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
)

var (
	usesServing = []string{"gpu.demands.model", "gpu.demands.precision", "gpu.demands.prompt", "gpu.demands.output", "gpu.demands.first_token", "gpu.demands.next_token", "gpu.demands.quantile"}
	usesNodesOf = union(usesServing, usesShape, []string{"gpu.demands.use", "gpu.accelerators.gpus_per_node", "gpu.demands.requests", "gpu.demands.peak_to_mean", "gpu.demands.spare_nodes", "gpu.demands.residual", "gpu.reference"})
	usesNeedOf  = union(usesNodesOf, []string{"gpu.demands.busy"})
	usesShare   = union(usesNeedOf, usesBF16, []string{"gpu.demands.priority", "gpu.portfolio.usable", "gpu.portfolio.rent", "gpu.portfolio.patience"}, usesTurns)
	usesWait    = union(usesShare, []string{"gpu.demands.hold", "gpu.portfolio.variation"})
)

const srcCobham = "Cobham 1954, Operations Research 2; Pollaczek and Khinchine"

var demandMetrics = []declare.Metric[Out]{
	{Key: "gpu.demand", Unit: "H100e", Agg: declare.Stock, Of: "gpu.demands", Part: portfolioPart,
		Label: text.T("GPU time asked for", "Nhu cầu thời gian GPU"), Doc: "H100 equivalents that uses would keep busy in the month; one for a month is 730.5 GPU-hours.",
		Formula: "as given; of a service GPUs of the accelerator of reference at its busiest hour, and spares", Uses: usesShare, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Need }, EachRef: func(o *Out, i int) *float64 { return &o.NeedBy[i] }},
	{Key: "gpu.demand_met", Unit: "H100e", Agg: declare.Stock, Of: "gpu.demands", Part: portfolioPart,
		Label: text.T("GPU time given", "Thời gian GPU được cấp"), Doc: "H100 equivalents that uses get at home in the month, what waited before among them.",
		Formula: "by priority, min(asked for and waiting, running equivalents x usable share - given before)", Uses: usesShare, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Given }, EachRef: func(o *Out, i int) *float64 { return &o.GivenBy[i] }},
	{Key: "gpu.demand_unmet", Unit: "%", Agg: declare.Ratio, Part: portfolioPart,
		Label: text.T("GPU time not met at home", "Tỷ lệ nhu cầu GPU không được đáp ứng trong nước"), Doc: "Share of the month's demand that finds no GPUs at home in the month: it waits, is rented, or is lost.",
		Formula: "100 x sum of max(0, asked for - given) / sum of asked for", Uses: usesShare, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Unmet }},
	{Key: "gpu.demand_wait", Unit: "days", Agg: declare.Ratio, Of: "gpu.demands", Part: portfolioPart,
		Label: text.T("Wait for GPUs", "Thời gian chờ GPU"), Doc: "Mean days until a job of the use starts; services do not wait. The total is weighted by demand. 36,525 stands for never.",
		Formula: "R / ((1 - sigma before)(1 - sigma)), cut at 365, + waiting / given in the month; R = sum of load x time of a job x (1 + variation)/2", Uses: usesWait, Source: srcCobham,
		Ref: func(o *Out) *float64 { return &o.Wait }, EachRef: func(o *Out, i int) *float64 { return &o.WaitBy[i] }},
	{Key: "gpu.rented", Unit: "H100e", Agg: declare.Stock, Of: "gpu.demands", Part: portfolioPart,
		Label: text.T("GPUs rented abroad", "GPU thuê ở nước ngoài"), Doc: "H100 equivalents rented abroad for what finds none at home.",
		Formula: "requests not served; of other uses what waits beyond patience x demand", Uses: usesShare, Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Rented }, EachRef: func(o *Out, i int) *float64 { return &o.RentBy[i] }},
	{Key: "gpu.rent_cost", Unit: "MUSD", Agg: declare.Flow, Part: portfolioPart,
		Label: text.T("Cost of renting abroad", "Chi phí thuê GPU nước ngoài"), Doc: "Paid for rented GPUs within the month.",
		Formula: "rented x hours of the month x price x (1 - price decline)^(months/12)", Uses: union(usesShare, []string{"gpu.portfolio.rent_price", "gpu.price_decline"}), Source: "Definition",
		Get: func(o *Out) float64 { return o.RentUSD / usdPerMUSD }},
	{Key: "gpu.service_gpus", Unit: "gpus", Agg: declare.Stock, Of: "gpu.demands", Part: portfolioPart,
		Label: text.T("GPUs a service needs", "Số GPU dịch vụ cần"), Doc: "GPUs of the accelerator of reference that keep a service's promise at its busiest hour; 0 when no replica keeps it.",
		Formula: "nodes x GPUs of a node", Uses: usesNodesOf, Source: "docs/MODELS.md, Serving",
		EachRef: func(o *Out, i int) *float64 { return &o.ServeGPUs[i] }},
	{Key: "gpu.service_nodes", Unit: "nodes", Agg: declare.Stock, Of: "gpu.demands", Part: portfolioPart,
		Label: text.T("Nodes a service needs", "Số nút dịch vụ cần"), Doc: "Whole nodes of the accelerator of reference, spares among them.",
		Formula: "requests x peak over mean x residual / requests of a node, rounded up, + spares", Uses: usesNodesOf, Source: "docs/MODELS.md, Serving",
		EachRef: func(o *Out, i int) *float64 { return &o.ServeNodes[i] }},
}

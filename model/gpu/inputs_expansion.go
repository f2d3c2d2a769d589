package gpu

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
)

var expansionInputs = []declare.Input[Params]{
	{Key: "expansion.reading", Kind: declare.Choice,
		Options: []declare.Option{
			{Key: "none", Label: text.T("No expansion", "Không mở rộng")},
			{Key: "count", Label: text.T("Multiple of the GPU count", "Bội số của số GPU")},
			{Key: "compute", Label: text.T("Multiple of the compute", "Bội số của năng lực tính toán")},
			{Key: "megawatt", Label: text.T("Multiple of data-centre megawatts; no GPUs are bought", "Bội số công suất (MW) trung tâm dữ liệu; không mua GPU")},
		},
		Label:  text.T("What the expansion multiplies", "Đại lượng được mở rộng"),
		Doc:    "Which quantity grows by the multiple. The sources do not agree, so a scenario has to say it. The megawatt reading buys no GPUs here; the halls it asks for are in datacenter.expansion.",
		Source: srcReport + "; an earlier speaker multiplied the size of data centres",
		Ref:    func(p *Params) *float64 { return &p.Expansion.Reading }},
	{Key: "expansion.multiple", Unit: "1", Min: 0, Max: 100,
		Label:  text.T("Multiple of the expansion", "Số lần mở rộng"),
		Doc:    "How many times the base is to be reached; 15 on a base of 2,000 GPUs is 30,000.",
		Source: srcReport,
		Ref:    func(p *Params) *float64 { return &p.Expansion.Multiple }},
	{Key: "expansion.base_count", Unit: "gpus", Min: 0, Max: 1e6,
		Label:  text.T("Base of the count reading", "Số GPU gốc để nhân"),
		Doc:    "GPUs that the count reading multiplies. The compute reading multiplies the opening fleets instead.",
		Source: srcReport + "; fewer than 2,000 GPUs nationwide",
		Ref:    func(p *Params) *float64 { return &p.Expansion.BaseCount }},
	{Key: "expansion.counts_existing", Kind: declare.Choice, Options: noYes,
		Label:  text.T("Existing GPUs count towards it", "Có tính GPU hiện có và đã lên kế hoạch"),
		Doc:    "Whether fleets and programmes that complete are part of the multiple, so that the expansion buys only the rest; else it buys the whole multiple on top.",
		Source: srcReport + "; the text does not say which",
		Ref:    func(p *Params) *float64 { return &p.Expansion.CountsExisting }},
	{Key: "expansion.accelerator", Kind: declare.Reference, To: "gpu.accelerators",
		Label:  text.T("Accelerator of the expansion", "Loại GPU của đợt mở rộng"),
		Doc:    "What the expansion buys.",
		Source: "Definition",
		Ref:    func(p *Params) *float64 { return &p.Expansion.Accelerator }},
	{Key: "expansion.start", Kind: declare.Date,
		Label:  text.T("Expansion: ordering starts", "Đợt mở rộng: bắt đầu đặt mua"),
		Doc:    "Month in which ordering starts; the plan runs evenly from here, or from the start of the run if later.",
		Source: "Definition",
		Ref:    func(p *Params) *float64 { return &p.Expansion.Start }},
	{Key: "expansion.by", Kind: declare.Date,
		Label:  text.T("Expansion: delivered by", "Đợt mở rộng: giao xong trước"),
		Doc:    "Month by whose end the last GPU is planned to be delivered.",
		Source: "Definition",
		Ref:    func(p *Params) *float64 { return &p.Expansion.By }},
	{Key: "expansion.lead_time", Unit: "months", Min: 0, Max: 60,
		Label:  text.T("Expansion: lead time", "Đợt mở rộng: thời gian từ đặt mua đến giao hàng"),
		Doc:    "From order to delivery; nothing arrives before the start of ordering plus this time, in whole months rounded up.",
		Source: srcLead,
		Ref:    func(p *Params) *float64 { return &p.Expansion.LeadMonths }},
	{Key: "expansion.supply", Unit: "gpus/month", Min: 0, Max: 1e6,
		Label:  text.T("Expansion: supply", "Đợt mở rộng: nguồn cung"),
		Doc:    "Most GPUs a month that the market delivers and export licences let in.",
		Source: srcLicence,
		Ref:    func(p *Params) *float64 { return &p.Expansion.Supply }},
	{Key: "expansion.budget", Unit: "MUSD/year", Min: 0, Max: 1e6,
		Label:  text.T("Expansion: budget", "Đợt mở rộng: ngân sách"),
		Doc:    "Money for GPUs, servers, network and storage each year. A twelfth comes free each month; what is left at the end of December lapses.",
		Source: "Definition",
		Ref:    func(p *Params) *float64 { return &p.Expansion.BudgetMUSD }},
	{Key: "expansion.zone", Kind: declare.Reference, To: "power.zones", Optional: true,
		Label:  text.T("Expansion: power zone", "Đợt mở rộng: vùng điện"),
		Doc:    "Zone in which the GPUs must be housed; any when left out.",
		Source: "Definition",
		Ref:    func(p *Params) *float64 { return &p.Expansion.Zone }},
	{Key: "expansion.island", Kind: declare.Text, Optional: true,
		Label:  text.T("Expansion: island", "Đợt mở rộng: cụm liên thông"),
		Doc:    docIsland,
		Source: "Definition",
		Str:    func(p *Params) *string { return &p.Expansion.Island }},
	{Key: "expansion.split", Unit: "1", Min: 1, Max: 1000, Default: declare.Default(1),
		Label:  text.T("Expansion: clusters", "Đợt mở rộng: số cụm"),
		Doc:    docSplit,
		Source: srcSplit,
		Ref:    func(p *Params) *float64 { return &p.Expansion.Split }},
}

const (
	docIsland  = "Name of the island that one network joins; GPUs of one kind and island train one job. An island of its own when left out."
	docSplit   = "Equal clusters, each with a network of its own, that what is bought becomes: the larger, the smaller is each. Give it with a name of an island to one buyer alone."
	srcSplit   = "Definition. The default is one network, which is a bound"
	srcLicence = "Definition. Export Administration Regulations of the United States, 15 CFR 742.6 and 740: licences for advanced computing items"
	srcLead    = "Definition. Range: H100 servers took 36 to 52 weeks in November 2023 (Omdia) and 8 to 12 in April 2024 (Dell); tenders and installation come on top"
)

package gpu

import (
	"slices"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

// Publications that several rows rest on.
const (
	srcWarehouse = "Barroso, Hölzle and Ranganathan 2018, The Datacenter as a Computer, 3rd ed., chapter 6"
	srcSuperPOD  = "NVIDIA DGX SuperPOD reference architecture, DGX H100"
	srcReport    = "Report of the Ministry of Science and Technology on the national digital-transformation programme to 2025: an expansion of at least 15 times"
	srcDGX       = "NVIDIA DGX system user guides"
	srcMFU       = "Chowdhery et al. 2022, PaLM (arXiv 2204.02311), appendix B"
	srcKaplan    = "Kaplan et al. 2020 (arXiv 2001.08361), section 2.1: 6ND"
	srcLlama3    = "Grattafiori et al. 2024, The Llama 3 Herd of Models (arXiv 2407.21783), section 3.3.4"
	srcNode      = "Newkirk et al. 2025 (arXiv 2506.14551): computationally intensive training takes 76 % of an eight-H100 node's 10.2 kW"
)

var noYes = []declare.Option{
	{Key: "no", Label: text.T("No", "Không")},
	{Key: "yes", Label: text.T("Yes", "Có")},
}

// Inputs are the domain's own rows; those of the expansion follow in ExpansionInputs.
var Inputs = slices.Concat([]declare.Input[Params]{
	{Key: "reference", Kind: declare.Reference, To: "gpu.accelerators",
		Label:  text.T("Accelerator of reference", "GPU quy chiếu"),
		Doc:    "The accelerator that one H100 equivalent means: counts are converted by dense BF16 compute.",
		Source: "Convention; Epoch AI counts compute in H100 equivalents in this way",
		Ref:    func(p *Params) *float64 { return &p.Reference }},
	{Key: "price_decline", Unit: "1/year", Min: 0, Max: 0.6,
		Label:  text.T("Fall of GPU prices", "Mức giảm giá GPU"),
		Doc:    "Share by which the price of one accelerator falls each year, in money of the price year. Write it as %/year.",
		Source: "Definition. Range: Hobbhahn and Besiroglu 2022 (Epoch AI), Trends in GPU price-performance: FLOP/s per dollar doubles in 2.46 years, that is 25 % a year",
		Ref:    func(p *Params) *float64 { return &p.PriceDecline }},
	{Key: "server_share", Unit: "1", Min: 0, Max: 1.5,
		Label:  text.T("Server on top of GPU price", "Phần máy chủ cộng thêm vào giá GPU"),
		Doc:    "Cost of the server around the GPUs as a share of the bare GPU price; 0 when the price is that of a whole system.",
		Source: "Definition: " + srcDGX + "; a node of eight less eight bare GPUs",
		Ref:    func(p *Params) *float64 { return &p.ServerShare }},
	{Key: "network_share", Unit: "1", Min: 0, Max: 1, Unless: "infrastructure",
		Label:  text.T("Network and storage on top", "Phần mạng và lưu trữ cộng thêm"),
		Doc:    "Cost of the cluster's network and storage as a share of the cost of GPUs and servers; left out where gpu.infrastructure counts them.",
		Source: "Definition: " + srcSuperPOD,
		Ref:    func(p *Params) *float64 { return &p.NetworkShare }},
	{Key: "opex_share", Unit: "1/year", Min: 0, Max: 0.3,
		Label:  text.T("Operating cost of GPUs", "Chi phí vận hành GPU"),
		Doc:    "Yearly cost of support, repair and staff as a share of the installed cost; electricity is apart. Write it as %/year.",
		Source: "Definition: " + srcWarehouse,
		Ref:    func(p *Params) *float64 { return &p.OpexShare }},
	{Key: "load_factor", Unit: "1", Min: 0.2, Max: 1, Default: declare.Default(0.76),
		Label:  text.T("Draw of a node in training", "Hệ số tải của nút GPU khi huấn luyện"),
		Doc:    "Mean power of a running node over its nameplate.",
		Source: srcNode,
		Ref:    func(p *Params) *float64 { return &p.LoadFactor }},
	{Key: "rack.power", Unit: "kW", Boundary: unit.IT, Min: 1, Max: 600,
		Label:  text.T("Power of the reference rack", "Công suất tủ rack quy chiếu"),
		Doc:    "IT power of the rack in which the expansion's requirement is counted; what halls offer is the data centres' affair.",
		Source: "Definition. " + srcSuperPOD + ": four nodes of 10.2 kW need 40.8 kW",
		Ref:    func(p *Params) *float64 { return &p.RackKW }},
	{Key: "rack.derating", Unit: "1", Min: 0.3, Max: 1, Default: declare.Default(0.8),
		Label:  text.T("Usable share of the reference rack", "Tỷ lệ sử dụng của tủ rack quy chiếu"),
		Doc:    "Share of the rack's power that a continuous load may take.",
		Source: "NFPA 70 (National Electrical Code) 210.20(A): a continuous load takes at most 80 % of the breaker's rating",
		Ref:    func(p *Params) *float64 { return &p.RackDerating }},
	{Key: "rack.units", Unit: "U", Min: 1, Max: 100, Default: declare.Default(42),
		Label:  text.T("Height of the reference rack", "Chiều cao tủ rack quy chiếu"),
		Doc:    "Rack units of the reference rack.",
		Source: "EIA-310-E and IEC 60297 define the unit; 42 is the common height of a cabinet",
		Ref:    func(p *Params) *float64 { return &p.RackUnits }},
	{Key: "rack.usable_units", Unit: "1", Min: 0.01, Max: 1, Default: declare.Default(0.9),
		Label:  text.T("Usable height of the reference rack", "Phần chiều cao dùng được của tủ rack quy chiếu"),
		Doc:    "Share of the reference rack's height that nodes may take.",
		Source: "model/rack, docs/MODELS.md, Racks: from memory, low confidence",
		Ref:    func(p *Params) *float64 { return &p.RackUsable }},
}, expansionInputs, trainingInputs, lifeInputs, exportInputs, portfolioInputs, infrastructureInputs, sharingInputs)

package gpu

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

// AcceleratorInputs are the rows of gpu.accelerators.
var AcceleratorInputs = []declare.Input[Accelerator]{
	{Key: "bf16_dense", Unit: "TFLOPS", Min: 1, Max: 1e5,
		Label:  text.T("BF16 compute, dense", "Năng lực BF16, không thưa"),
		Doc:    "Peak of one GPU in BF16 (FP16 for parts without it), without structured sparsity; vendors often print twice as much.",
		Source: "Vendor data sheets; NVIDIA H100 Tensor Core GPU architecture white paper: 989 TFLOPS dense",
		Ref:    func(a *Accelerator) *float64 { return &a.BF16TFLOPS }},
	{Key: "fp8_dense", Unit: "TFLOPS", Min: 0, Max: 2e5, Default: declare.Default(0),
		Label:  text.T("FP8 compute, dense", "Năng lực FP8, không thưa"),
		Doc:    "Peak of one GPU in FP8 without structured sparsity; left out for parts without FP8, which then run FP8 jobs in BF16.",
		Source: "Vendor data sheets; the default means that the part has no FP8, as NVIDIA parts before Ada and Hopper (H100 architecture white paper)",
		Ref:    func(a *Accelerator) *float64 { return &a.FP8TFLOPS }},
	{Key: "memory", Unit: "GB", Min: 1, Max: 2000,
		Label:  text.T("GPU memory", "Bộ nhớ GPU"),
		Doc:    "Memory of one GPU, as on the label.",
		Source: "Vendor data sheets",
		Ref:    func(a *Accelerator) *float64 { return &a.MemoryGB }},
	{Key: "gpus_per_node", Unit: "gpus/node", Min: 1, Max: 1024,
		Label:  text.T("GPUs in a node", "Số GPU mỗi nút"),
		Doc:    "GPUs in one node: a server, or a whole rack where the vendor sells racks.",
		Source: srcDGX,
		Ref:    func(a *Accelerator) *float64 { return &a.PerNode }},
	{Key: "node_power", Unit: "kW", Boundary: unit.IT, Min: 0.1, Max: 1000,
		Label:  text.T("Nameplate power of a node", "Công suất định mức của nút"),
		Doc:    "Rated power of the whole node at its inlet: GPUs, processors, fans and network cards.",
		Source: srcDGX,
		Ref:    func(a *Accelerator) *float64 { return &a.NodeKW }},
	{Key: "cooling", Kind: declare.Choice,
		Options: []declare.Option{
			{Key: "air", Label: text.T("Air", "Làm mát bằng không khí")},
			{Key: "liquid", Label: text.T("Liquid", "Làm mát bằng chất lỏng")},
		},
		Label:  text.T("Cooling of the node", "Giải pháp làm mát của nút"),
		Doc:    "Liquid nodes need a liquid-cooled rack.",
		Source: "Vendor data sheets",
		Ref:    func(a *Accelerator) *float64 { return &a.Cooling }},
	{Key: "price", Unit: "USD/gpu", Min: 0, Max: 5e5,
		Label:  text.T("Price of a bare GPU", "Giá một GPU (chưa gồm máy chủ)"),
		Doc:    "Price of one GPU without its server at the start of the run, in dollars of the price year. Give the system's price per GPU and server_share 0 where only systems are sold.",
		Source: "Definition; no list prices are published",
		Ref:    func(a *Accelerator) *float64 { return &a.PriceUSD }},
	{Key: "launch", Kind: declare.Date, Optional: true,
		Label:  text.T("First deliveries of the part", "Tháng bắt đầu giao hàng"),
		Doc:    "Month from which the part is delivered to anyone; before it the market supplies none.",
		Source: "Vendor announcements",
		Ref:    func(a *Accelerator) *float64 { return &a.Launch }},
}

// FleetInputs are the rows of gpu.fleets.
var FleetInputs = []declare.Input[Fleet]{
	{Key: "owner", Kind: declare.Text, Optional: true,
		Label:  text.T("Owner", "Chủ sở hữu"),
		Doc:    "Who runs the fleet; words for the reader.",
		Source: "Definition",
		Str:    func(f *Fleet) *string { return &f.Owner }},
	{Key: "accelerator", Kind: declare.Reference, To: "gpu.accelerators",
		Label:  text.T("Accelerator of the fleet", "Loại GPU của cụm"),
		Doc:    "What the fleet is made of.",
		Source: "Definition",
		Ref:    func(f *Fleet) *float64 { return &f.Accelerator }},
	{Key: "count", Unit: "gpus", Min: 0, Max: 1e6,
		Label:  text.T("GPUs of the fleet", "Số GPU của cụm"),
		Doc:    "GPUs that run from the start to the end. They stand in racks that the opening stock already counts and ask for none.",
		Source: "Definition",
		Ref:    func(f *Fleet) *float64 { return &f.GPUs }},
}

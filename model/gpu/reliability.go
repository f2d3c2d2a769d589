package gpu

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/train"
)

const trainingPart = "gpu.training"

// Training is how clusters train: how often they stop and what that costs, and with
// what software.
type Training struct {
	On         bool
	Software   float64 // Megatron or FSDP
	Failures   float64 // stops a GPU-day
	RestartS   float64 // until work goes on, detection among them
	StallS     float64 // that an asynchronous checkpoint stops a job
	GBpsPerGPU float64 // that checkpoints are written with
	SpareShare float64 // of the nodes of an island, held back to stand in for failed ones
	Reference  float64 // the job by whose speed H100 equivalents of training are counted
}

// The alternatives of the software, in the order of its options.
const (
	Megatron = 0
	FSDP     = 1
)

// Goodput is the share of time in useful work of a job on n GPUs whose checkpoint has
// so many bytes: Daly's interval in the exact formula of exponential failures. An
// asynchronous checkpoint costs its stall, and a failure before it is durable falls
// back one further. Source: Daly 2006, FGCS 22(3).
func (x *Training) Goodput(n, bytes float64) float64 {
	if x.Failures <= 0 || n <= 0 {
		return 1
	}
	mtbf := secondsPerDay / (x.Failures * n)
	write := bytes / (x.GBpsPerGPU * n * bytesPerGB)
	stall := min(x.StallS, write)
	lag := write - stall
	return train.Goodput(mtbf, max(train.DalyS(mtbf, stall), lag), stall, x.RestartS+lag)
}

// usable is the GPUs of an island that work when its spares stand by.
func (x *Training) usable(n float64) float64 { return n * (1 - x.SpareShare) }

const bytesPerGB = 1e9

// Parts are the parts of the domain that a scenario may leave out.
var Parts = []declare.Part[Params]{
	{Path: trainingPart, Label: text.T("Training of described models", "Huấn luyện mô hình có mô tả"), Doc: "Failures, checkpoints, spares and software of jobs that name a model.",
		Present: func(p *Params) *bool { return &p.Training.On }},
	{Path: lifePart, Label: text.T("Life of GPUs", "Tuổi thọ GPU"), Doc: "When GPUs leave service.",
		Present: func(p *Params) *bool { return &p.Life.On }},
	{Path: exportPart, Label: text.T("Export controls", "Kiểm soát xuất khẩu"), Doc: "Whether fast accelerators are let in.",
		Present: func(p *Params) *bool { return &p.Export.On }},
	{Path: portfolioPart, Label: text.T("Demands", "Nhu cầu"), Doc: "What GPU time is for, who waits, and what is rented abroad.",
		Present: func(p *Params) *bool { return &p.Portfolio.On }},
	{Path: infrastructurePart, Label: text.T("Network and storage of clusters", "Mạng và lưu trữ của các cụm"), Doc: "Switches, links and storage beside the nodes: their power, racks and money.",
		Present: func(p *Params) *bool { return &p.Infrastructure.On }},
	{Path: sharingPart, Label: text.T("Jobs among the demands", "Tác vụ dùng chung GPU"), Doc: "Training jobs with a priority take GPUs from the demands, and demands from them.",
		Present: func(p *Params) *bool { return &p.Sharing.On }},
}

var trainingInputs = []declare.Input[Params]{
	{Key: "training.software", Kind: declare.Choice, Part: trainingPart,
		Options: []declare.Option{{Key: "megatron", Label: text.T("Megatron", "Megatron")}, {Key: "fsdp", Label: text.T("FSDP", "FSDP")}},
		Label:   text.T("Training software", "Phần mềm huấn luyện"),
		Doc:     "What layouts may do: pipelines with the optimiser sharded (megatron), or all sharded besides (fsdp). Layouts are searched before the run, so it cannot be drawn.",
		Source:  "Documentation of Megatron-LM and of PyTorch FSDP",
		Ref:     func(p *Params) *float64 { return &p.Training.Software }},
	{Key: "training.failures", Unit: "1/gpu/day", Min: 0, Max: 0.1, Part: trainingPart,
		Label:  text.T("Failures", "Tần suất sự cố"),
		Doc:    "Failures that stop a job, for each GPU and day.",
		Source: "Kokolis et al. 2024 (arXiv 2410.21680): 2.9e-4 and 8.1e-4; " + srcLlama3 + ": 4.7e-4",
		Ref:    func(p *Params) *float64 { return &p.Training.Failures }},
	{Key: "training.restart", Unit: "seconds", Min: 1, Max: 1e5, Part: trainingPart,
		Label:  text.T("Restart", "Thời gian khởi động lại"),
		Doc:    "From a failure until work goes on: detection, a spare node, start, reading of the checkpoint.",
		Source: "Definition. 540 s reach the useful time of Llama 3",
		Ref:    func(p *Params) *float64 { return &p.Training.RestartS }},
	{Key: "training.stall", Unit: "seconds", Min: 0.1, Max: 1e5, Part: trainingPart,
		Label:  text.T("Stall of a checkpoint", "Thời gian dừng khi ghi điểm lưu"),
		Doc:    "Time that a checkpoint stops the job, while the rest of it is written behind.",
		Source: "Definition",
		Ref:    func(p *Params) *float64 { return &p.Training.StallS }},
	{Key: "training.storage", Unit: "GB/second/gpu", Min: 1e-4, Max: 100, Part: trainingPart,
		Label:  text.T("Storage for each GPU", "Băng thông lưu trữ mỗi GPU"),
		Doc:    "Bandwidth that checkpoints are written with, for each GPU of the job.",
		Source: "Definition. Llama 3 (arXiv 2407.21783): 2 TB/s sustained for 24,000 GPUs",
		Ref:    func(p *Params) *float64 { return &p.Training.GBpsPerGPU }},
	{Key: "training.spares", Unit: "1", Min: 0, Max: 0.5, Part: trainingPart,
		Label:  text.T("Spare nodes", "Tỷ lệ nút dự phòng"),
		Doc:    "Share of an island's nodes that stand by for failed ones and train nothing.",
		Source: "BLOOM held 4 of 52 nodes (arXiv 2211.05100); Delta needed 5 % more",
		Ref:    func(p *Params) *float64 { return &p.Training.SpareShare }},
	{Key: "training.reference", Kind: declare.Reference, To: "gpu.jobs", Part: trainingPart, Optional: true,
		Label:  text.T("Job of reference", "Tác vụ quy chiếu"),
		Doc:    "The job by whose speed on 1,024 GPUs accelerators are counted as H100 equivalents of training.",
		Source: "Definition",
		Ref:    func(p *Params) *float64 { return &p.Training.Reference }},
}

// equivalentGPUs is the cluster on which accelerators are compared: large enough that
// every published model fits, small enough that every batch can use it.
const equivalentGPUs = 1024

// prepareEquivalents fills what one accelerator trains over what that of reference
// does, both in clusters of the same count.
func prepareEquivalents(p *Params) {
	p.trainsAs = make([]float64, len(p.Accelerators))
	j, ref := int(p.Training.Reference), int(p.Reference)
	if !p.Training.On || j < 0 || j >= len(p.Jobs) || ref < 0 {
		return
	}
	of := func(a int) float64 {
		x := p.speeds[j*len(p.Accelerators)+a]
		if x == nil {
			return 0
		}
		tokens, _, _ := x.at(equivalentGPUs)
		return tokens
	}
	for a := range p.trainsAs {
		p.trainsAs[a] = ratio(of(a), of(ref))
	}
}

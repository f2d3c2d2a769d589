package gpu

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
)

const exportPart = "gpu.export"

// Export is a rule that lets fewer fast accelerators in.
type Export struct {
	On    bool
	State float64 // Open or Controlled
	From  float64 // month
	Limit float64 // total processing performance above which the rule applies
	Lets  float64 // share of the supply that still comes
}

// The alternatives of the state, in the order of its options.
const (
	Open       = 0
	Controlled = 1
)

// TotalProcessing is the measure of the United States' rule: dense TFLOPS times the bits
// of the operation, the largest over formats (15 CFR part 774, supplement 1, ECCN 3A090, note 1 with TPP).
// An H100 has 15,832 by FP8, an H20 2,368.
func (a *Accelerator) TotalProcessing() float64 { return max(16*a.BF16TFLOPS, 8*a.FP8TFLOPS) }

// share is the part of the supply of fast parts that comes in a month.
func (e *Export) share(month float64) float64 {
	if !e.On || e.State != Controlled || month < e.From {
		return 1
	}
	return e.Lets
}

// lets is the part of the supply of one accelerator that comes when so much of fast parts does.
func (e *Export) lets(a *Accelerator, share float64) float64 {
	if share < 1 && a.TotalProcessing() >= e.Limit {
		return share
	}
	return 1
}

const srcControl = "Export Administration Regulations of the United States, 15 CFR part 774, supplement 1, ECCN 3A090 (October 2023)"

var exportInputs = []declare.Input[Params]{
	{Key: "export.state", Kind: declare.Choice, Part: exportPart,
		Options: []declare.Option{{Key: "open", Label: text.T("Licences are given", "Được cấp phép")}, {Key: "controlled", Label: text.T("Fast parts are held back", "Hạn chế GPU hiệu năng cao")}},
		Label:   text.T("Export controls", "Kiểm soát xuất khẩu"),
		Doc:     "Whether exporting countries hold fast accelerators back; a choice that may be drawn.",
		Source:  srcControl,
		Ref:     func(p *Params) *float64 { return &p.Export.State }},
	{Key: "export.from", Kind: declare.Date, Drawn: true, Part: exportPart,
		Label:  text.T("Controls from", "Bắt đầu kiểm soát"),
		Doc:    "First month in which the controls hold.",
		Source: "Definition",
		Ref:    func(p *Params) *float64 { return &p.Export.From }},
	{Key: "export.limit", Unit: "1", Min: 0, Max: 1e6, Part: exportPart,
		Label:  text.T("Limit of performance", "Ngưỡng hiệu năng"),
		Doc:    "Total processing performance, dense TFLOPS times bits, from which on an accelerator is controlled; 4,800 in the rule of 2023.",
		Source: srcControl,
		Ref:    func(p *Params) *float64 { return &p.Export.Limit }},
	{Key: "export.lets", Unit: "1", Min: 0, Max: 1, Part: exportPart,
		Label:  text.T("Supply that still comes", "Tỷ lệ nguồn cung còn lại"),
		Doc:    "Share of the supply of controlled accelerators that is still let in.",
		Source: "Definition",
		Ref:    func(p *Params) *float64 { return &p.Export.Lets }},
}

package datacenter

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

const noProgramme = "no programme unless the scenario asks for one; statements of a multiple: Qdnd.vn, Vietnam riding wave of data center investments (February 2025)"

var expansionInputs = []declare.Input[Params]{
	{Key: "expansion.target", Unit: "MW", Boundary: unit.Facility, Default: declare.Default(0), Min: 0, Max: 1e5,
		Label:  text.T("Expansion target", "Mục tiêu mở rộng"),
		Doc:    "Facility power that the expansion programme is to reach or to add; 0 for no programme.",
		Source: noProgramme,
		Ref:    func(p *Params) *float64 { return &p.Expansion.TargetMW }},
	{Key: "expansion.reading", Kind: declare.Choice, Default: declare.Default(ReadTotal),
		Options: []declare.Option{
			ReadTotal: {Key: "total", Label: text.T("National total", "Tổng toàn quốc")},
			ReadAdded: {Key: "added", Label: text.T("On top of what is open and announced", "Bổ sung ngoài phần hiện có và đã công bố")},
		},
		Label:  text.T("What the target counts", "Phạm vi của mục tiêu"),
		Doc:    "Whether the target is the country's total, of which named facilities are part, or comes on top of them.",
		Source: noProgramme,
		Ref:    func(p *Params) *float64 { return &p.Expansion.Reading }},
	{Key: "expansion.start", Kind: declare.Date, Drawn: true, Optional: true,
		Label:  text.T("First month of construction", "Tháng khởi công đầu tiên"),
		Doc:    "Month in which the first module starts; the month after the start of the run when left out.",
		Source: noProgramme,
		Ref:    func(p *Params) *float64 { return &p.Expansion.Start }},
	{Key: "expansion.by", Kind: declare.Date, Drawn: true, Optional: true,
		Label:  text.T("Month of the target", "Tháng đạt mục tiêu"),
		Doc:    "Month by which the target is to be reached; the end of the run when left out.",
		Source: noProgramme,
		Ref:    func(p *Params) *float64 { return &p.Expansion.By }},
	{Key: "expansion.class", Kind: declare.Reference, To: "datacenter.rack_classes", Optional: true,
		Label:  text.T("Rack class of the programme", "Loại tủ rack của chương trình"),
		Doc:    "Class of the racks that are not dense; standard racks when left out.",
		Source: noProgramme,
		Ref:    func(p *Params) *float64 { return &p.Expansion.Class }},
	{Key: "expansion.dense_share", Unit: "1", Default: declare.Default(0), Min: 0, Max: 1,
		Label:  text.T("Dense share of the programme", "Tỷ lệ mật độ cao của chương trình"),
		Doc:    "Share of the programme's IT power built with racks of the dense class.",
		Source: noProgramme,
		Ref:    func(p *Params) *float64 { return &p.Expansion.DenseShare }},
	{Key: "expansion.dense_class", Kind: declare.Reference, To: "datacenter.rack_classes", Optional: true,
		Label:  text.T("Dense rack class", "Loại tủ rack mật độ cao"),
		Doc:    "Class of the dense racks; expansion.class when left out.",
		Source: noProgramme,
		Ref:    func(p *Params) *float64 { return &p.Expansion.DenseClass }},
	{Key: "expansion.zone", Kind: declare.Reference, To: "power.zones", Optional: true,
		Label:  text.T("Zone of the programme", "Vùng của chương trình"),
		Doc:    "Power zone in which it builds; over all zones by unclaimed grid headroom when left out.",
		Source: noProgramme,
		Ref:    func(p *Params) *float64 { return &p.Expansion.Zone }},
	{Key: "expansion.construction", Unit: "months", Default: declare.Default(21), Min: 0, Max: 240,
		Label:  text.T("Construction time of a module", "Thời gian xây dựng một mô-đun"),
		Doc:    "Months from the start of a module until it can be energised.",
		Source: cwCosts + ": 18 to 24 months to build; the default is the middle",
		Ref:    func(p *Params) *float64 { return &p.Expansion.ConstructionMonths }},
	{Key: "expansion.pue", Unit: "1", Default: declare.Default(1.56), Min: 1, Max: 3.5,
		Label:  text.T("PUE of the programme", "PUE của chương trình"),
		Doc:    "Yearly facility energy over IT energy of the programme's halls.",
		Source: uptime + ": mean PUE 1.56",
		Ref:    func(p *Params) *float64 { return &p.Expansion.PUE }},
}

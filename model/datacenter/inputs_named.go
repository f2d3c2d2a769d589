package datacenter

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

const announcement = "the developer's announcement; terms as in Cushman & Wakefield, Asia Pacific Data Centre Update H1 2025"

// StockInputs are the rows of datacenter.stock.
var StockInputs = []declare.Input[Stock]{
	{Key: "zone", Kind: declare.Reference, To: "power.zones", Optional: true,
		Label:  text.T("Power zone", "Vùng điện"),
		Doc:    "Zone where this part of the opening stock stands; the first zone when left out.",
		Source: announcement,
		Ref:    func(s *Stock) *float64 { return &s.Zone }},
	{Key: "share", Unit: "1", Min: 0, Max: 1,
		Label:  text.T("Share of the opening stock", "Tỷ trọng trong hiện trạng"),
		Doc:    "Share of the counted racks and power; all shares are divided by their sum.",
		Source: "an inventory of facilities by city; terms as in Cushman & Wakefield, Asia Pacific Data Centre Update H1 2025",
		Ref:    func(s *Stock) *float64 { return &s.Share }},
	{Key: "plant", Kind: declare.Reference, To: plantsPart, Optional: true,
		Label:  text.T("Plant", "Hệ thống kỹ thuật"),
		Doc:    "Plant whose PUE and water this part has, by load and month; the opening stock's PUE when left out.",
		Source: lei,
		Ref:    func(s *Stock) *float64 { return &s.Plant }},
}

// ClassInputs are the rows of datacenter.rack_classes.
var ClassInputs = []declare.Input[Class]{
	{Key: "power", Unit: "kW/rack", Boundary: unit.IT, Min: 0.5, Max: 1500,
		Label:  text.T("Design power of a rack", "Công suất thiết kế mỗi tủ rack"),
		Doc:    "IT power the hall supplies and cools for one rack of this class.",
		Source: uptime + ": most racks below 8 kW; vendors' liquid-cooled racks 120 kW and more",
		Ref:    func(c *Class) *float64 { return &c.KW }},
	{Key: "derating", Unit: "1", Min: 0.1, Max: 1,
		Label:  text.T("Usable share of a rack", "Phần công suất dùng được của tủ rack"),
		Doc:    "Share of the design power that a continuous load may use; 1 where the design power is already net of it.",
		Source: nec,
		Ref:    func(c *Class) *float64 { return &c.Derating }},
	{Key: "cooling", Kind: declare.Choice,
		Options: []declare.Option{
			Air:    {Key: "air", Label: text.T("Air", "Không khí")},
			Liquid: {Key: "liquid", Label: text.T("Liquid", "Chất lỏng")},
		},
		Label:  text.T("Cooling", "Giải pháp làm mát"),
		Doc:    "How nodes in the rack are cooled; air-cooled nodes go into air-cooled racks only, and liquid into liquid.",
		Source: "ASHRAE TC 9.9, Thermal Guidelines for Data Processing Environments, 5th edition (2021): classes A and W",
		Ref:    func(c *Class) *float64 { return &c.Cooling }},
	{Key: "general", Kind: declare.Choice, Options: yesNo,
		Label:  text.T("Takes general demand", "Nhận nhu cầu thông thường"),
		Doc:    "Whether general demand may use these racks once standard racks are full.",
		Source: announcement,
		Ref:    func(c *Class) *float64 { return &c.General }},
	{Key: "units", Unit: "U", Min: 1, Max: 100, Default: declare.Default(42),
		Label:  text.T("Height of a rack", "Chiều cao tủ rack"),
		Doc:    "Rack units of a rack of this class; write 48 for racks that come whole, such as an NVL72.",
		Source: eia310,
		Ref:    func(c *Class) *float64 { return &c.Units }},
	{Key: "usable_units", Unit: "1", Min: 0.01, Max: 1, Default: declare.Default(0.9),
		Label:  text.T("Usable height of a rack", "Phần chiều cao dùng được của tủ rack"),
		Doc:    "Share of the rack's height that nodes may take; 1 for racks that come whole.",
		Source: usableU,
		Ref:    func(c *Class) *float64 { return &c.Usable }},
}

// FacilityInputs are the rows of datacenter.facilities.
var FacilityInputs = append([]declare.Input[Facility]{
	{Key: "zone", Kind: declare.Reference, To: "power.zones", Optional: true,
		Label:  text.T("Power zone", "Vùng điện"),
		Doc:    "Zone whose grid supplies the facility; the first zone when left out.",
		Source: announcement,
		Ref:    func(f *Facility) *float64 { return &f.Zone }},
	{Key: "delay", Unit: "months", Min: -24, Max: 240,
		Label:  text.T("Schedule delay", "Chậm tiến độ"),
		Doc:    "Months by which construction of every phase not yet open slips against its announced opening: one shock for the whole facility.",
		Source: "IEA, Energy and AI (2025): about 20 % of projects at risk of delay",
		Ref:    func(f *Facility) *float64 { return &f.DelayMonths }},
	{Key: "completes", Kind: declare.Choice, Options: yesNo,
		Label:  text.T("Completes", "Hoàn thành"),
		Doc:    "Whether the phases not yet open are ever built; give yes and no weights for a probability.",
		Source: "the scenario's judgement of the project's stage; compare Tenaga Nasional (2024): 5 of 11 GW applied for held realistic",
		Ref:    func(f *Facility) *float64 { return &f.Completes }},
	{Key: "pue", Unit: "1", Min: 1, Max: 3.5, Unless: "plant",
		Label:  text.T("Power usage effectiveness (PUE)", "Hiệu suất sử dụng điện (PUE)"),
		Doc:    "Yearly facility energy over IT energy; it turns the announced facility power into IT power. Not asked for where a plant is named.",
		Source: isoPUE,
		Ref:    func(f *Facility) *float64 { return &f.PUE }},
	{Key: "plant", Kind: declare.Reference, To: plantsPart, Optional: true,
		Label:  text.T("Plant", "Hệ thống kỹ thuật"),
		Doc:    "Plant whose PUE and water the facility has, by load and month; at rated load in design weather it turns the announced facility power into IT power.",
		Source: lei,
		Ref:    func(f *Facility) *float64 { return &f.Plant }},
}, progressInputs...)

// PhaseInputs are the rows of datacenter.phases.
var PhaseInputs = []declare.Input[Phase]{
	{Key: "facility", Kind: declare.Reference, To: "datacenter.facilities",
		Label:  text.T("Facility", "Cơ sở"),
		Doc:    "The facility this phase belongs to.",
		Source: announcement,
		Ref:    func(p *Phase) *float64 { return &p.Facility }},
	{Key: "opens", Kind: declare.Date, Drawn: true,
		Label:  text.T("Announced opening", "Ngày đưa vào vận hành theo công bố"),
		Doc:    "Month of opening; a phase whose month is not after the start of the run is open.",
		Source: announcement,
		Ref:    func(p *Phase) *float64 { return &p.Opens }},
	{Key: "racks", Unit: "racks", Min: 0, Max: 1e6,
		Label:  text.T("Racks", "Số tủ rack"),
		Doc:    "Racks of the phase when it is complete.",
		Source: announcement,
		Ref:    func(p *Phase) *float64 { return &p.Racks }},
	{Key: "class", Kind: declare.Reference, To: "datacenter.rack_classes", Optional: true,
		Label:  text.T("Rack class", "Loại tủ rack"),
		Doc:    "Class of its racks; standard when left out.",
		Source: announcement,
		Ref:    func(p *Phase) *float64 { return &p.Class }},
	{Key: "power", Unit: "MW", Boundary: unit.Facility, Min: 0, Max: 1e5,
		Label:  text.T("Facility power", "Công suất toàn cơ sở"),
		Doc:    "Power of the phase at the facility's meter; announced megawatts are read so.",
		Source: announcement,
		Ref:    func(p *Phase) *float64 { return &p.PowerMW }},
	{Key: "applied", Kind: declare.Date, Drawn: true, Optional: true,
		Label:  text.T("Connection requested", "Tháng đề nghị đấu nối"),
		Doc:    "Month in which the grid connection was asked for; connection_lead months before the announced opening when left out.",
		Source: announcement,
		Ref:    func(p *Phase) *float64 { return &p.Applied }},
	{Key: "inside_stock", Kind: declare.Choice, Options: yesNo, Default: declare.Default(No),
		Label:  text.T("Already in the count", "Đã nằm trong số thống kê"),
		Doc:    "Whether a phase open at the start is already part of the last national count. If so it adds nothing, but racks of another class are moved out of the zone's standard racks. Of no effect on later phases.",
		Source: "a phase that opened after the count's date is not in it, unless the scenario says so",
		Ref:    func(p *Phase) *float64 { return &p.InsideStock }},
}

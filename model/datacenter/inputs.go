package datacenter

import (
	"slices"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

// The publications that more than one row rests on.
const (
	cwCosts = "Cushman & Wakefield, Asia Pacific Data Centre Construction Cost Guide 2025"
	isoPUE  = "ISO/IEC 30134-2:2016, Power usage effectiveness (PUE)"
	uptime  = "Uptime Institute, Global Data Center Survey 2024"
	nec     = "NFPA 70 (National Electrical Code) 2023, articles 210.20(A) and 215.3: a circuit carries a continuous load of at most 80 % of its rating"
	mst     = "Ministry of Science and Technology of Viet Nam, report on the national digital-transformation programme to 2025, for what is counted"
	eia310  = "EIA-310-E and IEC 60297: a rack unit is 44.45 mm; 42 of them is the common height of a cabinet (docs/MODELS.md, Racks)"
	usableU = "model/rack, docs/MODELS.md, Racks: 0.9 is from memory, low confidence"
	lbnl    = "Shehabi et al., 2024 United States Data Center Energy Usage Report, LBNL-2001637"
)

var yesNo = []declare.Option{{Key: "no", Label: text.T("No", "Không")}, {Key: "yes", Label: text.T("Yes", "Có")}}

// Inputs are the scalars of the domain.
var Inputs = slices.Concat(openingInputs, operationInputs, expansionInputs, ruleInputs, costInputs, pipelineInputs, publishedInputs, conversionInputs, serverInputs, hallInputs, upsInputs)

var openingInputs = []declare.Input[Params]{
	{Key: "opening.racks", Unit: "racks", Min: 0, Max: 1e7,
		Label:  text.T("Racks at the last count", "Số tủ rack theo lần thống kê gần nhất"),
		Doc:    "Racks in the country at the last national count.",
		Source: mst,
		Ref:    func(p *Params) *float64 { return &p.OpeningRacks }},
	{Key: "opening.power", Unit: "MW", Boundary: unit.Unstated, Min: 0, Max: 1e5,
		Label:  text.T("Power at the last count", "Công suất theo lần thống kê gần nhất"),
		Doc:    "Data-centre power at the last national count, at a boundary the count does not state; opening.reading says how it is read.",
		Source: mst,
		Ref:    func(p *Params) *float64 { return &p.OpeningMW }},
	{Key: "opening.reading", Kind: declare.Choice,
		Options: []declare.Option{
			ReadFacility:   {Key: "facility", Label: text.T("Facility power", "Công suất toàn cơ sở")},
			ReadIT:         {Key: "it", Label: text.T("IT power", "Công suất CNTT")},
			ReadContracted: {Key: "contracted", Label: text.T("Contracted power", "Công suất đăng ký với điện lực")},
			ReadNameplate:  {Key: "nameplate", Label: text.T("Nameplates of IT equipment", "Tổng công suất ghi trên thiết bị CNTT")},
		},
		Label:  text.T("Boundary of the counted power", "Ranh giới đo của công suất thống kê"),
		Doc:    "Whether the counted power is read at the facility's meter, at the IT equipment, as reserved with the utility, or as a sum of nameplates. Uncertain where the count does not say.",
		Source: isoPUE + ": facility and IT boundaries",
		Ref:    func(p *Params) *float64 { return &p.OpeningReading }},
	{Key: "opening.contracted", Unit: "1", Min: 0.2, Max: 5, Default: declare.Default(1),
		Label:  text.T("Contracted over facility power", "Công suất đăng ký trên công suất cơ sở"),
		Doc:    "Power reserved with the utility over rated facility power, where the count is read as contracted.",
		Source: "no reserve unless the scenario states one; boundary factors of model/boundary, docs/MODELS.md",
		Ref:    func(p *Params) *float64 { return &p.Contracted }},
	{Key: "opening.nameplate", Unit: "1", Min: 0.05, Max: 1, Default: declare.Default(1),
		Label:  text.T("Rated IT power over nameplates", "Công suất CNTT định mức trên tổng nhãn thiết bị"),
		Doc:    "Rated IT power over the sum of nameplates, where the count is read as nameplates.",
		Source: "no discount unless the scenario states one; boundary factors of model/boundary, docs/MODELS.md",
		Ref:    func(p *Params) *float64 { return &p.Nameplate }},
	{Key: "opening.pue", Unit: "1", Min: 1, Max: 3.5,
		Label:  text.T("PUE of the opening stock", "PUE của hiện trạng"),
		Doc:    "Yearly facility energy over IT energy of the counted stock; it turns one boundary into the other.",
		Source: isoPUE,
		Ref:    func(p *Params) *float64 { return &p.OpeningPUE }},
	{Key: "occupancy", Unit: "1", Min: 0, Max: 1,
		Label:  text.T("Occupancy at the start", "Tỷ lệ lấp đầy ban đầu"),
		Doc:    "Share of the racks open at the start, in classes that take general demand, that general demand holds.",
		Source: "definition as of vacancy in Cushman & Wakefield, Asia Pacific Data Centre Update H1 2025 (1 % Johor to 44 % Manila vacant)",
		Ref:    func(p *Params) *float64 { return &p.Occupancy }},
	{Key: "standard.derating", Unit: "1", Min: 0.1, Max: 1,
		Label:  text.T("Usable share of a standard rack", "Phần công suất dùng được của tủ rack tiêu chuẩn"),
		Doc:    "Share of a standard rack's design power that a continuous load of nodes may use.",
		Source: nec,
		Ref:    func(p *Params) *float64 { return &p.StandardDerating }},
	{Key: "standard.units", Unit: "U", Min: 1, Max: 100, Default: declare.Default(42),
		Label:  text.T("Height of a standard rack", "Chiều cao tủ rack tiêu chuẩn"),
		Doc:    "Rack units of a standard rack.",
		Source: eia310,
		Ref:    func(p *Params) *float64 { return &p.StandardUnits }},
	{Key: "standard.usable_units", Unit: "1", Min: 0.01, Max: 1, Default: declare.Default(0.9),
		Label:  text.T("Usable height of a standard rack", "Phần chiều cao dùng được của tủ rack tiêu chuẩn"),
		Doc:    "Share of a standard rack's height that nodes may take; switches, panels and blanks take the rest.",
		Source: usableU,
		Ref:    func(p *Params) *float64 { return &p.StandardUsable }},
}

var operationInputs = []declare.Input[Params]{
	{Key: "utilisation", Unit: "1", Min: 0, Max: 1,
		Label:  text.T("Mean load of general racks", "Hệ số tải bình quân của tủ rack thông thường"),
		Doc:    "Mean IT load over rated IT power of racks in general use.",
		Source: lbnl + ": load over capacity about 0.5",
		Ref:    func(p *Params) *float64 { return &p.Utilisation }},
	{Key: "node_utilisation", Unit: "1", Min: 0, Max: 1,
		Label:  text.T("Mean load of computing nodes", "Hệ số tải bình quân của nút tính toán"),
		Doc:    "Mean IT load over nameplate power of the nodes that were placed.",
		Source: "arXiv:2506.14551 (2025): an eight-GPU H100 node in training draws 76 % of its rating",
		Ref:    func(p *Params) *float64 { return &p.NodeUtilisation }},
	{Key: "demand.growth", Unit: "1/year", Min: -0.5, Max: 3,
		Label:  text.T("Growth of general demand", "Tốc độ tăng nhu cầu thông thường"),
		Doc:    "Yearly compound growth of the rated IT power general demand wants, from the start of the run; of its work where datacenter.servers says so.",
		Source: "definition; compare CSO Ireland, Data Centres Metered Electricity Consumption 2024 (21 % a year, 2015 to 2024)",
		Ref:    func(p *Params) *float64 { return &p.DemandGrowth }},
	{Key: "connection_lead", Unit: "months", Min: 0, Max: 120,
		Label:  text.T("Connection requested before opening", "Đề nghị đấu nối trước ngày mở"),
		Doc:    "Months before its announced opening that a phase asked for its grid connection, where the month it applied is not known.",
		Source: cwCosts + ": 18 to 36 months for a grid connection in normal markets",
		Ref:    func(p *Params) *float64 { return &p.ConnectionLead }},
	{Key: "capex.standard", Unit: "MUSD/MW", Boundary: unit.IT, Min: 0, Max: 100,
		Label:  text.T("Construction cost of standard halls", "Suất đầu tư phòng máy tiêu chuẩn"),
		Doc:    "Construction cost per MW of IT power of halls with standard racks and of other classes that take general demand; spent when they are energised.",
		Source: cwCosts,
		Ref:    func(p *Params) *float64 { return &p.CapexStandard }},
	{Key: "capex.dense", Unit: "MUSD/MW", Boundary: unit.IT, Min: 0, Max: 100,
		Label:  text.T("Construction cost of dense halls", "Suất đầu tư phòng máy mật độ cao"),
		Doc:    "Construction cost per MW of IT power of halls whose racks take nodes only; without the IT equipment.",
		Source: "Turner & Townsend, Data Centre Construction Cost Index 2024-2025: high density adds to the cost of standard halls",
		Ref:    func(p *Params) *float64 { return &p.CapexDense }},
	{Key: "opex.share", Unit: "1/year", Min: 0, Max: 1,
		Label:  text.T("Operating cost without energy", "Chi phí vận hành không kể điện"),
		Doc:    "Staff, maintenance and services in a year, as a share of the construction cost of all halls in service; the opening stock counts at today's cost.",
		Source: "Barroso, Hölzle and Ranganathan, The Datacenter as a Computer, 3rd edition (2018), chapter 6",
		Ref:    func(p *Params) *float64 { return &p.OpexShare }},
}

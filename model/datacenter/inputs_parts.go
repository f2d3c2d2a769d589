package datacenter

import (
	"slices"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

// The parts of the domain that a scenario may leave out.
const (
	plantsPart    = "datacenter.plants"
	rulesPart     = "datacenter.rules"
	costsPart     = "datacenter.costs"
	pipelinePart  = "datacenter.pipeline"
	publishedPart = "datacenter.published"
)

// Parts are the parts of the domain that a scenario may leave out.
var Parts = []declare.Part[Params]{
	{Path: plantsPart, Label: text.T("Plants", "Hệ thống kỹ thuật"), Doc: "Cooling plants and electrical chains in their climates: PUE and water by load and month.",
		Present: func(p *Params) *bool { return &p.Cooling.On }},
	{Path: rulesPart, Label: text.T("Rules on new halls", "Quy định đối với phòng máy mới"), Doc: "Caps on PUE and water, redundancy and density that new halls must have.",
		Present: func(p *Params) *bool { return &p.Rules.On }},
	{Path: costsPart, Label: text.T("What changes construction cost", "Yếu tố làm thay đổi suất đầu tư"), Doc: "Learning, modules of redundancy, and land.",
		Present: func(p *Params) *bool { return &p.Costs.On }},
	{Path: pipelinePart, Label: text.T("Projects by stage", "Dự án theo giai đoạn"), Doc: "Stages that named projects pass, what delays them together, and how fast new halls are let.",
		Present: func(p *Params) *bool { return &p.Pipeline.On }},
	{Path: publishedPart, Label: text.T("Published national figures", "Số liệu quốc gia đã công bố"), Doc: "Other figures of the same fleet, which the count is held against.",
		Present: func(p *Params) *bool { return &p.Published.On }},
	{Path: conversionPart, Label: text.T("Conversion of halls", "Chuyển đổi phòng máy"), Doc: "Free standard racks that are turned into racks of another class.",
		Present: func(p *Params) *bool { return &p.Conversion.On }},
	{Path: serversPart, Label: text.T("Servers by vintage", "Máy chủ theo thế hệ"), Doc: "Servers of general demand: lives, replacement, and what newer ones do for a megawatt.",
		Present: func(p *Params) *bool { return &p.Servers.On }},
	{Path: hallsPart, Label: text.T("Halls by vintage", "Phòng máy theo năm vận hành"), Doc: "Ages of the counted halls, and when they are taken out of service.",
		Present: func(p *Params) *bool { return &p.Halls.On }},
	{Path: upsPart, Label: text.T("UPS and batteries", "UPS và ắc quy"), Doc: "Modules of uninterruptible power supply and their batteries behind halls that name a plant.",
		Present: func(p *Params) *bool { return &p.UPS.On }},
}

const (
	usual    = "1, the usual pace, unless the scenario states another; "
	lei      = "Lei and Masanet, Resources, Conservation and Recycling 182 (2022) 106323: kinds of plant and the ranges of their parameters; model/plant, docs/MODELS.md"
	isoWUE   = "ISO/IEC 30134-9:2022, Water usage effectiveness (WUE)"
	stageSrc = "stages and one-factor shocks of model/project, docs/MODELS.md; the value is the scenario's"
	tiers    = "Uptime Institute, Tier Standard: Topology; ANSI/TIA-942: levels of redundancy, of which N+1 and 2N are the usual means"
)

// PlantInputs are the rows of datacenter.plants.
var PlantInputs = []declare.Input[Plant]{
	{Key: "kind", Kind: declare.Choice, Options: kindOptions,
		Label:  text.T("Kind of plant", "Loại hệ thống"),
		Doc:    "What cools the halls and how large their plant is: eleven kinds after published cases, and large air-cooled plants of our own.",
		Source: lei,
		Ref:    func(p *Plant) *float64 { return &p.Kind }},
	{Key: "model", Kind: declare.Choice, Options: modelOptions, Default: declare.Default(balanceModel),
		Label:  text.T("Model of the plant", "Mô hình tính hệ thống"),
		Doc:    "Whether PUE and water come from a heat balance that knows the load and the redundancy, or from the published model of the ten cases, which has the same at every load. The balance when left out. Liquid cooling and large air-cooled plants have the balance alone.",
		Source: "the heat balance of model/plant unless the scenario asks for the other: it has partial load; how far the two are apart is in docs/MODELS.md, Plant",
		Ref:    func(p *Plant) *float64 { return &p.Model }},
	{Key: "climate", Kind: declare.Choice, Options: climateOptions,
		Label:  text.T("Climate", "Khí hậu"),
		Doc:    "Place whose monthly normals the plant runs in.",
		Source: "monthly normals of model/datacenter/climates.csv, each with its source; ASHRAE Fundamentals 2017, chapter 14 for hours and design conditions",
		Ref:    func(p *Plant) *float64 { return &p.Climate }},
	{Key: "redundancy", Kind: declare.Choice, Options: schemeOptions, Default: declare.Default(1),
		Label:  text.T("Redundancy", "Mức dự phòng"),
		Doc:    "Modules of transformers, UPS and distribution beyond those that carry the load; N+1 when left out, which the kinds were made with.",
		Source: tiers,
		Ref:    func(p *Plant) *float64 { return &p.Redundancy }},
	{Key: "overhead_score", Unit: "1", Min: -4, Max: 4,
		Label:  text.T("Standing of its PUE", "Thứ hạng PUE trong loại"),
		Doc:    "Standard score of PUE - 1 among plants of the kind: 0 is the median, 1.64 the worst twentieth. Standard normal when nothing is known of the plant.",
		Source: lei,
		Ref:    func(p *Plant) *float64 { return &p.OverheadScore }},
	{Key: "water_score", Unit: "1", Min: -4, Max: 4,
		Label:  text.T("Standing of its water", "Thứ hạng lượng nước trong loại"),
		Doc:    "Standard score of water for a unit of IT energy among plants of the kind; of no effect where there is none.",
		Source: lei,
		Ref:    func(p *Plant) *float64 { return &p.WaterScore }},
	{Key: "staging", Unit: "1", Min: 0, Max: 1,
		Label:  text.T("Plant off where nothing is let", "Tỷ lệ hệ thống tắt ở phần chưa thuê"),
		Doc:    "Share of the power that nobody has let whose plant is switched off: 0 runs everything at part load, 1 only what is let.",
		Source: "Rasmussen, Electrical Efficiency Modeling for Data Centers, APC white paper 113: fixed losses of plant that runs unused",
		Ref:    func(p *Plant) *float64 { return &p.Staging }},
	{Key: "recharge", Unit: "1", Min: 0, Max: 0.5, Default: declare.Default(0),
		Label:  text.T("Margin for recharge of batteries", "Dự phòng nạp lại ắc quy"),
		Doc:    "Share by which contracted power exceeds that of the design hour.",
		Source: "no margin unless the scenario states one; model/grid, peak factor",
		Ref:    func(p *Plant) *float64 { return &p.Recharge }},
}

var ruleInputs = []declare.Input[Params]{
	{Key: "rules.pue_cap", Unit: "1", Min: 1, Max: 10, Default: declare.Default(10), Part: rulesPart,
		Label:  text.T("Cap on PUE", "Trần PUE"),
		Doc:    "Highest annual PUE of new halls at the rules' load; 10 is no cap.",
		Source: "no cap unless the scenario sets one; Viet Nam's Decision 36/QD-TTg (2024) asks 1.4 of new centres, through the press",
		Ref:    func(p *Params) *float64 { return &p.Rules.PUECap }},
	{Key: "rules.wue_cap", Unit: "L/kWh", Min: 0, Max: 100, Default: declare.Default(100), Part: rulesPart,
		Label:  text.T("Cap on WUE", "Trần WUE"),
		Doc:    "Most litres on site for each kWh of IT in a year at the rules' load; 100 is no cap.",
		Source: "no cap unless the scenario sets one; " + isoWUE,
		Ref:    func(p *Params) *float64 { return &p.Rules.WUECap }},
	{Key: "rules.load", Unit: "1", Min: 0.02, Max: 1, Part: rulesPart,
		Label:  text.T("Load at which a hall is judged", "Mức tải dùng để đánh giá"),
		Doc:    "IT load over rated IT power at which PUE and WUE of a year are held against the caps.",
		Source: "the rule's or the scenario's; caps seldom say it",
		Ref:    func(p *Params) *float64 { return &p.Rules.Load }},
	{Key: "rules.effect", Kind: declare.Choice, Options: effectOptions, Part: rulesPart,
		Label:  text.T("What becomes of a hall above a cap", "Xử lý phòng máy vượt trần"),
		Doc:    "Whether new halls that do not comply are only counted, are not energised, or are built with the replacement.",
		Source: "the rule's or the scenario's",
		Ref:    func(p *Params) *float64 { return &p.Rules.Effect }},
	{Key: "rules.replacement", Kind: declare.Reference, To: plantsPart, Optional: true, Part: rulesPart,
		Label:  text.T("Replacement", "Phương án thay thế"),
		Doc:    "Plant that is built in the place of one that does not comply; it must comply itself, or the hall is not energised.",
		Source: "the scenario's",
		Ref:    func(p *Params) *float64 { return &p.Rules.Replacement }},
	{Key: "rules.premium", Unit: "1", Min: 0, Max: 5, Part: rulesPart,
		Label:  text.T("Extra cost of the replacement", "Chi phí tăng thêm của phương án thay thế"),
		Doc:    "Share by which a hall built with the replacement costs more than the planned one.",
		Source: "the scenario's",
		Ref:    func(p *Params) *float64 { return &p.Rules.Premium }},
	{Key: "rules.redundancy", Kind: declare.Choice, Options: redundancyOptions, Default: declare.Default(0), Part: rulesPart,
		Label:  text.T("Redundancy of new halls", "Mức dự phòng của phòng máy mới"),
		Doc:    "Scheme that new halls which name a plant are built with.",
		Source: "as planned unless the scenario asks for one; " + tiers,
		Ref:    func(p *Params) *float64 { return &p.Rules.Redundancy }},
	{Key: "rules.density_floor", Unit: "kW/rack", Boundary: unit.IT, Min: 0, Max: 1500, Default: declare.Default(0), Part: rulesPart,
		Label:  text.T("Least power of a rack", "Mật độ công suất tối thiểu"),
		Doc:    "Least mean IT power of racks of a new hall: fewer racks for the same power where fewer were planned; 0 is no floor.",
		Source: "no floor unless the scenario sets one",
		Ref:    func(p *Params) *float64 { return &p.Rules.DensityFloor }},
}

var costInputs = []declare.Input[Params]{
	{Key: "costs.learning", Unit: "1", Min: 0, Max: 0.5, Part: costsPart,
		Label:  text.T("Learning in construction", "Tỷ lệ học hỏi trong xây dựng"),
		Doc:    "Share that each doubling of all IT power built in the country takes off construction cost.",
		Source: "T. P. Wright, Journal of the Aeronautical Sciences 3(4), 1936",
		Ref:    func(p *Params) *float64 { return &p.Costs.Learning }},
	{Key: "costs.electrical_share", Unit: "1", Min: 0, Max: 1, Part: costsPart,
		Label:  text.T("Electrical share of construction", "Tỷ trọng phần điện trong xây dựng"),
		Doc:    "Share of construction cost that grows with the modules of a scheme of redundancy.",
		Source: cwCosts + ": electrical 26 %",
		Ref:    func(p *Params) *float64 { return &p.Costs.ElectricalShare }},
	{Key: "costs.floor", Unit: "m2", Min: 0, Max: 100, Part: costsPart,
		Label:  text.T("Gross floor of a rack", "Diện tích sàn mỗi tủ rack"),
		Doc:    "Floor of the whole building for each rack.",
		Source: "named facilities of Viet Nam: 2.8 to 19 m2 a rack, median about 8.8 (docs/MODELS.md, Racks)",
		Ref:    func(p *Params) *float64 { return &p.Costs.FloorM2 }},
	{Key: "costs.land", Unit: "USD/m2", Min: 0, Max: 50000, Part: costsPart,
		Label:  text.T("Price of land", "Giá đất"),
		Doc:    "Price of a square metre of land, or of its lease for the life of the building.",
		Source: cwCosts + ": land about 5 % of the cost",
		Ref:    func(p *Params) *float64 { return &p.Costs.LandUSD }},
	{Key: "costs.plot_ratio", Unit: "1", Min: 0.1, Max: 10, Part: costsPart,
		Label:  text.T("Floor over land", "Hệ số sử dụng đất"),
		Doc:    "Gross floor for each square metre of land.",
		Source: "the plan of the site; the value is the scenario's",
		Ref:    func(p *Params) *float64 { return &p.Costs.PlotRatio }},
}

func pass(key, en, vi string, ref func(p *Params) *float64) declare.Input[Params] {
	return declare.Input[Params]{Key: "pipeline.pass." + key, Unit: "1", Min: 0, Max: 1, Part: pipelinePart,
		Label:  text.T("Chance: "+en, "Xác suất: "+vi),
		Doc:    "Probability that a project which passed the stage before passes this one: " + en + ".",
		Source: stageSrc, Ref: ref}
}

func lasts(key, en, vi, doc string, ref func(p *Params) *float64) declare.Input[Params] {
	return declare.Input[Params]{Key: "pipeline.time." + key, Unit: "months", Min: 0, Max: 240, Part: pipelinePart,
		Label: text.T("Time: "+en, "Thời gian: "+vi), Doc: doc, Source: stageSrc, Ref: ref}
}

var pipelineInputs = slices.Concat([]declare.Input[Params]{
	{Key: "pipeline.form", Kind: declare.Choice, Options: formOptions, Part: pipelinePart,
		Label:  text.T("How named projects come", "Cách các dự án được đưa vào vận hành"),
		Doc:    "Whether named projects come at their announced month with the facility's delay and completion, or by the stages that they pass.",
		Source: stageSrc,
		Ref:    func(p *Params) *float64 { return &p.Pipeline.Form }},
	pass("permit", "permitted", "được cấp phép", func(p *Params) *float64 { return &p.Pipeline.PassPermit }),
	pass("contract", "power contracted", "có thỏa thuận cấp điện", func(p *Params) *float64 { return &p.Pipeline.PassContract }),
	pass("construction", "construction begins", "khởi công", func(p *Params) *float64 { return &p.Pipeline.PassConstruction }),
	pass("energised", "energised", "được cấp điện", func(p *Params) *float64 { return &p.Pipeline.PassEnergised }),
	lasts("permit", "to the permit", "đến khi được cấp phép", "Months from announcement to permit, before a facility's factor.", func(p *Params) *float64 { return &p.Pipeline.PermitMonths }),
	lasts("contract", "to the power contract", "đến khi có thỏa thuận cấp điện", "Months from permit to power contract, before a facility's factor.", func(p *Params) *float64 { return &p.Pipeline.ContractMonths }),
	lasts("construction", "to the start of construction", "đến khi khởi công", "Months from power contract to the start of construction, before a facility's factor.", func(p *Params) *float64 { return &p.Pipeline.StartMonths }),
	lasts("build", "building", "xây dựng", "Months from the start of construction until a phase is built, before a facility's factor.", func(p *Params) *float64 { return &p.Pipeline.BuildMonths }),
	lasts("equip", "delivery of equipment", "giao thiết bị", "Months from the start of construction until transformers, generators and chillers are delivered, before factors of the industry and facility.", func(p *Params) *float64 { return &p.Pipeline.EquipMonths }),
	lasts("connect", "connection", "đấu nối", "Months from the start of construction to the connection where there is no power domain; a zone's connection delay elsewhere.", func(p *Params) *float64 { return &p.Pipeline.ConnectMonths }),
}, []declare.Input[Params]{
	{Key: "pipeline.utility_factor", Unit: "1", Min: 0.01, Max: 20, Part: pipelinePart,
		Label:  text.T("Shock of the utilities", "Cú sốc chung của ngành điện"),
		Doc:    "Factor of all projects' connection times: what they share beyond their zone's delay.",
		Source: stageSrc,
		Ref:    func(p *Params) *float64 { return &p.Pipeline.UtilityFactor }},
	{Key: "pipeline.factory_factor", Unit: "1", Min: 0.01, Max: 20, Part: pipelinePart,
		Label:  text.T("Shock of the factories", "Cú sốc chung của nhà sản xuất thiết bị"),
		Doc:    "Factor of all projects' deliveries of equipment: what they share.",
		Source: stageSrc,
		Ref:    func(p *Params) *float64 { return &p.Pipeline.FactoryFactor }},
	{Key: "pipeline.fill", Unit: "months", Min: 0.1, Max: 600, Part: pipelinePart,
		Label:  text.T("Time constant of letting", "Hằng số thời gian lấp đầy"),
		Doc:    "Months in which 63 % of a new named hall can be let to general demand; what is let depends on demand.",
		Source: "exponential fill curve of model/project; vacancy of whole markets 1.1 % (Johor) and 44 % (Manila) in Cushman & Wakefield, Asia Pacific Data Centre Update H1 2025",
		Ref:    func(p *Params) *float64 { return &p.Pipeline.FillMonths }},
})

var publishedInputs = []declare.Input[Params]{
	{Key: "published.it", Unit: "MW", Boundary: unit.IT, Min: 0, Max: 1e5, Part: publishedPart,
		Label:  text.T("Published IT power", "Công suất CNTT đã công bố"),
		Doc:    "Operational IT power of the same fleet by another source.",
		Source: "property advisers' market reports; the value is the scenario's",
		Ref:    func(p *Params) *float64 { return &p.Published.ITMW }},
	{Key: "published.colocation", Unit: "MW", Boundary: unit.IT, Min: 0, Max: 1e5, Part: publishedPart,
		Label:  text.T("Published colocation power", "Công suất cho thuê đã công bố"),
		Doc:    "IT power of halls that are let to others, by another source.",
		Source: "Cushman & Wakefield, Asia Pacific Data Centre Update: operational colocation; the value is the scenario's",
		Ref:    func(p *Params) *float64 { return &p.Published.ColocationMW }},
	{Key: "published.colocation_share", Unit: "1", Min: 0.01, Max: 1, Part: publishedPart,
		Label:  text.T("Colocation share", "Tỷ trọng cho thuê"),
		Doc:    "Share of all rated IT power that is let to others.",
		Source: "conversion of model/boundary, docs/MODELS.md; the value is the scenario's",
		Ref:    func(p *Params) *float64 { return &p.Published.ColocationShare }},
	{Key: "published.rack", Unit: "kW/rack", Boundary: unit.IT, Min: 0.1, Max: 100, Part: publishedPart,
		Label:  text.T("Published mean power of a rack", "Công suất bình quân mỗi tủ rack đã công bố"),
		Doc:    "National mean IT power of a rack by another source.",
		Source: "Viet Nam News 1716459 (April 2025); the value is the scenario's",
		Ref:    func(p *Params) *float64 { return &p.Published.RackKW }},
}

// progressInputs are the rows of facilities in the part of projects.
var progressInputs = []declare.Input[Facility]{
	{Key: "stage", Kind: declare.Choice, Options: stageOptions, Part: pipelinePart,
		Label:  text.T("Stage at the start", "Giai đoạn khi bắt đầu"),
		Doc:    "The stage that the facility has passed when the run starts; energised where all its phases are open.",
		Source: announcement,
		Ref:    func(f *Facility) *float64 { return &f.Progress.Stage }},
	{Key: "began", Kind: declare.Date, Drawn: true, Optional: true, Part: pipelinePart,
		Label:  text.T("Construction began", "Tháng khởi công"),
		Doc:    "Month in which construction began, for facilities under construction; the start of the run when left out.",
		Source: announcement,
		Ref:    func(f *Facility) *float64 { return &f.Progress.Began }},
	{Key: "fate", Unit: "1", Min: 0, Max: 1, Part: pipelinePart,
		Label:  text.T("Fate of the facility", "Khả năng đi đến cùng"),
		Doc:    "Uniform number: the facility passes stages while the product of their chances is above it.",
		Source: stageSrc,
		Ref:    func(f *Facility) *float64 { return &f.Progress.Fate }},
	{Key: "ahead", Unit: "1", Min: 0.01, Max: 20, Default: declare.Default(1), Part: pipelinePart,
		Label:  text.T("Pace before construction", "Hệ số thời gian trước khởi công"),
		Doc:    "Factor of the facility's times ahead of construction: 1 is usual, above it is slower.",
		Source: usual + stageSrc,
		Ref:    func(f *Facility) *float64 { return &f.Progress.Ahead }},
	{Key: "build", Unit: "1", Min: 0.01, Max: 20, Default: declare.Default(1), Part: pipelinePart,
		Label:  text.T("Pace of building", "Hệ số thời gian xây dựng"),
		Doc:    "Factor of the facility's building times.",
		Source: usual + stageSrc,
		Ref:    func(f *Facility) *float64 { return &f.Progress.Build }},
	{Key: "connect", Unit: "1", Min: 0.01, Max: 20, Default: declare.Default(1), Part: pipelinePart,
		Label:  text.T("Pace of the connection", "Hệ số thời gian đấu nối"),
		Doc:    "Factor of the facility's connection times beside that which projects share.",
		Source: usual + stageSrc,
		Ref:    func(f *Facility) *float64 { return &f.Progress.Connect }},
	{Key: "equip", Unit: "1", Min: 0.01, Max: 20, Default: declare.Default(1), Part: pipelinePart,
		Label:  text.T("Pace of deliveries", "Hệ số thời gian giao thiết bị"),
		Doc:    "Factor of the facility's deliveries of equipment beside that which projects share.",
		Source: usual + stageSrc,
		Ref:    func(f *Facility) *float64 { return &f.Progress.Equip }},
}

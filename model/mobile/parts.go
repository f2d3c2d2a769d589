package mobile

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
)

// The parts of the domain that a scenario may leave out.
const (
	trafficPart  = "mobile.traffic"
	assetsPart   = "mobile.assets"
	sharingPart  = "mobile.sharing"
	priorityPart = "mobile.priority"
)

// Parts are the parts of the domain that a scenario may leave out.
var Parts = []declare.Part[Params]{
	{Path: trafficPart, Label: text.T("Traffic and capacity", "Lưu lượng và dung lượng"), Doc: "What users ask for, and the carriers and small cells that carry it.",
		Present: func(p *Params) *bool { return &p.Traffic.On }},
	{Path: assetsPart, Label: text.T("Assets", "Tài sản"), Doc: "Power systems, backhaul, lives of assets and the cost of owning a station.",
		Present: func(p *Params) *bool { return &p.Assets.On }},
	{Path: sharingPart, Label: text.T("Sharing", "Dùng chung hạ tầng"), Doc: "New stations that serve several operators.",
		Present: func(p *Params) *bool { return &p.Sharing.On }},
	{Path: priorityPart, Label: text.T("Villages first", "Ưu tiên thôn, bản"), Doc: "Villages without signal that are served first.",
		Present: func(p *Params) *bool { return &p.Priority.On }},
}

// SharingOptions are the forms of sharing.
var SharingOptions = []declare.Option{
	Passive: {Key: "passive", Label: text.T("Sites (passive)", "Vị trí và hạ tầng thụ động")},
	MORAN:   {Key: "moran", Label: text.T("Whole stations (MORAN)", "Toàn trạm (MORAN)")},
}

const (
	pytal     = "cost table of the open planner pytal (run.py); the value is the scenario's"
	cdcam     = "cost table of the open planner cdcam (interventions.py): 59,210 GBP a carrier, 45,882 GBP a small cell; the value is the scenario's"
	ledgerSrc = "definition of the ledger of assets, docs/MODELS.md; the value is the scenario's"
)

var trafficInputs = []declare.Input[Params]{
	{Key: "traffic.adoption", Kind: declare.Knots, Unit: "1", Min: 0, Max: 1, Part: trafficPart,
		Label: text.T("5G users among people covered", "Tỷ lệ người dùng 5G trong vùng phủ"), Doc: "Share of the people whom 5G covers who use it, by month.", Source: given,
		Path: func(p *Params) *axis.Path { return &p.Traffic.Adoption }},
	{Key: "traffic.gb", Unit: "GB/month", Min: 0, Max: 1e4, Part: trafficPart,
		Label: text.T("Traffic of a user", "Lưu lượng mỗi thuê bao"), Doc: "Decimal gigabytes that a 5G user takes in a month at the start.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Traffic.GB }},
	{Key: "traffic.growth", Unit: "1/year", Min: -1, Max: 2, Part: trafficPart,
		Label: text.T("Growth of traffic", "Tăng trưởng lưu lượng"), Doc: "Yearly rate of the exponential that a user's traffic begins as, towards its ceiling.", Source: "logistic growth, as in the open planner cdcam",
		Ref: func(p *Params) *float64 { return &p.Traffic.Growth }},
	{Key: "traffic.ceiling", Unit: "GB/month", Min: 0.1, Max: 1e5, Part: trafficPart,
		Label: text.T("Ceiling of traffic", "Trần lưu lượng"), Doc: "Gigabytes a month and user that traffic tends to.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Traffic.CeilingGB }},
	{Key: "traffic.busy_share", Unit: "1", Min: 0.0417, Max: 1, Part: trafficPart,
		Label: text.T("Share of the busy hour", "Tỷ trọng giờ cao điểm"), Doc: "Share of a day's traffic that falls into its busiest hour.", Source: "8 to 10 % is common, the open planner cdcam takes 15 to 20 %",
		Ref: func(p *Params) *float64 { return &p.Traffic.BusyShare }},
	{Key: "traffic.utilisation", Unit: "1", Min: 0.01, Max: 1, Part: trafficPart,
		Label: text.T("Planned utilisation", "Mức sử dụng theo thiết kế"), Doc: "Share of a carrier's capacity that is planned to be used in the busy hour.", Source: "0.7 is usual",
		Ref: func(p *Params) *float64 { return &p.Traffic.Utilisation }},
	{Key: "traffic.overhead", Unit: "1", Min: 0, Max: 0.99, Part: trafficPart,
		Label: text.T("Overhead", "Phần báo hiệu"), Doc: "Share of a carrier for control and reference signals.", Source: "3GPP TS 38.306: 0.14 in the downlink below 7 GHz",
		Ref: func(p *Params) *float64 { return &p.Traffic.Overhead }},
	{Key: "traffic.small_cells", Unit: "1", Min: 0, Max: 100, Part: trafficPart,
		Label: text.T("Small cells for each station", "Số trạm nhỏ cho mỗi trạm"), Doc: "Small cells that a station gets at most where it is urban and all its carriers are full.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Traffic.SmallCells }},
	{Key: "traffic.carrier_cost", Unit: "USD", Min: 0, Max: 1e6, Part: trafficPart,
		Label: text.T("Cost of a carrier", "Chi phí một sóng mang"), Doc: "Cost of one more carrier on a station that stands.", Source: cdcam,
		Ref: func(p *Params) *float64 { return &p.Traffic.CarrierUSD }},
	{Key: "traffic.small_cell_cost", Unit: "USD", Min: 0, Max: 1e6, Part: trafficPart,
		Label: text.T("Cost of a small cell", "Chi phí một trạm nhỏ"), Doc: "Cost of one small cell with its works.", Source: cdcam,
		Ref: func(p *Params) *float64 { return &p.Traffic.SmallCellUSD }},
	{Key: "traffic.sleep_below", Unit: "1", Min: 0, Max: 1, Part: trafficPart,
		Label: text.T("Load below which radios sleep", "Ngưỡng tải để ngủ"), Doc: "Load of an hour below which radios sleep when they have nothing to send; 0 is never.", Source: "sleep states of EARTH (Auer et al. 2011) and 3GPP TR 38.864",
		Ref: func(p *Params) *float64 { return &p.Traffic.SleepBelow }},
	{Key: "traffic.sleep_share", Unit: "1", Min: 0, Max: 1, Part: trafficPart,
		Label: text.T("Share of idle time asleep", "Tỷ lệ thời gian ngủ"), Doc: "Share of the time without anything to send that radios sleep in such hours.", Source: "sleep states of EARTH (Auer et al. 2011) and 3GPP TR 38.864",
		Ref: func(p *Params) *float64 { return &p.Traffic.SleepShare }},
}

var assetInputs = []declare.Input[Params]{
	{Key: "assets.power_system", Unit: "USD/station", Min: 0, Max: 1e6, Part: assetsPart,
		Label: text.T("Power system", "Hệ thống nguồn"), Doc: "Rectifiers, batteries and generator of a station on a new site.", Source: pytal,
		Ref: func(p *Params) *float64 { return &p.Assets.PowerUSD }},
	{Key: "assets.router", Unit: "USD/station", Min: 0, Max: 1e6, Part: assetsPart,
		Label: text.T("Router", "Bộ định tuyến"), Doc: "Router of a station with a new backhaul.", Source: pytal,
		Ref: func(p *Params) *float64 { return &p.Assets.RouterUSD }},
	{Key: "assets.backhaul.new_share", Unit: "1", Min: 0, Max: 1, Part: assetsPart,
		Label: text.T("Share with a new backhaul", "Tỷ lệ trạm cần truyền dẫn mới"), Doc: "Share of new stations whose backhaul is new.", Source: ledgerSrc,
		Ref: func(p *Params) *float64 { return &p.Assets.BackhaulShare }},
	{Key: "assets.backhaul.microwave.short", Unit: "USD/station", Min: 0, Max: 1e7, Part: assetsPart,
		Label: text.T("Microwave to 15 km", "Viba đến 15 km"), Doc: "A microwave link of up to 15 km.", Source: pytal,
		Ref: func(p *Params) *float64 { return &p.Assets.MicrowaveUSD[0] }},
	{Key: "assets.backhaul.microwave.medium", Unit: "USD/station", Min: 0, Max: 1e7, Part: assetsPart,
		Label: text.T("Microwave to 30 km", "Viba đến 30 km"), Doc: "A microwave link of 15 to 30 km.", Source: pytal,
		Ref: func(p *Params) *float64 { return &p.Assets.MicrowaveUSD[1] }},
	{Key: "assets.backhaul.microwave.long", Unit: "USD/station", Min: 0, Max: 1e7, Part: assetsPart,
		Label: text.T("Microwave beyond 30 km", "Viba trên 30 km"), Doc: "A microwave link of more than 30 km.", Source: pytal,
		Ref: func(p *Params) *float64 { return &p.Assets.MicrowaveUSD[2] }},
	{Key: "assets.backhaul.fibre.urban", Unit: "USD/m", Min: 0, Max: 1e4, Part: assetsPart,
		Label: text.T("Fibre, urban", "Cáp quang, đô thị"), Doc: "A metre of fibre where it is urban.", Source: pytal,
		Ref: func(p *Params) *float64 { return &p.Assets.FibreUSDM[0] }},
	{Key: "assets.backhaul.fibre.suburban", Unit: "USD/m", Min: 0, Max: 1e4, Part: assetsPart,
		Label: text.T("Fibre, suburban", "Cáp quang, ven đô"), Doc: "A metre of fibre where it is suburban.", Source: pytal,
		Ref: func(p *Params) *float64 { return &p.Assets.FibreUSDM[1] }},
	{Key: "assets.backhaul.fibre.rural", Unit: "USD/m", Min: 0, Max: 1e4, Part: assetsPart,
		Label: text.T("Fibre, rural", "Cáp quang, nông thôn"), Doc: "A metre of fibre where it is rural.", Source: pytal,
		Ref: func(p *Params) *float64 { return &p.Assets.FibreUSDM[2] }},
	{Key: "assets.backhaul.distance.urban", Unit: "km", Min: 0, Max: 1000, Part: assetsPart,
		Label: text.T("Distance to fibre, urban", "Khoảng cách đến cáp quang, đô thị"), Doc: "Mean distance from a station with a new backhaul to what stands, where it is urban; the cheaper of fibre and microwave is built.", Source: ledgerSrc,
		Ref: func(p *Params) *float64 { return &p.Assets.DistanceKM[0] }},
	{Key: "assets.backhaul.distance.suburban", Unit: "km", Min: 0, Max: 1000, Part: assetsPart,
		Label: text.T("Distance to fibre, suburban", "Khoảng cách đến cáp quang, ven đô"), Doc: "Mean distance from a station with a new backhaul to what stands, where it is suburban; the cheaper of fibre and microwave is built.", Source: ledgerSrc,
		Ref: func(p *Params) *float64 { return &p.Assets.DistanceKM[1] }},
	{Key: "assets.backhaul.distance.rural", Unit: "km", Min: 0, Max: 1000, Part: assetsPart,
		Label: text.T("Distance to fibre, rural", "Khoảng cách đến cáp quang, nông thôn"), Doc: "Mean distance from a station with a new backhaul to what stands, where it is rural; the cheaper of fibre and microwave is built.", Source: ledgerSrc,
		Ref: func(p *Params) *float64 { return &p.Assets.DistanceKM[2] }},
	{Key: "assets.life.electronics", Unit: "years", Min: 0.1, Max: 100, Part: assetsPart,
		Label: text.T("Life of electronics", "Tuổi thọ thiết bị"), Doc: "Years after which radios, carriers, small cells and routers are replaced.", Source: ledgerSrc,
		Ref: func(p *Params) *float64 { return &p.Assets.LifeElectronics }},
	{Key: "assets.life.power", Unit: "years", Min: 0.1, Max: 100, Part: assetsPart,
		Label: text.T("Life of power systems", "Tuổi thọ hệ thống nguồn"), Doc: "Years after which power systems are replaced.", Source: ledgerSrc,
		Ref: func(p *Params) *float64 { return &p.Assets.LifePower }},
	{Key: "assets.life.works", Unit: "years", Min: 0.1, Max: 100, Part: assetsPart,
		Label: text.T("Life of works", "Tuổi thọ công trình"), Doc: "Years after which towers, works and fibre are replaced.", Source: ledgerSrc,
		Ref: func(p *Params) *float64 { return &p.Assets.LifeWorks }},
	{Key: "assets.opening_age", Unit: "years", Min: 0, Max: 50, Part: assetsPart,
		Label: text.T("Age of opening stations", "Tuổi của trạm ban đầu"), Doc: "Mean age of the opening stations; their ages are even from 0 to twice that.", Source: ledgerSrc,
		Ref: func(p *Params) *float64 { return &p.Assets.OpeningAge }},
	{Key: "assets.owning_years", Unit: "years", Min: 1, Max: 50, Part: assetsPart,
		Label: text.T("Years of owning", "Số năm sở hữu"), Doc: "Years over which the cost of owning a station is counted.", Source: ledgerSrc,
		Ref: func(p *Params) *float64 { return &p.Assets.OwningYears }},
}

var sharingInputs = []declare.Input[Params]{
	{Key: "sharing.form", Kind: declare.Choice, Options: SharingOptions, Part: sharingPart,
		Label: text.T("Form of sharing", "Hình thức dùng chung"), Doc: "Whether sites alone or whole stations are shared.", Source: "structure of the scenario",
		Ref: func(p *Params) *float64 { return &p.Sharing.Form }},
	{Key: "sharing.parties", Unit: "1", Min: 1, Max: 10, Part: sharingPart,
		Label: text.T("Operators to a shared station", "Số nhà mạng mỗi trạm chung"), Doc: "Operators that a shared station serves, its owner included.", Source: "lines that are shared: the open planner pysim5g",
		Ref: func(p *Params) *float64 { return &p.Sharing.Parties }},
	{Key: "sharing.share", Unit: "1", Min: 0, Max: 1, Part: sharingPart,
		Label: text.T("Share of new stations shared", "Tỷ lệ trạm mới dùng chung"), Doc: "Share of new stations that are shared.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Sharing.Share }},
	{Key: "sharing.from", Kind: declare.Date, Drawn: true, Part: sharingPart,
		Label: text.T("Sharing begins", "Bắt đầu dùng chung"), Doc: "Month from which on new stations are shared.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Sharing.From }},
	{Key: "sharing.guest_cost", Unit: "USD/station", Min: 0, Max: 1e6, Part: sharingPart,
		Label: text.T("Cost of a guest", "Chi phí nhà mạng dùng chung"), Doc: "Carriers of one more operator on a station that is shared whole.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Sharing.GuestUSD }},
}

var priorityInputs = []declare.Input[Params]{
	{Key: "priority.villages", Unit: "items", Min: 0, Max: 1e6, Part: priorityPart,
		Label: text.T("Villages", "Số thôn, bản"), Doc: "Villages without signal that are served first.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Priority.Villages }},
	{Key: "priority.stations", Unit: "stations/item", Min: 0, Max: 100, Part: priorityPart,
		Label: text.T("Stations of a village", "Số trạm mỗi thôn, bản"), Doc: "Stations that one village needs.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Priority.Stations }},
	{Key: "priority.people", Unit: "people/item", Min: 0, Max: 1e6, Part: priorityPart,
		Label: text.T("People of a village", "Dân số mỗi thôn, bản"), Doc: "People of one village.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Priority.People }},
	{Key: "priority.from", Kind: declare.Date, Drawn: true, Part: priorityPart,
		Label: text.T("Villages from", "Bắt đầu ưu tiên"), Doc: "First month in which villages get stations.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Priority.From }},
	{Key: "priority.by", Kind: declare.Date, Drawn: true, Part: priorityPart,
		Label: text.T("Villages by", "Hoàn thành ưu tiên"), Doc: "Month by whose end all villages are to have theirs.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Priority.By }},
	{Key: "priority.extra_cost", Unit: "USD/station", Min: 0, Max: 1e7, Part: priorityPart,
		Label: text.T("Extra cost of a village station", "Chi phí tăng thêm mỗi trạm thôn, bản"), Doc: "Power and backhaul far from others, beyond what a station costs elsewhere.", Source: given,
		Ref: func(p *Params) *float64 { return &p.Priority.ExtraUSD }},
}

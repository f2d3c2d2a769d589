package power

import (
	"math"
	"slices"
	"sync"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/fast"
	"github.com/headroom-planner/headroom/model/grid"
	"github.com/headroom-planner/headroom/model/plant"
	"github.com/headroom-planner/headroom/model/text"
)

// The parts of the domain that a scenario may leave out.
const (
	retailPart   = "power.retail"
	factorPart   = "power.factor"
	carbonPart   = "power.carbon"
	backupPart   = "power.backup"
	securityPart = "power.security"
	queuePart    = "power.queue"
	hoursPart    = "power.hours"
	sourcesPart  = "power.renewables"
)

// Parts are the parts of the domain that a scenario may leave out.
var Parts = []declare.Part[Params]{
	{Path: retailPart, Label: text.T("Retail tariff", "Biểu giá bán lẻ"), Doc: "Class and voltage that data centres buy at, in the place of a blended tariff.",
		Present: func(p *Params) *bool { return &p.Retail.On }},
	{Path: factorPart, Label: text.T("Path of the emission factor", "Diễn biến hệ số phát thải"), Doc: "Emission factor carried on from its record, in the place of a stated path.",
		Present: func(p *Params) *bool { return &p.Factor.On }},
	{Path: carbonPart, Label: text.T("Carbon and contracts", "Carbon và hợp đồng điện"), Doc: "Price of carbon, direct purchases of electricity, and water at power plants.",
		Present: func(p *Params) *bool { return &p.Carbon.On }},
	{Path: backupPart, Label: text.T("Backup generators", "Máy phát dự phòng"), Doc: "Diesel sets of data centres: number, hours, fuel.",
		Present: func(p *Params) *bool { return &p.Backup.On }},
	{Path: securityPart, Label: text.T("Security of supply", "An ninh cung cấp điện"), Doc: "Headroom of zones from their transformers with the largest lost (N-1), in the place of a stated headroom.",
		Present: func(p *Params) *bool { return &p.Security.On }},
	{Path: queuePart, Label: text.T("Connection queue", "Hàng chờ đấu nối"), Doc: "Requests for connections to zones, served in the order of application while reinforcement comes in steps, in the place of a stated delay and a stated path of reinforcement.",
		Present: func(p *Params) *bool { return &p.Queue.On }},
	{Path: hoursPart, Label: text.T("Hours of the tariff", "Khung giờ của biểu giá"), Doc: "Shares of data centres' electricity in the tariff's peak and off-peak hours, in the place of a flat load.",
		Present: func(p *Params) *bool { return &p.Hours.On }},
	{Path: sourcesPart, Label: text.T("Renewable electricity", "Điện tái tạo"), Doc: "Renewable part of the grid's electricity and of what is bought directly.",
		Present: func(p *Params) *bool { return &p.Sources.On }},
}

// Retail is the tariff that data centres buy at.
type Retail struct {
	On      bool
	Class   float64 // index into ClassOptions
	Voltage float64 // grid.Band
}

// Factor carries the emission factor on from its record.
type Factor struct {
	On     bool
	Record axis.Path // kg/kWh, yearly; read when the plan is made
	Belief float64   // years of belief in no drift; read when the plan is made
	Score  float64   // value of Student's distribution that the whole path lies at
}

// Carbon is its price and what is bought with factors of its own.
type Carbon struct {
	On           bool
	VNDPerKg     float64
	ShareBought  axis.Path // of data centres' electricity
	FactorBought float64   // kg/kWh
	Premium      float64   // VND/kWh over the tariff
	SourceLitres float64   // L/kWh at power plants
	WaterVND     float64   // VND/m3 on site
}

// Backup is the diesel sets of data centres.
type Backup struct {
	On          bool
	UnitMW      float64 // rating, at the meter's boundary
	Scheme      float64 // plant.Scheme
	OutageHours float64 // a year
	TestHours   float64 // a year and set
	TestShare   float64 // of the rating
	VNDPerLitre float64
}

// Security is how a zone's transformers carry on after the loss of one.
type Security struct {
	On          bool
	Overload    float64 // share of the rating that the rest may carry for a while
	PowerFactor float64
}

// ClassOptions are the tariffs, in the order of Retail.Class.
var ClassOptions = []declare.Option{
	{Key: "manufacturing", Label: text.T("Manufacturing", "Sản xuất")},
	{Key: "business", Label: text.T("Business", "Kinh doanh")},
	{Key: "manufacturing-two-part", Label: text.T("Manufacturing, two parts (on trial)", "Sản xuất, giá hai thành phần (thí điểm)")},
}

var voltageOptions = []declare.Option{
	grid.Below6kV:  {Key: "below-6kv", Label: text.T("Below 6 kV", "Dưới 6 kV")},
	grid.From6kV:   {Key: "6kv", Label: text.T("6 to below 22 kV", "Từ 6 kV đến dưới 22 kV")},
	grid.From22kV:  {Key: "22kv", Label: text.T("22 to below 110 kV", "Từ 22 kV đến dưới 110 kV")},
	grid.From110kV: {Key: "110kv", Label: text.T("110 kV and above", "Từ 110 kV trở lên")},
}

var schemeOptions = []declare.Option{
	plant.N:      {Key: "n", Label: text.T("N: no spare", "N: không dự phòng")},
	plant.NPlus1: {Key: "n+1", Label: text.T("N+1: one spare", "N+1: dự phòng một tổ máy")},
	plant.NPlus2: {Key: "n+2", Label: text.T("N+2: two spare", "N+2: dự phòng hai tổ máy")},
	plant.TwoN:   {Key: "2n", Label: text.T("2N: twice as many", "2N: gấp đôi")},
}

// price is a tariff blended over a flat load.
type price struct {
	energy, demand float64
	rates          grid.Rates
}

// retail is the price by class and band. The trial of two parts is known at the ends
// of voltage alone: bands between have that of the nearer end, 22 kV that of 110.
var retail = sync.OnceValue(func() (out [3][4]price) {
	for b := grid.Below6kV; b <= grid.From110kV; b++ {
		for c := grid.Manufacturing; c <= grid.Business; c++ {
			t, err := grid.VietNam2025(c, b)
			if err != nil {
				panic(err) // every class has every band, and a test reads them all
			}
			out[c][b] = price{t.FlatEnergy(), t.Demand, t.Energy}
		}
		end := grid.Below6kV
		if b >= grid.From22kV {
			end = grid.From110kV
		}
		t, err := grid.VietNamTrial(end)
		if err != nil {
			panic(err)
		}
		out[2][b] = price{t.FlatEnergy(), t.Demand, t.Energy}
	}
	return out
})

// Prepare fits the path of the emission factor to its record.
func Prepare(p *Params) {
	p.fit = grid.Path{}
	if !p.Factor.On || len(p.Factor.Record.Values) == 0 {
		return
	}
	fit, err := grid.FitPath(p.Factor.Record.Values, p.Factor.Belief)
	if err != nil {
		fit = grid.Path{From: math.NaN()}
	}
	p.fit, p.last = fit, p.Factor.Record.Months[len(p.Factor.Record.Months)-1]
}

// greatest is what an emission factor is held below: no grid of coal alone is above it.
const greatest = 1.2

// factor is the month's emission factor in kg/kWh: the stated path, or from the record
// EF(h) = EF(0) exp(h drift + scale(h) x score), h years after its last year.
func (p *Params) factor(m axis.Month) float64 {
	if !p.Factor.On {
		return p.EmissionFactor.At(m)
	}
	h := max(0, (float64(m)-p.last)/monthsPerYear)
	return min(greatest, p.fit.From*fast.Exp(h*p.fit.Drift+p.fit.Scale(h)*p.Factor.Score))
}

// price is what data centres pay at the start.
func (p *Params) price() price {
	if !p.Retail.On {
		return price{energy: p.TariffDC}
	}
	is := retail()[max(0, min(int(p.Retail.Class), 2))][max(0, min(int(p.Retail.Voltage), 3))]
	if p.Hours.On {
		is.energy = p.Hours.blend(&is.rates)
	}
	return is
}

// headroom is a zone's at the start: stated, or firm capacity of its transformers
// less the peak there is, (n - 1) x rating x (1 + overload) x power factor - peak.
func (p *Params) headroom(z *Zone) float64 {
	if !p.Security.On {
		return z.HeadroomMW
	}
	return max(0, p.firm(z)-z.PeakMW)
}

func (p *Params) firm(z *Zone) float64 {
	return max(0, z.Transformers-1) * z.RatingMVA * (1 + p.Security.Overload) * p.Security.PowerFactor
}

// Terms is what a kWh at a data centre's meter costs and emits in a month.
func Terms(p *Params, s *State, m axis.Month) (vndPerKWh, demandVND, kgPerKWh float64) {
	growth := fast.Exp(s.growth * float64(m-s.first))
	is := p.price()
	return is.energy * growth, is.demand * growth, p.factor(m)
}

// settle adds what the parts show: demand, carbon, contracts, water at power plants,
// diesel. Fixed parts of a month are a twelfth of a year's.
//
//	demand VND = kW in the design hour x charge
//	market-based kt = GWh x (share bought x its factor + rest x grid's)
//	litres of diesel = sets' rating x (0.0362 + 0.1654 x + 0.0666 x^2) x hours, outages at the load, tests at their share
func (p *Params) settle(m axis.Month, l *Load, growth, hours float64, is price, o *Out) {
	kg := p.factor(m)
	o.FactorKg = kg
	o.DemandVND, o.CarbonVND, o.MarketKt, o.SourceML, o.CUE, o.MarketCUE = 0, 0, o.EmissionsKt, 0, 0, 0
	if hours > 0 && is.demand > 0 {
		o.DemandVND = max(l.PeakMW, o.DatacenterMW) * kwPerMW * is.demand * growth
		o.EnergyCostVND += o.DemandVND
	}
	o.DatacenterKt = o.DatacenterGWh * kg
	if l.ITMW > 0 {
		o.CUE = o.DatacenterMW * kg / l.ITMW
	}
	if p.Carbon.On {
		share := p.Carbon.ShareBought.At(m)
		bought := share * o.DatacenterGWh
		o.MarketKt = o.EmissionsKt + bought*(p.Carbon.FactorBought-kg)
		o.CarbonVND = o.DatacenterGWh * kwhPerGWh * kg * p.Carbon.VNDPerKg
		o.SourceML = o.DatacenterGWh * p.Carbon.SourceLitres
		if l.ITMW > 0 {
			o.MarketCUE = o.CUE + o.DatacenterMW*share*(p.Carbon.FactorBought-kg)/l.ITMW
		}
		o.EnergyCostVND += bought * kwhPerGWh * p.Carbon.Premium
	}
	o.WaterVND = 0
	if p.Carbon.On {
		o.WaterVND = l.WaterML * m3PerML * p.Carbon.WaterVND
	}
	p.diesel(l, hours, o)
	p.hours(&is, growth, o)
	p.sources(m, o)
}

const (
	kwPerMW     = 1000
	m3PerML     = 1000
	litresPerML = 1e6
	mostLoaded  = 0.9 // of its rating that a set carries by design
)

func (p *Params) diesel(l *Load, hours float64, o *Out) {
	o.Generators, o.GeneratorHours, o.DieselML, o.DieselKt, o.DieselVND = 0, 0, 0, 0, 0
	b := &p.Backup
	if !b.On || b.UnitMW <= 0 || l.CapacityMW <= 0 {
		return
	}
	needed, installed, err := plant.Modules(plant.Scheme(b.Scheme), l.CapacityMW, b.UnitMW, mostLoaded, 0)
	if err != nil {
		return
	}
	o.Generators = installed
	if hours <= 0 {
		return
	}
	o.GeneratorHours = (b.OutageHours + b.TestHours) / monthsPerYear
	curve := grid.LargeDiesel()
	rated := b.UnitMW * kwPerMW
	outage := curve.Litres(needed*rated, min(o.DatacenterMW*kwPerMW, needed*rated)) * b.OutageHours
	tests := curve.Litres(installed*rated, b.TestShare*installed*rated) * b.TestHours
	litres := (outage + tests) / monthsPerYear
	o.DieselML = litres / litresPerML
	o.DieselKt = litres * grid.DieselKgPerLitre / 1e6
	o.DieselVND = litres * b.VNDPerLitre
	o.EnergyCostVND += o.DieselVND
}

const circular = "Vietnamese press, 2025: prices of Decision 1279/QD-BCT of which three were read and the others are from memory (docs/MODELS.md, Grid)"

var partInputs = []declare.Input[Params]{
	{Key: "retail.class", Kind: declare.Choice, Options: ClassOptions, Part: retailPart,
		Label: text.T("Class of customer", "Nhóm khách hàng"), Doc: "Class whose tariff data centres pay; which of them it is, is not settled.", Source: circular,
		Ref: func(p *Params) *float64 { return &p.Retail.Class }},
	{Key: "retail.voltage", Kind: declare.Choice, Options: voltageOptions, Part: retailPart,
		Label: text.T("Supply voltage", "Cấp điện áp"), Doc: "Voltage that data centres buy at.", Source: circular,
		Ref: func(p *Params) *float64 { return &p.Retail.Voltage }},
	{Key: "factor.record", Kind: declare.Knots, Unit: "kgCO2/kWh", Min: 1e-6, Max: 3, Part: factorPart,
		Label: text.T("Record of the emission factor", "Chuỗi hệ số phát thải đã công bố"), Doc: "Yearly emission factors by the last month of each year, at least four and none uncertain; the path goes on from the last.",
		Source: "Department of Climate Change of Viet Nam, yearly letters on the grid emission factor",
		Path:   func(p *Params) *axis.Path { return &p.Factor.Record }},
	{Key: "factor.belief", Unit: "years", Min: 0, Max: 1e9, Part: factorPart,
		Label: text.T("Belief in no drift", "Mức tin vào xu thế không đổi"), Doc: "Years of record that belief in no drift is worth; 1e9 is no drift at all, which forecasts of ten open years support. Read at its median.",
		Source: "model/grid, docs/MODELS.md: persistence beats walks that learn a drift",
		Ref:    func(p *Params) *float64 { return &p.Factor.Belief }},
	{Key: "factor.score", Unit: "1", Min: -20, Max: 20, Part: factorPart,
		Label: text.T("Place of the path in its spread", "Vị trí của diễn biến trong dải"), Doc: "Value of Student's distribution, with as many degrees of freedom as the record has changes, at which the whole path lies.",
		Source: "model/grid: ln EF(h) = ln EF(0) + h m + s sqrt(h + h^2/(n+k)) t",
		Ref:    func(p *Params) *float64 { return &p.Factor.Score }},
	{Key: "carbon.price", Unit: "VND/kgCO2", Min: 0, Max: 100000, Part: carbonPart,
		Label: text.T("Price of carbon", "Giá carbon"), Doc: "Price of carbon dioxide of data centres' electricity, by location.", Source: "the rule's or the scenario's",
		Ref: func(p *Params) *float64 { return &p.Carbon.VNDPerKg }},
	{Key: "carbon.bought.share", Kind: declare.Knots, Unit: "1", Min: 0, Max: 1, Part: carbonPart,
		Label: text.T("Share bought directly", "Tỷ lệ mua điện trực tiếp"), Doc: "Share of data centres' electricity under contract with plants of its own factor.", Source: "GHG Protocol Scope 2 Guidance (2015), market-based method; Viet Nam's direct purchases: Decree 57/2025/ND-CP, from memory",
		Path: func(p *Params) *axis.Path { return &p.Carbon.ShareBought }},
	{Key: "carbon.bought.factor", Unit: "kgCO2/kWh", Min: 0, Max: 2, Part: carbonPart,
		Label: text.T("Factor of what is bought directly", "Hệ số phát thải của điện mua trực tiếp"), Doc: "Emission factor of the contracts' plants.", Source: "GHG Protocol Scope 2 Guidance (2015), market-based method",
		Ref: func(p *Params) *float64 { return &p.Carbon.FactorBought }},
	{Key: "carbon.bought.premium", Unit: "VND/kWh", Min: -5000, Max: 50000, Part: carbonPart,
		Label: text.T("Premium of direct purchases", "Phần chênh giá của điện mua trực tiếp"), Doc: "What contracts cost over the tariff.", Source: "the scenario's",
		Ref: func(p *Params) *float64 { return &p.Carbon.Premium }},
	{Key: "carbon.source_water", Unit: "L/kWh", Min: 0, Max: 100, Part: carbonPart,
		Label: text.T("Water at power plants", "Nước tiêu thụ tại nhà máy điện"), Doc: "Litres that power plants consume for a kWh of the grid.", Source: "no figure for Viet Nam; Macknick et al., Environmental Research Letters 7 (2012) 045802, for the United States",
		Ref: func(p *Params) *float64 { return &p.Carbon.SourceLitres }},
	{Key: "carbon.water_price", Unit: "VND/m3", Min: 0, Max: 1e6, Part: carbonPart,
		Label: text.T("Price of water", "Giá nước"), Doc: "Price of water on site at data centres.", Source: "the water company's tariff; the value is the scenario's",
		Ref: func(p *Params) *float64 { return &p.Carbon.WaterVND }},
	{Key: "backup.unit", Unit: "MW", Boundary: "facility", Min: 0.05, Max: 50, Part: backupPart,
		Label: text.T("Rating of a generator", "Công suất một máy phát"), Doc: "Rated power of one diesel set.", Source: "makers' sets of 1 to 3 MW; the value is the scenario's",
		Ref: func(p *Params) *float64 { return &p.Backup.UnitMW }},
	{Key: "backup.scheme", Kind: declare.Choice, Options: schemeOptions, Part: backupPart,
		Label: text.T("Redundancy of generators", "Dự phòng máy phát"), Doc: "Sets beyond those that carry the whole capacity at nine tenths of their rating.", Source: "Uptime Institute, Tier Standard: Topology",
		Ref: func(p *Params) *float64 { return &p.Backup.Scheme }},
	{Key: "backup.outage_hours", Unit: "hours/year", Min: 0, Max: 8760, Part: backupPart,
		Label: text.T("Hours without the grid", "Số giờ mất điện lưới"), Doc: "Hours a year that generators carry the load.", Source: "the utility's SAIDI; the value is the scenario's",
		Ref: func(p *Params) *float64 { return &p.Backup.OutageHours }},
	{Key: "backup.test_hours", Unit: "hours/year", Min: 0, Max: 1000, Part: backupPart,
		Label: text.T("Hours of tests", "Số giờ chạy thử"), Doc: "Hours a year that each set is tested.", Source: "NFPA 110 (2010), 8.4.2: twelve half-hours at 30 % or more",
		Ref: func(p *Params) *float64 { return &p.Backup.TestHours }},
	{Key: "backup.test_share", Unit: "1", Min: 0, Max: 1, Part: backupPart,
		Label: text.T("Load of tests", "Mức tải chạy thử"), Doc: "Share of its rating that a set is tested at.", Source: "NFPA 110 (2010), 8.4.2: twelve half-hours at 30 % or more",
		Ref: func(p *Params) *float64 { return &p.Backup.TestShare }},
	{Key: "backup.fuel_price", Unit: "VND/L", Min: 0, Max: 1e6, Part: backupPart,
		Label: text.T("Price of diesel", "Giá dầu diesel"), Doc: "Price of a litre of diesel.", Source: "retail prices; the value is the scenario's",
		Ref: func(p *Params) *float64 { return &p.Backup.VNDPerLitre }},
	{Key: "security.overload", Unit: "1", Min: 0, Max: 1, Part: securityPart,
		Label: text.T("Overload after a loss", "Quá tải cho phép sau sự cố"), Doc: "Share of their rating that transformers may carry beyond it for the time after a loss.", Source: "N-1 as in ENA Engineering Recommendation P2, from memory; model/grid",
		Ref: func(p *Params) *float64 { return &p.Security.Overload }},
	{Key: "security.power_factor", Unit: "1", Min: 0.5, Max: 1, Part: securityPart,
		Label: text.T("Power factor", "Hệ số công suất"), Doc: "Active over apparent power of the zones' loads.", Source: "Viet Nam charges for reactive power below 0.9; model/grid",
		Ref: func(p *Params) *float64 { return &p.Security.PowerFactor }},
}

var securityInputs = []declare.Input[Zone]{
	{Key: "transformers", Unit: "items", Min: 1, Max: 1000, Part: securityPart,
		Label: text.T("Transformers", "Số máy biến áp"), Doc: "Equal transformers that bring power into the zone.", Source: zoneSource,
		Ref: func(z *Zone) *float64 { return &z.Transformers }},
	{Key: "rating", Unit: "1", Min: 1, Max: 5000, Part: securityPart,
		Label: text.T("Rating of a transformer, MVA", "Công suất máy biến áp, MVA"), Doc: "Rated apparent power of one transformer in MVA.", Source: zoneSource,
		Ref: func(z *Zone) *float64 { return &z.RatingMVA }},
	{Key: "peak", Unit: "MW", Boundary: "unstated", Min: 0, Max: 1e5, Part: securityPart,
		Label: text.T("Peak of other load", "Phụ tải đỉnh hiện có"), Doc: "Peak load that the zone has at the start, data centres open then included.", Source: zoneSource,
		Ref: func(z *Zone) *float64 { return &z.PeakMW }},
}

var (
	carbonUses   = []string{"power.carbon.price", "power.carbon.bought.share", "power.carbon.bought.factor"}
	backupUses   = []string{"power.backup.unit", "power.backup.scheme", "power.backup.outage_hours", "power.backup.test_hours", "power.backup.test_share"}
	recordUses   = []string{"power.emission_factor", "power.factor.record", "power.factor.belief", "power.factor.score"}
	securityUses = []string{"power.security.overload", "power.security.power_factor", "power.zones.transformers", "power.zones.rating", "power.zones.peak"}
)

var partMetrics = []declare.Metric[Out]{
	{Key: "power.factor", Unit: "kgCO2/kWh", Agg: declare.Ratio,
		Label: text.T("Grid emission factor", "Hệ số phát thải lưới điện"), Doc: "Carbon dioxide per unit of grid electricity in the month.",
		Formula: "the stated path, or EF(0) exp(h drift + scale(h) x score) from the record", Uses: recordUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.FactorKg }},
	{Key: "power.datacenter_emissions", Unit: "ktCO2", Agg: declare.Flow, Keep: declare.Mean,
		Label: text.T("Carbon emissions of data centres", "Phát thải carbon của trung tâm dữ liệu"), Doc: "Carbon dioxide of data centres' electricity, by location; part of power.emissions.",
		Formula: "data centres' electricity x grid emission factor", Uses: slices.Concat(recordUses, loadUses), Source: "GHG Protocol Scope 2 Guidance (2015), location-based method",
		Ref: func(o *Out) *float64 { return &o.DatacenterKt }},
	{Key: "power.cue", Unit: "kgCO2/kWh", Agg: declare.Ratio, Keep: declare.Mean,
		Label: text.T("CUE", "Hiệu suất sử dụng carbon (CUE)"), Doc: "Carbon dioxide of data centres' electricity, by location, per unit of IT energy in the month.",
		Formula: "facility load x emission factor / IT load", Uses: slices.Concat(recordUses, loadUses), Source: "ISO/IEC 30134-8:2022, Carbon usage effectiveness (CUE)",
		Ref: func(o *Out) *float64 { return &o.CUE }},
	{Key: "power.cue_market", Unit: "kgCO2/kWh", Agg: declare.Ratio, Keep: declare.Mean, Part: carbonPart,
		Label: text.T("CUE, market-based", "CUE theo thị trường"), Doc: "Carbon dioxide of data centres' electricity per unit of IT energy in the month, what is bought directly counted at its own factor. Beside power.cue, which is by location.",
		Formula: "facility load x (share bought x its factor + rest x grid's) / IT load", Uses: slices.Concat(carbonUses[1:], recordUses, loadUses), Source: "ISO/IEC 30134-8:2022, Carbon usage effectiveness (CUE); GHG Protocol Scope 2 Guidance (2015), market-based method",
		Ref: func(o *Out) *float64 { return &o.MarketCUE }},
	{Key: "power.demand_cost", Unit: "GVND", Agg: declare.Flow, Keep: declare.Mean, Part: retailPart,
		Label: text.T("Charge for demand", "Tiền điện theo công suất"), Doc: "What data centres pay for their greatest load, taken in the design hour every month: the most it can be. Part of power.energy_cost.",
		Formula: "load in the design hour x charge for a kW and month", Uses: slices.Concat([]string{"power.retail.class", "power.retail.voltage", "power.tariff.growth"}, loadUses), Source: circular,
		Get: func(o *Out) float64 { return o.DemandVND / vndPerGVND }},
	{Key: "power.emissions_market", Unit: "ktCO2", Agg: declare.Flow, Keep: declare.Mean, Part: carbonPart,
		Label: text.T("Carbon emissions, market-based", "Phát thải carbon theo thị trường"), Doc: "Carbon dioxide of the electricity used, what is bought directly counted at its own factor; the grid's stands for a residual mix, which nobody publishes. Beside power.emissions and never added to it.",
		Formula: "emissions by location + data centres' electricity x share bought x (its factor - grid's)", Uses: slices.Concat(carbonUses[1:], recordUses, loadUses), Source: "GHG Protocol Scope 2 Guidance (2015), market-based method",
		Ref: func(o *Out) *float64 { return &o.MarketKt }},
	{Key: "power.carbon_cost", Unit: "GVND", Agg: declare.Flow, Keep: declare.Mean, Part: carbonPart,
		Label: text.T("Cost of carbon", "Chi phí carbon"), Doc: "Price of carbon on data centres' emissions by location; in finance's spending beside electricity.",
		Formula: "data centres' electricity x emission factor x price", Uses: slices.Concat(carbonUses[:1], recordUses, loadUses), Source: own,
		Get: func(o *Out) float64 { return o.CarbonVND / vndPerGVND }},
	{Key: "power.water_cost", Unit: "GVND", Agg: declare.Flow, Keep: declare.Mean, Part: carbonPart,
		Label: text.T("Cost of water", "Chi phí nước"), Doc: "What data centres pay for water on site; in finance's spending beside electricity.",
		Formula: "water on site x price", Uses: append([]string{"power.carbon.water_price", "datacenter.plants.water_score"}, loadUses...), Source: own,
		Get: func(o *Out) float64 { return o.WaterVND / vndPerGVND }},
	{Key: "power.source_water", Unit: "ML", Agg: declare.Flow, Keep: declare.Mean, Part: carbonPart,
		Label: text.T("Water at power plants", "Nước tiêu thụ tại nhà máy điện"), Doc: "Water that power plants consume for data centres' electricity.",
		Formula: "data centres' electricity x litres for a kWh", Uses: append([]string{"power.carbon.source_water"}, loadUses...), Source: "ISO/IEC 30134-9:2022, Water usage effectiveness (WUE)",
		Ref: func(o *Out) *float64 { return &o.SourceML }},
	{Key: "power.generators", Unit: "items", Keep: declare.Mean, Part: backupPart,
		Label: text.T("Backup generators", "Số máy phát dự phòng"), Doc: "Diesel sets that stand behind the energised facility power, counted as one site.",
		Formula: "ceil(facility power / (rating x 0.9)) and the spare ones of the scheme", Uses: slices.Concat(backupUses[:2], openUses, []string{"datacenter.phases.power", "datacenter.expansion.target"}), Source: "model/plant, docs/MODELS.md",
		Ref: func(o *Out) *float64 { return &o.Generators }},
	{Key: "power.generator_hours", Unit: "hours", Agg: declare.Flow, Keep: declare.Mean, Part: backupPart,
		Label: text.T("Running hours of a backup generator", "Số giờ chạy của một máy phát dự phòng"), Doc: "Hours that a diesel set which carries load in outages runs, outages and tests together; spare sets run the tests alone. A year's value is the sum of its months.",
		Formula: "(hours a year without the grid + hours a year of tests) / 12", Uses: backupUses[2:4], Source: own,
		Ref: func(o *Out) *float64 { return &o.GeneratorHours }},
	{Key: "power.diesel", Unit: "ML", Agg: declare.Flow, Keep: declare.Mean, Part: backupPart,
		Label: text.T("Diesel of backup generators", "Dầu diesel cho máy phát dự phòng"), Doc: "Diesel of outages and tests.",
		Formula: "rating of sets x (0.0362 + 0.1654 x + 0.0666 x^2) x hours", Uses: slices.Concat(backupUses, loadUses), Source: "model/grid, docs/MODELS.md",
		Ref: func(o *Out) *float64 { return &o.DieselML }},
	{Key: "power.diesel_emissions", Unit: "ktCO2", Agg: declare.Flow, Keep: declare.Mean, Part: backupPart,
		Label: text.T("Carbon emissions of diesel", "Phát thải carbon của dầu diesel"), Doc: "Carbon dioxide of burnt diesel, scope 1.",
		Formula: "litres x 2.68 kg", Uses: slices.Concat(backupUses, loadUses), Source: "IPCC Guidelines 2006, volume 2, tables 1.2 and 1.4",
		Ref: func(o *Out) *float64 { return &o.DieselKt }},
	{Key: "power.zone_firm", Unit: "MW", Boundary: "unstated", Of: "power.zones", Keep: declare.Mean, Part: securityPart,
		Label: text.T("Firm capacity by zone (N-1)", "Công suất đảm bảo theo vùng (N-1)"), Doc: "What a zone's transformers carry with one lost.",
		Formula: "(transformers - 1) x rating x (1 + overload) x power factor", Uses: securityUses, Source: "model/grid, docs/MODELS.md",
		EachRef: func(o *Out, i int) *float64 { return &o.ZoneFirmMW[i] }},
}

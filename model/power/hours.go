package power

import (
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/grid"
	"github.com/headroom-planner/headroom/model/text"
)

// Hours are the tariff's hours in which data centres draw.
type Hours struct {
	On            bool
	Peak, OffPeak float64 // shares of their energy; the rest is in normal hours
}

// blend is VND/kWh of energy in its hours: peak share x peak price + off-peak share x off-peak
// price + rest x normal price.
func (h *Hours) blend(r *grid.Rates) float64 {
	return h.Peak*r[grid.Peak] + h.OffPeak*r[grid.OffPeak] + (1-h.Peak-h.OffPeak)*r[grid.Normal]
}

// Sources are what electricity is made of.
type Sources struct {
	On     bool
	Grid   axis.Path // renewable share of the grid's
	Bought float64   // renewable share of what is bought directly
}

// hours shows the month's prices by hour and what the peak hours cost.
func (p *Params) hours(is *price, growth float64, o *Out) {
	o.PeakRate, o.NormalRate, o.OffPeakRate, o.PeakHoursVND = 0, 0, 0, 0
	if !p.Hours.On || !p.Retail.On {
		return
	}
	o.PeakRate, o.NormalRate, o.OffPeakRate = is.rates[grid.Peak]*growth, is.rates[grid.Normal]*growth, is.rates[grid.OffPeak]*growth
	o.PeakHoursVND = o.DatacenterGWh * kwhPerGWh * p.Hours.Peak * o.PeakRate
}

// sources shows what part of data centres' electricity is bought directly and is renewable:
// share bought x its renewable share + rest x grid's.
func (p *Params) sources(m axis.Month, o *Out) {
	o.BoughtShare, o.RenewableShare = 0, 0
	if !p.Sources.On {
		return
	}
	bought := 0.0
	if p.Carbon.On {
		bought = p.Carbon.ShareBought.At(m)
	}
	o.BoughtShare = percent * bought
	o.RenewableShare = percent * (bought*p.Sources.Bought + (1-bought)*p.Sources.Grid.At(m))
}

var hoursInputs = []declare.Input[Params]{
	{Key: "hours.peak", Unit: "1", Min: 0, Max: 0.5, Part: hoursPart,
		Label: text.T("Energy in peak hours", "Điện năng trong giờ cao điểm"), Doc: "Share of data centres' electricity that they take in the tariff's peak hours; a flat load takes 30/168.", Source: "hours of EVN's page of three prices: docs/MODELS.md, Grid; the value is the scenario's",
		Ref: func(p *Params) *float64 { return &p.Hours.Peak }},
	{Key: "hours.off_peak", Unit: "1", Min: 0, Max: 0.5, Part: hoursPart,
		Label: text.T("Energy in off-peak hours", "Điện năng trong giờ thấp điểm"), Doc: "Share of data centres' electricity that they take in the tariff's off-peak hours; a flat load takes 42/168.", Source: "hours of EVN's page of three prices: docs/MODELS.md, Grid; the value is the scenario's",
		Ref: func(p *Params) *float64 { return &p.Hours.OffPeak }},
	{Key: "renewables.grid", Kind: declare.Knots, Unit: "1", Min: 0, Max: 1, Part: sourcesPart,
		Label: text.T("Renewable share of the grid", "Tỷ trọng tái tạo của lưới điện"), Doc: "Share of the grid's electricity from renewable sources, by month.", Source: "the system operator's statistics of generation; the value is the scenario's",
		Path: func(p *Params) *axis.Path { return &p.Sources.Grid }},
	{Key: "renewables.bought", Unit: "1", Min: 0, Max: 1, Part: sourcesPart,
		Label: text.T("Renewable share of what is bought directly", "Tỷ trọng tái tạo của điện mua trực tiếp"), Doc: "Share of the electricity under contract that is renewable.", Source: "GHG Protocol Scope 2 Guidance (2015), contractual instruments; the value is the scenario's",
		Ref: func(p *Params) *float64 { return &p.Sources.Bought }},
}

var hourUses = []string{"power.retail.class", "power.retail.voltage", "power.tariff.growth"}

var hoursMetrics = []declare.Metric[Out]{
	{Key: "power.tariff_peak", Unit: "VND/kWh", Agg: declare.Ratio, Keep: declare.Mean, Part: hoursPart,
		Label: text.T("Tariff in peak hours", "Giá điện giờ cao điểm"), Doc: "Price of electricity to data centres in the tariff's peak hours.",
		Formula: "peak price at the start x (1 + growth)^(months/12)", Uses: hourUses, Source: circular,
		Ref: func(o *Out) *float64 { return &o.PeakRate }},
	{Key: "power.tariff_normal", Unit: "VND/kWh", Agg: declare.Ratio, Keep: declare.Mean, Part: hoursPart,
		Label: text.T("Tariff in normal hours", "Giá điện giờ bình thường"), Doc: "Price of electricity to data centres in the tariff's normal hours.",
		Formula: "normal price at the start x (1 + growth)^(months/12)", Uses: hourUses, Source: circular,
		Ref: func(o *Out) *float64 { return &o.NormalRate }},
	{Key: "power.tariff_off_peak", Unit: "VND/kWh", Agg: declare.Ratio, Keep: declare.Mean, Part: hoursPart,
		Label: text.T("Tariff in off-peak hours", "Giá điện giờ thấp điểm"), Doc: "Price of electricity to data centres in the tariff's off-peak hours.",
		Formula: "off-peak price at the start x (1 + growth)^(months/12)", Uses: hourUses, Source: circular,
		Ref: func(o *Out) *float64 { return &o.OffPeakRate }},
	{Key: "power.peak_hours_cost", Unit: "GVND", Agg: declare.Flow, Keep: declare.Mean, Part: hoursPart,
		Label: text.T("Cost of peak hours", "Chi phí điện giờ cao điểm"), Doc: "What data centres pay for electricity in the tariff's peak hours. Part of power.energy_cost.",
		Formula: "data centres' electricity x share in peak hours x power.tariff_peak", Uses: slices.Concat([]string{"power.hours.peak"}, hourUses, loadUses), Source: circular,
		Get: func(o *Out) float64 { return o.PeakHoursVND / vndPerGVND }},
	{Key: "power.bought_share", Unit: "%", Agg: declare.Ratio, Keep: declare.Mean, Part: sourcesPart,
		Label: text.T("Share bought directly", "Tỷ lệ mua điện trực tiếp"), Doc: "Share of data centres' electricity under contract with plants; nought without power.carbon.",
		Formula: "100 x share bought in the month", Uses: []string{"power.carbon.bought.share"}, Source: "GHG Protocol Scope 2 Guidance (2015), market-based method",
		Ref: func(o *Out) *float64 { return &o.BoughtShare }},
	{Key: "power.renewable_share", Unit: "%", Agg: declare.Ratio, Keep: declare.Mean, Part: sourcesPart,
		Label: text.T("Renewable share of data centres' electricity", "Tỷ trọng tái tạo trong điện của trung tâm dữ liệu"), Doc: "Share of data centres' electricity that is renewable, by contract or by the grid's mix. Residual mixes are not published, so what others bought is counted in the grid's.",
		Formula: "100 x (share bought x its renewable share + rest x the grid's)", Uses: []string{"power.carbon.bought.share", "power.renewables.grid", "power.renewables.bought"}, Source: own,
		Ref: func(o *Out) *float64 { return &o.RenewableShare }},
}

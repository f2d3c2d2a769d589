package power

import (
	"slices"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

const own = "headroom, docs/MODELS.md, Power"

var (
	openUses = []string{"datacenter.opening.power", "datacenter.opening.reading", "datacenter.opening.pue", "datacenter.plants.kind", "datacenter.plants.model", "datacenter.plants.climate",
		"datacenter.plants.redundancy", "datacenter.plants.overhead_score", "datacenter.plants.recharge"}
	loadUses = append(slices.Clone(openUses), "datacenter.plants.staging", "datacenter.occupancy", "datacenter.utilisation", "datacenter.node_utilisation", "datacenter.demand.growth")
	costUses = []string{"power.retail.class", "power.retail.voltage", "power.tariff.datacenters", "power.tariff.radio", "power.tariff.growth"}
	billUses = slices.Concat(costUses, []string{"power.carbon.bought.share", "power.carbon.bought.premium", "power.backup.fuel_price"}, backupUses, loadUses)
	peakUses = []string{"power.peak_demand"}
	zoneUses = []string{"power.zones.headroom", "power.zones.transformers", "power.zones.peak", "power.zones.reinforcement", "power.zones.step", "power.zones.step_lead", "power.zones.steps"}
)

func with(a, b []string) []string { return append(append([]string(nil), a...), b...) }

// Metrics are the outputs of the domain.
var Metrics = append([]declare.Metric[Out]{
	{Key: "power.energy", Unit: "GWh", Agg: declare.Flow,
		Label:   text.T("Electricity use of digital infrastructure", "Điện năng tiêu thụ của hạ tầng số"),
		Doc:     "Electricity that data centres, radio sites and fixed access take at their meters.",
		Formula: "(facility load + radio load + fixed access) x days x 24 / 1000",
		Uses:    loadUses, Source: "ISO/IEC 30134-2:2016: energy at the facility's meter",
		Ref: func(o *Out) *float64 { return &o.EnergyGWh }},
	{Key: "power.datacenter_energy", Unit: "GWh", Agg: declare.Flow,
		Label:   text.T("Electricity use of data centres", "Điện năng tiêu thụ của trung tâm dữ liệu"),
		Doc:     "Electricity that data centres take at their meters.",
		Formula: "facility load x days x 24 / 1000",
		Uses:    loadUses, Source: "ISO/IEC 30134-2:2016: energy at the facility's meter",
		Ref: func(o *Out) *float64 { return &o.DatacenterGWh }},
	{Key: "power.ran_energy", Unit: "GWh", Agg: declare.Flow,
		Label:   text.T("Electricity use of radio sites", "Điện năng tiêu thụ của trạm vô tuyến"),
		Doc:     "Electricity that radio sites take at their meters.",
		Formula: "radio load x days x 24 / 1000",
		Source:  own,
		Ref:     func(o *Out) *float64 { return &o.RadioGWh }},
	{Key: "power.emissions", Unit: "ktCO2", Agg: declare.Flow,
		Label:   text.T("Carbon emissions of electricity use", "Phát thải carbon từ điện năng tiêu thụ"),
		Doc:     "Carbon dioxide of the electricity used, by location.",
		Formula: "electricity x grid emission factor",
		Uses:    with(recordUses, loadUses), Source: "GHG Protocol Scope 2 Guidance (2015), location-based method",
		Ref: func(o *Out) *float64 { return &o.EmissionsKt }},
	{Key: "power.energy_cost", Unit: "GVND", Agg: declare.Flow,
		Label:   text.T("Cost of electricity", "Chi phí điện năng"),
		Doc:     "What data centres and radio sites pay for electricity, before value-added tax, with the charge for demand, the premium of direct purchases and the diesel of generators where a scenario has them.",
		Formula: "electricity of each x its tariff (fixed access at that of radio sites) at the start x (1 + growth)^(months/12) + demand + direct purchases x premium + diesel x price",
		Uses:    billUses, Source: tariffSource,
		Get: func(o *Out) float64 { return o.EnergyCostVND / vndPerGVND }},
	{Key: "power.tariff", Unit: "VND/kWh", Agg: declare.Ratio, Keep: declare.Mean,
		Label:   text.T("Tariff of data centres", "Giá điện của trung tâm dữ liệu"),
		Doc:     "Price of electricity to data centres in the month.",
		Formula: "tariff at the start x (1 + growth)^(months/12)",
		Uses:    costUses, Source: tariffSource,
		Ref: func(o *Out) *float64 { return &o.Tariff }},
	{Key: "power.digital_load", Unit: "MW", Boundary: unit.Facility, Agg: declare.Ratio,
		Label:   text.T("Mean digital load", "Phụ tải bình quân của hạ tầng số"),
		Doc:     "Mean load of data centres, radio sites and fixed access at their meters.",
		Formula: "facility load + radio load + fixed access",
		Uses:    loadUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.DigitalMW }},
	{Key: "power.peak_share", Unit: "%", Agg: declare.Ratio,
		Label:   text.T("Share of the national peak", "Tỷ trọng trong phụ tải cực đại quốc gia"),
		Doc:     "Digital load over the national peak load: the load is flat, so its mean stands for its part in the peak.",
		Formula: "100 x digital load / national peak load",
		Uses:    with(peakUses, loadUses), Source: own,
		Ref: func(o *Out) *float64 { return &o.PeakShare }},
	{Key: "power.zone_load", Unit: "MW", Boundary: unit.Facility, Agg: declare.Ratio, Of: "power.zones", Keep: declare.Mean,
		Label:   text.T("Data-centre load by zone", "Phụ tải trung tâm dữ liệu theo vùng"),
		Doc:     "Mean load of data centres at their meters in each zone.",
		Formula: "facility load by zone",
		Uses:    loadUses, Source: own,
		EachRef: func(o *Out, i int) *float64 { return &o.ZoneLoadMW[i] }},
	{Key: "power.zone_grid", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean,
		Label:   text.T("Grid limit for new data centres by zone", "Giới hạn lưới điện cho trung tâm dữ liệu mới theo vùng"),
		Doc:     "Facility power of new data centres each zone can carry.",
		Formula: "headroom + reinforcement up to the month - growth of radio sites' load in the zone since the start",
		Uses:    with([]string{"mobile.provinces.zone", "mobile.site_power", "mobile.traffic"}, zoneUses), Source: own,
		EachRef: func(o *Out, i int) *float64 { return &o.ZoneGridMW[i] }},
	{Key: "power.zone_headroom_left", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean,
		Label:   text.T("Headroom left above the load by zone", "Dư địa còn lại trên phụ tải theo vùng"),
		Doc:     "Grid limit less the growth of the mean load since the start. Connected power may already be promised beyond it: datacenter.zone_grid_free counts capacity.",
		Formula: "headroom + reinforcement - (load - load at the start)",
		Uses:    with(zoneUses, loadUses), Source: own,
		EachRef: func(o *Out, i int) *float64 { return &o.ZoneHeadroomMW[i] }},
}, slices.Concat(partMetrics, queueMetrics, hoursMetrics)...)

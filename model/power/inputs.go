package power

import (
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

const (
	tariffSource = "Ministry of Industry and Trade of Viet Nam, Decision 1279/QD-BCT (9 May 2025), retail electricity tariff"
	gridSource   = "Cushman & Wakefield, Asia Pacific Data Centre Construction Cost Guide 2025: 18 to 36 months in normal markets, 60 to 84 in the worst"
	zoneSource   = "definition as of connection headroom in National Grid ESO, Electricity Ten Year Statement 2023; the value is the scenario's"
)

// Inputs are the scalars of the domain.
var Inputs = append([]declare.Input[Params]{
	{Key: "emission_factor", Kind: declare.Knots, Unit: "kgCO2/kWh", Min: 0, Max: 2, Unless: "factor",
		Label:  text.T("Grid emission factor", "Hệ số phát thải lưới điện"),
		Doc:    "Carbon dioxide per unit of grid electricity, by location. Not asked for where the path goes on from a record.",
		Source: "Department of Climate Change of Viet Nam, yearly letters on the grid emission factor; GHG Protocol Scope 2 Guidance (2015)",
		Path:   func(p *Params) *axis.Path { return &p.EmissionFactor }},
	{Key: "tariff.datacenters", Unit: "VND/kWh", Min: 0, Max: 50000, Unless: "retail",
		Label:  text.T("Tariff of data centres", "Giá điện của trung tâm dữ liệu"),
		Doc:    "Price of electricity to data centres in the first month, blended over the hours of a flat load, before value-added tax. Not asked for where a class and voltage of the retail tariff are named.",
		Source: tariffSource,
		Ref:    func(p *Params) *float64 { return &p.TariffDC }},
	{Key: "tariff.radio", Unit: "VND/kWh", Min: 0, Max: 50000,
		Label:  text.T("Tariff of radio sites", "Giá điện của trạm vô tuyến"),
		Doc:    "Price of electricity to radio sites in the first month, blended over the hours of a flat load, before value-added tax.",
		Source: tariffSource,
		Ref:    func(p *Params) *float64 { return &p.TariffRadio }},
	{Key: "tariff.growth", Unit: "1/year", Min: -0.2, Max: 0.5,
		Label:  text.T("Growth of tariffs", "Tốc độ tăng giá điện"),
		Doc:    "Yearly growth of both tariffs, in the prices that the finance section uses.",
		Source: tariffSource,
		Ref:    func(p *Params) *float64 { return &p.TariffGrowth }},
	{Key: "peak_demand", Kind: declare.Knots, Unit: "MW", Boundary: unit.Unstated, Min: 1, Max: 5e6,
		Label:  text.T("National peak load", "Phụ tải cực đại (Pmax) quốc gia"),
		Doc:    "Peak load of the national power system, for the share of the digital load; no data-centre boundary applies to it.",
		Source: "Viet Nam's adjusted Power Development Plan VIII, Decision 768/QD-TTg (15 April 2025)",
		Path:   func(p *Params) *axis.Path { return &p.PeakDemandMW }},
}, slices.Concat(partInputs, queueInputs, hoursInputs)...)

// ZoneInputs are the rows of power.zones.
var ZoneInputs = append([]declare.Input[Zone]{
	{Key: "headroom", Unit: "MW", Boundary: unit.Facility, Min: 0, Max: 1e5, Unless: "transformers",
		Label:  text.T("Grid headroom", "Dư địa lưới điện"),
		Doc:    "Facility power of new data centres the zone can carry at the start, beyond those open then. Not asked for where transformers are given.",
		Source: zoneSource,
		Ref:    func(z *Zone) *float64 { return &z.HeadroomMW }},
	{Key: "reinforcement", Kind: declare.Knots, Unit: "MW", Boundary: unit.Facility, Min: 0, Max: 1e5, Unless: "step_lead",
		Label:  text.T("Grid reinforcement", "Tăng cường lưới điện"),
		Doc:    "Headroom that grid works add, cumulative by month. Not asked for where works come in steps when the queue needs them (step_lead).",
		Source: zoneSource,
		Path:   func(z *Zone) *axis.Path { return &z.Reinforcement }},
	{Key: "connection_delay", Unit: "months", Min: 0, Max: 240, Unless: "works",
		Label:  text.T("Connection delay", "Thời gian chờ đấu nối lưới điện"),
		Doc:    "Months from a request for a grid connection until the supply is ready: one shock for all projects of the zone, and the wait for headroom in it. Not asked for where the works for a request are given and the queue tells the wait (works).",
		Source: gridSource,
		Ref:    func(z *Zone) *float64 { return &z.DelayMonths }},
}, slices.Concat(securityInputs, queueZoneInputs)...)

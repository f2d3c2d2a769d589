package finance

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
)

const (
	srcDiscount = "Boardman et al. 2018, Cost-Benefit Analysis, 5th ed., chapter 10: real discount rates with real flows"
	srcCapex    = "Definition: IAS 16 and IAS 7 tell investment from operation"
)

// Inputs are the domain's rows.
var Inputs = []declare.Input[Params]{
	{Key: "discount_rate", Unit: "1/year", Min: 0, Max: 0.3,
		Label:  text.T("Real discount rate", "Tỷ lệ chiết khấu thực"),
		Doc:    "Yearly rate at which later money is discounted to the end of the first month; real, because all money is of the price year. Write it as %/year.",
		Source: srcDiscount,
		Ref:    func(p *Params) *float64 { return &p.DiscountRate }},
	{Key: "vnd_per_usd", Unit: "VND/USD", Min: 1000, Max: 100000,
		Label:  text.T("Exchange rate", "Tỷ giá"),
		Doc:    "Dong for one dollar in the price year, the same for the whole run because money is real.",
		Source: "Definition. Range: World Bank, World Development Indicators, official exchange rate (PA.NUS.FCRF)",
		Ref:    func(p *Params) *float64 { return &p.VNDPerUSD }},
	{Key: "price_year", Kind: declare.Text,
		Label:  text.T("Price year", "Năm giá"),
		Doc:    "Year whose prices all money of the scenario is in; words for the reader, the model converts nothing by it.",
		Source: "Definition",
		Str:    func(p *Params) *string { return &p.PriceYear }},
}

var usesPresent = []string{"finance.discount_rate", "finance.vnd_per_usd"}

// Metrics are the domain's outputs. What drives a domain's spending is said by
// that domain's own metrics, which the formulas name.
var Metrics = []declare.Metric[Out]{
	{Key: "finance.capex_mobile", Unit: "MUSD", Agg: declare.Flow,
		Label: text.T("Capital expenditure, mobile", "Chi phí đầu tư (CAPEX) di động"), Doc: "Spent on stations within the month.",
		Formula: "as the mobile domain reports it; 0 without that domain", Source: srcCapex,
		Ref: func(o *Out) *float64 { return &o.CapexMobileMUSD }},
	{Key: "finance.capex_datacenter", Unit: "MUSD", Agg: declare.Flow,
		Label: text.T("Capital expenditure, data centres", "Chi phí đầu tư (CAPEX) trung tâm dữ liệu"), Doc: "Spent on halls within the month.",
		Formula: "as the data-centre domain reports it; 0 without that domain", Source: srcCapex,
		Ref: func(o *Out) *float64 { return &o.CapexDatacenterMUSD }},
	{Key: "finance.capex_gpu", Unit: "MUSD", Agg: declare.Flow,
		Label: text.T("Capital expenditure, GPUs", "Chi phí đầu tư (CAPEX) GPU"), Doc: "Spent on GPUs and their systems within the month.",
		Formula: "gpu.capex; 0 without that domain", Source: srcCapex,
		Ref: func(o *Out) *float64 { return &o.CapexGPUMUSD }},
	{Key: "finance.capex_platform", Unit: "MUSD", Agg: declare.Flow,
		Label: text.T("Capital expenditure, platforms", "Chi phí đầu tư (CAPEX) nền tảng số"), Doc: "Spent on servers of public platforms within the month.",
		Formula: "servers placed for the first time x price of a server; 0 without that domain", Source: srcCapex,
		Ref: func(o *Out) *float64 { return &o.CapexPlatformMUSD }},
	{Key: "finance.capex_network", Unit: "MUSD", Agg: declare.Flow,
		Label: text.T("Capital expenditure, fixed lines", "Chi phí đầu tư (CAPEX) mạng cố định"), Doc: "Spent on fixed lines within the month.",
		Formula: "lines added x cost of a line; 0 without that domain", Source: srcCapex,
		Ref: func(o *Out) *float64 { return &o.CapexNetworkMUSD }},
	{Key: "finance.capex_total", Unit: "MUSD", Agg: declare.Flow,
		Label: text.T("Capital expenditure", "Tổng chi phí đầu tư (CAPEX)"), Doc: "Spent on everything that is built or bought within the month.",
		Formula: "mobile + data centres + GPUs + platforms + fixed lines", Source: srcCapex,
		Ref: func(o *Out) *float64 { return &o.CapexMUSD }},
	{Key: "finance.energy_usd", Unit: "MUSD", Agg: declare.Flow,
		Label: text.T("Electricity bill in dollars", "Chi phí điện quy đổi ra đô la Mỹ"), Doc: "Electricity of stations and data centres within the month.",
		Formula: "energy cost in dong / exchange rate; 0 without the power domain", Uses: []string{"finance.vnd_per_usd"}, Source: srcCapex,
		Ref: func(o *Out) *float64 { return &o.EnergyMUSD }},
	{Key: "finance.opex_total", Unit: "MUSD", Agg: declare.Flow,
		Label: text.T("Operating expenditure with electricity", "Tổng chi phí vận hành (OPEX), gồm tiền điện"), Doc: "Operation of stations, halls and GPUs within the month, and their electricity.",
		Formula: "mobile + data centres + GPUs + electricity bill", Uses: []string{"finance.vnd_per_usd"}, Source: srcCapex,
		Ref: func(o *Out) *float64 { return &o.OpexMUSD }},
	{Key: "finance.spend", Unit: "MUSD", Agg: declare.Flow,
		Label: text.T("Total spending", "Tổng chi"), Doc: "All money spent within the month.",
		Formula: "capital + operating expenditure", Uses: []string{"finance.vnd_per_usd"}, Source: srcCapex,
		Ref: func(o *Out) *float64 { return &o.TotalMUSD }},
	{Key: "finance.cumulative", Unit: "MUSD", Agg: declare.Stock,
		Label: text.T("Spending so far", "Tổng chi lũy kế"), Doc: "All money spent since the start of the run, not discounted.",
		Formula: "sum of total spending", Uses: []string{"finance.vnd_per_usd"}, Source: srcCapex,
		Ref: func(o *Out) *float64 { return &o.CumulativeMUSD }},
	{Key: "finance.present_cost", Unit: "MUSD", Kind: declare.Final,
		Label: text.T("Present cost", "Giá trị hiện tại của tổng chi phí"), Doc: "All spending of the run, discounted to the end of its first month.",
		Formula: "sum of total spending of step t / (1 + discount rate)^(t/12)", Uses: usesPresent, Source: srcDiscount,
		Ref: func(o *Out) *float64 { return &o.PresentMUSD }},
	{Key: "finance.present_cost_vnd", Unit: "TVND", Kind: declare.Final,
		Label: text.T("Present cost in dong", "Giá trị hiện tại của tổng chi phí, bằng đồng"), Doc: "The present cost at the price year's exchange rate, in trillions of dong.",
		Formula: "present cost x exchange rate", Uses: usesPresent, Source: srcDiscount,
		Ref: func(o *Out) *float64 { return &o.PresentTVND }},
	{Key: "finance.annual_cost", Unit: "MUSD/year", Kind: declare.Final,
		Label: text.T("Equivalent annual cost", "Chi phí quy đổi đều hằng năm"), Doc: "The constant payment at the end of each year of the run that has the same present cost.",
		Formula: "present cost x r / (1 - (1+r)^-years), with r the discount rate and years the length of the run", Uses: usesPresent, Source: srcDiscount,
		Ref: func(o *Out) *float64 { return &o.AnnualMUSD }},
}

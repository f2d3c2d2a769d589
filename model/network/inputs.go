package network

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

const (
	itu    = "ITU, Handbook for the collection of administrative data on telecommunications/ICT, 2020"
	busy   = "ITU-T E.500: busy-hour traffic; Cisco Annual Internet Report 2018-2023 for growth"
	access = "European Commission, Code of Conduct on Energy Consumption of Broadband Equipment, version 8, 2021"
	cables = "ITU and ICPC, international advisory body for submarine cable resilience, 2024: 150 to 200 faults a year in the world; definition"
)

// Inputs are the scalars of the domain.
var Inputs = []declare.Input[Params]{
	{Key: "fixed.households", Unit: "subscriptions", Min: 0, Max: 1e9,
		Label: text.T("Households", "Số hộ gia đình"), Doc: "Fixed lines if every household had one.", Source: itu,
		Ref: func(p *Params) *float64 { return &p.Households }},
	{Key: "fixed.adoption", Kind: declare.Knots, Unit: "1", Min: 0, Max: 1.5,
		Label: text.T("Households with fibre", "Tỷ lệ hộ có cáp quang"), Doc: "Share of households with a fibre line.", Source: itu,
		Path: func(p *Params) *axis.Path { return &p.Adoption }},
	{Key: "fixed.busy_hour", Unit: "Mbps/subscription", Min: 0, Max: 1000,
		Label: text.T("Busy-hour traffic of a line", "Lưu lượng giờ cao điểm mỗi thuê bao cố định"), Doc: "Mean traffic of one line in the busy hour of the first month.", Source: busy,
		Ref: func(p *Params) *float64 { return &p.FixedMbps }},
	{Key: "fixed.power", Unit: "W/subscription", Boundary: unit.Facility, Min: 0, Max: 100,
		Label: text.T("Access power of a line", "Công suất truy nhập mỗi thuê bao"), Doc: "Power of the operator's access equipment for one line.", Source: access,
		Ref: func(p *Params) *float64 { return &p.FixedWatt }},
	{Key: "fixed.line_cost", Unit: "USD/subscription", Min: 0, Max: 20000,
		Label: text.T("Cost of a line", "Chi phí một đường thuê bao"), Doc: "What connecting one more household costs, in the price year.", Source: "definition; the value and its source are the scenario's",
		Ref: func(p *Params) *float64 { return &p.LineUSD }},
	{Key: "mobile.users", Unit: "people", Min: 0, Max: 1e10,
		Label: text.T("Mobile data users", "Người dùng dữ liệu di động"), Doc: "People who use mobile data.", Source: itu,
		Ref: func(p *Params) *float64 { return &p.Users }},
	{Key: "mobile.busy_hour", Unit: "Mbps/person", Min: 0, Max: 100,
		Label: text.T("Busy-hour traffic of a mobile user", "Lưu lượng giờ cao điểm mỗi người dùng di động"), Doc: "Mean traffic of one user in the busy hour of the first month.", Source: busy,
		Ref: func(p *Params) *float64 { return &p.MobileMbps }},
	{Key: "growth", Unit: "1/year", Min: -0.5, Max: 3,
		Label: text.T("Growth of traffic", "Tốc độ tăng lưu lượng"), Doc: "Yearly growth of the traffic of one line and one user.", Source: busy,
		Ref: func(p *Params) *float64 { return &p.Growth }},
	{Key: "international.share", Unit: "1", Min: 0, Max: 1,
		Label: text.T("Share of traffic abroad", "Tỷ lệ lưu lượng quốc tế"), Doc: "Share of busy-hour traffic that crosses the border, after caches in the country.", Source: "TeleGeography, Global Internet Geography: definition of international bandwidth",
		Ref: func(p *Params) *float64 { return &p.Abroad }},
	{Key: "international.utilisation", Unit: "1", Min: 0.05, Max: 1,
		Label: text.T("Highest use of lit capacity", "Mức sử dụng dung lượng tối đa"), Doc: "Share of lit capacity that may be used in the busy hour.", Source: "TeleGeography, Global Internet Geography: peak utilisation of international links",
		Ref: func(p *Params) *float64 { return &p.MaxUse }},
}

// CableInputs are the rows of network.cables.
var CableInputs = []declare.Input[Cable]{
	{Key: "capacity", Unit: "Tbps", Min: 0, Max: 10000,
		Label: text.T("Lit capacity", "Dung lượng khai thác"), Doc: "Capacity lit for the country, not the design capacity of the whole cable.", Source: cables,
		Ref: func(c *Cable) *float64 { return &c.Capacity }},
	{Key: "from", Kind: declare.Date, Drawn: true,
		Label: text.T("In service from", "Khai thác từ"), Doc: "First month in service.", Source: cables,
		Ref: func(c *Cable) *float64 { return &c.From }},
	{Key: "until", Kind: declare.Date, Optional: true, Drawn: true,
		Label: text.T("In service until", "Khai thác đến"), Doc: "Last month in service; left out when no end is known.", Source: cables,
		Ref: func(c *Cable) *float64 { return &c.Until }},
	{Key: "faults", Unit: "1/year", Min: 0, Max: 50,
		Label: text.T("Faults a year", "Số sự cố mỗi năm"), Doc: "Mean number of faults a year that take the country's capacity away.", Source: cables,
		Ref: func(c *Cable) *float64 { return &c.Faults }},
	{Key: "repair", Unit: "months", Min: 0, Max: 24,
		Label: text.T("Time to repair", "Thời gian sửa chữa"), Doc: "Mean time from a fault to full capacity.", Source: cables,
		Ref: func(c *Cable) *float64 { return &c.RepairMonths }},
}

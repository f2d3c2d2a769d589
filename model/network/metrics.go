package network

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

const own = "headroom, docs/MODELS.md, Networks"

// BindingOptions are the alternatives of network.binding, in tie order.
var BindingOptions = []declare.Option{
	bindNone:     {Key: "none", Label: text.T("Nothing", "Không có")},
	bindSpare:    {Key: "n-1", Label: text.T("Spare capacity for one lost cable", "Dự phòng khi mất một tuyến cáp")},
	bindCapacity: {Key: "capacity", Label: text.T("International capacity", "Dung lượng quốc tế")},
}

var (
	lineUses   = []string{"network.fixed.households", "network.fixed.adoption"}
	trafUses   = with(lineUses, "network.fixed.busy_hour", "network.mobile.users", "network.mobile.busy_hour", "network.growth")
	demandUses = with(trafUses, "network.international.share")
	cableUses  = []string{"network.cables.capacity", "network.cables.from", "network.cables.until"}
	faultUses  = with(cableUses, "network.cables.faults", "network.cables.repair")
	spareUses  = with(with(demandUses, cableUses...), "network.international.utilisation")
	riskUses   = with(with(demandUses, faultUses...), "network.international.utilisation")
)

func with(a []string, b ...string) []string { return append(append([]string(nil), a...), b...) }

// Metrics are the outputs of the domain.
var Metrics = []declare.Metric[Out]{
	{Key: "network.lines", Unit: "subscriptions",
		Label: text.T("Fibre lines", "Thuê bao cáp quang"), Doc: "Households with a fibre line.", Formula: "households x adoption", Uses: lineUses, Source: itu,
		Ref: func(o *Out) *float64 { return &o.Lines }},
	{Key: "network.traffic", Unit: "Tbps", Agg: declare.Ratio,
		Label: text.T("Busy-hour traffic", "Lưu lượng giờ cao điểm"), Doc: "Traffic of fixed lines and mobile users in the busy hour.", Formula: "(lines x Mbps of a line + users x Mbps of a user) x (1 + growth)^(months/12)", Uses: trafUses, Source: busy,
		Ref: func(o *Out) *float64 { return &o.Traffic }},
	{Key: "network.international_demand", Unit: "Tbps", Agg: declare.Ratio,
		Label: text.T("International demand", "Nhu cầu quốc tế"), Doc: "Busy-hour traffic that crosses the border.", Formula: "busy-hour traffic x share abroad", Uses: demandUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.Demand }},
	{Key: "network.international_capacity", Unit: "Tbps", Of: "network.cables", Keep: declare.Mean,
		Label: text.T("International capacity", "Dung lượng quốc tế"), Doc: "Lit capacity of the cables in service.", Formula: "sum of cables in service", Uses: cableUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.Capacity }, EachRef: func(o *Out, i int) *float64 { return &o.CableTbps[i] }},
	{Key: "network.available_capacity", Unit: "Tbps",
		Label: text.T("International capacity that is up", "Dung lượng quốc tế sẵn sàng"), Doc: "Long-run mean of what is not under repair.", Formula: "sum of capacity / (1 + faults x repair)", Uses: faultUses, Source: "Barlow and Proschan, Mathematical Theory of Reliability, 1965",
		Ref: func(o *Out) *float64 { return &o.Available }},
	{Key: "network.spare", Unit: "Tbps", Agg: declare.Ratio,
		Label: text.T("Spare capacity without the largest cable", "Dự phòng khi mất tuyến lớn nhất"), Doc: "What is left for growth when the largest cable is lost; negative when it does not suffice.", Formula: "(capacity - largest cable) x highest use - demand", Uses: spareUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.Margin }},
	{Key: "network.two_cut_lost", Unit: "Tbps",
		Label: text.T("Lost with the two largest cables", "Mất mát khi đứt hai tuyến lớn nhất"), Doc: "Lit capacity of the two largest cables in service.", Formula: "largest + second largest cable", Uses: cableUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.TwoLost }},
	{Key: "network.two_cut_spare", Unit: "Tbps", Agg: declare.Ratio,
		Label: text.T("Spare capacity without the two largest cables", "Dự phòng khi mất hai tuyến lớn nhất"), Doc: "What is left for growth when the two largest cables are cut and all others are up; negative when it does not suffice.", Formula: "(capacity - two largest cables) x highest use - demand", Uses: spareUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.TwoMargin }},
	{Key: "network.two_cut_short", Unit: "%", Agg: declare.Ratio,
		Label: text.T("Pairs of cables whose cut leaves too little", "Tỷ lệ cặp cáp mà khi đứt sẽ thiếu dung lượng"), Doc: "Share of the pairs of cables in service whose cut leaves less than the busy hour needs while all others are up; its mean is the chance of a shortfall after two cuts at random.", Formula: "pairs with (capacity - both) x highest use below demand / pairs", Uses: spareUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.TwoShort }},
	{Key: "network.shortfall", Unit: "%", Agg: declare.Ratio,
		Label: text.T("Time with too little international capacity", "Thời gian thiếu dung lượng quốc tế"), Doc: "Long-run share of time in which the cables that are up do not carry the busy hour. Cables beyond the ten largest count at their mean.", Formula: "sum of probabilities of the cable states with capacity x highest use below demand", Uses: riskUses, Source: "Barlow and Proschan, Mathematical Theory of Reliability, 1965",
		Ref: func(o *Out) *float64 { return &o.Shortfall }},
	{Key: "network.first_short", Kind: declare.FirstDate,
		Label: text.T("First month without spare for one cable", "Tháng đầu tiên thiếu dự phòng một tuyến cáp"), Doc: "First month in which losing the largest cable leaves too little.", Formula: "first month with spare capacity below 0", Uses: spareUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.FirstShort }},
	{Key: "network.access_power", Unit: "MW", Boundary: unit.Facility, Agg: declare.Ratio,
		Label: text.T("Power of fixed access", "Công suất mạng truy nhập cố định"), Doc: "Power of the operators' access equipment.", Formula: "lines x power of a line", Uses: with(lineUses, "network.fixed.power"), Source: access,
		Ref: func(o *Out) *float64 { return &o.PowerMW }},
	{Key: "network.binding", Kind: declare.Label, Options: BindingOptions,
		Label: text.T("What limits international traffic", "Ràng buộc lưu lượng quốc tế"), Doc: "Whether all cables together, or all but the largest, are too small.", Formula: "capacity when all are too small, n-1 when all but the largest are", Uses: spareUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.Binding }},
}

package power

import (
	"slices"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

const (
	worksSource = "Cushman & Wakefield, Asia Pacific Data Centre Construction Cost Guide 2025, gives the whole delay, 18 to 36 months in normal markets; of the works for one request no figure is published, so the value is the scenario's"
	stepSource  = "headroom under N-1 comes by transformer: model/grid, docs/MODELS.md, Grid; the value is the scenario's"
	queueSource = "headroom, docs/MODELS.md, Power"
)

var partsOptions = []declare.Option{
	partAny:   {Key: "parts", Label: text.T("Takes what there is and waits for the rest", "Nhận phần hiện có và chờ phần còn lại")},
	partWhole: {Key: "whole", Label: text.T("Waits until all of it is there", "Chờ đến khi đủ toàn bộ")},
}

// QueueBinding is what holds ready halls back, in tie order.
var QueueBinding = []declare.Option{
	bindNone:     {Key: "none", Label: text.T("Nothing", "Không có")},
	bindQueue:    {Key: "connection-queue", Label: text.T("Connection queue", "Hàng chờ đấu nối")},
	bindHeadroom: {Key: "grid-headroom", Label: text.T("Grid headroom", "Dư địa lưới điện")},
}

var queueInputs = []declare.Input[Params]{
	{Key: "queue.service", Kind: declare.Choice, Options: partsOptions, Part: queuePart,
		Label: text.T("Service of a request", "Cách phục vụ một yêu cầu đấu nối"), Doc: "Whether the first request in line takes a part of its power, or waits for all of it. Modules of an expansion and others' requests always take parts.", Source: queueSource,
		Ref: func(p *Params) *float64 { return &p.Queue.Parts }},
	{Key: "queue.hold", Unit: "months", Min: 0, Max: 240, Part: queuePart,
		Label: text.T("Hold of a request that comes to nothing", "Thời gian giữ chỗ của yêu cầu không thực hiện"), Doc: "Months from the application after which the request of a project that is never built is withdrawn and gives back its headroom.", Source: "rules on unused contracts; the value is the scenario's",
		Ref: func(p *Params) *float64 { return &p.Queue.HoldMonths }},
}

var queueZoneInputs = []declare.Input[Zone]{
	{Key: "works", Unit: "months", Min: 0, Max: 240, Part: queuePart,
		Label: text.T("Works for a connection", "Thời gian thi công đấu nối"), Doc: "Months from a request until its own line and bay are ready, where there is headroom: the wait for headroom is the queue's and not in it. One shock for all projects of the zone.", Source: worksSource,
		Ref: func(z *Zone) *float64 { return &z.WorksMonths }},
	{Key: "step", Unit: "MW", Boundary: unit.Facility, Min: 0, Max: 1e5, Part: queuePart, Unless: "transformers",
		Label: text.T("Step of reinforcement", "Một bước tăng cường lưới điện"), Doc: "Headroom that one step of reinforcement adds. Not asked for where transformers are given: there a step is one more of them.", Source: stepSource,
		Ref: func(z *Zone) *float64 { return &z.StepMW }},
	{Key: "step_lead", Unit: "months", Min: 0, Max: 240, Part: queuePart,
		Label: text.T("Lead time of a step", "Thời gian thực hiện một bước tăng cường"), Doc: "Months from the order of a step of reinforcement until its headroom is there. A step is ordered when requests exceed headroom and steps under way.", Source: "prices and delivery of transformers: 140 to 160 weeks, press of 2025; with works on site the value is the scenario's",
		Ref: func(z *Zone) *float64 { return &z.StepMonths }},
	{Key: "steps", Unit: "items", Min: 0, Max: 1000, Part: queuePart,
		Label: text.T("Room for steps", "Số bước tăng cường tối đa"), Doc: "Steps of reinforcement that the zone has room for within the run.", Source: stepSource,
		Ref: func(z *Zone) *float64 { return &z.Steps }},
	{Key: "others", Unit: "MW/year", Boundary: unit.Unstated, Min: 0, Max: 1e5, Part: queuePart,
		Label: text.T("Requests of others", "Yêu cầu đấu nối của khách hàng khác"), Doc: "Power at the meter that customers who are not data centres ask for in the zone each year, without what they withdraw; 0 where the headroom is for data centres alone.", Source: zoneSource,
		Ref: func(z *Zone) *float64 { return &z.OthersMW }},
}

var (
	queueUses = []string{"power.queue.service", "power.queue.hold", "power.zones.works", "power.zones.step", "power.zones.step_lead", "power.zones.steps", "power.zones.others",
		"power.zones.headroom", "power.zones.transformers", "power.zones.rating", "power.zones.peak"}
	askUses   = []string{"datacenter.phases.power", "datacenter.phases.applied", "datacenter.phases.opens", "datacenter.connection_lead", "datacenter.facilities.completes", "datacenter.expansion.target", "datacenter.expansion.by"}
	standUses = slices.Concat(queueUses, askUses)
	readyUses = slices.Concat(standUses, []string{"datacenter.facilities.delay", "datacenter.expansion.construction"})
)

var queueMetrics = []declare.Metric[Out]{
	{Key: "power.queue_waiting", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean, Part: queuePart,
		Label: text.T("Power waiting for a connection", "Công suất chờ đấu nối"), Doc: "What has been asked for and not withdrawn and is not connected: it waits for headroom or for works. Of data centres and others.",
		Formula: "power asked for - power connected", Uses: standUses, Source: queueSource,
		Ref: func(o *Out) *float64 { return &o.Queue.All.WaitingMW }, EachRef: func(o *Out, i int) *float64 { return &o.Queue.Zones[i].WaitingMW }},
	{Key: "power.queue_blocked", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean, Part: queuePart,
		Label: text.T("Power waiting for headroom", "Công suất chờ dư địa lưới"), Doc: "The part of power.queue_waiting for which no headroom is reserved.",
		Formula: "power asked for - headroom reserved", Uses: standUses, Source: queueSource,
		Ref: func(o *Out) *float64 { return &o.Queue.All.BlockedMW }, EachRef: func(o *Out, i int) *float64 { return &o.Queue.Zones[i].BlockedMW }},
	{Key: "power.queue_connected", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean, Part: queuePart,
		Label: text.T("Power connected from the queue", "Công suất đã đấu nối từ hàng chờ"), Doc: "Power connected since the start, of data centres and others, without that of projects which were withdrawn. Halls may not be built yet: datacenter.zone_facility_capacity has those that are.",
		Formula: "headroom reserved whose works are done", Uses: standUses, Source: queueSource,
		Ref: func(o *Out) *float64 { return &o.Queue.All.ConnectedMW }, EachRef: func(o *Out, i int) *float64 { return &o.Queue.Zones[i].ConnectedMW }},
	{Key: "power.queue_others", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean, Part: queuePart,
		Label: text.T("Others' power connected by zone", "Công suất khách hàng khác đã đấu nối theo vùng"), Doc: "The part of power.queue_connected that is not of data centres.",
		Formula: "others' headroom whose works are done", Uses: standUses, Source: queueSource,
		EachRef: func(o *Out, i int) *float64 { return &o.Queue.Zones[i].OthersMW }},
	{Key: "power.queue_withdrawn", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean, Part: queuePart,
		Label: text.T("Headroom given back by zone", "Dư địa lưới được trả lại theo vùng"), Doc: "Headroom that requests which came to nothing had reserved and gave back, since the start.",
		Formula: "sum of headroom reserved by withdrawn requests", Uses: standUses, Source: queueSource,
		EachRef: func(o *Out, i int) *float64 { return &o.Queue.Zones[i].WithdrawnMW }},
	{Key: "power.queue_wait", Unit: "months", Agg: declare.Ratio, Of: "power.zones", Keep: declare.Mean, Part: queuePart,
		Label: text.T("Time from request to connection", "Thời gian từ yêu cầu đến đấu nối"), Doc: "Mean over all power connected since the start; nought before any is. Those who still wait are not in it: see power.queue_oldest.",
		Formula: "sum of MW x (month connected - month of application) / sum of MW", Uses: standUses, Source: queueSource,
		Ref: func(o *Out) *float64 { return &o.Queue.All.WaitMonths }, EachRef: func(o *Out, i int) *float64 { return &o.Queue.Zones[i].WaitMonths }},
	{Key: "power.queue_oldest", Unit: "months", Agg: declare.Ratio, Of: "power.zones", Keep: declare.Mean, Part: queuePart,
		Label: text.T("Wait of the first in line by zone", "Thời gian chờ của yêu cầu đầu hàng theo vùng"), Doc: "Months since the application of the first request that lacks headroom; nought where none does.",
		Formula: "month - month of its application", Uses: standUses, Source: queueSource,
		EachRef: func(o *Out, i int) *float64 { return &o.Queue.Zones[i].OldestMonths }},
	{Key: "power.queue_clears", Kind: declare.FirstDate, Of: "power.zones", Part: queuePart,
		Label: text.T("Month the queue clears by zone", "Thời điểm hết hàng chờ theo vùng"), Doc: "First month from which to the end of the run no request lacks headroom; the first month where none ever does, never where one does at the end. Works may still be under way.",
		Formula: "month after the last in which a request lacks headroom", Uses: standUses, Source: queueSource,
		EachRef: func(o *Out, i int) *float64 { return &o.Queue.Zones[i].Clears }},
	{Key: "power.queue_steps", Unit: "items", Of: "power.zones", Keep: declare.Mean, Part: queuePart,
		Label: text.T("Steps of reinforcement by zone", "Số bước tăng cường lưới đã hoàn thành theo vùng"), Doc: "Steps of reinforcement that have come since the start.",
		Formula: "steps ordered a lead time ago", Uses: standUses, Source: queueSource,
		EachRef: func(o *Out, i int) *float64 { return &o.Queue.Zones[i].Steps }},
	{Key: "power.queue_held", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean, Part: queuePart,
		Label: text.T("Ready halls that the queue holds", "Phòng máy sẵn sàng bị hàng chờ giữ lại"), Doc: "Facility power of ready halls without supply that the zone could carry: earlier requests reserved the headroom and nobody draws on it yet. With power.queue_short it is datacenter.power_shortfall.",
		Formula: "min(ready halls without supply, grid limit - energised data centres - others' connected power)", Uses: readyUses, Source: queueSource,
		Ref: func(o *Out) *float64 { return &o.Queue.All.HeldMW }, EachRef: func(o *Out, i int) *float64 { return &o.Queue.Zones[i].HeldMW }},
	{Key: "power.queue_short", Unit: "MW", Boundary: unit.Facility, Of: "power.zones", Keep: declare.Mean, Part: queuePart,
		Label: text.T("Ready halls that lack headroom", "Phòng máy sẵn sàng thiếu dư địa lưới"), Doc: "Facility power of ready halls without supply that the zone could not carry.",
		Formula: "ready halls without supply - power.queue_held", Uses: readyUses, Source: queueSource,
		Ref: func(o *Out) *float64 { return &o.Queue.All.ShortMW }, EachRef: func(o *Out, i int) *float64 { return &o.Queue.Zones[i].ShortMW }},
	{Key: "power.queue_binding", Kind: declare.Label, Options: QueueBinding, Part: queuePart,
		Label: text.T("What holds ready halls back", "Ràng buộc với phòng máy sẵn sàng"), Doc: "The connection queue or the grid's headroom, whichever holds more power of ready halls.",
		Formula: "the larger of power.queue_held and power.queue_short", Uses: readyUses, Source: queueSource,
		Ref: func(o *Out) *float64 { return &o.Queue.Binding }},
}

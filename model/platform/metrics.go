package platform

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

const own = "headroom, docs/MODELS.md, Platforms"

var (
	loadUses   = []string{"platform.platforms.transactions", "platform.platforms.growth"}
	peakUses   = with(loadUses, "platform.platforms.peak_day", "platform.platforms.peak_hour", "platform.platforms.burst")
	coreUses   = with(peakUses, "platform.platforms.cpu_time", "platform.platforms.wait", "platform.utilisation")
	serverUses = with(coreUses, "platform.server.cores", "platform.copies", "platform.test_share", "platform.failure_share")
	powerUses  = with(serverUses, "platform.server.power")
)

func with(a []string, b ...string) []string { return append(append([]string(nil), a...), b...) }

// Metrics are the outputs of the domain.
var Metrics = []declare.Metric[Out]{
	{Key: "platform.transactions", Unit: "transactions/day", Agg: declare.Ratio, Of: "platform.platforms", Keep: declare.Mean,
		Label: text.T("Transactions a day", "Số giao dịch mỗi ngày"), Doc: "Mean transactions a day of all platforms.", Formula: "transactions at the start x (1 + growth)^(months/12)", Uses: loadUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.AllTransactions }, EachRef: func(o *Out, i int) *float64 { return &o.Transactions[i] }},
	{Key: "platform.peak_rate", Unit: "transactions/second", Agg: declare.Ratio, Of: "platform.platforms", Keep: declare.Mean,
		Label: text.T("Peak rate", "Tốc độ giao dịch cao điểm"), Doc: "Transactions a second at the peak, platforms' peaks added.", Formula: "transactions a day / 86,400 x peak day x peak hour x burst", Uses: peakUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.AllPeak }, EachRef: func(o *Out, i int) *float64 { return &o.PeakRate[i] }},
	{Key: "platform.cores", Unit: "1", Agg: declare.Ratio, Of: "platform.platforms", Keep: declare.Mean,
		Label: text.T("Cores needed", "Số lõi cần thiết"), Doc: "Cores of one copy of every platform.", Formula: "least c with load / c <= highest use and Erlang C(c, load) x core time / (c - load) <= wait", Uses: coreUses, Source: erlang,
		Ref: func(o *Out) *float64 { return &o.AllCores }, EachRef: func(o *Out, i int) *float64 { return &o.Cores[i] }},
	{Key: "platform.servers_by_platform", Unit: "servers", Of: "platform.platforms", Keep: declare.Mean,
		Label: text.T("Servers by platform", "Máy chủ theo nền tảng"), Doc: "Servers each platform needs with its copies.", Formula: "ceil(ceil(cores / cores of a server) / (1 - failure)) x copies x (1 + test)", Uses: serverUses, Source: own,
		EachRef: func(o *Out, i int) *float64 { return &o.Servers[i] }},
	{Key: "platform.servers", Unit: "servers",
		Label: text.T("Servers needed", "Máy chủ cần thiết"), Doc: "Servers all platforms need with their copies.", Formula: "sum over platforms", Uses: serverUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.Wanted }},
	{Key: "platform.servers_short", Unit: "servers",
		Label: text.T("Servers without a rack", "Máy chủ chưa có chỗ đặt"), Doc: "Servers that found no place in a data centre.", Formula: "servers needed - servers placed", Uses: powerUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.Short }},
	{Key: "platform.power", Unit: "MW", Boundary: unit.IT,
		Label: text.T("Power of platform servers", "Công suất máy chủ nền tảng"), Doc: "Nameplate of the servers placed.", Formula: "servers placed x power of a server", Uses: powerUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.PowerMW }},
	{Key: "platform.placed_share", Unit: "%", Agg: declare.Ratio,
		Label: text.T("Share of servers placed", "Tỷ lệ máy chủ có chỗ đặt"), Doc: "Servers placed over servers needed.", Formula: "100 x servers placed / servers needed", Uses: powerUses, Source: own,
		Ref: func(o *Out) *float64 { return &o.PlacedShare }},
}

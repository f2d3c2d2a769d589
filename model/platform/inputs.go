package platform

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

const (
	erlang = "Erlang 1917; Cooper, Introduction to Queueing Theory, 2nd ed., 1981, section 3.5"
	little = "Little, Operations Research 9(3), 1961: load = rate x time"
	spec   = "SPECpower_ssj2008 results of two-socket servers, for the range"
	sre    = "Beyer et al., Site Reliability Engineering, O'Reilly 2016, chapters 18 and 20"
)

// Inputs are the scalars of the domain.
var Inputs = []declare.Input[Params]{
	{Key: "server.power", Unit: "kW", Boundary: unit.IT, Min: 0.05, Max: 20,
		Label: text.T("Power of a server", "Công suất một máy chủ"), Doc: "Nameplate of one server.", Source: spec,
		Ref: func(p *Params) *float64 { return &p.ServerKW }},
	{Key: "server.height", Unit: "U", Min: 0.5, Max: 20, Default: declare.Default(2),
		Label: text.T("Height of a server", "Chiều cao một máy chủ"), Doc: "Rack units of one server.", Source: "two-socket servers are 1 or 2 U in SPECpower_ssj2008 results; the default is the taller",
		Ref: func(p *Params) *float64 { return &p.ServerU }},
	{Key: "server.cores", Unit: "1", Min: 1, Max: 1024,
		Label: text.T("Cores of a server", "Số lõi của một máy chủ"), Doc: "Physical cores of one server.", Source: spec,
		Ref: func(p *Params) *float64 { return &p.ServerCores }},
	{Key: "server.price", Unit: "USD/server", Min: 0, Max: 1e6,
		Label: text.T("Price of a server", "Giá một máy chủ"), Doc: "Price of one server with its share of network and storage, in the price year.", Source: "definition; the value and its source are the scenario's",
		Ref: func(p *Params) *float64 { return &p.ServerUSD }},
	{Key: "utilisation", Unit: "1", Min: 0.05, Max: 0.95,
		Label: text.T("Highest share of busy cores", "Tỷ lệ lõi bận tối đa"), Doc: "Share of the cores that may be busy at the peak rate.", Source: sre,
		Ref: func(p *Params) *float64 { return &p.MaxUse }},
	{Key: "copies", Unit: "1", Min: 1, Max: 5,
		Label: text.T("Sites that carry the whole load", "Số trung tâm chạy toàn tải"), Doc: "Complete copies: 2 for production and disaster recovery.", Source: sre,
		Ref: func(p *Params) *float64 { return &p.Copies }},
	{Key: "test_share", Unit: "1", Min: 0, Max: 3,
		Label: text.T("Test and staging servers", "Máy chủ thử nghiệm"), Doc: "Servers of test and staging over those of production.", Source: sre,
		Ref: func(p *Params) *float64 { return &p.Extra }},
	{Key: "failure_share", Unit: "1", Min: 0, Max: 0.8,
		Label: text.T("Servers that may be down", "Tỷ lệ máy chủ được phép hỏng"), Doc: "Share of a site's servers that may fail while the rest carry the peak.", Source: sre,
		Ref: func(p *Params) *float64 { return &p.Failure }},
}

// PlatformInputs are the rows of platform.platforms.
var PlatformInputs = []declare.Input[Platform]{
	{Key: "transactions", Unit: "transactions/day", Min: 0, Max: 1e11,
		Label: text.T("Transactions", "Số giao dịch"), Doc: "Mean transactions a day at the start of the run.", Source: "definition; the value and its source are the scenario's",
		Ref: func(f *Platform) *float64 { return &f.Transactions }},
	{Key: "growth", Unit: "1/year", Min: -0.9, Max: 10,
		Label: text.T("Growth of transactions", "Tốc độ tăng giao dịch"), Doc: "Yearly growth of transactions.", Source: "definition; the value and its source are the scenario's",
		Ref: func(f *Platform) *float64 { return &f.Growth }},
	{Key: "peak_day", Unit: "1", Min: 1, Max: 50,
		Label: text.T("Peak day over mean day", "Ngày cao điểm so với ngày trung bình"), Doc: "Transactions of the busiest day over the mean day.", Source: "ITU-T E.500: busy-period traffic",
		Ref: func(f *Platform) *float64 { return &f.PeakDay }},
	{Key: "peak_hour", Unit: "1", Min: 1, Max: 24,
		Label: text.T("Peak hour over mean hour", "Giờ cao điểm so với giờ trung bình"), Doc: "Transactions of the busiest hour over the mean hour of its day; 24 when all fall into one.", Source: "ITU-T E.500: busy-period traffic",
		Ref: func(f *Platform) *float64 { return &f.PeakHour }},
	{Key: "burst", Unit: "1", Min: 1, Max: 100,
		Label: text.T("Burst within the hour", "Đột biến trong giờ"), Doc: "Rate of the busiest seconds over the mean of the busiest hour.", Source: sre,
		Ref: func(f *Platform) *float64 { return &f.Burst }},
	{Key: "cpu_time", Unit: "second", Min: 1e-5, Max: 3600,
		Label: text.T("Core time of a transaction", "Thời gian lõi cho một giao dịch"), Doc: "Seconds that one transaction keeps one core busy, over all its calls.", Source: little,
		Ref: func(f *Platform) *float64 { return &f.CPUSeconds }},
	{Key: "wait", Unit: "second", Min: 1e-5, Max: 3600,
		Label: text.T("Highest mean wait", "Thời gian chờ trung bình tối đa"), Doc: "Mean seconds a transaction may wait for a core at the peak.", Source: erlang,
		Ref: func(f *Platform) *float64 { return &f.WaitSeconds }},
}

package datacenter

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/fleet"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

// Servers are the machines of general demand by vintage: they retire, are replaced, and newer ones do more work
// for a megawatt.
type Servers struct {
	On          bool
	Demand      float64 // what its growth is of: ByPower or ByWork
	KW          float64 // rated IT power for a server, with its share of storage and network
	USD         float64 // price of a server, likewise
	Life, Shape float64 // mean in years, and shape, of Weibull's distribution
	PastGrowth  float64 // 1/year, of shipments before the start
	Doubling    float64 // years in which work for a MW doubles from vintage to vintage
}

// The readings of growth, in the order of their options.
const (
	ByPower = 0
	ByWork  = 1
)

const (
	oldestServer = 40   // years; older ones are not counted
	leastLeft    = 1e-7 // survival below which none are left
)

// servers is the fleet within a draw: a cohort for each year of age at the start, and one for each month since. Ages are in
// months; machines of a month came in its middle, those of a year in the middle of that.
type servers struct {
	oldLog, newLog []float64 // of ages: 6, 7 ... and .5, 1.5 ... months
	old, new       []float64 // survival at them
	aged           int       // how many of old are above nothing
	mw, does       []float64 // opening cohorts by years of age: MW when new that make the opening stock, and their work
	years          int

	ship, work []float64 // MW shipped by step, and their work
	swaps      []float64 // the part of it that replaces
	each       float64   // work of a MW of this month's machines; 1 at the start
	better     float64   // its monthly factor

	installed, done     float64 // at the end of the month: MW, and work they can do
	alive, able, months float64 // of what stood a month ago: MW and work left, and MW x months of age
	power, did          float64 // of the start
	wanted              float64 // work, where growth is of work
}

func newServers(p *Params, a axis.Axis) servers {
	if !p.Servers.On {
		return servers{}
	}
	f := func(n int) []float64 { return make([]float64, n) }
	n := oldestServer*monthsPerYear + a.Steps
	s := servers{oldLog: f(n), old: f(n), newLog: f(a.Steps), new: f(a.Steps), mw: f(oldestServer), does: f(oldestServer), ship: f(a.Steps), work: f(a.Steps), swaps: f(a.Steps)}
	for i := range s.oldLog {
		s.oldLog[i] = math.Log(float64(i) + monthsPerYear/2)
	}
	for i := range s.newLog {
		s.newLog[i] = math.Log(float64(i) + fleet.Age)
	}
	return s
}

// start makes the ages of the opening stock, which are those of shipments that grew by the same rate every year:
//
//	MW of age a in years, when new = (1 + growth)^-a, scaled to the opening stock
//	work of a MW = 2^-((a + 1/2) / doubling)
func (s *servers) start(p *Servers) {
	if !p.On {
		return
	}
	life := fleet.OfMean(p.Life*monthsPerYear, p.Shape)
	s.aged = life.Ages(s.old, s.oldLog, leastLeft)
	clear(s.new)
	life.Ages(s.new, s.newLog, 0)
	gain := fleet.Efficiency{Doubling: p.Doubling}
	weight, does, year := 1.0, gain.Energy(.5), gain.Energy(1) // work of a MW that is half a year old, and of one a year older than another
	s.years = 0
	for a := 0; a < len(s.mw) && a*monthsPerYear < s.aged; a++ {
		s.mw[a], s.does[a] = weight, weight*does
		weight /= 1 + p.PastGrowth
		does *= year
		s.years++
	}
	s.each, s.better = 1, 1/gain.Energy(1./monthsPerYear)
	s.installed, s.done, s.power, s.did = 0, 0, 0, 0
}

// survive counts what is left at the end of step t of what stood a month ago:
//
//	sum over cohorts of MW when new x S(age), and the same of their work
func (s *servers) survive(p *Servers, t int) {
	if !p.On {
		return
	}
	s.alive, s.able, s.months = 0, 0, 0
	for a := range s.years {
		i := a*monthsPerYear + t
		if i >= s.aged {
			break
		}
		left := s.mw[a] * s.old[i]
		s.alive += left
		s.able += s.does[a] * s.old[i]
		s.months += left * (float64(i) + monthsPerYear/2)
	}
	if t == 0 {
		return
	}
	s.each *= s.better
	ship, work, new := s.ship[1:t], s.work[1:t], s.new[:t]
	for i, mw := range ship { // of step i + 1, t - 1 - i whole months ago
		k := t - 1 - i
		left := mw * new[k]
		s.alive += left
		s.able += work[i] * new[k]
		s.months += left * (float64(k) + fleet.Age)
	}
}

// want is general demand in MW this month. Growth of work asks for as many megawatts as survivors and new machines need
// for it; where survivors alone can do more than is wanted the rest of them idles.
//
//	by power: last month's x growth
//	by work:  work left + new MW x work of a new MW = work of the start x growth
func (s *servers) want(p *Servers, demand, growth float64) float64 {
	if !p.On || p.Demand != ByWork {
		return demand * growth
	}
	s.wanted *= growth
	if s.wanted >= s.able {
		return s.alive + (s.wanted-s.able)/s.each
	}
	return s.alive * ratio(s.wanted, s.able)
}

// settle buys what placed demand lacks of survivors, as [fleet.Weibull.Refresh] does:
//
//	shipped = max(0, placed - alive) / S(1/2 month), retired = installed before + shipped - installed
//	refresh = the part of shipments that retirement makes, new = the rest
func (s *servers) settle(p *Servers, t int, placed, demand float64, o *ServersOut) {
	if !p.On {
		return
	}
	if t == 0 {
		s.open(placed, demand, o)
		s.show(kwPerMW/p.KW, o)
		return
	}
	missing := max(0, placed-s.alive)
	shipped := missing / s.new[0]
	before := s.installed
	s.ship[t], s.work[t] = shipped, shipped*s.each
	s.installed, s.done = s.alive+missing, s.able+missing*s.each
	s.months += missing * fleet.Age
	retired := before + shipped - s.installed
	refresh := min(shipped, retired)
	s.swaps[t] = refresh
	per := kwPerMW / p.KW
	o.YearShipped, o.YearRefreshMW = year(s.ship, t)*per, year(s.swaps, t)
	o.Shipped, o.Refresh, o.Retired = shipped*per, refresh*per, retired*per
	o.RefreshMW = refresh
	o.USD, o.RefreshUSD = o.Shipped*p.USD, o.Refresh*p.USD
	s.show(per, o)
}

// year is a flow over the last twelve months up to step t, at its yearly pace while there are fewer.
func year(flow []float64, t int) float64 {
	n := min(t, monthsPerYear)
	return total(flow[t-n+1:t+1]) * monthsPerYear / float64(n)
}

// open scales the opening cohorts to what general demand holds.
func (s *servers) open(placed, demand float64, o *ServersOut) {
	k := ratio(placed, s.alive)
	for a := range s.years {
		s.mw[a] *= k
		s.does[a] *= k
	}
	s.months *= k
	s.installed, s.done = placed, s.able*k
	s.power, s.did = s.installed, s.done
	s.wanted = s.done * ratio(demand, placed)
	*o = ServersOut{}
}

// show writes the state of the fleet.
func (s *servers) show(per float64, o *ServersOut) {
	o.Installed, o.Age = s.installed*per, ratio(s.months, s.installed*monthsPerYear)
	o.Efficiency = percent * ratio(s.done, s.installed*s.each)
	o.Work = ratio(s.done, s.did)
	o.WorkPerMW = ratio(ratio(s.done, s.installed), ratio(s.did, s.power))
}

// ServersOut is what the fleet shows in a month.
type ServersOut struct {
	Installed, Age              float64 // servers; years
	Shipped, Refresh, Retired   float64 // servers in the month
	RefreshMW                   float64
	YearShipped, YearRefreshMW  float64 // of the last twelve months
	USD, RefreshUSD             float64
	Efficiency, Work, WorkPerMW float64 // %; over those of the start
}

const serversPart = "datacenter.servers"

const (
	masanet  = "Masanet et al., Science 367 (2020): energy for a compute instance fell by 20 % a year from 2010 to 2018 (halved in 3.1 years), that of servers to a quarter (halved in 4)"
	koomey   = "Koomey and Naffziger, Electronic Design (2016): peak-output efficiency doubled every 2.6 years after 2000, every 1.57 before (Koomey et al., IEEE Annals of the History of Computing 33, 2011)"
	lifeSrc  = "Weibull, Journal of Applied Mechanics 18 (1951); book lives of servers are 4 to 6 years (annual reports of four cloud companies, 2020 to 2025), which are not lifetimes"
	fleetSrc = "model/fleet, docs/MODELS.md, Server fleets; the value is the scenario's"
)

var growthOptions = []declare.Option{
	ByPower: {Key: "power", Label: text.T("Rated IT power", "Công suất CNTT định mức")},
	ByWork:  {Key: "work", Label: text.T("Work done", "Khối lượng công việc")},
}

var serverInputs = []declare.Input[Params]{
	{Key: "servers.demand", Kind: declare.Choice, Options: growthOptions, Part: serversPart,
		Label: text.T("What demand growth counts", "Đại lượng của tốc độ tăng nhu cầu"), Doc: "Whether demand.growth is growth of rated IT power, or of work, whose megawatts then follow from what old and new servers do for a megawatt.",
		Source: fleetSrc, Ref: func(p *Params) *float64 { return &p.Servers.Demand }},
	{Key: "servers.power", Unit: "kW/server", Boundary: unit.IT, Min: 0.05, Max: 20, Part: serversPart,
		Label: text.T("Rated power for a server", "Công suất định mức cho mỗi máy chủ"), Doc: "Rated IT power of general demand for each server, with its share of storage and network.",
		Source: "definition; the value and its source are the scenario's", Ref: func(p *Params) *float64 { return &p.Servers.KW }},
	{Key: "servers.price", Unit: "USD/server", Min: 0, Max: 1e6, Part: serversPart,
		Label: text.T("Price of a server of general demand", "Giá máy chủ của nhu cầu thông thường"), Doc: "Price of one server with its share of storage and network, in the price year. Tenants pay it: it is in no other cost.",
		Source: "definition; the value and its source are the scenario's", Ref: func(p *Params) *float64 { return &p.Servers.USD }},
	{Key: "servers.life", Unit: "years", Min: 1, Max: 15, Part: serversPart,
		Label: text.T("Mean life of a server", "Tuổi thọ bình quân của máy chủ"), Doc: "Mean years in service, until a server is replaced or breaks.",
		Source: lifeSrc, Ref: func(p *Params) *float64 { return &p.Servers.Life }},
	{Key: "servers.shape", Unit: "1", Min: 0.5, Max: 20, Part: serversPart,
		Label: text.T("Shape of a server's life", "Tham số hình dạng tuổi thọ máy chủ"), Doc: "Shape of Weibull's distribution of lives: 1 retires at every age alike, more retires together.",
		Source: lifeSrc, Ref: func(p *Params) *float64 { return &p.Servers.Shape }},
	{Key: "servers.past_growth", Unit: "1/year", Min: -0.2, Max: 2, Part: serversPart,
		Label: text.T("Growth of shipments before the start", "Tốc độ tăng lượng máy chủ trước đó"), Doc: "Yearly growth of shipments before the start, which sets the ages of the opening servers: the faster, the younger.",
		Source: fleetSrc, Ref: func(p *Params) *float64 { return &p.Servers.PastGrowth }},
	{Key: "servers.doubling", Unit: "years", Min: 0.5, Max: 50, Part: serversPart,
		Label: text.T("Doubling of work for a megawatt", "Thời gian nhân đôi khối lượng công việc trên mỗi MW"), Doc: "Years from a vintage of servers to one that does twice the work for a megawatt.",
		Source: koomey + "; " + masanet, Ref: func(p *Params) *float64 { return &p.Servers.Doubling }},
}

var (
	serverUses = []string{"datacenter.servers.demand", "datacenter.servers.life", "datacenter.servers.shape", "datacenter.servers.past_growth", "datacenter.servers.doubling"}
	holdUses   = union(demandUses, capacityUses)
	countUses  = append([]string{"datacenter.servers.power"}, holdUses...)
	moneyUses  = append([]string{"datacenter.servers.price"}, countUses...)
)

var serverMetrics = []declare.Metric[Out]{
	{Key: "datacenter.servers_installed", Unit: "servers", Part: serversPart,
		Label: text.T("Servers installed", "Số máy chủ đã lắp đặt"), Doc: "Servers of general demand in service.",
		Formula: "sum over vintages of MW shipped x survival, / rated power for a server", Uses: countUses, Source: fleetOwn,
		Ref: func(o *Out) *float64 { return &o.Servers.Installed }},
	{Key: "datacenter.servers_shipped", Unit: "servers", Agg: declare.Flow, Keep: declare.Mean, Part: serversPart,
		Label: text.T("Servers shipped", "Số máy chủ lắp mới"), Doc: "Servers bought in the month: for growth and in the place of those that retire.",
		Formula: "max(0, placed general demand - survivors) / survival of half a month / rated power for a server", Uses: countUses, Source: fleetOwn,
		Ref: func(o *Out) *float64 { return &o.Servers.Shipped }},
	{Key: "datacenter.servers_refreshed", Unit: "servers", Agg: declare.Flow, Keep: declare.Mean, Part: serversPart,
		Label: text.T("Servers that replace others", "Số máy chủ thay thế"), Doc: "Servers bought in the month that only make up for retirement.",
		Formula: "min(shipped, retired)", Uses: countUses, Source: fleetOwn,
		Ref: func(o *Out) *float64 { return &o.Servers.Refresh }},
	{Key: "datacenter.servers_retired", Unit: "servers", Agg: declare.Flow, Keep: declare.Mean, Part: serversPart,
		Label: text.T("Servers retired", "Số máy chủ loại bỏ"), Doc: "Servers that leave service in the month: electronic waste, unless sold on.",
		Formula: "installed a month ago + shipped - installed", Uses: countUses, Source: fleetOwn,
		Ref: func(o *Out) *float64 { return &o.Servers.Retired }},
	{Key: "datacenter.refreshed_power", Unit: "MW", Boundary: unit.IT, Agg: declare.Flow, Keep: declare.Mean, Part: serversPart,
		Label: text.T("IT power replaced", "Công suất CNTT thay mới"), Doc: "Rated IT power of servers that were replaced in the month.",
		Formula: "as datacenter.servers_refreshed, in MW", Uses: holdUses, Source: fleetOwn,
		Ref: func(o *Out) *float64 { return &o.Servers.RefreshMW }},
	{Key: "datacenter.annual_servers_shipped", Unit: "servers", Agg: declare.Ratio, Part: serversPart,
		Label: text.T("Servers shipped, last twelve months", "Số máy chủ lắp mới, 12 tháng gần nhất"), Doc: "Servers bought in the last twelve months; at its yearly pace while fewer have passed.",
		Formula: "sum of datacenter.servers_shipped x 12 / months", Uses: countUses, Source: fleetOwn,
		Ref: func(o *Out) *float64 { return &o.Servers.YearShipped }},
	{Key: "datacenter.annual_refreshed_power", Unit: "MW", Boundary: unit.IT, Agg: declare.Ratio, Part: serversPart,
		Label: text.T("IT power replaced, last twelve months", "Công suất CNTT thay mới, 12 tháng gần nhất"), Doc: "Rated IT power of servers that were replaced in the last twelve months; at its yearly pace while fewer have passed.",
		Formula: "sum of datacenter.refreshed_power x 12 / months", Uses: holdUses, Source: fleetOwn,
		Ref: func(o *Out) *float64 { return &o.Servers.YearRefreshMW }},
	{Key: "datacenter.server_age", Unit: "years", Agg: declare.Ratio, Keep: declare.Mean, Part: serversPart,
		Label: text.T("Mean age of servers", "Tuổi bình quân của máy chủ"), Doc: "Mean age of the servers in service, by rated power.",
		Formula: "sum over vintages of MW in service x age / MW in service", Uses: holdUses, Source: fleetOwn,
		Ref: func(o *Out) *float64 { return &o.Servers.Age }},
	{Key: "datacenter.base_efficiency", Unit: "%", Agg: declare.Ratio, Part: serversPart,
		Label: text.T("Efficiency of the servers in service", "Hiệu quả của máy chủ đang vận hành"), Doc: "Work that the servers in service do for a megawatt over what the month's new ones do.",
		Formula: "100 x sum over vintages of MW x 2^(vintage / doubling) / (MW in service x 2^(now / doubling))", Uses: holdUses, Source: koomey,
		Ref: func(o *Out) *float64 { return &o.Servers.Efficiency }},
	{Key: "datacenter.work", Unit: "1", Part: serversPart,
		Label: text.T("Work that servers can do", "Khối lượng công việc máy chủ đáp ứng"), Doc: "Work that the servers of general demand can do, over that of the start.",
		Formula: "sum over vintages of MW in service x 2^(vintage / doubling), over the same at the start", Uses: holdUses, Source: koomey,
		Ref: func(o *Out) *float64 { return &o.Servers.Work }},
	{Key: "datacenter.work_per_mw", Unit: "1", Agg: declare.Ratio, Keep: declare.Mean, Part: serversPart,
		Label: text.T("Work for a megawatt", "Khối lượng công việc trên mỗi MW"), Doc: "Work that the servers in service can do for a megawatt of rated IT power, over that of the start.",
		Formula: "datacenter.work / (MW in service / MW at the start)", Uses: holdUses, Source: masanet,
		Ref: func(o *Out) *float64 { return &o.Servers.WorkPerMW }},
	{Key: "datacenter.server_spend", Unit: "MUSD", Agg: declare.Flow, Part: serversPart,
		Label: text.T("Spending on servers", "Chi phí mua máy chủ"), Doc: "Price of the servers shipped in the month. Tenants pay it: it is not part of datacenter.capex.",
		Formula: "servers shipped x price", Uses: moneyUses, Source: fleetOwn,
		Get: func(o *Out) float64 { return o.Servers.USD / usdPerMUSD }},
	{Key: "datacenter.refresh_spend", Unit: "MUSD", Agg: declare.Flow, Keep: declare.Mean, Part: serversPart,
		Label: text.T("Spending on replaced servers", "Chi phí thay thế máy chủ"), Doc: "The part of datacenter.server_spend that only replaces.",
		Formula: "servers that replace others x price", Uses: moneyUses, Source: fleetOwn,
		Get: func(o *Out) float64 { return o.Servers.RefreshUSD / usdPerMUSD }},
}

const fleetOwn = "headroom, docs/MODELS.md, Server fleets"

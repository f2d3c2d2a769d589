package datacenter

import (
	_ "embed"
	"math"
	"slices"
	"sync"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/plant"
	"github.com/headroom-planner/headroom/model/plant/steady"
	"github.com/headroom-planner/headroom/model/text"
)

// Plant is a kind of cooling plant and electrical chain in a climate, which
// facilities, the expansion and parts of the opening stock may name.
type Plant struct {
	Name          string
	Kind          float64 // index into KindOptions
	Model         float64 // index into modelOptions
	Climate       float64 // index into ClimateOptions
	Redundancy    float64 // index into SchemeOptions
	OverheadScore float64 // standard score of its PUE - 1 among plants of the kind
	WaterScore    float64 // standard score of its water among plants of the kind
	Staging       float64 // share of the power not let whose plant is off
	Recharge      float64 // margin of the connection for batteries
}

// Cooling is the part of the domain that plants belong to.
type Cooling struct{ On bool }

// The schemes, as plant.Scheme has them, in the order of their options.
var schemeOptions = []declare.Option{
	plant.N:          {Key: "n", Label: text.T("N: no spare", "N: không dự phòng")},
	plant.NPlus1:     {Key: "n+1", Label: text.T("N+1: one spare", "N+1: dự phòng một mô-đun")},
	plant.NPlus2:     {Key: "n+2", Label: text.T("N+2: two spare", "N+2: dự phòng hai mô-đun")},
	plant.TwoN:       {Key: "2n", Label: text.T("2N: two systems", "2N: hai hệ thống")},
	plant.FourThirds: {Key: "4n/3", Label: text.T("4N/3: four systems, any three carry", "4N/3: bốn hệ thống, ba hệ thống đủ tải")},
}

// kindOptions are the kinds of plant, plant.Kinds and then plant.LargeDry.
var kindOptions = []declare.Option{
	{Key: "large-air-economiser", Label: text.T("Large, outdoor air with wetted pads, towers", "Lớn, gió ngoài trời có màng ướt, tháp giải nhiệt")},
	{Key: "large-tower-economiser", Label: text.T("Large, towers with water-side economiser", "Lớn, tháp giải nhiệt có trao đổi nhiệt tự nhiên")},
	{Key: "midsize-air-economiser-tower", Label: text.T("Midsize, outdoor air, towers", "Vừa, gió ngoài trời, tháp giải nhiệt")},
	{Key: "midsize-tower-economiser", Label: text.T("Midsize, towers with water-side economiser", "Vừa, tháp giải nhiệt có trao đổi nhiệt tự nhiên")},
	{Key: "midsize-tower", Label: text.T("Midsize, towers", "Vừa, tháp giải nhiệt")},
	{Key: "midsize-air-economiser", Label: text.T("Midsize, outdoor air, air-cooled chillers", "Vừa, gió ngoài trời, máy lạnh giải nhiệt gió")},
	{Key: "midsize-air-cooled", Label: text.T("Midsize, air-cooled chillers", "Vừa, máy lạnh giải nhiệt gió")},
	{Key: "small-tower", Label: text.T("Small, towers", "Nhỏ, tháp giải nhiệt")},
	{Key: "small-air-cooled", Label: text.T("Small, air-cooled chillers", "Nhỏ, máy lạnh giải nhiệt gió")},
	{Key: "small-direct-expansion", Label: text.T("Small, direct expansion", "Nhỏ, máy lạnh giãn nở trực tiếp")},
	{Key: "liquid", Label: text.T("Liquid to the chip, dry coolers", "Chất lỏng đến chip, bộ làm mát khô")},
	{Key: "large-air-cooled", Label: text.T("Large, air-cooled chillers, loop of 20 °C", "Lớn, máy lạnh giải nhiệt gió, nước lạnh 20 °C")},
}

// modelOptions are the forms of plant, balance and steady.
var modelOptions = []declare.Option{
	{Key: "balance", Label: text.T("Heat balance with load", "Cân bằng nhiệt theo tải")},
	{Key: "lei-masanet", Label: text.T("Lei and Masanet 2022, no load", "Lei và Masanet 2022, không xét tải")},
}

const (
	balanceModel = iota
	steadyModel
)

// steadyKinds is how many kinds, from the first on, the model of Lei and Masanet has.
const steadyKinds = 10

// HasModel says whether there is a kind of plant in a form of model, by their keys. Keys that are no
// options have: they are problems of their own.
func HasModel(kind, model string) bool {
	k := slices.IndexFunc(kindOptions, func(o declare.Option) bool { return o.Key == kind })
	return model != modelOptions[steadyModel].Key || k < steadyKinds
}

// climateOptions are the places of climates.csv, in its order.
var climateOptions = []declare.Option{
	{Key: "ha-noi", Label: text.T("Ha Noi", "Hà Nội")},
	{Key: "da-nang", Label: text.T("Da Nang", "Đà Nẵng")},
	{Key: "ho-chi-minh-city", Label: text.T("Ho Chi Minh City", "Thành phố Hồ Chí Minh")},
	{Key: "singapore", Label: text.T("Singapore", "Singapore")},
}

//go:embed climates.csv
var climateText string

// ratedKW is the IT power that tables are made for. A plant is sized in proportion,
// so that another power gives the same table.
const ratedKW = 10000

// normals are those of climateOptions, in their order.
var normals = sync.OnceValue(func() []plant.Climate {
	all, err := plant.ReadClimates(climateText)
	if err != nil {
		panic(err) // the text is ours, and a test reads it
	}
	out := make([]plant.Climate, len(climateOptions))
	for i, o := range climateOptions {
		out[i] = all[slices.IndexFunc(all, func(c plant.Climate) bool { return c.Place == o.Key })]
	}
	return out
})

// years are those of the normals, made when a table first asks for one: each takes some 60 ms.
var years [4]struct {
	once    sync.Once
	weather *plant.Weather
}

func yearOf(climate int) *plant.Weather {
	y := &years[climate]
	y.once.Do(func() {
		var err error
		if y.weather, err = normals()[climate].Weather(0, 0); err != nil {
			panic(err)
		}
	})
	return y.weather
}

// made is a table, and what UPS put out for a unit of rated IT power.
type made struct {
	once   sync.Once
	table  *plant.Table
	behind float64
}

// tables are made when a draw first asks for one, and kept for the process: each
// takes some 20 ms, and a plan uses few of them.
var (
	tables       [12][4][5]made
	steadyTables [steadyKinds][4]made
)

// tableOf is the table of a heat balance.
func tableOf(kind, climate, scheme int) *made {
	m := &tables[kind][climate][scheme]
	m.once.Do(func() {
		spec := append(plant.Kinds(), plant.LargeDry())[kind]
		spec.Scheme = plant.Scheme(scheme)
		p, err := plant.Size(spec, ratedKW, yearOf(climate))
		if err != nil {
			panic(err) // shipped kinds in shipped climates, and a test makes them all
		}
		m.table, m.behind = plant.Tabulate(p, yearOf(climate)), p.Chain.UPS.UnitKW*spec.Modules/ratedKW
	})
	return m
}

// steadyTableOf is the table of a published case, which knows no scheme.
func steadyTableOf(kind, climate int) *made {
	m := &steadyTables[kind][climate]
	m.once.Do(func() {
		c, w := steady.Cases()[kind], yearOf(climate)
		p, err := steady.New(c, c.Ranges.Middle(), ratedKW, w.PressurePa)
		if err != nil {
			panic(err) // shipped cases in shipped climates, and a test makes them all
		}
		at := p.At(ratedKW, w.DesignDryC, w.WetAtDesignDryC)
		m.table, m.behind = plant.Tabulate(p, w), 1+at.PDUKW/ratedKW
	})
	return m
}

var spreads, steadySpreads = plant.Spreads(), steady.Spreads()

// formOf is the table of a plant and how plants of its kind differ. The kinds that the
// published model does not have are always balanced; a scenario that asks for it there by name
// is refused before it comes here.
func formOf(model, kind, climate, scheme int) (*made, *plant.Spread) {
	if model == steadyModel && kind < steadyKinds {
		return steadyTableOf(kind, climate), &steadySpreads[kind]
	}
	return tableOf(kind, climate, scheme), &spreads[kind]
}

// modules is how many modules a kind installs under a scheme over those of N+1.
func modules(kind, scheme int) float64 {
	spec := append(plant.Kinds(), plant.LargeDry())[kind]
	_, more, err1 := plant.Modules(plant.Scheme(scheme), spec.Modules, 1, 1, 0)
	_, usual, err2 := plant.Modules(plant.NPlus1, spec.Modules, 1, 1, 0)
	if err1 != nil || err2 != nil {
		return math.NaN()
	}
	return more / usual
}

// moduleRatio is that of all kinds and schemes.
var moduleRatio = sync.OnceValue(func() (out [12][5]float64) {
	for k := range out {
		for s := range out[k] {
			out[k][s] = modules(k, s)
		}
	}
	return out
})

// cooling is the plants within a draw. A unit is a plant as it stands (index of
// the plant) or as the rules have new halls built (number of plants + index).
type cooling struct {
	plants, units int
	cells         int
	table         []*plant.Table // by unit
	over, wet     []float64      // factors of overhead and water, by unit
	rated         []float64      // contracted facility power over rated IT power, by unit
	off, extra    []float64      // share of what is not let that is off; capital cost over that of N+1, less 1
	pue, wue      []float64      // of a year at the rules' load, by unit
	scheme        []int          // of redundancy, by unit
	behind        []float64      // what UPS put out over IT power, by unit
	it            []float64      // IT MW by cell*units + unit

	fac, itMWh, litres [monthsPerYear]float64 // MWh, MWh and L of the last months
	months             int
}

func newCooling(p *Params, cells int) cooling {
	n := len(p.Plants)
	u := 2 * n
	f := func(n int) []float64 { return make([]float64, n) }
	return cooling{plants: n, units: u, cells: cells, table: make([]*plant.Table, u), over: f(u), wet: f(u), rated: f(u), off: f(u), extra: f(u),
		pue: f(u), wue: f(u), scheme: make([]int, u), behind: f(u), it: f(u * cells)}
}

// usualLoad is the load that plants are compared at where no rule states one.
const usualLoad = .7

// start looks up the plants of a draw.
func (c *cooling) start(p *Params, o *PlantOut) {
	clear(c.it)
	clear(c.fac[:])
	clear(c.itMWh[:])
	clear(c.litres[:])
	c.months = 0
	load := usualLoad
	if p.Rules.On {
		load = p.Rules.Load
	}
	for i := range p.Plants {
		x := &p.Plants[i]
		kind := clamp(x.Kind, len(kindOptions))
		for u := i; u < c.units; u += c.plants {
			scheme := clamp(x.Redundancy, len(schemeOptions))
			if u >= c.plants && p.Rules.On && p.Rules.Redundancy > 0 {
				scheme = int(p.Rules.Redundancy) - 1
			}
			m, s := formOf(clamp(x.Model, len(modelOptions)), kind, clamp(x.Climate, len(climateOptions)), scheme)
			t := m.table
			c.table[u], c.scheme[u], c.behind[u] = t, scheme, m.behind
			c.over[u], c.wet[u] = s.Overhead.At(x.OverheadScore), s.Water.At(x.WaterScore)
			c.rated[u] = (1 + (t.Peak(1)-1)*c.over[u]) * (1 + x.Recharge)
			c.off[u] = x.Staging
			c.extra[u] = moduleRatio()[kind][scheme] - 1
			c.pue[u] = 1 + (t.YearPUE(load)-1)*c.over[u]
			c.wue[u] = t.YearWUE(load) * c.wet[u]
		}
		u := c.plants + i
		o.PUE[i], o.WUE[i] = c.pue[u], c.wue[u]
		o.Peak[i], o.Outside[i] = c.rated[u], 100*c.table[u].BoundShare
		o.MLPerMW[i] = c.wue[u] * hoursPerYear / 1000 // L/kWh x kWh of a MW in a year / 10^6
		o.Meets[i] = flag(c.pue[u] <= p.Rules.PUECap)
		o.MeetsWater[i] = flag(c.wue[u] <= p.Rules.WUECap)
		if !p.Rules.On {
			o.Meets[i], o.MeetsWater[i] = 1, 1
		}
	}
}

const hoursPerYear = 8760

func clamp(x float64, n int) int { return max(0, min(int(x), n-1)) }

// of is the unit of a plant as it stands and its PUE at rated load; -1 and the
// stated PUE where none is named.
func (c *cooling) of(ref, pue float64) (int, float64) {
	i := int(ref)
	if ref < 0 || i >= c.plants {
		return -1, pue
	}
	return i, c.rated[i]
}

// in is the IT power in a cell that names plants.
func (c *cooling) in(cell int) float64 { return total(c.it[cell*c.units : (cell+1)*c.units]) }

// scale keeps a share of what a cell has.
func (c *cooling) scale(cell int, left float64) {
	for j := cell * c.units; j < (cell+1)*c.units; j++ {
		c.it[j] *= left
	}
}

// drawn is what the halls of a cell that name plants draw and drink.
type drawn struct {
	facMW, peakMW       float64
	litresHour, peakDay float64
}

// run is a cell in a month, its load and what of it is let spread evenly over its
// halls:
//
//	running = rated IT x (1 - staging x (1 - let)), u = IT load / running
//	facility MW = running x (u + (power(u) - u) x overhead factor), likewise at the design hour
//	litres = running x water(u) x water factor
func (c *cooling) run(cell int, it, let, load float64, month int) (d drawn) {
	if c.units == 0 || it <= tiny {
		return d
	}
	let, load = min(1, let/it), load/it
	for u, mw := range c.it[cell*c.units : (cell+1)*c.units] {
		if mw <= tiny {
			continue
		}
		share := 1 - c.off[u]*(1-let)
		if share <= tiny {
			continue
		}
		x := min(1, load/share)
		at := c.table[u].At(x, month)
		on := mw * share
		d.facMW += on * (x + (at.PowerKW-x)*c.over[u])
		d.peakMW += on * (x + (at.PeakKW-x)*c.over[u])
		kw := on * kwPerMW * c.wet[u]
		d.litresHour += kw * at.WaterKgH
		d.peakDay += kw * at.PeakDayL
	}
	return d
}

// year adds a month of energy and water and shows the ratios of the last twelve: sums
// over sums, water at its yearly pace while there are fewer. The first month of a run has no
// flows and shows its loads.
func (c *cooling) year(facMW, itMW, litresHour, hours float64, o *PlantOut) {
	if hours <= 0 {
		o.AnnualPUE, o.AnnualWUE, o.AnnualML = ratio(facMW, itMW), ratio(litresHour, itMW*kwPerMW), litresHour*hoursPerYear/litresPerML
		return
	}
	k := c.months % monthsPerYear
	c.fac[k], c.itMWh[k], c.litres[k] = facMW*hours, itMW*hours, litresHour*hours
	c.months++
	it := total(c.itMWh[:])
	o.AnnualPUE = ratio(total(c.fac[:]), it)
	o.AnnualWUE = ratio(total(c.litres[:]), it*kwPerMW)
	o.AnnualML = total(c.litres[:]) / litresPerML * monthsPerYear / float64(min(c.months, monthsPerYear))
}

// shown adds a cell's IT power to that of each plant.
func (c *cooling) shown(cell int, out []float64) {
	for u := cell * c.units; u < (cell+1)*c.units; u += c.plants {
		for i, mw := range c.it[u : u+c.plants] {
			out[i] += mw
		}
	}
}

// PlantOut is what plants show.
type PlantOut struct {
	WaterML, PeakDayML    float64 // of the month; of a day
	AnnualPUE, AnnualWUE  float64 // of the last twelve months
	AnnualML              float64 // of the last twelve months
	PeakMW, PeakPUE       float64
	UPSModules            float64
	BatteryMWh            float64
	ZoneWaterML, ZonePUE  []float64
	ZoneLoadMW            []float64
	ITMW                  []float64 // energised, by plant
	PUE, WUE, Peak        []float64 // by plant as built new
	Meets, MeetsWater     []float64
	Outside               []float64 // % of a year's hours outside of its model
	MLPerMW, Cost, Carbon []float64
}

func newPlantOut(p *Params, zones int) PlantOut {
	f := func(n int) []float64 { return make([]float64, n) }
	n := len(p.Plants)
	return PlantOut{ZoneWaterML: f(zones), ZonePUE: f(zones), ZoneLoadMW: f(zones), ITMW: f(n), PUE: f(n), WUE: f(n), Peak: f(n), Meets: f(n), MeetsWater: f(n),
		MLPerMW: f(n), Cost: f(n), Carbon: f(n), Outside: f(n)}
}

// Terms are what electricity costs and emits in a month.
type Terms struct {
	VNDPerKWh, DemandVND float64 // energy; a kW of a month's greatest load
	KgPerKWh             float64
	CarbonVNDPerKg       float64
	WaterVNDPerM3        float64
}

// Trade fills the trade-off of plants as built new, for a kWh of IT at the rules' load
// all year:
//
//	cost = PUE x (tariff + kg/kWh x price of carbon) + peak factor x 12 x demand charge / 8760 + litres x price of water
//	carbon = PUE x kg/kWh x 8760 h, t for a MW of IT
func Trade(k *Terms, o *Out) {
	x := &o.Plant
	for i := range x.Cost {
		x.Cost[i] = x.PUE[i]*(k.VNDPerKWh+k.KgPerKWh*k.CarbonVNDPerKg) + x.Peak[i]*monthsPerYear*k.DemandVND/hoursPerYear + x.WUE[i]*k.WaterVNDPerM3/1000
		x.Carbon[i] = x.PUE[i] * k.KgPerKWh * hoursPerYear
	}
}

package datacenter

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/fleet"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

// Halls are those of the counted stock by year of commissioning: the oldest are taken out of service first.
type Halls struct {
	On          bool
	Life, Shape float64 // mean in years, and shape, of Weibull's distribution
	PastGrowth  float64 // 1/year, of IT power commissioned before the start
	PUETrend    float64 // 1/year, by which PUE - 1 fell from vintage to vintage
}

const oldestHall = 60 // years; older ones are not counted

// halls is the counted stock that stands, within a draw. Its halls have the same ages everywhere. What a plant
// cools is in unit order by zone; the rest has the stated PUE.
type halls struct {
	logs, left []float64 // of ages 1/2, 3/2 ... years, and survival at them
	share      []float64 // of the counted IT power, standing whole years after the start
	over       []float64 // the same weighted by PUE - 1, over that of the start
	mean       []float64 // age in years of what stands then

	racks, it, units []float64 // by zone; zone*units + unit
	plants           int       // units
	now              float64   // month
	since, born      float64   // IT MW that is not of the count, and the sum of it x its month
	retired          float64   // IT MW so far
}

func newHalls(p *Params, a axis.Axis, zones int) halls {
	if !p.Halls.On {
		return halls{}
	}
	f := func(n int) []float64 { return make([]float64, n) }
	years := a.Steps/monthsPerYear + 2
	h := halls{logs: f(oldestHall + years), left: f(oldestHall + years), share: f(years), over: f(years), mean: f(years),
		racks: f(zones), it: f(zones), units: f(zones * 2 * len(p.Plants)), plants: 2 * len(p.Plants)}
	for i := range h.logs {
		h.logs[i] = math.Log(float64(i) + fleet.Age)
	}
	return h
}

// start finds what share of the counted stock stands in each year to come, its halls having the ages of a stock to
// which IT power was added that grew by the same rate every year:
//
//	share(y) = sum over ages b of (1 + growth)^-b S(b + 1/2 + y) / sum of (1 + growth)^-b S(b + 1/2)
//	PUE - 1 of age b = (1 - trend)^-b, scaled to the stated PUE
func (h *halls) start(p *Params) {
	q := &p.Halls
	if !q.On {
		return
	}
	clear(h.racks)
	clear(h.it)
	clear(h.units)
	h.since, h.born, h.retired = 0, 0, 0
	clear(h.left)
	fleet.OfMean(q.Life, q.Shape).Ages(h.left, h.logs, leastLeft)
	fewer, worse := 1/(1+q.PastGrowth), 1/(1-q.PUETrend)
	first, firstOver := 0.0, 0.0
	for y := range h.share {
		weight, over := 1.0, 1.0
		sum, sumOver, ages := 0.0, 0.0, 0.0
		for b := range oldestHall {
			s := h.left[b+y]
			if s == 0 {
				break
			}
			w := weight * s
			sum += w
			sumOver += w * over
			ages += w * (float64(b+y) + fleet.Age)
			weight *= fewer
			over *= worse
		}
		if y == 0 {
			first, firstOver = sum, sumOver
		}
		h.share[y], h.over[y], h.mean[y] = ratio(sum, first), ratio(sumOver, firstOver), ratio(ages, sum)
	}
}

// counted notes a part of the count.
func (h *halls) counted(zone, unit int, racks, it float64) {
	if h.it == nil {
		return
	}
	h.racks[zone] += racks
	h.it[zone] += it
	if unit >= 0 {
		h.units[zone*h.plants+unit] += it
	}
}

// opened notes IT power that is not of the count, and its month.
func (h *halls) opened(it, month float64) {
	if h.it == nil {
		return
	}
	h.since += it
	h.born += it * month
}

// keep leaves a share of the racks and of the IT power that the count has in a cell of standard racks.
func (h *halls) keep(cell int, racks, left float64) {
	if cell >= len(h.it) { // a cell of another class, or no part
		return
	}
	h.racks[cell] *= racks
	h.it[cell] *= left
	for u := cell * h.plants; u < (cell+1)*h.plants; u++ {
		h.units[u] *= left
	}
}

// at is a yearly table t months after the start, straight between years.
func at(table []float64, t int) float64 {
	y, part := t/monthsPerYear, float64(t%monthsPerYear)/monthsPerYear
	return table[y] + part*(table[y+1]-table[y])
}

// retire takes the month's share of the counted stock out of service, in every zone alike: racks, IT power, the plant that
// cools it, and the connection, which others may take. Racks that nodes hold stay; tenants of the others look for room. Of
// halls with a stated PUE those that go have the PUE of their age.
func (s *State) retire(p *Params, t axis.Step, o *Out) {
	h := &s.age
	o.Halls.RetiredMW = 0
	if !p.Halls.On {
		return
	}
	before, after := at(h.share, int(t)-1), at(h.share, int(t))
	gone := 1 - ratio(after, before)
	overhead := ratio(at(h.over, int(t)-1)-at(h.over, int(t)), before-after) // of what goes, over that of the whole count
	for z := range h.it {
		k := s.cell(0, z)
		part := gone
		if racks := h.racks[z] * gone; racks > 0 {
			part = min(part, gone*max(0, s.racks[k]-s.requests.racks[k])/racks)
		}
		if it := h.it[z] * gone; it > 0 {
			part = min(part, gone*max(0, s.it[k]-s.requests.mw[k])/it)
		}
		racks, it := part*h.racks[z], part*h.it[z]
		bare, fac := it, 0.0
		for u := range h.plants {
			mw := part * h.units[z*h.plants+u]
			s.cool.it[k*s.cool.units+u] -= mw
			bare -= mw
			fac += mw * s.cool.rated[u]
		}
		bare = max(0, bare)
		stated := min(s.bareFac[k], bare*(1+(p.OpeningPUE-1)*overhead))
		s.bareIT[k] -= bare
		s.bareFac[k] -= stated
		fac += stated
		s.racks[k] -= racks
		s.it[k] -= it
		s.fac[k] -= fac
		s.connected[z] -= fac
		s.retired[z] += fac
		s.gen[k] = min(s.gen[k], max(0, s.it[k]-s.nodesTake(k)))
		h.keep(k, 1-part, 1-part)
		h.retired += it
		o.Halls.RetiredMW += fac
	}
}

// leaving is the facility power of the count that is taken out within t months, if nodes hold none of it.
func (h *halls) leaving(p *Params, s *State, t int) float64 {
	if !p.Halls.On {
		return 0
	}
	t = max(0, min(t, s.ax.Steps-1))
	left, over := 1-at(h.share, t), 1-at(h.over, t)
	mw := 0.0
	for z, it := range h.it {
		for u := range h.plants {
			x := h.units[z*h.plants+u]
			it -= x
			mw += x * s.cool.rated[u] * left
		}
		mw += max(0, it) * (left + (p.OpeningPUE-1)*over)
	}
	return mw
}

// show writes how old the halls in service are, and how much of the count stands.
func (h *halls) show(p *Params, s *State, m axis.Month, o *Out) {
	if !p.Halls.On {
		return
	}
	old := total(h.it)
	o.Halls.Standing = percent * ratio(old, old+h.retired)
	o.Halls.Age = ratio(old*at(h.mean, int(m)-int(s.ax.Start))+(h.since*float64(m)-h.born)/monthsPerYear, old+h.since)
}

// HallsOut is what the halls' ages show in a month.
type HallsOut struct {
	RetiredMW     float64 // facility MW taken out in the month
	Standing, Age float64 // % of the count; years
}

const hallsPart = "datacenter.halls"

const hallsSrc = "Weibull, Journal of Applied Mechanics 18 (1951), as of machines in model/fleet; no register of retired halls was found: the value is the scenario's"

var hallInputs = []declare.Input[Params]{
	{Key: "halls.life", Unit: "years", Min: 5, Max: 100, Part: hallsPart,
		Label: text.T("Mean life of a hall", "Tuổi thọ bình quân của phòng máy"), Doc: "Mean years from commissioning until a hall is taken out of service.",
		Source: hallsSrc, Ref: func(p *Params) *float64 { return &p.Halls.Life }},
	{Key: "halls.shape", Unit: "1", Min: 0.5, Max: 20, Part: hallsPart,
		Label: text.T("Shape of a hall's life", "Tham số hình dạng tuổi thọ phòng máy"), Doc: "Shape of Weibull's distribution of lives of halls: 1 retires at every age alike, more retires together.",
		Source: hallsSrc, Ref: func(p *Params) *float64 { return &p.Halls.Shape }},
	{Key: "halls.past_growth", Unit: "1/year", Min: -0.2, Max: 2, Part: hallsPart,
		Label: text.T("Growth of commissioning before the start", "Tốc độ tăng đưa vào vận hành trước đó"), Doc: "Yearly growth of the IT power commissioned in a year before the start, which sets the ages of the counted halls: the faster, the younger.",
		Source: hallsSrc, Ref: func(p *Params) *float64 { return &p.Halls.PastGrowth }},
	{Key: "halls.pue_trend", Unit: "1/year", Min: 0, Max: 0.3, Part: hallsPart,
		Label: text.T("Fall of PUE - 1 by vintage", "Mức giảm PUE - 1 theo năm vận hành"), Doc: "Share by which PUE - 1 of counted halls fell from a year of commissioning to the next; halls that name a plant have that plant's.",
		Source: uptime + ": mean PUE 2.5 in 2007 and 1.58 to 1.56 in 2018 to 2024; the value is the scenario's", Ref: func(p *Params) *float64 { return &p.Halls.PUETrend }},
}

var hallUses = []string{"datacenter.halls.life", "datacenter.halls.shape", "datacenter.halls.past_growth", "datacenter.halls.pue_trend"}

var hallMetrics = []declare.Metric[Out]{
	{Key: "datacenter.halls_retired", Unit: "MW", Boundary: unit.Facility, Agg: declare.Flow, Part: hallsPart,
		Label: text.T("Halls taken out of service", "Công suất phòng máy ngừng vận hành"), Doc: "Facility power of counted halls that are taken out of service in the month; their connections are free for others.",
		Formula: "IT power of the count that stands x (1 - share left / share left a month ago) x PUE", Uses: union(hallUses, openingUses), Source: fleetOwn,
		Ref: func(o *Out) *float64 { return &o.Halls.RetiredMW }},
	{Key: "datacenter.halls_standing", Unit: "%", Agg: declare.Ratio, Keep: declare.Mean, Part: hallsPart,
		Label: text.T("Counted halls in service", "Tỷ lệ phòng máy đã thống kê còn vận hành"), Doc: "Share of the counted IT power that is not retired; halls turned into another class are left out.",
		Formula: "100 x IT power of the count in service / (that + retired)", Uses: union(hallUses, openingUses), Source: fleetOwn,
		Ref: func(o *Out) *float64 { return &o.Halls.Standing }},
	{Key: "datacenter.hall_age", Unit: "years", Agg: declare.Ratio, Keep: declare.Mean, Part: hallsPart,
		Label: text.T("Mean age of halls", "Tuổi bình quân của phòng máy"), Doc: "Mean age of all halls in service, by IT power.",
		Formula: "(counted IT power x mean age of what stands + IT power opened since x its age) / IT power", Uses: capacityUses, Source: fleetOwn,
		Ref: func(o *Out) *float64 { return &o.Halls.Age }},
}

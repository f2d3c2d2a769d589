// Package mobile answers how many 5G stations are on air and how many people
// they cover, month by month, what limits the building of more, how much of the
// traffic they carry, what they draw and what they cost.
//
// Assumptions: each operator's stations pass the states of package rollout,
// limited by permits, budget, vendors, crews and its 4G sites; each serves the
// densest areas first, with a soft edge; a person is covered when any operator
// covers them. Coverage is calibrated in each draw so that the opening stations
// give the observed opening coverage; from there it follows the densities, or
// what operators' bands reach in surroundings of each density. Stations and
// coverage are separate results. What counts is what was accepted: stations that
// are on air and not yet counted cover, carry, draw and cost nothing here.
// Left out: terrain, and sites that are switched off.
package mobile

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/ran"
	"github.com/headroom-planner/headroom/model/rollout"
)

// The limits on building are those of package rollout, in its order.
const bindings = int(rollout.Labour) + 1

// State is what one month leaves to the next.
type State struct {
	Terms Terms // set before Start

	stations []float64        // counted, by operator
	rolls    []rollout.Params // by operator
	sites    []rollout.State  // by operator
	plans    []float64        // stations a month that a trend plans at the start, by operator
	month    rollout.Out      // of the operator that was built last
	ordered  []float64        // in the month, by operator
	added    []float64        // in the subsidy's window, by operator
	paid     []float64        // stations already subsidised, by operator
	opening  float64          // national stations
	learning float64          // power of cumulative stations with which the equipment's cost falls

	villages []float64 // stations in villages that came first, by operator
	remote   float64   // those of the month
	shared   []float64 // stations that several operators share, by their owner
	serving  []float64 // stations that serve an operator's users by density, by operator

	bands         []stock        // by operator
	cuts          [frontiers]cut // the frontiers of the tables
	needs         []needs        // by table
	table         []int          // by operator: of its opening bands; that of its later ones follows
	done          []float64      // how far later bands have come in the month, by operator
	front, offset []float64      // frontier by operator, and the offset of its ramp
	first, last   []int          // its bounds among the cells
	radio         bool           // bands decide coverage in this draw
	others        []behind       // all but the farthest operator, by reach
	factor        float64        // calibration: stations needed are multiplied by it
	whole         int            // cells covered wholly
	wholeIn       []float64      // the same by province

	land  []land  // by operator
	loads []gear  // by operator
	watts kinds   // power of kinds of stations
	level float64 // factor that gives a station its stated power in the first month
	money purse
}

// Out is what one month shows.
type Out struct {
	Stations, Built        float64
	StationsBy, BuiltBy    []float64
	Stages                 rollout.Stages   // national, by state
	StagesBy               []rollout.Stages // by operator
	Coverage, AreaCoverage float64
	CoverageBy             []float64 // share of people by operator
	AreaBy, IndoorBy       []float64 // share of land, and of people in their buildings, by operator
	CoverageIn             []float64 // % of people by province
	StationsIn, UnderWayIn []float64 // by province
	PowerIn                []float64 // MW by province
	PowerInZone            []float64 // MW by power zone
	PeopleCovered          float64
	Indoor                 float64 // share of people; 0 without bands
	PerFourG               float64
	PowerMW                float64
	KWStation              float64 // a station's mean

	DemandGbps, ShortGbps float64 // of the busy hour
	ShortShare, Load      float64
	Carriers, SmallCells  float64 // stock of additions
	VillagesServed        float64

	CapexUSD, OpexUSD float64 // capex is net of the subsidy
	GrossCapexUSD     float64
	ReplacedUSD       float64
	Lines             ran.Money // the month's money by line, before the subsidy
	SubsidyUSD        float64
	UnitCostUSD       float64
	OwningUSD         float64   // of a station, over the years stated
	Binding           float64   // index of BindingOptions
	BindingBy         []float64 // by operator
	cut               [bindings]float64

	PlanGap                      float64
	PlanPowerMW                  float64
	RequiredFirst, RequiredMid   float64 // stations/day
	RequiredLast, RequiredPerOwn float64
	ObservedRate                 float64
	CalibratedArea               float64 // km2 a station covers at mean density
}

// NewState returns a state sized for p.
func NewState(p *Params, ax axis.Axis) State {
	n, g := len(p.Operators), len(p.cells.share)+1
	numbers := func() []float64 { return make([]float64, n) }
	s := State{
		stations: numbers(), rolls: make([]rollout.Params, n), sites: make([]rollout.State, n), plans: numbers(), ordered: numbers(), added: numbers(), paid: numbers(),
		villages: numbers(), shared: numbers(), serving: numbers(),
		bands: make([]stock, n), needs: make([]needs, 2*n), table: make([]int, n),
		done: numbers(), front: numbers(), offset: numbers(), first: make([]int, n), last: make([]int, n), wholeIn: make([]float64, len(p.Provinces)),
		others: make([]behind, 0, n), land: make([]land, n), loads: make([]gear, n),
	}
	for i := range n {
		for k := range 2 {
			s.needs[2*i+k] = needs{need: make([]float64, g-1), sum: make([]float64, g), rankSum: make([]float64, g), density: make([]float64, g-1)}
		}
		k := len(p.Provinces)
		s.land[i] = land{now: newServed(k), then: newServed(k)}
	}
	s.money = newPurse(ax.Steps)
	return s
}

// NewOut returns an output sized for p.
func NewOut(p *Params) Out {
	n, k := len(p.Operators), len(p.Provinces)
	return Out{StationsBy: make([]float64, n), BuiltBy: make([]float64, n), CoverageBy: make([]float64, n),
		AreaBy: make([]float64, n), IndoorBy: make([]float64, n), BindingBy: make([]float64, n), StagesBy: make([]rollout.Stages, n),
		CoverageIn: make([]float64, k), StationsIn: make([]float64, k), UnderWayIn: make([]float64, k), PowerIn: make([]float64, k), PowerInZone: make([]float64, p.zones)}
}

// Start resets the state and computes what is constant within the draw: each
// cell's need of stations, the calibration, the required rates.
func Start(p *Params, s *State, o *Out) {
	s.opening = 0
	s.learning = math.Log2(1 - p.LearningRate)
	for i := range p.Operators {
		op := &p.Operators[i]
		s.stations[i], s.serving[i], s.added[i], s.paid[i] = op.Stations, op.Stations, op.AddedInWindow, 0
		s.villages[i], s.shared[i], s.ordered[i] = 0, 0, 0
		s.opening += op.Stations
		underWay(p, s, i)
	}
	s.whole = 0
	clear(s.wholeIn)
	reachOf(p, s)
	for i := range s.bands {
		s.done[i] = s.bands[i].done(p.axis.Start, p.axis.Start)
	}
	calibrate(p, s)
	wallsOf(p, s)
	s.reachAll(p)
	s.startLand()
	startGear(p, s)
	startMoney(p, s, o)
	o.CalibratedArea = ratio(s.meanArea(p), s.factor)
	required(p, s, o)
	o.PlanPowerMW = p.PlanStations * p.SitePowerKW / kwPerMW
}

// Advance moves mobile through step t: what operators want, what limits them,
// what they build, whom it covers, what it carries, and what it draws and costs.
func Advance(p *Params, s *State, t axis.Step, m axis.Month, o *Out) {
	o.Built, o.SubsidyUSD = 0, 0
	clear(o.cut[:])
	learned := wright(p, s, o.Stations, t)
	o.UnitCostUSD = s.money.unitCost(learned, p.Sharing.of(m))
	for i := range p.Operators {
		o.BuiltBy[i], o.BindingBy[i] = 0, 0
		if t > 0 {
			build(p, s, t, m, i, o)
		}
	}
	o.Binding = largest(&o.cut)
	o.Stations, o.Stages = 0, rollout.Stages{}
	for i, n := range s.stations {
		o.StationsBy[i] = n
		o.Stations += n
		o.StagesBy[i] = s.sites[i].Stages
		o.Stages.Add(&s.sites[i].Stages)
	}
	serve(p, s, m, o)
	cover(p, s, m, o)
	ahead(p, s, o)
	carry(p, s, t, m, o)
	draw(p, s, t, o)
	o.PerFourG = ratio(o.Stations, p.Sites4G)
	pay(p, s, t, m, learned, o)
}

const (
	kwPerMW       = 1000
	monthsPerYear = 12
	usdPerMUSD    = 1e6
	mbpsPerGbps   = 1000
	percent       = 100
)

func ratio(a, b float64) float64 {
	if b <= 0 {
		return 0
	}
	return a / b
}

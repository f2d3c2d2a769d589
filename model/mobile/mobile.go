// Package mobile answers how many 5G stations are on air and how many people
// they cover, month by month, and what limits the building of more.
//
// Assumptions: operators build independently, each limited by its crews,
// vendor deliveries and budget; each serves the densest areas first, with a
// soft edge; a person is covered when any operator covers them. Coverage is
// calibrated in each draw so that the opening stations give the observed
// opening coverage; from there it follows the densities, or what operators' bands reach in
// surroundings of each density. Stations and
// coverage are separate results. Left out: capacity, terrain, seasons, permits,
// and sites that are switched off.
package mobile

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/ran"
)

// Params are the inputs of one draw.
type Params struct {
	On bool

	Forecast float64 // index of Forecasts

	PlanStations    float64 // stations, national
	PlanBy          float64 // axis.Month
	PlanAchievement float64 // additions achieved over additions planned
	TenderMonths    float64
	RampMonths      float64
	Commissioning   float64 // months
	TrendDrift      float64 // 1/year
	Sites4G         float64
	CeilingShare    float64 // of the 4G sites
	ObservedRate    float64 // stations/day

	Reach           float64 // index of ReachOptions
	ModelErrorDB    float64 // of path loss, the same for all bands
	OpeningCoverage float64 // share of people
	Elasticity      float64 // of a station's area to density
	Edge            float64 // width of an operator's soft edge, share of people
	Overlap         float64
	CoverageLimit   float64 // share of people

	SitePowerKW float64 // at the meter

	Equipment, SiteBuild, Installation float64 // USD/station
	NewSiteShare                       float64
	LearningRate                       float64
	Maintenance, Rent                  float64 // USD/station/year

	SubsidyShare     float64 // of equipment
	SubsidyThreshold float64 // stations an operator must add
	SubsidyFrom      float64 // axis.Month
	SubsidyUntil     float64 // axis.Month

	Operators []Operator
	Bands     []Band
	Provinces []Province

	cells cells // densest first; constant over draws
	axis  axis.Axis
}

// Operator is a mobile network operator.
type Operator struct {
	Name           string
	Stations       float64 // on air at the end of the first month
	AddedInWindow  float64 // stations it had added in the subsidy's window by then
	Uncounted      float64 // stations built before the run that its opening count leaves out
	BuildRate      float64 // stations/month, observed
	PlanShare      float64 // of the national plan's additions
	Commitment     float64 // stations to add
	CommitmentBy   float64 // axis.Month
	Crews          float64 // teams
	CrewRate       float64 // stations/month for each team
	LeadTime       float64 // months from order to delivery
	Deliveries     float64 // stations/month the vendors can deliver
	Stock          float64 // stations' equipment in store at the start
	BudgetMUSDYear float64 // MUSD/year
}

// Band is a carrier that an operator's stations have.
type Band struct {
	Name         string
	Operator     float64 // index
	FrequencyMHz float64
	Duplex       float64 // index of DuplexOptions
	Share        float64 // of the operator's stations, in the first month
	ShareLater   float64 // from the month By on; never below Share
	By           float64 // axis.Month
}

// Province is a province or city with its people and land.
type Province struct {
	Name       string
	Population float64
	AreaKM2    float64
	Sigma      float64 // standard deviation of log density within it
}

// The forecasts: model forms that a scenario samples as structure.
const (
	Trend = iota
	Plan
	Commitments
)

// State is what one month leaves to the next.
type State struct {
	stations []float64   // by operator
	orders   [][]float64 // [operator][month of arrival], cut off at the horizon
	store    []float64   // equipment delivered and not yet built, by operator
	added    []float64   // in the subsidy's window, by operator
	paid     []float64   // stations already subsidised, by operator
	opening  float64     // national stations
	learning float64     // power of cumulative stations with which the equipment's cost falls

	bands         []stock                      // by operator
	indoors       [2][ran.Environments]float64 // share of what is covered outdoors that is covered indoors: with the opening bands, with the later ones
	cuts          [frontiers]cut               // the frontiers of the tables
	needs         []needs                      // by table
	table         []int                        // by operator: of its opening bands; that of its later ones follows
	front, offset []float64                    // frontier by operator, and the offset of its ramp
	first, last   []int                        // its bounds among the cells
	radio         bool                         // bands decide coverage in this draw
	others        []behind                     // all but the farthest operator, by reach
	factor        float64                      // calibration: stations needed are multiplied by it
	whole         int                          // cells covered wholly
	wholeIn       []float64                    // the same by province
}

// Out is what one month shows.
type Out struct {
	Stations, Built        float64
	StationsBy, BuiltBy    []float64
	Coverage, AreaCoverage float64
	CoverageBy             []float64 // share of people by operator
	CoverageIn             []float64 // % of people by province
	PeopleCovered          float64
	Indoor                 float64 // share of people; 0 without bands
	PerFourG               float64
	PowerMW                float64
	CapexUSD, OpexUSD      float64 // capex is net of the subsidy
	GrossCapexUSD          float64
	SubsidyUSD             float64
	UnitCostUSD            float64
	Binding                float64   // index of BindingOptions
	BindingBy              []float64 // by operator
	cut                    [bindings]float64

	PlanGap                      float64
	RequiredFirst, RequiredMid   float64 // stations/day
	RequiredLast, RequiredPerOwn float64
	ObservedRate                 float64
	CalibratedArea               float64 // km2 a station covers at mean density
}

// Clone returns parameters that share no backing array a draw writes to. The
// cells are constant over draws and shared.
func (p Params) Clone() Params {
	p.Operators = append([]Operator(nil), p.Operators...)
	p.Provinces = append([]Province(nil), p.Provinces...)
	p.Bands = append([]Band(nil), p.Bands...)
	return p
}

// NewState returns a state sized for p.
func NewState(p *Params, ax axis.Axis) State {
	n, g := len(p.Operators), len(p.cells.share)+1
	s := State{
		stations: make([]float64, n), store: make([]float64, n), added: make([]float64, n), paid: make([]float64, n),
		orders: make([][]float64, n), bands: make([]stock, n), needs: make([]needs, 2*n), table: make([]int, n),
		front: make([]float64, n), offset: make([]float64, n), first: make([]int, n), last: make([]int, n), wholeIn: make([]float64, len(p.Provinces)),
		others: make([]behind, 0, n),
	}
	for i := range s.orders {
		s.orders[i] = make([]float64, ax.Steps)
		for k := range 2 {
			s.needs[2*i+k] = needs{sum: make([]float64, g), rankSum: make([]float64, g)}
		}
	}
	return s
}

// NewOut returns an output sized for p.
func NewOut(p *Params) Out {
	n := len(p.Operators)
	return Out{StationsBy: make([]float64, n), BuiltBy: make([]float64, n), CoverageBy: make([]float64, n),
		BindingBy: make([]float64, n), CoverageIn: make([]float64, len(p.Provinces))}
}

// Start resets the state and computes what is constant within the draw: each
// cell's need of stations, the calibration, the required rates.
func Start(p *Params, s *State, o *Out) {
	s.opening = 0
	s.learning = math.Log2(1 - p.LearningRate)
	for i := range p.Operators {
		op := &p.Operators[i]
		s.stations[i], s.store[i], s.added[i], s.paid[i] = op.Stations, op.Stock, op.AddedInWindow, 0
		s.opening += op.Stations
		clear(s.orders[i])
		// What was ordered before the run arrives at the observed pace.
		for t := 1; t < len(s.orders[i]) && t <= op.lead(); t++ {
			s.orders[i][t] = min(op.BuildRate, op.Deliveries)
		}
	}
	s.whole = 0
	clear(s.wholeIn)
	reachOf(p, s)
	calibrate(p, s)
	wallsOf(p, s)
	s.reachAll(p)
	o.CalibratedArea = ratio(s.meanArea(p), s.factor)
	required(p, s, o)
}

// Advance moves mobile through step t: what operators want, what limits them,
// what they build, whom it covers, and what it draws and costs.
func Advance(p *Params, s *State, t axis.Step, m axis.Month, o *Out) {
	o.Built, o.GrossCapexUSD, o.SubsidyUSD = 0, 0, 0
	clear(o.cut[:])
	o.UnitCostUSD = unitCost(p, s, o.Stations, t)
	for i := range p.Operators {
		o.BuiltBy[i], o.BindingBy[i] = 0, 0
		if t > 0 {
			build(p, s, t, m, i, o)
		}
	}
	o.Binding = largest(&o.cut)
	o.Stations = 0
	for i, n := range s.stations {
		o.StationsBy[i] = n
		o.Stations += n
	}
	cover(p, s, m, o)
	o.PerFourG = ratio(o.Stations, p.Sites4G)
	o.PowerMW = o.Stations * p.SitePowerKW / kwPerMW
	o.CapexUSD = o.GrossCapexUSD - o.SubsidyUSD
	o.OpexUSD = 0
	if t > 0 {
		o.OpexUSD = o.Stations * (p.Maintenance + p.Rent) / monthsPerYear
	}
}

const (
	kwPerMW       = 1000
	monthsPerYear = 12
	usdPerMUSD    = 1e6
	percent       = 100
)

func ratio(a, b float64) float64 {
	if b <= 0 {
		return 0
	}
	return a / b
}

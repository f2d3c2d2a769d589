package mobile

import (
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
	SwitchOn        float64 // months
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

	SitePowerKW float64 // at the meter, in the first month

	Equipment, SiteBuild, Installation float64 // USD/station
	NewSiteShare                       float64
	LearningRate                       float64
	Maintenance, Rent                  float64 // USD/station/year

	SubsidyShare     float64 // of equipment
	SubsidyThreshold float64 // stations an operator must add
	SubsidyFrom      float64 // axis.Month
	SubsidyUntil     float64 // axis.Month

	Traffic  Traffic
	Assets   Assets
	Sharing  Sharing
	Priority Priority

	Operators []Operator
	Bands     []Band
	Provinces []Province
	Seasons   []Season

	cells     cells // densest first; constant over draws
	axis      axis.Axis
	efficient []*ran.Efficiency // by operator, of its bands in their order; constant over draws
	zones     int               // one more than the greatest index of a province's zone
}

// Operator is a mobile network operator.
type Operator struct {
	Name           string
	Stations       float64 // counted at the end of the first month
	AddedInWindow  float64 // stations it had added in the subsidy's window by then
	Uncounted      float64 // stations on air before the run, beyond those usually under way, that its opening count leaves out
	BuildRate      float64 // stations/month, observed
	PlanShare      float64 // of the national plan's additions
	Commitment     float64 // stations to add
	CommitmentBy   float64 // axis.Month
	Permits        float64 // stations/month
	PermitLag      float64 // months from the plan to the permit
	Crews          float64 // teams
	CrewRate       float64 // stations/month for each team
	LeadTime       float64 // months from order to delivery
	Deliveries     float64 // stations/month the vendors can deliver
	Stock          float64 // stations' equipment in store at the start
	BudgetMUSDYear float64 // MUSD/year
	Users          float64 // share of 5G users, of the sum over operators
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
	Zone       float64 // index of the power zone its stations draw from; -1 if none is told
}

// Season is a calendar month in which crews build more or less than in an ordinary one.
type Season struct {
	Name  string
	Month float64 // 1 to 12
	Rate  float64 // crews' rate over that of an ordinary month
}

// Traffic is what users ask for and what is done to carry it.
type Traffic struct {
	On bool

	Adoption  axis.Path // share of the people covered who use 5G
	GB        float64   // GB/month and user at the start
	Growth    float64   // 1/year
	CeilingGB float64   // GB/month and user
	BusyShare float64   // of a day's traffic in its busiest hour

	Utilisation float64 // of what a carrier could carry, in the busy hour
	Overhead    float64
	SmallCells  float64 // a station at most, where it is urban

	CarrierUSD, SmallCellUSD float64

	SleepBelow, SleepShare float64 // see radio.Station
}

// Assets is what stations cost beside equipment and works, and how long all of
// it lasts.
type Assets struct {
	On bool

	PowerUSD, RouterUSD float64 // USD/station that needs one
	BackhaulShare       float64 // of new stations that need a new backhaul
	MicrowaveUSD        [3]float64
	FibreUSDM           [3]float64 // USD/m: urban, suburban, rural
	DistanceKM          [3]float64 // to what stands: urban, suburban, rural

	LifeElectronics, LifePower, LifeWorks float64 // years
	OpeningAge                            float64 // years, mean of the opening stations

	OwningYears float64 // over which the cost of owning a station is counted
}

// Sharing is that some new stations serve several operators.
type Sharing struct {
	On bool

	Form     float64 // index of SharingOptions
	Parties  float64 // operators to a shared station, its owner included
	Share    float64 // of new stations
	From     float64 // axis.Month
	GuestUSD float64 // USD a guest of a shared station: its own carriers
}

// Terms are what other domains say, for money's time and the cost of owning a station.
type Terms struct {
	DiscountRate float64 // real, 1/year
	USDPerKWh    float64
}

// Priority is that villages without signal come first.
type Priority struct {
	On bool

	Villages float64
	Stations float64 // a village
	People   float64 // a village
	From, By float64 // axis.Month
	ExtraUSD float64 // USD/station: power system and backhaul far from others
}

// The forecasts: model forms that a scenario samples as structure.
const (
	Trend = iota
	Plan
	Commitments
)

// Clone returns parameters that share no backing array a draw writes to. The
// cells and spectral efficiencies are constant over draws and shared.
func (p Params) Clone() Params {
	p.Operators = append([]Operator(nil), p.Operators...)
	p.Provinces = append([]Province(nil), p.Provinces...)
	p.Bands = append([]Band(nil), p.Bands...)
	p.Seasons = append([]Season(nil), p.Seasons...)
	p.Traffic.Adoption = p.Traffic.Adoption.Clone()
	return p
}

// Package power answers how much new data-centre load each grid zone can
// carry and when, and what the digital load costs in energy, carbon and money.
//
// Assumptions: a zone's headroom is for data centres and radio sites and no other load
// grows into it but that of others in a connection queue; loads are monthly means, so their peak is the mean, but for
// the design hour of halls that name a plant; one national emission factor. Time of
// use is blended over a flat load. Left out: power flow, losses between plant
// and meter, reactive power, own generation but for diesel of outages and tests.
package power

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/fast"
	"github.com/headroom-planner/headroom/model/grid"
)

// Params are the inputs of one draw.
type Params struct {
	On bool

	EmissionFactor axis.Path // kgCO2/kWh
	TariffDC       float64   // VND/kWh in the first month
	TariffRadio    float64   // VND/kWh in the first month
	TariffGrowth   float64   // 1/year
	PeakDemandMW   axis.Path // national

	Retail   Retail
	Factor   Factor
	Carbon   Carbon
	Backup   Backup
	Security Security
	Queue    Queue
	Hours    Hours
	Sources  Sources

	Zones []Zone

	fit  grid.Path // of the factor's record; filled by Prepare
	last float64   // month of its last value
}

// Zone is a part of the grid with a limit of its own.
type Zone struct {
	Name          string
	HeadroomMW    float64   // facility, beyond what is open at the start
	Reinforcement axis.Path // facility MW, cumulative
	DelayMonths   float64

	Transformers, RatingMVA, PeakMW float64 // where headroom is what they leave

	// Where connections are queued for.
	WorksMonths, StepMW, StepMonths, Steps, OthersMW float64
}

// The conversions of this package.
const (
	hoursPerDay   = 24
	monthsPerYear = 12
	mwhPerGWh     = 1000
	kwhPerGWh     = 1e6
	vndPerGVND    = 1e9
	percent       = 100
)

// State is what one month leaves to the next.
type State struct {
	started bool
	first   axis.Month
	growth  float64   // logarithm of the tariff's growth in a month
	openMW  []float64 // mean load in the first month, by zone
	gridMW  []float64 // this month's limit, by zone

	openRadioMW []float64 // radio sites' load in the first month, by zone

	queue queue
}

// Out is what one month shows.
type Out struct {
	DatacenterMW, RadioMW, DigitalMW       float64 // mean loads
	AccessMW                               float64 // of fixed access networks, at the radio sites' tariff
	DatacenterGWh, RadioGWh, EnergyGWh     float64 // in the month
	EmissionsKt, PeakShare, Tariff         float64
	EnergyCostVND                          float64 // in the month
	ZoneLoadMW, ZoneHeadroomMW, ZoneGridMW []float64

	FactorKg, CUE, MarketCUE       float64
	DatacenterKt                   float64 // in the month
	DemandVND, CarbonVND, WaterVND float64 // in the month; demand is part of the cost of energy
	MarketKt, SourceML             float64
	Generators, GeneratorHours     float64 // hours that a set runs in the month
	DieselML, DieselKt, DieselVND  float64 // in the month; part of the cost of energy
	ZoneFirmMW                     []float64

	Queue QueueOut

	PeakRate, NormalRate, OffPeakRate float64 // VND/kWh
	PeakHoursVND                      float64 // in the month; part of the cost of energy
	BoughtShare, RenewableShare       float64 // percent
}

// Clone returns parameters that share no backing array with p.
func (p Params) Clone() Params {
	p.EmissionFactor = p.EmissionFactor.Clone()
	p.PeakDemandMW = p.PeakDemandMW.Clone()
	p.Factor.Record = p.Factor.Record.Clone()
	p.Carbon.ShareBought = p.Carbon.ShareBought.Clone()
	p.Sources.Grid = p.Sources.Grid.Clone()
	p.Zones = append([]Zone(nil), p.Zones...)
	for i := range p.Zones {
		p.Zones[i].Reinforcement = p.Zones[i].Reinforcement.Clone()
	}
	return p
}

// NewState returns a state sized for p.
func NewState(p *Params) State {
	n := len(p.Zones)
	return State{openMW: make([]float64, n), gridMW: make([]float64, n), openRadioMW: make([]float64, n)}
}

// NewOut returns an output sized for p.
func NewOut(p *Params) Out {
	n := len(p.Zones)
	return Out{ZoneLoadMW: make([]float64, n), ZoneHeadroomMW: make([]float64, n), ZoneGridMW: make([]float64, n), ZoneFirmMW: make([]float64, n), Queue: QueueOut{Zones: make([]ZoneQueue, n)}}
}

// Start resets the state.
func Start(p *Params, s *State) {
	s.started = false
	clear(s.openMW)
	clear(s.gridMW)
	clear(s.openRadioMW)
	if p.Queue.On {
		s.queue.start(p)
	}
}

// Limits says how much new facility load each zone can carry by month m, beside what radio sites
// draw there, and how long a connection takes:
//
//	grid MW = max(0, headroom + reinforcement up to the month - growth of radio sites since the start)
//
// Where connections are queued for, reinforcement is the steps that have come and the
// time that of the works for one request. radioMW is by zone; zones beyond its end have no radio sites.
func Limits(p *Params, s *State, m axis.Month, radioMW, gridMW, delayMonths []float64) {
	for i := range p.Zones {
		z := &p.Zones[i]
		radio := 0.0
		if i < len(radioMW) {
			if !s.started {
				s.openRadioMW[i] = radioMW[i]
			}
			radio = radioMW[i] - s.openRadioMW[i]
		}
		if p.Queue.On {
			s.gridMW[i] = max(0, p.headroom(z)+s.queue.reinforced(p, i, m)-radio)
			gridMW[i], delayMonths[i] = s.gridMW[i], z.WorksMonths
			continue
		}
		s.gridMW[i] = max(0, p.headroom(z)+z.Reinforcement.At(m)-radio)
		gridMW[i], delayMonths[i] = s.gridMW[i], z.DelayMonths
	}
}

// Settle turns the month's mean loads into energy, carbon and money. The first
// month after Start is step 0: it shows loads and no flows.
//
//	GWh = MW x days x 24 / 1000
//	ktCO2 = GWh x kgCO2 per kWh
//	VND = GWh x 10^6 x tariff, tariff = tariff at the start x (1+growth)^(months/12)
func Settle(p *Params, s *State, m axis.Month, l *Load, o *Out) {
	flows := s.started
	if !s.started {
		s.started, s.first = true, m
		s.growth = math.Log1p(p.TariffGrowth) / monthsPerYear
		copy(s.openMW, l.FacilityMW)
	}
	o.DatacenterMW, o.RadioMW, o.AccessMW = 0, l.RANMW, l.AccessMW
	for i := range p.Zones {
		mw := l.FacilityMW[i]
		o.DatacenterMW += mw
		o.ZoneLoadMW[i], o.ZoneGridMW[i] = mw, s.gridMW[i]
		o.ZoneHeadroomMW[i] = s.gridMW[i] - (mw - s.openMW[i])
	}
	o.DigitalMW = o.DatacenterMW + o.RadioMW + o.AccessMW
	o.PeakShare = 0
	if peak := p.PeakDemandMW.At(m); peak > 0 {
		o.PeakShare = percent * o.DigitalMW / peak
	}
	growth := fast.Exp(s.growth * float64(m-s.first))
	is := p.price()
	o.Tariff = is.energy * growth
	hours := 0.0
	if flows {
		hours = float64(m.Days()) * hoursPerDay
	}
	o.DatacenterGWh, o.RadioGWh = o.DatacenterMW*hours/mwhPerGWh, o.RadioMW*hours/mwhPerGWh
	access := o.AccessMW * hours / mwhPerGWh
	o.EnergyGWh = o.DatacenterGWh + o.RadioGWh + access
	o.EmissionsKt = o.EnergyGWh * p.factor(m)
	o.EnergyCostVND = (o.DatacenterGWh*is.energy + (o.RadioGWh+access)*p.TariffRadio) * growth * kwhPerGWh
	p.settle(m, l, growth, hours, is, o)
	if p.Security.On {
		for i := range p.Zones {
			o.ZoneFirmMW[i] = p.firm(&p.Zones[i])
		}
	}
	if p.Queue.On {
		s.queue.freed(l.RetiredMW)
		s.queue.show(s, m, l, &o.Queue)
	}
}

package ran

import "math"

// Backhaul is how a station is connected.
type Backhaul uint8

// The ways.
const (
	Existing Backhaul = iota // what stands there is enough
	ByMicrowave
	ByFibre
)

// Build is a station to be built.
type Build struct {
	Environment Environment
	NewSite     bool // not beside another generation
	NewPower    bool // needs a power system of its own
	Backhaul    Backhaul
	KM          float64 // of backhaul
}

// NearestKM is the mean distance in km to the nearest of nodes that lie at
// random: 1 / (2 sqrt n), n nodes per km2.
func NearestKM(nodesPerKM2 float64) float64 { return 0.5 / math.Sqrt(nodesPerKM2) }

// BackhaulUSD is what a way costs over km: a hop by its class of length (to 15
// km, to 30 km, beyond), or metres of fibre.
func (p *Prices) BackhaulUSD(w Backhaul, km float64, e Environment) float64 {
	switch w {
	case ByMicrowave:
		switch {
		case km <= 15:
			return p.MicrowaveUSD[0]
		case km <= 30:
			return p.MicrowaveUSD[1]
		}
		return p.MicrowaveUSD[2]
	case ByFibre:
		return p.FibreUSDM[e] * km * 1000
	}
	return 0
}

// Cheaper is the way that costs less over km; fibre when they cost the same.
func (p *Prices) Cheaper(km float64, e Environment) Backhaul {
	if p.BackhaulUSD(ByMicrowave, km, e) < p.BackhaulUSD(ByFibre, km, e) {
		return ByMicrowave
	}
	return ByFibre
}

// Station adds count stations to a bill at the first day's prices.
func (p *Prices) Station(b Build, count float64, m *Money) {
	m[Equipment] += count * p.EquipmentUSD
	m[Installation] += count * p.InstallationUSD
	m[Router] += count * p.RouterUSD
	if b.NewSite {
		m[Site] += count * p.SiteUSD[b.Environment]
	}
	if b.NewPower {
		m[PowerSystem] += count * p.PowerUSD
	}
	way := count * p.BackhaulUSD(b.Backhaul, b.KM, b.Environment)
	if b.Backhaul == ByMicrowave {
		m[Microwave] += way
	} else {
		m[Fibre] += way
	}
}

// Running is what runs in a number of years.
type Running struct {
	Stations  [Environments]float64
	KWh       float64 // taken from the grid
	USDPerKWh float64
}

// Running adds the opex of years (1/12 is a month) that does not depend on
// assets' prices: upkeep, rent, energy. KWh are those of the whole time.
func (p *Prices) Running(r *Running, years float64, m *Money) {
	for e, n := range r.Stations {
		m[Maintenance] += n * p.UpkeepUSD * years
		m[Rent] += n * p.RentUSD[e] * years
	}
	m[Energy] += r.KWh * r.USDPerKWh
}

package grid

import (
	"math"

	"github.com/headroom-planner/headroom/model/plant"
)

// Cap is an upper limit that a rule sets. Infinite is no limit.
type Cap float64

// NoCap is no limit.
func NoCap() Cap { return Cap(math.Inf(1)) }

// Slack is how far x is below the cap; below 0 it is above by that.
func (c Cap) Slack(x float64) float64 { return float64(c) - x }

// Met says whether x is at most the cap. What is no number meets no cap.
func (c Cap) Met(x float64) bool { return x <= float64(c) }

// Levers are what a state or an owner can set.
type Levers struct {
	Tariff       Tariff  // of the class and voltage that a data centre is put in
	VNDPerTonne  float64 // price of carbon
	VNDPerM3     float64 // price of water on site
	PUECap       Cap     // of a year
	WUECap       Cap     // L/kWh of a year on site
	Recharge     float64 // margin of a connection for batteries
	GridLitres   float64 // L/kWh at power plants
	MarketShares []Contract[Operational]
}

// Check says whether all is in range.
func (l *Levers) Check() error {
	const of = "levers"
	inf := math.Inf(1)
	return first(l.Tariff.Check(), within(of, "price of carbon", "VND/t", l.VNDPerTonne, 0, 1e8), within(of, "price of water", "VND/m3", l.VNDPerM3, 0, 1e6),
		within(of, "PUE cap", "", float64(l.PUECap), 1, inf), within(of, "WUE cap", "L/kWh", float64(l.WUECap), 0, inf),
		within(of, "recharge margin", "", l.Recharge, 0, 0.5), within(of, "water of the grid", "L/kWh", l.GridLitres, 0, 100))
}

// Row is a line of a trade-off table: what a MW of IT load takes in a year.
type Row struct {
	PUE, WUE, SourceWUE float64
	PUESlack, WUESlack  float64 // below the caps; below 0 is above them
	Met                 bool    // both caps

	FacilityMWh      float64
	RequestMW        float64 // of the grid, on the design day with recharge
	SiteML, SourceML float64
	Carbon           Carbon[Operational] // kg
	CUE              Operational         // kg/kWh of IT, by location

	EnergyVND, DemandVND, WaterVND, CarbonVND float64
}

// TotalVND is energy, demand, water and carbon.
func (r Row) TotalVND() float64 { return r.EnergyVND + r.DemandVND + r.WaterVND + r.CarbonVND }

// TradeOff is the row of a plant at an IT load that is the same all year, a share
// of the rated one, in a grid of an emission factor. All is per MW of IT load (8,760
// MWh of IT a year), so that plants compare at the same work. Carbon is priced by
// location. Energy is charged at the flat blend of the tariff: that PUE is higher
// in dear hours of the afternoon than at night is left out. Demand is charged at
// the design day's power in every month, which is the most it can be.
func TradeOff(t *plant.Table, load float64, l *Levers, grid Operational) (Row, error) {
	const of = "trade-off"
	market, err := MarketBased(grid, l.MarketShares)
	if err = first(l.Check(), err, within(of, "load", "", load, 1e-3, 1)); err != nil {
		return Row{PUE: math.NaN()}, err
	}
	var loads [monthsPerYear]float64
	for m := range loads {
		loads[m] = load
	}
	y, err := YearOf(t, 1000/load, loads) // 1 MW of load
	if err != nil {
		return Row{PUE: math.NaN()}, err
	}
	request, err := PeakFactor(t, load, l.Recharge)
	if err != nil {
		return Row{PUE: math.NaN()}, err
	}
	r := Row{
		PUE: y.PUE(), WUE: y.WUE(), SourceWUE: y.SourceWUE(l.GridLitres),
		FacilityMWh: y.FacilityKWh / 1000, RequestMW: request,
		SiteML: y.SiteLitres / 1e6, SourceML: y.SourceLitres(l.GridLitres) / 1e6,
		Carbon: CarbonOf(y.FacilityKWh, grid, market), CUE: CUE(y.FacilityKWh, y.ITKWh, grid),
		EnergyVND: y.FacilityKWh * l.Tariff.FlatEnergy(),
		DemandVND: t.Peak(load) * 1000 * l.Tariff.Demand * monthsPerYear,
		WaterVND:  y.SiteLitres / litresPerM3 * l.VNDPerM3,
	}
	r.CarbonVND = float64(r.Carbon.Location) / kgPerTonne * l.VNDPerTonne
	r.PUESlack, r.WUESlack = l.PUECap.Slack(r.PUE), l.WUECap.Slack(r.WUE)
	r.Met = l.PUECap.Met(r.PUE) && l.WUECap.Met(r.WUE)
	return r, nil
}

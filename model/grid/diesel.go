package grid

import "math"

// FuelCurve is litres per hour of a diesel generator per kW of its rating at a
// load x from 0 to 1 of it: Idle + Linear x + Square x^2.
type FuelCurve struct{ Idle, Linear, Square float64 }

// LargeDiesel is the curve of large sets: the least squares fit to a chart of fuel at a quarter, a half,
// three quarters and full load, sets of 1,000 to 2,250 kW. It is within 2 % of the
// chart there, and up to 6 % below it for sets of 250 to 750 kW. Source: the
// "approximate diesel fuel consumption chart" that suppliers of generators hand
// round (as at oer.enviraj.com): medium confidence.
func LargeDiesel() FuelCurve { return FuelCurve{0.0362, 0.1654, 0.0666} }

// Litres is litres per hour of sets of a rating in kW that share a load in kW.
func (c FuelCurve) Litres(ratedKW, loadKW float64) float64 {
	x := loadKW / ratedKW
	return ratedKW * (c.Idle + x*(c.Linear+x*c.Square))
}

// DieselKgPerLitre is kg of CO2 of a litre: 74.1 kg/GJ x 43.0 GJ/t x 0.84 kg/L.
// Source: IPCC Guidelines 2006, volume 2, tables 1.2 and 1.4; density in the middle
// of EN 590 (0.820 to 0.845).
const DieselKgPerLitre = 74.1 * 43.0 * 0.84 / 1000

// Generators are sets of one rating. How many a level of redundancy takes is
// plant.Modules.
type Generators struct {
	UnitKW      float64
	Installed   float64
	Curve       FuelCurve
	TankLitres  float64 // usable, of all sets
	VNDPerLitre float64
}

// Runs is what running them takes.
type Runs struct {
	Hours  float64
	KWh    float64 // to the site; what a load bank burns is not
	Litres float64
	VND    float64
	CO2Kg  float64 // Scope 1, of combustion
}

// Add puts runs together.
func (r *Runs) Add(o Runs) {
	r.Hours += o.Hours
	r.KWh += o.KWh
	r.Litres += o.Litres
	r.VND += o.VND
	r.CO2Kg += o.CO2Kg
}

// Check says whether a set is one that the curve was looked at for.
func (g *Generators) Check() error {
	const of = "generators"
	return first(within(of, "rating", "kW", g.UnitKW, 20, 20000), within(of, "installed", "", g.Installed, 1, 1e4),
		within(of, "idle fuel", "L/h/kW", g.Curve.Idle, 0, 0.2), within(of, "linear fuel", "L/kWh", g.Curve.Linear, 0, 0.6),
		within(of, "square fuel", "L/kWh", g.Curve.Square, -0.2, 0.6), within(of, "tank", "L", g.TankLitres, 0, 1e9),
		within(of, "price of diesel", "VND/L", g.VNDPerLitre, 0, 1e6))
}

// Outage is what hours without the grid take at a facility load in kW, on being
// how many sets run and share it. Batteries carry the first seconds and are
// charged again by the grid, so the energy is load x hours.
func (g *Generators) Outage(hours, facilityKW, on float64) (Runs, error) {
	const of = "outage"
	if err := first(g.Check(), within(of, "hours", "h", hours, 0, hoursPerYear+24), within(of, "sets that run", "", on, 1, g.Installed),
		within(of, "load of the sets", "kW", facilityKW, 0, on*g.UnitKW)); err != nil {
		return Runs{Litres: math.NaN()}, err
	}
	return g.runs(hours, facilityKW*hours, g.Curve.Litres(on*g.UnitKW, facilityKW)*hours), nil
}

// Tests is what a year of tests takes: each set runs so many times for so many
// hours at a share of its rating, into the site or into a load bank. NFPA 110
// (2010, section 8.4.2) has twelve half-hours at 30 % or more.
func (g *Generators) Tests(times, hours, share float64, loadBank bool) (Runs, error) {
	const of = "tests of generators"
	if err := first(g.Check(), within(of, "times a year", "", times, 0, 366), within(of, "hours", "h", hours, 0, 24), within(of, "load", "", share, 0, 1)); err != nil {
		return Runs{Litres: math.NaN()}, err
	}
	all := times * hours * g.Installed
	kwh := all * share * g.UnitKW
	if loadBank {
		kwh = 0
	}
	r := g.runs(times*hours, kwh, all*g.Curve.Litres(g.UnitKW, share*g.UnitKW))
	return r, nil
}

func (g *Generators) runs(hours, kwh, litres float64) Runs {
	return Runs{hours, kwh, litres, litres * g.VNDPerLitre, litres * DieselKgPerLitre}
}

// Autonomy is how many hours the tanks last at a facility load in kW shared by
// so many sets.
func (g *Generators) Autonomy(facilityKW, on float64) (float64, error) {
	r, err := g.Outage(1, facilityKW, on)
	if err != nil {
		return math.NaN(), err
	}
	return g.TankLitres / r.Litres, nil
}

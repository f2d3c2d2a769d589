package grid

import (
	"math"

	"github.com/headroom-planner/headroom/model/valid"
)

// Rates are prices of energy in VND/kWh by period.
type Rates [periods]float64

// Tariff is what a customer of a class at a voltage pays. Without a charge for
// demand it has one part, with it two.
type Tariff struct {
	Windows Windows
	Energy  Rates   // VND/kWh
	Demand  float64 // VND per kW of a month's greatest load, 0 for none
}

// Check says whether prices are in the range that was looked at: 0 to 50,000
// VND/kWh and 0 to 5 million VND per kW and month, and whether each half-hour has
// a period.
func (t *Tariff) Check() error {
	const of = "tariff"
	err := within(of, "demand charge", "VND/kW", t.Demand, 0, 5e6)
	for p, name := range [periods]string{"normal price", "off-peak price", "peak price"} {
		err = first(err, within(of, name, "VND/kWh", t.Energy[p], 0, 50000))
	}
	for day := range t.Windows {
		for _, p := range t.Windows[day] {
			err = first(err, within(of, "period", "", float64(p), 0, float64(periods-1)))
		}
	}
	return err
}

// Bill is what a load costs over a year.
type Bill struct {
	KWh       Rates // of each period
	PeakKW    float64
	EnergyVND float64
	DemandVND float64
}

// TotalKWh is the energy of all periods.
func (b *Bill) TotalKWh() float64 { return b.KWh[Normal] + b.KWh[OffPeak] + b.KWh[Peak] }

// TotalVND is energy and demand.
func (b *Bill) TotalVND() float64 { return b.EnergyVND + b.DemandVND }

// Blend is VND/kWh of the whole bill: cost over energy. NaN without energy.
func (b *Bill) Blend() float64 {
	if b.TotalKWh() == 0 {
		return math.NaN()
	}
	return b.TotalVND() / b.TotalKWh()
}

// Year is the bill of a year of hourly loads in kW: 8,760 or 8,784 of them, the
// first from midnight on 1 January, which is the day of the week given. Energy is
// charged by the half-hour's period, demand by each month's greatest hour.
func (t *Tariff) Year(kw []float64, begins Weekday) (Bill, error) {
	const of = "annual bill"
	leap := len(kw) == hoursPerYear+24
	err := first(t.Check(), within(of, "first day of the week", "", float64(begins), 0, float64(Sunday)))
	if !leap {
		err = first(err, within(of, "hours", "h", float64(len(kw)), hoursPerYear, hoursPerYear))
	}
	for h, x := range kw {
		if !(x >= 0 && x <= 1e8) {
			err = first(err, &valid.RangeError{Of: of, Quantity: "load of hour " + valid.Number(float64(h), ""), Unit: "kW", Value: x, Min: 0, Max: 1e8})
			break
		}
	}
	if err != nil {
		return Bill{}, err
	}
	var b Bill
	for p := range b.KWh {
		b.KWh[p] = t.Windows.Energy(kw, begins, Period(p))
		b.EnergyVND += b.KWh[p] * t.Energy[p]
	}
	from := 0
	for m, days := range monthDays {
		hours := int(days) * 24
		if leap && m == 1 {
			hours += 24
		}
		most := 0.0
		for _, x := range kw[from : from+hours] {
			most = max(most, x)
		}
		b.PeakKW = max(b.PeakKW, most)
		b.DemandVND += most * t.Demand
		from += hours
	}
	return b, nil
}

// Flat is VND/kWh of a load that is the same in every hour of a week:
// sum of hours x price / 168 + 12 x demand charge / 8760. It is what a data
// centre's bill comes to, whose load hardly follows the day.
func (t *Tariff) Flat() float64 {
	return t.FlatEnergy() + monthsPerYear*t.Demand/hoursPerYear
}

// FlatEnergy is Flat without the charge for demand.
func (t *Tariff) FlatEnergy() float64 {
	sum := 0.0
	for p := range t.Energy {
		sum += t.Windows.Hours(Period(p)) * t.Energy[p]
	}
	return sum / hoursPerWeek
}

// After is the tariff with all prices (1+growth)^years as high. Growth is from
// -0.2 to 0.5 a year, years from 0 to 60. A tariff that is raised in steps is
// below this between them and above it never, if the steps follow it.
func (t Tariff) After(years, growth float64) (Tariff, error) {
	const of = "escalation"
	if err := first(within(of, "years", "", years, 0, 60), within(of, "growth", "1/year", growth, -0.2, 0.5)); err != nil {
		return Tariff{}, err
	}
	f := math.Pow(1+growth, years)
	for p := range t.Energy {
		t.Energy[p] *= f
	}
	t.Demand *= f
	return t, nil
}

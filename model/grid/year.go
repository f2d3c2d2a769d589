package grid

import (
	"math"

	"github.com/headroom-planner/headroom/model/plant"
)

// Year is sums of a hall or of many over a year. Ratios are taken of sums, so that
// a hall weighs by its IT energy.
type Year struct {
	ITKWh, FacilityKWh float64
	SiteLitres         float64
}

// YearOf is the sums of a plant of a rated IT power in kW whose load is a share of
// it, 0 to 1, by month from January. At no load it still draws and drinks.
func YearOf(t *plant.Table, ratedITKW float64, load [monthsPerYear]float64) (Year, error) {
	const of = "year of a plant"
	err := within(of, "rated IT power", "kW", ratedITKW, 0, 1e7)
	for _, u := range load {
		err = first(err, within(of, "load", "", u, 0, 1))
	}
	if err != nil {
		return Year{FacilityKWh: math.NaN()}, err
	}
	var y Year
	for m, u := range load {
		kwh := ratedITKW * 24 * monthDays[m]
		y.ITKWh += u * kwh
		y.FacilityKWh += t.PowerKW(u, m+1) * kwh
		y.SiteLitres += t.WaterKgH(u, m+1) * kwh
	}
	return y, nil
}

// Add puts years together.
func (y *Year) Add(o Year) {
	y.ITKWh += o.ITKWh
	y.FacilityKWh += o.FacilityKWh
	y.SiteLitres += o.SiteLitres
}

// per is a ratio of sums, NaN without IT.
func (y *Year) per(x float64) float64 {
	if !(y.ITKWh > 0) {
		return math.NaN()
	}
	return x / y.ITKWh
}

// PUE is facility over IT energy. NaN without IT.
func (y *Year) PUE() float64 { return y.per(y.FacilityKWh) }

// WUE is litres on site per kWh of IT. NaN without IT.
func (y *Year) WUE() float64 { return y.per(y.SiteLitres) }

// SourceLitres is water on site and at power plants, gridLitres being litres that
// these consume per kWh. There is no figure for Viet Nam's grid. Macknick and
// others (Environmental Research Letters 7, 2012, 045802) have medians of 2.6 L/kWh
// for coal with towers and 17 for hydropower in the United States; from memory.
func (y *Year) SourceLitres(gridLitres float64) float64 {
	return y.SiteLitres + y.FacilityKWh*gridLitres
}

// SourceWUE is WUE + PUE x litres of the grid per kWh. NaN without IT.
func (y *Year) SourceWUE(gridLitres float64) float64 { return y.per(y.SourceLitres(gridLitres)) }

// PeakFactor is facility over IT power at the worse design condition of the year,
// with a margin for the recharge of batteries: PUE at design x (1 + recharge). It is
// what a request in IT power is multiplied by. Load is the IT load of that hour
// over the rated one, 0 excluded to 1; recharge from 0 to 0.5.
func PeakFactor(t *plant.Table, load, recharge float64) (float64, error) {
	const of = "peak request"
	if err := first(within(of, "load", "", load, 1e-6, 1), within(of, "recharge margin", "", recharge, 0, 0.5)); err != nil {
		return math.NaN(), err
	}
	return t.Peak(load) * (1 + recharge), nil
}

// PeakRequestKW is what a connection is asked for: IT power of the design hour x
// PeakFactor.
func PeakRequestKW(t *plant.Table, ratedITKW, load, recharge float64) (float64, error) {
	f, err := PeakFactor(t, load, recharge)
	return ratedITKW * load * f, err
}

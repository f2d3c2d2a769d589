package plant

import "math"

// Bound says, as a set of bits, what in a balance was outside the range of its
// model and was held at its end.
type Bound uint8

// The bounds.
const (
	LowPart  Bound = 1 << iota // a chiller below a quarter of its load: COP as at a quarter, it cycles
	Overload                   // more heat or power than the plant is rated for
	LowLift                    // lift below the least: COP as at the least
	HighLift                   // lift above the greatest the model was looked at: continued
	Unfitted                   // a published fit outside the range of its points: bounded
)

// Chiller is a number of equal compression chillers or direct-expansion units.
type Chiller struct {
	Carnot    float64 // share of the Carnot COP at rated load
	EvapK     float64 // evaporation below the supply temperature
	CondenseK float64 // condensation above the medium that takes the heat: tower water or outdoor air
	MinLiftK  float64 // least difference of condensation and evaporation
	MaxLiftK  float64 // greatest
	Part      Part
	Units     float64 // that carry the rated load
	Spare     float64 // installed besides; they do not run
}

// Part is the power of a chiller over its rated power, in the same conditions,
// as a quadratic of load over rated load x, 0.25 to 1.
type Part struct{ A, B, C float64 }

// WaterCooledPart and AirCooledPart are least squares of COP at loads of .25, .5,
// .75 and 1 that the Gaussian processes of Lei and Masanet (2022) give at 20 C
// water and at 35 C air: 5.85 7.29 7.80 7.68 and 1.87 2.78 3.16 2.91. They are
// within 1.6 % and 5 % of them.
var (
	WaterCooledPart = Part{0.154, 0.646, 0.200}
	AirCooledPart   = Part{0.325, 0.118, 0.557}
)

// Power is A + B x + C x^2, held in proportion to the load below a quarter, and
// at the rated efficiency above 1.
func (p Part) Power(x float64) (share float64, b Bound) {
	switch {
	case x > 1+1e-9:
		return x, Overload
	case x < 0.25:
		return x / 0.25 * (p.A + p.B*0.25 + p.C*0.0625), LowPart
	}
	return p.A + x*(p.B+x*p.C), 0
}

// COP is the coefficient of performance at a supply temperature, a temperature
// of the medium in C, and a part load x of a machine: Carnot share x Te/(Tc - Te)
// x x/power(x) in K. The lift is bounded.
func (c *Chiller) COP(supplyC, mediumC, x float64) (cop float64, b Bound) {
	evap := supplyC - c.EvapK
	lift := mediumC + c.CondenseK - evap
	switch {
	case lift < c.MinLiftK:
		lift, b = c.MinLiftK, LowLift
	case lift > c.MaxLiftK:
		b = HighLift
	}
	power, partly := c.Part.Power(x)
	return c.Carnot * (evap + zeroK) / lift * x / power, b | partly
}

// KW is what the compressors draw to take heatKW out at a supply temperature,
// with the least number of machines on. ratedKW is what all but the spare carry.
func (c *Chiller) KW(heatKW, ratedKW, supplyC, mediumC float64) (kw float64, b Bound) {
	if heatKW <= 0 {
		return 0, 0
	}
	unit := ratedKW / c.Units
	on := math.Min(c.Units, math.Ceil(heatKW/unit*(1-1e-9)))
	cop, b := c.COP(supplyC, mediumC, heatKW/(on*unit))
	return heatKW / cop, b
}

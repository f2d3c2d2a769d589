package fit

import "math"

// Richards has the logistic and the Gompertz curve as members.
//
//	N(t) = K (1 + V exp(-R (t - T0)))^(-1/V)
//
// K is the ceiling, in the unit of the series, above 0; R a rate, per year,
// above 0; V, above 0, the shape: 1 is the logistic, and V -> 0 is the
// Gompertz curve with C = R and B = exp(R T0). T0 is the year since the launch
// when the pace is highest, at (1 + V)^(-1/V) of the ceiling, whatever V. The
// factor usually called Q is V here: Q and T0 say the same thing twice.
//
// Source: Richards, "A flexible growth function for empirical use", Journal of
// Experimental Botany 10, 1959.
type Richards struct{ K, R, T0, V float64 }

// At is K (1 + V exp(-R (t - T0)))^(-1/V), without loss of digits at small V.
func (c Richards) At(t float64) float64 {
	x := math.Exp(-c.R * (t - c.T0))
	if c.V == 0 {
		return c.K * math.Exp(-x)
	}
	return c.K * math.Exp(-math.Log1p(c.V*x)/c.V)
}

// Params are K, R, T0, V.
func (c Richards) Params() []float64 { return []float64{c.K, c.R, c.T0, c.V} }

package fit

import "math"

// Logistic grows by a share of itself and of the room left.
//
//	N(t) = K / (1 + exp(-R (t - T0)))
//
// K is the ceiling, in the unit of the series, above 0; R the growth rate of
// the beginning, per year, above 0; T0 the year since the launch when half of
// the ceiling stands and the pace is highest, K R / 4 a year. N is never 0.
//
// Source: Verhulst, "Notice sur la loi que la population suit dans son
// accroissement", Correspondance mathématique et physique 10, 1838.
type Logistic struct{ K, R, T0 float64 }

// At is K / (1 + exp(-R (t - T0))).
func (c Logistic) At(t float64) float64 { return c.K / (1 + math.Exp(-c.R*(t-c.T0))) }

// Params are K, R, T0.
func (c Logistic) Params() []float64 { return []float64{c.K, c.R, c.T0} }

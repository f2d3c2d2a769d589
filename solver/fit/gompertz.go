package fit

import "math"

// Gompertz grows by a share of itself that falls exponentially: a steep
// beginning and a long tail.
//
//	N(t) = K exp(-B exp(-C t))
//
// K is the ceiling, in the unit of the series, above 0; B, above 0, says how
// little stands at the launch, K exp(-B); C is the decline of the growth rate,
// per year, above 0. The pace is highest, K C / e a year, at ln(B) / C, when
// 1/e = 37 % of the ceiling stands.
//
// Source: Gompertz, "On the nature of the function expressive of the law of
// human mortality", Philosophical Transactions 115, 1825; as a growth curve:
// Winsor, PNAS 18, 1932.
type Gompertz struct{ K, B, C float64 }

// At is K exp(-B exp(-C t)).
func (c Gompertz) At(t float64) float64 { return c.K * math.Exp(-c.B*math.Exp(-c.C*t)) }

// Params are K, B, C.
func (c Gompertz) Params() []float64 { return []float64{c.K, c.B, c.C} }

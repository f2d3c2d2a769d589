package plant

import "math"

// LargeDry is what the kinds lack: the halls, electrical chain and loop of 20 C of a
// large plant on air-cooled chillers no better than those of the midsize kind. It is
// liquid cooling's plant without its liquid, and ours: nothing published checks it.
func LargeDry() Spec {
	s := liquid()
	s.LiquidShare, s.Liquid, s.Chiller.Carnot = 0, LiquidLoop{}, .37
	return named("large, air-cooled chillers", s)
}

// Quantiles are the values at 5, 50 and 95 % of a factor.
type Quantiles struct{ P05, P50, P95 float64 }

// At is the factor at a standard score z: log-normal on either side of the median,
// through the three quantiles.
func (q Quantiles) At(z float64) float64 {
	to := q.P95
	if z < 0 {
		to, z = q.P05, -z
	}
	return q.P50 * math.Exp(z/z95*math.Log(to/q.P50))
}

const z95 = 1.6448536269514722 // the standard score of 95 %

// Spread says how plants of one kind differ: by what the overhead (PUE - 1) and the
// water of the kind's table are multiplied.
type Spread struct{ Overhead, Water Quantiles }

// Spreads are those of [Kinds], in their order, and of [LargeDry], which is last. Each is the
// quantiles over 4,096 plants whose parameters are drawn evenly over the ranges that
// Lei and Masanet (2022) publish (model/grid/testdata/pue_cap_4096.csv) over the kind's own
// table, at .7 of load, as the geometric mean over Ha Noi, Da Nang and Ho Chi Minh
// City, between which they hardly differ but for the first kind.
func Spreads() []Spread {
	dry := Quantiles{1, 1, 1}
	return []Spread{
		{Quantiles{.393, .968, 1.364}, Quantiles{.111, 1.090, 1.755}},
		{Quantiles{.764, 1.006, 1.275}, Quantiles{.948, 1.102, 1.527}},
		{Quantiles{.744, .998, 1.289}, Quantiles{.629, 1.070, 1.586}},
		{Quantiles{.804, 1.023, 1.284}, Quantiles{.908, 1.109, 1.561}},
		{Quantiles{.808, 1.024, 1.281}, Quantiles{.909, 1.111, 1.562}},
		{Quantiles{.720, .993, 1.333}, dry},
		{Quantiles{.787, 1.021, 1.332}, dry},
		{Quantiles{.812, 1.030, 1.397}, Quantiles{.926, 1.188, 1.664}},
		{Quantiles{.805, 1.017, 1.330}, dry},
		{Quantiles{.820, 1.009, 1.312}, dry},
		{Quantiles{.654, 1.010, 1.400}, dry},
		{Quantiles{.764, 1.010, 1.384}, dry},
	}
}

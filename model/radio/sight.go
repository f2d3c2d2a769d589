package radio

import "math"

// LOSProbability is the probability that a user outdoors at a horizontal
// distance of dM metres sees the base station.
//
//	RMa  exp(-(d-10)/1000) beyond 10 m
//	UMi  18/d + exp(-d/36)(1 - 18/d) beyond 18 m
//	UMa  (18/d + exp(-d/63)(1 - 18/d)) (1 + C (5/4) (d/100)^3 exp(-d/150)) beyond 18 m,
//	     C = ((hUT-13)/10)^1.5 from 13 m, else 0
//
// Valid for users to 23 m (UMa), 22.5 m (UMi), 10 m (RMa). Source: 3GPP TR
// 38.901 V16 Table 7.4.2-1.
func (m Model) LOSProbability(dM float64) (float64, error) {
	const of = "line of sight (TR 38.901 Table 7.4.2-1)"
	lo, hi := 1.5, 23.0
	switch m.Scenario {
	case UMa:
	case UMi:
		hi = 22.5
	case RMa:
		lo, hi = 1, 10
	default:
		return math.NaN(), m.Check()
	}
	if err := first(
		within(of, "height of the user", "m", m.UserM, lo, hi),
		within(of, "distance", "m", dM, 0, math.MaxFloat64),
	); err != nil {
		return math.NaN(), err
	}
	return m.losProbability(dM), nil
}

// losProbability is LOSProbability of a checked model.
func (m *Model) losProbability(dM float64) float64 {
	switch m.Scenario {
	case RMa:
		return math.Exp(-math.Max(0, dM-10) / 1000)
	case UMi:
		return sight(dM, 36)
	}
	p := sight(dM, 63)
	if m.UserM > 13 && dM > 18 {
		p *= 1 + math.Pow((m.UserM-13)/10, 1.5)*1.25*math.Pow(dM/100, 3)*math.Exp(-dM/150)
	}
	return math.Min(1, p)
}

func sight(dM, scaleM float64) float64 {
	if dM <= 18 {
		return 1
	}
	return 18/dM + math.Exp(-dM/scaleM)*(1-18/dM)
}

package plant

import "math"

// RatioOfWetBulb is the humidity ratio in kg/kg of air with a dry and a wet bulb
// in C. Over water, from 0 C: ((2501 - 2.326 w) Ws - 1.006 (t - w)) / (2501 +
// 1.86 t - 4.186 w); over ice with 2830 - 0.24 w and 2.1 w. Never below 0.
// Source: ASHRAE Fundamentals 2017, ch. 1 eq. 33 and 35.
func RatioOfWetBulb(dryC, wetC, pressurePa float64) (float64, error) {
	const of = "humidity ratio of a wet bulb"
	if err := first(airRange(of, dryC, 0, pressurePa), within(of, "wet bulb", "C", wetC, dryC-45, dryC)); err != nil {
		return math.NaN(), err
	}
	return math.Max(0, ratioOfWet(dryC, wetC, pressurePa)), nil
}

func ratioOfWet(t, w, pressurePa float64) float64 {
	ws := saturated(w, pressurePa)
	if w >= 0 {
		return ((2501-2.326*w)*ws - 1.006*(t-w)) / (2501 + 1.86*t - 4.186*w)
	}
	return ((2830-0.24*w)*ws - 1.006*(t-w)) / (2830 + 1.86*t - 2.1*w)
}

// WetBulbC is the thermodynamic wet bulb in C of air at a dry bulb in C, a
// relative humidity from 0 to 1 and a pressure in Pa. Newton's steps that
// leave the bracket become bisections, so that it ends in any case. Valid from
// -40 to 60 C and 50 to 120 kPa.
func WetBulbC(dryC, rh, pressurePa float64) (float64, error) {
	if err := airRange("wet bulb", dryC, rh, pressurePa); err != nil {
		return math.NaN(), err
	}
	return wetOfRatio(dryC, ratioAt(rh*saturation(dryC), pressurePa), pressurePa), nil
}

// wetOfRatio is the wet bulb of air with a humidity ratio. It lies within 45 K
// below the dry bulb: dry air of 60 C has 21 C.
func wetOfRatio(t, ratio, pressurePa float64) float64 {
	lo, hi := t-45, t
	w := t
	for range 60 {
		off := ratioOfWet(t, w, pressurePa) - ratio
		if off > 0 {
			hi = w
		} else {
			lo = w
		}
		// d ratioOfWet / dw is about dWs/dw + 1.006 / 2501: enough for Newton.
		p := saturation(w)
		d := massRatio*pressurePa*p*slope(w)/((pressurePa-p)*(pressurePa-p)) + 4e-4
		next := w - off/d
		if !(next > lo && next < hi) {
			next = (lo + hi) / 2
		}
		if math.Abs(next-w) < 1e-9 {
			return math.Min(next, t)
		}
		w = next
	}
	return w
}

// saturatedOf is the temperature in C of saturated air with an enthalpy in
// kJ/kg, by Newton's method from a temperature. Enthalpy is convex, so that from
// the second step on it comes down to the root without passing it. Roots above
// 75 C, near boiling in thin air, do not occur and are given as 75.
func saturatedOf(enthalpyKJ, fromC, pressurePa float64) float64 {
	c := fromC
	for range 30 {
		step := (EnthalpyKJ(c, saturated(c, pressurePa)) - enthalpyKJ) / enthalpySlope(c, pressurePa)
		next := math.Min(c-step, 75)
		if math.Abs(next-c) < 1e-9 {
			return next
		}
		c = next
	}
	return c
}

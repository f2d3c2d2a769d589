package plant

import "math"

// Moist air by the ideal-gas relations of ASHRAE Handbook Fundamentals 2017,
// chapter 1. Pressures are in Pa, humidity ratios in kg water per kg dry air.

const (
	zeroK     = 273.15
	tripleC   = 0.01
	massRatio = 0.621945 // of water and dry air
)

// PressurePa is the standard atmosphere in Pa at an altitude in m:
// 101325 (1 - 2.25577e-5 z)^5.2559. Valid from -5,000 to 11,000 m. Source:
// ASHRAE Fundamentals 2017, ch. 1 eq. 3.
func PressurePa(altitudeM float64) (float64, error) {
	if err := within("standard atmosphere (ASHRAE Fundamentals 2017 ch. 1)", "altitude", "m", altitudeM, -5000, 11000); err != nil {
		return math.NaN(), err
	}
	return 101325 * math.Pow(1-2.25577e-5*altitudeM, 5.2559), nil
}

// SaturationPa is the pressure of saturated water vapour in Pa, over ice below
// 0.01 C. Valid from -100 to 200 C. Source: Hyland and Wexler 1983 as in ASHRAE
// Fundamentals 2017, ch. 1 eq. 5 and 6.
func SaturationPa(c float64) (float64, error) {
	if err := within("saturation pressure (Hyland and Wexler 1983)", "temperature", "C", c, -100, 200); err != nil {
		return math.NaN(), err
	}
	return saturation(c), nil
}

func saturation(c float64) float64 {
	t := c + zeroK
	if c <= tripleC {
		return math.Exp(-5.6745359e3/t + 6.3925247 + t*(-9.677843e-3+t*(6.2215701e-7+t*(2.0747825e-9-t*9.484024e-13))) + 4.1635019*math.Log(t))
	}
	return math.Exp(-5.8002206e3/t + 1.3914993 + t*(-4.8640239e-2+t*(4.1764768e-5-t*1.4452093e-8)) + 6.5459673*math.Log(t))
}

// slope is d ln(saturation)/dC.
func slope(c float64) float64 {
	t := c + zeroK
	if c <= tripleC {
		return 5.6745359e3/(t*t) - 9.677843e-3 + t*(2*6.2215701e-7+t*(3*2.0747825e-9-t*4*9.484024e-13)) + 4.1635019/t
	}
	return 5.8002206e3/(t*t) - 4.8640239e-2 + t*(2*4.1764768e-5-t*3*1.4452093e-8) + 6.5459673/t
}

// ratioAt is the humidity ratio at a vapour pressure: 0.621945 p/(P - p).
func ratioAt(vapourPa, pressurePa float64) float64 {
	return massRatio * vapourPa / (pressurePa - vapourPa)
}

// saturated is the humidity ratio of saturated air.
func saturated(c, pressurePa float64) float64 { return ratioAt(saturation(c), pressurePa) }

// airRange is the range of the functions of dry bulb and humidity.
func airRange(of string, dryC, rh, pressurePa float64) error {
	return first(
		within(of, "dry bulb", "C", dryC, -40, 60),
		within(of, "relative humidity", "", rh, 0, 1),
		within(of, "pressure", "Pa", pressurePa, 50000, 120000),
	)
}

// HumidityRatio is the humidity ratio in kg/kg at a dry bulb in C, a relative
// humidity from 0 to 1 and a pressure in Pa. Valid from -40 to 60 C and 50 to
// 120 kPa. Source: ASHRAE Fundamentals 2017, ch. 1 eq. 20.
func HumidityRatio(dryC, rh, pressurePa float64) (float64, error) {
	if err := airRange("humidity ratio", dryC, rh, pressurePa); err != nil {
		return math.NaN(), err
	}
	return ratioAt(rh*saturation(dryC), pressurePa), nil
}

// EnthalpyKJ is the enthalpy of moist air in kJ per kg of dry air:
// 1.006 t + W (2501 + 1.86 t). Source: ASHRAE Fundamentals 2017, ch. 1 eq. 30.
func EnthalpyKJ(dryC, humidityRatio float64) float64 {
	return 1.006*dryC + humidityRatio*(2501+1.86*dryC)
}

// DewPointC is the temperature in C at which air of a dry bulb and a relative
// humidity is saturated, over ice below 0.01 C, by Newton's method on the
// logarithm of the saturation pressure. Valid from -40 to 60 C and a relative
// humidity of 0.01 to 1.
func DewPointC(dryC, rh float64) (float64, error) {
	const of = "dew point"
	if err := first(within(of, "dry bulb", "C", dryC, -40, 60), within(of, "relative humidity", "", rh, 0.01, 1)); err != nil {
		return math.NaN(), err
	}
	want := math.Log(rh * saturation(dryC))
	c := dryC
	for range 40 {
		step := (math.Log(saturation(c)) - want) / slope(c)
		c -= step
		if math.Abs(step) < 1e-10 {
			break
		}
	}
	return math.Min(c, dryC), nil
}

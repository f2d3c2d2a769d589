package radio

import "math"

// lightMS is the speed of light in m/s as TR 38.901 rounds it.
const lightMS = 3e8

// heightEM is the effective height of the environment in m: TR 38.901 V16
// Table 7.4.1-1 note 1, for users below 13 m (UMa) and for all of UMi.
const heightEM = 1

// Model is a path loss model of 3GPP TR 38.901 V16, section 7.4, with
// everything but the distance: frequency and heights.
type Model struct {
	Scenario  Scenario
	GHz       float64 // carrier frequency: 0.5 to 100, in RMa to 30
	BaseM     float64 // height of the base station: UMa 25, UMi 10, RMa 10 to 150
	UserM     float64 // height of the user: UMa 1.5 to below 13, UMi 1.5 to 22.5, RMa 1 to 10
	StreetM   float64 // RMa: mean width of streets, 5 to 50
	BuildingM float64 // RMa: mean height of buildings, 5 to 50
}

// Nominal is a model with the heights that TR 38.901 evaluates: base stations
// at 25 m (UMa), 10 m (UMi) and 35 m (RMa), users at 1.5 m, streets of 20 m
// and buildings of 5 m.
func Nominal(s Scenario, ghz float64) Model {
	m := Model{Scenario: s, GHz: ghz, BaseM: 25, UserM: 1.5, StreetM: 20, BuildingM: 5}
	switch s {
	case UMi:
		m.BaseM = 10
	case RMa:
		m.BaseM = 35
	}
	return m
}

// limits are the ranges of one scenario, with what an error says of them.
type limits struct {
	of                 string
	maxGHz             float64
	minBaseM, maxBaseM float64
	minUserM, maxUserM float64
	maxLOSM, maxNLOSM  float64
}

// below13 is the greatest height below 13 m.
var below13 = math.Nextafter(13, 0)

// limits returns the ranges of Table 7.4.1-1.
func (m *Model) limits() limits {
	switch m.Scenario {
	case UMa:
		return limits{"UMa (TR 38.901 Table 7.4.1-1)", 100, 25, 25, 1.5, below13, 5000, 5000}
	case UMi:
		return limits{"UMi street canyon (TR 38.901 Table 7.4.1-1)", 100, 10, 10, 1.5, 22.5, 5000, 5000}
	}
	return limits{"RMa (TR 38.901 Table 7.4.1-1)", 30, 10, 150, 1, 10, 10000, 5000}
}

// minM is the least horizontal distance of Table 7.4.1-1.
const minM = 10

// maxM is the greatest horizontal distance under condition c.
func (m *Model) maxM(c Condition) float64 {
	l := m.limits()
	if c == LOS {
		return l.maxLOSM
	}
	return l.maxNLOSM
}

// Check says whether the frequency and the heights are in the model's range.
func (m Model) Check() error {
	if m.Scenario < UMa || m.Scenario > RMa {
		return &RangeError{Of: "path loss (TR 38.901)", Quantity: "scenario", Value: float64(m.Scenario), Min: float64(UMa), Max: float64(RMa)}
	}
	l := m.limits()
	err := first(
		within(l.of, "frequency", "GHz", m.GHz, 0.5, l.maxGHz),
		within(l.of, "height of the base station", "m", m.BaseM, l.minBaseM, l.maxBaseM),
		within(l.of, "height of the user", "m", m.UserM, l.minUserM, l.maxUserM),
	)
	if err == nil && m.Scenario == RMa {
		err = first(
			within(l.of, "width of streets", "m", m.StreetM, 5, 50),
			within(l.of, "height of buildings", "m", m.BuildingM, 5, 50),
		)
	}
	return err
}

// LossDB is the median path loss in dB at a horizontal distance of dM metres,
// outdoors, without shadowing.
//
// Valid from 10 m to 5 km, RMa in sight to 10 km. Source: 3GPP TR 38.901 V16
// Table 7.4.1-1. Without sight it is the greater of the two formulas, as the
// table says.
func (m Model) LossDB(c Condition, dM float64) (float64, error) {
	if err := m.Check(); err != nil {
		return math.NaN(), err
	}
	if err := within(m.limits().of, "distance", "m", dM, minM, m.maxM(c)); err != nil {
		return math.NaN(), err
	}
	return m.lossDB(c, dM), nil
}

// lossDB is LossDB of a checked model.
func (m *Model) lossDB(c Condition, dM float64) float64 {
	d3 := math.Hypot(dM, m.BaseM-m.UserM)
	switch m.Scenario {
	case UMa:
		return umaDB(m, c, dM, d3)
	case UMi:
		return umiDB(m, c, dM, d3)
	}
	return rmaDB(m, c, dM, d3)
}

// BreakpointM is the horizontal distance in m from which the ground's
// reflection makes loss grow with the fourth power: 4 (hBS-hE)(hUT-hE) f/c
// with hE = 1 m, in RMa 2 pi hBS hUT f/c. Source: Table 7.4.1-1, notes 1 and 5.
func (m Model) BreakpointM() float64 {
	if m.Scenario == RMa {
		return 2 * math.Pi * m.BaseM * m.UserM * m.GHz * 1e9 / lightMS
	}
	return 4 * (m.BaseM - heightEM) * (m.UserM - heightEM) * m.GHz * 1e9 / lightMS
}

// SigmaDB is the standard deviation of shadowing in dB around a median of 0.
// Source: Table 7.4.1-1.
func (m Model) SigmaDB(c Condition, dM float64) (float64, error) {
	if _, err := m.LossDB(c, dM); err != nil {
		return math.NaN(), err
	}
	return m.sigmaDB(c, dM), nil
}

func (m *Model) sigmaDB(c Condition, dM float64) float64 {
	switch {
	case m.Scenario == UMi && c == NLOS:
		return 7.82
	case m.Scenario == RMa && c == NLOS:
		return 8
	case m.Scenario == RMa && dM > m.BreakpointM(), c == NLOS:
		return 6
	}
	return 4
}

package plant

import "math"

const (
	airDensity = 1.2   // kg/m3
	airCp      = 1.006 // kJ/(kg K)
	waterCp    = 4.184 // kJ/(kg K)
)

// Mover is a set of fans or pumps. Flow follows the heat that is moved, down to
// a floor; power follows its cube.
type Mover struct {
	PerKW float64 // kW at rated flow per kW of rated heat: FanPerKW or PumpPerKW
	Floor float64 // least flow as a share of the rated one: 1 is fixed speed
}

// KW is rated x max(floor, heat/rated heat)^3, with the affinity law of fans and
// pumps on a system of constant resistance. Nothing runs without heat. Above the
// rated heat flow stays rated.
func (m Mover) KW(heatKW, ratedKW float64) float64 {
	if heatKW <= 0 || ratedKW <= 0 {
		return 0
	}
	flow := m.flow(heatKW / ratedKW)
	return m.PerKW * ratedKW * flow * flow * flow
}

func (m Mover) flow(share float64) float64 { return math.Min(1, math.Max(m.Floor, share)) }

// FanPerKW is the power of a fan for each kW of heat: dp/(efficiency x density
// x cp x dT), pressure in Pa, difference of the air's temperatures in K.
func FanPerKW(pressurePa, efficiency, airK float64) float64 {
	return pressurePa / 1000 / (efficiency * airDensity * airCp * airK)
}

// PumpPerKW is the power of a pump for each kW of heat, pressure in kPa,
// difference of the water's temperatures in K.
func PumpPerKW(pressureKPa, efficiency, waterK float64) float64 {
	return pressureKPa / (efficiency * 1000 * waterCp * waterK)
}

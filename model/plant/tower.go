package plant

import "math"

// Tower is a wet cooling tower with its water.
type Tower struct {
	ApproachK float64 // water leaving above wet bulb, at rated heat and RatedWetC
	RangeK    float64 // water cools by that
	LiquidGas float64 // kg of water per kg of air
	Cycles    float64 // of concentration, above 1
	Drift     float64 // water carried away as drops, share of the circulation
}

// ratedWetC is the wet bulb that approaches are quoted at: 25.6 C (78 F), the
// condition of tower ratings.
const ratedWetC = 25.6

// WaterC is the temperature of the water that leaves in C. The approach falls
// with the heat and grows in cold air, in which saturated enthalpy rises less
// with temperature: A = rated x share x h'(25.6 C)/h'(wet bulb). Share is heat
// over the heat that the fans' flow is for.
func (t *Tower) WaterC(wetC, share, pressurePa float64) float64 {
	return wetC + t.ApproachK*share*enthalpySlope(ratedWetC, pressurePa)/enthalpySlope(wetC, pressurePa)
}

// enthalpySlope is d(enthalpy of saturated air)/dt in kJ/(kg K).
func enthalpySlope(c, pressurePa float64) float64 {
	p := saturation(c)
	dw := massRatio * pressurePa * p * slope(c) / ((pressurePa - p) * (pressurePa - p))
	return airCp + dw*(2501+1.86*c) + 1.86*ratioAt(p, pressurePa)
}

// LatentShare is how much heat leaves as vapour, as a share of the water's heat:
// air leaves saturated, having taken range x cp x liquid/gas for each kg. The
// rest warms the air. In dry air it is above 1, since the air cools as well.
func (t *Tower) LatentShare(dryC, wetC, pressurePa float64) float64 {
	w := math.Max(0, ratioOfWet(dryC, wetC, pressurePa))
	rise := t.LiquidGas * waterCp * t.RangeK
	out := saturated(saturatedOf(EnthalpyKJ(dryC, w)+rise, wetC, pressurePa), pressurePa)
	return math.Max(0, (out-w)*Latent(dryC)/rise)
}

// Latent is the heat of evaporation of water in kJ/kg at a temperature in C:
// 2500.5 - 2.3097 t - 0.0013 t^2. Valid from 0 to 60 C.
func Latent(c float64) float64 { return 2500.5 - c*(2.3097+0.0013*c) }

// Water is what a tower, a wetted pad or a humidifier takes, in kg or kg/h.
type Water struct {
	Evaporated, Drift, Blowdown float64
	Humidity                    float64 // into the halls' air; the heat balance has none
}

// Makeup is the sum: what has to be supplied.
func (w Water) Makeup() float64 { return w.Evaporated + w.Drift + w.Blowdown + w.Humidity }

// Water is kg of water for heatKJ of heat, of which the latent share evaporates
// from water of waterC: evaporation E = share x heat/h, drift = share of the
// circulation heat/(4.184 range), blow-down max(E/(cycles - 1) - drift, 0), so
// that what dissolves leaves at the given concentration. Source: the model of Lei
// and Masanet, Resources, Conservation and Recycling 182 (2022) 106323, which
// has a share of 1.
func (t *Tower) Water(heatKJ, share, waterC float64) Water {
	e := share * heatKJ / Latent(waterC)
	d := t.Drift * heatKJ / (waterCp * t.RangeK)
	return Water{Evaporated: e, Drift: d, Blowdown: math.Max(e/(t.Cycles-1)-d, 0)}
}

package plant

import "math"

// Plant is a spec made for a rated IT power and design conditions.
type Plant struct {
	Spec       Spec
	RatedITKW  float64
	PressurePa float64

	Chain                    Chain
	airKW, liquidKW          float64 // rated heat of the halls' air without fans, and of dry coolers
	heatKW, loopKW, rejectKW float64 // rated heat of the loop without and with its pumps, and outdoors without pumps
	lightKW                  float64
	limitRatio               float64 // humidity ratio of outdoor air that may enter the halls
}

// RatedKW is the IT power that the plant was sized for.
func (p *Plant) RatedKW() float64 { return p.RatedITKW }

// Size makes a plant for a rated IT power in kW: power modules, and fans, pumps,
// towers and chillers for full load in the hotter of the two design conditions
// of a year, all economisers off.
func Size(s Spec, ratedITKW float64, w *Weather) (*Plant, error) {
	if err := first(s.Check(), within("plant "+s.Name, "rated IT power", "kW", ratedITKW, 1, 1e7)); err != nil {
		return nil, err
	}
	p := &Plant{Spec: s, RatedITKW: ratedITKW, PressurePa: w.PressurePa, lightKW: s.Lighting * ratedITKW}
	bank := func(l Loss, kw float64) Bank {
		return Bank{UnitKW: kw / s.Modules, Units: s.Scheme.install(s.Modules), Loss: l, Staged: s.Staged}
	}
	p.Chain.Rectifier = bank(s.Rectifier, ratedITKW)
	out := ratedITKW + p.Chain.Rectifier.LossKW(ratedITKW)
	p.Chain.PDU = bank(s.PDU, out)
	out += p.Chain.PDU.LossKW(out)
	p.Chain.UPS = bank(s.UPS, out)
	if s.AirSide.On {
		p.limitRatio = saturated(s.AirSide.DewC, w.PressurePa)
	}
	for _, d := range [...][2]float64{{w.DryAtDesignWetC, w.DesignWetC}, {w.DesignDryC, w.WetAtDesignDryC}} {
		p.rate(d[0], d[1])
	}
	// The transformer carries all that the plant draws at its worst.
	peak := 0.0
	for _, d := range [...][2]float64{{w.DryAtDesignWetC, w.DesignWetC}, {w.DesignDryC, w.WetAtDesignDryC}} {
		b := p.At(ratedITKW, d[0], d[1])
		peak = math.Max(peak, b.FacilityKW())
	}
	p.Chain.Transformer = bank(s.Transformer, peak)
	return p, nil
}

// rate raises the ratings to what full load takes in given weather, by the same
// steps as a balance, movers at their rated flow.
func (p *Plant) rate(dryC, wetC float64) {
	s := &p.Spec
	liquid := s.LiquidShare * p.RatedITKW
	air := p.RatedITKW - liquid + p.Chain.indoors(p.RatedITKW).IndoorsKW() + p.lightKW
	p.airKW = math.Max(p.airKW, air)
	p.liquidKW = math.Max(p.liquidKW, liquid*(1+s.Liquid.Pumps.PerKW))
	loop := air * (1 + s.Fans.PerKW)
	if p.liquidKW > 0 {
		loop += p.liquidKW * (1 - s.Liquid.free(dryC, s.Liquid.ApproachK))
	}
	p.heatKW = math.Max(p.heatKW, loop)
	loop *= 1 + s.Pumps.PerKW
	p.loopKW = math.Max(p.loopKW, loop)

	medium := dryC
	if s.Wet {
		medium = s.Tower.WaterC(wetC, 1, p.PressurePa)
	}
	cop, _ := s.Chiller.COP(s.SupplyC, medium, 1)
	p.rejectKW = math.Max(p.rejectKW, loop*(1+1/cop))
}

// InstalledChillers is how many chillers stand there, with the spare ones.
func (p *Plant) InstalledChillers() float64 { return p.Spec.Chiller.Units + p.Spec.Chiller.Spare }

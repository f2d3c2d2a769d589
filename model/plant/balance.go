package plant

import "math"

// Balance is where power and water go in one state of load and weather.
type Balance struct {
	ITKW float64
	Losses
	LightingKW   float64
	FansKW       float64 // in the halls
	PumpsKW      float64 // of cooling, liquid and condenser loops
	CompressorKW float64
	OutdoorKW    float64 // fans of towers, condensers and dry coolers
	HumidifierKW float64 // of the halls' air; the heat balance has none

	HeatKW     float64 // that cooling loops and outdoor air take out of the building and plant
	FreeShare  float64 // of the heat of the halls and chips that no compressor moved
	WaterKgH   Water
	OutOfRange Bound
}

// FacilityKW is all that is drawn at the site's meter.
func (b *Balance) FacilityKW() float64 {
	return b.ITKW + b.SumKW() + b.LightingKW + b.CoolingKW()
}

// CoolingKW is fans, pumps, compressors and humidifiers.
func (b *Balance) CoolingKW() float64 {
	return b.FansKW + b.PumpsKW + b.CompressorKW + b.OutdoorKW + b.HumidifierKW
}

// PUE is facility over IT power: infinite without IT.
func (b *Balance) PUE() float64 { return b.FacilityKW() / b.ITKW }

// WUE is litres per kWh of IT, which is kg/h over kW: 0 where there is no water,
// infinite where there is water and no IT.
func (b *Balance) WUE() float64 { return litresPer(b.WaterKgH.Makeup(), b.ITKW) }

func litresPer(water, it float64) float64 {
	if water == 0 {
		return 0
	}
	return water / it
}

// At is the balance at an IT load in kW in weather of a dry and a wet bulb. All
// that is drawn leaves as heat: what IT, losses, lighting, fans, pumps and
// compressors draw through the loops (HeatKW), what transformers and outdoor
// fans draw beside them. Looked at from 0 to rated load and from -10 to 50 C.
func (p *Plant) At(itKW, dryC, wetC float64) Balance {
	s := &p.Spec
	b := Balance{ITKW: itKW, LightingKW: p.lightKW}
	b.Losses = p.Chain.indoors(itKW)

	// The halls' air, and what outdoor air takes of it.
	liquid := s.LiquidShare * itKW
	air := itKW - liquid + b.IndoorsKW() + p.lightKW
	b.FansKW = s.Fans.KW(air, p.airKW)
	air += b.FansKW
	out := p.outdoor(dryC, wetC)
	taken := out.share * air
	b.HeatKW = taken
	if out.added > 0 {
		flow := air / (airCp * (s.AirSide.ReturnC - s.AirSide.SupplyC)) * 3600 // kg/h
		b.WaterKgH.Evaporated = flow * out.added
		b.WaterKgH.Blowdown = b.WaterKgH.Evaporated / (s.Tower.Cycles - 1)
	}
	halls, moved := air, air-taken

	// Chips in liquid, and what dry coolers take of it.
	if liquid > 0 {
		pump := s.Liquid.Pumps.KW(liquid, s.LiquidShare*p.RatedITKW)
		share := itKW / p.RatedITKW
		liquid += pump
		dryCooled := liquid * s.Liquid.free(dryC, s.Liquid.ApproachK*share/s.Liquid.Fans.flow(share))
		b.PumpsKW = pump
		b.OutdoorKW = s.Liquid.Fans.KW(dryCooled, p.liquidKW)
		b.HeatKW += dryCooled
		halls += liquid
		moved += liquid - dryCooled
	}
	moved = p.loop(&b, moved, dryC, wetC)
	if halls > 0 {
		b.FreeShare = 1 - moved/halls
	}
	b.TransformerKW = p.Chain.Transformer.LossKW(b.FacilityKW())
	if itKW > p.RatedITKW*(1+1e-9) {
		b.OutOfRange |= Overload
	}
	return b
}

// loop takes heat through the cooling loop, economiser and chillers to the
// outdoors, and returns how much of it the compressors moved.
func (p *Plant) loop(b *Balance, heatKW, dryC, wetC float64) float64 {
	if heatKW <= 0 {
		return 0
	}
	s := &p.Spec
	pump := s.Pumps.KW(heatKW, p.heatKW)
	loop := heatKW + pump
	medium, mechanical := dryC, loop
	if s.Wet {
		// The fans' flow follows the loop's heat: below the floor water comes nearer to wet bulb.
		share := loop / p.loopKW
		medium = s.Tower.WaterC(wetC, share/s.OutdoorFans.flow(share), p.PressurePa)
		if s.WaterSide.On {
			mechanical *= 1 - free(s.ReturnC, s.SupplyC, medium+s.WaterSide.ExchangerK)
		}
	}
	compressor, bound := s.Chiller.KW(mechanical, p.loopKW, s.SupplyC, medium)
	reject := loop + compressor
	condenser := 0.0
	if s.Wet {
		condenser = s.Condenser.KW(reject, p.rejectKW)
		reject += condenser
		w := s.Tower.Water(3600*reject, s.Tower.LatentShare(dryC, wetC, p.PressurePa), medium)
		b.WaterKgH.Evaporated += w.Evaporated
		b.WaterKgH.Drift += w.Drift
		b.WaterKgH.Blowdown += w.Blowdown
	}
	b.CompressorKW = compressor
	b.PumpsKW += pump + condenser
	b.OutdoorKW += s.OutdoorFans.KW(reject, p.rejectKW)
	b.HeatKW += reject
	b.OutOfRange |= bound
	return math.Min(heatKW, mechanical)
}

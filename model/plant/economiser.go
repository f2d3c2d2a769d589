package plant

import "math"

// free is the share of a loop's heat that a colder medium takes before the
// loop gets to the chillers: (return - reached)/(return - supply), 0 to 1.
func free(returnC, supplyC, reachedC float64) float64 {
	return math.Max(0, math.Min(1, (returnC-reachedC)/(returnC-supplyC)))
}

// free is the share that dry coolers take at an approach.
func (l *LiquidLoop) free(dryC, approachK float64) float64 {
	return free(l.ReturnC, l.SupplyC, dryC+approachK)
}

// air is what outdoor air does to the halls.
type outdoorAir struct {
	share float64 // of the halls' heat that it takes
	added float64 // kg of water per kg of air from the pad
}

// outdoor is the air-side economiser in given weather. Air that is too humid is
// not let in. Warm air is wetted, as far as the pad and the limit of humidity
// go and not below the supply temperature; what is then still above it, the
// chillers cool. Air at constant enthalpy takes 1.006/2501 kg of water for each K.
func (p *Plant) outdoor(dryC, wetC float64) outdoorAir {
	a := &p.Spec.AirSide
	if !a.On {
		return outdoorAir{}
	}
	room := p.limitRatio - math.Max(0, ratioOfWet(dryC, wetC, p.PressurePa))
	if room < 0 {
		return outdoorAir{}
	}
	const perK = airCp / 2501
	cooled := math.Min(math.Min(a.Pad*(dryC-wetC), room/perK), math.Max(0, dryC-a.SupplyC))
	share := free(a.ReturnC, a.SupplyC, dryC-cooled)
	if share == 0 {
		return outdoorAir{}
	}
	return outdoorAir{share, cooled * perK}
}

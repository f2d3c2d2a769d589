package ran

import "math"

// EvenMbps is the greatest demand in Mbps, spread evenly over the land that the
// widest of a station's carriers reaches, that the carriers can carry when each
// serves only the land within its own reach:
//
//	min over s in {0, areas} of (Mbps of the carriers that reach beyond s) / (1 - s / widest)
//
// which is Hall's condition for nested areas. Mbps and areas (km2) are by
// carrier. Where all reach the same it is their sum; where a low band reaches
// far beyond a wide carrier it is little more than the low band's Mbps over the
// share of land that is left to it. It says what counting every carrier in full
// overstates, which holds where stations are as close as the carrier reaches.
func EvenMbps(mbps, areaKM2 []float64) float64 {
	widest := 0.0
	for i, a := range areaKM2 {
		if mbps[i] > 0 {
			widest = max(widest, a)
		}
	}
	if widest <= 0 {
		return 0
	}
	least := math.Inf(1)
	for k := -1; k < len(areaKM2); k++ {
		s := 0.0
		if k >= 0 {
			s = areaKM2[k]
		}
		if s >= widest {
			continue
		}
		beyond := 0.0
		for i, a := range areaKM2 {
			if a > s {
				beyond += mbps[i]
			}
		}
		least = min(least, beyond/(1-s/widest))
	}
	return least
}

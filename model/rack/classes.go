package rack

// Classes are kinds of rack that stand or are announced. They are values of their
// own: changing one changes no other.
//
//   - standard: 4 kW, Viet Nam's mean (Viet Nam News 1716459, April 2025: 10 kW is
//     2.5 times it). A mean of halls, not a design limit, so it is not derated.
//   - air-8: most racks are at or below 8 kW (Uptime Institute's survey of 2024).
//   - air-10: the mean at Viettel Tan Phu Trung (the same article).
//   - air-40: four DGX H100 of 10.2 kW, as the vendor's guide advises, need 40.8 kW;
//     a rack feed of 40 kW at 80 % holds three.
//   - door-60: the highest at Tan Phu Trung; that a rear door takes the heat is a judgement.
//   - liquid-120: one GB200 NVL72, about 120 kW (vendor); that 14 % of its heat stays in
//     air is from memory of a maker's 115 + 17 kW, low confidence. Racks with their own
//     power shelves are fed at their rating, so they are not derated.
//   - liquid-600: the Kyber rack announced in March 2025 for 2027, from memory, low
//     confidence; all heat to liquid is a judgement.
//
// Derating of 80 % is the rule for continuous load on circuit breakers (NFPA 70,
// 210.20). 42 U is the common height; that 90 % of it can be used, 48 U of AI racks
// and the floor of a rack with aisles (2.5 to 4 m2) are from memory, low confidence.
func Classes() []Class {
	air := func(name string, kw, derating, floor float64) Class {
		return Class{Name: name, KW: kw, Derating: derating, U: 42, UsableU: .9, AirKW: kw, FloorM2: floor}
	}
	return []Class{
		air("standard", 4, 1, 2.5),
		air("air-8", 8, .8, 2.5),
		air("air-10", 10, .8, 2.5),
		air("air-40", 40, .8, 3),
		air("door-60", 60, .8, 3),
		{Name: "liquid-120", KW: 120, Derating: 1, U: 48, UsableU: 1, AirKW: 18, LiquidKW: 120, FloorM2: 4},
		{Name: "liquid-600", KW: 600, Derating: 1, U: 48, UsableU: 1, AirKW: 0, LiquidKW: 600, FloorM2: 4},
	}
}

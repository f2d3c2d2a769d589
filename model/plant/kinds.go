package plant

// The kinds of plant are the ten cases of Lei and Masanet (2022), in our physics,
// and direct liquid cooling. What their ranges give (UPS, distribution, lighting,
// pressures, efficiencies, temperature differences, approaches, cycles) is taken
// at the middle of the range and written as it enters here. Drift is .05 %, as in
// towers of today, and not their middle, .25 %. How a loss splits into fixed,
// proportional and square parts follows APC white paper 113 in kind and is our
// judgement in number, as is how far fans and pumps turn down. Loop temperatures
// are those of such halls. Shares of Carnot are ours: below what machines reach
// new and at full load (0.5 to 0.68), and for the air-cooled kinds chosen so that
// annual PUE is within the published range of zone 1A.

var (
	largeUPS, midUPS, smallUPS = Loss{.012, .012, .012}, Loss{.040, .045, .005}, Loss{.060, .090, .020}
	largePDU, midPDU, smallPDU = Loss{.002, 0, .008}, Loss{.015, 0, .020}, Loss{.012, 0, .018}
	transformer                = Loss{.002, 0, .008}
)

// large, mid and small are what the kinds of a size share.
func large() Spec {
	return Spec{
		Scheme: NPlus1, Modules: 5, Transformer: transformer, UPS: largeUPS, PDU: largePDU, Lighting: .001,
		Fans:    Mover{FanPerKW(500, .775, 16.65), .4},
		SupplyC: 20, ReturnC: 28, Pumps: Mover{PumpPerKW(143.65, .7, 7.5), .5},
		Chiller: Chiller{Carnot: .60, EvapK: 2, CondenseK: 8, MinLiftK: 12, MaxLiftK: 45, Part: WaterCooledPart, Units: 5, Spare: 1},
		Wet:     true, Tower: Tower{ApproachK: 4.75, RangeK: 5, LiquidGas: 2.1, Cycles: 9, Drift: .0005},
		Condenser: Mover{PumpPerKW(208.65, .7, 5), .5}, OutdoorFans: towerFans(250, .775, 5, 2.1),
	}
}

func mid() Spec {
	return Spec{
		Scheme: NPlus1, Modules: 4, Transformer: transformer, UPS: midUPS, PDU: midPDU, Lighting: .035,
		Fans:    Mover{FanPerKW(650, .7, 7.5), .8},
		SupplyC: 12, ReturnC: 19.5, Pumps: Mover{PumpPerKW(143.65, .7, 7.5), .6},
		Chiller: Chiller{Carnot: .52, EvapK: 2, CondenseK: 8, MinLiftK: 14, MaxLiftK: 55, Part: WaterCooledPart, Units: 3, Spare: 1},
		Wet:     true, Tower: Tower{ApproachK: 4.75, RangeK: 5, LiquidGas: 1.1, Cycles: 7.5, Drift: .0005},
		Condenser: Mover{PumpPerKW(208.65, .7, 5), .6}, OutdoorFans: towerFans(300, .7, 5, 1.1),
	}
}

func small() Spec {
	s := mid()
	s.Modules, s.UPS, s.PDU, s.Lighting = 2, smallUPS, smallPDU, .03
	s.Fans = Mover{FanPerKW(650, .675, 6.5), 1}
	s.SupplyC, s.ReturnC, s.Pumps.Floor = 8, 15.5, 1
	s.Chiller.Carnot, s.Chiller.Units, s.Condenser.Floor, s.OutdoorFans.Floor = .45, 2, 1, .8
	return s
}

// towerFans are sized by the air that the water needs.
func towerFans(pressurePa, efficiency, rangeK, liquidGas float64) Mover {
	air := 1 / (waterCp * rangeK * liquidGas) // kg/s per kW
	return Mover{pressurePa / 1000 * air / (airDensity * efficiency), .5}
}

// dryCondenser makes a plant reject to air: condensers with fans of 2.5 % of their heat.
func dryCondenser(s Spec, carnot float64) Spec {
	s.Wet, s.Tower, s.Condenser = false, Tower{Cycles: s.Tower.Cycles}, Mover{}
	s.OutdoorFans = Mover{.025, .5}
	s.Chiller.Carnot, s.Chiller.CondenseK, s.Chiller.Part, s.Chiller.MaxLiftK = carnot, 13, AirCooledPart, 60
	return s
}

// named gives a spec its name.
func named(name string, s Spec) Spec {
	s.Name = name
	return s
}

// Kinds are all kinds, in the order of the cases, liquid cooling last. They are
// values of their own: changing one changes no other.
func Kinds() []Spec {
	airLarge := large()
	airLarge.SupplyC, airLarge.ReturnC = 16, 24
	airLarge.AirSide = AirSide{On: true, SupplyC: 27, ReturnC: 27 + 16.65, DewC: 21, Pad: .85}
	airLarge.Fans = Mover{FanPerKW(650, .775, 16.65), .4}

	waterLarge, waterMid := large(), mid()
	waterLarge.WaterSide, waterMid.WaterSide = WaterSide{true, 2.25}, WaterSide{true, 2.25}
	waterMid.SupplyC, waterMid.ReturnC = 15, 22.5

	airMid, airMidDry := mid(), dryCondenser(mid(), .37)
	airMid.AirSide = AirSide{On: true, SupplyC: 25, ReturnC: 32.5, DewC: 18}
	airMidDry.AirSide = airMid.AirSide
	airMid.Fans.PerKW, airMidDry.Fans.PerKW = FanPerKW(700, .7, 7.5), FanPerKW(700, .7, 7.5)

	expansion := dryCondenser(small(), .27)
	expansion.SupplyC, expansion.ReturnC, expansion.Chiller.EvapK = 16, 27, 9
	expansion.Pumps, expansion.Fans.PerKW = Mover{}, FanPerKW(500, .675, 6.5)

	return []Spec{
		named("large, air-side economiser, adiabatic, water-cooled chillers", airLarge),
		named("large, water-cooled chillers, water-side economiser", waterLarge),
		named("midsize, air-side economiser, water-cooled chillers", airMid),
		named("midsize, water-cooled chillers, water-side economiser", waterMid),
		named("midsize, water-cooled chillers", mid()),
		named("midsize, air-side economiser, air-cooled chillers", airMidDry),
		named("midsize, air-cooled chillers", dryCondenser(mid(), .37)),
		named("small, water-cooled chillers", small()),
		named("small, air-cooled chillers", dryCondenser(small(), .36)),
		named("small, direct expansion", expansion),
		named("direct liquid cooling, dry coolers", liquid()),
	}
}

// liquid is a large plant of which four fifths of the heat go to dry coolers by
// water of 40 C, and the rest to air-cooled chillers. Source of the share and
// temperature: ASHRAE TC 9.9 classes W40 and W45 and vendors' figures of 75 to
// 85 %, from memory: low confidence.
func liquid() Spec {
	s := dryCondenser(large(), .48)
	s.LiquidShare = .8
	s.Liquid = LiquidLoop{SupplyC: 40, ReturnC: 50, ApproachK: 5, Pumps: Mover{.012, .5}, Fans: Mover{.02, .4}}
	return s
}

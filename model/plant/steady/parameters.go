package steady

// Parameter is one of the quantities that a case has a range of.
type Parameter int

// The parameters, in the units of the published table. Temperatures are in C,
// differences in K, shares in % unless said otherwise.
const (
	UPSEfficiency      Parameter = iota
	DistributionLoss             // of IT power
	Lighting                     // of IT power
	DryLow                       // least dry bulb of the air supplied
	DryHigh                      // highest
	DewLow                       // least dew point
	DewHigh                      // highest
	HumidityLow                  // least relative humidity
	HumidityHigh                 // highest
	SensibleShare                // of the heat that coils take
	AirDifference                // of the halls' air
	WaterDifference              // of the facility's water
	TowerRange                   // of the tower's water
	HallFanPressure              // Pa
	HallFanEfficiency            //
	TowerFanPressure             // Pa
	TowerFanEfficiency           //
	HumidifierPressure           // kPa, of the pump before the nozzles
	HumidifierPump               // efficiency
	LoopPumpPressure             // kPa
	LoopPump                     // efficiency
	TowerPumpPressure            // kPa
	TowerPump                    // efficiency
	EconomiserPressure           // kPa, of the economiser's pump
	EconomiserPump               // efficiency
	TowerApproach                // of tower water to wet bulb
	ExchangerApproach            // of the economiser's exchanger
	ChillerLoad                  // load over rated load, a number
	LiquidGas                    // ratio that the tower's air is made from, a number
	COPError                     // of the chillers, relative to the fit
	CoilEffectiveness            // a number
	Drift                        // of the tower's circulation
	Cycles                       // of concentration, a number
	NumParameters      = iota
)

// Range is where a parameter of a case lies, evenly as far as is known.
type Range struct{ Low, High float64 }

// Middle is half way.
func (r Range) Middle() float64 { return (r.Low + r.High) / 2 }

// Parameters are the values of one plant.
type Parameters [NumParameters]float64

// Ranges are those of a case. One that its plant does not have is 0 to 0.
type Ranges [NumParameters]Range

// Middle has every parameter in the middle of its range.
func (r *Ranges) Middle() (p Parameters) {
	for i := range r {
		p[i] = r[i].Middle()
	}
	return p
}

// At has every parameter at a share of its range, 0 to 1, one for each.
func (r *Ranges) At(share *[NumParameters]float64) (p Parameters) {
	for i := range r {
		p[i] = r[i].Low + share[i]*(r[i].High-r[i].Low)
	}
	return p
}

// Case is one of the ten published cases: its ranges, how outdoor air or water
// cools without chillers, and what the chillers give their heat to.
type Case struct {
	Ranges    Ranges
	Economise Economiser
	Reject    Rejection
}

// Economiser is what spares a case its chillers in cool weather.
type Economiser int

// The economisers.
const (
	NoEconomiser  Economiser = iota
	OutdoorAir               // outdoor air, as it is or not at all
	WettedAir                // outdoor air, which may be humidified
	TowerExchange            // the tower's water
)

// Rejection is where the heat of a case's compressors goes.
type Rejection int

// The rejections.
const (
	ToTower Rejection = iota // water-cooled chillers
	ToAir                    // air-cooled chillers
	Direct                   // direct expansion: no loop of water
)

// Cases are the ten published cases, in their order, which is that of
// plant.Kinds. Ranges are those of table B.1 of Lei and Masanet (2022), as a public copy
// of their model carries it with the handbooks, vendors and studies behind each.
func Cases() []Case {
	none := Range{}
	rows := [NumParameters][10]Range{
		UPSEfficiency:      sizes(Range{90, 99}, Range{80, 94}, Range{77, 85}),
		DistributionLoss:   sizes(Range{0, 2}, Range{2, 5}, Range{2, 4}),
		Lighting:           sizes(Range{0, .2}, Range{2, 5}, Range{2, 4}),
		DryLow:             sizes(Range{10, 18}, Range{15, 18}, Range{18, 22.5}),
		DryHigh:            sizes(Range{27, 35}, Range{27, 32}, Range{22.5, 27}),
		DewLow:             sizes(Range{-12, -9}, Range{-12, -9}, Range{-9.9, -8.1}),
		DewHigh:            sizes(Range{15, 27}, Range{15, 27}, Range{13.5, 16.5}),
		HumidityLow:        sizes(Range{8, 20}, Range{10, 30}, Range{20, 30}),
		HumidityHigh:       sizes(Range{60, 95}, Range{60, 80}, Range{54, 66}),
		SensibleShare:      sizes(Range{95, 99}, Range{95, 99}, Range{95, 99}),
		AirDifference:      sizes(Range{13.9, 19.4}, Range{5, 10}, Range{5, 8}),
		WaterDifference:    sizes(Range{5, 10}, Range{5, 10}, Range{5, 10}),
		TowerRange:         sizes(Range{4, 6}, Range{4, 6}, Range{4, 6}),
		HallFanPressure:    sizes(Range{300, 700}, Range{400, 900}, Range{400, 900}),
		HallFanEfficiency:  sizes(Range{65, 90}, Range{60, 80}, Range{60, 75}),
		TowerFanPressure:   sizes(Range{100, 400}, Range{200, 400}, Range{200, 400}),
		TowerFanEfficiency: sizes(Range{65, 90}, Range{60, 80}, Range{60, 75}),
		HumidifierPressure: sizes(Range{6300, 7700}, Range{6300, 7700}, Range{6300, 7700}),
		HumidifierPump:     sizes(Range{60, 80}, Range{60, 80}, Range{60, 70}),
		LoopPumpPressure:   sizes(Range{114.9, 172.4}, Range{114.9, 172.4}, Range{114.9, 172.4}),
		LoopPump:           sizes(Range{60, 80}, Range{60, 80}, Range{60, 70}),
		TowerPumpPressure:  sizes(Range{166.9, 250.4}, Range{166.9, 250.4}, Range{166.9, 250.4}),
		TowerPump:          sizes(Range{60, 80}, Range{60, 80}, Range{60, 70}),
		EconomiserPressure: sizes(Range{114.9, 172.4}, Range{114.9, 172.4}, none),
		EconomiserPump:     sizes(Range{60, 80}, Range{60, 80}, none),
		TowerApproach:      sizes(Range{2.8, 6.7}, Range{2.8, 6.7}, Range{2.8, 6.7}),
		ExchangerApproach:  sizes(Range{1.7, 2.8}, Range{1.7, 2.8}, none),
		ChillerLoad:        sizes(Range{.2, .8}, Range{.1, .5}, Range{.1, .5}),
		LiquidGas:          sizes(Range{.2, 4}, Range{.2, 2}, Range{.2, 2}),
		COPError:           sizes(Range{-11, 11}, Range{-40, 0}, none),
		CoilEffectiveness:  sizes(Range{.7, .9}, Range{.65, .9}, Range{.65, .8}),
		Drift:              sizes(Range{.005, .5}, Range{.005, .5}, Range{.05, .5}),
		Cycles:             sizes(Range{3, 15}, Range{3, 12}, Range{3, 12}),
	}
	// Where cases of a size differ.
	rows[HumidityHigh][1] = Range{60, 90}
	rows[HallFanPressure][0] = Range{300, 1000}
	rows[HallFanPressure][2], rows[HallFanPressure][5] = Range{400, 1000}, Range{400, 1000}
	rows[HallFanPressure][9] = Range{400, 600}
	rows[COPError][5], rows[COPError][6] = Range{-40, 25}, Range{-40, 25}
	rows[COPError][7], rows[COPError][8], rows[COPError][9] = Range{-60, 20}, Range{-45, 30}, Range{-45, 20}

	out := []Case{
		{Economise: WettedAir}, {Economise: TowerExchange}, {Economise: OutdoorAir}, {Economise: TowerExchange}, {},
		{Economise: OutdoorAir, Reject: ToAir}, {Reject: ToAir}, {}, {Reject: ToAir}, {Reject: Direct},
	}
	for k := range out {
		c := &out[k]
		for i := range rows {
			if c.has(Parameter(i)) {
				c.Ranges[i] = rows[i][k]
			}
		}
	}
	return out
}

// sizes spreads ranges over two large, five midsize and three small cases.
func sizes(large, mid, small Range) (out [10]Range) {
	for k := range out {
		switch {
		case k < 2:
			out[k] = large
		case k < 7:
			out[k] = mid
		default:
			out[k] = small
		}
	}
	return out
}

// has says whether a plant of the case has what a parameter is of.
func (c *Case) has(p Parameter) bool {
	switch p {
	case TowerRange, TowerFanPressure, TowerFanEfficiency, TowerPumpPressure, TowerPump, TowerApproach, LiquidGas, Drift, Cycles:
		return c.Reject == ToTower
	case EconomiserPressure, EconomiserPump, ExchangerApproach:
		return c.Economise == TowerExchange
	case WaterDifference, HumidifierPressure, HumidifierPump, LoopPumpPressure, LoopPump, ChillerLoad:
		return c.Reject != Direct
	case CoilEffectiveness:
		return c.Reject != Direct && !(c.Reject == ToTower && (c.Economise == OutdoorAir || c.Economise == WettedAir))
	}
	return true
}

var names = [NumParameters]string{
	UPSEfficiency: "UPS efficiency", DistributionLoss: "distribution loss", Lighting: "lighting", DryLow: "least dry bulb", DryHigh: "highest dry bulb",
	DewLow: "least dew point", DewHigh: "highest dew point", HumidityLow: "least humidity", HumidityHigh: "highest humidity", SensibleShare: "sensible share",
	AirDifference: "air difference", WaterDifference: "water difference", TowerRange: "tower range", HallFanPressure: "hall fan pressure",
	HallFanEfficiency: "hall fan efficiency", TowerFanPressure: "tower fan pressure", TowerFanEfficiency: "tower fan efficiency",
	HumidifierPressure: "humidifier pressure", HumidifierPump: "humidifier pump efficiency", LoopPumpPressure: "loop pump pressure", LoopPump: "loop pump efficiency",
	TowerPumpPressure: "tower pump pressure", TowerPump: "tower pump efficiency", EconomiserPressure: "economiser pump pressure", EconomiserPump: "economiser pump efficiency",
	TowerApproach: "tower approach", ExchangerApproach: "exchanger approach", ChillerLoad: "chiller load", LiquidGas: "liquid over gas", COPError: "COP error",
	CoilEffectiveness: "coil effectiveness", Drift: "drift", Cycles: "cycles of concentration",
}

// String names the parameter.
func (p Parameter) String() string { return names[p] }

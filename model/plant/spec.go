package plant

// Spec is a kind of data centre: electrical chain, halls and cooling, in
// fractions of rated IT power, so that any size can be made of it.
type Spec struct {
	Name string

	// Electrical chain. Modules are of rated IT power / Modules; installed by
	// Scheme; losses in fractions of a module's rating.
	Scheme                           Scheme
	Modules                          float64
	Staged                           bool
	Transformer, UPS, PDU, Rectifier Loss
	Lighting                         float64 // of rated IT power, at all hours

	// Heat from the halls. LiquidShare of the IT heat goes into liquid at the
	// chips, the rest into air. The cooling loop supplies SupplyC and comes
	// back ReturnC: water, or the air itself for direct expansion.
	LiquidShare      float64
	Fans             Mover
	SupplyC, ReturnC float64
	Pumps            Mover // of the cooling loop; none for direct expansion
	Chiller          Chiller

	// Heat to the outdoors: a wet tower with condenser pumps, or air.
	Wet         bool
	Tower       Tower
	Condenser   Mover // pumps of the tower's loop
	OutdoorFans Mover // of towers or of air-cooled condensers

	WaterSide WaterSide
	AirSide   AirSide
	Liquid    LiquidLoop
}

// WaterSide is an economiser that cools the loop by tower water, in series
// before the chillers.
type WaterSide struct {
	On         bool
	ExchangerK float64 // approach of the heat exchanger
}

// AirSide is an economiser that blows outdoor air through the halls.
type AirSide struct {
	On               bool
	SupplyC, ReturnC float64 // of the halls' air
	DewC             float64 // highest dew point of the air supplied
	Pad              float64 // effectiveness of an evaporative pad, 0 for none
}

// LiquidLoop carries heat from the chips to dry coolers; what these cannot take
// the cooling loop does.
type LiquidLoop struct {
	SupplyC, ReturnC float64
	ApproachK        float64 // of the dry coolers at rated heat
	Pumps, Fans      Mover
}

// Check says whether all of a spec is in the range that balances were looked at.
func (s *Spec) Check() error {
	of := "plant " + s.Name
	part := func(p Part) float64 { return p.A + p.B + p.C }
	err := first(
		within(of, "modules", "", s.Modules, 1, 1000),
		within(of, "lighting", "", s.Lighting, 0, 0.2),
		within(of, "liquid share", "", s.LiquidShare, 0, 1),
		within(of, "supply temperature", "C", s.SupplyC, 4, 45),
		within(of, "return temperature", "C", s.ReturnC, s.SupplyC+2, s.SupplyC+30),
		within(of, "share of Carnot", "", s.Chiller.Carnot, 0.1, 0.9),
		within(of, "evaporator approach", "K", s.Chiller.EvapK, 0, 20),
		within(of, "condenser difference", "K", s.Chiller.CondenseK, 0, 30),
		within(of, "least lift", "K", s.Chiller.MinLiftK, 1, 60),
		within(of, "greatest lift", "K", s.Chiller.MaxLiftK, s.Chiller.MinLiftK, 90),
		within(of, "part-load curve at 1", "", part(s.Chiller.Part), 0.999, 1.001),
		within(of, "chillers", "", s.Chiller.Units, 1, 1000),
		s.Fans.check(of, "hall fans"), s.Pumps.check(of, "loop pumps"), s.OutdoorFans.check(of, "outdoor fans"),
		s.Condenser.check(of, "condenser pumps"), s.Liquid.Pumps.check(of, "liquid pumps"), s.Liquid.Fans.check(of, "dry cooler fans"),
	)
	for _, l := range [...]Loss{s.Transformer, s.UPS, s.PDU, s.Rectifier} {
		err = first(err, within(of, "fixed loss", "", l.Fixed, 0, 0.2), within(of, "proportional loss", "", l.Proportional, 0, 0.2),
			within(of, "square loss", "", l.Square, 0, 0.2))
	}
	if s.Wet {
		err = first(err, within(of, "tower approach", "K", s.Tower.ApproachK, 0.5, 15), within(of, "tower range", "K", s.Tower.RangeK, 1, 20),
			within(of, "liquid over gas", "", s.Tower.LiquidGas, 0.2, 4), within(of, "cycles of concentration", "", s.Tower.Cycles, 1.5, 50),
			within(of, "drift", "", s.Tower.Drift, 0, 0.01))
	}
	if s.AirSide.On {
		err = first(err, within(of, "air return", "C", s.AirSide.ReturnC, s.AirSide.SupplyC+2, 60), within(of, "pad effectiveness", "", s.AirSide.Pad, 0, 1),
			within(of, "dew point limit", "C", s.AirSide.DewC, -20, 30))
	}
	if s.AirSide.Pad > 0 {
		err = first(err, within(of, "cycles of concentration", "", s.Tower.Cycles, 1.5, 50))
	}
	if s.LiquidShare > 0 {
		err = first(err, within(of, "liquid return", "C", s.Liquid.ReturnC, s.Liquid.SupplyC+2, 80), within(of, "dry cooler approach", "K", s.Liquid.ApproachK, 1, 30))
	}
	return err
}

func (m Mover) check(of, what string) error {
	return first(within(of, what, "kW/kW", m.PerKW, 0, 0.5), within(of, "least flow of "+what, "", m.Floor, 0, 1))
}

package steady

import (
	"math"

	"github.com/headroom-planner/headroom/model/plant"
)

// state is moist air.
type state struct{ dryC, ratio float64 }

// enthalpy is in kJ for each kg of dry air.
func (s state) enthalpy() float64 { return plant.EnthalpyKJ(s.dryC, s.ratio) }

// density is kg of moist air in a m3, as an ideal gas. Source: ASHRAE Fundamentals 2017,
// ch. 1 eq. 26 and 28.
func (s state) density(pressurePa float64) float64 {
	volume := dryAirGas * (s.dryC + zeroK) * (1 + 1.607858*s.ratio) / (pressurePa / 1000)
	return (1 + s.ratio) / volume
}

// supply is the air that the halls get: by outdoor air alone (free) or cooled by coils.
type supply struct {
	state
	free  bool
	added float64 // kg of water for each kg of the outdoor air's dry air
	taken float64 // kJ that a kg of the outdoor air takes up, with its humidity; 1 where none is added
}

// outdoor is the air outside.
func (x *Plant) outdoor(dryC, wetC float64) state {
	w, err := plant.RatioOfWetBulb(dryC, math.Min(wetC, dryC), x.pressurePa)
	if err != nil {
		return state{dryC, math.NaN()}
	}
	return state{dryC, w}
}

// limits are the least and greatest humidity ratio that halls may have at a dry bulb.
func (x *Plant) limits(dryC float64) (lo, hi float64) {
	at := func(c, rh float64) float64 {
		w, err := plant.HumidityRatio(c, rh, x.pressurePa)
		if err != nil {
			return math.NaN()
		}
		return w
	}
	return math.Max(at(dryC, x.p[HumidityLow]), at(x.p[DewLow], 1)), math.Min(at(dryC, x.p[HumidityHigh]), at(x.p[DewHigh], 1))
}

// closed is the air of halls that let none in: at the highest temperature, or in the
// middle for direct expansion, half way between the limits of humidity.
func (x *Plant) closed() supply {
	c := x.p[DryHigh]
	if x.kind.Reject == Direct {
		c = (x.p[DryLow] + x.p[DryHigh]) / 2
	}
	lo, hi := x.limits(c)
	return supply{state: state{c, (lo + hi) / 2}, taken: 1}
}

// freely is outdoor air let in as it is, warmed to the least temperature by return air.
func (x *Plant) freely(out *state) supply {
	return supply{state: state{math.Max(x.p[DryLow], out.dryC), out.ratio}, free: true, taken: 1}
}

// supply is the halls' air in given weather.
func (x *Plant) supply(out *state) supply {
	switch x.kind.Economise {
	case OutdoorAir:
		if out.dryC > x.p[DryHigh] {
			return x.closedSupply
		}
		if lo, hi := x.limits(math.Max(x.p[DryLow], out.dryC)); out.ratio < lo || out.ratio > hi {
			return x.closedSupply
		}
		return x.freely(out)
	case WettedAir:
		return x.wetted(out)
	}
	return x.closedSupply
}

// wetted is the control of large halls on outdoor air. Air that is too dry is
// humidified at its own enthalpy; air that is too humid goes over the coils and
// leaves them at the dew point's limit, unless it is cold, when it is mixed with
// return air; hot air stays outside.
func (x *Plant) wetted(out *state) supply {
	if out.dryC >= x.p[DryHigh] {
		_, hi := x.limits(x.p[DryHigh])
		return supply{state: state{x.p[DryHigh], hi}, taken: 1}
	}
	lo, hi := x.limits(math.Max(x.p[DryLow], out.dryC))
	switch {
	case out.ratio < lo:
		return x.humidified(out, lo)
	case out.ratio <= hi:
		return x.freely(out)
	case out.dryC >= x.p[DryLow]:
		return supply{state: state{math.Max(x.p[DryLow], x.p[DewHigh]), hi}, taken: 1}
	}
	// Cold and humid: return air warms it, and its limit is the dew point alone.
	dew, err := plant.HumidityRatio(x.p[DewHigh], 1, x.pressurePa)
	if err != nil || out.ratio <= dew {
		return x.freely(out)
	}
	return supply{state: state{math.Max(x.p[DryLow], x.p[DewHigh]), dew}, free: true, taken: 1}
}

// humidified is outdoor air brought to a humidity ratio at its own enthalpy. Its flow is
// what takes the halls' heat between that enthalpy and the return air's.
func (x *Plant) humidified(out *state, ratio float64) supply {
	h := out.enthalpy()
	c := (h - 2501*ratio) / (1.006 + 1.86*ratio)
	if out.dryC < x.p[DryLow] {
		c = out.dryC
	}
	s := supply{state: state{math.Max(x.p[DryLow], c), ratio}, free: true}
	s.added = (ratio - out.ratio) / (1 + ratio)
	s.taken = s.enthalpy() + airCp*x.p[AirDifference] - h
	return s
}

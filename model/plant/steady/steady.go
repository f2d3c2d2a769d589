// Package steady answers: what does the published model of Lei and Masanet say that
// a data centre draws and drinks? It is a second form of plant beside the heat
// balance of package plant, to hold that against and to choose in its place.
//
// Source: N. Lei and E. Masanet, Climate- and technology-specific PUE and WUE
// estimations for U.S. data centers using a hybrid statistical and
// thermodynamics-based approach, Resources, Conservation and Recycling 182 (2022)
// 106323, doi 10.1016/j.resconrec.2022.106323; its steps as public copies of the
// authors' program take them, written anew here.
//
// It knows the state of the outdoor air and no load: PUE and WUE are the same at any
// share of rated power, losses are shares, and redundancy does not enter. What it
// does otherwise than a balance of heat is kept as published and said where it stands:
// the heat of fans and pumps is not carried away, all of a tower's heat leaves as
// vapour, and a water-side economiser's tower is charged for the halls' heat alone.
//
// Departures: where a hall's humidity is drawn at random between its limits, which
// moves PUE by less than .02 %, the middle is taken; air is that of the ideal gas;
// outside the range of temperatures and part loads that the chillers were fitted in,
// the published model extrapolates its fit, which below a quarter of load rises
// again, and this package bounds it and says so with plant.Unfitted.
//
// Left out: as in package plant, and all that depends on load.
package steady

import (
	"math"

	"github.com/headroom-planner/headroom/model/plant"
	"github.com/headroom-planner/headroom/model/valid"
)

const (
	airCp      = 1.01  // kJ/(kg K), as published
	loopCp     = 4.2   // of the loop's water, likewise
	waterCp    = 4.184 // of all other water
	vapourHeat = 2266  // kJ/kg that humidifiers put into the air
	dryAirGas  = .287042
	hour       = 3600
)

// Plant is a case with its parameters, in one place.
type Plant struct {
	kind       Case
	p          Parameters
	ratedKW    float64
	pressurePa float64
	chiller    machine
	copFactor  float64

	// Shares of IT power.
	ups, distribution, lighting, heat float64
	closedSupply                      supply // of halls that let no outdoor air in
}

// New makes a plant of a case, within its ranges, for a rated IT power in kW at a
// pressure of the outdoor air in Pa.
func New(c Case, p Parameters, ratedITKW, pressurePa float64) (*Plant, error) {
	return build(c, p, ratedITKW, pressurePa, false)
}

// build may leave the chillers' fit free outside of its range, as published.
func build(c Case, p Parameters, ratedITKW, pressurePa float64, free bool) (*Plant, error) {
	const of = "steady plant (Lei and Masanet 2022)"
	err := valid.First(valid.Within(of, "rated IT power", "kW", ratedITKW, 1, 1e7), valid.Within(of, "pressure", "Pa", pressurePa, 50000, 120000))
	for i, r := range c.Ranges {
		// Sums of shares of a range may miss its end by rounding.
		slack := 1e-9 * (math.Abs(r.Low) + math.Abs(r.High))
		err = valid.First(err, valid.Within(of, Parameter(i).String(), "", p[i], r.Low-slack, r.High+slack))
	}
	if err != nil {
		return nil, err
	}
	for _, i := range [...]Parameter{UPSEfficiency, DistributionLoss, Lighting, HumidityLow, HumidityHigh, SensibleShare, HallFanEfficiency, TowerFanEfficiency,
		HumidifierPump, LoopPump, TowerPump, EconomiserPump, COPError, Drift} {
		p[i] /= 100
	}
	x := &Plant{kind: c, p: p, ratedKW: ratedITKW, pressurePa: pressurePa, copFactor: 1 + p[COPError],
		ups: 1/p[UPSEfficiency] - 1, distribution: 1/(1-p[DistributionLoss]) - 1, lighting: p[Lighting]}
	x.heat = 1 + x.ups + x.distribution + x.lighting
	x.chiller = c.Reject.machines().at(p[ChillerLoad], free)
	x.closedSupply = x.closed()
	return x, nil
}

// RatedKW is the IT power that the plant was made for.
func (x *Plant) RatedKW() float64 { return x.ratedKW }

// At is the balance at an IT load in kW in weather of a dry and a wet bulb in C. All of
// it is in proportion to the load. Looked at from -10 to 50 C.
func (x *Plant) At(itKW, dryC, wetC float64) plant.Balance {
	b := plant.Balance{ITKW: itKW, Losses: plant.Losses{UPSKW: x.ups * itKW, PDUKW: x.distribution * itKW}, LightingKW: x.lighting * itKW}
	if itKW <= 0 {
		return b
	}
	out := x.outdoor(dryC, wetC)
	s := x.supply(&out)
	q := x.heat // kW per kW of IT
	b.FansKW = itKW * fan(q/(airCp*x.p[AirDifference]), s.density(x.pressurePa), x.p[HallFanPressure], x.p[HallFanEfficiency])

	coil, latent := 0.0, 0.0 // heat to the coils, and what of it is latent
	if !s.free {
		coil = q / x.p[SensibleShare]
		latent = coil - q
	}
	humidity := latent / vapourHeat
	if x.kind.Reject == Direct {
		b.HumidifierKW = itKW * latent // by steam
	} else {
		b.HumidifierKW = itKW * pump(humidity, x.p[HumidifierPressure], x.p[HumidifierPump])
	}
	b.WaterKgH.Humidity = itKW * hour * (humidity + s.added*q/s.taken)

	moved, economised := coil, 0.0
	if x.kind.Economise == TowerExchange {
		economised = coil * x.exchanged(wetC)
		moved -= economised
	}
	medium := dryC
	if x.kind.Reject == ToTower {
		medium = wetC + x.p[TowerApproach]
	}
	compressor := 0.0
	if moved > 0 {
		cop, unfitted := x.chiller.cop(medium)
		compressor = moved / (cop * x.copFactor)
		if unfitted {
			b.OutOfRange |= plant.Unfitted
		}
	}
	b.CompressorKW = itKW * compressor
	b.PumpsKW = itKW * x.pumps(moved, economised)
	b.HeatKW, b.FreeShare = itKW*(q+latent+compressor), 1
	if moved > 0 {
		b.FreeShare = 1 - moved/coil
	}
	if x.kind.Reject == ToTower && coil > 0 {
		x.tower(&b, coil+compressor, wetC, out.density(x.pressurePa))
	}
	if itKW > x.ratedKW*(1+1e-9) {
		b.OutOfRange |= plant.Overload
	}
	return b
}

// pumps are those of the loop and of the economiser's exchanger, per kW of IT.
func (x *Plant) pumps(moved, economised float64) float64 {
	if x.kind.Reject == Direct {
		return 0
	}
	cp := loopCp
	if x.kind.Economise == OutdoorAir || x.kind.Economise == WettedAir {
		cp = waterCp
	}
	flow := 1 / (cp * x.p[WaterDifference]) // kg/s for each kW
	kw := pump(moved*flow, x.p[LoopPumpPressure], x.p[LoopPump])
	if economised > 0 {
		kw += pump(economised*flow, x.p[EconomiserPressure], x.p[EconomiserPump])
	}
	return kw
}

// exchanged is the share of the coils' heat that tower water takes through the
// exchanger: all where it comes below the loop's supply, none above its return.
func (x *Plant) exchanged(wetC float64) float64 {
	supply := x.p[DryHigh] + x.p[AirDifference]*(1-1/x.p[CoilEffectiveness])
	back := supply + x.p[WaterDifference]
	reached := wetC + x.p[TowerApproach] + x.p[ExchangerApproach]
	return math.Max(0, math.Min(1, (back-reached)/(back-supply)))
}

// tower adds the tower's pumps, fans and water for heat that it rejects, per kW of IT.
// As published, that of a water-side economiser evaporates and blows for the halls' heat
// alone, and air flow is what evaporates over the ratio of liquid to gas.
func (x *Plant) tower(b *plant.Balance, heat, wetC, airDensity float64) {
	cooled := x.p[TowerRange]
	b.PumpsKW += b.ITKW * pump(heat/(waterCp*cooled), x.p[TowerPumpPressure], x.p[TowerPump])
	if x.kind.Economise == TowerExchange {
		heat = x.heat
	}
	t := plant.Tower{RangeK: cooled, Cycles: x.p[Cycles], Drift: x.p[Drift]}
	w := t.Water(heat, 1, wetC+x.p[TowerApproach]+cooled/2) // kg/s per kW of IT
	b.OutdoorKW = b.ITKW * fan(w.Evaporated/x.p[LiquidGas], airDensity, x.p[TowerFanPressure], x.p[TowerFanEfficiency])
	b.WaterKgH.Evaporated = b.ITKW * hour * w.Evaporated
	b.WaterKgH.Drift = b.ITKW * hour * w.Drift
	b.WaterKgH.Blowdown = b.ITKW * hour * w.Blowdown
}

// fan is kW for a flow in kg/s of air of a density against a pressure in Pa.
func fan(flow, density, pressurePa, efficiency float64) float64 {
	return flow / density * pressurePa / efficiency / 1000
}

// pump is kW for a flow in kg/s of water against a pressure in kPa.
func pump(flow, pressureKPa, efficiency float64) float64 {
	return flow * pressureKPa / (1000 * efficiency)
}

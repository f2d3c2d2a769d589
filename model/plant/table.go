package plant

import "math"

// loads are the loads that a Table knows, in shares of rated IT power. They are
// denser where fixed losses weigh more.
var loads = [...]float64{0, .02, .05, .1, .15, .2, .25, .3, .35, .4, .45, .5, .55, .6, .65, .7, .75, .8, .85, .9, .95, 1}

// Table says what a plant draws and drinks in a climate, by load and month. It
// holds kW of facility power and kg/h of water per kW of rated IT power, which
// are nearly straight in load, not PUE, which is not.
type Table struct {
	power, water         [12][len(loads)]float64
	yearPower, yearWater [len(loads)]float64
	peak, peakDay        [len(loads)]float64

	// BoundShare is the share of the year's hours, at full load, whose balance
	// held a quantity at the end of its model's range.
	BoundShare float64

	// FreeHours is how many hours a year, at full load, the compressors move
	// less than 1 % of the heat; PartlyFreeHours in how many less than 99 %.
	FreeHours, PartlyFreeHours float64
}

// Balancer is a form of plant: a balance in every state of load and weather.
type Balancer interface {
	RatedKW() float64 // of IT
	At(itKW, dryC, wetC float64) Balance
}

// Tabulate sums a plant's balances over a year. It takes some 50 ms and is made
// once for a plan.
func Tabulate(p Balancer, w *Weather) *Table {
	t := &Table{}
	for k, load := range loads {
		t.fill(p, w, k, load*p.RatedKW())
	}
	return t
}

func (t *Table) fill(p Balancer, w *Weather, k int, itKW float64) {
	hours, rated := 0.0, p.RatedKW()
	for m, bins := range w.Months {
		power, water, month := 0.0, 0.0, 0.0
		for _, bin := range bins {
			b := p.At(itKW, bin.DryC, bin.WetC)
			power += bin.Hours * b.FacilityKW()
			water += bin.Hours * b.WaterKgH.Makeup()
			month += bin.Hours
			if k == len(loads)-1 {
				t.count(&b, bin.Hours)
			}
		}
		t.power[m][k] = power / month / rated
		t.water[m][k] = water / month / rated
		t.yearPower[k] += t.power[m][k] * month
		t.yearWater[k] += t.water[m][k] * month
		hours += month
	}
	t.yearPower[k] /= hours
	t.yearWater[k] /= hours
	if k == len(loads)-1 {
		t.BoundShare /= hours
	}
	wet, dry := p.At(itKW, w.DryAtDesignWetC, w.DesignWetC), p.At(itKW, w.DesignDryC, w.WetAtDesignDryC)
	t.peak[k] = math.Max(wet.FacilityKW(), dry.FacilityKW()) / rated
	for _, h := range w.Peak {
		b := p.At(itKW, h.DryC, h.WetC)
		t.peakDay[k] += h.Hours * b.WaterKgH.Makeup() / rated
	}
}

// count adds an hour's flags.
func (t *Table) count(b *Balance, hours float64) {
	if b.OutOfRange != 0 {
		t.BoundShare += hours
	}
	if b.FreeShare > 0.99 {
		t.FreeHours += hours
	}
	if b.FreeShare > 0.01 {
		t.PartlyFreeHours += hours
	}
}

// PUE is the mean PUE of a month, 1 to 12, at a load from 0 to 1 of rated IT
// power. Power is interpolated between the table's loads. Infinite at no load;
// NaN for a load or a month that there is not.
func (t *Table) PUE(load float64, month int) float64 {
	if month < 1 || month > 12 {
		return math.NaN()
	}
	return interpolate(&t.power[month-1], load) / load
}

// WUE is litres per kWh of IT of a month, in the same ranges.
func (t *Table) WUE(load float64, month int) float64 {
	if month < 1 || month > 12 {
		return math.NaN()
	}
	return litresPer(interpolate(&t.water[month-1], load), load)
}

// YearPUE is PUE over a year at a constant load: energy over energy.
func (t *Table) YearPUE(load float64) float64 { return interpolate(&t.yearPower, load) / load }

// YearWUE is litres per kWh of IT over a year at a constant load.
func (t *Table) YearWUE(load float64) float64 {
	return litresPer(interpolate(&t.yearWater, load), load)
}

// Peak is facility over IT power at the worse of the two design conditions: what
// a grid connection is asked for, before margins and the recharge of batteries.
func (t *Table) Peak(load float64) float64 { return interpolate(&t.peak, load) / load }

// PeakDay is litres on the peak day per kW of rated IT power: what a pipe or a
// basin is for.
func (t *Table) PeakDay(load float64) float64 { return interpolate(&t.peakDay, load) }

// PowerKW is facility power in kW per kW of rated IT power in a month, also at
// no load, where PUE says nothing.
func (t *Table) PowerKW(load float64, month int) float64 {
	if month < 1 || month > 12 {
		return math.NaN()
	}
	return interpolate(&t.power[month-1], load)
}

// WaterKgH is kg/h of water per kW of rated IT power in a month, also at no load,
// where WUE says nothing.
func (t *Table) WaterKgH(load float64, month int) float64 {
	if month < 1 || month > 12 {
		return math.NaN()
	}
	return interpolate(&t.water[month-1], load)
}

// State is what a plant draws and drinks at a load in a month, per kW of rated IT
// power.
type State struct {
	PowerKW, WaterKgH float64 // means of the month
	PeakKW            float64 // facility power in the worse of the two design conditions
	PeakDayL          float64 // litres on the peak day
}

// At is all of them at once, for inner loops. A load outside of 0 to 1 of rated IT
// power is held at its end, a month outside of 1 to 12 likewise.
func (t *Table) At(load float64, month int) State {
	load = max(0, min(1, load))
	m := max(1, min(12, month)) - 1
	k := 1
	if load > .1 {
		k = min(3+int((load-.1)*20), len(loads)-1) // from there on loads are .05 apart
	}
	for loads[k] < load {
		k++
	}
	f := (load - loads[k-1]) / (loads[k] - loads[k-1])
	between := func(at *[len(loads)]float64) float64 { return at[k-1] + f*(at[k]-at[k-1]) }
	return State{between(&t.power[m]), between(&t.water[m]), between(&t.peak), between(&t.peakDay)}
}

// interpolate is linear between the loads; NaN outside of them.
func interpolate(at *[len(loads)]float64, load float64) float64 {
	if !(load >= 0 && load <= 1) {
		return math.NaN()
	}
	k := 1
	for loads[k] < load {
		k++
	}
	f := (load - loads[k-1]) / (loads[k] - loads[k-1])
	return at[k-1] + f*(at[k]-at[k-1])
}

package datacenter

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/plant"
)

// TestUPS counts a site's modules by hand: 24 MW at the meter on midsize air-cooled halls in N+1,
// modules of 1 MW carried to nine tenths, ten minutes of battery; under 2N twice as many as carry.
func TestUPS(t *testing.T) {
	p := cooled()
	p.Stock, p.Phases = []Stock{{Zone: 0, Share: 1, Plant: 1}}, nil
	p.OpeningMW = 24
	p.UPS = UPS{On: true, UnitMW: 1, Loaded: .9, Hours: 1. / 6}
	spec := plant.Kinds()[6]
	loss := spec.PDU.Fixed + spec.PDU.Proportional + spec.PDU.Square // at full load of all N modules
	for _, c := range []struct {
		scheme    plant.Scheme
		installed func(needed float64) float64
	}{
		{plant.N, func(n float64) float64 { return n }}, {plant.NPlus2, func(n float64) float64 { return n + 2 }}, {plant.NPlus1, func(n float64) float64 { return n + 1 }},
		{plant.TwoN, func(n float64) float64 { return 2 * n }}, {plant.FourThirds, func(n float64) float64 { return 4 * math.Ceil(n/3) }},
	} {
		p.Plants[1].Redundancy = float64(c.scheme)
		w := begin(p, 1, Limits{})
		w.until(2026, 4)
		if behind := w.s.cool.behind[1] - 1; behind <= 0 || c.scheme == plant.N && math.Abs(behind-loss) > 1e-12 || behind > 3*loss {
			t.Errorf("%s: %g of IT power is lost behind the UPS, %g at full load of N", c.scheme, behind, loss)
		}
		want := c.installed(math.Ceil(w.o.ITMW * w.s.cool.behind[1] / .9))
		near(t, "modules, "+c.scheme.String(), w.o.Plant.UPSModules, want)
		near(t, "MWh, "+c.scheme.String(), w.o.Plant.BatteryMWh, want*.9/6)
	}
	p.Plants[1].Model, p.Plants[1].Redundancy = steadyModel, float64(plant.NPlus1)
	w := begin(p, 1, Limits{})
	near(t, "distribution of the published model, 3.5 %", w.s.cool.behind[1], 1/(1-.035))

	p.Plants[1].Model, p.UPS.On = balanceModel, false
	w = begin(p, 1, Limits{})
	near(t, "without the part", w.o.Plant.UPSModules+w.o.Plant.BatteryMWh, 0)
}

// TestUPSByPlant: each plant's halls are a site of their own, whatever zones they are in; halls with a
// stated PUE are not counted, and new halls have the rules' redundancy.
func TestUPSByPlant(t *testing.T) {
	p := cooled()
	p.UPS = UPS{On: true, UnitMW: .5, Loaded: 1}
	w := begin(p, 1, Limits{})
	w.until(2030, 12)
	want, seen := 0.0, 0
	for u := range w.s.cool.units {
		it := 0.0
		for k := range w.s.it {
			it += w.s.cool.it[k*w.s.cool.units+u]
		}
		if it > 0 {
			seen++
			want += math.Ceil(it*w.s.cool.behind[u]/.5) + 1
		}
	}
	near(t, "modules", w.o.Plant.UPSModules, want)
	if seen < 2 || want*.5 > 1.2*w.o.ITMW+2*float64(seen) {
		t.Errorf("%d plants, %g modules of 0.5 MW for %g MW of IT", seen, want, w.o.ITMW)
	}

	usual := w.o.Plant.UPSModules
	p.Rules = Rules{On: true, PUECap: 10, WUECap: 100, Load: .7, Redundancy: 1 + float64(plant.TwoN), Replacement: -1}
	w = begin(p, 1, Limits{})
	opening := w.o.Plant.UPSModules
	w.until(2030, 12)
	if w.o.Plant.UPSModules <= usual || opening > usual {
		t.Errorf("2N for new halls: %g modules for %g, %g at the start", w.o.Plant.UPSModules, usual, opening)
	}
}

package ran

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/radio"
)

// TestFullStation: 3 x 1,127 + 300 = 3,681 W of equipment, within 2 % of the 3.7
// kW that operators measured; 4.40 kW at the meter.
func TestFullStation(t *testing.T) {
	s := MidStation()
	near(t, "equipment", s.EquipmentW(1)/3700, 1, 0.02)
	var table PowerTable
	table.Fill(s, radio.Flat())
	near(t, "meter", table.KWAtBusy(1), 3.681*1.1/0.92, 1e-12)
	near(t, "30 %", table.KWAtMean(0.3), 3.153, 0.0005)
}

// TestFleet: 68,457 stations at 3 kW draw 205 MW, 16,737 draw 50; a mix adds up
// in any order, and nothing draws nothing.
func TestFleet(t *testing.T) {
	near(t, "4G base", FleetMW([]Part{{68457, 3}}), 205, 0.5)
	near(t, "2025", FleetMW([]Part{{16737, 3}}), 50, 0.5)
	mix := []Part{{100, 3.2}, {50, 0.6}, {400, 0.12}}
	want := FleetMW(mix)
	near(t, "mix", want, 0.398, 1e-12)
	mix[0], mix[2] = mix[2], mix[0]
	near(t, "order", FleetMW(mix), want, 1e-15)
	near(t, "none", FleetMW(nil), 0, 0)
	near(t, "a month", MonthKWh(1)*12, 8766000, 1e-6)
}

// TestTableIsTheDay: between its loads the table is what the day adds up to:
// exactly without sleep, within 4.5 % where hours of equal load start to sleep at
// once, a step that the table takes over a 64th of load.
func TestTableIsTheDay(t *testing.T) {
	for _, s := range []radio.Station{MidStation(), LowStation(), SmallStation()} {
		for _, sleep := range []float64{0, 0.3} {
			s.SleepBelow, s.SleepShare = sleep, 0.8
			tol := 1e-12
			if sleep > 0 {
				tol = 0.045
			}
			var table PowerTable
			table.Fill(s, radio.UrbanDay())
			for busy := 0.0; busy <= 1; busy += 0.0037 {
				want := s.Over(radio.UrbanDay(), busy).MeanKW
				near(t, "kW", table.KWAtBusy(busy)/want, 1, tol)
				near(t, "by mean load", table.KWAtMean(busy*table.MostMean()), table.KWAtBusy(busy), 1e-9)
			}
		}
	}
}

// TestSleepSaves never costs, and more load never takes less.
func TestSleepSaves(t *testing.T) {
	awake, asleep := MidStation(), MidStation()
	asleep.SleepBelow, asleep.SleepShare = 0.3, 1
	var a, b PowerTable
	a.Fill(awake, radio.UrbanDay())
	b.Fill(asleep, radio.UrbanDay())
	last := 0.0
	for busy := 0.0; busy <= 1; busy += 0.01 {
		if a.KWAtBusy(busy) < b.KWAtBusy(busy) || a.KWAtBusy(busy) < last || b.KWAtBusy(busy) <= 0 {
			t.Fatalf("load %g: %g awake, %g asleep", busy, a.KWAtBusy(busy), b.KWAtBusy(busy))
		}
		last = a.KWAtBusy(busy)
	}
	t.Logf("busy hour half full: %.2f kW awake, %.2f asleep; full %.2f; idle %.2f", a.KWAtBusy(0.5), b.KWAtBusy(0.5), a.KWAtBusy(1), a.KWAtBusy(0))
	if !math.IsNaN(a.KWAtBusy(1.1)) || !math.IsNaN(a.KWAtBusy(-0.1)) || !math.IsNaN(a.KWAtBusy(math.NaN())) {
		t.Error("a load that cannot be gave a number")
	}
	noAllocations(t, "table", func() { a.Fill(asleep, radio.UrbanDay()); sink = a.KWAtMean(0.2) })
}

package datacenter

import "testing"

// TestExpansion: a total of 2,730 MW by the end of 2030 (15 x 182). Open at the
// start are 206 MW and announced 14: the gap is 2,510 MW. Construction takes 12
// months, so modules start from 2025-11 to 2029-12 (50 months), 50.2 MW a month,
// and are energised from 2026-11 to 2030-12.
func TestExpansion(t *testing.T) {
	p := country()
	p.Expansion.TargetMW = 2730
	p.Expansion.DenseShare, p.Expansion.DenseClass = 0.25, 1
	w := begin(p, 2, plenty())
	near(t, "energised in 2026-10", w.until(2026, 10).o.ExpansionMW, 0)
	near(t, "under way in 2026-10", w.o.ExpansionBuildingMW, 12*50.2)
	w.until(2026, 11)
	near(t, "energised in 2026-11", w.o.ExpansionMW, 50.2)
	// 50.2/1.4 = 35.857 MW of IT, a quarter in 40 kW racks: 8.964 MW, 224.1 racks.
	near(t, "dense racks", w.o.ClassRacks[1], 50.2/1.4*0.25*1000/40)
	near(t, "capex", w.o.CapexUSD, 50.2/1.4*(0.75*7e6+0.25*9e6))
	w.until(2030, 12)
	near(t, "total in 2030-12", w.o.FacilityMW, 2730)
	near(t, "waiting", w.o.WaitingMW, 0)

	lim := plenty()
	lim.GridMW = []float64{100, 200}
	w = begin(p, 2, lim).until(2030, 12)
	near(t, "total with 300 MW of headroom", w.o.FacilityMW, 206+300)
	near(t, "waiting then", w.o.WaitingMW, 2510-286) // 14 of the 300 went to the named phase
}

// Added to what is there, in one zone, with a connection slower than construction:
// 60 MW, wanted by 2026-12; 20 months of delay leave one month to start, and
// 2025-11 + 20 months is 2027-07.
func TestExpansionAdded(t *testing.T) {
	p := country()
	p.Expansion.TargetMW, p.Expansion.Reading, p.Expansion.Zone, p.Expansion.By = 60, ReadAdded, 0, month(2026, 12)
	lim := plenty()
	lim.DelayMonths[0] = 19.2
	w := begin(p, 2, lim)
	near(t, "in 2027-06", w.until(2027, 6).o.ExpansionMW, 0)
	near(t, "in 2027-07", w.until(2027, 7).o.ExpansionMW, 60)
	near(t, "in its zone", w.o.ZoneCapacityMW[0], 136.5+60)
}

// TestExpansionSpreads: with 14 MW of the second zone's 44 claimed by a named
// phase, 30 and 30 are unclaimed: the first month is split in halves.
func TestExpansionSpreads(t *testing.T) {
	p := country()
	p.Expansion.TargetMW, p.Expansion.Reading, p.Expansion.ConstructionMonths = 61, ReadAdded, 0
	lim := plenty()
	lim.GridMW = []float64{30, 44}
	w := begin(p, 2, lim).until(2025, 11)
	// 61 MW over 2025-11 .. 2030-12: 62 months.
	near(t, "first zone", w.o.ZoneCapacityMW[0]-136.5, 61.0/62/2)
	near(t, "second zone", w.o.ZoneCapacityMW[1]-69.5, 61.0/62/2)
}

// TestExpansionCountsClaims: what is under construction and what is energised
// claims headroom once each. 10 MW a month in four months, zones of 30 and 24
// MW, of which the named phase (2025-12) takes 14.
//
//	2025-11: 30 and 10 unclaimed: 7.5 and 2.5
//	2025-12: the second zone gains 10 MW: 22.5 and 34-14-2.5 = 17.5: 5.625 and 4.375
//	2026-01: 16.875 and 13.125, again 0.5625 and 0.4375
func TestExpansionCountsClaims(t *testing.T) {
	p := country()
	p.Facilities[1].DelayMonths, p.Phases[1].Opens = 0, month(2025, 12)
	p.Expansion.TargetMW, p.Expansion.Reading, p.Expansion.ConstructionMonths, p.Expansion.By = 40, ReadAdded, 2, month(2026, 4)
	lim := plenty()
	lim.GridMW = []float64{30, 24}
	w := begin(p, 2, lim)
	w.step()
	near(t, "first zone's part of 2025-11", w.s.exp.weight[0], 0.75)
	w.lim.GridMW[1] = 34
	for range 3 {
		w.step()
		near(t, "first zone's part", w.s.exp.weight[0], 0.5625)
	}
	w.until(2026, 4)
	near(t, "energised", w.o.ExpansionMW, 40)
	near(t, "waiting", w.o.WaitingMW, 0)
	near(t, "free", w.o.ZoneFreeMW[0]+w.o.ZoneFreeMW[1], 10)
	near(t, "pending", w.s.pending[1], 0)
}

func TestNoExpansion(t *testing.T) {
	w := begin(country(), 2, plenty()).until(2030, 12)
	near(t, "energised", w.o.ExpansionMW, 0)
	near(t, "total", w.o.FacilityMW, 220)
}

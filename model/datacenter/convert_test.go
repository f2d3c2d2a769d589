package datacenter

import "testing"

// 1,000 standard racks of 4 kW become 100 of 40 kW; while works last neither are there.
// Of 8 MW of nodes none found a place before, all that fit after.
func TestConversion(t *testing.T) {
	p := cooled()
	p.Occupancy, p.DemandGrowth = .5, 0
	p.Phases = p.Phases[:1]
	p.Conversion = Conversion{On: true, Racks: 1000, Class: 1, Zone: 0, Start: month(2026, 1), Months: 9, USDPerKW: 3000}
	w := begin(p, 2, plenty(), Request{NodeKW: 10, Zone: 0, Wanted: 400})
	racks, it, fac := w.o.StandardRacks, w.o.ITMW, w.o.FacilityMW
	k := w.s.cell(0, 0)
	each := w.s.it[k] / w.s.racks[k] // MW
	w.until(2025, 12)
	near(t, "nodes before", w.o.NodesPlaced, 0)
	w.step()
	near(t, "racks during works", w.o.StandardRacks, racks-1000)
	near(t, "IT power during works", w.o.ITMW, it-1000*each)
	w.until(2026, 9)
	near(t, "dense racks before the end of works", w.o.ClassRacks[1], 0)
	spent := w.o.CapexUSD
	w.step()
	dense := float64(int(1000 * each * 1000 / 40))
	near(t, "dense racks", w.o.ClassRacks[1], dense)
	near(t, "IT power", w.o.ITMW, it)
	near(t, "facility power", w.o.FacilityMW, fac)
	near(t, "IT of plants and of stated PUEs", total(w.o.Plant.ITMW)+total(w.s.bareIT), w.o.ITMW)
	near(t, "cost", w.o.CapexUSD-spent, dense*40*3000)
	near(t, "nodes after", w.o.NodesPlaced, min(400, dense*3))

	p.Occupancy = 1 // racks in use stop it
	w = begin(p, 2, plenty()).until(2026, 12)
	near(t, "dense racks of a full hall", w.o.ClassRacks[1], 0)
	near(t, "standard racks of a full hall", w.o.StandardRacks, racks)
}

package gpu

import "testing"

// 15 x 2,000 = 30,000 H100; / 8 = 3,750 nodes; x 10.2 kW = 38.25 MW;
// floor(40 x 0.8 / 10.2) = floor(3.137) = 3 nodes a rack; 3,750 / 3 = 1,250.
func TestFifteenTimesTheCount(t *testing.T) {
	p := scenario()
	p.Expansion.Reading = ReadCount
	o := newRig(p, 26).run(placeAll, nil)
	near(t, "GPUs", o.ExpansionGPUs, 30000, 0)
	near(t, "nodes", o.ExpansionNodes, 3750, 0)
	near(t, "MW", o.ExpansionMW, 38.25, 1e-12)
	near(t, "nodes per rack", o.NodesPerRack, 3, 0)
	near(t, "racks", o.ExpansionRacks, 1250, 0)
	near(t, "running", o.ExpansionRunning, 30000, 1e-12)
	near(t, "count", o.Count, 1426+1200+30000, 1e-12)
}

// The same as GB200 NVL72: 30,000 / 72 = 416.7, so 417 racks of one node of
// 132 kW: 55.0 MW. A rack of 40 kW takes none. A DGX H100 of 10.2 kW is 8 U: 37 U hold four.
func TestFifteenTimesInRacksOfSeventyTwo(t *testing.T) {
	p := scenario()
	p.Expansion.Reading, p.Expansion.Accelerator = ReadCount, nvl72
	o := newRig(p, 1).run(placeAll, nil)
	near(t, "nodes", o.ExpansionNodes, 417, 0)
	near(t, "MW", o.ExpansionMW, 55.044, 1e-12)
	if o.NodesPerRack != 0 || o.ExpansionRacks != 0 {
		t.Errorf("%g nodes a rack, %g racks", o.NodesPerRack, o.ExpansionRacks)
	}
	p.RackKW = 165 // x 0.8 = 132: exactly one by power, none by height: 42 U x 0.9 are 37 of the 48
	near(t, "nodes in a rack of 165 kW and 42 U", newRig(p, 1).run(placeAll, nil).NodesPerRack, 0, 0)
	p.RackUnits, p.RackUsable = 48, 1
	o = newRig(p, 1).run(placeAll, nil)
	near(t, "racks of 165 kW and 48 U", o.ExpansionRacks, 417, 0)
	p.Expansion.Accelerator, p.RackUnits, p.RackUsable = h100, 42, .9
	near(t, "nodes of 8 U where 12 have power", newRig(p, 1).run(placeAll, nil).NodesPerRack, 4, 0)
}

// 15 x 1,147.456 = 17,211.8 H100 equivalents: 17,212 H100.
func TestFifteenTimesTheCompute(t *testing.T) {
	p := scenario()
	p.Expansion.Reading = ReadCompute
	o := newRig(p, 26).run(placeAll, nil)
	near(t, "H100", o.ExpansionGPUs, 17212, 0)
	near(t, "growth of compute", o.GrowthCompute, 1+15+1200/1147.456, 1e-4)

	p.Expansion.Accelerator = nvl72 // 15 x 1,134,834 TFLOPS / 2,500 = 6,809.004, rounded up
	near(t, "GB200", newRig(p, 1).run(placeAll, nil).ExpansionGPUs, 6810, 0)
}

// What exists counts: 30,000 - 1,426 - 1,200 = 27,374 GPUs; and
// 15 x 1,147.456 - 1,147.456 - 1,200 = 14,864.4, so 14,865 H100.
func TestExistingCounts(t *testing.T) {
	p := scenario()
	p.Expansion.CountsExisting = Yes
	p.Expansion.Reading = ReadCount
	o := newRig(p, 26).run(placeAll, nil)
	near(t, "GPUs", o.ExpansionGPUs, 27374, 0)
	near(t, "count in the end", o.Count, 30000, 1e-12)

	p.Expansion.Reading = ReadCompute
	o = newRig(p, 26).run(placeAll, nil)
	near(t, "H100", o.ExpansionGPUs, 14865, 0)
	near(t, "growth of compute in the end", o.GrowthCompute, 15, 1e-4)

	p.Programmes[0].Completes = No // what is not built does not count
	near(t, "H100 without the programme", newRig(p, 1).run(placeAll, nil).ExpansionGPUs, 16065, 0)

	p.Expansion.Multiple = 0.5
	near(t, "enough exists", newRig(p, 1).run(placeAll, nil).ExpansionGPUs, 0, 0)
}

func TestReadingsThatBuyNothing(t *testing.T) {
	for _, reading := range []float64{ReadNone, ReadMegawatt} {
		p := scenario()
		p.Expansion.Reading = reading
		o := newRig(p, 26).run(placeAll, nil)
		if o.ExpansionGPUs != 0 || o.ExpansionRacks != 0 || o.Installed != 2626 {
			t.Errorf("reading %g buys %g", reading, o.ExpansionGPUs)
		}
	}
}

func TestMoreIsNeverFewer(t *testing.T) {
	last := -1.0
	for _, multiple := range []float64{0, 1, 5, 15, 30} {
		p := scenario()
		p.Expansion.Reading, p.Expansion.Multiple = ReadCount, multiple
		o := newRig(p, 30).run(placeAll, nil)
		if o.Count <= last {
			t.Errorf("multiple %g: %g GPUs, fewer than %g", multiple, o.Count, last)
		}
		last = o.Count
	}
}

// Conservation: what is installed runs or is idle, in every month and for
// every way of placing; labels follow the first of equal cuts.
func TestConservation(t *testing.T) {
	for _, part := range []float64{0, 0.3, 1} {
		p := scenario()
		p.Expansion.Reading, p.Expansion.Supply = ReadCount, 700
		r := newRig(p, 40)
		before := 1426.0
		r.run(func(q *Request) { q.Placed = q.Wanted * part }, func(i int, o *Out) {
			near(t, "running + idle", o.Count+o.Idle, o.Installed, 1e-12)
			near(t, "stock", o.Installed, before+o.Delivered, 1e-12)
			before = o.Installed
		})
	}
	c := cuts{bindBudget: 3, bindRacks: 3}
	if c.largest() != bindBudget {
		t.Errorf("a tie goes to %g", c.largest())
	}
}

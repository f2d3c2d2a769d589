package model

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

// TestPlatformsReachTheRest: a hundred times the transactions take racks,
// load, energy and money, and leave fewer racks to others.
func TestPlatformsReachTheRest(t *testing.T) {
	few := run(served(), nil)
	p := served()
	p.Platform.Platforms[0].Transactions *= 100
	many := run(p, nil)
	for what, v := range map[string][2]float64{
		"servers": {few.Platform.Placed, many.Platform.Placed}, "racks": {few.Datacenter.OccupiedRacks, many.Datacenter.OccupiedRacks},
		"load": {few.Power.DatacenterMW, many.Power.DatacenterMW}, "carbon": {few.Power.EmissionsKt, many.Power.EmissionsKt}, "cost": {few.Finance.CumulativeMUSD, many.Finance.CumulativeMUSD},
	} {
		if v[1] <= v[0] {
			t.Errorf("%s: %g with a hundred times the transactions, %g before", what, v[1], v[0])
		}
	}
}

// TestPlatformsWithoutHalls: when no rack is free the peak is not served.
func TestPlatformsWithoutHalls(t *testing.T) {
	p := served()
	p.Platform.Platforms[0].Transactions *= 1e5
	o := run(p, nil)
	if o.Platform.PlacedShare > 50 || o.Platform.Short <= 0 {
		t.Errorf("served %g %%, %g servers short", o.Platform.PlacedShare, o.Platform.Short)
	}
	p = served()
	p.Datacenter.On = false
	if o := run(p, nil); o.Platform.PlacedShare != 100 {
		t.Errorf("without the domain of data centres nothing limits; served %g %%", o.Platform.PlacedShare)
	}
}

// TestNetworkReachesPowerAndMoney: 240,000 lines of 5 W are 1.2 MW of the
// digital load; 30,000 more lines cost 9 million dollars.
func TestNetworkReachesPowerAndMoney(t *testing.T) {
	with := run(served(), nil)
	p := served()
	p.Network.On = false
	without := run(p, nil)
	if d := with.Power.DigitalMW - without.Power.DigitalMW; math.Abs(d-1.2) > 1e-9 {
		t.Errorf("the network adds %g MW", d)
	}
	p = served()
	p.Network.Adoption = axis.Path{Months: []float64{float64(begin), float64(begin + 24)}, Values: []float64{0.8, 0.9}}
	spent := 0.0
	run(p, func(_ axis.Step, o *Out) { spent += o.Finance.CapexNetworkMUSD })
	if math.Abs(spent-9) > 1e-9 {
		t.Errorf("the lines cost %g MUSD", spent)
	}
}

// TestServedAllocatesNothing runs whole draws of every domain.
func TestServedAllocatesNothing(t *testing.T) {
	p := served()
	Prepare(p)
	s, o := NewState(p), NewOut(p)
	draw(p, s, o, nil)
	if n := testing.AllocsPerRun(5, func() { draw(p, s, o, nil) }); n != 0 {
		t.Errorf("%v allocations in a draw", n)
	}
}

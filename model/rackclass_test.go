package model

import (
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/gpu"
)

// TestNoNodeWhereItDoesNotFit: in halls whose racks have 6.65 kW a node of 10.2 kW finds no class: nothing of the
// programme runs, and that is what binds. A zone without power holds it back by another name.
func TestNoNodeWhereItDoesNotFit(t *testing.T) {
	binding := func(change func(*Params)) (string, *Out) {
		p := island()
		change(p)
		o := run(p, func(axis.Step, *Out) {})
		return gpu.BindingOptions[int(o.GPU.Binding)].Key, o
	}
	low := func(p *Params) {
		p.Datacenter.OpeningMW, p.Datacenter.StandardDerating = 6.65, 1
		p.Datacenter.Phases[0].Class, p.Datacenter.Classes = -1, nil
	}
	key, o := binding(low)
	if key != "rack-class" || o.GPU.Count != 400 || o.GPU.Idle != 2400 || o.Datacenter.FitsStandard != 0 {
		t.Errorf("%s binds; %g run, %g idle", key, o.GPU.Count, o.GPU.Idle)
	}
	near(t, "IT power of what runs", o.GPU.ITMW, 50*nodeKW/1000)
	key, o = binding(func(p *Params) { p.Power.Zones[1].HeadroomMW = 0 })
	if key != "racks" || o.GPU.Count != 400 { // the hall never opens without the grid
		t.Errorf("%s binds; %g run", key, o.GPU.Count)
	}
	key, o = binding(func(p *Params) { p.GPU.Accelerators[0].Cooling = gpu.Liquid })
	if key != "rack-class" || o.GPU.Count != 400 {
		t.Errorf("%s binds; %g run", key, o.GPU.Count)
	}
}

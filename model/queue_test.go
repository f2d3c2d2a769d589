package model

import (
	"reflect"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/datacenter"
	"github.com/headroom-planner/headroom/model/power"
)

// inLine is the island without radio, which would take of the limits, with a programme
// of 12 MW in both zones and a queue for its connections, whose works take what a
// connection took.
func inLine() *Params {
	p := island()
	p.Mobile.On = false
	p.Datacenter.Expansion.TargetMW, p.Datacenter.Expansion.Reading, p.Datacenter.Expansion.By = 12, datacenter.ReadAdded, float64(begin+24)
	p.Power.Queue = power.Queue{On: true, HoldMonths: 18}
	for i := range p.Power.Zones {
		z := &p.Power.Zones[i]
		z.WorksMonths = z.DelayMonths
	}
	return p
}

// TestQueueOfNobodyElse: where headroom is enough for all who ask, the queue gives what a
// zone without one does, in the same month.
func TestQueueOfNobodyElse(t *testing.T) {
	plain, queued := inLine(), inLine()
	plain.Power.Queue.On = false
	for _, p := range []*Params{plain, queued} {
		for i := range p.Power.Zones {
			p.Power.Zones[i].HeadroomMW = 100
		}
		p.Datacenter.Expansion.Zone = 1
	}
	var months []datacenter.Out
	run(plain, func(_ axis.Step, o *Out) { months = append(months, clone(o.Datacenter)) })
	connected := 0.0
	o := run(queued, func(s axis.Step, o *Out) {
		x := clone(o.Datacenter)
		copy(x.ZoneFreeMW, months[s].ZoneFreeMW) // what nobody asked for, for what nobody has
		if !reflect.DeepEqual(x, months[s]) {
			t.Fatalf("month %d differs:\n%+v\n%+v", s, x, months[s])
		}
		connected = o.Power.Queue.All.ConnectedMW
	})
	near(t, "connected", connected, 15+12)
	near(t, "waiting", o.Power.Queue.All.WaitingMW, 0)
	near(t, "clears", o.Power.Queue.Zones[1].Clears, float64(begin))
	near(t, "binds", o.Power.Queue.Binding, 0)
}

func clone(o datacenter.Out) datacenter.Out {
	v := reflect.ValueOf(&o).Elem()
	var deep func(reflect.Value)
	deep = func(v reflect.Value) {
		for i := range v.NumField() {
			switch f := v.Field(i); f.Kind() {
			case reflect.Slice:
				c := reflect.MakeSlice(f.Type(), f.Len(), f.Len())
				reflect.Copy(c, f)
				f.Set(c)
			case reflect.Struct:
				deep(f)
			}
		}
	}
	deep(v)
	return o
}

// TestQueueHoldsHalls: a project that nobody builds asked first for 15 of the hill's 20 MW,
// a month before hill-1, so hill-1 gets 5 of its 15 in month 6. What it lacks the
// zone could carry: the queue binds and not the grid. Held for 18 months from its
// application 25 months before the start, its place would have been free: it is
// held for 40, and given back in month 15.
func TestQueueHoldsHalls(t *testing.T) {
	p := inLine()
	p.Datacenter.Expansion.TargetMW = 0
	p.Power.Queue.HoldMonths = 40
	p.Datacenter.Facilities = append(p.Datacenter.Facilities, datacenter.Facility{Name: "nothing", Zone: 1, Completes: datacenter.No, PUE: 1.25})
	p.Datacenter.Phases = append(p.Datacenter.Phases, datacenter.Phase{Name: "nothing-1", Facility: 1, Opens: float64(begin + 6), Racks: 300, Class: 0, PowerMW: 15, Applied: float64(begin - 25)})
	var o *Out
	at := map[axis.Step]struct{ capacity, held, short, binding float64 }{5: {0, 0, 0, 0}, 6: {5, 10, 0, 1}, 14: {5, 10, 0, 1}, 15: {15, 0, 0, 0}}
	o = run(p, func(s axis.Step, o *Out) {
		if want, ok := at[s]; ok {
			near(t, "energised", o.Datacenter.ZoneCapacityMW[1], want.capacity)
			near(t, "held", o.Power.Queue.Zones[1].HeldMW, want.held)
			near(t, "short", o.Power.Queue.All.ShortMW, want.short)
			near(t, "binding", o.Power.Queue.Binding, want.binding)
			near(t, "all that wait", o.Power.Queue.All.HeldMW+o.Power.Queue.All.ShortMW, o.Datacenter.WaitingMW)
		}
	})
	near(t, "given back", o.Power.Queue.Zones[1].WithdrawnMW, 15)
	near(t, "energised", o.Datacenter.ZoneCapacityMW[1], 15)

	// Without the project the grid of 4 MW binds, and not the queue.
	p = inLine()
	p.Datacenter.Expansion.TargetMW, p.Power.Zones[1].HeadroomMW = 0, 4
	o = run(p, nil)
	near(t, "short", o.Power.Queue.All.ShortMW, 11)
	near(t, "binding", o.Power.Queue.Binding, 2)

	// A step of 8 MW, ordered when it lacks in month 1, makes 12.
	p.Power.Zones[1].StepMW, p.Power.Zones[1].StepMonths, p.Power.Zones[1].Steps = 8, 20, 1
	o = run(p, func(s axis.Step, o *Out) {
		if s == 20 || s == 21 {
			near(t, "energised", o.Datacenter.ZoneCapacityMW[1], 4+8*float64(s-20))
		}
	})
	near(t, "short", o.Power.Queue.All.ShortMW, 3)
}

// TestQueueNeverBeyond: with phantom projects, others and steps, data centres and others together
// never have more than the grid's limit, and data centres never more than they were given;
// a draw leaves nothing to the next and allocates nothing.
func TestQueueNeverBeyond(t *testing.T) {
	p := inLine()
	for i := range p.Power.Zones {
		z := &p.Power.Zones[i]
		z.StepMW, z.StepMonths, z.Steps, z.OthersMW = 4, 6, 3, 3
	}
	Prepare(p)
	s, o := NewState(p), NewOut(p)
	var first []float64
	see := func(_ axis.Step, o *Out) {
		for z := range p.Power.Zones {
			q := &o.Power.Queue.Zones[z]
			if got := o.Datacenter.ZoneConnectedMW[z]; got > q.ConnectedMW-q.OthersMW+1e-9 || got+q.OthersMW > o.Power.ZoneGridMW[z]+1e-6 {
				t.Errorf("zone %d: %g MW of halls, %+v, limit %g", z, got, *q, o.Power.ZoneGridMW[z])
			}
			near(t, "held and short", q.HeldMW+q.ShortMW, o.Datacenter.ZoneWaitingMW[z])
		}
		first = append(first, o.Datacenter.FacilityMW, o.Power.Queue.All.WaitingMW)
	}
	draw(p, s, o, see)
	once := first
	p.Datacenter.Expansion.TargetMW = 40
	draw(p, s, o, see)
	p.Datacenter.Expansion.TargetMW = 12
	first = nil
	draw(p, s, o, see)
	if !reflect.DeepEqual(once, first) {
		t.Error("a draw remembers others")
	}
	if n := testing.AllocsPerRun(10, func() { draw(p, s, o, nil) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}

// TestStagesApplyInTheirTime: by stages a phase asks when construction begins, and one that ends
// before construction never asks.
func TestStagesApplyInTheirTime(t *testing.T) {
	asked := func(stage, fate float64) (month axis.Step) {
		p := inLine()
		p.Datacenter.Expansion.TargetMW = 0
		p.Datacenter.Phases[0].Applied = -1
		p.Datacenter.Pipeline = datacenter.Pipeline{On: true, Form: datacenter.Stages, PassPermit: .9, PassContract: .8, PassConstruction: .9, PassEnergised: .9,
			PermitMonths: 3, ContractMonths: 4, StartMonths: 2, BuildMonths: 6, EquipMonths: 5, ConnectMonths: 9, UtilityFactor: 1, FactoryFactor: 1}
		p.Datacenter.Facilities[0].Progress = datacenter.Progress{Stage: stage, Began: -1, Fate: fate, Ahead: 1, Build: 1, Connect: 1, Equip: 1}
		run(p, func(s axis.Step, o *Out) {
			if month == 0 && o.Power.Queue.Zones[1].WaitingMW > 0 {
				month = s
			}
		})
		return month
	}
	if m := asked(0, .1); m != 3+4+2+1 {
		t.Errorf("announced asks in month %d", m)
	}
	if m := asked(2, .1); m != 2+1 {
		t.Errorf("contracted asks in month %d", m)
	}
	if m := asked(0, .6); m != 3+4+2+1 { // reaches construction, and no further
		t.Errorf("one that is never energised asks in month %d", m)
	}
	if m := asked(0, .95); m != 0 {
		t.Errorf("one that is never permitted asks in month %d", m)
	}
}

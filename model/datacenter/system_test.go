package datacenter

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

// Opex is 3 % of the cost of all halls in a year: 125.48 MW x 7 MUSD x 3 % / 12.
func TestMoney(t *testing.T) {
	w := begin(country(), 2, plenty())
	near(t, "opex in step 0", w.o.OpexUSD, 0)
	near(t, "capex in step 0", w.o.CapexUSD, 0)
	w.step()
	near(t, "opex in a month", w.o.OpexUSD, 125.48*7e6*0.03/12)
}

func TestCloneSharesNothing(t *testing.T) {
	p := country()
	Prepare(&p, run)
	a, b := reflect.ValueOf(p), reflect.ValueOf(p.Clone())
	if !reflect.DeepEqual(p, p.Clone()) {
		t.Error("the clone differs")
	}
	slices := 0
	for i := range a.NumField() {
		if a.Field(i).Kind() == reflect.Slice {
			slices++
			if a.Field(i).Pointer() == b.Field(i).Pointer() {
				t.Errorf("%s is shared", a.Type().Field(i).Name)
			}
		}
	}
	if slices < 5 {
		t.Errorf("only %d slices were compared", slices)
	}
}

// A draw leaves nothing to the next: the same inputs give the same numbers.
func TestStartForgets(t *testing.T) {
	p := country()
	p.Expansion.TargetMW = 500
	w := begin(p, 2, plenty(), Request{NodeKW: 1.6, Zone: -1, Wanted: 800})
	first := snapshot(w.until(2029, 1))
	w.p.Expansion.TargetMW, w.p.Occupancy = 2000, 0.9
	w.restart()
	w.until(2030, 12)
	w.p.Expansion.TargetMW, w.p.Occupancy = 500, 0.6
	w.restart()
	if again := snapshot(w.until(2029, 1)); !reflect.DeepEqual(first, again) {
		t.Errorf("%v\nthen\n%v", first, again)
	}
}

func snapshot(w *world) []float64 {
	var out []float64
	for _, m := range Metrics {
		if m.HasTotal() {
			out = append(out, m.Total(&w.o))
		}
	}
	return append(out, w.o.PhaseRacks...)
}

func TestAllocatesNothing(t *testing.T) {
	p := country()
	p.Expansion.TargetMW = 800
	w := begin(p, 2, plenty(), Request{NodeKW: 10.2, Zone: -1, Wanted: 300})
	if n := testing.AllocsPerRun(50, func() {
		w.restart()
		for w.t < axis.Step(run.Steps-1) {
			w.step()
		}
	}); n != 0 {
		t.Errorf("%g allocations in a draw", n)
	}
}

func TestPlaceAll(t *testing.T) {
	d := Demand{Requests: []Request{{Wanted: 5, NoRack: 2}}}
	PlaceAll(&d)
	if d.Requests[0].Placed != 5 || d.Requests[0].NoRack != 0 {
		t.Errorf("%+v", d.Requests[0])
	}
}

// bench is a country of four zones, five classes, twelve phases, an expansion
// and five requests.
func bench() (*world, string) {
	p := country()
	p.Classes = append(p.Classes, Class{KW: 20, Derating: 0.8}, Class{KW: 120, Derating: 1, Cooling: Liquid})
	for i := range 10 {
		p.Phases = append(p.Phases, Phase{Facility: 1, Opens: month(2026+i%5, 1+i), Racks: 500, Class: float64(i % 3), PowerMW: 10, Applied: -1})
	}
	p.Stock = append(p.Stock, Stock{Zone: 2, Share: 0.1, Plant: -1}, Stock{Zone: 3, Share: 0.1, Plant: -1})
	p.Expansion.TargetMW, p.Expansion.DenseShare, p.Expansion.DenseClass = 2730, 0.3, 1
	lim := Limits{Bound: true, GridMW: []float64{200, 200, 100, 100}, DelayMonths: []float64{24, 24, 20, 30}}
	var ask []Request
	for i := range 5 {
		ask = append(ask, Request{NodeKW: 10.2, Zone: -1, Wanted: float64(300 * i)})
	}
	return begin(p, 4, lim, ask...), fmt.Sprintf("zones=4/classes=5/phases=%d/requests=5", len(p.Phases))
}

func BenchmarkMonth(b *testing.B) {
	w, name := bench()
	b.Run(name, func(b *testing.B) {
		for b.Loop() {
			if w.t == axis.Step(run.Steps-1) {
				w.restart()
			}
			w.step()
		}
	})
}

func BenchmarkStart(b *testing.B) {
	w, name := bench()
	b.Run(name, func(b *testing.B) {
		for b.Loop() {
			Start(&w.p, &w.s, &w.o)
		}
	})
}

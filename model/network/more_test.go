package network

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/unit"
)

// many has n cables with sizes and availabilities of their own.
func many(n int) Params {
	p := Params{On: true, Users: 1e6, MobileMbps: 4, Abroad: 1, MaxUse: 0.8}
	for i := range n {
		p.Cables = append(p.Cables, Cable{Capacity: 0.3 + float64(i*7%11)/10, Until: -1, Faults: 0.4 + float64(i%5)/3, RepairMonths: 1 + float64(i%3)})
	}
	return p
}

// brute adds up every state of every cable: the exact probability.
func brute(p *Params, need float64) float64 {
	want := 0.0
	for set := range 1 << len(p.Cables) {
		odds, up := 1.0, 0.0
		for i, c := range p.Cables {
			a := 1 / (1 + c.Faults*c.RepairMonths/12)
			if set>>i&1 == 1 {
				odds, up = odds*a, up+c.Capacity
			} else {
				odds *= 1 - a
			}
		}
		if up < need*(1-rounding) {
			want += odds
		}
	}
	return want
}

// Four faults a year of three months each: one year up for one year down.
func TestAvailabilityByHand(t *testing.T) {
	p := Params{MaxUse: 1, Cables: []Cable{{Capacity: 2, Until: -1, Faults: 4, RepairMonths: 3}}}
	near(t, "available", month(&p, 1).Available, 1)
	p.Cables[0].Faults = 0
	near(t, "never fails", month(&p, 1).Available, 2)
}

// At every demand, up to the ten cables that are enumerated.
func TestBruteForceAtEveryDemand(t *testing.T) {
	for n := range 11 {
		p := many(n)
		for d := 0.05; d < 9; d += 0.37 {
			p.MobileMbps = d
			near(t, "shortfall", month(&p, 1).Shortfall, 100*brute(&p, d/p.MaxUse))
		}
	}
}

// Beyond ten the smallest count at their mean: near the exact number.
func TestBeyondTen(t *testing.T) {
	p := many(12)
	p.Cables[3].Capacity, p.Cables[7].Capacity = 0.01, 0.02
	exact := 0.0
	for d := 0.05; d < 9; d += 0.37 {
		p.MobileMbps = d
		exact = 100 * brute(&p, d/p.MaxUse)
		if got := month(&p, 1).Shortfall; math.Abs(got-exact) > 5 {
			t.Errorf("demand %g: %g, exactly %g", d, got, exact)
		}
	}
}

// Demand of exactly what is lit is carried when all cables are up, in any order of the sum.
func TestExactlyEnough(t *testing.T) {
	a := 1 / (1 + 1.0/12)
	for _, tbps := range [][]float64{{0.1, 0.2, 0.3}, {0.3, 0.2, 0.1}, {0.7, 0.1, 0.8}} {
		p := Params{Users: 1e6, MobileMbps: tbps[0] + tbps[1] + tbps[2], Abroad: 1, MaxUse: 1}
		for _, c := range tbps {
			p.Cables = append(p.Cables, Cable{Capacity: c, Until: -1, Faults: 1, RepairMonths: 1})
		}
		near(t, "shortfall", month(&p, 1).Shortfall, 100*(1-a*a*a))
	}
}

func TestMonotone(t *testing.T) {
	for d := 0.1; d < 6; d += 0.3 {
		p := many(6)
		p.MobileMbps = d
		last := month(&p, 1).Shortfall
		for range 20 {
			p.Cables[2].Capacity += 0.1
			now := month(&p, 1).Shortfall
			if now > last+1e-12 {
				t.Errorf("demand %g: more capacity, shortfall from %g to %g", d, last, now)
			}
			last = now
		}
	}
}

func TestZeroInZeroOut(t *testing.T) {
	p := Params{On: true}
	o := month(&p, 3)
	for _, m := range Metrics {
		if m.Kind == declare.FirstDate {
			if !math.IsInf(m.Total(&o), 1) {
				t.Errorf("%s is %g", m.Key, m.Total(&o))
			}
		} else if m.Total(&o) != 0 {
			t.Errorf("%s is %g", m.Key, m.Total(&o))
		}
	}
}

// One state, two outputs in turn: the answer is that of the month.
func TestOutputsInTurn(t *testing.T) {
	p := two(0.5)
	p.Cables[1].From, p.Cables[1].Until = 101, 101
	s := NewState(&p)
	a, b, c := NewOut(&p), NewOut(&p), NewOut(&p)
	Start(&p, &s)
	Advance(&p, &s, 0, 100, &a)
	Advance(&p, &s, 1, 101, &b)
	Advance(&p, &s, 2, 102, &a)
	near(t, "shortfall with one cable again", a.Shortfall, 10)
	Start(&p, &s)
	for k := range 3 {
		Advance(&p, &s, axis.Step(k), 100+axis.Month(k), &c)
	}
	near(t, "shortfall with one output", c.Shortfall, 10)
}

func TestNoAllocationAsCablesComeAndGo(t *testing.T) {
	p := many(12)
	for i := range p.Cables {
		p.Cables[i].From, p.Cables[i].Until = float64(100+i), float64(110+i)
	}
	s, o := NewState(&p), NewOut(&p)
	if n := testing.AllocsPerRun(20, func() {
		Start(&p, &s)
		for k := range 30 {
			Advance(&p, &s, axis.Step(k), 100+axis.Month(k), &o)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// A draw after another equals the same draw on a fresh state.
func TestStartForgets(t *testing.T) {
	p, q := many(7), two(1.2)
	q.Cables = append(q.Cables, p.Cables[:5]...)
	s, o := NewState(&p), NewOut(&p)
	for _, d := range []*Params{&p, &q, &p} {
		Start(d, &s)
		for k := range 14 {
			Advance(d, &s, axis.Step(k), axis.M(2025, 10)+axis.Month(k), &o)
		}
		if fresh := month(d, 14); !reflect.DeepEqual(fresh, o) {
			t.Errorf("%+v, fresh %+v", o, fresh)
		}
	}
}

func TestCloneSharesNothing(t *testing.T) {
	p := many(2)
	p.Adoption = axis.Path{Months: []float64{1}, Values: []float64{0.5}}
	c := p.Clone()
	if !reflect.DeepEqual(p, c) {
		t.Error("the clone differs")
	}
	c.Adoption.Values[0], c.Cables[0].Capacity = -1, -1
	if p.Adoption.Values[0] != 0.5 || p.Cables[0].Capacity < 0 {
		t.Error("writing to the clone changed the original")
	}
}

func TestRows(t *testing.T) {
	keys := map[string]bool{}
	for _, r := range Inputs {
		keys["network."+r.Key] = true
	}
	for _, r := range CableInputs {
		keys["network.cables."+r.Key] = true
	}
	if len(keys) != len(Inputs)+len(CableInputs) || len(Inputs) != reflect.TypeFor[Params]().NumField()-2 || len(CableInputs) != reflect.TypeFor[Cable]().NumField()-1 {
		t.Error("a field without a row, or two rows with one key")
	}
	for _, m := range Metrics {
		u, err := unit.Parse(m.Unit)
		if err != nil || !m.Label.Complete() || u.IsPower() != (m.Boundary != unit.NoBoundary) {
			t.Errorf("metric %s is incomplete", m.Key)
		}
		for _, use := range m.Uses {
			if strings.HasPrefix(use, "network.") && !keys[use] {
				t.Errorf("%s uses %s, which is no input", m.Key, use)
			}
		}
	}
}

func BenchmarkMonth(b *testing.B) {
	p := many(10)
	s, o := NewState(&p), NewOut(&p)
	Start(&p, &s)
	for b.Loop() {
		Advance(&p, &s, 5, 105, &o)
	}
}

package platform

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/valid/validtest"
)

var near = validtest.Near

// Published cases. The R package queueing, example of C_erlang: c = 2, lambda
// 0.5, mu 0.7: a = 5/7; B(1) = a/(1+a) = 5/12; B(2) = aB/(2+aB) = 25/193;
// C = B/(1 - (a/2)(1-B)) = (25/193)/(1 - (5/14)(168/193)) = 25/133.
// Wolfram, ErlangC example: 30 calls an hour of 5 minutes (2.5 erlangs), at
// most one in ten waits: 6 agents, C = 0.0474448122.
func TestErlangC(t *testing.T) {
	near(t, "C(2, 5/7)", ErlangC(5.0/7, 2), 25.0/133, 1e-15)
	near(t, "C(6, 2.5)", ErlangC(2.5, 6), 0.0474448122, 1e-10)
	if ErlangC(2.5, 5) < 0.1 || ErlangC(2.5, 6) > 0.1 {
		t.Error("six agents are not the least")
	}
	near(t, "no room", ErlangC(3, 3), 1, 0)
}

// The recursion equals the definition a^c/c! / sum a^k/k! for small loads.
func TestErlangBIsItsDefinition(t *testing.T) {
	for _, a := range []float64{0.1, 1, 7.3, 20} {
		sum, term := 1.0, 1.0
		for c := 1; c <= 30; c++ {
			term *= a / float64(c)
			sum += term
			near(t, "B", ErlangB(a, c), term/sum, 1e-13)
		}
	}
}

// Where the two meet, the limit for many servers and the exact number of
// cores differ by 1 % at most, and by 2.6 % where next to no wait is allowed.
func TestHalfinWhittMeetsErlang(t *testing.T) {
	for wait, most := range map[float64]float64{1e-9: 0.026, 1e-7: 0.026, 1e-4: 0.01, 1e-3: 0.01, 0.01: 0.01, 0.1: 0.01} {
		exact := Cores(299.9, 1, 0.99, wait)
		limit := Cores(300.1, 1, 0.99, wait)
		if math.Abs(exact-limit) > most*exact {
			t.Errorf("wait %g: %g cores below the limit, %g above", wait, exact, limit)
		}
	}
}

// Ratios that are whole numbers but for rounding stay what they are.
func TestWholeRatios(t *testing.T) {
	near(t, "50 x 2 x 1.1", up(50*2*1.1), 110, 0)
	near(t, "21 / 0.7", up(21/(1-0.3)), 30, 0)
	near(t, "a little more", up(110.0001), 111, 0)
	if !math.IsNaN(Cores(math.NaN(), 1, 0.5, 1)) || !math.IsNaN(Cores(1, 1, 0.5, math.NaN())) {
		t.Error("cores of an unknown load or wait are not unknown")
	}
}

func TestCores(t *testing.T) {
	// 41.67 a second of 0.1 s are 4.167 erlangs; at 60 % use 6.94, so 7 cores, and Erlang C(7, 4.167) = 0.16: mean wait 0.0057 s.
	rate := 3.6e6 / 86400
	near(t, "rate", rate, 41.6667, 1e-4)
	near(t, "cores by use", Cores(rate, 0.1, 0.6, 1), 7, 0)
	// A wait of 1 ms asks for more: C x 0.1/(c-a) <= 0.001.
	c := Cores(rate, 0.1, 0.6, 0.001)
	a := rate * 0.1
	if w := ErlangC(a, int(c)) * 0.1 / (c - a); w > 0.001 {
		t.Errorf("%g cores wait %g s", c, w)
	}
	if w := ErlangC(a, int(c)-1) * 0.1 / (c - 1 - a); w <= 0.001 {
		t.Errorf("%g cores are not the least", c)
	}
	if Cores(0, 1, 0.5, 1) != 0 {
		t.Error("no load needs cores")
	}
}

func one() Params {
	return Params{On: true, ServerKW: 0.8, ServerCores: 64, ServerUSD: 20000, MaxUse: 0.6, Copies: 2, Extra: 0.25, Failure: 0.2,
		Platforms: []Platform{{Name: "ndxp", Transactions: 3.6e6, Growth: 0.3, PeakDay: 2, PeakHour: 3, Burst: 2, CPUSeconds: 0.5, WaitSeconds: 0.05}}}
}

func month(p *Params, t int, placed float64) Out {
	s, o := NewState(p), NewOut(p)
	var r Request
	Start(p, &s)
	Ask(p, &s, 0, &r, &o)
	for k := 1; k <= t; k++ {
		r.Placed = r.Wanted * placed
		Run(p, &s, 0, &r, &o)
		Ask(p, &s, 12, &r, &o)
	}
	r.Placed = r.Wanted * placed
	Run(p, &s, 1, &r, &o)
	return o
}

// 41.667 x 2 x 3 x 2 = 500 a second; x 0.5 s = 250 erlangs; at 60 % 417 cores
// (416.67), 7 servers of 64; 7/0.8 = 8.75, so 9 on a site; 9 x 2 x 1.25 = 22.5, so 23.
func TestByHand(t *testing.T) {
	p := one()
	o := month(&p, 0, 1)
	near(t, "peak", o.AllPeak, 500, 1e-9)
	near(t, "cores", o.AllCores, 417, 0)
	near(t, "servers", o.Wanted, 23, 0)
	near(t, "power", o.PowerMW, 23*0.8/1000, 1e-12)
	near(t, "served", o.PlacedShare, 100, 0)
	near(t, "served", month(&p, 0, 0.5).PlacedShare, 50, 1e-12)
	// After a year 1.3 times the transactions.
	near(t, "grown", month(&p, 1, 1).AllPeak, 650, 1e-9)
}

func TestMonotone(t *testing.T) {
	base := one()
	want := month(&base, 0, 1).Wanted
	for what, change := range map[string]func(*Params){
		"transactions": func(p *Params) { p.Platforms[0].Transactions *= 2 }, "peak day": func(p *Params) { p.Platforms[0].PeakDay *= 2 },
		"cpu": func(p *Params) { p.Platforms[0].CPUSeconds *= 2 }, "use": func(p *Params) { p.MaxUse /= 2 }, "copies": func(p *Params) { p.Copies++ }, "failure": func(p *Params) { p.Failure = 0.6 },
	} {
		p := one()
		change(&p)
		if got := month(&p, 0, 1).Wanted; got <= want {
			t.Errorf("%s: %g servers, not more than %g", what, got, want)
		}
	}
	none := one()
	none.Platforms[0].Transactions = 0
	if o := month(&none, 0, 1); o.Wanted != 0 || o.PowerMW != 0 || o.PlacedShare != 100 {
		t.Errorf("no transactions: %+v", o)
	}
}

func TestNoAllocation(t *testing.T) {
	p := one()
	s, o := NewState(&p), NewOut(&p)
	var r Request
	if n := testing.AllocsPerRun(50, func() {
		Start(&p, &s)
		Ask(&p, &s, 3, &r, &o)
		Run(&p, &s, 3, &r, &o)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

package ran

import (
	"math"
	"testing"
)

// country is 34 provinces of ten classes, and an operator of some size in it.
func country(size float64, bands [3]int, ahead float64) (*Holdings, *Rules) {
	c := &Classes{}
	for i := range 340 {
		density := 30000 * math.Pow(0.5, float64(i%10)) / (1 + float64(i/10)/8)
		c.Environment = append(c.Environment, EnvironmentAt(density))
		c.AreaKM2 = append(c.AreaKM2, 200000/density)
	}
	r := &Rules{Ahead: ahead, SmallPerKM2: [Environments]float64{0, 1, 4, 10}}
	mbps := [3][Environments]float64{{40, 38, 36, 35}, {560, 540, 520, 500}, {550, 530, 510, 490}}
	ghz, usd := [3]float64{0.7, 2.6, 3.7}, [3]float64{30000, 59210, 61000}
	for b, at := range bands {
		r.Rates.Mbps[at], r.GHz[at], r.USD[at], r.Owned[at] = mbps[b], ghz[b], usd[b], true
	}
	r.Rates.SmallMbps = 120
	h := NewHoldings(c)
	h.Start(r)
	for i := range c.AreaKM2 {
		h.Place(i, 50*size, 2000*size*(1+float64(i%7)))
	}
	return h, r
}

// TestHeapForgetsNothing: month by month the additions, the load and the
// shortfall are those of a plain pass over all classes, whatever demand does.
func TestHeapForgetsNothing(t *testing.T) {
	h, r := country(0.5, [3]int{0, 1, 2}, 0.1)
	var a Added
	for m := range 120 {
		growth := 0.2 * math.Exp(0.03*float64(m)) * (1 + 0.3*math.Sin(float64(m)))
		for k := range 7 * (m % 3) { // stations are built and users come, somewhere
			c := (m*97 + k*31) % 340
			h.Place(c, h.at[c].stations*1.02, h.at[c].demand*1.02)
		}
		before := holds(h)
		h.Month(growth, &a)
		after := holds(h)
		for e := range Environments {
			near(t, "small cells", a.Small[e], after[e][MaxBands]-before[e][MaxBands], 1e-9)
			for b := range MaxBands {
				near(t, "carriers", a.Carriers[e][b], after[e][b]-before[e][b], 1e-8)
			}
		}
		demand, short, load, stations := 0.0, 0.0, 0.0, 0.0
		for c := range h.at {
			g := &h.at[c]
			e := h.classes.Environment[c]
			need, cap := g.demand*growth, g.small*r.Rates.SmallMbps
			spare := h.rules.SmallPerKM2[e]*h.classes.AreaKM2[c] - g.small
			for b := range 3 {
				cap += g.on[b] * r.Rates.Mbps[b][e]
				spare += g.stations - g.on[b]
				if g.on[b] > g.stations {
					t.Fatalf("month %d: %g carriers on %g stations", m, g.on[b], g.stations)
				}
			}
			if need > cap*(1+1e-9) && spare > 0 {
				t.Fatalf("month %d: class %d is short and has room for %g", m, c, spare)
			}
			demand += need
			short += max(need-cap, 0)
			load += g.stations * min(1, need/cap)
			stations += g.stations
		}
		near(t, "demand", a.DemandMbps/demand, 1, 1e-9)
		near(t, "short", a.ShortMbps, short, 1e-9*demand)
		if cap := load / stations; cap > 0 && !math.IsNaN(cap) {
			near(t, "load", a.Load, cap, 1e-9)
		}
		near(t, "conservation", a.CarriedMbps()+a.ShortMbps, a.DemandMbps, 1e-9*demand)
	}
	if a.ShortClasses == 0 || a.ShortClasses == 340 {
		t.Errorf("%d classes are short: the test sees one case only", a.ShortClasses)
	}
}

// holds adds up carriers by environment and band, and then small cells.
func holds(h *Holdings) (sum [Environments][MaxBands + 1]float64) {
	for c := range h.at {
		of := &sum[h.classes.Environment[c]]
		for b := range MaxBands {
			of[b] += h.On(c, b)
		}
		of[MaxBands] += h.Small(c)
	}
	return sum
}

// TestOrderOfBandsInACountry: with the bands listed in any order every number
// is the same to the last bit.
func TestOrderOfBandsInACountry(t *testing.T) {
	run := func(bands [3]int) (out [60]Added) {
		h, _ := country(0.5, bands, 0.2)
		for m := range out {
			h.Month(0.2*math.Exp(0.05*float64(m)), &out[m])
		}
		return out
	}
	want := run([3]int{0, 1, 2})
	for _, at := range [][3]int{{2, 1, 0}, {1, 2, 0}, {5, 0, 7}} {
		got := run(at)
		for m := range want {
			w, g := &want[m], &got[m]
			same := w.ShortMbps == g.ShortMbps && w.Load == g.Load && w.Small == g.Small
			for e := range Environments {
				for b := range 3 {
					same = same && w.Carriers[e][b] == g.Carriers[e][at[b]]
				}
			}
			if !same {
				t.Fatalf("bands at %v, month %d: %+v, not %+v", at, m, g, w)
			}
		}
	}
}

// TestMoreDemand never needs less, and more of any means never leaves more short.
func TestMoreDemand(t *testing.T) {
	total := func(growth float64, change func(*Rules)) (carriers, short float64) {
		h, r := country(0.5, [3]int{0, 1, 2}, 0)
		change(r)
		h.Start(r)
		for c := range h.at {
			h.Place(c, 25, 1000*(1+float64(c%7)))
		}
		var a Added
		h.Month(growth, &a)
		for e := range Environments {
			for _, n := range a.Carriers[e] {
				carriers += n
			}
		}
		return carriers, a.ShortMbps
	}
	lastCarriers, lastShort := 0.0, 0.0
	for growth := 0.1; growth < 60; growth *= 1.3 {
		n, short := total(growth, func(*Rules) {})
		if n < lastCarriers || short < lastShort {
			t.Fatalf("growth %g: %g carriers, %g Mbps short", growth, n, short)
		}
		lastCarriers, lastShort = n, short
	}
	for what, change := range map[string]func(*Rules){
		"small cells": func(r *Rules) { r.SmallPerKM2[Urban] *= 2 }, "rate": func(r *Rules) { r.Rates.Mbps[0][Urban] *= 2 },
	} {
		if _, short := total(50, change); short > lastShort {
			t.Errorf("more %s, more short", what)
		}
	}
	if _, short := total(50, func(r *Rules) { r.Owned[1] = false }); short <= 0 {
		t.Error("less spectrum and nothing short")
	}
}

func TestMonthsAllocateNothing(t *testing.T) {
	h, r := country(0.5, [3]int{0, 1, 2}, 0.1)
	var a Added
	growth := 1.0
	noAllocations(t, "a month", func() { growth *= 1.01; h.Month(growth, &a) })
	noAllocations(t, "placing", func() { h.Place(17, 30, 5000); h.Month(growth, &a) })
	noAllocations(t, "a start", func() { h.Start(r) })
}

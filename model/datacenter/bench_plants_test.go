package datacenter

import (
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

// BenchmarkDraw is a whole draw of 63 months of the benchmark's country: without plants
// and stages, with six plants, with stages, rules and costs besides, and with vintages of servers or halls alone.
func BenchmarkDraw(b *testing.B) {
	for _, c := range []struct {
		name string
		with func(*Params)
	}{
		{"stated", func(*Params) {}},
		{"plants", benchPlants},
		{"plants+stages+rules+costs", func(p *Params) {
			benchPlants(p)
			p.Pipeline = staged().Pipeline
			p.Rules = Rules{On: true, PUECap: 1.4, WUECap: 100, Load: .7, Effect: Replace, Replacement: 0}
			p.Costs = Costs{On: true, Learning: .1, ElectricalShare: .26, FloorM2: 9, LandUSD: 400, PlotRatio: 3}
		}},
		{"servers", func(p *Params) { p.Servers = aged().Servers }},
		{"halls", func(p *Params) { p.Halls = aged().Halls }},
	} {
		w, _ := bench()
		c.with(&w.p)
		w = begin(w.p, 4, w.lim, w.d.Requests...)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				w.restart()
				for w.t < axis.Step(run.Steps-1) {
					w.step()
				}
			}
		})
	}
}

func benchPlants(p *Params) {
	p.Cooling.On = true
	p.Plants = nil
	for i := range 6 {
		p.Plants = append(p.Plants, Plant{Kind: float64([]int{1, 3, 4, 6, 6, 11}[i]), Climate: float64(i % 3), Redundancy: 1, Staging: .5})
	}
	for i := range p.Stock {
		p.Stock[i].Plant = float64(i % 2)
	}
	for i := range p.Facilities {
		p.Facilities[i].Plant = float64(2 + i)
	}
	p.Expansion.Plant = 5
}

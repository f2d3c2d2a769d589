package known

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/fast"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/sample"
)

// Fleet is the inputs of reference problem P1, the yearly cost of a growing
// network over 20 years:
//
//	n(y) = K / (1 + exp(-r (y - t0))), b = max(n(y) - n(y-1), 0)
//	T = D0 (1+g)^y, C = C0 (1+c)^y
//	O(y) = 1e-3 C (b + f n) + 0.7e-3 n e u p + 1e-4 n T (1 - a)
type Fleet struct {
	K, C0, D0      float64 // lognormal: stations, unit cost, traffic
	R, T0, F       float64 // triangular: growth, midpoint, share replaced
	G, C, E        float64 // truncated normal: growth of traffic, of cost, power
	U, P, A        float64 // PERT: utilisation, price, offload
	n, tt, cc      float64 // state
	energy, served float64 // what of the cost is the same in all years
	AnnualCost     float64 // the output
}

// P1 is the plan of the problem: so many draws, every year a step.
func P1(draws int) *solver.PlanOf[Fleet, Fleet] {
	base := &Fleet{}
	p := &solver.PlanOf[Fleet, Fleet]{System: fleetSystem, Name: "p1", Axis: axis.Axis{Start: axis.M(2025, 1), Steps: 20}, Base: base,
		Layout: sample.Layout{Design: sample.MC, Seed: 57, Draws: draws, Replicates: 1}}
	add := func(path, name string, args dist.Args, ref func(*Fleet) *float64) {
		e, _ := dist.Lookup(name)
		d, errs := e.New(args)
		if len(errs) > 0 {
			panic(errs[0])
		}
		p.Uncertain = append(p.Uncertain, solver.UncertainOf[Fleet]{Path: path, Ref: ref, Dist: d, Min: math.Inf(-1), Max: math.Inf(1)})
	}
	ln := func(m, s float64) dist.Args { return dist.Args{"median": {m}, "sigma": {s}} }
	three := func(a, b, c float64) dist.Args { return dist.Args{"min": {a}, "mode": {b}, "max": {c}} }
	tn := func(m, s, a, b float64) dist.Args { return dist.Args{"mean": {m}, "sd": {s}, "min": {a}, "max": {b}} }
	add("a", "pert", three(0.85, 0.95, 1), func(f *Fleet) *float64 { return &f.A })
	add("c", "truncated-normal", tn(-0.04, 0.03, -0.12, 0.03), func(f *Fleet) *float64 { return &f.C })
	add("c0", "lognormal", ln(40, 0.2), func(f *Fleet) *float64 { return &f.C0 })
	add("d0", "lognormal", ln(15, 0.3), func(f *Fleet) *float64 { return &f.D0 })
	add("e", "truncated-normal", tn(3, 0.6, 1.5, 5), func(f *Fleet) *float64 { return &f.E })
	add("f", "triangular", three(0.10, 0.18, 0.30), func(f *Fleet) *float64 { return &f.F })
	add("g", "truncated-normal", tn(0.25, 0.08, 0.05, 0.50), func(f *Fleet) *float64 { return &f.G })
	add("k", "lognormal", ln(68457, 0.25), func(f *Fleet) *float64 { return &f.K })
	add("p", "pert", three(1.2, 1.5, 2.0), func(f *Fleet) *float64 { return &f.P })
	add("r", "triangular", three(0.4, 0.8, 1.4), func(f *Fleet) *float64 { return &f.R })
	add("t0", "triangular", three(1, 2.5, 5), func(f *Fleet) *float64 { return &f.T0 })
	add("u", "pert", three(0.3, 0.5, 0.8), func(f *Fleet) *float64 { return &f.U })
	return p
}

var fleetSystem = &solver.System[Fleet, Fleet]{
	Clone: func(f *Fleet) *Fleet { g := *f; return &g },
	New: func(f *Fleet) solver.Machine[Fleet] {
		return solver.Machine[Fleet]{Out: f, Start: f.start, Advance: f.advance,
			Path: f.path}
	},
	Metrics: func() []declare.Metric[Fleet] {
		return []declare.Metric[Fleet]{{Key: "fleet.cost", Unit: "USD/year", Agg: declare.Flow, Label: text.T("Yearly cost", "Chi phí hằng năm"),
			Doc: "Yearly cost of the network.", Ref: func(f *Fleet) *float64 { return &f.AnnualCost }}}
	},
	Present:  func(*Fleet, string) bool { return true },
	Entities: func(*Fleet, string) []string { return nil },
}

func (f *Fleet) at(y float64) float64 { return f.K / (1 + fast.Exp(-f.R*(y-f.T0))) }

func (f *Fleet) start() {
	f.n, f.tt, f.cc = f.at(-1), f.D0, f.C0
	f.energy, f.served = 0.7e-3*f.E*f.U*f.P, 1e-4*(1-f.A)
}

// path is start and advance for all years.
func (f *Fleet) path(steps int, places []*float64, row []float64) {
	f.start()
	for t := range steps {
		f.advance(axis.Step(t))
		row = solver.Read(places, row)
	}
}

func (f *Fleet) advance(t axis.Step) {
	n := f.at(float64(t))
	b := n - f.n
	if b < 0 {
		b = 0
	}
	f.AnnualCost = 1e-3*f.cc*(b+f.F*n) + n*(f.energy+f.served*f.tt)
	f.n = n
	f.tt *= 1 + f.G
	f.cc *= 1 + f.C
}

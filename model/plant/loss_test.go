package plant

import (
	"math"
	"testing"
)

// TestPartialLoadTriples: PUE = 1 + (l0 + l1 u + l2 u^2)/u by hand for three
// sets of losses, least beyond full load (at sqrt(l0/l2)), so falling up to it.
func TestPartialLoadTriples(t *testing.T) {
	u := []float64{.05, .1, .2, .3, .5, .7, .8, .9, 1}
	for _, c := range []struct {
		l    Loss
		want []float64
		best float64
	}{
		{Loss{.30, .40, .02}, []float64{7.401, 4.402, 2.904, 2.406, 2.01, 1.842571429, 1.791, 1.751333333, 1.72}, 3.873},
		{Loss{.10, .22, .03}, []float64{3.2215, 2.223, 1.726, 1.562333333, 1.435, 1.383857143, 1.369, 1.358111111, 1.35}, 1.826},
		{Loss{.03, .08, .01}, []float64{1.6805, 1.381, 1.232, 1.183, 1.145, 1.129857143, 1.1255, 1.122333333, 1.12}, 1.732},
	} {
		for i, x := range u {
			near(t, "PUE", c.l.PUE(x), c.want[i], 1e-9)
		}
		near(t, "best load", math.Sqrt(c.l.Fixed/c.l.Square), c.best, 5e-4)
		if p := c.l.PUE(0); !math.IsInf(p, 1) {
			t.Errorf("no load gives %g", p)
		}
	}
}

// TestSharedModules: modules of 250 kW that lose 250 (.02 + .02 x + .015 x^2),
// all on: N = 4, N+1 = 5, 2N = 8, by hand.
func TestSharedModules(t *testing.T) {
	for _, c := range []struct{ units, load, loss, efficiency float64 }{
		{4, 250, 25.9375, .906002265}, {4, 500, 33.75, .93676815}, {4, 1000, 55, .947867299},
		{5, 250, 30.75, .89047195}, {5, 500, 38, .92936803}, {5, 1000, 57, .946073794},
		{8, 250, 45.46875, .846113168}, {8, 500, 51.875, .906002265}, {8, 1000, 67.5, .93676815},
	} {
		b := Bank{UnitKW: 250, Units: c.units, Loss: Loss{.02, .02, .015}}
		near(t, "loss", b.LossKW(c.load), c.loss, 1e-9)
		near(t, "efficiency", c.load/(c.load+b.LossKW(c.load)), c.efficiency, 1e-9)
		near(t, "module", b.Loss.Efficiency(c.load/(c.units*250)), c.efficiency, 1e-9)
	}
}

// TestTwoNAtHalfLoad: a 2N bank carries at most half of itself, so it loses at
// full load what N loses at half load, twice.
func TestTwoNAtHalfLoad(t *testing.T) {
	l := Loss{.03, .04, .01}
	n, twice := Bank{UnitKW: 250, Units: 4, Loss: l}, Bank{UnitKW: 250, Units: 8, Loss: l}
	near(t, "2N", twice.LossKW(1000), 2*n.LossKW(500), 1e-12)
	near(t, "usable", TwoN.Usable(8), 4, 0)
}

// TestStaging: the least modules that meet the load, plus spares, are on. A
// staged bank never loses more than one that keeps all modules on, and at full
// load they are the same.
func TestStaging(t *testing.T) {
	b := Bank{UnitKW: 250, Units: 6, Loss: Loss{.02, .02, .015}, Staged: true, Spare: 1}
	all := b
	all.Staged = false
	for _, c := range []struct{ load, on float64 }{{0, 1}, {1, 2}, {250, 2}, {251, 3}, {1000, 5}, {1250, 6}, {1500, 6}} {
		near(t, "on", b.On(c.load), c.on, 0)
	}
	for load := 0.0; load <= 1500; load += 7 {
		if b.LossKW(load) > all.LossKW(load)+1e-9 && load < 250 {
			t.Errorf("staged loses %g, all on %g at %g kW", b.LossKW(load), all.LossKW(load), load)
		}
	}
	near(t, "full", b.LossKW(1500), all.LossKW(1500), 0)
	near(t, "no module", Bank{}.LossKW(100), 0, 0)
	if !b.Overloaded(1501) || b.Overloaded(1500) || (Bank{}).Overloaded(5) {
		t.Error("overload")
	}
}

// TestGenerators at 90 % of their rating: 24 MW of 2.5 MW units need 11, N+1 12,
// 2N 22; 140 MW of 3 MW units 52, N+2 54 (by hand).
func TestGenerators(t *testing.T) {
	for _, c := range []struct {
		s                             Scheme
		load, rating, needed, install float64
	}{
		{N, 24000, 2500, 11, 11}, {NPlus1, 24000, 2500, 11, 12}, {TwoN, 24000, 2500, 11, 22},
		{N, 140000, 3000, 52, 52}, {NPlus2, 140000, 3000, 52, 54}, {FourThirds, 8100, 900, 10, 16}, {N, 0, 2500, 0, 0},
	} {
		needed, installed, err := Modules(c.s, c.load, c.rating, 0.9, 0)
		if err != nil || needed != c.needed || installed != c.install {
			t.Errorf("%v: %g of %g, %v", c.s, needed, installed, err)
		}
		if c.s.Usable(installed) < needed {
			t.Errorf("%v: %g usable of %g, %g needed", c.s, c.s.Usable(installed), installed, needed)
		}
	}
	n, _, err := Modules(N, 3*0.1*1000, 100, 1, 0) // 0.30000000000000004 of a megawatt is three modules
	if err != nil || n != 3 {
		t.Errorf("rounding makes %g modules of three", n)
	}
	_, n, err = Modules(N, 100, 10, 0, 0)
	refused(t, "allowed load")(n, err)
	_, n, err = Modules(Scheme(9), 100, 10, 1, 0)
	refused(t, "scheme")(n, err)
}

// TestChain: losses add up, the order of devices being rectifier, PDU, UPS,
// transformer, and each carries what the ones behind it lose.
func TestChain(t *testing.T) {
	c := Chain{
		Transformer: Bank{UnitKW: 2000, Units: 1, Loss: Loss{Square: .01}},
		UPS:         Bank{UnitKW: 1000, Units: 2, Loss: Loss{Fixed: .05}},
		PDU:         Bank{UnitKW: 1200, Units: 1, Loss: Loss{Proportional: .02}},
	}
	l := c.Losses(1000, 300)
	near(t, "PDU", l.PDUKW, 20, 1e-12)
	near(t, "UPS", l.UPSKW, 100, 1e-12)
	near(t, "transformer", l.TransformerKW, 2000*.01*.71*.71, 1e-12)
	near(t, "sum", l.SumKW(), 120+20*.71*.71, 1e-12)
	noAllocations(t, "chain", func() { sink = c.Losses(700, 100).SumKW() })
}

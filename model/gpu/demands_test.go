package gpu

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/serve"
	"github.com/headroom-planner/headroom/model/train"
)

// shared is a fleet of 1,000 H100 of which 80 % can be given.
func shared(t testing.TB) *Params {
	p := plain(t)
	p.Fleets = []Fleet{{Accelerator: h100, GPUs: 1000, Installed: -1}}
	return p
}

// 800 equivalents are there. Two uses ask for 300 and 700: the first gets all, the second 500, and 200 a month wait. With
// patience of a month 700 may wait: nothing is rented until the fourth month, then what is over. A service is asked first.
func TestShares(t *testing.T) {
	p := shared(t)
	p.PriceDecline = 0
	p.Demands = p.Demands[1:]
	p.Portfolio.Reference = -1
	waits := 0.0
	newRig(p, 8).run(placeAll, func(i int, o *Out) {
		near(t, "asked", o.Need, 1000, 1e-12)
		near(t, "research", o.GivenBy[1], 300, 1e-12)
		near(t, "training", o.GivenBy[0], 500, 1e-12)
		near(t, "not met", o.Unmet, 20, 1e-9)
		rented := 0.0
		if i > 0 {
			waits += 200
			rented = max(0, waits-700)
			waits -= rented
			near(t, "cost", o.RentUSD, rented*24*2*map[int]float64{1: 30, 2: 31, 3: 31, 4: 28, 5: 31, 6: 30, 7: 31}[i], 1e-9)
		}
		near(t, "rented", o.Rented, rented, 1e-9)
	})
	p.Portfolio.Rent = No
	r := newRig(p, 8)
	o := r.run(placeAll, nil)
	near(t, "without renting all waits", r.s.queues[0].waits, 1400, 1e-12)
	if o.Rented != 0 || o.RentUSD != 0 {
		t.Errorf("rented %g", o.Rented)
	}
}

// One use of exponential jobs is M/M/1: W = rho hold/(1 - rho). Two with priorities of the same mean: Cobham's
// W1 = W0/(1 - r1), W2 = W0/((1 - r1)(1 - r1 - r2)), W0 = (r1 + r2) hold; and r1 W1 + r2 W2 is conserved.
func TestWaits(t *testing.T) {
	p := shared(t)
	p.Portfolio.Variation, p.Portfolio.Rent, p.Portfolio.Reference = 1, No, -1
	p.Demands = []Demand{{Use: Research, Priority: 1, Busy: path(480), HoldDays: 4, Model: -1}}
	o := newRig(p, 2).run(placeAll, nil)
	near(t, "M/M/1", o.WaitBy[0], 0.6*4/0.4, 1e-12)
	p.Demands = []Demand{{Use: Research, Priority: 2, Busy: path(240), HoldDays: 4, Model: -1}, {Use: FineTuning, Priority: 1, Busy: path(240), HoldDays: 4, Model: -1}}
	o = newRig(p, 2).run(placeAll, nil)
	near(t, "first", o.WaitBy[1], 0.6*4/0.7, 1e-12)
	near(t, "second", o.WaitBy[0], 0.6*4/(0.7*0.4), 1e-12)
	near(t, "conserved", 0.3*o.WaitBy[0]+0.3*o.WaitBy[1], 0.6*0.6*4/0.4, 1e-12)
	near(t, "mean", o.Wait, (o.WaitBy[0]+o.WaitBy[1])/2, 1e-12)
	// Pollaczek and Khinchine: equal jobs wait half as long.
	p.Portfolio.Variation = 0
	half := newRig(p, 2).run(placeAll, nil).WaitBy[1]
	near(t, "equal jobs", half, 0.6*4/0.7/2, 1e-12)
	p.Fleets = nil
	if w := newRig(p, 2).run(placeAll, nil).Wait; w != Never {
		t.Errorf("without GPUs %g days", w)
	}
}

// TestServices: nodes are those that model/serve finds, more requests never need fewer, and a promise out of reach gets nothing.
func TestServices(t *testing.T) {
	p := shared(t)
	p.Demands = p.Demands[:1]
	o := newRig(p, 2).run(placeAll, nil)
	c := serve.Calibrated()
	m := shape(t, "Llama 3 8B")
	f, err := c.Smallest(&m, train.BF16, &serve.Site{Accelerator: known(t, "H100-SXM"), NodeGPUs: 8, SpareNodes: 1, Engine: serve.Default()},
		&serve.Demand{Requests: 20 * 1.1, PeakToMean: 3, Traffic: serve.Traffic{Prompt: 1000, Output: 300}, Objective: serve.Objective{FirstS: 2, TokenS: 0.05, Quantile: 0.95}})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "nodes", o.ServeNodes[0], float64(f.Nodes), 0)
	near(t, "GPUs", o.ServeGPUs[0], float64(f.GPUs), 0)
	near(t, "asked", o.Need, o.ServeGPUs[0], 0)
	was := 0.0
	for x := 1.0; x < 1e5; x *= 1.7 {
		p.Demands[0].Requests = path(x)
		n := newRig(p, 2).run(placeAll, nil).ServeNodes[0]
		if n < was {
			t.Errorf("%g nodes for %g requests a second, %g for fewer", n, x, was)
		}
		was = n
	}
	if o := newRig(p, 2).run(placeAll, nil); math.Abs(o.Rented-(o.Need-800)) > 1e-9 {
		t.Errorf("needs %g, rents %g", o.Need, o.Rented)
	}
	p.Demands[0].TokenS = 1e-6
	if o := newRig(p, 2).run(placeAll, nil); o.ServeNodes[0] != 0 || p.ServeSigma(0) != 0 {
		t.Errorf("%g nodes keep a promise of a microsecond", o.ServeNodes[0])
	}
}

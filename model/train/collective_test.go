package train

import (
	"fmt"
	"math"
	"testing"
)

// TestCollectives holds the textbook times by hand: 1 GB over 8 GPUs at 100 GB/s
// without latency: ring all-reduce 2 x 7/8 x 10 ms = 17.5 ms, tree 20 ms, gather
// 8.75 ms. With a latency of 10 us and 1 kB, the tree of 1,024 GPUs takes 20 hops
// and the ring 2,046.
func TestCollectives(t *testing.T) {
	p := Pipe{100, 0}
	near(t, "ring", p.RingAllReduceS(1e9, 8), 17.5e-3, 1e-12)
	near(t, "tree", p.TreeAllReduceS(1e9, 8), 20e-3, 1e-12)
	near(t, "gather", p.GatherS(1e9, 8), 8.75e-3, 1e-12)
	near(t, "all to all", p.AllToAllS(1e9, 8), 8.75e-3, 1e-12)
	small := Pipe{100, 1e-5}
	near(t, "small tree", small.TreeAllReduceS(1e3, 1024), 20e-5+2e-8, 1e-12)
	near(t, "small ring", small.RingAllReduceS(1e3, 1024), 2046e-5+2e-8*1023/1024, 1e-12)
	near(t, "the faster", small.AllReduceS(1e3, 1024), small.TreeAllReduceS(1e3, 1024), 0)
	near(t, "the faster of much", p.AllReduceS(1e12, 1024), p.RingAllReduceS(1e12, 1024), 0)
	for _, n := range []int{0, 1} {
		if x := p.AllReduceS(1e9, n) + p.GatherS(1e9, n) + p.AllToAllS(1e9, n); x != 0 {
			t.Errorf("%d GPUs talk for %g s", n, x)
		}
	}
	// Two passes of a gather are an all-reduce; time rises with bytes and GPUs.
	for n := 2; n < 4096; n *= 2 {
		near(t, fmt.Sprint(n), 2*small.GatherS(1e8, n), small.RingAllReduceS(1e8, n), 1e-12)
		if small.GatherS(1e8, 2*n) <= small.GatherS(1e8, n) || small.GatherS(2e8, n) <= small.GatherS(1e8, n) {
			t.Errorf("%d GPUs: gathering more is faster", n)
		}
	}
}

// TestAcross: beyond a domain every member brings its port, never more than the
// link carries, and a flat ring has one.
func TestAcross(t *testing.T) {
	a, e := accelerators(t)["A100-SXM-80GB"], Prior()
	in := across(a, &e, 8, 8, false)
	near(t, "inside", in.GBps, 300*e.Link, 1e-12)
	near(t, "eight ports", across(a, &e, 64, 8, false).GBps, 8*25*e.Net, 1e-12)
	near(t, "one port", across(a, &e, 64, 1, false).GBps, 25*e.Net, 1e-12)
	near(t, "flat", across(a, &e, 64, 8, true).GBps, 25*e.Net, 1e-12)
	b := accelerators(t)["GB200-NVL72"]
	near(t, "no more than the link", across(b, &e, 144, 72, false).GBps, math.Min(900*e.Link, 72*50*e.Net), 1e-12)
}

package train

import "math"

// A Pipe carries a collective between n GPUs.
type Pipe struct {
	GBps     float64 // one direction of one GPU
	LatencyS float64 // of one hop
}

func (p Pipe) seconds(bytes float64) float64 { return bytes / (p.GBps * giga) }

// RingAllReduceS is the seconds that n GPUs take to sum bytes on each of them by
// a ring: 2 (n-1)/n bytes/BW + 2 (n-1) latency (Patarasuk and Yuan 2009).
func (p Pipe) RingAllReduceS(bytes float64, n int) float64 { return 2 * p.GatherS(bytes, n) }

// TreeAllReduceS is the same by two binary trees of half the data each: 2
// bytes/BW + 2 log2 n latency (Sanders et al. 2009).
func (p Pipe) TreeAllReduceS(bytes float64, n int) float64 {
	if n <= 1 {
		return 0
	}
	return 2*p.seconds(bytes) + 2*math.Ceil(math.Log2(float64(n)))*p.LatencyS
}

// AllReduceS is the faster of ring and tree, as libraries choose.
func (p Pipe) AllReduceS(bytes float64, n int) float64 {
	return math.Min(p.RingAllReduceS(bytes, n), p.TreeAllReduceS(bytes, n))
}

// GatherS is the seconds of an all-gather or reduce-scatter whose whole is bytes:
// (n-1)/n bytes/BW + (n-1) latency.
func (p Pipe) GatherS(bytes float64, n int) float64 {
	if n <= 1 {
		return 0
	}
	return p.seconds(bytes)*float64(n-1)/float64(n) + float64(n-1)*p.LatencyS
}

// AllToAllS is the seconds in which each of n GPUs sends bytes in all, in equal
// parts to all of them and itself: (n-1)/n bytes/BW + latency.
func (p Pipe) AllToAllS(bytes float64, n int) float64 {
	if n <= 1 {
		return 0
	}
	return p.seconds(bytes)*float64(n-1)/float64(n) + p.LatencyS
}

// SendS is the seconds of one message.
func (p Pipe) SendS(bytes float64) float64 { return p.seconds(bytes) + p.LatencyS }

// The latency of one hop inside and outside of the scale-up domain: a few
// microseconds, the order that collective benchmarks show.
const (
	linkHopS = 2e-6
	netHopS  = 5e-6
)

// pipes are the two networks at the bandwidths that collectives reach.
func pipes(a *Accelerator, e *Efficiency) (link, net Pipe) {
	return Pipe{a.LinkGBps * e.Link, linkHopS}, Pipe{a.NetGBps * e.Net, netHopS}
}

// across is the pipe of a group of n GPUs that has so many in one domain: inside
// the link; beyond it, every member of a domain brings its own port, up to
// what the link carries. Flat rings use one port at a time.
func across(a *Accelerator, e *Efficiency, n, inside int, flat bool) Pipe {
	link, net := pipes(a, e)
	if n <= inside {
		return link
	}
	if !flat {
		net.GBps = math.Min(link.GBps, net.GBps*float64(max(1, inside)))
	}
	net.LatencyS /= float64(max(1, inside)) // only hops between domains wait for the network
	return net
}

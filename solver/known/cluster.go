package known

import (
	"fmt"
	"math"

	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/rng"
)

// Cluster is a training job on nodes that fail, played event by event: the referee of
// closed formulas for goodput. Nodes fail at random, each at a rate of its own; the
// node that failed goes to repair and a spare takes its place, or the job waits for
// one. A failure, also one during a restart, sends back to the last durable checkpoint.
type Cluster struct {
	Nodes, NodeGPUs   int
	FailuresPerGPUDay float64 // mean over nodes, that stop the job
	Shape             float64 // of the gamma law of nodes' rates: infinite when alike; 0.1 and more
	DetectS, RestartS float64 // until a failure is noticed; until work goes on from then
	IntervalS         float64 // useful seconds between checkpoints
	StallS, WriteS    float64 // that a checkpoint stops the job; until it is durable, its stall included
	Spares            int     // nodes in wait; a negative number is no end of them
	RepairDays        float64 // mean of an exponential law
}

// Played is what became of the time, as shares of all of it.
type Played struct {
	Useful   float64 // work that a durable checkpoint holds
	Stalled  float64 // in checkpoints
	Lost     float64 // work done and done again
	Back     float64 // detection and restart, again and again
	Waiting  float64 // for a spare
	StopsDay float64 // stops a day of the job's time
	Out      float64 // mean nodes in repair
}

// uniforms hands out a stream one by one.
type uniforms struct {
	seed, stream uint64
	block        uint32
	at           int
	u            [256]float64
}

func (s *uniforms) next() float64 {
	if s.at == 0 {
		rng.Fill(s.seed, s.stream, s.block, s.u[:])
		s.block++
	}
	x := s.u[s.at]
	s.at = (s.at + 1) % len(s.u)
	return x
}

func (s *uniforms) exponential(mean float64) float64 { return -mean * math.Log(s.next()) }

// cluster is the state of a play, in seconds.
type cluster struct {
	Cluster
	random uniforms
	active []float64 // rates of the nodes at work, failures a second
	total  float64
	idle   []float64 // rates of spares
	repair []repaired
	now    float64
	out    float64 // node-seconds in repair
	waited float64
}

type repaired struct{ at, rate float64 }

// Play plays a job until so many failures have happened.
func (c Cluster) Play(failures int, seed uint64) Played {
	p := cluster{Cluster: c, random: uniforms{seed: seed, stream: rng.Stream("known.cluster")}}
	rates := p.rates()
	for range c.Nodes {
		p.active = append(p.active, rates())
		p.total += p.active[len(p.active)-1]
	}
	for range max(c.Spares, 0) {
		p.idle = append(p.idle, rates())
	}
	var useful, stalled, lost, back float64
	for range failures {
		fails := p.now + p.random.exponential(1/p.total)
		u, s, l := p.run(fails)
		useful, stalled, lost = useful+u, stalled+s, lost+l
		began, waited := p.now, p.waited
		p.replace(rates)
		for { // a restart can fail too
			end := p.now + c.DetectS + c.RestartS
			fails = p.now + p.random.exponential(1/p.total)
			if fails >= end {
				p.now = end
				break
			}
			p.now = fails
			p.replace(rates)
		}
		back += p.now - began - (p.waited - waited)
	}
	return Played{useful / p.now, stalled / p.now, lost / p.now, back / p.now, p.waited / p.now, float64(failures) / p.now * 86400, p.out / p.now}
}

// rates makes the law of nodes' rates.
func (c *cluster) rates() func() float64 {
	mean := c.FailuresPerGPUDay * float64(c.NodeGPUs) / 86400
	if math.IsInf(c.Shape, 1) {
		return func() float64 { return mean }
	}
	e, _ := dist.Lookup("gamma")
	d, errs := e.New(dist.Args{"shape": {c.Shape}, "scale": {1 / c.Shape}})
	if len(errs) > 0 {
		panic(fmt.Sprint("known: ", errs[0]))
	}
	return func() float64 { return mean * d.Quantile(c.random.next()) }
}

// run works from the last durable checkpoint until a failure: useful seconds that
// are durable then, seconds in stalls, seconds of work that are lost.
func (c *cluster) run(fails float64) (useful, stalled, lost float64) {
	done, durable := 0.0, 0.0 // seconds of work since the failure before
	pending, ready := 0.0, math.Inf(1)
	for {
		end := c.now + c.IntervalS
		if end > fails {
			if ready <= fails {
				durable = pending
			}
			done += fails - c.now
			c.now = fails
			return durable, stalled, done - durable
		}
		if ready <= end {
			durable, ready = pending, math.Inf(1)
		}
		done += c.IntervalS
		c.now = end
		// A checkpoint begins: the job stops, then works on while it is written.
		if c.now+c.StallS > fails {
			if ready <= fails {
				durable = pending
			}
			stalled += fails - c.now
			c.now = fails
			return durable, stalled, done - durable
		}
		pending, ready = done, c.now+math.Max(c.StallS, c.WriteS)
		c.now += c.StallS
		stalled += c.StallS
	}
}

// replace takes the node that failed out and a spare in, waiting for one when none is left.
func (c *cluster) replace(rates func() float64) {
	x := c.random.next() * c.total
	k := 0
	for ; k < len(c.active)-1 && x > c.active[k]; k++ {
		x -= c.active[k]
	}
	bad := c.active[k]
	if c.Spares < 0 {
		c.take(k, bad, rates())
		return
	}
	days := c.random.exponential(c.RepairDays * 86400)
	c.repair = append(c.repair, repaired{c.now + days, bad})
	c.out += days
	c.arrive()
	if len(c.idle) == 0 {
		first := 0
		for i := range c.repair {
			if c.repair[i].at < c.repair[first].at {
				first = i
			}
		}
		c.waited += c.repair[first].at - c.now
		c.now = c.repair[first].at
		c.arrive()
	}
	next := c.idle[0]
	c.idle = c.idle[1:]
	c.take(k, bad, next)
}

func (c *cluster) take(k int, bad, next float64) {
	c.active[k] = next
	c.total += next - bad
}

// arrive brings nodes back from repair.
func (c *cluster) arrive() {
	left := c.repair[:0]
	for _, r := range c.repair {
		if r.at <= c.now {
			c.idle = append(c.idle, r.rate)
		} else {
			left = append(left, r)
		}
	}
	c.repair = left
}

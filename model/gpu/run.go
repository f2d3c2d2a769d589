package gpu

import "github.com/headroom-planner/headroom/model/axis"

// Run puts what found racks to work and writes the month's output.
//
//	running = min(delivered and in service, placed nodes x GPUs per node)
func Run(p *Params, s *State, t axis.Step, m axis.Month, asks []Request, o *Out) {
	p.stand(s, t, o)
	now := s.open
	var c cuts
	installed, retired := s.open.count, s.fleets.count-s.open.count
	for i := range s.orders {
		b, r := &s.orders[i], &asks[i]
		b.running = min(b.alive, max(0, r.Placed)*b.acc.PerNode)
		now.add(&b.acc, b.running)
		installed += b.alive
		retired += b.delivered - b.alive
		c.add(b, r)
		if i < len(o.ProgrammeCount) {
			o.ProgrammeCount[i] = b.running
		}
	}
	o.ExpansionRunning = s.orders[len(s.orders)-1].running

	o.Count, o.Installed = now.count, installed
	o.Idle = max(0, installed-now.count)
	o.H100e = ratio(now.bf16, p.bf16(int(p.Reference)))
	o.EFLOPS = now.bf16 / tflopsPerEFLOPS
	o.MemoryTB = now.memoryGB / gbPerTB
	o.ITMW = now.kw / kwPerMW
	o.Growth = ratio(now.count, s.fleets.count)
	o.GrowthCompute = ratio(now.bf16, s.fleets.bf16)
	o.Binding = c.largest()
	o.Delivered, o.CapexUSD, o.OpexUSD = 0, 0, 0
	if t > 0 {
		o.Delivered, o.CapexUSD = s.delivered, s.capex
		o.OpexUSD = p.OpexShare / monthsPerYear * p.value(s)
	}
	o.Retired = max(0, retired)
	s.count(p)
	p.besides(s, o)
	o.LoadMW = o.ITMW * p.LoadFactor
	p.equal(s, o)
	runJobs(p, s, t, m, &now, o)
	p.share(s, t, m, &now, o)
}

// The things that hold GPUs back, in their fixed tie order.
const (
	bindNone = iota
	bindSupply
	bindBudget
	bindLead
	bindClass
	bindRacks
	bindPower
	nBinds
)

// cuts are GPUs held back this month, by what holds them.
type cuts [nBinds]float64

func (c *cuts) add(b *order, r *Request) {
	c[bindSupply] += b.short
	c[bindBudget] += b.poor
	c[bindLead] += b.lead
	c[bindClass] += r.NoClass * b.acc.PerNode
	c[bindRacks] += r.NoRack * b.acc.PerNode
	c[bindPower] += r.NoPower * b.acc.PerNode
}

// leastCut is the number of GPUs below which nothing is called binding: sums
// of monthly shares miss the plan by rounding.
const leastCut = 1e-6

// largest returns the index of the largest cut, the first of equals, and
// bindNone when nothing is held back.
func (c *cuts) largest() float64 {
	best, most := bindNone, leastCut
	for i := bindSupply; i < nBinds; i++ {
		if c[i] > most {
			best, most = i, c[i]
		}
	}
	return float64(best)
}

package gpu

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
)

// Case is a cluster that is asked about beside what the scenario builds: one island of so
// many GPUs, and how long a job takes there.
type Case struct {
	Name        string
	Accelerator float64
	GPUs        float64
	Job         float64 // -1 for none
}

// startCases answers every case of the draw, at the start's prices.
//
//	days as a job's; waste = 1 - goodput; nodes = GPUs / GPUs per node, rounded up
//	racks = nodes / nodes of a reference rack; a liquid-cooled node that is heavier or taller than the rack is a rack itself
//	energy = days x 24 x nodes x node power x load factor
func startCases(p *Params, s *State, o *Out) {
	for i := range p.Cases {
		c := &p.Cases[i]
		a := p.accelerator(c.Accelerator)
		nodes, mw, racks := p.House(&a, c.GPUs)
		o.CaseGPUs[i], o.CaseNodes[i], o.CaseITMW[i], o.CaseRacks[i] = c.GPUs, nodes, mw, racks
		o.CaseTotalMW[i], o.CaseTotalRacks[i] = p.HouseAll(&a, c.GPUs)
		o.CaseCost[i] = p.Price(&a, c.GPUs) / usdPerMUSD
		o.CaseDays[i], o.CaseMFU[i], o.CaseWaste[i], o.CaseEnergy[i] = 0, 0, 0, 0
		j := int(c.Job)
		if j < 0 || j >= len(p.Jobs) {
			continue
		}
		job := &p.Jobs[j]
		var x pace
		if p.described(job) {
			x = p.on(j, int(c.Accelerator), c.GPUs)
		} else {
			var t totals
			t.add(&a, c.GPUs)
			x = job.pooled(&t)
		}
		o.CaseDays[i], o.CaseMFU[i] = daysAt(s.work[j], x.rate), percent*x.mfu
		if x.rate > 0 {
			o.CaseWaste[i] = percent * (1 - x.goodput)
			o.CaseEnergy[i] = o.CaseDays[i] * hoursPerDay * o.CaseITMW[i] * p.LoadFactor / mwPerGW
		}
	}
}

// House is what n GPUs of an accelerator take: whole nodes, their nameplate in MW of IT power, and reference racks.
func (p *Params) House(a *Accelerator, n float64) (nodes, mw, racks float64) {
	nodes = wholeNodes(n, a.PerNode)
	return nodes, nodes * a.NodeKW / kwPerMW, p.racks(a, nodes)
}

// HouseAll is House with the network and storage of one cluster: MW of IT power, and racks of nodes, switches and storage,
// 0 when no reference rack holds a node.
func (p *Params) HouseAll(a *Accelerator, n float64) (mw, racks float64) {
	nodes, mw, racks := p.House(a, n)
	beside, more, _ := p.houseBeside(n)
	return mw + beside, allRacks(nodes, racks, more)
}

// Price is what n GPUs with servers, network and storage cost at the start, in USD.
func (p *Params) Price(a *Accelerator, n float64) float64 {
	_, _, beside := p.houseBeside(n)
	return n*a.PriceUSD*(1+p.ServerShare)*(1+p.NetworkShare) + beside
}

// racks is the reference racks for so many nodes, 0 when none holds such a node.
func (p *Params) racks(a *Accelerator, nodes float64) float64 {
	if a.Cooling == Liquid && (a.NodeKW > p.RackKW || a.NodeU > p.RackUnits) {
		return nodes
	}
	per := p.perRack(a)
	if per == 0 {
		return 0
	}
	return ceil(nodes / per)
}

const (
	hoursPerDay = 24
	mwPerGW     = 1000
)

// CaseInputs are the rows of gpu.cases.
var CaseInputs = []declare.Input[Case]{
	{Key: "accelerator", Kind: declare.Reference, To: "gpu.accelerators",
		Label:  text.T("Accelerator of the case", "Loại GPU của phương án"),
		Doc:    "What the cluster of the case is made of.",
		Source: "Definition",
		Ref:    func(c *Case) *float64 { return &c.Accelerator }},
	{Key: "gpus", Unit: "gpus", Min: 0, Max: 1e7,
		Label:  text.T("GPUs of the case", "Số GPU của phương án"),
		Doc:    "GPUs of the case, as one island, spares among them.",
		Source: "Definition",
		Ref:    func(c *Case) *float64 { return &c.GPUs }},
	{Key: "job", Kind: declare.Reference, To: "gpu.jobs", Optional: true,
		Label:  text.T("Job of the case", "Tác vụ của phương án"),
		Doc:    "Training run that is timed on the case.",
		Source: "Definition",
		Ref:    func(c *Case) *float64 { return &c.Job }},
}

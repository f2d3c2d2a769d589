package gpu

import (
	"math"

	"github.com/headroom-planner/headroom/model/rack"
)

// requirement is how many GPUs of its accelerator the expansion buys:
//
//	count:    multiple x base_count
//	compute:  multiple x opening BF16 compute / BF16 of the accelerator
//
// less, when the existing count, the fleets and the programmes that complete
// (in GPUs for the first reading, by BF16 compute for the second), rounded up
// and never below 0. The readings none and megawatt buy nothing here: the
// latter multiplies halls, which the data-centre domain builds.
func (p *Params) requirement(fleets *totals) float64 {
	e := &p.Expansion
	have := *fleets
	for i := range p.Programmes {
		g := &p.Programmes[i]
		a := p.accelerator(g.Accelerator)
		have.add(&a, g.size())
	}
	if e.CountsExisting != Yes {
		have = totals{}
	}
	var x float64
	switch e.Reading {
	case ReadCount:
		x = e.Multiple*e.BaseCount - have.count
	case ReadCompute:
		a := p.accelerator(e.Accelerator)
		x = ratio(e.Multiple*fleets.bf16-have.bf16, a.BF16TFLOPS)
	}
	return max(0, math.Ceil(x-wholeNodesMargin))
}

// size writes what the requirement means in nodes, megawatts and racks. The
// racks are reference racks; which halls can take them is another question.
// An empty rack class, whose derated power is below one node, gives 0 nodes
// per rack, and then 0 racks: no number of such racks would do.
func (p *Params) size(x *order, o *Out) {
	o.ExpansionGPUs = x.gpus
	o.ExpansionNodes = wholeNodes(x.gpus, x.acc.PerNode)
	o.ExpansionMW = o.ExpansionNodes * x.acc.NodeKW / kwPerMW
	o.NodesPerRack = p.perRack(&x.acc)
	o.ExpansionRacks = ceil(ratio(o.ExpansionNodes, o.NodesPerRack))
	kw := x.gpus * ratio(x.besideKW, x.acc.PerNode)
	o.ExpansionTotalMW = o.ExpansionMW + kw/kwPerMW
	o.ExpansionTotalRacks = allRacks(o.ExpansionNodes, o.ExpansionRacks, ceil(ratio(kw, p.Infrastructure.RackKW)))
}

// allRacks adds racks of switches and storage to those of the nodes; 0 when nodes have none, since then no number would do.
func allRacks(nodes, racks, beside float64) float64 {
	if nodes > 0 && racks == 0 {
		return 0
	}
	return racks + beside
}

// perRack is the nodes that a reference rack holds by power and height, cooled as they ask.
func (p *Params) perRack(a *Accelerator) float64 {
	if a.NodeKW <= 0 {
		return 0
	}
	c := rack.Class{KW: p.RackKW, Derating: p.RackDerating, U: p.RackUnits, UsableU: p.RackUsable, AirKW: p.RackKW, LiquidKW: p.RackKW}
	per, _ := c.Fit(&rack.Node{KW: a.NodeKW, U: a.NodeU})
	return per
}

// ceil rounds up, but for what rounding leaves.
func ceil(x float64) float64 { return math.Ceil(x - wholeNodesMargin) }

// wholeNodes is the number of nodes that hold n GPUs.
func wholeNodes(n, perNode float64) float64 {
	return math.Ceil(ratio(n, perNode) - wholeNodesMargin)
}

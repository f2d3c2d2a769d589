package gpu

import "math"

const infrastructurePart = "gpu.infrastructure"

// Infrastructure is what a cluster needs beside its nodes: switches that join its GPUs, and
// storage for data sets and checkpoints. Network cards are in the nodes, and in their
// nameplate; switches and the optics in their ports are not, and are counted here.
type Infrastructure struct {
	On bool

	Radix     float64 // ports of a switch
	Ports     float64 // of a GPU on the fabric that joins GPUs
	Front     float64 // ports of a GPU on the fabric of storage and management
	SwitchKW  float64 // with the optics of its ports, IT
	SwitchUSD float64
	LinkUSD   float64 // two transceivers and their fibre

	GBps         float64 // that storage writes, for each GPU
	TB           float64 // that storage holds, for each GPU
	CheckpointTB float64
	WindowS      float64 // seconds in which a checkpoint is to be written
	Kept         float64 // checkpoints

	BoxGBps, BoxTB float64 // of one storage appliance
	BoxKW, BoxUSD  float64

	RackKW float64 // that a rack of switches and storage draws, IT
}

// equipment is what stands beside the nodes of a cluster.
type equipment struct {
	switches, links, boxes float64
	gbps, tb               float64 // that storage has
	networkKW, storageKW   float64
	usd                    float64 // at the start's prices
}

// equip sizes what n GPUs on one network need; the largest cluster also writes and keeps the checkpoints.
//
//	switches  = of two fat trees, n x ports and n x front ports at their edges
//	GB/s      = max(n x GB/s of a GPU, checkpoint / window)
//	TB        = n x TB of a GPU + kept x checkpoint
//	appliances = max(GB/s / GB/s of one, TB / TB of one), rounded up
func (x *Infrastructure) equip(n float64, largest bool) equipment {
	if !x.On || n <= 0 {
		return equipment{}
	}
	a, b := FatTree(n*x.Ports, x.Radix)
	c, d := FatTree(n*x.Front, x.Radix)
	e := equipment{switches: a + c, links: b + d}
	gbps, tb := n*x.GBps, n*x.TB
	if largest {
		gbps, tb = max(gbps, x.CheckpointTB*gbPerTB/x.WindowS), tb+x.Kept*x.CheckpointTB
	}
	e.boxes = ceil(max(gbps/x.BoxGBps, tb/x.BoxTB))
	e.gbps, e.tb = e.boxes*x.BoxGBps, e.boxes*x.BoxTB
	e.networkKW, e.storageKW = e.switches*x.SwitchKW, e.boxes*x.BoxKW
	e.usd = e.switches*x.SwitchUSD + e.links*x.LinkUSD + e.boxes*x.BoxUSD
	return e
}

// over is the equipment for each of n GPUs.
func (e equipment) over(n float64) equipment {
	if n <= 0 {
		return equipment{}
	}
	return equipment{e.switches / n, e.links / n, e.boxes / n, e.gbps / n, e.tb / n, e.networkKW / n, e.storageKW / n, e.usd / n}
}

func (e *equipment) kw() float64 { return e.networkKW + e.storageKW }

// startInfrastructure designs every island's equipment for all GPUs that it is planned to
// have, and divides it among them: it comes, is paid and draws with them. A fabric is laid out for
// the whole cluster, so a half-built one has the switches of half.
func startInfrastructure(p *Params, s *State) {
	if !p.Infrastructure.On {
		return
	}
	largest, most := -1, 0.0
	for k := range p.islands {
		n := p.planned(s, k)
		s.wholes[k] = n // until the first count
		if w := n * p.bf16(p.islands[k].acc); w > most {
			largest, most = k, w
		}
	}
	for k := range p.islands {
		n := s.wholes[k]
		s.beside[k] = p.Infrastructure.equip(n, k == largest).over(n)
	}
	for i := range s.orders {
		o, e := &s.orders[i], &s.beside[p.islandOf[i]]
		o.besideKW, o.besideUSD = o.acc.PerNode*e.kw(), e.usd
	}
	for k := range p.islands {
		for _, i := range p.islands[k].fleets {
			s.values[i] += p.Fleets[i].GPUs * s.beside[k].usd
		}
	}
}

// planned is the GPUs that an island has when all that is to be bought has come, of one of equal ones.
func (p *Params) planned(s *State, k int) float64 {
	x := &p.islands[k]
	n := 0.0
	for _, i := range x.fleets {
		n += p.Fleets[i].GPUs
	}
	for _, i := range x.orders {
		n += s.orders[i].gpus / p.split(i)
	}
	return n
}

// besides writes the month's network and storage, and adds their power to that of the nodes.
func (p *Params) besides(s *State, o *Out) {
	x := &o.Beside
	*x = Beside{}
	x.NodeMW = o.ITMW
	if !p.Infrastructure.On {
		return
	}
	worth, largest, most := 0.0, -1, 0.0
	for k := range p.islands {
		n, e := s.wholes[k], &s.beside[k]
		x.NetworkMW += n * e.networkKW / kwPerMW
		x.StorageMW += n * e.storageKW / kwPerMW
		x.Switches += n * e.switches
		x.StoragePB += n * e.tb / tbPerPB
		x.GBps += n * e.gbps
		x.Share += n * e.usd
		if a := p.islands[k].acc; a >= 0 && a < len(p.Accelerators) {
			worth += n * p.Accelerators[a].PriceUSD * (1 + p.ServerShare)
			if w := s.counts[k] * p.Accelerators[a].BF16TFLOPS; w > most {
				largest, most = k, w
			}
		}
	}
	x.Share = percent * ratio(x.Share, worth)
	o.ITMW = x.NodeMW + x.NetworkMW + x.StorageMW
	x.Racks = (x.NetworkMW + x.StorageMW) * kwPerMW / p.Infrastructure.RackKW
	x.Spares = o.Count * p.Training.SpareShare
	if largest >= 0 {
		x.WriteS = ratio(p.Infrastructure.CheckpointTB*gbPerTB, s.counts[largest]*s.beside[largest].gbps)
	}
	x.CapexUSD = s.besideUSD
}

// houseBeside is what stands beside n GPUs of one cluster: MW of IT power, racks, USD at the start's prices.
func (p *Params) houseBeside(n float64) (mw, racks, usd float64) {
	e := p.Infrastructure.equip(n, true)
	if !p.Infrastructure.On {
		return 0, 0, 0
	}
	return e.kw() / kwPerMW, math.Ceil(e.kw()/p.Infrastructure.RackKW - wholeNodesMargin), e.usd
}

// Beside is what stands beside the nodes that run.
type Beside struct {
	NodeMW, NetworkMW, StorageMW float64
	Switches, Racks, Spares      float64
	StoragePB, GBps, WriteS      float64
	Share                        float64 // % of what nodes cost
	CapexUSD                     float64
}

const tbPerPB = 1000

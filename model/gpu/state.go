package gpu

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
)

// State is what one month leaves to the next.
type State struct {
	orders []order // one per programme, the expansion last
	done   []float64
	work   []float64 // FLOP of each job

	decline float64 // monthly factor on prices
	price   float64 // factor on prices this month
	markup  float64 // server, network and storage on top of the bare GPU

	fleets    totals // what the opening fleets add
	openValue float64
	bought    float64 // USD spent so far
	capex     float64 // USD this month
	delivered float64 // GPUs this month
	prev      totals  // running at the end of last month
}

// order is one buyer's purchase within a draw.
type order struct {
	acc        Accelerator
	gpus       float64 // to be bought
	start      float64 // month
	leadMonths float64
	supply     float64
	budgetUSD  float64 // a month
	zone       int

	delivered float64
	running   float64
	available float64 // USD not yet spent this calendar year

	// GPUs behind the plan this month, by what holds them back.
	lead, short, poor float64
}

// totals are sums over GPUs that run.
type totals struct {
	count, bf16, fp8 float64 // GPUs; TFLOPS dense
	kw, memoryGB     float64
}

// add counts n GPUs of one accelerator. A part without FP8 computes an FP8
// job in BF16.
func (s *totals) add(a *Accelerator, n float64) {
	s.count += n
	s.bf16 += n * a.BF16TFLOPS
	s.fp8 += n * max(a.FP8TFLOPS, a.BF16TFLOPS)
	s.kw += ratio(n, a.PerNode) * a.NodeKW
	s.memoryGB += n * a.MemoryGB
}

// Out is what one month shows.
type Out struct {
	Count, H100e, Installed, Delivered, Idle float64 // GPUs
	ITMW, LoadMW                             float64
	EFLOPS, MemoryTB                         float64
	CapexUSD, OpexUSD                        float64
	Growth, GrowthCompute                    float64
	Binding                                  float64 // index into BindingOptions

	ExpansionGPUs, ExpansionNodes, ExpansionMW float64 // required
	NodesPerRack, ExpansionRacks               float64
	ExpansionRunning                           float64

	FleetCount, ProgrammeCount []float64
	JobDaysNow, JobDaysEnd     []float64
	JobDate, JobProgress       []float64
}

// NewState returns a state sized for p.
func NewState(p *Params, _ axis.Axis) State {
	return State{
		orders: make([]order, len(p.Programmes)+1),
		done:   make([]float64, len(p.Jobs)),
		work:   make([]float64, len(p.Jobs)),
	}
}

// NewOut returns an output sized for p.
func NewOut(p *Params) Out {
	return Out{
		FleetCount: make([]float64, len(p.Fleets)), ProgrammeCount: make([]float64, len(p.Programmes)),
		JobDaysNow: make([]float64, len(p.Jobs)), JobDaysEnd: make([]float64, len(p.Jobs)),
		JobDate: make([]float64, len(p.Jobs)), JobProgress: make([]float64, len(p.Jobs)),
	}
}

// NewRequests returns one request for each programme and a last one for the
// expansion.
func NewRequests(p *Params) []Request {
	return make([]Request, len(p.Programmes)+1)
}

// Start resets the state and computes what is constant within the draw: the
// opening totals, the size of every purchase, the requirement of the
// expansion and the work of every job.
func Start(p *Params, s *State, o *Out) {
	s.decline = math.Pow(1-p.PriceDecline, 1.0/monthsPerYear)
	s.price, s.bought, s.capex = 1, 0, 0
	s.markup = (1 + p.ServerShare) * (1 + p.NetworkShare)

	s.fleets, s.openValue = totals{}, 0
	for i := range p.Fleets {
		f := &p.Fleets[i]
		a := p.accelerator(f.Accelerator)
		s.fleets.add(&a, f.GPUs)
		s.openValue += f.GPUs * a.PriceUSD * s.markup
		o.FleetCount[i] = f.GPUs
	}
	s.prev = s.fleets
	for i := range p.Programmes {
		g := &p.Programmes[i]
		s.orders[i] = order{acc: p.accelerator(g.Accelerator), gpus: g.size(), start: g.Start, leadMonths: g.LeadMonths,
			supply: g.Supply, budgetUSD: g.BudgetMUSD * usdPerMUSD / monthsPerYear, zone: int(g.Zone)}
	}
	e := &p.Expansion
	s.orders[len(p.Programmes)] = order{acc: p.accelerator(e.Accelerator), gpus: p.requirement(&s.fleets), start: e.Start, leadMonths: e.LeadMonths,
		supply: e.Supply, budgetUSD: e.BudgetMUSD * usdPerMUSD / monthsPerYear, zone: int(e.Zone)}
	p.size(&s.orders[len(p.Programmes)], o)
	startJobs(p, s, o)
}

// size is what a programme buys: nothing when it does not complete.
func (g *Programme) size() float64 {
	if g.Completes == Yes {
		return g.GPUs
	}
	return 0
}

// The conversions of this package.
const (
	monthsPerYear    = 12
	secondsPerDay    = 86400
	usdPerMUSD       = 1e6
	kwPerMW          = 1000
	gbPerTB          = 1000
	tflopsPerEFLOPS  = 1e6
	flopsPerTFLOPS   = 1e12
	percent          = 100
	wholeNodesMargin = 1e-9 // so that 3.0000000001 nodes are three
)

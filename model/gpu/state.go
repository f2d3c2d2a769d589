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

	fleets    totals    // what the opening fleets add at the start
	open      totals    // what is left of them
	standing  []float64 // the same in GPUs, by fleet
	values    []float64 // USD that fleets cost at the start's prices
	bought    float64   // USD spent so far
	capex     float64   // USD this month
	delivered float64   // GPUs this month

	survive []float64 // share in service by age in half months, when parts retire
	counts  []float64 // running GPUs by island, of one of equal ones
	wholes  []float64 // of all equal ones
	changed bool      // any of them changed this month
	largest float64   // TFLOPS of the largest
	paces   []pace    // of jobs at the end of last month
	queues  []queue   // of demands

	beside    []equipment // beside a GPU, by island
	besideUSD float64     // spent on it this month
	sharing   sharing
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
	new       float64 // this month
	alive     float64 // delivered and in service
	running   float64
	available float64 // USD not yet spent this calendar year
	spent     float64 // USD

	besideKW, besideUSD float64 // network and storage: for a node, IT; for a GPU at the start's prices
	cohorts             []float64

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
	JobDaysPooled, JobGPUs     []float64
	JobMFU, JobGoodput         []float64 // %

	Retired                              float64 // GPUs so far
	LargestH100e, TrainH100e, ServeH100e float64
	equalled                             bool

	CaseGPUs, CaseDays, CaseMFU, CaseWaste, CaseNodes []float64
	CaseITMW, CaseRacks, CaseCost, CaseEnergy         []float64

	Need, Given, Unmet, Wait, Rented float64
	RentUSD                          float64
	NeedBy, GivenBy, WaitBy, RentBy  []float64
	ServeGPUs, ServeNodes            []float64

	Beside                                Beside
	ExpansionTotalMW, ExpansionTotalRacks float64   // nodes and what stands beside them
	CaseTotalMW, CaseTotalRacks           []float64 // nodes and what stands beside them
	Free, Held, JobRent                   float64   // H100 equivalents
	HeldBy, JobWaitBy, JobRentBy          []float64 // of jobs
}

// NewState returns a state sized for p.
func NewState(p *Params, a axis.Axis) State {
	s := State{
		orders:   make([]order, len(p.Programmes)+1),
		done:     make([]float64, len(p.Jobs)),
		work:     make([]float64, len(p.Jobs)),
		paces:    make([]pace, len(p.Jobs)),
		standing: make([]float64, len(p.Fleets)),
		values:   make([]float64, len(p.Fleets)),
		counts:   make([]float64, len(p.islands)),
		wholes:   make([]float64, len(p.islands)),
		queues:   make([]queue, len(p.Demands)),
	}
	if p.Infrastructure.On {
		s.beside = make([]equipment, len(p.islands))
	}
	s.sharing = newSharing(p)
	if p.Life.On {
		s.survive = make([]float64, 2*(a.Steps+oldest))
		for i := range s.orders {
			s.orders[i].cohorts = make([]float64, a.Steps)
		}
	}
	return s
}

// NewOut returns an output sized for p.
func NewOut(p *Params) Out {
	o := Out{FleetCount: make([]float64, len(p.Fleets)), ProgrammeCount: make([]float64, len(p.Programmes))}
	for _, x := range []*[]float64{&o.JobDaysNow, &o.JobDaysEnd, &o.JobDate, &o.JobProgress, &o.JobDaysPooled, &o.JobGPUs, &o.JobMFU, &o.JobGoodput, &o.HeldBy, &o.JobWaitBy, &o.JobRentBy} {
		*x = make([]float64, len(p.Jobs))
	}
	for _, x := range []*[]float64{&o.CaseGPUs, &o.CaseDays, &o.CaseMFU, &o.CaseWaste, &o.CaseNodes, &o.CaseITMW, &o.CaseRacks, &o.CaseCost, &o.CaseEnergy, &o.CaseTotalMW, &o.CaseTotalRacks} {
		*x = make([]float64, len(p.Cases))
	}
	for _, x := range []*[]float64{&o.NeedBy, &o.GivenBy, &o.WaitBy, &o.RentBy, &o.ServeGPUs, &o.ServeNodes} {
		*x = make([]float64, len(p.Demands))
	}
	return o
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

	s.fleets = totals{}
	for i := range p.Fleets {
		f := &p.Fleets[i]
		a := p.accelerator(f.Accelerator)
		s.fleets.add(&a, f.GPUs)
		s.values[i] = f.GPUs * a.PriceUSD * s.markup
		s.standing[i], o.FleetCount[i] = f.GPUs, f.GPUs
	}
	s.open = s.fleets
	startLives(p, s)
	for i := range p.Programmes {
		g := &p.Programmes[i]
		s.orders[i] = order{cohorts: s.orders[i].cohorts, acc: p.accelerator(g.Accelerator), gpus: g.size(), start: g.Start, leadMonths: g.LeadMonths,
			supply: g.Supply, budgetUSD: g.BudgetMUSD * usdPerMUSD / monthsPerYear, zone: int(g.Zone)}
	}
	e := &p.Expansion
	s.orders[len(p.Programmes)] = order{cohorts: s.orders[len(p.Programmes)].cohorts, acc: p.accelerator(e.Accelerator), gpus: p.requirement(&s.fleets), start: e.Start, leadMonths: e.LeadMonths,
		supply: e.Supply, budgetUSD: e.BudgetMUSD * usdPerMUSD / monthsPerYear, zone: int(e.Zone)}
	startInfrastructure(p, s)
	p.size(&s.orders[len(p.Programmes)], o)
	o.equalled = false
	s.count(p)
	startJobs(p, s, o)
	startCases(p, s, o)
	startDemands(p, s, o)
	startSharing(p, s, o)
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

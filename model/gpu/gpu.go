// Package gpu answers how many accelerators run, what they compute, and how
// long a training run takes on them.
//
// Fleets run from the start. Programmes and one expansion buy more: their
// plan is a straight line from the start of ordering to a date, held back by
// the lead time, by what the market and export licences let in, and by the
// budget. What is delivered asks for racks; what gets none stays idle. Training
// runs that are given as FLOP share the running compute, and their time follows 6ND
// at a stated utilisation; those that name a model run on the largest island that
// goes fastest, at the speed of the best layout there. Optional parts retire GPUs,
// close exports, and give GPU time to a portfolio of demands.
//
// Assumptions: the supply, budget and lead time of each buyer are its own;
// a month's deliveries cost that month's price; an island is of one accelerator; jobs take
// GPUs from the portfolio and from each other where they have a priority, and are timed as if
// alone where not. Network and storage of clusters are an optional part: designed for the planned
// cluster, they come with its GPUs. Left out: resale, the distance between halls of one island,
// congestion above the scale-up domain.
package gpu

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/train"
)

// Params are the inputs of one draw. References and choices are indices.
type Params struct {
	On bool

	Reference    float64 // accelerator that one H100 equivalent means
	PriceDecline float64 // 1/year
	ServerShare  float64 // server on top of the bare GPU price
	NetworkShare float64 // network and storage on top of GPU and server
	OpexShare    float64 // 1/year of installed cost
	LoadFactor   float64 // mean draw over nameplate
	RackKW       float64 // reference rack, IT
	RackDerating float64
	RackUnits    float64 // U
	RackUsable   float64 // share of it that nodes may take

	Expansion Expansion
	Training  Training
	Life      Life
	Export    Export
	Portfolio Portfolio

	Infrastructure Infrastructure
	Sharing        Sharing

	Accelerators []Accelerator
	Models       []Model
	Fleets       []Fleet
	Programmes   []Programme
	Jobs         []Job
	Cases        []Case
	Demands      []Demand

	// Filled by Prepare: constant over draws, because dates and models are never drawn.
	begin    axis.Month
	steps    int
	plan     []float64 // planned share delivered, by buyer and step; the expansion is the last buyer
	seconds  []float64 // of each step's month
	speeds   []*speed  // by job and accelerator; nil where one of them is not described
	islands  []island
	islandOf []int     // of a buyer, the expansion as the last
	trainsAs []float64 // what one GPU trains over what one of reference does, by accelerator
	servesAs []float64 // the same in serving
	carries  []carried // what the accelerator of reference serves, by demand
	turns    []turn    // of demands, and of jobs that share with them, by priority
	curveAt  []int     // where the rates of a job on an accelerator stand, by job and accelerator
	curves   int
}

// Accelerator is one entry of the catalogue.
type Accelerator struct {
	Name       string
	BF16TFLOPS float64 // dense
	FP8TFLOPS  float64 // dense; 0 when the part has none
	MemoryGB   float64
	PerNode    float64 // GPUs in a node
	NodeKW     float64 // nameplate of the whole node, IT
	NodeU      float64 // its height in rack units, 0 where it does not count
	Cooling    float64 // Air or Liquid
	PriceUSD   float64 // bare GPU at the start of the run
	Launch     float64 // first month it can be delivered, -1 for no limit
	Entry      string  // of the catalogue that says the rest

	known train.Accelerator // what the catalogue says; no name when it says nothing
}

// Fleet runs from the start, in racks that the opening stock already counts.
type Fleet struct {
	Name        string
	Owner       string
	Accelerator float64
	GPUs        float64
	Island      string
	Installed   float64 // month, -1 for the start of the run
}

// Programme buys GPUs.
type Programme struct {
	Name        string
	Accelerator float64
	GPUs        float64
	Start, By   float64 // months: ordering starts; the last GPU is planned
	LeadMonths  float64
	Supply      float64 // GPUs a month
	BudgetMUSD  float64 // a year
	Completes   float64 // No or Yes
	Zone        float64 // power zone, -1 for any
	Island      string
	Split       float64 // equal clusters that it becomes, 1 or more
}

// Expansion is a national multiple of GPUs, read in one of several ways.
type Expansion struct {
	Reading        float64
	Multiple       float64
	BaseCount      float64 // GPUs that the count reading multiplies
	CountsExisting float64 // No or Yes
	Accelerator    float64
	Start, By      float64
	LeadMonths     float64
	Supply         float64
	BudgetMUSD     float64
	Zone           float64
	Island         string
	Split          float64
}

// Job is one training run.
type Job struct {
	Name       string
	Parameters float64 // active parameters
	Tokens     float64
	FLOP       float64 // given directly; wins over Parameters and Tokens when above 0
	Precision  float64 // BF16 or FP8
	Start      float64 // month
	Share      float64 // of the running compute
	MFU        float64 // model FLOPs over dense peak, in a step
	Goodput    float64 // share of time in useful steps
	Programme  float64 // share of useful steps that the final model needed

	Model           float64 // -1 when the work is given instead
	Sequence, Batch float64 // tokens; sequences
	Residual        float64 // time of a step over what the calibrated model says

	Priority float64 // among the demands, 1 first; 0 for none: timed as if alone
	Deadline float64 // month; 0 or less for none
}

// The alternatives of the choices, in the order of their options.
const (
	Air    = 0
	Liquid = 1

	No  = 0
	Yes = 1

	BF16 = 0
	FP8  = 1

	ReadNone     = 0
	ReadCount    = 1
	ReadCompute  = 2
	ReadMegawatt = 3
)

// Prepare fills the tables that stay constant over draws: the plan of every
// buyer, the length of every month, the islands, and what layouts of described
// jobs and replicas of described demands come to.
func Prepare(p *Params, a axis.Axis) {
	p.begin, p.steps = a.Start, a.Steps
	buyers := len(p.Programmes) + 1
	p.plan = make([]float64, buyers*a.Steps)
	p.seconds = make([]float64, a.Steps)
	for t := range p.seconds {
		m := a.Month(axis.Step(t))
		p.seconds[t] = secondsPerDay * float64(m.Days())
		for i, g := range p.Programmes {
			p.plan[i*a.Steps+t] = planned(g.Start, g.By, a.Start, m)
		}
		p.plan[(buyers-1)*a.Steps+t] = planned(p.Expansion.Start, p.Expansion.By, a.Start, m)
	}
	prepareIslands(p)
	prepareSpeeds(p)
	prepareEquivalents(p)
	prepareDemands(p)
	prepareTurns(p)
}

// planned is the share of a purchase planned to be delivered by the end of
// month m: 0 at the end of the month from is, 1 at the end of month by, even between,
// where from is the later of the start of ordering and of the run. When by is not
// after from, everything is planned for the month after from.
func planned(start, by float64, begin, m axis.Month) float64 {
	from, x := max(start, float64(begin)), float64(m)
	switch {
	case x <= from:
		return 0
	case x >= by:
		return 1
	}
	return (x - from) / (by - from)
}

// Clone returns parameters that share no backing array with p.
func (p Params) Clone() Params {
	p.Accelerators = append([]Accelerator(nil), p.Accelerators...)
	p.Fleets = append([]Fleet(nil), p.Fleets...)
	p.Programmes = append([]Programme(nil), p.Programmes...)
	p.Jobs = append([]Job(nil), p.Jobs...)
	p.Models = append([]Model(nil), p.Models...)
	p.Cases = append([]Case(nil), p.Cases...)
	p.Demands = append([]Demand(nil), p.Demands...)
	for i := range p.Demands {
		d := &p.Demands[i]
		d.Busy, d.Requests = d.Busy.Clone(), d.Requests.Clone()
	}
	p.plan = append([]float64(nil), p.plan...)
	p.seconds = append([]float64(nil), p.seconds...)
	return p
}

// accelerator returns a copy of the entry a reference points to. A reference
// to nothing gives an entry that computes, draws and costs nothing.
func (p *Params) accelerator(ref float64) Accelerator {
	if i := int(ref); i >= 0 && i < len(p.Accelerators) {
		return p.Accelerators[i]
	}
	return Accelerator{PerNode: 1, Launch: -1}
}

// ratio is a/b, and 0 when b is not above 0.
func ratio(a, b float64) float64 {
	if b > 0 {
		return a / b
	}
	return 0
}

// Know gives an accelerator what the catalogue says of it: without it no layout and no
// replica can be planned on it.
func (a *Accelerator) Know(x train.Accelerator) { a.known = x }

// bf16 is the rate of the entry that a reference points to, 0 for none.
func (p *Params) bf16(ref int) float64 {
	if ref >= 0 && ref < len(p.Accelerators) {
		return p.Accelerators[ref].BF16TFLOPS
	}
	return 0
}

// Package mix answers what a demand for compute costs when it is met from several supplies side by side: halls and GPUs of one's
// own, own GPUs in rented racks, GPUs rented at home or abroad; and how often they leave it short.
//
// Assumptions: a supply comes whole in one month and stays to the end of the run; it is used by the cheapest hour first; what has
// to stay in the country is served before the rest; demand is the mean of a month. All money is real. Left out: peaks within a month
// (a demand may have them in it), queues of jobs, islands that a job must fit, commitments with discounts, and the halls, grid and fleets of the
// other domains: a mix is a question beside them, and its money is not in finance.
package mix

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
)

// Params are the inputs of one draw.
type Params struct {
	On bool

	Demand  axis.Path // H100e asked for
	AtHome  float64   // share of it that must be served in the country
	From    float64   // month from which on a shortage counts
	Options []Option
}

// Option is one supply.
type Option struct {
	Name string

	Size         float64 // H100e
	Opens        float64 // first month in which it serves
	Abroad       float64 // 1: outside of the country
	Availability float64 // share of its size that serves

	UpfrontUSD   float64 // paid for an H100e when it opens, and again at the end of its life
	UpfrontTrend float64 // of that price, 1/year
	LifeYears    float64
	FixedUSD     float64 // for an H100e a year, used or not
	UseUSD       float64 // for an H100e and hour used
	UseTrend     float64 // of that price, 1/year
}

// Terms are what another domain says.
type Terms struct{ DiscountRate float64 }

const (
	monthsPerYear = 12
	hoursPerMonth = 8766.0 / monthsPerYear
	usdPerMUSD    = 1e6
	percent       = 100
	// rounding of sums of capacity, relative: a demand of exactly what there is, is met.
	rounding = 1e-12
)

// What can bind, in the order of BindingOptions.
const (
	bindNone = iota
	bindHome
	bindAll
)

// State is what one month leaves to the next.
type State struct {
	weight, monthly float64   // of money spent this month, and its factor from month to month
	present         float64   // USD
	worst           float64   // %
	age             []float64 // years since the last purchase, -1 before it opened
	paid            []float64 // USD of the last purchase, at the prices of its month
	left            []float64 // H100e
	price           []float64 // USD/H100e/hour this month
	order           []int     // by price
}

// Out is what one month shows.
type Out struct {
	Demand, Capacity, Used, Short float64 // H100e
	AbroadUsed                    float64 // H100e
	ShortShare, Worst             float64 // %
	Binding                       float64
	CostMUSD, PresentMUSD         float64

	CapacityBy, UsedBy, CostBy []float64
}

// Clone returns parameters that share no backing array with p.
func (p Params) Clone() Params {
	p.Demand = p.Demand.Clone()
	p.Options = append([]Option(nil), p.Options...)
	return p
}

// NewState returns a state sized for p.
func NewState(p *Params) State {
	n := len(p.Options)
	return State{age: make([]float64, n), paid: make([]float64, n), left: make([]float64, n), price: make([]float64, n), order: make([]int, n)}
}

// NewOut returns an output sized for p.
func NewOut(p *Params) Out {
	n := len(p.Options)
	return Out{CapacityBy: make([]float64, n), UsedBy: make([]float64, n), CostBy: make([]float64, n)}
}

// Start resets the state.
func Start(p *Params, s *State, k Terms) {
	s.weight, s.monthly = 1, math.Pow(1+k.DiscountRate, -1.0/monthsPerYear)
	s.present, s.worst = 0, 0
	for i := range p.Options {
		s.age[i], s.paid[i], s.order[i] = -1, 0, i
	}
}

// Advance moves the mix through month m.
//
//	capacity = size x availability once it serves
//	used     = demand that must stay at home from supplies at home, then the rest from all, the cheapest hour first
//	cost     = purchases + size x fixed / 12 + used x hours x price of use
//	present  = discounted cost - what is left of purchases, straight line over their life, discounted
//
// The opening month shows what serves already and has no flows: what serves then is paid for.
func Advance(p *Params, s *State, t axis.Step, m axis.Month, o *Out) {
	years := float64(t) / monthsPerYear
	o.Capacity, o.Used, o.AbroadUsed, o.CostMUSD = 0, 0, 0, 0
	worth := 0.0
	for i := range p.Options {
		c := &p.Options[i]
		s.left[i], o.CapacityBy[i], o.UsedBy[i], o.CostBy[i] = 0, 0, 0, 0
		s.price[i] = c.UseUSD * grown(c.UseTrend, years)
		if float64(m) < c.Opens {
			continue
		}
		o.CostBy[i] = s.own(c, i, t, years)
		worth += s.paid[i] * max(1-s.age[i]/c.LifeYears, 0)
		o.CapacityBy[i] = c.Size * c.Availability
		s.left[i] = o.CapacityBy[i]
		o.Capacity += s.left[i]
	}
	s.sort()
	o.Demand = max(p.Demand.At(m), 0)
	home := o.Demand * p.AtHome
	homeShort := home - s.serve(p, home, true, o)
	free := o.Demand - home
	freeShort := free - s.serve(p, free, false, o)
	o.Short = homeShort + freeShort
	if o.Short <= rounding*o.Demand {
		o.Short = 0
	}
	switch {
	case o.Short == 0:
		o.Binding = bindNone
	case freeShort > rounding*o.Demand:
		o.Binding = bindAll
	default:
		o.Binding = bindHome
	}
	o.ShortShare = 0
	if o.Demand > 0 {
		o.ShortShare = percent * o.Short / o.Demand
	}
	if float64(m) >= p.From {
		s.worst = max(s.worst, o.ShortShare)
	}
	o.Worst = s.worst
	if t > 0 {
		s.weight *= s.monthly
	}
	for i := range p.Options {
		if t > 0 {
			o.CostBy[i] += o.UsedBy[i] * hoursPerMonth * s.price[i]
		}
		o.CostMUSD += o.CostBy[i] / usdPerMUSD
		s.present += s.weight * o.CostBy[i]
		o.CostBy[i] /= usdPerMUSD
	}
	o.PresentMUSD = (s.present - s.weight*worth) / usdPerMUSD
}

// own is what a supply costs this month whether it is used or not; it buys what is due.
func (s *State) own(c *Option, i int, t axis.Step, years float64) float64 {
	if t == 0 {
		s.age[i] = 0 // it stands and is paid for
		return 0
	}
	cost, opens := c.Size*c.FixedUSD/monthsPerYear, s.age[i] < 0
	s.age[i] += 1.0 / monthsPerYear
	if opens || s.age[i] >= c.LifeYears-1e-9 {
		s.age[i], s.paid[i] = 0, c.Size*c.UpfrontUSD*grown(c.UpfrontTrend, years)
		cost += s.paid[i]
	}
	return cost
}

// sort orders supplies by the price of an hour, the first written first among equals.
func (s *State) sort() {
	for i := 1; i < len(s.order); i++ {
		for k := i; k > 0 && dearer(s, s.order[k-1], s.order[k]); k-- {
			s.order[k-1], s.order[k] = s.order[k], s.order[k-1]
		}
	}
}

func dearer(s *State, a, b int) bool {
	return s.price[a] > s.price[b] || s.price[a] == s.price[b] && a > b
}

// serve gives a demand what is left of the supplies that may serve it, and returns what was given.
func (s *State) serve(p *Params, demand float64, home bool, o *Out) float64 {
	given := 0.0
	for _, i := range s.order {
		abroad := p.Options[i].Abroad == 1
		if home && abroad {
			continue
		}
		use := min(demand-given, s.left[i])
		s.left[i] -= use
		o.UsedBy[i] += use
		o.Used += use
		given += use
		if abroad {
			o.AbroadUsed += use
		}
	}
	return given
}

func grown(rate, years float64) float64 { return math.Pow(1+rate, years) }

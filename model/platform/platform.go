// Package platform answers how many servers public digital platforms need:
// transactions of a day become a peak rate, the rate a number of busy cores,
// and cores servers that ask the data centres for racks.
//
// Assumptions: public platforms get their racks before general demand grows;
// transactions arrive at random at the peak rate and each holds
// one core (M/M/c); cores are one pool for each platform and copy; every copy
// carries the whole load. Left out: storage, memory, network in the data
// centre, batch work at night, and the tail of waiting times, which M/M/c
// under-states when service times vary much.
package platform

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
)

// Params are the inputs of one draw.
type Params struct {
	On bool

	ServerKW    float64 // nameplate of a server, IT
	ServerU     float64 // its height in rack units
	ServerCores float64
	ServerUSD   float64
	MaxUse      float64 // highest planned share of busy cores
	Copies      float64 // production and disaster-recovery sites
	Extra       float64 // servers of test and staging over those of production
	Failure     float64 // share of a site's servers that may be down

	Platforms []Platform
}

// Platform is one named public platform.
type Platform struct {
	Name         string
	Transactions float64 // a day, at the start of the run
	Growth       float64 // 1/year
	PeakDay      float64 // over the mean day
	PeakHour     float64 // over the mean hour of that day
	Burst        float64 // over the mean second of that hour
	CPUSeconds   float64 // core seconds of a transaction
	WaitSeconds  float64 // highest mean wait for a core
}

const (
	secondsPerDay = 86400
	monthsPerYear = 12
	kwPerMW       = 1000
	percent       = 100
	// Up to here the exact Erlang C is used, beyond it its limit for many servers.
	exactErlangs = 300
)

// State is what one month leaves to the next.
type State struct {
	rate, cores, servers []float64 // by platform, this month
	wanted               float64   // servers, all platforms
	bought               float64   // most servers that were ever placed
}

// Out is what one month shows.
type Out struct {
	Transactions, PeakRate, Cores, Servers []float64 // by platform
	AllTransactions, AllPeak, AllCores     float64
	Wanted, Placed, Short                  float64 // servers
	PowerMW                                float64 // nameplate of the servers placed, IT
	PlacedShare                            float64 // %
	CapexUSD                               float64
}

// Clone returns parameters that share no backing array with p.
func (p Params) Clone() Params {
	p.Platforms = append([]Platform(nil), p.Platforms...)
	return p
}

// NewState returns a state sized for p.
func NewState(p *Params) State {
	n := len(p.Platforms)
	return State{rate: make([]float64, n), cores: make([]float64, n), servers: make([]float64, n)}
}

// NewOut returns an output sized for p.
func NewOut(p *Params) Out {
	n := len(p.Platforms)
	f := func() []float64 { return make([]float64, n) }
	return Out{Transactions: f(), PeakRate: f(), Cores: f(), Servers: f()}
}

// Start resets the state.
func Start(_ *Params, s *State) {
	s.wanted, s.bought = 0, 0
}

// Ask computes the month's need and asks for room for it.
//
//	peak rate = transactions a day / 86,400 x peak day x peak hour x burst, growing by (1+growth)^(months/12)
//	cores     = least c with offered load / c <= highest use and mean wait <= what is allowed
//	servers   = ceil(ceil(cores / cores of a server) / (1 - failure)) x copies x (1 + test and staging)
func Ask(p *Params, s *State, t axis.Step, r *Request, o *Out) {
	s.wanted = 0
	o.AllTransactions, o.AllPeak, o.AllCores = 0, 0, 0
	for i := range p.Platforms {
		f := &p.Platforms[i]
		day := f.Transactions * math.Pow(1+f.Growth, float64(t)/monthsPerYear)
		s.rate[i] = day / secondsPerDay * f.PeakDay * f.PeakHour * f.Burst
		s.cores[i] = Cores(s.rate[i], f.CPUSeconds, p.MaxUse, f.WaitSeconds)
		site := up(up(s.cores[i]/p.ServerCores) / (1 - p.Failure))
		s.servers[i] = up(site * p.Copies * (1 + p.Extra))
		s.wanted += s.servers[i]
		o.Transactions[i], o.PeakRate[i], o.Cores[i], o.Servers[i] = day, s.rate[i], s.cores[i], s.servers[i]
		o.AllTransactions += day
		o.AllPeak += s.rate[i]
		o.AllCores += s.cores[i]
	}
	r.NodeKW, r.U, r.Liquid, r.Zone, r.First, r.Wanted = p.ServerKW, p.ServerU, false, -1, true, s.wanted
}

// Run says what the room that was given can do. Servers are bought when they
// first find a place; the opening month's stand already.
func Run(p *Params, s *State, t axis.Step, r *Request, o *Out) {
	o.Wanted, o.Placed, o.Short = s.wanted, r.Placed, max(0, s.wanted-r.Placed)
	o.PowerMW = r.Placed * p.ServerKW / kwPerMW
	o.PlacedShare = percent
	if s.wanted > 0 {
		o.PlacedShare = percent * min(1, r.Placed/s.wanted)
	}
	o.CapexUSD = 0
	if t > 0 {
		o.CapexUSD = max(0, r.Placed-s.bought) * p.ServerUSD
	}
	s.bought = max(s.bought, r.Placed)
}

// up rounds up to a whole number, but takes a ratio that is whole but for
// rounding as it is: 50 x 2 x 1.1 is 110.
func up(x float64) float64 { return math.Ceil(x * (1 - 1e-12)) }

// Cores returns the least number of cores that carries rate transactions a
// second of cpu core seconds each, at no more than use of the cores busy and a
// mean wait of no more than wait seconds. It is 0 without load and NaN when an
// argument is.
func Cores(rate, cpu, use, wait float64) float64 {
	a := rate * cpu
	switch {
	case math.IsNaN(a + use + wait):
		return math.NaN()
	case a <= 0:
		return 0
	}
	c := math.Max(1, up(a/use))
	if c <= a {
		c = math.Floor(a) + 1
	}
	if a > exactErlangs {
		for HalfinWhitt(a, c)*cpu/(c-a) > wait {
			c++
		}
		return c
	}
	b := ErlangB(a, int(c))
	for {
		if delayed(a, c, b)*cpu/(c-a) <= wait {
			return c
		}
		c++
		b = a * b / (c + a*b)
	}
}

// ErlangB is the blocking probability of c servers offered a erlangs, by the
// recursion B(k) = a B(k-1) / (k + a B(k-1)), which never overflows.
// Source: Erlang, 1917; Cooper, Introduction to Queueing Theory, 1981.
func ErlangB(a float64, c int) float64 {
	b := 1.0
	for k := 1; k <= c; k++ {
		b = a * b / (float64(k) + a*b)
	}
	return b
}

// ErlangC is the probability that an arrival waits: B / (1 - (a/c)(1 - B)).
// It is 1 when a is not below c.
func ErlangC(a float64, c int) float64 {
	if a >= float64(c) {
		return 1
	}
	return delayed(a, float64(c), ErlangB(a, c))
}

func delayed(a, c, b float64) float64 { return b / (1 - a/c*(1-b)) }

// HalfinWhitt is the limit of Erlang C for many servers: with
// beta = (c-a)/sqrt(c), 1 / (1 + beta F(beta)/f(beta)), F and f the normal
// distribution and density. Source: Halfin and Whitt, Operations Research 29(3), 1981.
func HalfinWhitt(a, c float64) float64 {
	if a >= c {
		return 1
	}
	beta := (c - a) / math.Sqrt(c)
	f := math.Exp(-beta*beta/2) / math.Sqrt(2*math.Pi)
	return 1 / (1 + beta*math.Erfc(-beta/math.Sqrt2)/2/f)
}

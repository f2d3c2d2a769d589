// Package finance answers what the plan costs, by year and in today's money.
//
// All money is real: dollars, or dong, of one price year, at one exchange
// rate. The discount rate is therefore real, without inflation. A month's money
// is spent at its end and discounted to the end of the run's first month, month
// by month at the yearly rate: a flow in step t weighs 1/(1+r)^(t/12).
//
// Left out: revenue, taxes, financing, depreciation, salvage value at the end
// of the run, changes of the real exchange rate.
package finance

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/money"
)

// Params are the inputs of one draw.
type Params struct {
	On bool

	DiscountRate float64 // real, 1/year
	VNDPerUSD    float64
	PriceYear    string
}

// Clone returns a copy; Params holds no slices.
func (p Params) Clone() Params { return p }

// State is what one month leaves to the next.
type State struct {
	weight     float64 // of money spent this month
	monthly    float64 // factor on weight from month to month
	cumulative float64 // USD
	present    float64 // USD
}

// Out is what one month shows.
type Out struct {
	CapexMobileMUSD, CapexDatacenterMUSD, CapexGPUMUSD, CapexMUSD float64
	CapexPlatformMUSD, CapexNetworkMUSD                           float64
	OpexMUSD, EnergyMUSD, TotalMUSD, CumulativeMUSD               float64

	PresentMUSD, PresentTVND float64
	AnnualMUSD               float64 // a year
}

// Start resets the state.
func Start(p *Params, s *State) {
	*s = State{weight: 1, monthly: math.Pow(1+p.DiscountRate, -1.0/monthsPerYear)}
}

// Settle adds the month's money up. The opening month has no flows.
func Settle(p *Params, s *State, t axis.Step, _ axis.Month, f *Flows, o *Out) {
	if t == 0 {
		*o = Out{}
		return
	}
	s.weight *= s.monthly
	energy := 0.0
	if p.VNDPerUSD > 0 {
		energy = f.EnergyVND / p.VNDPerUSD
	}
	capex := f.MobileCapexUSD + f.DatacenterCapexUSD + f.GPUCapexUSD + f.PlatformCapexUSD + f.NetworkCapexUSD
	opex := f.MobileOpexUSD + f.DatacenterOpexUSD + f.GPUOpexUSD + energy
	s.cumulative += capex + opex
	s.present += s.weight * (capex + opex)

	o.CapexMobileMUSD = f.MobileCapexUSD / usdPerMUSD
	o.CapexDatacenterMUSD = f.DatacenterCapexUSD / usdPerMUSD
	o.CapexGPUMUSD = f.GPUCapexUSD / usdPerMUSD
	o.CapexPlatformMUSD = f.PlatformCapexUSD / usdPerMUSD
	o.CapexNetworkMUSD = f.NetworkCapexUSD / usdPerMUSD
	o.CapexMUSD = capex / usdPerMUSD
	o.OpexMUSD = opex / usdPerMUSD
	o.EnergyMUSD = energy / usdPerMUSD
	o.TotalMUSD = (capex + opex) / usdPerMUSD
	o.CumulativeMUSD = s.cumulative / usdPerMUSD
	o.PresentMUSD = s.present / usdPerMUSD
	// The annuity of t months; the weight is (1+r)^(-t/12) already.
	o.AnnualMUSD = money.AnnuityAt(o.PresentMUSD, p.DiscountRate, float64(t)/monthsPerYear, s.weight)
	o.PresentTVND = s.present * p.VNDPerUSD / vndPerTVND
}

const (
	monthsPerYear = 12
	usdPerMUSD    = 1e6
	vndPerTVND    = 1e12
)

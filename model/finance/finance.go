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
	o.AnnualMUSD = annuity(o.PresentMUSD, p.DiscountRate, float64(t)/monthsPerYear, s.weight)
	o.PresentTVND = s.present * p.VNDPerUSD / vndPerTVND
}

const (
	monthsPerYear = 12
	usdPerMUSD    = 1e6
	vndPerTVND    = 1e12
)

// Annuity returns the constant yearly payment, at the end of each of n years,
// whose present value at rate r is the principal.
//
//	principal x r / (1 - (1+r)^-n);  principal / n when r is 0;  0 when n is not above 0
func Annuity(principal, r, n float64) float64 {
	return annuity(principal, r, n, math.Pow(1+r, -n))
}

// annuity is Annuity where the weight (1+r)^-n is known.
func annuity(principal, r, n, weight float64) float64 {
	switch {
	case n <= 0:
		return 0
	case r == 0:
		return principal / n
	}
	return principal * r / (1 - weight)
}

// When says where in its year a yearly payment falls.
type When float64

// Payments at the end of the year are discounted by whole years; at the start
// by one year less.
const (
	YearEnd   When = 0
	YearStart When = 1
)

// PresentValue returns the present value of n equal yearly payments.
//
//	payment x (1 - (1+r)^-n) / r x (1+r)^when;  payment x n when r is 0
func PresentValue(payment, r, n float64, when When) float64 {
	if r == 0 {
		return payment * n
	}
	return payment * (1 - math.Pow(1+r, -n)) / r * math.Pow(1+r, float64(when))
}

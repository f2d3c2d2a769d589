package ran

import (
	"math"

	"github.com/headroom-planner/headroom/model/money"
)

// Horizon is over which years, at which real rate of discount and by which
// convention a total cost of ownership is counted.
type Horizon struct {
	Years   int
	Rate    float64    // of a year
	When    money.When // opex in its year; capex is spent on the first day
	Salvage bool       // take off what is left of assets at the end
}

// Owning is the total cost of ownership by line, in USD of the first day:
//
//	capex + sum over years of opex (1+r)^(when-year)
//	      + replacements when lives are over, before the end - salvage at the end
//
// Bill holds capex and the opex of one year, before sharing and without the
// maintenance that follows assets' prices, which is added.
func (p *Prices) Owning(bill *Money, s Sharing, h Horizon) Money {
	out := *bill
	for i := range CapexLines {
		out[Maintenance] += bill[i] * p.UpkeepShare[i] * s.Of(i) / s.Of(Maintenance)
	}
	s.Apply(&out)
	years := float64(h.Years)
	for i := CapexLines; i < Lines; i++ {
		out[i] = money.PresentValue(out[i], h.Rate, years, h.When)
	}
	for i := range CapexLines {
		price, life, at := out[i], p.LifeYears[i], p.LifeYears[i]
		for ; at < years; at += life {
			out[i] += price * math.Pow(1+h.Rate, -at)
		}
		if h.Salvage {
			out[Salvage] -= price * (at - years) / life * math.Pow(1+h.Rate, -years)
		}
	}
	return out
}

// Package fleet answers: how many machines of which vintage are in service, what
// work do they do for a unit of energy, and what does a server draw at a load?
//
// A stock is shipments times survival ([Weibull]); [Refresh] is the shipments that
// hold a stock; [Efficiency] is energy for an operation by vintage. [Curve] is a
// server's power over its load, in the forms that public simulators use.
//
// Periods are whole, such as years; shipments of a period are taken to arrive in
// its middle. Power is in W at
// the server's inlet. Calls do not allocate; what they fill is the caller's.
//
// Left out: machines bought used, moved or upgraded, failure apart from
// retirement, power factor, and how load follows the speed of a machine.
package fleet

import (
	"math"

	"github.com/headroom-planner/headroom/model/fast"
	"github.com/headroom-planner/headroom/model/valid"
)

// RangeError says that a model was asked outside the range it is valid in.
type RangeError = valid.RangeError

// Weibull is a lifetime: shape above 1 retires more as machines age. Both are
// above 0, scale in the caller's periods. Public book lives of servers are 4 to 6
// years (annual reports of four cloud companies, 2020 to 2025); they are not lifetimes.
type Weibull struct{ Shape, Scale float64 }

// Check refuses shapes outside 0.1 to 100 and scales outside 0.01 to 1,000.
func (w Weibull) Check() error {
	return valid.First(valid.Within("lifetime", "shape", "", w.Shape, .1, 100), valid.Within("lifetime", "scale", "periods", w.Scale, .01, 1000))
}

// Survival is the share in service at an age: exp(-(age/scale)^shape), 1 before 0.
// Source: Weibull, Journal of Applied Mechanics 18, 1951.
func (w Weibull) Survival(age float64) float64 {
	if age <= 0 {
		return 1
	}
	return math.Exp(-math.Pow(age/w.Scale, w.Shape))
}

// Ages writes survival at ages whose logarithms are given, within 1e-12 of [Weibull.Survival] and three times as
// fast, for tables of many: exp(-exp(shape (ln age - ln scale))). It stops at the first survival below least, which it
// does not write, and returns how many it wrote.
func (w Weibull) Ages(out, logAge []float64, least float64) int {
	at := w.Shape * math.Log(w.Scale)
	for i, l := range logAge {
		s := fast.Exp(-fast.Exp(w.Shape*l - at))
		if s < least {
			return i
		}
		out[i] = s
	}
	return len(logAge)
}

// OfMean is the lifetime of a shape that has a mean: scale = mean / Gamma(1 + 1/shape).
func OfMean(mean, shape float64) Weibull {
	return Weibull{Shape: shape, Scale: mean / math.Gamma(1+1/shape)}
}

// Mean is scale Gamma(1 + 1/shape).
func (w Weibull) Mean() float64 { return w.Scale * math.Gamma(1+1/w.Shape) }

// Age is how old shipments are at the end of their period, in periods.
const Age = 0.5

// Stock is what stands at the end of period t, counted from 0, of shipments by
// period: sum over s up to t of shipped(s) S(t - s + 0.5). Periods after the last
// shipment are allowed.
func (w Weibull) Stock(shipped []float64, t int) float64 {
	sum := 0.0
	for s := 0; s <= t && s < len(shipped); s++ {
		sum += shipped[s] * w.Survival(float64(t-s)+Age)
	}
	return sum
}

// Vintages writes what stands at the end of period t by vintage, into a slice as
// long as shipped; vintages after t are 0.
func (w Weibull) Vintages(out, shipped []float64, t int) {
	for s := range shipped {
		out[s] = 0
		if s <= t {
			out[s] = shipped[s] * w.Survival(float64(t-s)+Age)
		}
	}
}

// Refresh writes the shipments that make the stock at the end of each period what
// stock says, 0 where survivors alone are more:
//
//	ship(t) = max(0, stock(t) - sum over s < t of ship(s) S(t-s+0.5)) / S(0.5)
//
// It returns the sum of what survivors exceed the wanted stock by, over periods.
// It takes time in the square of the periods.
func (w Weibull) Refresh(ship, stock []float64) (excess float64) {
	first := w.Survival(Age)
	for t := range stock {
		ship[t] = 0
		missing := stock[t] - w.Stock(ship[:t], t)
		if missing < 0 {
			excess -= missing
			missing = 0
		}
		ship[t] = missing / first
	}
	return excess
}

// Steady is the stock that constant shipments of 1 a period come to:
// sum over k of S(k + 0.5), the midpoint rule of the mean lifetime.
func (w Weibull) Steady() float64 {
	sum := 0.0
	for k := 0; k < 1e6; k++ {
		s := w.Survival(float64(k) + Age)
		sum += s
		if s < 1e-17 {
			break
		}
	}
	return sum
}

// Efficiency is energy for an operation by vintage: 2^(-v/doubling), v in periods
// after vintage 0, which is 1. Koomey and others: operations for a joule doubled
// every 1.57 years up to about 2000 (IEEE Annals of the History of Computing 33,
// 2011) and every 2.6 afterwards (Koomey and Naffziger, Electronic Design, 2016).
type Efficiency struct{ Doubling float64 }

// Energy is that of a vintage over that of vintage 0.
func (e Efficiency) Energy(vintage float64) float64 { return math.Exp2(-vintage / e.Doubling) }

// Mean is the energy for an operation over the machines of a stock by vintage, each
// of which does as many: sum stock(v) energy(v) / sum stock(v). NaN without stock.
func (e Efficiency) Mean(stock []float64) float64 {
	sum, all := 0.0, 0.0
	for v, n := range stock {
		sum += n * e.Energy(float64(v))
		all += n
	}
	return sum / all
}

// MeanByEnergy is the same when each machine draws the same power, so that newer ones
// do more: sum stock(v) / sum of stock(v) / energy(v). NaN without stock.
func (e Efficiency) MeanByEnergy(stock []float64) float64 {
	work, all := 0.0, 0.0
	for v, n := range stock {
		work += n / e.Energy(float64(v))
		all += n
	}
	return all / work
}

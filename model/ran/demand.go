package ran

import (
	"math"

	"github.com/headroom-planner/headroom/model/fast"
	"github.com/headroom-planner/headroom/model/radio"
)

// Users says how many people use an operator's 5G, and how much.
type Users struct {
	Smartphones float64 // share of people
	FiveG       float64 // share of smartphones
	Operator    float64 // the operator's share of these
	GBMonth     float64 // decimal gigabytes a month and user
	BusyShare   float64 // of a day's traffic in its busiest hour: 0.08 to 0.2
}

// MbpsKM2 is the demand of the busy hour in Mbps per km2 where peopleKM2 live
// on a km2: people x smartphones x 5G x operator x radio.BusyHourMbps. It is
// proportional to the gigabytes, without a floor.
func (u Users) MbpsKM2(peopleKM2 float64) float64 {
	return peopleKM2 * u.Smartphones * u.FiveG * u.Operator * radio.BusyHourMbps(u.GBMonth, u.BusyShare)
}

// Check says whether the shares are shares and the rest is not negative.
func (u Users) Check() error {
	const of = "users"
	return first(
		within(of, "share with smartphones", "", u.Smartphones, 0, 1),
		within(of, "share on 5G", "", u.FiveG, 0, 1),
		within(of, "share of the operator", "", u.Operator, 0, 1),
		within(of, "traffic", "GB/month", u.GBMonth, 0, 1e5),
		within(of, "share of the busy hour", "", u.BusyShare, 1.0/24, 1),
	)
}

// Traffic is how what a user asks for grows.
type Traffic struct {
	GB      float64 // a month, at the start
	Ceiling float64 // GB a month that it tends to; +Inf for growth without end
	Rate    float64 // 1/year, of the exponential that it begins as
}

// At is the traffic of a user in GB a month after years:
//
//	logistic  C / (1 + (C/G - 1) exp(-r t));  G exp(r t) without a ceiling
//
// With r below 0 the curve leaves its ceiling: from below it falls to 0, and what
// begins above it would rise without end, so it stays where it began.
func (g Traffic) At(years float64) float64 {
	if g.GB <= 0 {
		return 0
	}
	if math.IsInf(g.Ceiling, 1) {
		return g.GB * fast.Exp(g.Rate*years)
	}
	if g.Rate < 0 && g.GB > g.Ceiling {
		return g.GB
	}
	return g.Ceiling / (1 + (g.Ceiling/g.GB-1)*fast.Exp(-g.Rate*years))
}

// Growth is At over the traffic at the start: what demand is multiplied by.
func (g Traffic) Growth(years float64) float64 {
	if g.GB <= 0 {
		return 0
	}
	return g.At(years) / g.GB
}

package rack

import (
	"math"

	"github.com/headroom-planner/headroom/model/valid"
)

// Concurrent is the power in kW that n equal loads of mean m and standard
// deviation s stay below with the probability of z standard deviations, when each
// pair has correlation rho:
//
//	P = n m + z s sqrt(n (1 + (n-1) rho))
//
// At rho 1 there is no credit for diversity: n (m + z s). Loads are taken as
// normal. m and s are at least 0, n from 1, z from -8 to 8 and rho from
// -1/(n-1), below which no such loads exist, to 1. Outside it answers NaN and a
// *RangeError. Source: variance of a sum; for training clusters rho is near 1.
func Concurrent(n, m, s, rho, z float64) (float64, error) {
	const of = "concurrency"
	low := -1.0
	if n > 1 {
		low = -1 / (n - 1)
	}
	err := valid.First(
		valid.Within(of, "loads", "", n, 1, 1e9),
		valid.Within(of, "mean", "kW", m, 0, 1e9),
		valid.Within(of, "standard deviation", "kW", s, 0, 1e9),
		valid.Within(of, "correlation", "", rho, low, 1),
		valid.Within(of, "standard deviations", "", z, -8, 8),
	)
	if err != nil {
		return math.NaN(), err
	}
	return n*m + z*s*math.Sqrt(math.Max(0, n*(1+(n-1)*rho))), nil
}

// Coincidence is the peak of n loads over the sum of their own peaks, in (0, 1]:
// what sizing by single peaks is multiplied by. Arguments as in [Concurrent], z at
// least 0 and the sum of peaks above 0.
func Coincidence(n, m, s, rho, z float64) (float64, error) {
	p, err := Concurrent(n, m, s, rho, z)
	err = valid.First(err,
		valid.Within("coincidence", "standard deviations", "", z, 0, 8),
		valid.Within("coincidence", "peak of a load", "kW", m+z*s, 1e-9, 1e9))
	if err != nil {
		return math.NaN(), err
	}
	return p / (n * (m + z*s)), nil
}

// Demand is equipment to be racked, as sums.
type Demand struct {
	PeakKW      float64 // sum of the peaks of single nodes, IT
	Coincidence float64 // their joint peak over that sum, above 0 to 1
	U           float64 // sum of heights, rack units
	FloorM2     float64 // white space that is asked for besides, such as tapes or wide cabinets; 0 for none
}

// Need is racks by each limit.
type Need struct {
	ByPower, ByHeight, ByFloor float64
	Racks                      float64 // the largest
}

// Needed is how many racks of a class carry a demand:
//
//	max(ceil(peak x coincidence / usable kW), ceil(U / usable U), ceil(floor / floor of a rack))
//
// It takes nodes as divisible; [Class.Fit] knows that they are not. Source of the
// form: sizing by the scarcest of power, space and cooling, as in NVIDIA's DGX
// SuperPOD data centre guide, "planning".
func Needed(c *Class, d Demand) (Need, error) {
	const of = "racks needed"
	err := valid.First(c.Check(),
		valid.Within(of, "peak power", "kW", d.PeakKW, 0, 1e9),
		valid.Within(of, "coincidence", "", d.Coincidence, 1e-3, 1),
		valid.Within(of, "height", "U", d.U, 0, 1e9),
		valid.Within(of, "floor", "m2", d.FloorM2, 0, 1e9))
	if err != nil {
		return Need{math.NaN(), math.NaN(), math.NaN(), math.NaN()}, err
	}
	n := Need{
		ByPower:  up(d.PeakKW * d.Coincidence / c.UsableKW()),
		ByHeight: up(d.U / c.Units()),
		ByFloor:  up(d.FloorM2 / c.FloorM2),
	}
	n.Racks = max(n.ByPower, n.ByHeight, n.ByFloor)
	return n, nil
}

// up is the next whole number, unless x is whole but for rounding.
func up(x float64) float64 { return math.Ceil(x * (1 - 1e-12)) }

// Stranding is the share of design power that racks in use do not take: 1 -
// deployed kW a rack over design kW a rack. Below 0 they take more than designed.
// NaN when there is no rack or no design power.
func Stranding(deployedKW, racks, designKW float64) float64 {
	if !(racks > 0) || !(designKW > 0) {
		return math.NaN()
	}
	return 1 - deployedKW/racks/designKW
}

// GrossM2 is the floor of a building for racks: racks x floor of a rack / share of
// the building that is white space, above 0 to 1.
func GrossM2(racks, floorM2, white float64) float64 { return racks * floorM2 / white }

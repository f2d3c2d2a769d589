// Package grid answers: what does a data centre pay, ask and emit at its meter,
// what can a grid zone connect and when, and what do limits on PUE and water
// trade for each other?
//
// It holds pure functions over small values: tariffs by class, voltage and hour
// with a charge for demand; a path of the grid's emission factor with its spread;
// substations under N-1 and a queue for what they can carry; diesel of outages and
// tests; sums of a year; and a row of a trade-off table for a plant of
// model/plant. Numbers of generators and of UPS modules are [plant.Modules].
//
// Energy is in kWh, power in kW or MW as a name says, water in litres, carbon in
// kg, money in VND before value-added tax. PUE, WUE and CUE are sums over sums
// (ISO/IEC 30134-2, -8 and -9), never means of ratios. Carbon of operation and of
// a life cycle are types of their own, so that they cannot be added.
//
// A call outside the range of a model answers with a *valid.RangeError, and NaN
// where it gives a number. Calls that a month makes do not allocate.
//
// Left out: power flow, reactive power and its penalty, losses between plant and
// meter, value-added tax, markets by the hour, own generation, and taxes.
package grid

import "github.com/headroom-planner/headroom/model/valid"

// The conversions of this package.
const (
	halfHours     = 48
	daysPerWeek   = 7
	hoursPerWeek  = 168
	hoursPerYear  = 8760
	monthsPerYear = 12
	kgPerTonne    = 1000
	litresPerM3   = 1000
)

// monthDays are those of a year of 8,760 hours.
var monthDays = [monthsPerYear]float64{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func within(of, quantity, unit string, v, lo, hi float64) error {
	return valid.Within(of, quantity, unit, v, lo, hi)
}

func first(errs ...error) error { return valid.First(errs...) }

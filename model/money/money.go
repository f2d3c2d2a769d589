// Package money values payments over time and costs that fall with experience.
package money

import "math"

// When says where in its period (a year, a month) a payment falls. Public
// planners discount from the start of the year without saying so, which makes
// ten years of opex at 8 % 8 % dearer than at the end.
type When float64

// The conventions: the share of a period by which a payment comes before its end.
const (
	PeriodEnd    When = 0
	PeriodMiddle When = 0.5
	PeriodStart  When = 1
)

// Weight is the present value of 1 USD in period n, counted from 1:
// (1+r)^(when-n), r being the real rate of discount of a period.
func Weight(r, n float64, when When) float64 { return math.Pow(1+r, float64(when)-n) }

// PresentValue is what n equal payments, one a period, are worth at the start:
// payment (1 - (1+r)^-n) / r (1+r)^when; payment n when r is 0.
func PresentValue(payment, r, n float64, when When) float64 {
	if r == 0 {
		return payment * n
	}
	return payment * (1 - math.Pow(1+r, -n)) / r * math.Pow(1+r, float64(when))
}

// Annuity is the payment at the end of each of n periods that is worth
// principal at the start: principal r / (1 - (1+r)^-n); principal / n when r is
// 0; 0 when n is not above 0.
func Annuity(principal, r, n float64) float64 {
	return AnnuityAt(principal, r, n, math.Pow(1+r, -n))
}

// AnnuityAt is Annuity where the weight (1+r)^-n is known.
func AnnuityAt(principal, r, n, weight float64) float64 {
	switch {
	case n <= 0:
		return 0
	case r == 0:
		return principal / n
	}
	return principal * r / (1 - weight)
}

// Wright is the unit cost after units have been made over that after base:
// (units/base)^log2(1-rate), rate being what each doubling takes off: 0 to below
// 1. It is 1 while there is no base to learn from, or less than it.
// Source: T. P. Wright, Journal of the Aeronautical Sciences 3(4), 1936.
func Wright(units, base, rate float64) float64 {
	if !(base > 0) || !(units > base) {
		return 1
	}
	return math.Exp2(math.Log2(units/base) * math.Log2(1-rate))
}

package train

import "github.com/headroom-planner/headroom/model/valid"

// RangeError says that a model was asked outside the range it is valid in.
type RangeError = valid.RangeError

// within is nil when lo <= v <= hi.
func within(of, quantity, unit string, v, lo, hi float64) error {
	return valid.Within(of, quantity, unit, v, lo, hi)
}

// first returns the first error there is.
func first(errs ...error) error { return valid.First(errs...) }

// whole is within for whole numbers.
func whole(of, quantity string, v, lo, hi int) error {
	return within(of, quantity, "", float64(v), float64(lo), float64(hi))
}

// number writes a number without a unit.
func number(x float64) string { return valid.Number(x, "") }

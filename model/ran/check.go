package ran

import "github.com/headroom-planner/headroom/model/valid"

// within is nil when lo <= v <= hi. NaN is outside of every range.
func within(of, quantity, unit string, v, lo, hi float64) error {
	return valid.Within(of, quantity, unit, v, lo, hi)
}

// first returns the first error there is.
func first(errs ...error) error { return valid.First(errs...) }

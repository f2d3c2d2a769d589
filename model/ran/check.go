package ran

import "github.com/headroom-planner/headroom/model/radio"

// within is nil when lo <= v <= hi. NaN is outside of every range.
func within(of, quantity, unit string, v, lo, hi float64) error {
	if v >= lo && v <= hi {
		return nil
	}
	return &radio.RangeError{Of: of, Quantity: quantity, Unit: unit, Value: v, Min: lo, Max: hi}
}

// first returns the first error there is.
func first(errs ...error) error {
	for _, e := range errs {
		if e != nil {
			return e
		}
	}
	return nil
}

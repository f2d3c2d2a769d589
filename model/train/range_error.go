package train

import (
	"math"
	"strconv"
)

// RangeError says that a model was asked outside the range it is valid in.
type RangeError struct {
	Of       string  // the model and its source
	Quantity string  // what is outside, such as "distance"
	Unit     string  // its unit, such as "m"
	Value    float64 // what was given
	Min, Max float64 // what is valid, both included; they may be infinite
}

// Error says all of it in one sentence.
func (e *RangeError) Error() string {
	s := e.Of + ": " + e.Quantity + " " + number(e.Value, e.Unit)
	switch {
	case e.Min == e.Max:
		return s + "; only " + number(e.Min, e.Unit) + " is valid"
	case math.IsInf(e.Max, 1):
		return s + " is below " + number(e.Min, e.Unit)
	case math.IsInf(e.Min, -1):
		return s + " is above " + number(e.Max, e.Unit)
	}
	return s + " is outside " + number(e.Min, "") + " to " + number(e.Max, e.Unit)
}

func number(x float64, unit string) string {
	s := strconv.FormatFloat(x, 'g', 6, 64)
	if unit != "" {
		s += " " + unit
	}
	return s
}

// within is nil when lo <= v <= hi. NaN is outside of every range.
func within(of, quantity, unit string, v, lo, hi float64) error {
	if v >= lo && v <= hi {
		return nil
	}
	return &RangeError{of, quantity, unit, v, lo, hi}
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

// whole is within for whole numbers.
func whole(of, quantity string, v, lo, hi int) error {
	return within(of, quantity, "", float64(v), float64(lo), float64(hi))
}

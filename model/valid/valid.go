// Package valid says where a model holds: what lies outside is an error that
// names the model, the quantity and its range, and never a number.
package valid

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
	s := e.Of + ": " + e.Quantity + " " + Number(e.Value, e.Unit)
	switch {
	case e.Min == e.Max:
		return s + "; only " + Number(e.Min, e.Unit) + " is valid"
	case math.IsInf(e.Max, 1):
		return s + " is below " + Number(e.Min, e.Unit)
	case math.IsInf(e.Min, -1):
		return s + " is above " + Number(e.Max, e.Unit)
	}
	return s + " is outside " + Number(e.Min, "") + " to " + Number(e.Max, e.Unit)
}

// Number writes a number with its unit, which may be empty.
func Number(x float64, unit string) string {
	s := strconv.FormatFloat(x, 'g', 6, 64)
	if unit != "" {
		s += " " + unit
	}
	return s
}

// Within is nil when lo <= v <= hi. NaN is outside of every range.
func Within(of, quantity, unit string, v, lo, hi float64) error {
	if v >= lo && v <= hi {
		return nil
	}
	return &RangeError{of, quantity, unit, v, lo, hi}
}

// First returns the first error there is.
func First(errs ...error) error {
	for _, e := range errs {
		if e != nil {
			return e
		}
	}
	return nil
}

//go:build !linux

package solver

// advise does nothing where the system chooses its pages itself.
func advise([]float64) {}

package plant

import "math"

// Loss is what a device loses, in fractions of its rating: a fixed part, one in
// proportion to the load and one in its square. Source of the form: Rasmussen,
// "Electrical Efficiency Modeling for Data Centers", APC white paper 113.
type Loss struct{ Fixed, Proportional, Square float64 }

// At is the loss in fractions of the rating at a load x in fractions of it.
func (l Loss) At(x float64) float64 { return l.Fixed + x*(l.Proportional+x*l.Square) }

// Efficiency is x/(x + loss), 0 at no load.
func (l Loss) Efficiency(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return x / (x + l.At(x))
}

// PUE is 1 + (l0 + l1 u + l2 u^2)/u: a facility whose losses are given as one
// triple in fractions of its rated IT load, at u = IT load over rated. At no
// load it is infinite if there is a fixed loss.
func (l Loss) PUE(u float64) float64 { return 1 + l.At(u)/u }

// Bank is a number of equal modules that share a load.
type Bank struct {
	UnitKW float64 // rating of a module, at its output
	Units  float64 // installed
	Loss   Loss    // of a module
	Staged bool    // modules that are not needed are off; else all share the load
	Spare  float64 // staged: modules on beyond the least number
}

// On is how many modules are on: all, or if staged the least number that carries
// the load in kW, and the spare ones.
func (b Bank) On(loadKW float64) float64 {
	if !b.Staged {
		return b.Units
	}
	return math.Min(b.Units, math.Ceil(loadKW/b.UnitKW*(1-1e-12))+b.Spare)
}

// LossKW is what the bank loses in kW at a load in kW: on x rating x loss(x),
// x = load/(on x rating). A bank without modules loses nothing: it is not there.
func (b Bank) LossKW(loadKW float64) float64 {
	rated := b.On(loadKW) * b.UnitKW
	if rated <= 0 {
		return 0
	}
	return rated * b.Loss.At(loadKW/rated)
}

// Overloaded says whether a load in kW is more than all modules are rated for.
func (b Bank) Overloaded(loadKW float64) bool {
	return b.Units > 0 && loadKW > b.Units*b.UnitKW*(1+1e-9)
}

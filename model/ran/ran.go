// Package ran answers what a radio access network is where people are more or
// less dense: how much land a station covers on each band, what its carriers
// carry, what all of it costs, and what it draws.
//
// It holds pure functions over small values and, for the months of a draw, a
// ledger that is sized once. What is slow (spectral efficiency of
// interfering networks) is made with the plan, what is quick (reach, prices)
// at the start of a draw. Nothing allocates after that.
//
// Left out: terrain; handover; uplink capacity; carrier aggregation's gain;
// taxes and finance. What is added where carriers are full is the domain's
// (package mobile).
package ran

// Environment is how densely people live, and with it how waves travel.
type Environment uint8

// The environments, from the emptiest.
const (
	Rural Environment = iota
	Suburban
	Urban
	DenseUrban
	Environments // how many there are
)

// Thresholds of density in people per km2 from which an environment begins.
//
// 300 and 1,500 are those of urban clusters and urban centres in the Degree of
// Urbanisation that the UN Statistical Commission endorsed in 2020, which has
// no densest class. 7,959 is where the public planner cdcam (scripts/run.py)
// lets "urban" begin for the United Kingdom.
const (
	SuburbanFrom   = 300.0
	UrbanFrom      = 1500.0
	DenseUrbanFrom = 7959.0
)

// EnvironmentAt is the environment of a density in people per km2.
func EnvironmentAt(peopleKM2 float64) Environment {
	switch {
	case peopleKM2 >= DenseUrbanFrom:
		return DenseUrban
	case peopleKM2 >= UrbanFrom:
		return Urban
	case peopleKM2 >= SuburbanFrom:
		return Suburban
	}
	return Rural
}

// String returns the environment's name.
func (e Environment) String() string {
	switch e {
	case Rural:
		return "rural"
	case Suburban:
		return "suburban"
	case Urban:
		return "urban"
	case DenseUrban:
		return "dense urban"
	}
	return "no environment"
}

// Package radio answers: how far does a station reach, how much does it
// carry, and what does it draw?
//
// It holds pure functions over small values: path loss (3GPP TR 38.901,
// Okumura-Hata, COST-231), line-of-sight and building penetration, link
// budgets, shadowing margins, spectral efficiency and its fall with the load
// of the neighbours, carriers, busy-hour demand and site power. Distances are
// horizontal unless a name says otherwise; levels are in dBm, ratios in dB.
//
// Every model has the range it was made for. Outside of it a call answers with
// a *RangeError that names the quantity, and NaN: never with a number.
//
// Calls do not allocate, except [Grid.Table], which is made when a plan is
// made, and errors.
//
// Left out: terrain, clutter maps, antenna catalogues, optional path losses of
// TR 38.901, users of urban macro cells at 13 m and higher (the standard draws
// the environment's height at random there), satellites, and fast fading other
// than what the link curves contain.
package radio

// Scenario is one of the environments of TR 38.901.
type Scenario uint8

// The scenarios. The zero value is none of them, so that it cannot pass for one.
const (
	NoScenario Scenario = iota
	UMa                 // urban macro: antennas above the roofs
	UMi                 // urban micro, street canyon: antennas below the roofs
	RMa                 // rural macro
)

// String returns the standard's name.
func (s Scenario) String() string {
	switch s {
	case UMa:
		return "UMa"
	case UMi:
		return "UMi street canyon"
	case RMa:
		return "RMa"
	}
	return "no scenario"
}

// Condition says whether the base station is in sight.
type Condition uint8

// The conditions.
const (
	LOS  Condition = iota // line of sight
	NLOS                  // no line of sight
)

// String returns LOS or NLOS.
func (c Condition) String() string {
	if c == LOS {
		return "LOS"
	}
	return "NLOS"
}

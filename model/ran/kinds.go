package ran

import "github.com/headroom-planner/headroom/model/radio"

// MidStation is a macro site of three active antennas of 64 chains: 3,681 W of
// equipment at full load, against "close to 3,700 W" that operators measured.
// A rectifier of 0.92 and a tenth of cooling come on top at the meter.
func MidStation() radio.Station {
	return radio.Station{Radio: radio.ActiveAntenna(), Radios: 3, BasebandW: 300, Rectifier: 0.92, Cooling: 0.1}
}

// LowStation is what a low band adds to a site: three remote radios of two
// chains of 20 W (EARTH) and no baseband of its own.
func LowStation() radio.Station {
	return radio.Station{Radio: radio.EARTHRemote(2), Radios: 3, Rectifier: 0.92, Cooling: 0.1}
}

// SmallStation is a small cell of two chains of 6.3 W (EARTH micro), without
// cooling.
func SmallStation() radio.Station {
	return radio.Station{Radio: radio.EARTHMicro(2), Radios: 1, Rectifier: 0.92}
}

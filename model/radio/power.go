package radio

// Radio is what one radio unit (all chains of a sector's head or active
// antenna) draws in W: a straight line from idle to full load, and its sleep.
type Radio struct {
	IdleW  float64 // on, nothing to send
	FullW  float64 // at full load
	SleepW float64 // in the sleep state its site uses; see Sleep
}

// EARTH is a radio of n chains by the EARTH project's model: n (P0 + slope
// Pmax load) W, and n Psleep when asleep.
//
// Source: G. Auer et al., How much energy is needed to run a wireless network?,
// IEEE Wireless Communications 18(5), 2011, Table 2. Hardware of 2010.
func EARTH(n, p0W, slope, maxW, sleepW float64) Radio {
	return Radio{n * p0W, n * (p0W + slope*maxW), n * sleepW}
}

// EARTHMacro is a macro radio of n chains at 20 W, with feeder losses.
func EARTHMacro(n float64) Radio { return EARTH(n, 130, 4.7, 20, 75) }

// EARTHRemote is a macro radio of n chains at 20 W beside its antenna.
func EARTHRemote(n float64) Radio { return EARTH(n, 84, 2.8, 20, 56) }

// EARTHMicro is a micro radio of n chains at 6.3 W.
func EARTHMicro(n float64) Radio { return EARTH(n, 56, 2.6, 6.3, 39) }

// ActiveAntenna is an active antenna of 64 chains at 3.5 GHz: 630 W idle, 1,127
// W full. The figures go round as measurements of Chinese operators in 2019 and
// were not found in a primary source: treat them as a judgement. Asleep it is
// given LightSleep of its full power.
func ActiveAntenna() Radio { return Radio{630, 1127, 1127 * LightSleep} }

// What a base station draws in its sleep states over what it draws active in the
// downlink: 1, 25 and 55 to 280. Source: 3GPP TR 38.864, base stations of category
// 1, as quoted by others; not checked against the report itself.
const (
	DeepSleep  = 1.0 / 280
	LightSleep = 25.0 / 280
	MicroSleep = 55.0 / 280
)

// PowerW is what the radio draws at a load from 0 to 1 when asleep is the
// share of its idle time that it sleeps:
// load full + (1-load) ((1-asleep) idle + asleep sleep).
func (r Radio) PowerW(load, asleep float64) float64 {
	return load*r.FullW + (1-load)*((1-asleep)*r.IdleW+asleep*r.SleepW)
}

// Station is the power of a site.
type Station struct {
	Radio     Radio
	Radios    float64 // usually one a sector and band
	BasebandW float64 // 300 W for three active antennas, whatever the load
	OtherW    float64 // transport, lights, whatever else is always on

	Rectifier float64 // efficiency, above 0 to 1: 0.92 is usual
	Cooling   float64 // power of cooling over that of equipment: 0.1 outdoors

	// Sleep. In hours whose load is below SleepBelow the radios sleep for the
	// share SleepShare of the time in which they have nothing to send. Zero is
	// no sleep; micro sleep between symbols has SleepBelow 1.
	SleepBelow, SleepShare float64
}

// Check says whether the numbers can be those of a site.
func (s Station) Check() error {
	const of, most = "power of a site", 1e6
	return first(
		within(of, "sleeping radio", "W", s.Radio.SleepW, 0, s.Radio.IdleW),
		within(of, "idle radio", "W", s.Radio.IdleW, 0, s.Radio.FullW),
		within(of, "radio at full load", "W", s.Radio.FullW, 0, most),
		within(of, "number of radios", "", s.Radios, 0, 1000),
		within(of, "baseband", "W", s.BasebandW, 0, most),
		within(of, "other equipment", "W", s.OtherW, 0, most),
		within(of, "efficiency of the rectifier", "", s.Rectifier, 0.1, 1),
		within(of, "cooling", "", s.Cooling, 0, 5),
		within(of, "load below which radios sleep", "", s.SleepBelow, 0, 1),
		within(of, "share of idle time asleep", "", s.SleepShare, 0, 1),
	)
}

// EquipmentW is what the equipment draws in W at a load from 0 to 1.
func (s Station) EquipmentW(load float64) float64 {
	asleep := 0.0
	if load < s.SleepBelow {
		asleep = s.SleepShare
	}
	return s.Radios*s.Radio.PowerW(load, asleep) + s.BasebandW + s.OtherW
}

// MeterW is what the site draws from the grid in W: equipment x (1 + cooling) /
// rectifier.
func (s Station) MeterW(load float64) float64 {
	return s.EquipmentW(load) * (1 + s.Cooling) / s.Rectifier
}

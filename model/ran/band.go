package ran

// MaxBands is how many bands a network can have.
const MaxBands = 8

// Band is a carrier of a macro station on one band, the same in each of three
// sectors.
type Band struct {
	GHz       float64 // 0.5 to 30
	MHz       float64 // of the downlink in FDD, of the whole carrier in TDD: 0.36 to 400
	DownShare float64 // of time for the downlink: 1 in FDD
	UpShare   float64 // of time for the uplink: 1 in FDD
	BlockMHz  float64 // width of a resource block: 12 subcarriers

	PowerDBm float64 // of a sector on the whole carrier
	GainDBi  float64 // of a sector's antenna, beams included, both ways
	LossDB   float64 // between radio and antenna

	Streams    float64 // that share a sector, kept apart perfectly: see radio.Grid
	BeamGainDB float64 // of beams over what GainDBi interferes with: see radio.Grid
}

// LowBand is 2x10 MHz of FDD at 700 MHz. Power: Report ITU-R M.2412, rural test
// environment at 700 MHz, 46 dBm on 10 MHz, as 3GPP's self evaluation TR 37.910
// quotes it. An antenna of 15 dBi and 0.5 dB of loss beside a remote radio head
// are usual; two streams of two low-band antennas are not kept apart.
func LowBand() Band {
	return Band{GHz: 0.7, MHz: 10, DownShare: 1, UpShare: 1, BlockMHz: 0.18,
		PowerDBm: 46, GainDBi: 15, LossDB: 0.5, Streams: 1}
}

// MidBand is 100 MHz of TDD with an active antenna of 64 chains: at 2.6, 3.7 or
// another frequency in GHz. 53 dBm are 33 dBm per MHz, the power of TR 38.830
// (coverage enhancements) at 2.6 and 4 GHz, from memory; 24 dBi are usual of
// commercial antennas of 192 elements. Downlink to uplink is 3:1 (frames DDDSU).
// Three streams and 3 dB are a judgement, between one stream and the four with
// 6.6 dB that would make the 7.8 b/s/Hz of Report ITU-R M.2410.
func MidBand(ghz float64) Band {
	return Band{GHz: ghz, MHz: 100, DownShare: 0.75, UpShare: 0.25, BlockMHz: 0.36,
		PowerDBm: 53, GainDBi: 24, LossDB: 0.5, Streams: 3, BeamGainDB: 3}
}

// SmallBand is 100 MHz of TDD of a small cell at a frequency in GHz: two chains
// of 6.3 W (EARTH micro) are 41 dBm; 6 dBi are usual of an omnidirectional
// antenna on a street, and one stream is a judgement on the safe side.
func SmallBand(ghz float64) Band {
	b := MidBand(ghz)
	b.PowerDBm, b.GainDBi, b.Streams, b.BeamGainDB = 41, 6, 1, 0
	return b
}

// Check says whether all of the band is in range.
func (b Band) Check() error {
	const of = "band"
	return first(
		within(of, "frequency", "GHz", b.GHz, 0.5, 30),
		within(of, "bandwidth", "MHz", b.MHz, 0.36, 400),
		within(of, "downlink share", "", b.DownShare, 0.01, 1),
		within(of, "uplink share", "", b.UpShare, 0.01, 1),
		within(of, "resource block", "MHz", b.BlockMHz, 0.18, 1.44),
		within(of, "power", "dBm", b.PowerDBm, -50, 100),
		within(of, "antenna gain", "dBi", b.GainDBi, -50, 50),
		within(of, "feeder loss", "dB", b.LossDB, 0, 20),
		within(of, "streams", "", b.Streams, 1, 1000),
		within(of, "beamforming gain", "dB", b.BeamGainDB, 0, 40),
	)
}

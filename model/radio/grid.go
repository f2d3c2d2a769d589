package radio

import "math"

// Grid is a network to find the spectral efficiency of: 19 sites on a
// hexagonal grid, three sectors each, all on the same frequency, and users
// spread evenly over the area of the site in the middle.
//
// A user is served by the strongest of the 57 sectors. Sight is taken for
// each site with its probability, shadowing is normal around 0 dB and the
// same for the sectors of a site. The other sectors interfere with their full
// power times the load: they send that share of the time, and the mean power
// counts. So a lightly loaded network is a little better than computed.
type Grid struct {
	Model    Model
	SpacingM float64 // between sites: 100 to 8,660, so that a cell ends where the model does

	PowerDBm      float64 // of a sector on its bandwidth
	GainDBi       float64 // of a sector's antenna in its main direction
	Antenna       Antenna
	BandwidthMHz  float64
	NoiseFigureDB float64

	SiteCorrelation float64 // of shadowing between sites: 0 to 1. TR 36.814 takes 0.5
	IndoorShare     float64 // of users
	HighLossShare   float64 // of buildings; 0 in rural macro cells

	// BeamGainDB is what beamforming adds to the serving signal alone, and
	// Streams how many streams share a sector's power and are kept apart
	// perfectly. Without massive MIMO they are 0 and 1. Streams of real
	// networks leak into one another: an effective number is to be given.
	BeamGainDB float64
	Streams    float64

	Rate   func(sinrDB float64) float64 // of one stream, b/s/Hz; nil for DownlinkShannon
	Points int                          // users to take: a power of two from 256 to 65,536
}

// NominalGrid is a grid of the scenario's nominal heights with sectors of 46
// dBm (UMi 44) on 20 MHz and 17 dBi, noise figure 9 dB, half of the shadowing
// shared, all users outdoors, one stream and 4,096 users. The beam is 10
// degrees high and tilted so that its upper -3 dB point meets the edge of the
// cell. Source: 3GPP TR 36.814 Tables A.2.1.1-1 and A.2.1.1-2, for UMi ITU-R
// M.2135; the tilt is ours.
func NominalGrid(s Scenario, ghz, spacingM float64) Grid {
	g := Grid{
		Model: Nominal(s, ghz), SpacingM: spacingM, PowerDBm: 46, GainDBi: 17, Antenna: SectorAntenna(),
		BandwidthMHz: 20, NoiseFigureDB: 9, SiteCorrelation: 0.5, Streams: 1, Points: 4096,
	}
	if s == UMi {
		g.PowerDBm = 44
	}
	g.Antenna.VerticalDeg, g.Antenna.VerticalDB = 10, 20
	g.Antenna.DowntiltDeg = degrees(math.Atan2(g.Model.BaseM-g.Model.UserM, spacingM/HexagonSpacing)) + 5
	return g
}

// Check says whether all of the grid is in range.
func (g Grid) Check() error {
	const of = "hexagonal grid"
	most := 0.0 // share of high-loss buildings
	if g.Model.Scenario != RMa {
		most = 1
	}
	if n := g.Points; n < 256 || n > 65536 || n&(n-1) != 0 {
		return &RangeError{Of: of, Quantity: "points, which have to be a power of two,", Value: float64(n), Min: 256, Max: 65536}
	}
	return first(
		g.Model.Check(),
		within(of, "distance between sites", "m", g.SpacingM, 100, 5000*HexagonSpacing),
		within(of, "power", "dBm", g.PowerDBm, -50, 100),
		within(of, "antenna gain", "dBi", g.GainDBi, -50, 50),
		within(of, "antenna width", "degrees", g.Antenna.WidthDeg, 1, 360),
		within(of, "front to back ratio", "dB", g.Antenna.FrontBackDB, 0, 100),
		within(of, "vertical width", "degrees", g.Antenna.VerticalDeg, 0, 180),
		within(of, "vertical attenuation", "dB", g.Antenna.VerticalDB, 0, 100),
		within(of, "downtilt", "degrees", g.Antenna.DowntiltDeg, -90, 90),
		within(of, "first azimuth", "degrees", g.Antenna.FirstAzimuth, -360, 360),
		within(of, "bandwidth", "MHz", g.BandwidthMHz, 0.015, 10000),
		within(of, "noise figure", "dB", g.NoiseFigureDB, 0, 50),
		within(of, "correlation of shadowing", "", g.SiteCorrelation, 0, 1),
		within(of, "share of users indoors", "", g.IndoorShare, 0, 1),
		within(of, "share of high-loss buildings", "", g.HighLossShare, 0, most),
		within(of, "beamforming gain", "dB", g.BeamGainDB, 0, 40),
		within(of, "streams", "", g.Streams, 1, 1000),
	)
}

func degrees(rad float64) float64 { return rad * (180 / math.Pi) }

package radio

import "math"

// Antenna is the pattern of one sector, without its gain.
type Antenna struct {
	WidthDeg     float64 // horizontal width at -3 dB
	FrontBackDB  float64 // the most that the pattern takes away
	VerticalDeg  float64 // vertical width at -3 dB; 0 for no vertical pattern
	VerticalDB   float64 // the most that the vertical pattern takes away
	DowntiltDeg  float64 // of the beam, electrical and mechanical
	FirstAzimuth float64 // of the first sector, in degrees from the next site; the others follow at 120
}

// SectorAntenna is the sector of 3GPP with a width of 65 degrees and 30 dB
// between front and back, and no vertical pattern. Source: TR 38.901 V16 Table
// 7.3-1.
func SectorAntenna() Antenna { return Antenna{WidthDeg: 65, FrontBackDB: 30} }

// PatternDB is what the pattern takes away in dB, a number from -FrontBackDB
// to 0, for an azimuth off the main direction and an angle below the horizon:
//
//	A = -min(-(AH + AV), Am), AH = -min(12 (phi/width)^2, Am),
//	AV = -min(12 ((theta-tilt)/vertical)^2, SLA)
//
// Source: 3GPP TR 38.901 V16 Table 7.3-1, TR 36.814 Table A.2.1.1-2.
func (a Antenna) PatternDB(azimuthDeg, belowDeg float64) float64 {
	phi := math.Remainder(azimuthDeg, 360)
	loss := math.Min(12*sq(phi/a.WidthDeg), a.FrontBackDB)
	if a.VerticalDeg > 0 {
		loss += math.Min(12*sq((belowDeg-a.DowntiltDeg)/a.VerticalDeg), a.VerticalDB)
	}
	return -math.Min(loss, a.FrontBackDB)
}

package radio

import "math"

// Shannon is a link curve that is attenuated and truncated: Alpha
// log2(1 + SINR) from MinDB on, 0 below, and constant from MaxDB on.
type Shannon struct{ Alpha, MinDB, MaxDB float64 }

// DownlinkShannon is the downlink curve: 0.6, -10 to 30 dB. Source: 3GPP TR
// 38.803, after TR 36.942 annex A, which itself stops at 4.4 b/s/Hz.
func DownlinkShannon() Shannon { return Shannon{0.6, -10, 30} }

// UplinkShannon is the uplink curve: 0.4, -10 to 22 dB. Source: as the downlink's.
func UplinkShannon() Shannon { return Shannon{0.4, -10, 22} }

// SE is the spectral efficiency in b/s/Hz of one stream at sinrDB.
func (s Shannon) SE(sinrDB float64) float64 {
	if sinrDB < s.MinDB {
		return 0
	}
	return s.Alpha * math.Log2(1+ratio(math.Min(sinrDB, s.MaxDB)))
}

// cqi is a row of the table of channel quality indicators.
type cqi struct {
	order    float64 // bits in a symbol: QPSK 2, 16QAM 4, 64QAM 6
	rate1024 float64 // code rate x 1024
	minDB    float64
}

// cqis is 3GPP TS 38.214 Table 5.2.2.1-2 (to 64QAM), the same as TS 36.213 Table
// 7.2.3-1. The rate of 14 is 873, which some public tools print as 973. The SINR
// from which each is used are not the standard's, which leaves them to receivers:
// they are those of the public planner pysim5g, which gives no origin.
var cqis = [15]cqi{
	{2, 78, -6.7}, {2, 120, -4.7}, {2, 193, -2.3}, {2, 308, 0.2}, {2, 449, 2.4}, {2, 602, 4.3},
	{4, 378, 5.9}, {4, 490, 8.1}, {4, 616, 10.3},
	{6, 466, 11.7}, {6, 567, 14.1}, {6, 666, 16.3}, {6, 772, 18.7}, {6, 873, 21}, {6, 948, 22.7},
}

// CQI is the channel quality indicator at sinrDB: 1 to 15, and 0 for out of range.
func CQI(sinrDB float64) int {
	n := 0
	for n < len(cqis) && sinrDB >= cqis[n].minDB {
		n++
	}
	return n
}

// CQISE is the spectral efficiency in b/s/Hz of one stream at sinrDB by the
// table of channel quality indicators: bits in a symbol x code rate, in steps.
func CQISE(sinrDB float64) float64 {
	n := CQI(sinrDB)
	if n == 0 {
		return 0
	}
	return cqis[n-1].order * cqis[n-1].rate1024 / 1024
}

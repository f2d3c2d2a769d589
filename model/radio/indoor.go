package radio

import "math"

// Building is a class of outer walls.
type Building uint8

// The classes of Table 7.4.3-2.
const (
	LowLoss  Building = iota // old walls and plain glass
	HighLoss                 // coated glass; not for rural macro cells
)

// WallDB is the loss through an outer wall in dB, without what the way through
// rooms adds.
//
//	low   5 - 10 lg(0.3 10^(-Lglass/10) + 0.7 10^(-Lconcrete/10))
//	high  5 - 10 lg(0.7 10^(-Lcoated/10) + 0.3 10^(-Lconcrete/10))
//
// with glass 2 + 0.2 f, coated (IRR) glass 23 + 0.3 f, concrete 5 + 4 f, f in
// GHz. Valid from 0.5 to 100 GHz. Source: 3GPP TR 38.901 V16 Tables 7.4.3-1
// and 7.4.3-2.
func (b Building) WallDB(ghz float64) (float64, error) {
	if err := within("wall loss (TR 38.901 Table 7.4.3-2)", "frequency", "GHz", ghz, 0.5, 100); err != nil {
		return math.NaN(), err
	}
	return b.wallDB(ghz), nil
}

func (b Building) wallDB(ghz float64) float64 {
	concrete := ratio(-(5 + 4*ghz))
	if b == LowLoss {
		return 5 - dB(0.3*ratio(-(2+0.2*ghz))+0.7*concrete)
	}
	return 5 - dB(0.7*ratio(-(23+0.3*ghz))+0.3*concrete)
}

// SigmaDB is the standard deviation of penetration loss in dB: 4.4 or 6.5.
// Source: TR 38.901 V16 Table 7.4.3-2.
func (b Building) SigmaDB() float64 {
	if b == LowLoss {
		return 4.4
	}
	return 6.5
}

// RoomsDB is the loss of depthM metres of rooms behind the wall in dB:
// 0.5 dB/m. The standard draws the depth as the lesser of two uniform numbers
// up to 25 m (RMa: 10 m), whose mean is a third of that. Source: TR 38.901 V16
// Table 7.4.3-2 and section 7.4.3.1.
func RoomsDB(depthM float64) float64 { return 0.5 * depthM }

// MaxDepthM is the greatest depth inside buildings in m: 25, in RMa 10.
func (s Scenario) MaxDepthM() float64 {
	if s == RMa {
		return 10
	}
	return 25
}

// MeanDepthM is the mean depth inside buildings in m: a third of MaxDepthM.
func (s Scenario) MeanDepthM() float64 { return s.MaxDepthM() / 3 }

package ran

import (
	"github.com/headroom-planner/headroom/model/radio"
)

// walls are the losses through the two classes of outer walls on one band.
type walls struct{ low, high float64 }

// wallsOf returns them for a frequency that Band.Check lets pass.
func wallsOf(ghz float64) walls {
	low, _ := radio.LowLoss.WallDB(ghz)
	high, _ := radio.HighLoss.WallDB(ghz)
	return walls{low, high}
}

// through is the mean and the variance in dB of what walls and rooms take when
// a share of buildings has coated glass: a mixture of two normal classes, and a
// depth that is the lesser of two uniform numbers, whose variance is D^2/18.
// The mixture is treated as normal by those who ask for its margin: with a
// fifth of coated glass it is wider on one side.
// Source: 3GPP TR 38.901 V16 section 7.4.3.1.
func (w *walls) through(e Environment, highShare float64) (mean, variance float64) {
	s := scenarioOf[e]
	deepest := radio.RoomsDB(s.MaxDepthM())
	gap := w.high - w.low
	low, high := radio.LowLoss.SigmaDB(), radio.HighLoss.SigmaDB()
	mean = w.low + highShare*gap + radio.RoomsDB(s.MeanDepthM())
	variance = (1-highShare)*low*low + highShare*high*high + highShare*(1-highShare)*gap*gap + deepest*deepest/18
	return mean, variance
}

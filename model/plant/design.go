package plant

import (
	"math"
	"slices"
)

// designShare is the share of hours that exceed a design condition.
const designShare = 0.004

func wet(b Bin) float64 { return b.WetC }
func dry(b Bin) float64 { return b.DryC }

// design finds the design conditions among all hours of a year.
func (w *Weather) design(all []Bin) {
	w.DesignWetC = exceeded(all, wet, designShare)
	w.DryAtDesignWetC = coincident(all, wet, dry, w.DesignWetC)
	w.DesignDryC = exceeded(all, dry, designShare)
	w.WetAtDesignDryC = coincident(all, dry, wet, w.DesignDryC)
}

// exceeded is the value of x that a share of all hours exceeds, between the two
// states nearest to it in proportion to their hours. It sorts the states.
func exceeded(all []Bin, x func(Bin) float64, share float64) float64 {
	slices.SortStableFunc(all, func(a, b Bin) int {
		switch xa, xb := x(a), x(b); {
		case xa > xb:
			return -1
		case xa < xb:
			return 1
		}
		return 0
	})
	total := 0.0
	for _, b := range all {
		total += b.Hours
	}
	above := 0.0
	for i, b := range all {
		middle := above + b.Hours/2
		if middle >= share*total {
			if i == 0 {
				return x(b)
			}
			before := above - all[i-1].Hours/2
			f := (share*total - before) / (middle - before)
			return x(all[i-1]) + f*(x(b)-x(all[i-1]))
		}
		above += b.Hours
	}
	return x(all[len(all)-1])
}

// coincident is the mean of y over the hours whose x is within 0.5 K.
func coincident(all []Bin, x, y func(Bin) float64, at float64) float64 {
	sum, hours := 0.0, 0.0
	for _, b := range all {
		if math.Abs(x(b)-at) <= 0.5 {
			sum += y(b) * b.Hours
			hours += b.Hours
		}
	}
	return sum / hours
}

// peakDay is a day of the month with the highest mean wet bulb, as many standard
// deviations up in dry bulb and dew point (0 to 4) as make its highest wet bulb
// the design wet bulb. Where no day reaches it, or every day does, it is the
// nearest.
func (w *Weather) peakDay(months *[12]monthly) {
	hottest, best := 0, -100.0
	for m, bins := range w.Months {
		if s := Sum(bins); s.WetC > best {
			hottest, best = m, s.WetC
		}
	}
	lo, hi := 0.0, 4.0
	for range 40 {
		z := (lo + hi) / 2
		top := -100.0
		for h := range w.Peak {
			w.Peak[h] = months[hottest].state(h, z, z)
			w.Peak[h].Hours = 1
			top = max(top, w.Peak[h].WetC)
		}
		if top < w.DesignWetC {
			lo = z
		} else {
			hi = z
		}
	}
}

// Sum is hours, mean dry bulb and mean wet bulb of bins.
func Sum(bins []Bin) Bin {
	var s Bin
	for _, b := range bins {
		s.DryC += b.DryC * b.Hours
		s.WetC += b.WetC * b.Hours
		s.Hours += b.Hours
	}
	s.DryC /= s.Hours
	s.WetC /= s.Hours
	return s
}

// Hours is how many hours of a year f holds in.
func (w *Weather) Hours(f func(dryC, wetC float64) bool) float64 {
	sum := 0.0
	for _, bins := range w.Months {
		for _, b := range bins {
			if f(b.DryC, b.WetC) {
				sum += b.Hours
			}
		}
	}
	return sum
}

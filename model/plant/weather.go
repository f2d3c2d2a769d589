package plant

import (
	"math"
	"slices"
)

// Bin is a number of hours of a month with nearly the same weather: dry and wet
// bulb within 1 K each, of which these are the means.
type Bin struct{ DryC, WetC, Hours float64 }

// Weather is a year by month and bin, with the conditions to design for.
type Weather struct {
	PressurePa float64
	Months     [12][]Bin

	// A design wet bulb is exceeded in 0.4 % of the hours (35 a year) and comes
	// with the mean dry bulb of hours within 0.5 K of it; a design dry bulb the
	// other way round. Source of the definition: ASHRAE Fundamentals 2017, ch. 14.
	DesignWetC, DryAtDesignWetC float64
	DesignDryC, WetAtDesignDryC float64

	// Peak is a day of the month with the highest wet bulbs whose own highest is
	// the design wet bulb: 24 bins of an hour.
	Peak [24]Bin
}

var monthDays = [12]float64{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// Weather makes a year of a climate, warmer than the normals by dryK and with
// dew points higher by dewK: the difference of a single year, or a trend. Both
// may be from -5 to 5 K. Days differ from the month's mean by normal deviations
// of dry bulb and dew point; hours follow the day's shape. A year has 8,760
// hours. It allocates and takes some 0.1 s: it is made once for a plan.
func (c *Climate) Weather(dryK, dewK float64) (*Weather, error) {
	const of = "weather of a year"
	pressure, err := PressurePa(c.AltitudeM)
	if err = first(err, within(of, "difference of dry bulb", "K", dryK, -5, 5), within(of, "difference of dew point", "K", dewK, -5, 5)); err != nil {
		return nil, err
	}
	w := &Weather{PressurePa: pressure}
	var all []Bin
	var month [12]monthly
	for m := range c.Months {
		if err := c.Months[m].Check(); err != nil {
			return nil, err
		}
		month[m] = newMonthly(&c.Months[m], dryK, dewK, pressure)
		states := month[m].states(monthDays[m])
		all = append(all, states...)
		w.Months[m] = binned(states)
	}
	w.design(all)
	w.peakDay(&month)
	return w, nil
}

// monthly is a month's mean day and dew point.
type monthly struct {
	normal   *Normal
	day      [24]float64
	dewC     float64
	pressure float64
}

func newMonthly(n *Normal, dryK, dewK, pressure float64) monthly {
	m := monthly{normal: n, day: n.day(), pressure: pressure}
	m.dewC = n.meanDew(&m.day) + dewK
	for h := range m.day {
		m.day[h] += dryK
	}
	return m
}

// state is the weather of an hour of a day that is zDry and zDew standard
// deviations from the mean.
func (m *monthly) state(hour int, zDry, zDew float64) Bin {
	dry := m.day[hour] + zDry*m.normal.DrySDK
	dew := math.Min(dry, m.dewC+zDew*m.normal.DewSDK)
	return Bin{DryC: dry, WetC: wetOfRatio(dry, saturated(dew, m.pressure), m.pressure)}
}

func (m *monthly) states(days float64) []Bin {
	out := make([]Bin, 0, 24*len(spread)*len(spread))
	for i, zi := range spread {
		for j, zj := range spread {
			for h := range m.day {
				b := m.state(h, zi, m.normal.dewOf(zi, zj))
				b.Hours = days * spreadWeight[i] * spreadWeight[j]
				out = append(out, b)
			}
		}
	}
	return out
}

// binned puts states into bins of 1 K by 1 K, ordered by dry and wet bulb.
func binned(states []Bin) []Bin {
	const lo, n = -60, 140
	grid := make([]Bin, n*n)
	for _, s := range states {
		b := &grid[(int(math.Floor(s.DryC))-lo)*n+int(math.Floor(s.WetC))-lo]
		b.DryC += s.DryC * s.Hours
		b.WetC += s.WetC * s.Hours
		b.Hours += s.Hours
	}
	grid = slices.DeleteFunc(grid, func(b Bin) bool { return b.Hours == 0 })
	for i := range grid {
		grid[i].DryC /= grid[i].Hours
		grid[i].WetC /= grid[i].Hours
	}
	return slices.Clip(grid)
}

package fit

import (
	"fmt"
	"math"
	"slices"
)

// monthsPerYear turns paces of years into those of months.
const monthsPerYear = 12

// Pace is how fast a roll-out went between two counts.
type Pace struct {
	Series   string
	From, To float64 // years since the launch
	// PerMillion is stations a month for a million people; PerStation4G
	// stations a month for each of the country's own 4G stations. NaN where the
	// country's people or 4G stations are not known.
	PerMillion, PerStation4G float64
}

// Paces are those between neighbouring counts.
func Paces(s Series, c Country) []Pace {
	var out []Pace
	for i := 1; i < len(s.T); i++ {
		out = append(out, paceBetween(s, c, i-1, i))
	}
	return out
}

// Peak is the fastest pace of a roll-out over at least so many months: of the
// pairs of counts that are that far apart, the one with most stations a month.
// A country that never counted so often has its pace over longer spans, which
// hides peaks. ok is false if no pair is that far apart.
func Peak(s Series, c Country, months float64) (best Pace, ok bool) {
	top := math.Inf(-1)
	for i := range s.T {
		for j := i + 1; j < len(s.T); j++ {
			if (s.T[j]-s.T[i])*monthsPerYear < months {
				continue
			}
			if r := (s.Y[j] - s.Y[i]) / (s.T[j] - s.T[i]); r > top {
				top, best, ok = r, paceBetween(s, c, i, j), true
			}
		}
	}
	return best, ok
}

func paceBetween(s Series, c Country, i, j int) Pace {
	month := (s.Y[j] - s.Y[i]) / (s.T[j] - s.T[i]) / monthsPerYear
	return Pace{s.Name, s.T[i], s.T[j], month / (c.People / 1e6), month / c.Stations4G}
}

// PeakClasses are the classes of fastest paces over at least so many months,
// one value for each roll-out: by people, and by own 4G stations. Countries
// named in without, such as the one whose plan is judged, and those without
// the divisor are left out.
func PeakClasses(counts []Count, countries []Country, months float64, without ...string) (perMillion, perStation4G Class) {
	var labels [2][]string
	var values [2][]float64
	for _, c := range countries {
		p, ok := Peak(SeriesOf(counts, c), c, months)
		if !ok || slices.Contains(without, c.Series) {
			continue
		}
		for i, v := range []float64{p.PerMillion, p.PerStation4G} {
			if !math.IsNaN(v) {
				labels[i], values[i] = append(labels[i], c.Series), append(values[i], v)
			}
		}
	}
	name := fmt.Sprintf("fastest pace over %g months or more", months)
	return newClass(name, "stations/month per million people", labels[0], values[0]),
		newClass(name, "stations/month per own 4G station", labels[1], values[1])
}

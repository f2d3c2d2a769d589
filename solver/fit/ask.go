package fit

import (
	"math"
	"time"
)

// Ask is what a target asks for, in the measures that past roll-outs have.
type Ask struct {
	// Stations is what is still to be built, Days the time for it.
	Stations, Days float64
	// PerDay is stations a day. PerMillion is stations a month for a million
	// people, PerStation4G stations a month for each of the country's own 4G
	// stations: NaN where the country's are not known. A month is 365.25 / 12 days.
	PerDay, PerMillion, PerStation4G float64
	// AmongPeople and AmongStations are where these two stand among the fastest
	// paces of past roll-outs.
	AmongPeople, AmongStations Rank
}

// AskOf is what it takes to have so many stations at the end of a day, from what
// stood at the end of another, held against the classes of PeakClasses. A target
// that is met asks for nothing; one whose day is past for an infinite pace.
func AskOf(c Country, from time.Time, standing float64, by time.Time, target float64, perMillion, perStation4G Class) Ask {
	a := Ask{Stations: math.Max(target-standing, 0), Days: math.Max(by.Sub(from).Hours()/24, 0)}
	if a.Stations > 0 {
		a.PerDay = a.Stations / a.Days
	}
	month := a.PerDay * 365.25 / monthsPerYear
	a.PerMillion, a.PerStation4G = month/(c.People/1e6), month/c.Stations4G
	a.AmongPeople, a.AmongStations = perMillion.Percentile(a.PerMillion), perStation4G.Percentile(a.PerStation4G)
	return a
}

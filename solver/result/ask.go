package result

import "github.com/headroom-planner/headroom/model/axis"

// Ask is what a target for stations asks of those who build, beside what past
// roll-outs did when they were fastest. It depends on the scenario's opening, not on its draws.
type Ask struct {
	Target string // its id
	At     axis.Month
	// Stations are still to be built, from the end of the first month to the end of the target's.
	Stations float64
	PerDay   float64
	// PerMillion is stations a month for a million people, Per4G a month for each 4G station.
	PerMillion, Per4G float64
	// Pace is how fast past roll-outs were at their fastest over two months or
	// more, in stations a month per million people, the slowest first.
	Pace []PastPace
	// Below is the share of roll-outs like these whose fastest pace stays below what is asked,
	// at most n/(n+1) for n of them; Beyond says that it is above them all.
	Below  float64
	Beyond bool
}

// PastPace is the fastest pace of one past roll-out.
type PastPace struct {
	Country string
	Value   float64
}

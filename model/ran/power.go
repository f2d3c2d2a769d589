package ran

import (
	"math"

	"github.com/headroom-planner/headroom/model/radio"
)

// loads is how many steps the table of power has over load.
const loads = 64

// PowerTable is what a kind of station draws in kW at the meter by its load, of a
// day whose hours follow a profile. Sleep makes it bend: hours fall below the
// load at which radios sleep.
type PowerTable struct {
	kw   [loads + 1]float64 // mean over the day, by load of the busiest hour; below 0 until it is asked for
	mean float64            // load of the mean hour over that of the busiest

	station radio.Station
	profile radio.Profile
}

// Fill makes the table: radio.Station.MeanKW at 65 loads, each computed when it is first
// asked for, since a draw meets few of them.
func (t *PowerTable) Fill(s radio.Station, p radio.Profile) {
	t.station, t.profile = s, p
	for k := range t.kw {
		t.kw[k] = -1
	}
	t.mean = 0
	for _, x := range p {
		t.mean += x / float64(len(p))
	}
}

// KWAtBusy is the mean power in kW of a day whose busiest hour has the load
// busy, 0 to 1; outside of it NaN. It is interpolated between loads.
func (t *PowerTable) KWAtBusy(busy float64) float64 {
	if !(busy >= 0 && busy <= 1) {
		return math.NaN()
	}
	x := busy * loads
	k := min(int(x), loads-1)
	return t.at(k) + (x-float64(k))*(t.at(k+1)-t.at(k))
}

func (t *PowerTable) at(k int) float64 {
	if t.kw[k] < 0 {
		t.kw[k] = t.station.MeanKW(&t.profile, float64(k)/loads)
	}
	return t.kw[k]
}

// KWAtMean is the same by the mean load of the day, 0 to MostMean.
func (t *PowerTable) KWAtMean(load float64) float64 { return t.KWAtBusy(load / t.mean) }

// MostMean is the mean load of a day whose busiest hour is full.
func (t *PowerTable) MostMean() float64 { return t.mean }

// Part is a number of stations of one kind, alike loaded.
type Part struct {
	Stations float64
	KW       float64 // a station, at the meter
}

// FleetMW is what a mix of stations draws in MW: stations x kW / 1000, added up.
func FleetMW(parts []Part) float64 {
	sum := 0.0
	for _, p := range parts {
		sum += p.Stations * p.KW
	}
	return sum / 1000
}

// MonthKWh is the energy of a month of 365.25 / 12 days at mw.
func MonthKWh(mw float64) float64 { return mw * 1000 * 24 * 365.25 / 12 }

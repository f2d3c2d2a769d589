package scenarios

import (
	"io"
	"time"

	"github.com/headroom-planner/headroom/scenarios/library"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/fit"
	"github.com/headroom-planner/headroom/solver/result"
)

// mixed is the series whose counts are of one operator first and of all later:
// no pace can be read across them.
const mixed = "Viet Nam"

// fastestOver is the least number of months over which a fastest pace is taken.
const fastestOver = 2

// asks holds targets for stations against past roll-outs.
func (c *compiler) asks() {
	mob := &c.base.Mobile
	opening, people := 0.0, 0.0
	for i := range mob.Operators {
		opening += mob.Operators[i].Stations
	}
	for i := range mob.Provinces {
		people += mob.Provinces[i].Population
	}
	if !mob.On || people == 0 {
		return
	}
	var class fit.Class
	for i := range c.plan.Targets {
		t := &c.plan.Targets[i]
		if t.Metric != "mobile.stations" || t.Entity != solver.All || t.AtMost || t.At <= c.plan.Axis.Start {
			continue
		}
		if class.Values == nil {
			class = pastPaces()
		}
		last := func(m int, y int) time.Time {
			return time.Date(y, time.Month(m)+1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -1)
		}
		start := c.plan.Axis.Start
		ask := fit.AskOf(fit.Country{People: people, Stations4G: mob.Sites4G}, last(start.Of(), start.Year()), opening, last(t.At.Of(), t.At.Year()), t.Threshold, class, fit.Class{})
		out := result.Ask{Target: t.ID, At: t.At, Stations: ask.Stations, PerDay: ask.PerDay, PerMillion: ask.PerMillion, Per4G: ask.PerStation4G,
			Below: ask.AmongPeople.P, Beyond: ask.AmongPeople.Beyond > 0}
		for k, v := range class.Values {
			out.Pace = append(out.Pace, result.PastPace{Country: class.Labels[k], Value: v})
		}
		c.plan.Asks = append(c.plan.Asks, out)
	}
}

// pastPaces is the class of fastest paces of past roll-outs, by people.
func pastPaces() fit.Class {
	counts := tableOf("rollouts/rollouts_5g.csv", fit.ReadCounts)
	countries := tableOf("rollouts/countries.csv", fit.ReadCountries)
	perMillion, _ := fit.PeakClasses(counts, countries, fastestOver, mixed)
	return perMillion
}

// tableOf reads a table of the library, which a test has read before.
func tableOf[T any](name string, read func(io.Reader) (T, error)) T {
	f, err := library.FS.Open(name)
	if err != nil {
		panic("scenarios: " + err.Error())
	}
	defer f.Close()
	out, err := read(f)
	if err != nil {
		panic("scenarios: " + name + ": " + err.Error())
	}
	return out
}

package scenarios

import (
	"math"
	"testing"
)

// TestAsks by hand: from 16,737 stations at the end of October 2025 to 68,457 at the end of
// December are 51,720 in 61 days: 847.87 a day, 25,807 in a month of 30.4375 days; over 119,056 4G stations 21.68 %.
// People are those of the provinces. The commitment of 20,000 more is 327.87 a day.
func TestAsks(t *testing.T) {
	p := planOf(t, disk{}, []string{"vietnam-5g-plan"})
	if len(p.Asks) != 2 || p.Asks[0].Target != "plan-2025" || p.Asks[1].Target != "commitment-2025" || math.Abs(p.Asks[1].PerDay-20000.0/61) > 1e-9 {
		t.Fatalf("%+v", p.Asks)
	}
	a := p.Asks[0]
	people := 0.0
	for _, pr := range p.Base.Mobile.Provinces {
		people += pr.Population
	}
	for _, c := range []struct {
		what      string
		got, want float64
	}{{"stations", a.Stations, 51720}, {"a day", a.PerDay, 847.87}, {"per 4G", a.Per4G, 0.21676}, {"per million", a.PerMillion, 51720.0 / 61 * 365.25 / 12 / people * 1e6}} {
		if math.Abs(c.got/c.want-1) > 1e-4 {
			t.Errorf("%s: %g, want %g", c.what, c.got, c.want)
		}
	}
	if !a.Beyond || a.Below != 0.8 || len(a.Pace) != 4 || a.Pace[3].Country != "China" {
		t.Errorf("%+v", a)
	}
}

package fit

import (
	"math"
	"testing"
	"time"
)

// 68,457 stations at the end of 2025 from 16,737 on 31 October: 51,720 in 61 days
// are 847.87 a day, as the published arithmetic says; times 30.4375 over 98.86
// million people 261.1, over 119,550 4G stations 21.6 %.
func TestAsk(t *testing.T) {
	counts, countries := table(t, "rollouts_5g.csv", ReadCounts), table(t, "countries.csv", ReadCountries)
	people, stations := PeakClasses(counts, countries, 2, "Viet Nam")
	_, c := rollout(t, "Viet Nam")
	end := time.Date(2025, 10, 31, 0, 0, 0, 0, time.UTC)
	year := time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)
	a := AskOf(c, end, 16737, year, 68457, people, stations)
	if a.Stations != 51720 || a.Days != 61 || !near(a.PerDay, 847.869, 1e-6) || !near(a.PerMillion, 261.06, 1e-4) || !near(a.PerStation4G, 0.21587, 1e-4) {
		t.Errorf("%+v", a)
	}
	if a.AmongPeople != (Rank{0.8, 4, 1}) || a.AmongStations != (Rank{0.5, 1, 1}) {
		t.Errorf("%+v", a)
	}
	// Five years for the same: 1,826 days, 28.3 a day, 8.7 a million: a little above the second of four.
	if a := AskOf(c, end, 16737, end.AddDate(5, 0, 0), 68457, people, stations); a.AmongPeople.Beyond != 0 || !near(a.AmongPeople.P, 0.406, 1e-2) {
		t.Errorf("%+v", a)
	}
	if a := AskOf(c, end, 16737, year, 16000, people, stations); a.PerDay != 0 || a.AmongPeople.Beyond != -1 {
		t.Errorf("met already: %+v", a)
	}
	if a := AskOf(c, year, 16737, end, 68457, people, stations); !math.IsInf(a.PerDay, 1) || a.AmongPeople.Beyond != 1 {
		t.Errorf("too late: %+v", a)
	}
	c.People = math.NaN()
	if a := AskOf(c, end, 16737, year, 68457, people, stations); !math.IsNaN(a.PerMillion) || !math.IsNaN(a.AmongPeople.P) || math.IsNaN(a.PerDay) {
		t.Errorf("people not known: %+v", a)
	}
}

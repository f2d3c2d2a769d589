package plant

import "testing"

// hours is a year of 8,760 different hours: each month's mean day, on days that are warmer
// and colder, drier and more humid by turns.
func hours(b *testing.B, c *Climate) []Bin {
	b.Helper()
	pressure, err := PressurePa(c.AltitudeM)
	if err != nil {
		b.Fatal(err)
	}
	var out []Bin
	for m, days := range monthDays {
		month := newMonthly(&c.Months[m], 0, 0, pressure)
		for d := range int(days) {
			for h := range 24 {
				x := month.state(h, spread[(7*d+h)%len(spread)], spread[(3*d+2*h)%len(spread)])
				x.Hours = 1
				out = append(out, x)
			}
		}
	}
	if len(out) != 8760 {
		b.Fatalf("%d hours", len(out))
	}
	return out
}

// BenchmarkYearOfHours balances ten kinds of plant, those of Lei and Masanet, in every hour of
// a year of 8,760, each hour in weather and at a load of its own. The aim is 50 ms on one
// core.
func BenchmarkYearOfHours(b *testing.B) {
	w := weather(b, "ho-chi-minh-city")
	year := hours(b, climates(b)["ho-chi-minh-city"])
	var plants []*Plant
	for _, s := range Kinds()[:10] {
		plants = append(plants, sized(b, s, w))
	}
	for b.Loop() {
		it, facility := 0.0, 0.0
		for _, p := range plants {
			for h := range year {
				y := p.At(p.RatedITKW*(.5+.02*float64(h%24)), year[h].DryC, year[h].WetC)
				it += y.ITKW
				facility += y.FacilityKW()
			}
		}
		sink = facility / it
	}
}

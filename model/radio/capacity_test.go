package radio

import (
	"math"
	"slices"
	"testing"
)

// TestSiteRates: 100 MHz, three quarters downlink, three sectors carry 1,755
// Mbps at 7.8 b/s/Hz and 742.5 (printed 742) at 3.3, the values of ITU-R M.2410.
func TestSiteRates(t *testing.T) {
	c := Carrier{MHz: 100, DownShare: 0.75, SE: 7.8, Sectors: 3, Utilisation: 1}
	near(t, "dense urban", c.Mbps(), 1755, 1e-9)
	c.SE = 3.3
	near(t, "rural", c.Mbps(), 742.5, 1e-9)
	c.Utilisation, c.Overhead = 0.7, 0.14
	near(t, "planned", c.Mbps(), 742.5*0.7*0.86, 1e-9)
}

// TestOrderOfBands: two public planners give 0.1905 or 0.6667 sites per km2
// depending on which band is listed first, since the last band's bandwidth
// multiplies all. For 80 Mbps per km2, 6 b/s/Hz and site, 700 MHz 2x10 MHz and
// 3500 MHz 50 MHz at 70:30 the answer is 80 / (6 x (10 + 35)) = 0.2963.
func TestOrderOfBands(t *testing.T) {
	low := Carrier{MHz: 10, DownShare: 1, SE: 2, Sectors: 3, Utilisation: 1}
	mid := Carrier{MHz: 50, DownShare: 0.7, SE: 2, Sectors: 3, Utilisation: 1}
	for _, bands := range [][]Carrier{{low, mid}, {mid, low}} {
		sites, short := SitesFor(80, SiteMbps(bands), 10)
		near(t, "sites", sites, 0.2963, 5e-5)
		near(t, "short", short, 0, 0)
	}
	many := []Carrier{low, mid, {40, 0.75, 1.3, 3, 0.7, 0.1}, {20, 1, 1.7, 2, 0.7, 0.2}, {800, 0.8, 0.9, 3, 0.5, 0.3}}
	want := SiteMbps(many)
	for range 24 {
		many = append(many[1:], many[0])
		slices.Reverse(many[:3])
		near(t, "permuted", SiteMbps(many)/want, 1, 1e-14)
	}
}

// TestShortfall is said instead of the greatest density in silence.
func TestShortfall(t *testing.T) {
	sites, short := SitesFor(80, 270, 0.2)
	near(t, "sites", sites, 0.2, 0)
	near(t, "short", short, 80-54, 1e-12)
	sites, short = SitesFor(80, 0, 5)
	near(t, "no carrier", sites, 5, 0)
	near(t, "all short", short, 80, 0)
	sites, short = SitesFor(0, 0, 5)
	near(t, "no demand", sites+short, 0, 0)
}

// TestBusyHour: 10 GB and 15 % are 0.1111 Mbps. 2,556 people per km2, 70 % with
// smartphones, 40 % of these on 5G, 20 GB: 159 Mbps per km2. Demand has no floor:
// with one, scenarios of a public planner all gave the same up to 440 GB.
func TestBusyHour(t *testing.T) {
	near(t, "10 GB", BusyHourMbps(10, 0.15), 0.1111, 5e-5)
	near(t, "Ha Noi", 2556*0.7*0.4*BusyHourMbps(20, 0.15), 159, 0.05)
	near(t, "nothing", BusyHourMbps(0, 0.15), 0, 0)
	near(t, "half", 2*BusyHourMbps(3, 0.1), BusyHourMbps(6, 0.1), 1e-15)
}

func TestCarrierRefuses(t *testing.T) {
	ok := Carrier{MHz: 100, DownShare: 0.75, SE: 2, Sectors: 3, Utilisation: 0.7, Overhead: 0.1}
	if err := ok.Check(); err != nil {
		t.Error(err)
	}
	for quantity, c := range map[string]Carrier{
		"bandwidth": {MHz: -1}, "downlink share": {DownShare: 75}, "spectral efficiency": {SE: math.NaN()},
		"sectors": {Sectors: 13}, "utilisation": {Utilisation: 1.1}, "overhead": {Overhead: 2},
	} {
		refused(t, quantity)(math.NaN(), c.Check())
	}
	two := []Carrier{ok, ok}
	noAllocations(t, "capacity", func() { sink = SiteMbps(two) + BusyHourMbps(5, 0.1) })
}

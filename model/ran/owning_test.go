package ran

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/money"
)

// dense is a station of pysim5g with a year's rent.
func dense() (Prices, Money) {
	p := DensePrices()
	var m Money
	p.Station(Build{Environment: Urban, NewSite: true, NewPower: true, Backhaul: ByMicrowave}, 1, &m)
	p.Running(&Running{Stations: [Environments]float64{Urban: 1}}, 1, &m)
	return p, m
}

// TestTenYears: a station of the public planner pysim5g costs 202,881 USD over
// ten years at 3.5 %, paid at the start of each year as that planner does without saying so,
// 101,441 when two operators share all of it and 141,912 when they share the
// site. At the end of each year it would be 198,675.
func TestTenYears(t *testing.T) {
	p, m := dense()
	h := Horizon{Years: 10, Rate: 0.035, When: money.PeriodStart}
	for _, c := range []struct {
		s    Sharing
		want float64
	}{{Sharing{Alone, 2}, 202881.07}, {Sharing{MORAN, 2}, 101440.54}, {Sharing{Passive, 2}, 141912.25}, {Sharing{MORAN, 1}, 202881.07}} {
		out := p.Owning(&m, c.s, h)
		near(t, c.s.Form.String(), out.Total(), c.want, 0.01)
	}
	near(t, "capex", m.CapexUSD(), 78500, 0)
	h.When = money.PeriodEnd
	out := p.Owning(&m, Sharing{Alone, 1}, h)
	near(t, "year-end", out.Total(), 78500+14450*money.PresentValue(1, 0.035, 10, money.PeriodEnd), 1e-6)
	near(t, "year-end", out.Total(), 198675, 1)
}

// TestReplacement by hand: 1,000 USD that live four years over ten years at 10 %
// are bought again after 4 and 8 years, and half of the last is left.
func TestReplacement(t *testing.T) {
	p, bill := Prices{}, Money{Equipment: 1000}
	for l := range p.LifeYears {
		p.LifeYears[l] = 4
	}
	h := Horizon{Years: 10, Rate: 0.1}
	out := p.Owning(&bill, Sharing{}, h)
	want := 1000 * (1 + math.Pow(1.1, -4) + math.Pow(1.1, -8))
	near(t, "replaced", out.Total(), want, 1e-9)
	h.Salvage = true
	out = p.Owning(&bill, Sharing{}, h)
	near(t, "salvage", out.Total(), want-500*math.Pow(1.1, -10), 1e-9)
	h.Years = 8 // the second is over as the run is: nothing is bought and nothing left
	out = p.Owning(&bill, Sharing{}, h)
	near(t, "at the end of a life", out.Total(), 1000*(1+math.Pow(1.1, -4)), 1e-9)
}

// TestSharing: each line's part is 1 or 1 over the parties, MORAN is never
// dearer than passive nor that than none, and more parties never pay more each.
func TestSharing(t *testing.T) {
	p, m := dense()
	h := Horizon{Years: 10, Rate: 0.08, When: money.PeriodMiddle}
	last := math.Inf(1)
	for _, f := range []Form{Alone, Passive, MORAN} {
		for n := 1.0; n <= 4; n++ {
			s := Sharing{f, n}
			out := p.Owning(&m, s, h)
			more := p.Owning(&m, Sharing{f, n + 1}, h)
			if more.Total() > out.Total() {
				t.Errorf("%v: %g parties pay %g each, %g pay %g", f, n+1, more.Total(), n, out.Total())
			}
			for l := range Lines {
				if x := s.Of(l); x != 1 && x != 1/n {
					t.Errorf("%v %v: %g", f, l, x)
				}
			}
		}
		out := p.Owning(&m, Sharing{f, 2}, h)
		if out.Total() > last {
			t.Errorf("%v costs %g, less sharing %g", f, out.Total(), last)
		}
		last = out.Total()
	}
	if (Sharing{Passive, 2}).Of(Equipment) != 1 || (Sharing{Passive, 2}).Of(Energy) != 1 || (Sharing{Passive, 2}).Of(Rent) != 0.5 {
		t.Error("passive sharing is of the site")
	}
	refused(t, "parties", Sharing{MORAN, 0}.Check())
}

// TestStations by hand: a co-sited station costs 72,000 USD, a new one with fibre
// of 2 km in a suburb 72,000 + 30,000 + 15,000 + 30,000.
func TestStations(t *testing.T) {
	p := EmergingPrices()
	if err := p.Check(); err != nil {
		t.Error(err)
	}
	var beside, apart Money
	p.Station(Build{Environment: Suburban}, 3, &beside)
	near(t, "co-sited", beside.Total(), 3*72000, 1e-9)
	p.Station(Build{Environment: Suburban, NewSite: true, NewPower: true, Backhaul: ByFibre, KM: 2}, 1, &apart)
	near(t, "new", apart.Total(), 147000, 1e-9)
	for _, c := range []struct {
		km   float64
		want float64
	}{{0.1, 30000}, {15, 30000}, {15.1, 40000}, {30, 40000}, {31, 80000}} {
		near(t, "hop", p.BackhaulUSD(ByMicrowave, c.km, Rural), c.want, 0)
	}
	if p.Cheaper(1, Urban) != ByFibre || p.Cheaper(2, Urban) != ByMicrowave || p.Cheaper(5, Rural) != ByFibre {
		t.Error("cheaper backhaul")
	}
	near(t, "nearest", NearestKM(0.01), 5, 1e-12)
	var month Money
	p.Running(&Running{Stations: [Environments]float64{Rural: 2}, KWh: 300, USDPerKWh: 0.1}, 1.0/12, &month)
	near(t, "a month", month.Total(), 2*(7400+3000)/12.0+30, 1e-9)
	p.RouterUSD = -1
	refused(t, "router", p.Check())
	p.RouterUSD, p.LifeYears[Fibre] = 0, 0
	refused(t, "life", p.Check())
}

package ran

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/money"
)

// TestLedgerAddsUp: ten years of purchases, with maintenance, rent, energy,
// learning, sharing and replacement, recomputed from what was bought.
func TestLedgerAddsUp(t *testing.T) {
	p := DensePrices()
	p.LifeYears[Equipment], p.LifeYears[Router] = 3, 2.5
	p.UpkeepUSD = 700
	s := Sharing{Passive, 2}
	l := NewLedger(120)
	l.Start(&p, s, 0.08, money.PeriodMiddle)
	var bought, fallen [CapexLines][121]float64
	var sum, present, out Money
	upkeep, total, worth := 0.0, 0.0, 0.0
	for m := 1; m <= 120; m++ {
		var bill Money
		n := float64(m % 5)
		p.Station(Build{Environment: Urban, NewSite: m%2 == 0, NewPower: true, Backhaul: ByMicrowave}, n, &bill)
		p.Running(&Running{Stations: [Environments]float64{Urban: 10}, KWh: 1000, USDPerKWh: 0.08}, 1.0/12, &bill)
		learned := math.Pow(0.99, float64(m))
		l.Month(&bill, learned, &out)
		spent := 10*700.0/12 + 10*9600.0/12/2 + 80
		for i := range CapexLines {
			bought[i][m] = bill[i]
			life := int(math.Round(p.LifeYears[i] * 12))
			if m > life {
				fallen[i][m] = bought[i][m-life] + fallen[i][m-life]
			}
			price := s.Of(i)
			stock := 0.0
			for k := 1; k < m; k++ {
				stock += bought[i][k]
			}
			upkeep = stock * price * p.UpkeepShare[i] / 12
			if p.Learns[i] {
				price *= learned
			}
			spent += upkeep + (bought[i][m]+fallen[i][m])*price
		}
		near(t, "month", out.Total(), spent, 1e-9*spent)
		sum.Add(&out, 1)
		present.Add(&out, math.Pow(1.08, -(float64(m)-0.5)/12))
		total += spent
		worth += spent * math.Pow(1.08, -(float64(m)-0.5)/12)
	}
	near(t, "sum", l.Sum().Total(), total, 1e-9*total)
	near(t, "present", l.Present().Total(), worth, 1e-9*worth)
	for i := range Lines {
		near(t, i.String(), l.Sum()[i], sum[i], 1e-9*total)
		near(t, i.String(), l.Present()[i], present[i], 1e-9*worth)
	}
	if l.ReplacedUSD() <= 0 {
		t.Error("nothing was replaced")
	}
}

// TestLedgerIsOwning: one station bought in the first month costs over ten
// years what Owning says, to the month by which the first purchase is later.
func TestLedgerIsOwning(t *testing.T) {
	p, yearly := dense()
	l := NewLedger(120)
	l.Start(&p, Sharing{MORAN, 2}, 0, money.PeriodEnd)
	var out Money
	for m := range 120 {
		var bill Money
		if m == 0 {
			bill = yearly
		}
		bill[Rent] = 9600.0 / 12
		l.Month(&bill, 1, &out)
	}
	want := p.Owning(&yearly, Sharing{MORAN, 2}, Horizon{Years: 10})
	near(t, "ten years", l.Sum().Total(), want.Total()-4850.0/12/2, 1e-6)
	usd, _ := l.SalvageUSD()
	near(t, "salvage", usd, 78500.0/2/120, 1e-6)
}

// TestInherited assets fall due evenly, and again a life later.
func TestInherited(t *testing.T) {
	p := DensePrices()
	p.LifeYears[Equipment] = 2
	l := NewLedger(60)
	l.Start(&p, Sharing{}, 0.05, money.PeriodEnd)
	var out Money
	l.Inherit(&Money{Equipment: 500}, 100)
	for range 9 { // a draw before this one, which must leave no trace
		l.Month(&Money{Router: 1e5, Rent: 3}, 1, &out)
	}
	l.Start(&p, Sharing{}, 0.05, money.PeriodEnd)
	l.Inherit(&Money{Equipment: 2400}, 100)
	for range 60 {
		l.Month(&Money{}, 1, &out)
		near(t, "replaced", out[Equipment], 100, 1e-9)
		near(t, "kept", out[Maintenance], 20, 1e-9)
	}
	near(t, "all", l.Sum().Total(), 60*120, 1e-8)
	usd, present := l.SalvageUSD()
	near(t, "salvage", usd, 100*(24.0+1)/2, 1e-9)
	near(t, "discounted", present, usd*math.Pow(1.05, -5), 1e-9)
}

// TestNothingSpent: no purchase and no station cost nothing, in any form.
func TestNothingSpent(t *testing.T) {
	p := EmergingPrices()
	l := NewLedger(24)
	l.Start(&p, Sharing{MORAN, 3}, 0.08, money.PeriodStart)
	var out Money
	for range 24 {
		l.Month(&Money{}, 1, &out)
	}
	if *l.Sum() != (Money{}) || out != (Money{}) {
		t.Error(l.Sum(), out)
	}
}

func TestLedgerAllocatesNothing(t *testing.T) {
	p := EmergingPrices()
	l := NewLedger(1000)
	var bill, out Money
	noAllocations(t, "a month", func() {
		p.Station(Build{Environment: Urban, Backhaul: ByFibre, KM: 1}, 2, &bill)
		l.Start(&p, Sharing{Passive, 2}, 0.08, money.PeriodEnd)
		l.Month(&bill, 0.9, &out)
		_, sink = l.SalvageUSD()
	})
}

func BenchmarkLedgerMonth(b *testing.B) {
	p := EmergingPrices()
	l := NewLedger(63)
	var out Money
	bill := Money{Equipment: 1e6, Carrier: 1e5, Energy: 1e4}
	b.ReportAllocs()
	for m := 0; b.Loop(); m++ {
		if m%63 == 0 {
			l.Start(&p, Sharing{Passive, 2}, 0.08, money.PeriodEnd)
		}
		l.Month(&bill, 0.9, &out)
	}
}

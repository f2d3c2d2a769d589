package ran

import (
	"math"

	"github.com/headroom-planner/headroom/model/money"
)

// Ledger is an operator's money in a draw, month by month.
//
// Money is real. A month's money is spent at its end, middle or start. What is
// bought is paid at the price it has by then, replaced at that day's price when
// its life is over, and worth what is left of its life, in a straight line, of
// what was paid for it when the run ends. Sharing is applied when money is
// entered, so that every entry is what the operator pays.
type Ledger struct {
	prices  *Prices
	sharing Sharing
	life    [CapexLines]int // months
	month   int

	due  [CapexLines][]float64 // USD at the first day's prices to be replaced, by month
	paid [CapexLines][]float64 // USD paid for assets, by month

	stock     [CapexLines]float64 // USD at the first day's prices that stand
	replacing float64

	weight, step float64 // of the month's money, and from month to month

	sum, present Money
}

// NewLedger returns a ledger for a run of months. It allocates, once.
func NewLedger(months int) *Ledger {
	l := new(Ledger)
	for i := range l.due {
		l.due[i], l.paid[i] = make([]float64, months+1), make([]float64, months+1)
	}
	return l
}

// Start begins a draw. Yearly is the real rate of discount of a year. The prices
// are not copied.
func (l *Ledger) Start(p *Prices, s Sharing, yearly float64, when money.When) {
	l.prices, l.sharing, l.month = p, s, 0
	for i := range l.due {
		clear(l.due[i])
		l.life[i] = max(int(math.Round(p.LifeYears[i]*12)), 1)
	}
	l.stock = [CapexLines]float64{}
	l.step = math.Pow(1+yearly, -1.0/12)
	l.weight = math.Pow(l.step, -float64(when))
	l.sum, l.present, l.replacing = Money{}, Money{}, 0
}

// Inherit takes assets that stand on the first day into the stock, at that day's
// prices and before sharing. Their ages are taken as even from 0 to twice the mean
// in years, at most their lives, so that the same share falls due each month from
// when the oldest's lives are over. They have no salvage here.
func (l *Ledger) Inherit(m *Money, meanAge float64) {
	for i := range l.due {
		l.stock[i] += m[i]
		oldest := min(max(int(math.Round(2*meanAge*12)), 1), l.life[i])
		for t := l.life[i] - oldest + 1; t < len(l.due[i]) && t <= l.life[i]; t++ {
			l.enter(i, t, m[i]/float64(oldest))
		}
	}
}

// enter lets usd fall due in month t and, since what replaces it has the same
// life, in no other: a replacement enters its own successor.
func (l *Ledger) enter(line, t int, usd float64) {
	if t < len(l.due[line]) {
		l.due[line][t] += usd
	}
}

// Month closes a month. Bill holds, at the first day's prices and before sharing, what is
// bought on the lines of assets and the month's opex on the others; learned is
// the factor on the prices of lines that learn. Out becomes what the operator
// pays: purchases, replacements and maintenance of assets included. Its Salvage is
// what the bill says, usually 0. Months beyond those of NewLedger have no room.
func (l *Ledger) Month(bill *Money, learned float64, out *Money) {
	l.month++
	l.weight *= l.step
	*out = *bill
	l.replacing = 0
	for i := range CapexLines {
		price := l.sharing.Of(i)
		kept := l.stock[i] * price * l.prices.UpkeepShare[i] / 12
		out[Maintenance] += kept / l.sharing.Of(Maintenance) // which is applied below
		if l.prices.Learns[i] {
			price *= learned
		}
		again := l.due[i][l.month]
		l.stock[i] += bill[i]
		l.enter(int(i), l.month+l.life[i], bill[i]+again)
		out[i] = (bill[i] + again) * price
		l.paid[i][l.month] = out[i]
		l.replacing += again * price
	}
	for i := CapexLines; i < Lines; i++ {
		out[i] *= l.sharing.Of(i)
	}
	l.sum.Add(out, 1)
	l.present.Add(out, l.weight)
}

// ReplacedUSD is what of the last month's money replaced assets.
func (l *Ledger) ReplacedUSD() float64 { return l.replacing }

// Sum is all money so far, by line; Present the same, discounted to the start.
func (l *Ledger) Sum() *Money     { return &l.sum }
func (l *Ledger) Present() *Money { return &l.present }

// SalvageUSD is what the assets bought in the run are worth now, and that worth
// discounted from the end of this month: paid x (1 - age/life).
func (l *Ledger) SalvageUSD() (usd, present float64) {
	for i := range l.paid {
		for t := 1; t <= l.month; t++ {
			if age := l.month - t; age < l.life[i] {
				usd += l.paid[i][t] * (1 - float64(age)/float64(l.life[i]))
			}
		}
	}
	return usd, usd * math.Pow(l.step, float64(l.month))
}

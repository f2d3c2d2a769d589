package money

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/valid/validtest"
)

var near = validtest.Near

// TestWorth: 100,000 at 8 % over ten years is 14,902.95 a year; 10,000 a year is
// worth 67,100.81 paid at the end of each year and 72,468.88 at the start.
func TestWorth(t *testing.T) {
	near(t, "annuity", Annuity(100000, 0.08, 10), 14902.95, 0.005)
	near(t, "year-end", PresentValue(10000, 0.08, 10, PeriodEnd), 67100.81, 0.005)
	near(t, "year-start", PresentValue(10000, 0.08, 10, PeriodStart), 72468.88, 0.005)
	near(t, "mid-year", PresentValue(10000, 0.08, 10, PeriodMiddle), 67100.81*math.Sqrt(1.08), 0.01)
	near(t, "there and back", PresentValue(Annuity(5e4, 0.05, 7), 0.05, 7, PeriodEnd), 5e4, 1e-8)
	sum := 0.0
	for n := 1.0; n <= 10; n++ {
		sum += 10000 * Weight(0.08, n, PeriodStart)
	}
	near(t, "summed", sum, 72468.88, 0.005)
	near(t, "without discount", PresentValue(3, 0, 10, PeriodStart)+Annuity(100, 0, 10)+Annuity(100, 0.1, 0), 40, 0)
}

// TestWright: ten times the units at 10, 15, 20 % a doubling.
func TestWright(t *testing.T) {
	for rate, want := range map[float64]float64{0.1: 0.7047, 0.15: 0.5828, 0.2: 0.4765} {
		near(t, "tenfold", Wright(1000, 100, rate), want, 5e-5)
		near(t, "doubling", Wright(200, 100, rate), 1-rate, 1e-12)
	}
	near(t, "nothing to learn from", Wright(5, 0, 0.2)+Wright(5, 10, 0.2)+Wright(50, 10, 0), 3, 0)
}

// Annuity tables: 100,000 at 8 % over 10 years. The factor is
// 0.08 / (1 - 1.08^-10) = 0.08 / (1 - 0.4631934881) = 0.1490294887.
func TestAnnuity(t *testing.T) {
	for _, c := range []struct{ principal, r, n, want float64 }{
		{100000, 0.08, 10, 14902.948870},
		{100000, 0, 10, 10000}, // no interest: equal parts
		{1000, 0.05, 1, 1050},  // one year: principal and interest
		{1000, 0.05, 0, 0},
	} {
		near(t, "annuity", Annuity(c.principal, c.r, c.n), c.want, 1e-9*c.want)
	}
}

// 10,000 a year for 10 years at 8 %: 10,000 x (1 - 1.08^-10)/0.08 =
// 67,100.81 at the year's end, and 1.08 times that, 72,468.88, at its start.
func TestPresentValue(t *testing.T) {
	near(t, "year end", PresentValue(10000, 0.08, 10, PeriodEnd), 67100.81, 1e-7*67100.81)
	near(t, "year start", PresentValue(10000, 0.08, 10, PeriodStart), 72468.88, 1e-7*72468.88)
	near(t, "no rate", PresentValue(10000, 0, 10, PeriodStart), 100000, 1e-12*100000)
	near(t, "round trip", Annuity(PresentValue(7, 0.03, 12, PeriodEnd), 0.03, 12), 7, 1e-12*7)
}

package finance

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
)

func near(t *testing.T, what string, got, want, rel float64) {
	t.Helper()
	if !(math.Abs(got-want) <= rel*math.Abs(want)) {
		t.Errorf("%s = %.10g, want %.10g", what, got, want)
	}
}

func run(p Params, steps int, flows func(t int) Flows) Out {
	var s State
	var o Out
	Start(&p, &s)
	for t := range steps {
		f := flows(t)
		Settle(&p, &s, axis.Step(t), axis.M(2025, 1)+axis.Month(t), &f, &o)
	}
	return o
}

// One payment of 10,000 dollars in each twelfth step for 10 years is the
// year-end case above.
func TestSettleDiscountsLikeTheTables(t *testing.T) {
	o := run(Params{DiscountRate: 0.08, VNDPerUSD: 25000}, 121, func(t int) Flows {
		if t > 0 && t%12 == 0 {
			return Flows{MobileOpexUSD: 10000}
		}
		return Flows{}
	})
	near(t, "present cost, MUSD", o.PresentMUSD, 0.0671008140, 1e-8)
	near(t, "present cost, TVND", o.PresentTVND, 0.0671008140*25000*1e6/1e12, 1e-8)
	near(t, "annual cost", o.AnnualMUSD, 0.01, 1e-9) // the payment itself
	near(t, "cumulative", o.CumulativeMUSD, 0.1, 1e-12)
}

func TestSettleAddsUp(t *testing.T) {
	f := Flows{MobileCapexUSD: 1e6, MobileOpexUSD: 2e6, DatacenterCapexUSD: 3e6, DatacenterOpexUSD: 4e6, GPUCapexUSD: 5e6, GPUOpexUSD: 6e6, EnergyVND: 175e9}
	// 175e9 VND / 25,000 = 7e6 USD. Capex 1+3+5 = 9; opex 2+4+6+7 = 19; 28 in all.
	o := run(Params{DiscountRate: 0, VNDPerUSD: 25000}, 3, func(int) Flows { return f })
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"capex mobile", o.CapexMobileMUSD, 1}, {"capex halls", o.CapexDatacenterMUSD, 3}, {"capex gpu", o.CapexGPUMUSD, 5},
		{"capex", o.CapexMUSD, 9}, {"energy", o.EnergyMUSD, 7}, {"opex", o.OpexMUSD, 19}, {"total", o.TotalMUSD, 28},
		{"cumulative", o.CumulativeMUSD, 56}, // two months: the opening one has no flows
		{"present", o.PresentMUSD, 56},       // nothing is discounted at 0 %
	} {
		near(t, c.what, c.got, c.want, 1e-12)
	}
}

func TestOpeningMonthCostsNothing(t *testing.T) {
	o := run(Params{DiscountRate: 0.1, VNDPerUSD: 25000}, 1, func(int) Flows { return Flows{GPUCapexUSD: 1e9, EnergyVND: 1e12} })
	if o != (Out{}) {
		t.Errorf("opening month shows %+v", o)
	}
}

func TestProperties(t *testing.T) {
	flows := func(int) Flows { return Flows{GPUCapexUSD: 1e6, EnergyVND: 1e9} }
	last := math.Inf(1)
	for _, r := range []float64{0, 0.02, 0.05, 0.1, 0.3} {
		o := run(Params{DiscountRate: r, VNDPerUSD: 25000}, 61, flows)
		if o.PresentMUSD >= last {
			t.Errorf("present cost %g does not fall at rate %g", o.PresentMUSD, r)
		}
		last = o.PresentMUSD
	}
	weak := run(Params{VNDPerUSD: 50000}, 13, flows)
	strong := run(Params{VNDPerUSD: 25000}, 13, flows)
	near(t, "a dong worth half", weak.EnergyMUSD*2, strong.EnergyMUSD, 1e-12)
	if zero := run(Params{DiscountRate: 0.05, VNDPerUSD: 25000}, 13, func(int) Flows { return Flows{} }); zero != (Out{}) {
		t.Errorf("no flows cost %+v", zero)
	}
	if o := run(Params{DiscountRate: 0.05}, 13, flows); math.IsNaN(o.TotalMUSD) || math.IsInf(o.TotalMUSD, 0) {
		t.Errorf("without an exchange rate the total is %g", o.TotalMUSD)
	}
}

func TestStartForgets(t *testing.T) {
	p := Params{DiscountRate: 0.05, VNDPerUSD: 25000}
	var s State
	var o Out
	f := Flows{MobileCapexUSD: 1e6}
	var first float64
	for draw := range 2 {
		Start(&p, &s)
		for t := range 13 {
			Settle(&p, &s, axis.Step(t), axis.Month(t), &f, &o)
		}
		if draw == 0 {
			first = o.PresentMUSD
		}
	}
	if o.PresentMUSD != first {
		t.Errorf("second draw %g, first %g", o.PresentMUSD, first)
	}
}

func TestSettleAllocatesNothing(t *testing.T) {
	p := Params{DiscountRate: 0.05, VNDPerUSD: 25000}
	var s State
	var o Out
	f := Flows{MobileCapexUSD: 1e6}
	if n := testing.AllocsPerRun(100, func() {
		Start(&p, &s)
		Settle(&p, &s, 1, axis.M(2025, 2), &f, &o)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

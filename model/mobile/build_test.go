package mobile

import (
	"fmt"
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/rollout"
)

// alone is a country with one operator of 1,000 stations that wants 100 a month.
func alone() *Params {
	p := country()
	p.Operators = []Operator{operator("a", 1000, 1)}
	p.Operators[0].BuildRate = 100
	return p
}

// TestBuildMonth: 100 are planned and permitted. A budget of 30 MUSD a year is
// 2.5 MUSD a month, and 2,500,000 / 50,000 USD = 50 are ordered, for which 80
// lie in store; 20 crews x 3 = 60 could build. The next month 50 more are ordered and 30
// are left in store, so 20 wait for vendors that deliver nothing; 100 wait
// for money, which cuts more.
func TestBuildMonth(t *testing.T) {
	p := alone()
	op := &p.Operators[0]
	op.Stock, op.Deliveries, op.Crews, op.CrewRate, op.BudgetMUSDYear = 80, 0, 20, 3, 30
	w := start(p, 5)
	for _, c := range []struct{ built, permitted, ordered, stations float64 }{{50, 50, 0, 1050}, {30, 100, 20, 1080}, {0, 150, 70, 1080}} {
		w.next()
		if o := &w.o; o.Built != c.built || o.Binding != float64(rollout.Money) || o.BindingBy[0] != o.Binding || o.Stations != c.stations ||
			o.Stages.Permitted != c.permitted || o.Stages.Ordered != c.ordered {
			t.Errorf("step %d: built %g, binding %g, %+v; want %v", w.t, o.Built, o.Binding, o.Stages, c)
		}
		near(t, "capex", w.o.CapexUSD, 50*50000, 1e-6) // what was ordered
	}
}

// TestBinding moves one limit at a time below the 100 wanted.
func TestBinding(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*Params, *Operator)
		built   float64
		binding rollout.Limit
	}{
		{"nothing", func(*Params, *Operator) {}, 100, rollout.Plans},
		{"permits", func(_ *Params, o *Operator) { o.Permits = 80 }, 80, rollout.Authorities},
		{"vendors", func(_ *Params, o *Operator) { o.Deliveries = 70 }, 70, rollout.Vendors},
		{"crews", func(_ *Params, o *Operator) { o.Crews, o.CrewRate = 30, 2 }, 60, rollout.Labour},
		{"budget", func(_ *Params, o *Operator) { o.BudgetMUSDYear = 24 }, 40, rollout.Money}, // 24/12 MUSD / 50,000
		{"sites", func(p *Params, _ *Operator) { p.CeilingShare = 1030 / p.Sites4G }, 30, rollout.Pool},
		{"what comes first holds back", func(_ *Params, o *Operator) { o.Deliveries, o.Crews, o.CrewRate = 60, 30, 2 }, 60, rollout.Vendors},
		{"a limit that equals demand", func(_ *Params, o *Operator) { o.Crews, o.CrewRate = 50, 2 }, 100, rollout.Plans},
		{"a season", func(p *Params, o *Operator) { o.Crews, o.CrewRate, p.Seasons = 50, 2, []Season{{"november", 11, 0.4}} }, 40, rollout.Labour},
		{"another season", func(p *Params, o *Operator) { o.Crews, o.CrewRate, p.Seasons = 50, 2, []Season{{"december", 12, 0.4}} }, 100, rollout.Plans},
	} {
		p := alone()
		c.change(p, &p.Operators[0])
		w := start(p, 3).next()
		if math.Abs(w.o.Built-c.built) > 1e-9 || w.o.BindingBy[0] != float64(c.binding) || w.o.Binding != float64(c.binding) {
			t.Errorf("%s: built %g, binding %s", c.name, w.o.Built, BindingOptions[int(w.o.Binding)].Key)
		}
	}
}

// TestNationalBinding: crews cut 10 + 20 of two operators, vendors 25 of the
// third: crews cut more in sum.
func TestNationalBinding(t *testing.T) {
	p := country()
	for i := range p.Operators {
		p.Operators[i].BuildRate, p.Operators[i].CrewRate = 100, 1
	}
	p.Operators[0].Crews, p.Operators[1].Crews, p.Operators[2].Deliveries = 90, 80, 75
	w := start(p, 3).next()
	near(t, "built", w.o.Built, 90+80+75, 0)
	if w.o.Binding != float64(rollout.Labour) || w.o.BindingBy[2] != float64(rollout.Vendors) {
		t.Errorf("binding %g, by operator %v", w.o.Binding, w.o.BindingBy)
	}
}

// TestMoreCrews: no month has fewer stations for more crews.
func TestMoreCrews(t *testing.T) {
	for _, f := range forecasts {
		for _, lead := range []float64{0, 1, 3, 7} {
			last := make([]float64, 48)
			for crews := 0.0; crews <= 1000; crews += 25 {
				p := busy(t, f)
				for i := range p.Operators {
					p.Operators[i].Crews, p.Operators[i].LeadTime = crews, lead
				}
				w := start(p, len(last))
				for step := 1; step < len(last); step++ {
					n := w.to(step).o.Stations
					if n < last[step]-1e-6 {
						t.Fatalf("forecast %g, lead %g: %g crews give %g stations at step %d, fewer crews %g", f, lead, crews, n, step, last[step])
					}
					last[step] = n
				}
			}
		}
	}
}

// TestTrend: 100 a month, growing with exp(0.12 t/12) = exp(0.01 t).
func TestTrend(t *testing.T) {
	p := alone()
	p.TrendDrift = 0.12
	w := start(p, 13)
	for step := 1; step < 13; step++ {
		near(t, "built", w.to(step).o.Built, 100*math.Exp(0.01*float64(step)), 1e-9)
	}
}

// TestStates: 100 a month go through every state; where waits are long, what is
// under way at the start keeps the count growing at the observed pace, and a surge
// reaches the count late. The states hold pace x mean wait (Little's law).
func TestStates(t *testing.T) {
	p := alone()
	p.SwitchOn, p.Commissioning = 0.5, 3
	p.Operators[0].PermitLag, p.Operators[0].LeadTime = 2, 4
	w := start(p, 12)
	for step := 1; step < 12; step++ {
		o := &w.to(step).o
		near(t, "built", o.Built, 100, 1e-9)
		near(t, "planned", o.Stages.Planned, 200, 1e-9)
		near(t, "ordered", o.Stages.Ordered, 400, 1e-9)
		near(t, "waiting", o.Stages.Built, 50, 1e-9)
		near(t, "on air", o.Stages.OnAir, 300, 1e-9)
	}
	p.Forecast, p.PlanStations, p.PlanBy = Plan, 20000, float64(axis.M(2026, 10))
	w = start(p, 14)
	if w.next(); w.o.Built < 100 || w.o.Built > 400 {
		t.Errorf("a surge is counted at once: %g", w.o.Built)
	}
	slow := w.to(12).o.Stations
	p.Operators[0].LeadTime = 0
	if fast := start(p, 14).to(12).o.Stations; fast < slow+500 {
		t.Errorf("%g stations with lead time, %g without", slow, fast)
	}
}

// TestTrendThroughLags: whatever the waits, what is counted is 100 exp(g t/12).
func TestTrendThroughLags(t *testing.T) {
	for _, g := range []float64{-0.7, 0.7} {
		p := alone()
		p.TrendDrift, p.SwitchOn, p.Commissioning = g, 0.5, 3
		p.Operators[0].PermitLag, p.Operators[0].LeadTime = 1, 3
		w := start(p, 36)
		for step := 1; step < 36; step++ {
			want := 100 * math.Exp(g*float64(step)/12)
			near(t, fmt.Sprintf("counted at a drift of %g in step %d", g, step), w.to(step).o.Built/want, 1, 1e-9)
		}
	}
}

// TestTendering: 19,000 stations by October 2026. After 4 months of tendering
// the first surge is in March 2026, step 5; 19,000 - 4 x 100 = 18,600 are left
// for March to October, 8 months: 2,325 a month.
func TestTendering(t *testing.T) {
	p := alone()
	p.Forecast, p.PlanStations, p.PlanBy, p.TenderMonths = Plan, 20000, float64(axis.M(2026, 10)), 4
	w := start(p, 14)
	for step := 1; step <= 4; step++ {
		near(t, "built while tendering", w.to(step).o.Built, 100, 0)
	}
	near(t, "built afterwards", w.next().o.Built, 2325, 1e-9)
	near(t, "stations in October 2026", w.to(12).o.Stations, 20000, 1e-6)
}

// TestPlanAchieved: of the 51,720 stations that the plan adds, 0.6 are built
// in the end, by operators in their shares: 16,737 + 31,032 = 47,769.
func TestPlanAchieved(t *testing.T) {
	for _, ramp := range []float64{1, 6} {
		p := country()
		p.Forecast, p.PlanAchievement, p.RampMonths = Plan, 0.6, ramp
		for i := range p.Operators {
			p.Operators[i].BuildRate = 0
		}
		w := start(p, 130)
		w.to(2)
		if ramp == 1 {
			near(t, "stations in December 2025", w.o.Stations, 47769, 1e-6)
		} else if w.o.Stations > 16737+51720*0.6*2/6+1e-6 {
			t.Errorf("a ramp of %g months gives %g stations in two", ramp, w.o.Stations)
		}
		w.to(129)
		near(t, "stations in the end", w.o.Stations, 47769, 1e-3)
		near(t, "first operator", w.o.StationsBy[0], 9000+0.5*31032, 1e-3)
	}
	// Commitments: 2,000 each by June 2026, 0.6 of them achieved.
	p := country()
	p.Forecast, p.PlanAchievement = Commitments, 0.6
	for i := range p.Operators {
		p.Operators[i].BuildRate = 0
	}
	near(t, "stations committed", start(p, 24).to(23).o.Stations, 16737+3*1200, 1e-6)
}

// TestCeiling: 0.2 x 119,056 = 23,811.2 stations; an operator with a fifth of
// that, 4,762.24, stops there, and one beyond its part builds nothing.
func TestCeiling(t *testing.T) {
	for _, f := range forecasts {
		p := country()
		p.Forecast, p.CeilingShare = f, 0.2
		p.Operators[0].Stations = 13000 // beyond 11,905.6
		for i := range p.Operators {
			p.Operators[i].BuildRate = 300
		}
		w := start(p, 40)
		for step := range 40 {
			w.to(step)
			if w.o.StationsBy[0] != 13000 || w.o.StationsBy[1] > 7143.36+1e-9 || w.o.StationsBy[2] > 4762.24+1e-9 {
				t.Fatalf("forecast %g, step %d: %v", f, step, w.o.StationsBy)
			}
		}
		near(t, "third operator", w.o.StationsBy[2], 4762.24, 1e-6)
	}
}

// TestSubsidy: 15 % of 30,000 = 4,500 USD a station. 100 are there at the
// start and 100 are added a month: 500 is reached at step 4, and all 500 are
// paid then; at steps 5 and 6 another 100 each; the window ends with step 6.
func TestSubsidy(t *testing.T) {
	p := alone()
	p.Operators[0].AddedInWindow, p.SubsidyThreshold, p.SubsidyUntil = 100, 500, float64(begin+6)
	p.LearningRate = 0.15
	w := start(p, 12)
	sum := 0.0
	for step, stations := range []float64{0, 0, 0, 0, 500, 100, 100, 0, 0} {
		near(t, fmt.Sprintf("subsidy at step %d", step), w.to(step).o.SubsidyUSD, stations*4500, 1e-6)
		near(t, "net of it", w.o.CapexUSD, w.o.GrossCapexUSD-w.o.SubsidyUSD, 1e-6)
		sum += w.o.SubsidyUSD
	}
	near(t, "each station once", sum, 700*4500, 1e-6)

	p.SubsidyThreshold = 701 // 100 + 6 x 100 = 700 fall one short
	near(t, "below the threshold", paid(start(p, 12)), 0, 0)
	p.SubsidyThreshold, p.SubsidyFrom = 0, float64(begin+3) // 100 + steps 3 to 6
	near(t, "from step 3", paid(start(p, 12)), 500*4500, 1e-6)
}

func paid(w *world) (sum float64) {
	for ; w.t < 11; w.next() {
		sum += w.o.SubsidyUSD
	}
	return sum + w.o.SubsidyUSD
}

// TestWright: with ten times the stations, log2 10 = 3.3219 doublings:
// 0.90^3.3219 = 0.7047, 0.85^3.3219 = 0.5828, 0.80^3.3219 = 0.4765.
func TestWright(t *testing.T) {
	for rate, want := range map[float64]float64{0: 1, 0.10: 0.7047, 0.15: 0.5828, 0.20: 0.4765} {
		p := alone()
		p.LearningRate, p.Operators[0].BuildRate = rate, 9000
		w := start(p, 4)
		near(t, "cost of a station at first", w.next().o.UnitCostUSD, 50000, 1e-9)
		near(t, "stations", w.o.Stations, 10000, 0)
		// The other 20,000 USD, for sites and installation, do not fall.
		near(t, fmt.Sprintf("factor at a rate of %g", rate), (w.next().o.UnitCostUSD-20000)/30000, want, 5e-5)
	}
}

// TestUncounted: 900 stations with a mean wait of 2 months leave a third at a
// time, need no equipment, crews or money, and are subsidised like the others.
func TestUncounted(t *testing.T) {
	p := alone()
	op := &p.Operators[0]
	op.Uncounted, op.BuildRate, p.Commissioning = 900, 0, 2
	p.SubsidyThreshold, p.SubsidyFrom = 0, float64(begin)
	w := start(p, 40)
	for _, want := range []float64{300, 200, 400.0 / 3} {
		w.next()
		near(t, "counted", w.o.Built, want, 1e-9)
		near(t, "subsidy", w.o.SubsidyUSD, want*4500, 1e-6)
		near(t, "money", w.o.GrossCapexUSD, 0, 0)
	}
	near(t, "all", w.to(39).o.Stations, 1900, 1e-3)
}

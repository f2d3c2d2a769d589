package mobile

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/fast"
	"github.com/headroom-planner/headroom/model/rollout"
)

// underWay makes an operator's roll-out of the draw: its limits and lags, and what
// is under way at the start, so that without limits the count follows the observed pace and its trend from
// the first month on (rollout.Params.UnderWay). Stations that the count leaves out beyond that are on air.
func underWay(p *Params, s *State, i int) {
	op := &p.Operators[i]
	r := &s.rolls[i]
	*r = rollout.Params{
		Sites: p.Sites4G * op.PlanShare, Ceiling: p.CeilingShare, Permits: op.Permits, PermitLag: op.PermitLag,
		Deliveries: op.Deliveries, DeliveryLag: op.LeadTime, Crews: op.Crews, CrewRate: op.CrewRate, Budget: op.BudgetMUSDYear * usdPerMUSD / monthsPerYear,
		SwitchOnLag: p.SwitchOn, CountLag: p.Commissioning, Season: rollout.Even, Effort: 1, Store: op.Stock,
	}
	for k := range p.Seasons {
		r.Season[int(math.Round(p.Seasons[k].Month))-1] *= p.Seasons[k].Rate
	}
	r.Opening, s.plans[i] = r.UnderWay(op.BuildRate, p.TrendDrift/monthsPerYear)
	r.Opening.Accepted = op.Stations
	r.Opening.OnAir += op.Uncounted
	rollout.Start(r, &s.sites[i])
}

// build moves operator i through one month of its roll-out. What it wants to
// begin follows from the forecast; what is counted at the end is what was accepted.
func build(p *Params, s *State, t axis.Step, m axis.Month, i int, o *Out) {
	r, month := &s.rolls[i], &s.month
	r.Pace, r.UnitCost = wanted(p, s, t, m, i), o.UnitCostUSD
	rollout.Advance(r, &s.sites[i], m, month)
	s.stations[i] = month.Accepted
	o.BuiltBy[i], o.BindingBy[i] = month.Accept, float64(month.Binding)
	o.Built += month.Accept
	o.cut[month.Binding] += month.Cut
	s.ordered[i] = month.Order
	o.SubsidyUSD += subsidy(p, s, m, i, month.Accept)
}

// largest returns the constraint that cut the most stations, plans when none did.
func largest(cut *[bindings]float64) float64 {
	best := 0
	for k := 1; k < bindings; k++ {
		if cut[k] > cut[best]+1e-9 {
			best = k
		}
	}
	return float64(best)
}

// wanted is how many stations operator i would begin in a month if nothing
// limited it: the forecast's pace.
func wanted(p *Params, s *State, t axis.Step, m axis.Month, i int) float64 {
	op := &p.Operators[i]
	pace := s.plans[i] * fast.Exp(p.TrendDrift*float64(t)/monthsPerYear)
	begun := s.sites[i].Begun() - op.Stations
	switch int(p.Forecast) {
	case Plan:
		add := (p.PlanStations - s.opening) * p.PlanAchievement * op.PlanShare
		pace = max(pace, surge(p, t, m, p.PlanBy, add-begun, s.plans[i]))
	case Commitments:
		add := op.Commitment * p.PlanAchievement
		pace = max(pace, surge(p, t, m, op.CommitmentBy, add-begun, s.plans[i]))
	}
	return pace
}

// surge is the pace, in stations a month, that begins what is left of a plan
// by its date, or within a ramp when the date is near or past: late plans are
// carried on, not dropped. Before tendering is over there is no surge.
func surge(p *Params, t axis.Step, m axis.Month, by, left, usual float64) float64 {
	if left <= 0 || float64(t) <= p.TenderMonths {
		return 0
	}
	months := max(by-float64(m)+1, p.RampMonths, 1)
	return max(left/months, usual)
}

// wright is the factor on the price of electronics by Wright's law, with
// cumulative national stations.
func wright(p *Params, s *State, stations float64, t axis.Step) float64 {
	if t == 0 || s.opening <= 0 || p.LearningRate <= 0 {
		return 1
	}
	return fast.Exp(s.learning * math.Log(stations/s.opening))
}

// subsidy is the state's share of equipment: nothing until an operator has
// added the threshold within the window, then for all of it, a step that
// Decree 88/2025/ND-CP makes.
func subsidy(p *Params, s *State, m axis.Month, i int, built float64) float64 {
	if float64(m) < p.SubsidyFrom || float64(m) > p.SubsidyUntil {
		return 0
	}
	s.added[i] += built
	if s.added[i] < p.SubsidyThreshold {
		return 0
	}
	due := s.added[i] - s.paid[i]
	s.paid[i] = s.added[i]
	return due * p.Equipment * p.SubsidyShare
}

// required computes what the plan asks for a day, counted from the first, the
// middle and the last day of the opening month to the last day of the plan's
// month: the day on which the opening stock was counted is not known.
func required(p *Params, s *State, o *Out) {
	o.PlanGap = max(p.PlanStations-s.opening, 0)
	o.ObservedRate = p.ObservedRate
	days := 0
	for m := p.axis.Start + 1; m <= axis.Month(p.PlanBy); m++ {
		days += m.Days()
	}
	o.RequiredFirst, o.RequiredMid, o.RequiredLast, o.RequiredPerOwn = 0, 0, 0, 0
	if days == 0 {
		return
	}
	month := p.axis.Start.Days()
	// From the 1st, a whole month less a day remains of the opening month;
	// from the 15th, the days after it; from the last day, none.
	o.RequiredFirst = o.PlanGap / float64(days+month-1)
	o.RequiredMid = o.PlanGap / float64(days+month-15)
	o.RequiredLast = o.PlanGap / float64(days)
	o.RequiredPerOwn = ratio(o.RequiredMid*365.25/monthsPerYear, p.Sites4G)
}

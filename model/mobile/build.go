package mobile

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/fast"
)

// The constraints on an operator's month, in the fixed order that decides ties.
const (
	bindDemand = iota
	bindVendors
	bindCrews
	bindBudget
	bindings
)

// build moves operator i through one month: orders, deliveries, building.
//
// What it wants is ordered a lead time ahead, so that deliveries limit a surge
// and not the ordinary pace. It builds the least of what it wants, what lies
// in store, what its crews manage and what its budget pays for.
func build(p *Params, s *State, t axis.Step, m axis.Month, i int, o *Out) {
	op := &p.Operators[i]
	lead := op.lead()
	if at := int(t) + lead; at < len(s.orders[i]) {
		ahead := wanted(p, s, t+axis.Step(lead), m+axis.Month(lead), i)
		s.orders[i][at] += min(max(ahead, 0), op.Deliveries)
	}
	s.store[i] += s.orders[i][t]

	want := wanted(p, s, t, m, i)
	limits := [bindings]float64{
		bindDemand:  want,
		bindVendors: s.store[i],
		bindCrews:   op.Crews * op.CrewRate,
		bindBudget:  math.Inf(1),
	}
	if o.UnitCostUSD > 0 {
		limits[bindBudget] = op.BudgetMUSDYear * usdPerMUSD / monthsPerYear / o.UnitCostUSD
	}
	least := 0
	for k := range limits {
		if limits[k] < limits[least] {
			least = k
		}
	}
	n := limits[least]
	late := op.Uncounted * counted(p.Commissioning, t)
	s.store[i] -= n
	s.stations[i] += n + late
	o.BuiltBy[i], o.BindingBy[i] = n+late, float64(least)
	o.Built += n + late
	o.cut[least] += want - n
	o.GrossCapexUSD += n * o.UnitCostUSD
	o.SubsidyUSD += subsidy(p, s, m, i, n+late)
}

// counted is the share of the stations built before the run that enter the
// count in step t: evenly over the commissioning time. Their money is spent.
func counted(months float64, t axis.Step) float64 {
	months = max(months, 1)
	return min(max(months-float64(t-1), 0), 1) / months
}

// lead is the lead time in whole months.
func (op *Operator) lead() int { return int(math.Round(op.LeadTime)) }

// largest returns the constraint that cut the most stations, demand when none did.
func largest(cut *[bindings]float64) float64 {
	best := bindDemand
	for k := bindVendors; k < bindings; k++ {
		if cut[k] > cut[best]+1e-9 {
			best = k
		}
	}
	return float64(best)
}

// wanted is what operator i would build in a month if nothing limited it:
// the forecast's pace, at most what is left under the ceiling.
func wanted(p *Params, s *State, t axis.Step, m axis.Month, i int) float64 {
	op := &p.Operators[i]
	years := float64(t) / monthsPerYear
	pace := op.BuildRate * fast.Exp(p.TrendDrift*years)
	switch int(p.Forecast) {
	case Plan:
		add := (p.PlanStations - s.opening) * p.PlanAchievement * op.PlanShare
		pace = max(pace, surge(p, t, m, p.PlanBy, add-(s.stations[i]-op.Stations), op.BuildRate))
	case Commitments:
		add := op.Commitment * p.PlanAchievement
		pace = max(pace, surge(p, t, m, op.CommitmentBy, add-(s.stations[i]-op.Stations), op.BuildRate))
	}
	ceiling := p.Sites4G * p.CeilingShare * op.PlanShare
	return min(pace, max(ceiling-s.stations[i], 0))
}

// surge is the pace, in stations a month, that closes what is left of a plan
// by its date, or within a ramp when the date is near or past: late plans are
// carried on, not dropped. Before tendering is over there is no surge.
func surge(p *Params, t axis.Step, m axis.Month, by, left, usual float64) float64 {
	if left <= 0 || float64(t) <= p.TenderMonths {
		return 0
	}
	months := max(by-float64(m)+1, p.RampMonths, 1)
	return max(left/months, usual)
}

// unitCost is the cost of one more station: equipment falls with cumulative
// national stations by Wright's law, c = c0 (Q/Q0)^log2(1-learning rate);
// sites are built new for a share of stations.
func unitCost(p *Params, s *State, stations float64, t axis.Step) float64 {
	return p.Equipment*wright(p, s, stations, t) + p.SiteBuild*p.NewSiteShare + p.Installation
}

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

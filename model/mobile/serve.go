package mobile

import "github.com/headroom-planner/headroom/model/axis"

// The ways in which operators share a station.
const (
	Passive = iota
	MORAN
)

// serve says how many stations serve each operator's users by density: its own
// without those in villages that came first and, where whole stations are
// shared (MORAN), its part of the others' shared ones, where each serves parties - 1 guests
// out of the other operators.
func serve(p *Params, s *State, m axis.Month, o *Out) {
	o.VillagesServed, s.remote = 0, 0
	if p.Priority.On {
		villages(p, s, m, o)
	}
	guests := 0.0
	if p.Sharing.On {
		for i := range s.shared {
			s.shared[i] += o.BuiltBy[i] * p.Sharing.of(m)
		}
		if n := float64(len(s.shared)); int(p.Sharing.Form) == MORAN && n > 1 {
			guests = min((p.Sharing.Parties-1)/(n-1), 1)
		}
	}
	all := 0.0
	for _, x := range s.shared {
		all += x
	}
	for i := range s.serving {
		s.serving[i] = s.stations[i] - s.villages[i] + guests*(all-s.shared[i])
	}
}

// villages gives villages their stations out of those that were built in the month,
// evenly from one month to another and late where too few are built. Operators take
// part by their part in the plan.
func villages(p *Params, s *State, m axis.Month, o *Out) {
	x := &p.Priority
	all := x.Villages * x.Stations
	due := all * min(max(float64(m)-x.From+1, 0)/max(x.By-x.From+1, 1), 1)
	shares, got := 0.0, 0.0
	for i := range p.Operators {
		shares += p.Operators[i].PlanShare
	}
	for i := range p.Operators {
		owed := ratio(p.Operators[i].PlanShare, shares)*due - s.villages[i]
		n := min(max(owed, 0), o.BuiltBy[i])
		s.villages[i] += n
		s.remote += n
		got += s.villages[i]
	}
	o.VillagesServed = x.Villages * ratio(got, all)
}

package datacenter

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
)

// Apply lists the requests for connections of a month, after [Open]: of phases that ask
// in it, in the first month of those that asked before too, and of modules of the
// expansion that are started in it. It returns the list in a; where a has
// room for [Requests] it does not allocate.
func Apply(p *Params, s *State, t axis.Step, m axis.Month, lim *Limits, a []Application) []Application {
	a = a[:0]
	for i := range p.Phases {
		if s.asked[i] || math.Floor(s.applied[i]) > float64(m) {
			continue
		}
		s.asked[i] = true
		ph := &p.Phases[i]
		a = append(a, Application{i, s.zone(p.facility(ph).Zone), ph.PowerMW, s.applied[i], s.works[i], !s.comes[i]})
	}
	x := &s.exp
	if t == 0 || x.gap <= 0 {
		return a
	}
	for z := range s.zones {
		works := 0.0
		if s.limited(lim) {
			works = lim.DelayMonths[z]
		}
		if mw := x.starts[z*s.ax.Steps+int(t)]; mw > 0 {
			a = append(a, Application{len(p.Phases) + z, z, mw, float64(m), works, false})
		}
	}
	return a
}

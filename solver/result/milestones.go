package result

import (
	"cmp"
	"slices"

	"github.com/headroom-planner/headroom/model/axis"
)

// Milestones are the steps that a table of few columns shows: the ends of the
// run's first two years, of one half-way between the second and the last, and the run's end.
func Milestones(ax axis.Axis) []axis.Step {
	var ends []axis.Step
	for t := range ax.Steps {
		if ax.Month(axis.Step(t)).Of() == 12 || t == ax.Steps-1 {
			ends = append(ends, axis.Step(t))
		}
	}
	if n := len(ends); n > 4 {
		return []axis.Step{ends[0], ends[1], ends[n/2], ends[n-1]}
	}
	return ends
}

// Place is a member of a collection with its people and a metric over time.
type Place struct {
	Member
	People float64 // 0 when the scenario does not say
	Series *Series
}

// Places returns the members that have a metric with their people, those of
// most people first.
func (s *Set) Places(metric string) []Place {
	var out []Place
	for _, x := range s.Each(metric) {
		p := Place{Member: s.Member(x.Of, x.Entity), Series: x}
		if a, ok := s.Assumption(x.Of + "." + x.Entity + ".population"); ok {
			p.People = a.Value
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b Place) int {
		return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(a.Name, b.Name))
	})
	return out
}

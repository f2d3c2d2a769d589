package scenarios

import (
	"maps"
	"slices"

	"github.com/headroom-planner/headroom/model/unit"
	"github.com/headroom-planner/headroom/solver/sweep"
)

// scaleOf says which numbers the values of an axis over an input are, in the unit of the first. Values that are no
// numbers, such as distributions, have none; there is no scale where none is a number, or two are of different kinds.
func scaleOf(a *sweep.Axis, x *sweepAxis) (sweep.Scale, bool) {
	s := sweep.Scale{Axis: a.Name, Named: map[string]float64{}}
	if x.kind != "path" {
		return s, false
	}
	found := false
	if a.Range != nil {
		s.Unit, found = a.Range.Unit, true // its labels are made by it
	}
	labels := slices.Clone(a.Labels)
	for _, l := range slices.Sorted(maps.Keys(x.values)) { // with those of points that are written out
		if !slices.Contains(a.Labels, l) {
			labels = append(labels, l)
		}
	}
	for _, l := range labels {
		q, ok := numberOf(l, x.values[l])
		if !ok {
			continue
		}
		if !found {
			s.Unit, found = q.unit, true
		}
		factor, ok := ratio(q.unit, s.Unit)
		if !ok {
			return s, false
		}
		if n := s.Number(l); n != sweep.Number(q.x*factor) {
			s.Named[l] = q.x * factor
		}
	}
	return s, found
}

// numberOf reads a value that is one number, plain or under value:. A label of a range has no node.
func numberOf(label string, n *node) (quantity, bool) {
	text := label
	if n != nil {
		if v := n.get("value"); n.kind == mapping && v != nil {
			n = v
		}
		if n.kind != scalar {
			return quantity{}, false
		}
		text = n.text
	}
	q, f := readQuantity(text, false)
	if f != nil {
		return q, false
	}
	_, ok := ratio(q.unit, q.unit)
	return q, ok
}

// ratio is how many of a unit are one of another, where both are units of one kind.
func ratio(from, to string) (float64, bool) {
	if from == to && from == "" {
		return 1, true
	}
	a, err := unit.Parse(from)
	b, err2 := unit.Parse(to)
	if err != nil || err2 != nil {
		return 0, false
	}
	if from == to {
		return 1, true
	}
	factor, err := unit.Factor(a, b)
	return factor, err == nil
}

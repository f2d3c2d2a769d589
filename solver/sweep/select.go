package sweep

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// numberForm is a label that is a number, perhaps with a unit that has none.
var numberForm = regexp.MustCompile(`^([-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?:\s*([^0-9\s][^0-9]*))?$`)

// Numbers reads labels that are all numbers in one unit, as those of a range are. ok is false where one is
// not, as "200 to 300", or the units differ.
func Numbers(labels []string) (x []float64, unit string, ok bool) {
	for i, l := range labels {
		m := numberForm.FindStringSubmatch(strings.TrimSpace(l))
		if m == nil {
			return nil, "", false
		}
		v, err := strconv.ParseFloat(m[1], 64)
		u := strings.TrimSpace(m[2])
		if err != nil || v-v != 0 || i > 0 && u != unit {
			return nil, "", false
		}
		x, unit = append(x, v), u
	}
	return x, unit, len(labels) > 0
}

// Values are the different labels that points have on an axis, in the order of the table. "" is one where
// the axis does not apply.
func (t *Table) Values(axis int, points []int) []string {
	var out []string
	seen := map[string]bool{}
	for _, p := range points {
		if l := t.Points[p].Labels[axis]; !seen[l] {
			seen[l] = true
			out = append(out, l)
		}
	}
	return out
}

// All are the indices of all points.
func (t *Table) All() []int {
	out := make([]int, len(t.Points))
	for i := range out {
		out[i] = i
	}
	return out
}

// Where keeps the points whose label on an axis is one of some.
func (t *Table) Where(points []int, axis int, labels []string) []int {
	return slices.DeleteFunc(slices.Clone(points), func(p int) bool { return !slices.Contains(labels, t.Points[p].Labels[axis]) })
}

// Free are the axes that differ among points. Of axes that are zipped the first stands for all.
func (t *Table) Free(points []int) []int {
	var out []int
	for a := range t.Axes {
		if len(t.Values(a, points)) > 1 && !slices.ContainsFunc(out, func(b int) bool { return t.zipped(a, b) }) {
			out = append(out, a)
		}
	}
	return out
}

func (t *Table) zipped(a, b int) bool {
	return slices.ContainsFunc(t.Zips, func(z []string) bool { return slices.Contains(z, t.Axes[a]) && slices.Contains(z, t.Axes[b]) })
}

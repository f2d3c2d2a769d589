// Package sweep runs many variants of one scenario, the points of a sweep, and never loses one.
//
// Axes and a design make points. Each point is a run of a plan of its own; all of them share their
// random numbers, because a stream depends on the seed and the path of an input alone. What a point
// found is one file, a shard, that is written aside, synced and renamed. Shards are the truth: what is
// missing is what has no shard, whoever was to make it. The table is merged from shards in the order of
// points, so that neither the order of work, nor kills, nor the number of workers change a byte.
package sweep

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/solver/rng"
	"github.com/headroom-planner/headroom/solver/sample"
)

// Axis is one thing that varies over the points.
type Axis struct {
	Name   string
	Labels []string    // its values as people write them, each once; none where Range is sampled
	Range  *Range      // sampled by a design instead of Labels
	When   []Condition // all of these hold where the axis applies; elsewhere the scenario keeps its own value
}

// Range is an interval that a Latin hypercube or a Sobol sequence samples.
type Range struct {
	Lo, Hi float64 // Lo < Hi; both positive when Log
	Log    bool    // even in the logarithm
	Unit   string  // follows the number in the label
}

// Condition holds where another axis, which comes before, has one of the labels.
type Condition struct {
	Axis   string
	Labels []string
}

// Kinds of designs.
const Grid = "grid" // and sample.LHS, sample.Sobol

// Design says how axes are laid out over points.
type Design struct {
	Kind   string // Grid, sample.LHS or sample.Sobol
	Points int    // of a sampled design; a power of two for a Sobol sequence
	Seed   uint64 // of a sampled design
}

// Spec makes the points.
type Spec struct {
	Axes   []Axis
	Zips   [][]string // groups of axes that move together, by name
	Design Design     // Kind "" for none: the list alone
	List   []map[string]string
}

// Point is one variant of the scenario.
type Point struct {
	Index  int      // its place in the table, from 0
	ID     string   // 12 hex digits of the hash of its labels: the same in every sweep that has it
	Labels []string // by axis; "" where the axis does not apply
}

// MostPoints bounds the points of a sweep.
const MostPoints = 10_000_000

// Points lists the points of a sweep: those of the design with the first axis slowest, then those of
// the list. A point that comes again, as where an axis does not apply, is left out.
func (s *Spec) Points() ([]Point, error) {
	groups, err := s.groups()
	if err != nil {
		return nil, err
	}
	var out []Point
	seen := map[string]bool{}
	add := func(labels []string) {
		for i := range s.Axes { // conditions speak of axes that come before
			if !s.applies(i, labels) {
				labels[i] = ""
			}
		}
		id := s.id(labels)
		if !seen[id] {
			seen[id] = true
			out = append(out, Point{len(out), id, labels})
		}
	}
	switch s.Design.Kind {
	case "":
	case Grid:
		err = s.grid(groups, add)
	case string(sample.LHS), string(sample.Sobol):
		err = s.sampled(groups, add)
	default:
		err = fmt.Errorf("%q is not a design of points; one of grid, lhs, sobol", s.Design.Kind)
	}
	if err != nil {
		return nil, err
	}
	for i, m := range s.List {
		labels := make([]string, len(s.Axes))
		for name, label := range m {
			k := s.axis(name)
			if k < 0 {
				return nil, fmt.Errorf("point %d of the list: no axis %q", i+1, name)
			}
			labels[k] = label
		}
		add(labels)
	}
	return out, nil
}

// axis is the place of an axis, -1 for none.
func (s *Spec) axis(name string) int {
	return slices.IndexFunc(s.Axes, func(a Axis) bool { return a.Name == name })
}

// applies reports whether the conditions of axis i hold.
func (s *Spec) applies(i int, labels []string) bool {
	for _, c := range s.Axes[i].When {
		if k := s.axis(c.Axis); k < 0 || !slices.Contains(c.Labels, labels[k]) {
			return false
		}
	}
	return true
}

// id hashes the labels by name, so that neither the order of axes nor those that do not apply matter.
func (s *Spec) id(labels []string) string {
	var parts []string
	for i, l := range labels {
		if l != "" {
			parts = append(parts, strconv.Quote(s.Axes[i].Name)+"="+strconv.Quote(l))
		}
	}
	slices.Sort(parts)
	h := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(h[:6])
}

// groups are the axes that move together, each axis in one group, in the order of the first of them.
func (s *Spec) groups() ([][]int, error) {
	of := make([]int, len(s.Axes)) // zip of an axis, from 1
	for z, names := range s.Zips {
		for _, n := range names {
			k := s.axis(n)
			if k < 0 {
				return nil, fmt.Errorf("zip: no axis %q", n)
			}
			if of[k] != 0 {
				return nil, fmt.Errorf("zip: axis %s is in two groups", n)
			}
			of[k] = z + 1
		}
	}
	var out [][]int
	at := map[int]int{}
	for i, z := range of {
		if g, ok := at[z]; z != 0 && ok {
			first := s.Axes[out[g][0]]
			if len(first.Labels) != len(s.Axes[i].Labels) {
				return nil, fmt.Errorf("zip: axis %s has %d values, %s has %d", first.Name, len(first.Labels), s.Axes[i].Name, len(s.Axes[i].Labels))
			}
			out[g] = append(out[g], i)
			continue
		}
		at[z] = len(out)
		out = append(out, []int{i})
	}
	for i, a := range s.Axes {
		for _, c := range a.When {
			if k := s.axis(c.Axis); k < 0 || k >= i {
				return nil, fmt.Errorf("axis %s depends on %q, which is no axis before it", a.Name, c.Axis)
			}
		}
	}
	return out, nil
}

// grid adds every combination.
func (s *Spec) grid(groups [][]int, add func([]string)) error {
	total := 1
	for _, g := range groups {
		n := len(s.Axes[g[0]].Labels)
		if n == 0 {
			return fmt.Errorf("axis %s is a range without steps: a grid needs values", s.Axes[g[0]].Name)
		}
		if total > MostPoints/n {
			return fmt.Errorf("the grid has more than %d points", MostPoints)
		}
		total *= n
	}
	for p := range total {
		labels := make([]string, len(s.Axes))
		rest := p
		for _, g := range slices.Backward(groups) {
			n := len(s.Axes[g[0]].Labels)
			for _, i := range g {
				labels[i] = s.Axes[i].Labels[rest%n]
			}
			rest /= n
		}
		add(labels)
	}
	return nil
}

// sampled adds the points of a design: one dimension for each group.
func (s *Spec) sampled(groups [][]int, add func([]string)) error {
	n := s.Design.Points
	if n < 1 || n > MostPoints {
		return fmt.Errorf("%d points: a design has 1 to %d", n, MostPoints)
	}
	layout := sample.Layout{Design: sample.Design(s.Design.Kind), Seed: s.Design.Seed, Draws: n, Replicates: 1}
	if err := layout.Check(len(groups)); err != nil {
		return err
	}
	const block = 256 // of a column of sample
	u := make([][]float64, len(groups))
	for g := range u {
		u[g] = make([]float64, n)
		stream := rng.Stream("sweep " + s.Axes[groups[g][0]].Name)
		for lo := 0; lo < n; lo += block {
			layout.Column(g, stream, uint32(lo/block), u[g][lo:min(lo+block, n)])
		}
	}
	for p := range n {
		labels := make([]string, len(s.Axes))
		for g, axes := range groups {
			for _, i := range axes {
				labels[i] = s.Axes[i].at(u[g][p])
			}
		}
		add(labels)
	}
	return nil
}

// at is the label at a quantile of the axis.
func (a *Axis) at(u float64) string {
	if a.Range == nil {
		return a.Labels[min(int(u*float64(len(a.Labels))), len(a.Labels)-1)]
	}
	return a.Range.Label(a.Range.Value(u))
}

// Value is the number at a quantile: Lo + u (Hi - Lo), or Lo (Hi/Lo)^u when the scale is logarithmic.
func (r *Range) Value(u float64) float64 {
	if r.Log {
		return r.Lo * math.Pow(r.Hi/r.Lo, u)
	}
	return r.Lo + u*(r.Hi-r.Lo)
}

// Label writes a number to seven digits with the unit. The label is what a point is run with.
func (r *Range) Label(x float64) string {
	return strings.TrimSpace(strconv.FormatFloat(x, 'g', 7, 64) + " " + r.Unit)
}

// Levels are so many labels from Lo to Hi, both among them; one is in the middle.
func (r *Range) Levels(steps int) []string {
	if steps == 1 {
		return []string{r.Label(r.Value(0.5))}
	}
	out := make([]string, steps)
	for i := range out {
		out[i] = r.Label(r.Value(float64(i) / float64(steps-1)))
	}
	return out
}

package sense

import (
	"math"
	"slices"
)

// Limit restricts one input to [Lo, Hi]; an end that does not restrict is
// infinite. P is the quasi-p-value: how likely so many cases or more would lie
// in the box if this limit did nothing (Bryant and Lempert, Technological
// Forecasting & Social Change 77, 2010).
type Limit struct {
	Input  int
	Lo, Hi float64
	P      float64
}

// Box is a combination of assumptions in which cases gather.
type Box struct {
	Limits   []Limit
	Coverage float64 // share of all cases that lie in the box
	Density  float64 // share of cases among the box's draws
	Mass     float64 // share of all draws that lie in the box
}

// peel is the share of draws that each step of peeling and pasting may take.
const peel = 0.05

// Discover finds the box in which cases gather, by the patient rule induction
// method (Friedman and Fisher, Statistics and Computing 9, 1999): from all
// draws it peels off a twentieth at a time, where the density of what is left
// gains most for what is lost, down to least of the draws; pastes back what
// costs no density; and drops limits that could be chance at 5 %. Of the boxes
// passed on the way it takes the largest whose density reaches enough, or the
// densest when none does. x[i][d] is input i in draw d. way holds the boxes of
// the peeling, largest first.
func Discover(x [][]float64, cases []bool, enough, least float64) (best Box, way []Box, err error) {
	if !(enough > 0 && enough <= 1) {
		return best, nil, problem("use a share above 0 and up to 1", "a box cannot reach a density of %g", enough)
	}
	n, hits := len(cases), 0
	for _, c := range cases {
		if c {
			hits++
		}
	}
	switch {
	case hits == 0:
		return best, nil, problem("choose a target that some draws miss", "no draw is a case: there is nothing to gather")
	case hits == n:
		return best, nil, problem("choose a target that some draws meet", "every draw is a case: any assumptions lead there")
	case hits < 20 || n-hits < 20:
		return best, nil, problem("use more draws", "%d of %d draws are cases: too few to tell a combination from chance", min(hits, n-hits), n)
	}
	s := newSearch(x, cases)
	all := s.box()
	way = append(way, all)
	chosen := -1
	var limits [][2][]float64
	for float64(len(s.in)) > math.Max(least*float64(n), 20) {
		if !s.peelOnce() {
			break
		}
		way = append(way, s.box())
		limits = append(limits, [2][]float64{slices.Clone(s.lo), slices.Clone(s.hi)})
		if b := way[len(way)-1]; chosen < 0 && b.Density >= enough {
			chosen = len(limits) - 1
		}
	}
	if len(limits) == 0 {
		return all, way, problem("take it that no combination of these inputs stands out, or use more draws", "no limit on an input gathers cases")
	}
	if chosen < 0 { // the densest on the way
		chosen = 0
		for i := range limits {
			if way[i+1].Density > way[chosen+1].Density {
				chosen = i
			}
		}
	}
	copy(s.lo, limits[chosen][0])
	copy(s.hi, limits[chosen][1])
	s.collect()
	s.paste()
	s.prune()
	if best = s.box(); len(best.Limits) == 0 {
		return best, way, problem("take it that no combination of these inputs stands out, or use more draws", "no combination of limits is more than chance")
	}
	return best, way, nil
}

// search is the state of one search: the limits and the draws inside them.
type search struct {
	x      [][]float64
	cases  []bool
	total  int
	lo, hi []float64
	in     []int
	order  [][]int // draws by each input's value
}

func newSearch(x [][]float64, cases []bool) *search {
	s := &search{x: x, cases: cases}
	for range x {
		s.lo, s.hi = append(s.lo, math.Inf(-1)), append(s.hi, math.Inf(1))
	}
	for _, c := range cases {
		if c {
			s.total++
		}
	}
	for _, col := range x {
		o := make([]int, len(col))
		for d := range o {
			o[d] = d
		}
		slices.SortStableFunc(o, func(a, b int) int {
			switch {
			case col[a] < col[b]:
				return -1
			case col[a] > col[b]:
				return 1
			}
			return 0
		})
		s.order = append(s.order, o)
	}
	s.collect()
	return s
}

func (s *search) holds(d int) bool {
	for i, col := range s.x {
		if col[d] < s.lo[i] || col[d] > s.hi[i] {
			return false
		}
	}
	return true
}

func (s *search) collect() {
	s.in = s.in[:0]
	for d := range s.cases {
		if s.holds(d) {
			s.in = append(s.in, d)
		}
	}
}

func (s *search) hits(draws []int) (h int) {
	for _, d := range draws {
		if s.cases[d] {
			h++
		}
	}
	return h
}

// peelOnce takes the best slice off one end of one input. It reports whether
// there was one.
func (s *search) peelOnce() bool {
	n, h := len(s.in), s.hits(s.in)
	inside := make([]bool, len(s.cases))
	for _, d := range s.in {
		inside[d] = true
	}
	want := max(1, int(peel*float64(n)))
	bestGain, bestInput, bestLow, bestAt := 0.0, -1, false, 0.0
	for i, col := range s.x {
		for _, low := range [...]bool{true, false} {
			o := s.order[i]
			taken, lost, at := 0, 0, math.NaN()
			for k := range o {
				d := o[k]
				if !low {
					d = o[len(o)-1-k]
				}
				if !inside[d] {
					continue
				}
				// A whole slice, and all draws that share its last value.
				if taken >= want && col[d] != at {
					at = col[d] // the first value that stays
					break
				}
				at = col[d]
				taken++
				if s.cases[d] {
					lost++
				}
			}
			if taken == 0 || taken == n || float64(taken) > 0.5*float64(n) {
				continue
			}
			// The gain in density for each draw taken off.
			gain := (float64(h-lost)/float64(n-taken) - float64(h)/float64(n)) / float64(taken)
			if gain > bestGain {
				bestGain, bestInput, bestLow, bestAt = gain, i, low, at
			}
		}
	}
	if bestInput < 0 {
		return false
	}
	if bestLow {
		s.lo[bestInput] = bestAt
	} else {
		s.hi[bestInput] = bestAt
	}
	s.collect()
	return true
}

// paste widens limits again where that does not lower the density.
func (s *search) paste() {
	for {
		density := s.box().Density
		improved := false
		for i := range s.x {
			for _, low := range [...]bool{true, false} {
				lo, hi := s.lo[i], s.hi[i]
				if low && math.IsInf(lo, 0) || !low && math.IsInf(hi, 0) {
					continue
				}
				if low {
					s.lo[i] = s.step(i, lo, -1)
				} else {
					s.hi[i] = s.step(i, hi, 1)
				}
				before := len(s.in)
				s.collect()
				if b := s.box(); len(s.in) > before && b.Density >= density {
					improved, density = true, b.Density
					continue
				}
				s.lo[i], s.hi[i] = lo, hi
				s.collect()
			}
		}
		if !improved {
			return
		}
	}
}

// step moves a limit of input i outwards by a hundredth of all draws.
func (s *search) step(i int, at float64, way int) float64 {
	o, col := s.order[i], s.x[i]
	k, _ := slices.BinarySearchFunc(o, at, func(d int, v float64) int {
		switch {
		case col[d] < v:
			return -1
		case col[d] > v:
			return 1
		}
		return 0
	})
	k += way * max(1, len(o)/100)
	switch {
	case k < 0:
		return math.Inf(-1)
	case k >= len(o):
		return math.Inf(1)
	}
	return col[o[k]]
}

// prune drops limits whose quasi-p-value is above 5 %, the worst first.
func (s *search) prune() {
	for {
		worst, at := 0.05, -1
		for _, l := range s.box().Limits {
			if l.P > worst {
				worst, at = l.P, l.Input
			}
		}
		if at < 0 {
			return
		}
		s.lo[at], s.hi[at] = math.Inf(-1), math.Inf(1)
		s.collect()
	}
}

func (s *search) box() Box {
	h := s.hits(s.in)
	b := Box{Coverage: float64(h) / float64(s.total), Mass: float64(len(s.in)) / float64(len(s.cases))}
	if len(s.in) > 0 {
		b.Density = float64(h) / float64(len(s.in))
	}
	for i := range s.x {
		if math.IsInf(s.lo[i], 0) && math.IsInf(s.hi[i], 0) {
			continue
		}
		b.Limits = append(b.Limits, Limit{i, s.lo[i], s.hi[i], s.chance(i, h)})
	}
	return b
}

// chance is the probability that at least h of the box's draws are cases, when
// they are cases at the rate of the box without limit i.
func (s *search) chance(i, h int) float64 {
	lo, hi := s.lo[i], s.hi[i]
	s.lo[i], s.hi[i] = math.Inf(-1), math.Inf(1)
	n, k := 0, 0
	for d, c := range s.cases {
		if s.holds(d) {
			n++
			if c {
				k++
			}
		}
	}
	s.lo[i], s.hi[i] = lo, hi
	return binomialTail(len(s.in), h, float64(k)/float64(n))
}

// binomialTail is the probability of at least h successes of n.
func binomialTail(n, h int, p float64) float64 {
	if h <= 0 || p >= 1 {
		return 1
	}
	lg := func(x int) float64 { v, _ := math.Lgamma(float64(x) + 1); return v }
	sum := 0.0
	for k := h; k <= n; k++ {
		sum += math.Exp(lg(n) - lg(k) - lg(n-k) + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
	}
	return math.Min(sum, 1)
}

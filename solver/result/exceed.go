package result

import (
	"math"
	"slices"
)

// Exceed returns at most points+1 rising values that draws take, from the least
// to the greatest at even ranks, and the share of draws that are at least each.
// atMost gives the share that are at most each. Draws that are no number are left out; x is not changed.
func Exceed(x []float64, points int, atMost bool) (value, share []float64) {
	s := slices.DeleteFunc(slices.Clone(x), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	slices.Sort(s)
	n := len(s)
	for k := range points + 1 {
		if n == 0 {
			break
		}
		v := s[int(math.Round(float64(k)*float64(n-1)/float64(max(points, 1))))]
		if len(value) > 0 && v == value[len(value)-1] {
			continue
		}
		at, _ := slices.BinarySearch(s, v) // the first that is not below v
		p := float64(n-at) / float64(n)
		if atMost {
			above, _ := slices.BinarySearch(s, math.Nextafter(v, math.Inf(1)))
			p = float64(above) / float64(n)
		}
		value, share = append(value, v), append(share, p)
	}
	return value, share
}

// Column returns the draws of a name: of a metric in a month (ColumnName) or of
// an input by its path; nil when the set holds none of it.
func (s *Set) Column(name string) []float64 {
	for _, l := range [][]Column{s.Watched, s.Kept, s.Inputs} {
		for _, c := range l {
			if c.Name == name && len(c.Values) > 0 {
				return c.Values
			}
		}
	}
	return nil
}

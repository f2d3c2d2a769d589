package fit

import (
	"math"
	"sort"
)

// Class is a reference class: what past roll-outs came to, to hold a plan
// against.
type Class struct {
	Name, Unit string
	// Labels say where each of Values is from; Values ascend.
	Labels []string
	Values []float64
}

// newClass sorts labels with their values, which are finite.
func newClass(name, unit string, labels []string, values []float64) Class {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return values[order[a]] < values[order[b]] })
	c := Class{Name: name, Unit: unit}
	for _, i := range order {
		c.Labels, c.Values = append(c.Labels, labels[i]), append(c.Values, values[i])
	}
	return c
}

// Rank is where a value stands in a class.
type Rank struct {
	// P is the share of roll-outs like these that stay below it.
	P float64
	// N is the size of the class. Small classes say little.
	N int
	// Beyond is -1 below and 1 above all of the class, where P is the most
	// that can be said: 1/(N+1) or N/(N+1).
	Beyond int
}

// Percentile interpolates between the plotting positions i / (N + 1) of the
// sorted values: the chance, if all are drawn alike, that the next one is
// below. A value above all N has N/(N+1) and not 1, since the next roll-out
// exceeds N others with probability 1/(N+1). Equal values share the mean of
// their positions. An empty class gives NaN.
//
// Source: Weibull, The phenomenon of rupture in solids, 1939; Makkonen,
// "Plotting positions in extreme value analysis", J. Appl. Meteorol. 45, 2006.
func (c Class) Percentile(v float64) Rank {
	n := len(c.Values)
	if n == 0 || math.IsNaN(v) {
		return Rank{P: math.NaN(), N: n}
	}
	below := sort.SearchFloat64s(c.Values, v)
	upTo := sort.Search(n, func(i int) bool { return c.Values[i] > v })
	m := float64(n + 1)
	switch {
	case upTo > below:
		return Rank{P: float64(below+1+upTo) / 2 / m, N: n}
	case below == 0:
		return Rank{P: 1 / m, N: n, Beyond: -1}
	case below == n:
		return Rank{P: float64(n) / m, N: n, Beyond: 1}
	}
	lo, hi := c.Values[below-1], c.Values[below]
	return Rank{P: (float64(below) + (v-lo)/(hi-lo)) / m, N: n}
}

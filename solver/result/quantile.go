package result

import (
	"math"
	"math/bits"
)

// Quantiles writes the sample quantiles of x at the ascending probabilities
// ps to out. They are type 7 of Hyndman and Fan, "Sample quantiles in
// statistical packages" (The American Statistician, 1996), the default of R
// and numpy: with h = (n-1)p, x[floor h] + (h - floor h)(x[floor h + 1] -
// x[floor h]) over the sorted sample.
//
// The result is exact. x is scratch and loses its content; it must hold at
// least one number, all finite; ps must ascend within [0, 1]. Nothing is
// allocated.
func Quantiles(x, ps, out []float64) {
	var n narrow
	kept := x
	if len(x) >= narrowFrom {
		kept = n.reduce(x, ps)
	}
	lo, total := 0, len(x)
	for i, p := range ps {
		h := float64(total-1) * p
		rank := int(math.Floor(h))
		k := n.local(rank)
		selectRank(kept, lo, len(kept), k)
		lo = k
		v := kept[k]
		if f := h - float64(rank); f > 0 && rank+1 < total {
			k = n.local(rank + 1)
			selectRank(kept, lo, len(kept), k)
			lo = k
			v += f * (kept[k] - v)
		}
		out[i] = v
	}
}

// narrowFrom is the sample size from which counting cells first is faster
// than selecting from the whole sample.
const narrowFrom = 512

// narrow keeps the part of a sample in which the wanted ranks lie: numbers
// are counted in equal cells between least and greatest, and cells that hold
// no wanted rank are dropped. Ranks then shift by what was dropped below.
type narrow struct {
	count [1024]int32
	below [1024]int32 // dropped in cells below
	keep  [1024]bool
	cells bool
}

// reduce compacts the kept numbers to the front of x and returns them.
func (c *narrow) reduce(x, ps []float64) []float64 {
	lo, hi := x[0], x[0]
	for _, v := range x {
		lo, hi = min(lo, v), max(hi, v)
	}
	scale := float64(len(c.count)) / (hi - lo)
	if !(hi > lo) || math.IsInf(scale, 0) {
		return x // all equal, or too close to count in cells
	}
	top := len(c.count) - 1
	for _, v := range x {
		c.count[min(int((v-lo)*scale), top)]++
	}
	c.mark(len(x), ps)
	w := 0
	for _, v := range x {
		if c.keep[min(int((v-lo)*scale), top)] {
			x[w] = v
			w++
		}
	}
	return x[:w]
}

// mark keeps the cells of every wanted rank and of the rank after it.
func (c *narrow) mark(n int, ps []float64) {
	c.cells = true
	cell, passed := 0, int32(0)
	find := func(rank int) {
		for passed+c.count[cell] <= int32(rank) {
			passed += c.count[cell]
			cell++
		}
		c.keep[cell] = true
	}
	for _, p := range ps {
		rank := int(math.Floor(float64(n-1) * p))
		// A rank may lie before the one after its predecessor.
		if int32(rank) >= passed {
			find(rank)
		}
		if rank+1 < n {
			find(rank + 1)
		}
	}
	dropped := int32(0)
	for i := range c.count {
		c.below[i] = dropped
		if !c.keep[i] {
			dropped += c.count[i]
		}
	}
}

// local turns a rank of the sample into one of the kept numbers.
func (c *narrow) local(rank int) int {
	if !c.cells {
		return rank
	}
	passed := int32(0)
	for i, k := range c.count {
		if passed+k > int32(rank) {
			return rank - int(c.below[i])
		}
		passed += k
	}
	return rank
}

// selectRank permutes x[lo:hi] so that x[k] is the k-th in order, what is
// before it is not larger and what follows is not smaller. x[:lo] must not be
// larger than any of x[lo:]. Quickselect with a median of three; after too
// many bad splits it falls back to sifting, so that no input is quadratic.
func selectRank(x []float64, lo, hi, k int) {
	budget := 2 * bits.Len(uint(hi-lo))
	for hi-lo > 12 {
		if budget == 0 {
			heapSelect(x, lo, hi, k)
			return
		}
		budget--
		lt, gt := partition(x, lo, hi)
		switch {
		case k < lt:
			hi = lt
		case k >= gt:
			lo = gt
		default:
			return
		}
	}
	insertion(x, lo, hi)
}

// partition splits x[lo:hi] in three: smaller than the pivot, equal to it in
// [lt, gt), larger. Many ties therefore end the search at once.
func partition(x []float64, lo, hi int) (lt, gt int) {
	p := median3(x[lo], x[lo+(hi-lo)/2], x[hi-1])
	lt, gt = lo, hi
	for i := lo; i < gt; {
		switch v := x[i]; {
		case v < p:
			x[i], x[lt] = x[lt], v
			lt++
			i++
		case v > p:
			gt--
			x[i], x[gt] = x[gt], v
		default:
			i++
		}
	}
	return lt, gt
}

func median3(a, b, c float64) float64 {
	return math.Max(math.Min(a, b), math.Min(math.Max(a, b), c))
}

func insertion(x []float64, lo, hi int) {
	for i := lo + 1; i < hi; i++ {
		v := x[i]
		j := i
		for ; j > lo && x[j-1] > v; j-- {
			x[j] = x[j-1]
		}
		x[j] = v
	}
}

// heapSelect sorts x[lo:hi] by heap sort, in n log n whatever the input.
func heapSelect(x []float64, lo, hi, _ int) {
	h := x[lo:hi]
	sift := func(i, n int) {
		for {
			c := 2*i + 1
			if c >= n {
				return
			}
			if c+1 < n && h[c+1] > h[c] {
				c++
			}
			if h[i] >= h[c] {
				return
			}
			h[i], h[c] = h[c], h[i]
			i = c
		}
	}
	for i := len(h)/2 - 1; i >= 0; i-- {
		sift(i, len(h))
	}
	for n := len(h) - 1; n > 0; n-- {
		h[0], h[n] = h[n], h[0]
		sift(0, n)
	}
}

// Moments returns the mean and the standard deviation (divisor n-1; 0 for one
// number) of x in index order: two passes, so that the sums depend on the
// order of the draws only.
func Moments(x []float64) (mean, sd float64) {
	n := float64(len(x))
	for _, v := range x {
		mean += v
	}
	mean /= n
	if len(x) < 2 {
		return mean, 0
	}
	ss, comp := 0.0, 0.0
	for _, v := range x {
		d := v - mean
		ss += d * d
		comp += d
	}
	return mean, math.Sqrt((ss - comp*comp/n) / (n - 1))
}

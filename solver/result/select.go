package result

import (
	"math"
	"math/bits"
)

// selectRanks puts every rank of ks, ascending, into its place within
// x[lo:hi]: the middle one first, then the others on their sides of it.
func selectRanks(x []float64, lo, hi int, ks []int) {
	for len(ks) > 0 {
		m := len(ks) / 2
		k := ks[m]
		selectRank(x, lo, hi, k)
		l := m
		for l > 0 && ks[l-1] == k {
			l--
		}
		r := m + 1
		for r < len(ks) && ks[r] == k {
			r++
		}
		selectRanks(x, lo, k, ks[:l])
		lo, ks = k+1, ks[r:]
	}
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

package result

import (
	"math"
	"math/bits"
	"sync"
)

// Quantiles writes the sample quantiles of x at the ascending probabilities
// ps to out. They are type 7 of Hyndman and Fan, "Sample quantiles in
// statistical packages" (The American Statistician, 1996), the default of R
// and numpy: with h = (n-1)p, x[floor h] + (h - floor h)(x[floor h + 1] -
// x[floor h]) over the sorted sample.
//
// The result is exact. x is scratch and loses its content; it must hold at
// least one number, all finite; ps must ascend within [0, 1]. Nothing is
// allocated but, now and then, room for the cells.
func Quantiles(x, ps, out []float64) {
	if len(x) < narrowFrom {
		pick(x, nil, len(x), ps, out)
		return
	}
	lo, hi := extent(x)
	var n narrow
	n.init(len(x))
	defer spaces.Put(n.space)
	pick(n.reduce(x, ps, lo, hi), &n, len(x), ps, out)
}

// Summarise is Moments and Quantiles of one sample in fewer passes over it.
func Summarise(x, ps, out []float64) (mean, sd float64) {
	if len(x) < narrowFrom {
		mean, sd = Moments(x)
		pick(x, nil, len(x), ps, out)
		return mean, sd
	}
	lo, hi, mean := extentMean(x)
	var n narrow
	n.init(len(x))
	defer spaces.Put(n.space)
	// The spread is taken while cells are counted; both read all of x.
	n.spread, n.mean = true, mean
	kept := n.reduce(x, ps, lo, hi)
	if !n.cells {
		_, sd = Moments(x)
	} else {
		sd = n.sd
	}
	pick(kept, &n, len(x), ps, out)
	return mean, sd
}

// maxRanks is how many ranks are selected together: two for each of 32
// probabilities. More probabilities are taken in groups.
const maxRanks = 64

// pick selects the quantiles from the kept part of a sample of so many.
func pick(kept []float64, n *narrow, total int, ps, out []float64) {
	for len(ps) > maxRanks/2 {
		pick(kept, n, total, ps[:maxRanks/2], out)
		ps, out = ps[maxRanks/2:], out[maxRanks/2:]
	}
	var at [maxRanks]int // two ranks for each probability, never falling but by one
	cell := 0
	for i, p := range ps {
		rank := int(math.Floor(float64(total-1) * p))
		at[2*i], cell = n.local(rank, cell)
		at[2*i+1] = at[2*i]
		if rank+1 < total {
			at[2*i+1], _ = n.local(rank+1, cell)
		}
	}
	sorted := at
	ks := sorted[:2*len(ps)]
	for i := range ks {
		for j := i; j > 0 && ks[j-1] > ks[j]; j-- {
			ks[j-1], ks[j] = ks[j], ks[j-1]
		}
	}
	selectRanks(kept, 0, len(kept), ks)
	for i, p := range ps {
		h := float64(total-1) * p
		v := kept[at[2*i]]
		if f := h - math.Floor(h); f > 0 {
			v += f * (kept[at[2*i+1]] - v)
		}
		out[i] = v
	}
}

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

// narrowFrom is the sample size from which counting cells first is faster
// than selecting from the whole sample.
const narrowFrom = 512

// cells are counted in a power of two of them: few for samples that fit a fast
// cache, many for large ones, of which more would else be left to select from.
const (
	fewCells  = 1 << 10
	manyCells = 1 << 13
	manyFrom  = 200_000
)

// narrow keeps the part of a sample in which the wanted ranks lie: numbers
// are counted in equal cells between least and greatest, and cells that hold
// no wanted rank are dropped. Ranks then shift by what was dropped below.
type narrow struct {
	*space
	size  int // cells in use
	cells bool

	// When spread is wanted: the mean that is known, and the deviation found.
	spread   bool
	mean, sd float64
}

// space is room for the cells, of which a sample uses the first few or all.
type space struct {
	count [manyCells]int32
	below [manyCells]int32 // dropped in cells below
	upTo  [manyCells]int32 // numbers in cells up to this
	keep  [manyCells]uint8 // 1 where kept
}

var spaces = sync.Pool{New: func() any { return new(space) }}

// init takes room for the cells of a sample of n numbers; the caller gives it
// back to spaces.
func (c *narrow) init(n int) {
	c.space = spaces.Get().(*space)
	c.size = fewCells
	if n >= manyFrom {
		c.size = manyCells
	}
	clear(c.count[:c.size])
	clear(c.keep[:c.size])
}

// reduce compacts the kept numbers to the front of x and returns them.
func (c *narrow) reduce(x, ps []float64, lo, hi float64) []float64 {
	scale := float64(c.size) / (hi - lo)
	if !(hi > lo) || math.IsInf(scale, 0) {
		return x // all equal, or too close to count in cells
	}
	top := int32(c.size - 1)
	if c.spread {
		c.countSpread(x, lo, scale)
	} else {
		count := &c.count
		for _, v := range x {
			count[min(int32((v-lo)*scale), top)&(manyCells-1)]++
		}
	}
	c.mark(len(x), ps)
	w, keep := 0, &c.keep
	for _, v := range x {
		// Written always, counted where it is kept: no branch to guess.
		x[w] = v
		w += int(keep[min(int32((v-lo)*scale), top)&(manyCells-1)])
	}
	return x[:w]
}

// countSpread counts cells and takes the standard deviation, in the lanes of Moments.
func (c *narrow) countSpread(x []float64, lo, scale float64) {
	count, mean := &c.count, c.mean
	top := int32(c.size - 1)
	var s, d [4]float64
	i := 0
	for ; i+4 <= len(x); i += 4 {
		v := x[i : i+4 : i+4]
		count[min(int32((v[0]-lo)*scale), top)&(manyCells-1)]++
		count[min(int32((v[1]-lo)*scale), top)&(manyCells-1)]++
		count[min(int32((v[2]-lo)*scale), top)&(manyCells-1)]++
		count[min(int32((v[3]-lo)*scale), top)&(manyCells-1)]++
		d0, d1, d2, d3 := v[0]-mean, v[1]-mean, v[2]-mean, v[3]-mean
		s[0] += d0 * d0
		s[1] += d1 * d1
		s[2] += d2 * d2
		s[3] += d3 * d3
		d[0] += d0
		d[1] += d1
		d[2] += d2
		d[3] += d3
	}
	for k, v := range x[i:] {
		count[min(int32((v-lo)*scale), top)&(manyCells-1)]++
		e := v - mean
		s[k] += e * e
		d[k] += e
	}
	n, off := float64(len(x)), d[0]+d[1]+d[2]+d[3]
	c.sd = math.Sqrt((s[0] + s[1] + s[2] + s[3] - off*off/n) / (n - 1))
}

// extentMean is extent with the mean, in the lanes of Moments.
func extentMean(x []float64) (lo, hi, mean float64) {
	a, b, c, d := x[0], x[0], x[0], x[0]
	e, f, g, h := a, a, a, a
	var s [4]float64
	i := 0
	for ; i+4 <= len(x); i += 4 {
		v := x[i : i+4 : i+4]
		v0, v1, v2, v3 := v[0], v[1], v[2], v[3]
		s[0] += v0
		s[1] += v1
		s[2] += v2
		s[3] += v3
		if v0 < a {
			a = v0
		}
		if v0 > e {
			e = v0
		}
		if v1 < b {
			b = v1
		}
		if v1 > f {
			f = v1
		}
		if v2 < c {
			c = v2
		}
		if v2 > g {
			g = v2
		}
		if v3 < d {
			d = v3
		}
		if v3 > h {
			h = v3
		}
	}
	lo, hi = min(a, b, c, d), max(e, f, g, h)
	for k, v := range x[i:] {
		s[k] += v
		lo, hi = min(lo, v), max(hi, v)
	}
	return lo, hi, (s[0] + s[1] + s[2] + s[3]) / float64(len(x))
}

// extent returns the least and the greatest of x. Four at a time, because one
// comparison waits for the one before.
func extent(x []float64) (lo, hi float64) {
	a, b, c, d := x[0], x[0], x[0], x[0]
	e, f, g, h := a, a, a, a
	i := 0
	for ; i+4 <= len(x); i += 4 {
		v := x[i : i+4 : i+4]
		if v[0] < a {
			a = v[0]
		}
		if v[0] > e {
			e = v[0]
		}
		if v[1] < b {
			b = v[1]
		}
		if v[1] > f {
			f = v[1]
		}
		if v[2] < c {
			c = v[2]
		}
		if v[2] > g {
			g = v[2]
		}
		if v[3] < d {
			d = v[3]
		}
		if v[3] > h {
			h = v[3]
		}
	}
	lo, hi = min(a, b, c, d), max(e, f, g, h)
	for _, v := range x[i:] {
		lo, hi = min(lo, v), max(hi, v)
	}
	return lo, hi
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
		c.keep[cell] = 1
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
	dropped, passed := int32(0), int32(0)
	for i, k := range c.count[:c.size] {
		passed += k
		c.upTo[i], c.below[i] = passed, dropped
		if c.keep[i] == 0 {
			dropped += k
		}
	}
}

// local turns a rank of the sample into one of the kept numbers, and says in
// which cell it lies. from is a cell at or before it.
func (c *narrow) local(rank, from int) (k, cell int) {
	if c == nil || !c.cells {
		return rank, 0
	}
	for c.upTo[from] <= int32(rank) {
		from++
	}
	return rank - int(c.below[from]), from
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
// number) of x: two passes in four lanes, every fourth number to each, so that
// the sums depend on the order of the draws only.
func Moments(x []float64) (mean, sd float64) {
	n := float64(len(x))
	var s [4]float64
	i := 0
	for ; i+4 <= len(x); i += 4 {
		v := x[i : i+4 : i+4]
		s[0] += v[0]
		s[1] += v[1]
		s[2] += v[2]
		s[3] += v[3]
	}
	for k, v := range x[i:] {
		s[k] += v
	}
	mean = (s[0] + s[1] + s[2] + s[3]) / n
	if len(x) < 2 {
		return mean, 0
	}
	var ss, c [4]float64
	i = 0
	for ; i+4 <= len(x); i += 4 {
		v := x[i : i+4 : i+4]
		d0, d1, d2, d3 := v[0]-mean, v[1]-mean, v[2]-mean, v[3]-mean
		ss[0] += d0 * d0
		ss[1] += d1 * d1
		ss[2] += d2 * d2
		ss[3] += d3 * d3
		c[0] += d0
		c[1] += d1
		c[2] += d2
		c[3] += d3
	}
	for k, v := range x[i:] {
		d := v - mean
		ss[k] += d * d
		c[k] += d
	}
	comp := c[0] + c[1] + c[2] + c[3]
	return mean, math.Sqrt((ss[0] + ss[1] + ss[2] + ss[3] - comp*comp/n) / (n - 1))
}

package result

import (
	"math"
	"sync"
)

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
func (c *narrow) reduce(x []float64, ranks []int, lo, hi float64) []float64 {
	scale := float64(c.size) / (hi - lo)
	if !(hi > lo) || math.IsInf(scale, 0) {
		return x // all equal, or too close to count in cells
	}
	top := int32(c.size - 1)
	count := &c.count
	for _, v := range x {
		count[min(int32((v-lo)*scale), top)&(manyCells-1)]++
	}
	c.mark(ranks)
	w, keep := 0, &c.keep
	for _, v := range x {
		// Written always, counted where it is kept: no branch to guess.
		x[w] = v
		w += int(keep[min(int32((v-lo)*scale), top)&(manyCells-1)])
	}
	return x[:w]
}

// extent returns the least and the greatest of x. Four at a time, because one
// comparison waits for the one before.
func extent(x []float64) (lo, hi float64) {
	a, b, c, d := x[0], x[0], x[0], x[0]
	e, f, g, h := a, a, a, a
	i := 0
	for ; i+4 <= len(x); i += 4 {
		v := x[i : i+4 : i+4]
		v0, v1, v2, v3 := v[0], v[1], v[2], v[3]
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
	for _, v := range x[i:] {
		lo, hi = min(lo, v), max(hi, v)
	}
	return lo, hi
}

// mark keeps the cells of every wanted rank.
func (c *narrow) mark(ranks []int) {
	c.cells = true
	cell, passed := 0, int32(0)
	for _, r := range ranks {
		if int32(r) < passed {
			continue // it came before
		}
		for passed+c.count[cell] <= int32(r) {
			passed += c.count[cell]
			cell++
		}
		c.keep[cell] = 1
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

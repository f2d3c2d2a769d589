package solver

import "sync"

// window holds the draws [first, first+size) of the series of a pass, column
// after column: a column is one series in one step. A run that fits the
// memory bound has one window; else windows follow each other and each goes
// through the sieves of its columns.
type window struct {
	columns int
	first   int
	size    int       // draws in it
	stride  int       // from column to column
	data    []float64 // [column][draw]
}

// open makes the window ready for draws [first, first+size).
func (w *window) open(columns, first, size int) {
	stride := strideOf(size)
	need := columns * stride
	if cap(w.data) < need {
		w.release() // before, not beside, what comes
		if x, ok := slabs.Get().(*[]float64); ok && cap(*x) >= need {
			w.data = *x
		} else {
			w.data = room(need)
		}
	}
	w.columns, w.first, w.size, w.stride, w.data = columns, first, size, stride, w.data[:need]
}

// strideOf is the distance of columns of so many draws: an odd number of cache lines, because
// lines at multiples of a large power of two share few places in a cache, and a tile goes
// to all columns.
func strideOf(draws int) int { return tile * ((draws+tile-1)/tile | 1) }

// column returns the draws of a column.
func (w *window) column(c int) []float64 { return w.data[c*w.stride:][:w.size:w.size] }

// slabs are spaces of runs that are over, until the collector takes them: the
// next run of a sweep need not have its pages made and cleared again. Every
// number is written before it is read.
var slabs sync.Pool

// release gives the space back.
func (w *window) release() {
	if w.data != nil {
		x := w.data
		slabs.Put(&x)
		w.data = nil
	}
}

// tile is how many draws a worker finishes before it puts their numbers into
// the columns: one cache line of each.
const tile = 8

// keep puts rows of neighbouring draws, from draw d on, into the columns.
func (w *window) keep(d int, rows [][]float64) {
	n, columns := w.stride, w.columns
	d -= w.first
	if len(rows) == tile {
		r0, r1, r2, r3 := rows[0][:columns], rows[1][:columns], rows[2][:columns], rows[3][:columns]
		r4, r5, r6, r7 := rows[4][:columns], rows[5][:columns], rows[6][:columns], rows[7][:columns]
		for c := range columns {
			to := (*[tile]float64)(w.data[c*n+d:])
			to[0], to[1], to[2], to[3] = r0[c], r1[c], r2[c], r3[c]
			to[4], to[5], to[6], to[7] = r4[c], r5[c], r6[c], r7[c]
		}
		return
	}
	for c := range columns {
		to := w.data[c*n+d : c*n+d+len(rows)]
		for k := range to {
			to[k] = rows[k][c]
		}
	}
}

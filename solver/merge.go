package solver

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/headroom-planner/headroom/solver/result"
)

// A Source gives back a record of a chunk of the whole run, of exactly the length of into. It may be
// asked for several at once.
type Source interface {
	Record(chunk, k int, into []float64) error
}

// Merge summarises the futures that parts of a run found, as Run would: the same numbers go through
// the same code in the same order. What it returns is the same to the last bit.
func Merge[P, O any](ctx context.Context, p *PlanOf[P, O], from Source, opt Options) (*result.Set, error) {
	return summarise(ctx, p, opt, from)
}

// takeRest puts the first record of a chunk in its places.
func (st *store[P, O]) takeRest(lo, n int, x []float64) {
	st.rest(lo, n, func(to []float64) { x = x[copy(to, x):] })
	for b := st.block(lo); b < st.block(lo+n+BlockSize-1); b++ {
		sums := make([]float64, len(st.ps.means)*st.plan.Axis.Steps)
		x = x[copy(sums, x):]
		counts := make([]int32, st.labelSize)
		for i := range counts {
			counts[i] = int32(x[i])
		}
		x = x[len(counts):]
		st.blockSums[b], st.blockTies[b] = sums, counts
	}
}

// read fills the window from the source: the series at the indices, and first says that what is kept
// beside them is wanted too.
func (r *run[P, O]) read(ctx context.Context, series []int, first bool) error {
	st := r.st
	chunks, each := Chunks(st.size), 1+len(series)
	var next atomic.Int64
	var mu sync.Mutex
	var failed error
	end := chunks * each // no record from here on is begun
	var wg sync.WaitGroup
	for range min(r.opt.Workers, end) {
		wg.Go(func() {
			var buf []float64
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				mu.Lock()
				over := i >= end
				mu.Unlock()
				if over {
					return
				}
				c, k := i/each, i%each
				if k == 0 && !first {
					continue
				}
				if err := r.take(st.first+c*result.FoldSize, k, series, &buf); err != nil {
					mu.Lock()
					if i < end { // records before it are read, so that who was faster does not decide which error is told
						failed, end = err, i
					}
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	if failed != nil {
		return failed
	}
	r.done += st.size
	if r.opt.Progress != nil {
		r.opt.Progress(r.done, r.total)
	}
	return nil
}

// take reads one record of the chunk that begins with draw lo: 0 for what is kept beside series, else one
// more than the place of a series among those of the pass.
func (r *run[P, O]) take(lo, k int, series []int, buf *[]float64) error {
	st := r.st
	n := min(result.FoldSize, st.first+st.size-lo)
	chunk, size, number := lo/result.FoldSize, st.restSize(n), 0
	if k > 0 {
		size, number = n*st.plan.Axis.Steps, 1+series[k-1]
	}
	if cap(*buf) < size {
		*buf = make([]float64, size)
	}
	x := (*buf)[:size]
	if err := r.from.Record(chunk, number, x); err != nil {
		return err
	}
	if k == 0 {
		st.takeRest(lo, n, x)
		return nil
	}
	for t := range st.plan.Axis.Steps {
		copy(st.column(t*len(series) + k - 1)[lo-st.first:], x[t*n:(t+1)*n])
	}
	return nil
}

// fillInputs draws the inputs that are held, where the run did not draw them itself.
func (st *store[P, O]) fillInputs() {
	if st.inputs == nil {
		return
	}
	redraw := st.redraw()
	columns := make([][]float64, len(st.inputs))
	for lo := 0; lo < st.plan.Draws; lo += BlockSize {
		for i, in := range st.inputs {
			columns[i] = in[lo:min(lo+BlockSize, len(in))]
		}
		redraw(lo/BlockSize, columns)
	}
}

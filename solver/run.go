package solver

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/headroom-planner/headroom/solver/result"
)

// BlockSize is the number of draws whose inputs are drawn together.
const BlockSize = result.BlockSize

// Options say how a run is carried out; none of them changes a number.
type Options struct {
	Workers  int                   // goroutines; 0 means one for each processor
	Memory   int64                 // bound on the bytes of draws held at once; 0 means DefaultMemory
	Progress func(done, total int) // called with draws done over all passes, from one goroutine at a time
}

// DrawError is a number that is not one, with where to find it again.
type DrawError struct {
	Plan   string
	Draw   int
	Step   int
	Month  string
	Metric string
	Entity string
	Value  float64
	Replay int // draws of the shortest run that has the draw
}

// Error names the plan, draw, step and metric.
func (e *DrawError) Error() string {
	return fmt.Sprintf("%s: draw %d, step %d (%s): %s of %s is %v; replay it with --draws %d",
		e.Plan, e.Draw, e.Step, e.Month, e.Metric, e.Entity, e.Value, e.Replay)
}

// Run draws the plan's futures and summarises them. The result depends on the
// plan alone. It returns ctx.Err() when cancelled and a *DrawError when a
// draw yields NaN or an infinity.
func Run[P, O any](ctx context.Context, p *PlanOf[P, O], opt Options) (*result.Set, error) {
	return summarise(ctx, p, opt, nil)
}

// begin checks a plan and prepares what a run of it needs.
func begin[P, O any](p *PlanOf[P, O], opt *Options) (*probes[O], error) {
	if p.Draws < 1 {
		return nil, fmt.Errorf("a run needs at least one draw, not %d", p.Draws)
	}
	if err := p.Check(len(p.Uncertain)); err != nil {
		return nil, err
	}
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if opt.Memory <= 0 {
		opt.Memory = DefaultMemory
	}
	ps := newProbes(p)
	if p.lean {
		ps.hide()
	}
	return ps, nil
}

// summarise draws the plan's futures, or takes them from a source where there is one, and
// summarises them.
func summarise[P, O any](ctx context.Context, p *PlanOf[P, O], opt Options, from Source) (*result.Set, error) {
	ps, err := begin(p, &opt)
	if err != nil {
		return nil, err
	}
	est, err := p.memory(ps, opt.Memory)
	if err != nil {
		return nil, err
	}
	st, err := newStore(p, ps, est, p.all())
	if err != nil {
		return nil, err
	}
	defer st.release()
	if st.reordered, err = p.reorder(ctx); err != nil {
		return nil, err
	}
	set := p.Describe()
	set.Series = make([]result.Series, len(ps.series))
	r := run[P, O]{st: st, opt: opt, from: from, total: est.Passes * p.Draws}
	first := true
	for lo := 0; first || lo < len(ps.series); lo += est.each {
		these := upTo(lo, min(lo+est.each, len(ps.series)))
		for w := float64(width); first || len(these) > 0; w *= 2 {
			if these, err = r.pass(ctx, set.Series, these, w, first); err != nil {
				return nil, err
			}
			first = false
			if len(these) > 0 {
				r.total += p.Draws
			}
		}
	}
	if from != nil {
		st.fillInputs()
	}
	st.finish(set)
	return set, nil
}

// run is a run under way.
type run[P, O any] struct {
	st          *store[P, O]
	opt         Options
	from        Source // of draws that others made; nil to draw
	done, total int    // draws over all passes
}

// upTo lists the numbers from lo up to hi, without it.
func upTo(lo, hi int) []int {
	var out []int
	for i := lo; i < hi; i++ {
		out = append(out, i)
	}
	return out
}

// pass draws all futures for the series at the indices, writes these to out, and returns
// the indices of those that escaped their sieves. first says that what every pass repeats
// (inputs, targets, means, labels, finals) is to be kept.
func (r *run[P, O]) pass(ctx context.Context, out []result.Series, series []int, width float64, first bool) (escaped []int, err error) {
	st, p := r.st, r.st.plan
	st.current = nil
	for _, i := range series {
		st.current = append(st.current, st.ps.series[i])
	}
	cols := newColumns(st, width, r.opt.Workers)
	var workers []*worker[P, O]
	if r.from == nil {
		workers = r.workers()
	}
	for lo := 0; lo < p.Draws; lo += st.est.Window {
		st.open(len(st.current)*p.Axis.Steps, lo, min(st.est.Window, p.Draws-lo))
		if r.from == nil {
			err = r.blocks(ctx, workers, first)
		} else {
			err = r.read(ctx, series, first)
		}
		if err != nil {
			return nil, err
		}
		if err := cols.take(ctx, &st.window); err != nil {
			return nil, err
		}
	}
	lost, err := cols.finish(ctx)
	for k, i := range series {
		out[i] = cols.out[k]
	}
	for _, k := range lost {
		escaped = append(escaped, series[k])
	}
	return escaped, err
}

// workers makes those that draw.
func (r *run[P, O]) workers() []*worker[P, O] {
	out := make([]*worker[P, O], min(r.opt.Workers, (r.st.part.Draws+BlockSize-1)/BlockSize))
	// Each where it will run: what two of them write must not share a cache line.
	var wg sync.WaitGroup
	for i := range out {
		wg.Go(func() { out[i] = newWorker(r.st.plan, r.st) })
	}
	wg.Wait()
	return out
}

// blocks runs every block of the window once. Workers take blocks from a
// counter; where a block's numbers go depends on its index only.
func (r *run[P, O]) blocks(ctx context.Context, workers []*worker[P, O], first bool) error {
	lo, n := r.st.first, r.st.size
	blocks := (n + BlockSize - 1) / BlockSize
	var next atomic.Int64
	var mu sync.Mutex
	var failed error // of the first block that failed
	end := blocks    // no block from here on is begun
	var wg sync.WaitGroup
	for _, w := range workers[:min(len(workers), blocks)] {
		wg.Go(func() {
			for ctx.Err() == nil {
				b := int(next.Add(1)) - 1
				mu.Lock()
				over := b >= end
				mu.Unlock()
				if over {
					return
				}
				err := w.block(ctx, lo/BlockSize+b, first)
				mu.Lock()
				if err != nil && b < end {
					// Blocks before it are finished, so that who was faster does not decide
					// which error is told.
					failed, end = err, b
				}
				if r.opt.Progress != nil && err == nil {
					r.done += min(BlockSize, n-b*BlockSize)
					r.opt.Progress(r.done, r.total)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return cmp.Or(ctx.Err(), failed)
}

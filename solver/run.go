package solver

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/headroom-planner/headroom/solver/result"
)

// BlockSize is the number of draws whose inputs are drawn together. It is
// part of the definition of every random stream.
const BlockSize = 256

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
}

// Error names the plan, draw, step and metric.
func (e *DrawError) Error() string {
	return fmt.Sprintf("%s: draw %d, step %d (%s): %s of %s is %v; replay it with --draws %d --workers 1",
		e.Plan, e.Draw, e.Step, e.Month, e.Metric, e.Entity, e.Value, e.Draw+1)
}

// Run draws the plan's futures and summarises them. The result depends on the
// plan alone. It returns ctx.Err() when cancelled and a *DrawError when a
// draw yields NaN or an infinity.
func Run[P, O any](ctx context.Context, p *PlanOf[P, O], opt Options) (*result.Set, error) {
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
	est, err := p.memory(ps, opt.Memory)
	if err != nil {
		return nil, err
	}
	st, err := newStore(p, ps, est)
	if err != nil {
		return nil, err
	}
	defer st.release()
	if st.reordered, err = p.reorder(ctx); err != nil {
		return nil, err
	}
	set := newSet(p)
	for pass := range est.Passes {
		st.group(pass)
		if err := runPass(ctx, p, st, pass, opt); err != nil {
			return nil, err
		}
		set.Series = append(set.Series, st.summariseSeries(ctx, opt.Workers)...)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	st.finish(set)
	return set, nil
}

// runPass runs every block once. Workers take blocks from a counter; where a
// block's numbers go depends on its index only.
func runPass[P, O any](ctx context.Context, p *PlanOf[P, O], st *store[P, O], pass int, opt Options) error {
	blocks := (p.Draws + BlockSize - 1) / BlockSize
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var mu sync.Mutex
	done := pass * p.Draws
	total := st.passes * p.Draws
	var wg sync.WaitGroup
	for range min(opt.Workers, blocks) {
		wg.Go(func() {
			w := newWorker(p, st)
			for ctx.Err() == nil {
				b := int(next.Add(1)) - 1
				if b >= blocks {
					return
				}
				if err := w.block(ctx, b, pass == 0); err != nil {
					cancel(err)
					return
				}
				if opt.Progress != nil {
					mu.Lock()
					done += min(BlockSize, p.Draws-b*BlockSize)
					opt.Progress(done, total)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}

package solver

import (
	"context"
	"math"
	"sync"
	"sync/atomic"

	"github.com/headroom-planner/headroom/solver/result"
)

// columns turns the draws of a pass into its series. Columns are independent
// of each other: that workers share them out changes nothing.
type columns[O any] struct {
	out     []result.Series
	sieves  []sifted // by column; nil when one window holds all draws
	benches []bench  // by worker
}

// sifted is one column that comes in windows.
type sifted struct {
	*result.Sieve
	whole result.Fold
	sums  []float64 // of the replicates
}

// bench is a worker's room.
type bench struct {
	*summary
	sieve result.Bench
}

// width is how far limits lie from where a quantile is expected, in standard
// deviations. At 5, one of some ten million limits is passed by; its series
// is then sifted again in twice the width.
const width = 5

// sifting says how columns of the plan are sifted.
func (p *PlanOf[P, O]) sifting(width float64) *result.Sifting {
	s := &result.Sifting{Draws: p.Draws, Lanes: p.Replicates, Probs: result.Probs, Width: width, Spare: 1} // Woodruff's limits
	if p.Replicates > 1 {
		// Quantiles of a replicate of one in R draws spread sqrt(R) times as far.
		s.Spare = 0.6 * width * math.Sqrt(float64(p.Replicates))
	}
	return s
}

func newColumns[P, O any](st *store[P, O], width float64, workers int) *columns[O] {
	p := st.plan
	c := &columns[O]{}
	for range workers {
		c.benches = append(c.benches, bench{summary: newSummary(&p.Layout)})
	}
	for i := range st.current {
		c.out = append(c.out, blank(&st.current[i], p.Axis.Steps, c.benches[0].summary))
	}
	if st.est.Window < p.Draws {
		s := p.sifting(width)
		for range len(st.current) * p.Axis.Steps {
			x := sifted{Sieve: s.NewSieve()}
			if p.Replicates > 1 {
				x.sums = make([]float64, p.Replicates)
			}
			c.sieves = append(c.sieves, x)
		}
	}
	return c
}

// each calls do for every column, by strips that workers take in turn, until ctx is done.
func (c *columns[O]) each(ctx context.Context, n int, do func(b *bench, column int)) error {
	strip := max(1, min(32, n/(4*len(c.benches))))
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range c.benches {
		wg.Go(func() {
			for {
				lo := int(next.Add(int64(strip))) - strip
				if lo >= n || ctx.Err() != nil {
					return
				}
				for i := lo; i < min(lo+strip, n); i++ {
					do(&c.benches[w], i)
				}
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

// take takes the draws of a window, which it spoils.
func (c *columns[O]) take(ctx context.Context, w *window) error {
	if c.sieves == nil {
		return c.each(ctx, w.columns, func(b *bench, i int) {
			b.column(&c.out[i%len(c.out)], i/len(c.out), w.column(i))
		})
	}
	return c.each(ctx, w.columns, func(b *bench, i int) {
		s, x := &c.sieves[i], w.column(i)
		s.whole.Add(x)
		if s.sums != nil {
			addLanes(s.sums, x, w.first)
		}
		s.Add(&b.sieve, x)
	})
}

// finish writes what the sieves found, and returns the indices of the series with a
// quantile that escaped.
func (c *columns[O]) finish(ctx context.Context) (escaped []int, err error) {
	lost := make([]atomic.Bool, len(c.out))
	err = c.each(ctx, len(c.sieves), func(b *bench, i int) {
		s := &c.sieves[i]
		copy(b.means, s.sums)
		if !s.Quantiles(&b.sieve, b.probs, b.q, b.parts) {
			lost[i%len(c.out)].Store(true)
			return
		}
		b.write(&c.out[i%len(c.out)], i/len(c.out), s.whole.Mean(), s.whole.SD())
	})
	for i := range lost {
		if lost[i].Load() {
			escaped = append(escaped, i)
		}
	}
	return escaped, err
}

// blank is a series of so many steps, with room for what the summary knows.
func blank[O any](p *probe[O], steps int, known *summary) result.Series {
	column := func() []float64 { return make([]float64, steps) }
	s := result.Series{Metric: p.describe(), Entity: p.entity, Mean: column()}
	if known.layout.Draws > 1 {
		s.SD = column()
	}
	for range result.Probs {
		s.Q = append(s.Q, column())
	}
	if !known.known() {
		return s
	}
	s.MeanSE = column()
	for _, p := range result.Probs {
		if !known.knownAt(p) {
			s.QSE = append(s.QSE, nil)
			continue
		}
		s.QSE = append(s.QSE, column())
	}
	return s
}

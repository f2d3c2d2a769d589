package solver

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
)

// store holds what a run keeps of its draws. Each draw has its own place, so
// workers never wait for each other; sums are kept by block and added in
// block order, so that the total does not depend on who was faster.
type store[P, O any] struct {
	plan   *PlanOf[P, O]
	ps     *probes[O]
	passes int
	each   int // series in one pass

	current []probe[O] // series of this pass
	data    []float64  // [draw][step][series] of this pass

	samplers []*dist.Sampler // of the uncertain inputs
	inputs   [][]float64
	finals   [][]float64
	dates    [][]float64
	watched  [][]float64
	passage  [][]float64

	reordered [][][]float64 // uniforms of inputs that are reordered, [copula][member][draw]

	targetProbe []probe[O]
	targetStep  []int

	labelAt   []int // offset of each label metric in the counts
	labelSize int
	blockSums [][]float64
	blockTies [][]int32
}

func newStore[P, O any](p *PlanOf[P, O], ps *probes[O], est Estimate) (*store[P, O], error) {
	st := &store[P, O]{plan: p, ps: ps, passes: est.Passes, each: (len(ps.series) + est.Passes - 1) / est.Passes}
	columns := func(n int) [][]float64 {
		out, all := make([][]float64, n), room(n*p.Draws)
		for i := range out {
			out[i] = all[i*p.Draws : (i+1)*p.Draws : (i+1)*p.Draws]
		}
		return out
	}
	if !p.lean || p.inputs {
		st.inputs = columns(len(p.Uncertain))
	}
	st.finals, st.dates = columns(len(ps.finals)), columns(len(ps.dates))
	st.watched, st.passage = columns(len(p.Targets)), columns(len(p.Targets))
	for _, t := range p.Targets {
		pr, ok := ps.find(t.Metric, t.Entity)
		if !ok {
			return nil, fmt.Errorf("target %s: no metric %s of %s in this scenario", t.ID, t.Metric, t.Entity)
		}
		st.targetProbe = append(st.targetProbe, pr)
		st.targetStep = append(st.targetStep, int(p.Axis.Step(t.At)))
	}
	for _, l := range ps.labels {
		st.labelAt = append(st.labelAt, st.labelSize)
		st.labelSize += l.options * p.Axis.Steps
	}
	if st.samplers = p.samplers; st.samplers == nil {
		st.samplers = p.newSamplers()
	}
	blocks := (p.Draws + BlockSize - 1) / BlockSize
	st.blockSums, st.blockTies = make([][]float64, blocks), make([][]int32, blocks)
	return st, nil
}

func (p *PlanOf[P, O]) newSamplers() []*dist.Sampler {
	out := make([]*dist.Sampler, len(p.Uncertain))
	for i := range p.Uncertain {
		u := &p.Uncertain[i]
		out[i] = dist.NewSampler(u.Dist, u.Min, u.Max)
	}
	return out
}

// group selects the series of a pass and makes room for their draws.
func (st *store[P, O]) group(pass int) {
	lo := min(pass*st.each, len(st.ps.series))
	hi := min(lo+st.each, len(st.ps.series))
	st.current = st.ps.series[lo:hi]
	need := st.columns() * st.plan.Draws
	if cap(st.data) < need {
		st.release() // before, not beside, what comes
		if x, ok := slabs.Get().(*[]float64); ok && cap(*x) >= need {
			st.data = *x
		} else {
			st.data = room(need)
		}
	}
	st.data = st.data[:need]
}

// slabs are spaces of runs that are over, until the collector takes them: the
// next run of a sweep need not have its pages made and cleared again. Every
// number is written before it is read.
var slabs sync.Pool

// release gives the space back.
func (st *store[P, O]) release() {
	if st.data != nil {
		x := st.data
		slabs.Put(&x)
		st.data = nil
	}
}

// room makes space for n numbers.
func room(n int) []float64 {
	x := make([]float64, n)
	advise(x)
	return x
}

// tile is how many draws a worker finishes before it puts their numbers into
// the columns: one cache line of each.
const tile = 8

// keepTile puts rows of neighbouring draws, from draw d on, into the columns.
func (st *store[P, O]) keepTile(d int, rows [][]float64) {
	n, columns := st.plan.Draws, st.columns()
	if len(rows) == tile {
		r0, r1, r2, r3 := rows[0][:columns], rows[1][:columns], rows[2][:columns], rows[3][:columns]
		r4, r5, r6, r7 := rows[4][:columns], rows[5][:columns], rows[6][:columns], rows[7][:columns]
		for c := range columns {
			to := (*[tile]float64)(st.data[c*n+d:])
			to[0], to[1], to[2], to[3] = r0[c], r1[c], r2[c], r3[c]
			to[4], to[5], to[6], to[7] = r4[c], r5[c], r6[c], r7[c]
		}
		return
	}
	for c := range columns {
		to := st.data[c*n+d : c*n+d+len(rows)]
		for k := range to {
			to[k] = rows[k][c]
		}
	}
}

// columns is the number of columns of this pass: step after step, each with
// every series.
func (st *store[P, O]) columns() int { return len(st.current) * st.plan.Axis.Steps }

// keepBlock stores copies of a block's counts and sums under its index.
func (st *store[P, O]) keepBlock(b int, counts []int32, sums []float64) {
	st.blockTies[b] = append([]int32(nil), counts...)
	st.blockSums[b] = append([]float64(nil), sums...)
}

// summariseSeries computes mean, sd and quantiles of every column of this
// pass, and spoils the columns. Workers take columns by strips; columns are
// independent, so the order changes nothing. What is returned once ctx is done is void.
func (st *store[P, O]) summariseSeries(ctx context.Context, workers int) []result.Series {
	known := newSummary(&st.plan.Layout).known()
	out := make([]result.Series, len(st.current))
	for i := range out {
		out[i] = blank(&st.current[i], st.plan.Axis.Steps, known)
	}
	const strip = 32
	columns, n := st.columns(), st.plan.Draws
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			sm := newSummary(&st.plan.Layout)
			for {
				lo := int(next.Add(strip)) - strip
				if lo >= columns || ctx.Err() != nil {
					return
				}
				for c := lo; c < min(lo+strip, columns); c++ {
					sm.column(&out[c%len(out)], c/len(out), st.data[c*n:(c+1)*n])
				}
			}
		})
	}
	wg.Wait()
	return out
}

// blank is a series of so many steps, with room for errors where they can be known.
func blank[O any](p *probe[O], steps int, errors bool) result.Series {
	column := func() []float64 { return make([]float64, steps) }
	s := result.Series{Metric: p.describe(), Entity: p.entity, Mean: column(), SD: column()}
	for range result.Probs {
		s.Q = append(s.Q, column())
	}
	if errors {
		s.MeanSE = column()
		for range result.Probs {
			s.QSE = append(s.QSE, column())
		}
	}
	return s
}

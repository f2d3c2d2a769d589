package solver

import (
	"fmt"
	"sync"
	"sync/atomic"

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

	inputs  [][]float64
	finals  [][]float64
	dates   [][]float64
	watched [][]float64
	passage [][]float64

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
	st.inputs, st.finals, st.dates = columns(len(p.Uncertain)), columns(len(ps.finals)), columns(len(ps.dates))
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
	blocks := (p.Draws + BlockSize - 1) / BlockSize
	st.blockSums, st.blockTies = make([][]float64, blocks), make([][]int32, blocks)
	return st, nil
}

// group selects the series of a pass and makes room for their draws.
func (st *store[P, O]) group(pass int) {
	lo := min(pass*st.each, len(st.ps.series))
	hi := min(lo+st.each, len(st.ps.series))
	st.current = st.ps.series[lo:hi]
	need := len(st.current) * st.plan.Axis.Steps * st.plan.Draws
	if cap(st.data) < need {
		st.data = nil // before, not beside, what comes
		st.data = room(need)
	}
	st.data = st.data[:need]
}

// room makes space for n numbers.
func room(n int) []float64 {
	x := make([]float64, n)
	advise(x)
	return x
}

// row is the place of a draw's numbers in this pass. Draws lie one after the
// other, so that a worker writes in a straight line.
func (st *store[P, O]) row(d int) []float64 {
	n := len(st.current) * st.plan.Axis.Steps
	return st.data[d*n : (d+1)*n]
}

// strip is how many neighbouring columns are taken out of the rows at once:
// whole cache lines, and few enough columns to stay in cache.
const strip = 32

// keepBlock stores copies of a block's counts and sums under its index.
func (st *store[P, O]) keepBlock(b int, counts []int32, sums []float64) {
	st.blockTies[b] = append([]int32(nil), counts...)
	st.blockSums[b] = append([]float64(nil), sums...)
}

// summariseSeries computes mean, sd and quantiles of every column of this
// pass. Workers take strips of columns; columns are independent, so the order
// changes nothing.
func (st *store[P, O]) summariseSeries(workers int) []result.Series {
	steps := st.plan.Axis.Steps
	out := make([]result.Series, len(st.current))
	for i := range out {
		out[i] = blank(&st.current[i], steps)
	}
	columns := len(out) * steps
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			cols := room(strip * st.plan.Draws)
			q := make([]float64, len(result.Probs))
			for {
				lo := int(next.Add(strip)) - strip
				if lo >= columns {
					return
				}
				st.summariseStrip(out, lo, min(lo+strip, columns), cols, q)
			}
		})
	}
	wg.Wait()
	return out
}

// summariseStrip summarises columns lo to hi, with cols and q as scratch.
func (st *store[P, O]) summariseStrip(out []result.Series, lo, hi int, cols, q []float64) {
	n := st.plan.Draws
	for d := range n {
		for k, v := range st.row(d)[lo:hi] {
			cols[k*n+d] = v
		}
	}
	for c := lo; c < hi; c++ {
		s, t := &out[c%len(out)], c/len(out)
		col := cols[(c-lo)*n : (c-lo+1)*n]
		s.Mean[t], s.SD[t] = result.Moments(col)
		result.Quantiles(col, result.Probs, q)
		for i, x := range q {
			s.Q[i][t] = x
		}
	}
}

func blank[O any](p *probe[O], steps int) result.Series {
	s := result.Series{Metric: p.describe(), Entity: p.entity,
		Mean: make([]float64, steps), SD: make([]float64, steps), Q: make([][]float64, len(result.Probs))}
	for i := range s.Q {
		s.Q[i] = make([]float64, steps)
	}
	return s
}

package solver

import (
	"fmt"
	"sync"

	"github.com/headroom-planner/headroom/solver/result"
)

// store holds what a run keeps of its draws. Each draw has its own place, so
// workers never wait for each other; sums are kept by block and added in
// block order, so that the total does not depend on who was faster.
type store struct {
	plan   *Plan
	ps     *probes
	passes int
	each   int // series in one pass

	current []probe   // series of this pass
	data    []float64 // [series*steps + step][draw] of this pass

	inputs  [][]float64
	finals  [][]float64
	dates   [][]float64
	watched [][]float64
	passage [][]float64

	targetProbe []probe
	targetStep  []int

	labelAt   []int // offset of each label metric in the counts
	labelSize int
	blockSums [][]float64
	blockTies [][]int32
}

func newStore(p *Plan, ps *probes, est Estimate) (*store, error) {
	st := &store{plan: p, ps: ps, passes: est.Passes, each: (len(ps.series) + est.Passes - 1) / est.Passes}
	columns := func(n int) [][]float64 {
		out := make([][]float64, n)
		for i := range out {
			out[i] = make([]float64, p.Draws)
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
func (st *store) group(pass int) {
	lo := min(pass*st.each, len(st.ps.series))
	hi := min(lo+st.each, len(st.ps.series))
	st.current = st.ps.series[lo:hi]
	need := len(st.current) * st.plan.Axis.Steps * st.plan.Draws
	if cap(st.data) < need {
		st.data = make([]float64, need)
	}
	st.data = st.data[:need]
}

// scatter writes rows of consecutive draws, the first being d, to columns.
func (st *store) scatter(rows [][]float64, d int) {
	n := st.plan.Draws
	for c := range len(st.current) * st.plan.Axis.Steps {
		col := st.data[c*n+d : c*n+d+len(rows)]
		for j := range col {
			col[j] = rows[j][c]
		}
	}
}

// keepBlock stores copies of a block's counts and sums under its index.
func (st *store) keepBlock(b int, counts []int32, sums []float64) {
	st.blockTies[b] = append([]int32(nil), counts...)
	st.blockSums[b] = append([]float64(nil), sums...)
}

// summariseSeries computes mean, sd and quantiles of every column of this
// pass. Columns are independent; the draws are permuted in place.
func (st *store) summariseSeries(workers int) []result.Series {
	steps, n := st.plan.Axis.Steps, st.plan.Draws
	out := make([]result.Series, len(st.current))
	for i := range out {
		out[i] = blank(&st.current[i], steps)
	}
	columns := len(out) * steps
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			q := make([]float64, len(result.Probs))
			for c := w; c < columns; c += workers {
				s, t := &out[c/steps], c%steps
				col := st.data[c*n : (c+1)*n]
				s.Mean[t], s.SD[t] = result.Moments(col)
				result.Quantiles(col, result.Probs, q)
				for i, x := range q {
					s.Q[i][t] = x
				}
			}
		})
	}
	wg.Wait()
	return out
}

func blank(p *probe, steps int) result.Series {
	s := result.Series{Metric: p.describe(), Entity: p.entity,
		Mean: make([]float64, steps), SD: make([]float64, steps), Q: make([][]float64, len(result.Probs))}
	for i := range s.Q {
		s.Q[i] = make([]float64, steps)
	}
	return s
}

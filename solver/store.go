package solver

import (
	"fmt"

	"github.com/headroom-planner/headroom/solver/dist"
)

// store holds what a run keeps of its draws. Each draw has its own place, so
// workers never wait for each other; sums are kept by block and added in
// block order, so that the total does not depend on who was faster.
type store[P, O any] struct {
	plan *PlanOf[P, O]
	ps   *probes[O]
	est  Estimate
	part Part // draws of which it has places

	current []probe[O] // series of this pass
	window             // of their draws

	samplers []*dist.Sampler // of the uncertain inputs
	inputs   [][]float64     // nil when they are not kept
	finals   [][]float64
	dates    [][]float64
	watched  [][]float64
	passage  [][]float64

	reordered [][][]float64 // uniforms of inputs that are reordered, [copula][member][draw]

	targetProbe []probe[O]
	targetStep  []int
	keptProbe   []probe[O]
	kept        [][]float64 // [kept metric*steps + step][draw]

	labelAt   []int // offset of each label metric in the counts
	labelSize int
	blockSums [][]float64
	blockTies [][]int32
}

func newStore[P, O any](p *PlanOf[P, O], ps *probes[O], est Estimate, part Part) (*store[P, O], error) {
	st := &store[P, O]{plan: p, ps: ps, est: est, part: part}
	columns := func(n int) [][]float64 {
		out, all := make([][]float64, n), room(n*part.Draws)
		for i := range out {
			out[i] = all[i*part.Draws : (i+1)*part.Draws : (i+1)*part.Draws]
		}
		return out
	}
	if est.Inputs {
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
	for _, k := range p.Keep {
		pr, ok := ps.find(k.Metric, k.Entity)
		if !ok {
			return nil, fmt.Errorf("no metric %s of %s in this scenario to keep", k.Metric, k.Entity)
		}
		st.keptProbe = append(st.keptProbe, pr)
	}
	st.kept = columns(len(p.Keep) * p.Axis.Steps)
	for _, l := range ps.labels {
		st.labelAt = append(st.labelAt, st.labelSize)
		st.labelSize += l.options * p.Axis.Steps
	}
	if st.samplers = p.samplers; st.samplers == nil {
		st.samplers = p.newSamplers()
	}
	blocks := (part.Draws + BlockSize - 1) / BlockSize
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

// room makes space for n numbers.
func room(n int) []float64 {
	x := make([]float64, n)
	advise(x)
	return x
}

// keepBlock stores copies of a block's counts and sums under its index.
func (st *store[P, O]) keepBlock(b int, counts []int32, sums []float64) {
	b -= st.part.First / BlockSize
	st.blockTies[b] = append([]int32(nil), counts...)
	st.blockSums[b] = append([]float64(nil), sums...)
}

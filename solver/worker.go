package solver

import (
	"cmp"
	"context"
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver/rng"
)

// worker owns a clone of the parameters, a state, an output and the buffers
// of one block. Nothing in its loop allocates.
type worker[P, O any] struct {
	plan     *PlanOf[P, O]
	st       *store[P, O]
	params   *P
	machine  Machine[O]
	ptrs     []*float64
	derived  []*float64
	stream   []uint64
	dims     []int       // one for each stream: inputs of a joint table share theirs
	draws    [][]float64 // [input][draw in block]
	places   []*float64  // of the series in Out
	computed []computed  // series that are no place in it
	nowhere  float64     // read in the place of those
	means    []reader
	finals   []reader
	dates    []reader
	labels   []reader
	target   []reader
	kept     []reader
	blind    bool        // nothing is watched in each month
	counts   []int32     // [label offset + option*steps + step]
	sums     []float64   // [mean*steps + step]
	tile     [][]float64 // rows of the last draws, [step][series]
}

// computed is a series that a function computes from Out.
type computed struct {
	index int
	get   func() float64
}

func newWorker[P, O any](p *PlanOf[P, O], st *store[P, O]) *worker[P, O] {
	w := &worker[P, O]{plan: p, st: st, params: p.System.Clone(p.Base)}
	w.machine = p.System.New(w.params)
	out := w.machine.Out
	first := map[uint64]int{}
	for i, u := range p.Uncertain {
		w.ptrs = append(w.ptrs, u.Ref(w.params))
		key := rng.Stream(cmp.Or(u.Stream, u.Path))
		if _, ok := first[key]; !ok {
			first[key] = i
		}
		w.stream, w.dims = append(w.stream, key), append(w.dims, first[key])
		w.draws = append(w.draws, make([]float64, BlockSize))
	}
	for _, d := range p.Derived {
		w.derived = append(w.derived, d.Ref(w.params))
	}
	for i, r := range readers(st.current, out) {
		if r.at == nil {
			w.computed = append(w.computed, computed{i, r.get})
			r.at = &w.nowhere
		}
		w.places = append(w.places, r.at)
	}
	w.means, w.finals = readers(st.ps.means, out), readers(st.ps.finals, out)
	w.dates, w.labels, w.target = readers(st.ps.dates, out), readers(st.ps.labels, out), readers(st.targetProbe, out)
	w.kept = readers(st.keptProbe, out)
	w.blind = len(w.means)+len(w.labels)+len(w.target)+len(w.kept) == 0
	w.counts = make([]int32, st.labelSize)
	for range tile {
		w.tile = append(w.tile, make([]float64, len(st.current)*p.Axis.Steps))
	}
	w.sums = make([]float64, len(st.ps.means)*p.Axis.Steps)
	return w
}

// block runs draws [256b, 256b+256) of the plan. first says that what every
// pass repeats (inputs, targets, means, labels, finals) is to be kept.
func (w *worker[P, O]) block(ctx context.Context, b int, first bool) error {
	lo := b * BlockSize
	n := min(BlockSize, w.plan.Draws-lo)
	if first && w.st.inputs != nil {
		for i, in := range w.st.inputs {
			w.draws[i] = in[lo-w.st.part.First:][:n] // drawn where they are kept
		}
	}
	w.draw(b, n)
	if first {
		clear(w.counts)
		clear(w.sums)
	}
	for j := range n {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		k := j % tile
		if err := w.future(lo, j, w.tile[k], first); err != nil {
			return err
		}
		if k == tile-1 || j == n-1 {
			w.st.keep(lo+j-k, w.tile[:k+1])
		}
	}
	if first {
		w.st.keepBlock(b, w.counts, w.sums)
	}
	return nil
}

// draw fills the block's inputs by column: uniforms, dependence, quantiles.
func (w *worker[P, O]) draw(b, n int) {
	for i := range w.plan.Uncertain {
		w.plan.Column(w.dims[i], w.stream[i], uint32(b), w.draws[i][:n])
	}
	for i := range w.plan.Copulas {
		w.couple(i, b, n)
	}
	for i, q := range w.st.samplers {
		q.Column(w.draws[i][:n])
	}
}

// future runs one draw over all months and reads the probes.
func (w *worker[P, O]) future(lo, j int, row []float64, first bool) error {
	for i, ptr := range w.ptrs {
		*ptr = w.draws[i][j]
	}
	for i, ptr := range w.derived {
		d := &w.plan.Derived[i]
		*ptr = math.Min(math.Max(d.Eval(w.params), d.Min), d.Max)
	}
	d := lo + j
	steps := w.plan.Axis.Steps
	if w.machine.Path != nil && (!first || w.blind) && len(w.computed) == 0 {
		return w.path(row[:steps*len(w.places)], d, first)
	}
	w.machine.Start()
	advance, places := w.machine.Advance, w.places
	watched := first && !w.blind
	plain := !watched && len(w.computed) == 0
	bad := 0.0 // stays 0 while every number is finite
	next := row
	for t := range steps {
		advance(axis.Step(t))
		now := next[:len(places)]
		next = next[len(places):]
		for i, at := range places {
			x := *at
			bad += x - x
			now[i] = x
		}
		if plain {
			continue
		}
		for _, c := range w.computed {
			x := c.get()
			bad += x - x
			now[c.index] = x
		}
		if watched {
			if err := w.watch(d, t); err != nil {
				return err
			}
		}
	}
	if bad != 0 {
		return w.firstBad(row, d)
	}
	return w.ending(d, first)
}

// path is future where the machine runs all steps by itself.
func (w *worker[P, O]) path(row []float64, d int, first bool) error {
	w.machine.Path(w.plan.Axis.Steps, w.places, row)
	bad := 0.0
	for _, x := range row {
		bad += x - x
	}
	if bad != 0 {
		return w.firstBad(row, d)
	}
	return w.ending(d, first)
}

// ending keeps what a draw shows at its end.
func (w *worker[P, O]) ending(d int, first bool) error {
	if !first {
		return nil
	}
	steps := w.plan.Axis.Steps
	for i := range w.finals {
		x := w.finals[i].read()
		if x-x != 0 {
			return w.bad(&w.st.ps.finals[i], d, steps-1, x)
		}
		w.st.finals[i][d-w.st.part.First] = x
	}
	for i := range w.dates {
		x := w.dates[i].read()
		if math.IsNaN(x) || math.IsInf(x, -1) {
			return w.bad(&w.st.ps.dates[i], d, steps-1, x)
		}
		w.st.dates[i][d-w.st.part.First] = x
	}
	return nil
}

// firstBad finds the first number of a draw's row that is not finite.
func (w *worker[P, O]) firstBad(row []float64, d int) error {
	n := len(w.places)
	for k, x := range row[:n*w.plan.Axis.Steps] {
		if x-x != 0 {
			return w.bad(&w.st.current[k%n], d, k/n, x)
		}
	}
	panic("solver: a number that is not finite was lost")
}

// watch keeps what the first pass collects in each month.
func (w *worker[P, O]) watch(d, t int) error {
	steps, at := w.plan.Axis.Steps, d-w.st.part.First
	sums := w.sums[t*len(w.means) : (t+1)*len(w.means)]
	for i := range w.means {
		x := w.means[i].read()
		if x-x != 0 {
			return w.bad(&w.st.ps.means[i], d, t, x)
		}
		sums[i] += x
	}
	for i := range w.labels {
		k := int(w.labels[i].read())
		w.counts[w.st.labelAt[i]+k*steps+t]++
	}
	for i := range w.kept {
		x := w.kept[i].read()
		if x-x != 0 {
			return w.bad(&w.st.keptProbe[i], d, t, x)
		}
		w.st.kept[i*steps+t][at] = x
	}
	for i := range w.plan.Targets {
		tg := &w.plan.Targets[i]
		x := w.target[i].read()
		if x-x != 0 {
			return w.bad(&w.st.targetProbe[i], d, t, x)
		}
		if t == w.st.targetStep[i] {
			w.st.watched[i][at] = x
		}
		if (t == 0 || math.IsInf(w.st.passage[i][at], 1)) && tg.Meets(x) {
			w.st.passage[i][at] = float64(w.plan.Axis.Month(axis.Step(t)))
		} else if t == 0 {
			w.st.passage[i][at] = math.Inf(1)
		}
	}
	return nil
}

func (w *worker[P, O]) bad(p *probe[O], d, t int, x float64) error {
	return &DrawError{Plan: w.plan.Name, Draw: d, Step: t, Month: w.plan.Axis.Month(axis.Step(t)).String(),
		Metric: p.metric.Key, Entity: p.entity, Value: x, Replay: w.plan.FewestWith(d)}
}

// Meets reports whether a value of the metric satisfies the target.
func (t *Target) Meets(x float64) bool {
	if t.AtMost {
		return x <= t.Threshold
	}
	return x >= t.Threshold
}

package solver

import (
	"context"
	"fmt"

	"github.com/headroom-planner/headroom/solver/result"
)

// Part is a stretch of the draws of a run: [First, First+Draws). It is made of whole chunks of
// result.FoldSize draws, the last of which may be shorter at the end of the run, because in those
// means are folded: parts of whole chunks make a run to the last bit.
type Part struct{ First, Draws int }

// all is the part that is the whole run.
func (p *PlanOf[P, O]) all() Part { return Part{0, p.Draws} }

// Chunks counts the chunks of so many draws.
func Chunks(draws int) int { return (draws + result.FoldSize - 1) / result.FoldSize }

// PartOf is part i of n, counted from 1, of so many draws. Parts differ by one chunk at most.
// It errs when there is no such part.
func PartOf(draws, i, n int) (Part, error) {
	chunks := Chunks(draws)
	switch {
	case n < 1 || i < 1 || i > n:
		return Part{}, fmt.Errorf("it is i/n with 1 <= i <= n")
	case n > chunks:
		return Part{}, fmt.Errorf("%d draws are divided by whole chunks of %d: use at most %d", draws, result.FoldSize, chunks)
	}
	// In 64 bits on every machine: chunks times parts may be large.
	at := func(k int) int { return int(int64(k)*int64(chunks)/int64(n)) * result.FoldSize }
	lo := at(i - 1)
	return Part{lo, min(at(i), draws) - lo}, nil
}

// A Sink takes what a part of a run found, chunk after chunk. A chunk of so many draws is so many records, lists of
// numbers whose lengths follow from the plan: record makes the k-th of them, in into where it has room.
// It may be called for several records at once. In a record the numbers of all draws of the chunk follow
// each other, then the same of the next month: one is near that so many draws before it.
type Sink interface {
	Chunk(ctx context.Context, draws, records int, record func(k int, into []float64) []float64) error
}

// PartMemory estimates a run of one part within bound bytes.
func (p *PlanOf[P, O]) PartMemory(part Part, bound int64) (Estimate, error) {
	return p.partMemory(newProbes(p), part, bound)
}

func (p *PlanOf[P, O]) partMemory(ps *probes[O], part Part, bound int64) (Estimate, error) {
	e := Estimate{Series: len(ps.series), Passes: 1, each: len(ps.series)}
	fixed := p.fixed(ps, part.Draws)
	for w := windowMost; w >= result.FoldSize; w /= 2 {
		e.Window = min(w, part.Draws)
		e.Bytes = fixed + 8*int64(strideOf(e.Window))*int64(len(ps.series)*p.Axis.Steps)
		if e.Bytes <= bound {
			return e, nil
		}
	}
	return Estimate{}, tooSmall(part.Draws, e.Bytes, bound)
}

// PartBytes is how many bytes the records of a part have, before anything is done to make them fewer.
func (p *PlanOf[P, O]) PartBytes(part Part) int64 {
	ps := newProbes(p)
	labels := 0
	for _, l := range ps.labels {
		labels += l.options
	}
	draw := int64(len(ps.series)*p.Axis.Steps + p.columns(ps))
	block := int64((labels + len(ps.means)) * p.Axis.Steps)
	return 8 * (int64(part.Draws)*draw + int64((part.Draws+BlockSize-1)/BlockSize)*block)
}

// RunPart draws a part of the plan's futures and hands them to the sink. It errs as Run does.
func RunPart[P, O any](ctx context.Context, p *PlanOf[P, O], part Part, opt Options, to Sink) error {
	ps, err := begin(p, &opt)
	if err != nil {
		return err
	}
	est, err := p.partMemory(ps, part, opt.Memory)
	if err != nil {
		return err
	}
	st, err := newStore(p, ps, est, part)
	if err != nil {
		return err
	}
	defer st.release()
	if st.reordered, err = p.reorder(ctx); err != nil {
		return err
	}
	st.current = ps.series
	r := run[P, O]{st: st, opt: opt, total: part.Draws}
	workers := r.workers()
	end := part.First + part.Draws
	for lo := part.First; lo < end; lo += est.Window {
		st.open(len(ps.series)*p.Axis.Steps, lo, min(est.Window, end-lo))
		if err := r.blocks(ctx, workers, true); err != nil {
			return err
		}
		for c := lo; c < lo+st.size; c += result.FoldSize {
			n := min(result.FoldSize, end-c)
			err := to.Chunk(ctx, n, 1+len(ps.series), func(k int, into []float64) []float64 { return st.record(k, c, n, into[:0]) })
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// record appends record k of the chunk of n draws from draw lo on: the first has what is kept beside
// series, each of the others the months of a series, month after month.
func (st *store[P, O]) record(k, lo, n int, into []float64) []float64 {
	if k > 0 {
		for c := k - 1; c < st.columns; c += len(st.current) {
			into = append(into, st.column(c)[lo-st.first:][:n]...)
		}
		return into
	}
	st.rest(lo, n, func(x []float64) { into = append(into, x...) })
	for b := st.block(lo); b < st.block(lo+n+BlockSize-1); b++ {
		into = append(into, st.blockSums[b]...)
		for _, c := range st.blockTies[b] {
			into = append(into, float64(c))
		}
	}
	return into
}

// rest visits the columns, but for series and inputs, of n draws from draw lo on.
func (st *store[P, O]) rest(lo, n int, visit func([]float64)) {
	for _, columns := range [][][]float64{st.finals, st.dates, st.watched, st.passage, st.kept} {
		for _, c := range columns {
			visit(c[lo-st.part.First:][:n])
		}
	}
}

// block is the place of the block of a draw.
func (st *store[P, O]) block(d int) int { return d/BlockSize - st.part.First/BlockSize }

// restSize is how many numbers the first record of a chunk of n draws has.
func (st *store[P, O]) restSize(n int) int {
	return n*st.plan.columns(st.ps) + (n+BlockSize-1)/BlockSize*(len(st.ps.means)*st.plan.Axis.Steps+st.labelSize)
}

package solver

import (
	"fmt"
	"iter"
	"math"

	"github.com/headroom-planner/headroom/solver/result"
)

// DefaultMemory bounds what a run holds of its draws when nothing else is
// said: 1,280 MiB, which leaves a 2 GiB process room for the rest.
const DefaultMemory = 1280 << 20

// Estimate says what a run will hold at once and how often it replays its draws.
type Estimate struct {
	Series int   // series with quantiles, each of Steps months
	Bytes  int64 // of draws held at once
	Window int   // draws of each series held at once; below the run's draws, quantiles are sifted from window after window
	Passes int   // over the draws; more than one when Bytes would pass the bound
	Inputs bool  // the drawn inputs are held; else they are drawn again when they are written
	each   int   // series in one pass
}

// String states the estimate for the person who waits.
func (e Estimate) String() string {
	s := fmt.Sprintf("%d series, %d MiB of draws", e.Series, (e.Bytes+(1<<20)-1)>>20)
	if e.Passes > 1 {
		s += fmt.Sprintf(" at once, in %d passes", e.Passes)
	}
	return s
}

// Memory estimates a run of the plan within bound bytes. It errs when even
// one series beside what is kept draw by draw does not fit.
func (p *PlanOf[P, O]) Memory(bound int64) (Estimate, error) {
	return p.memory(newProbes(p), bound)
}

func (p *PlanOf[P, O]) memory(ps *probes[O], bound int64) (Estimate, error) {
	e := Estimate{Series: len(ps.series)}
	fixed := p.fixed(ps, p.Draws)
	// A caller that asked for inputs gets them; a run that is sifted does not hold them.
	inputs := 8 * int64(p.Draws) * int64(len(p.Uncertain))
	if e.Inputs = p.inputs || !p.lean && p.Draws <= windowMost && inputs <= bound/4; e.Inputs {
		fixed += inputs
	}
	// The fewest passes win, then the largest window.
	need := int64(math.MaxInt64)
	for w := range p.windows() {
		held := strideOf(w)
		if w < p.Draws {
			held += p.sifting(width).Held(w)
		}
		one := 8 * int64(held) * int64(p.Axis.Steps)
		need = min(need, fixed+one)
		each := int((bound - fixed) / one)
		if bound < fixed || each < 1 {
			continue
		}
		each = min(each, max(e.Series, 1))
		if passes := max(1, (e.Series+each-1)/each); e.Passes == 0 || passes < e.Passes {
			e.Passes, e.Window = passes, w
			e.each = (e.Series + passes - 1) / passes
			e.Bytes = fixed + int64(e.each)*one
		}
	}
	if e.Passes == 0 {
		return Estimate{}, tooSmall(p.Draws, need, bound)
	}
	return e, nil
}

// fixed is the bytes held of so many draws beside series.
func (p *PlanOf[P, O]) fixed(ps *probes[O], draws int) int64 {
	reordered := 2 * p.reorderedInputs() // the columns and, while they are reordered, their scores
	return 8 * (int64(draws)*int64(p.columns(ps)) + int64(p.Draws)*int64(reordered))
}

// columns counts the numbers kept of every draw: finals, dates, two for each target, and series kept draw by draw.
func (p *PlanOf[P, O]) columns(ps *probes[O]) int {
	return len(ps.finals) + len(ps.dates) + 2*len(p.Targets) + len(p.Keep)*p.Axis.Steps
}

func tooSmall(draws int, need, bound int64) error {
	return fmt.Errorf("%d draws need at least %d MiB, the bound is %d MiB: use fewer draws or a larger --memory", draws, need>>20+1, bound>>20)
}

// MostDraws is the largest number of draws up to most that the plan can be run with within
// bound bytes and no more passes than its own number takes; it errs by less than a block.
func (p *PlanOf[P, O]) MostDraws(most int, bound int64) int {
	own, _ := p.Memory(bound)
	fits := func(n int) bool {
		q := *p
		q.Draws = n
		est, err := q.Memory(bound)
		return err == nil && est.Passes <= max(own.Passes, 1)
	}
	if fits(most) {
		return most
	}
	// Memory grows with the draws; what is sought lies in [lo, hi).
	lo, hi := p.Draws, most
	for hi-lo > BlockSize {
		if mid := lo + (hi-lo)/2; fits(mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// windowMost is the largest window of a run that is sifted.
const windowMost = 8 * result.FoldSize

// windows yields the sizes that windows may have, falling: all draws when they are few
// (to make and fill room for many takes longer than to sift them), or
// some at a time. Large ones ask workers to wait for each other less often, small ones
// leave more room to the sieves.
func (p *PlanOf[P, O]) windows() iter.Seq[int] {
	return func(yield func(int) bool) {
		if p.Draws <= windowMost && !yield(p.Draws) {
			return
		}
		for w := windowMost; w >= result.FoldSize; w /= 2 {
			if w < p.Draws && !yield(w) {
				return
			}
		}
	}
}

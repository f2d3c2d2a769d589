package solver

import "fmt"

// DefaultMemory bounds what a run holds of its draws when nothing else is
// said: 768 MiB, which leaves a 1 GiB process room for the rest.
const DefaultMemory = 768 << 20

// Estimate says what a run will hold at once and how often it replays its draws.
type Estimate struct {
	Series int   // series with quantiles, each of Steps months
	Bytes  int64 // of draws held at once
	Passes int   // over the draws; more than one when Bytes would pass the bound
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
// one series beside the drawn inputs does not fit.
func (p *PlanOf[P, O]) Memory(bound int64) (Estimate, error) {
	return p.memory(newProbes(p), bound)
}

func (p *PlanOf[P, O]) memory(ps *probes[O], bound int64) (Estimate, error) {
	column := int64(p.Draws) * 8
	// Drawn inputs, finals, dates, and two columns for each target.
	inputs := len(p.Uncertain)
	if p.lean && !p.inputs {
		inputs = 0
	}
	inputs += 2 * p.reorderedInputs() // the columns and, while they are reordered, their scores
	fixed := column * int64(inputs+len(ps.finals)+len(ps.dates)+2*len(p.Targets))
	one := column * int64(p.Axis.Steps)
	room := bound - fixed
	if room < one {
		return Estimate{}, fmt.Errorf("%d draws need at least %d MiB, the bound is %d MiB: use fewer draws or a larger --memory",
			p.Draws, (fixed+one)>>20+1, bound>>20)
	}
	n := len(ps.series)
	each := min(int(room/one), max(n, 1))
	passes := max(1, (n+each-1)/each)
	each = (n + passes - 1) / passes
	return Estimate{Series: n, Bytes: fixed + int64(each)*one, Passes: passes}, nil
}

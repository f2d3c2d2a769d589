package solver

import (
	"cmp"
	"context"
	"fmt"

	"github.com/headroom-planner/headroom/solver/couple"
	"github.com/headroom-planner/headroom/solver/rng"
	"github.com/headroom-planner/headroom/solver/sample"
)

// Whole reports whether the plan's draws depend on how many there are, or on
// each other, so that no part of them can be drawn alone: they are reordered
// (Iman and Conover 1982).
func (p *PlanOf[P, O]) Whole() bool { return p.reorderedInputs() > 0 }

// reorderedInputs counts inputs whose whole columns are kept for reordering.
func (p *PlanOf[P, O]) reorderedInputs() (n int) {
	for _, c := range p.Copulas {
		if c.Reorder {
			n += len(c.Members)
		}
	}
	return n
}

// CheckReorder reports whether the plan's sample can be reordered.
func (p *PlanOf[P, O]) CheckReorder() error {
	if !p.Whole() {
		return nil
	}
	switch p.Design {
	case sample.MC, sample.LHS:
	case sample.Sobol:
		return &sample.LayoutError{Msg: "Iman and Conover's method would undo the order of a Sobol sequence", Hint: "use design: lhs or mc, or leave method: iman-conover out"}
	default:
		return &sample.LayoutError{Msg: "Iman and Conover's method needs the whole sample: single points have no order", Hint: "use --method given, regression or box, or leave method: iman-conover out"}
	}
	for _, c := range p.Copulas {
		if need := 2 * len(c.Members) * p.Replicates; c.Reorder && p.Draws < need {
			return &sample.LayoutError{Msg: fmt.Sprintf("%d draws are too few to reorder %d inputs", p.Draws, len(c.Members)), Hint: fmt.Sprintf("use at least %d draws", need)}
		}
	}
	return nil
}

// reorder draws the whole columns of inputs that are reordered, and reorders
// them: [copula][member][draw], nil for other copulas. The columns depend on
// the plan alone.
func (p *PlanOf[P, O]) reorder(ctx context.Context) ([][][]float64, error) {
	if err := p.CheckReorder(); err != nil {
		return nil, err
	}
	out := make([][][]float64, len(p.Copulas))
	for i, c := range p.Copulas {
		if !c.Reorder {
			continue
		}
		for _, m := range c.Members {
			out[i] = append(out[i], p.whole(m))
		}
		if err := couple.Reorder(ctx, out[i], c.Lower, p.Replicates); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// whole is the column of uniforms of one input, block by block.
func (p *PlanOf[P, O]) whole(input int) []float64 {
	col := make([]float64, p.Draws)
	u := &p.Uncertain[input]
	stream := rng.Stream(cmp.Or(u.Stream, u.Path))
	for lo := 0; lo < len(col); lo += BlockSize {
		p.Column(input, stream, uint32(lo/BlockSize), col[lo:min(lo+BlockSize, len(col))])
	}
	return col
}

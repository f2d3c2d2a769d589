package scenarios

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/couple"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
	"gonum.org/v1/gonum/mat"
)

// tied is a connected group of correlated inputs.
type tied struct {
	members  []int
	how      coupling
	order    []stated          // in the order of the scenario
	pairs    map[[2]int]stated // by places in members, the lower first
	r        *mat.SymDense     // correlations of what is behind the copula
	scale    *scale
	repaired bool // r is not what was stated
}

// depend makes a copula of a connected group: every stated correlation becomes
// that of the numbers behind the copula, pairs that are not stated have none,
// and the matrix is factored. One that no numbers can have names the pairs
// that contradict each other, or is repaired where the scenario says so.
func (c *compiler) depend(members []int, all []stated) {
	g := &tied{members: members, pairs: map[[2]int]stated{}}
	for _, s := range all {
		if i := slices.Index(members, s.a); i >= 0 {
			j := slices.Index(members, s.b)
			g.order = append(g.order, s)
			g.pairs[[2]int{min(i, j), max(i, j)}] = s
		}
	}
	g.how = g.order[0].how
	if !c.alike(g) || !c.reorders(g) {
		return
	}
	g.scale = newScale(c.plan, g.how)
	if !c.matrix(g) {
		return
	}
	lower, ok := couple.Factor(g.r)
	switch {
	case !ok && g.how.repair == "":
		c.contradiction(g)
		return
	case !ok:
		c.repair(g)
		if lower, ok = couple.Factor(g.r); !ok {
			panic("scenarios: a repaired matrix has no factor")
		}
	}
	cop := solver.Copula{Members: members, Lower: lower, Reorder: g.how.method == imanConover}
	if g.how.copula == studentCopula {
		cop.Student = couple.NewStudent(g.how.degrees, len(members))
	}
	c.plan.Copulas = append(c.plan.Copulas, cop)
	for _, s := range g.order {
		c.steps(g, s)
	}
}

// alike wants one coupling of all pairs of a group.
func (c *compiler) alike(g *tied) bool {
	for _, s := range g.order[1:] {
		if s.how != g.how {
			c.problem(s.pos, "correlations", "conflict", "write "+g.how.String()+" here too, or change the other pairs", "pairs that share inputs are drawn together: this one is %s, the one at line %d %s",
				s.how, g.order[0].pos.Line, g.how)
			return false
		}
	}
	return true
}

// reorders wants a sample that can be reordered, where that is asked for.
func (c *compiler) reorders(g *tied) bool {
	p := *c.plan
	if g.how.method != imanConover || p.Draws < 1 || p.Design == "" {
		return true
	}
	p.Copulas = []solver.Copula{{Members: g.members, Reorder: true}}
	var e *sample.LayoutError
	if errors.As(p.CheckReorder(), &e) {
		c.problem(g.order[0].pos, "correlations", "design", e.Hint, "%s", e.Msg)
		return false
	}
	if p.Design == sample.MC {
		c.warnOfErrors()
	}
	return true
}

// warnOfErrors says once that a reordered sample of plain Monte Carlo does not
// know its errors: means keep those of independent inputs.
func (c *compiler) warnOfErrors() {
	w := result.Warning{Code: "reordered-errors", Text: text.T(
		"Draws of plain Monte Carlo are reordered: their standard errors are stated as if they were independent, and may be less than half of the true ones. Latin hypercubes (design: lhs) state true ones.",
		"Mẫu Monte Carlo thuần được sắp xếp lại: sai số chuẩn được tính như thể các lần rút độc lập và có thể nhỏ hơn một nửa sai số thật. Siêu lập phương Latin (design: lhs) cho sai số đúng.")}
	if !slices.Contains(c.plan.Warnings, w) {
		c.plan.Warnings = append(c.plan.Warnings, w)
	}
}

// matrix converts the stated correlations.
func (c *compiler) matrix(g *tied) bool {
	n, ok := len(g.members), true
	g.r = mat.NewSymDense(n, nil)
	for i := range n {
		g.r.SetSym(i, i, 1)
	}
	for _, s := range g.order {
		r, reached := g.scale.behind(s)
		if !reached {
			lo, hi := g.scale.reach(s)
			c.problem(s.at, "correlations", "range", fmt.Sprintf("write a number from %s to %s", inward(lo, math.Ceil), inward(hi, math.Floor)),
				"Pearson's correlation of %s and %s is %s to %s with their distributions, not %g", c.plan.Uncertain[s.a].Path, c.plan.Uncertain[s.b].Path,
				inward(lo, math.Ceil), inward(hi, math.Floor), s.x)
			ok = false
			continue
		}
		g.r.SetSym(slices.Index(g.members, s.a), slices.Index(g.members, s.b), r)
	}
	return ok
}

// inward writes an end of a range with three places, rounded into it.
func inward(x float64, round func(float64) float64) string {
	return fmt.Sprintf("%g", round(x*1000)/1000)
}

package scenarios

import (
	"fmt"
	"strings"

	"github.com/headroom-planner/headroom/scenarios/diag"
	"gonum.org/v1/gonum/mat"
)

// contradiction names the pairs that make the least eigenvalue negative: with
// v its eigenvector, pair (i, j) contributes 2 r v_i v_j.
func (c *compiler) contradiction(g *tied) {
	var e mat.EigenSym
	if !e.Factorize(g.r, true) {
		return
	}
	var v mat.Dense
	e.VectorsTo(&v)
	var names []string
	var at diag.Pos
	n := len(g.members)
	for i := range n {
		for j := i + 1; j < n; j++ {
			s, ok := g.pairs[[2]int{i, j}]
			if !ok || 2*g.r.At(i, j)*v.At(i, 0)*v.At(j, 0) > -0.1 {
				continue
			}
			names = append(names, fmt.Sprintf("%s with %s (%g)", c.plan.Uncertain[s.a].Path, c.plan.Uncertain[s.b].Path, s.x))
			if at.Line == 0 || s.pos.Line > at.Line {
				at = s.pos
			}
		}
	}
	c.problem(at, "correlations", "correlation", "bring one of them nearer to 0, add the missing pairs, or write repair: nearest at each", "no numbers can be correlated like this (least eigenvalue %.3g): %s",
		e.Values(nil)[0], strings.Join(names, "; "))
}

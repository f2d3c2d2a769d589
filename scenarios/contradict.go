package scenarios

import (
	"fmt"
	"math"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver/couple"
	"github.com/headroom-planner/headroom/solver/result"
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

// movedBy is how far a repair may move a pair without naming it.
const movedBy = 0.005

// repair puts the nearest matrix that can be in place of the stated one
// (Higham 2002) and warns of every pair that it moves by more than 0.005.
func (c *compiler) repair(g *tied) {
	r := couple.Nearest(g.r)
	var names, moved []string
	for j, m := range g.members {
		names = append(names, c.plan.Uncertain[m].Path)
		for i := range j {
			s, ok := g.pairs[[2]int{i, j}]
			if !ok { // not stated: 0
				s = stated{a: min(g.members[i], m), b: max(g.members[i], m), pearson: g.order[0].pearson}
			}
			if to := g.scale.stated(s, r.At(i, j)); math.Abs(to-s.x) > movedBy {
				moved = append(moved, fmt.Sprintf("%s ~ %s: %g -> %.3f", c.plan.Uncertain[s.a].Path, c.plan.Uncertain[s.b].Path, s.x, to))
			}
		}
	}
	g.r, g.repaired = r, true
	en, vi := "none moves by more than 0.005", "không cặp nào đổi quá 0.005"
	if len(moved) > 0 {
		en = strings.Join(moved, "; ")
		vi = en
	}
	of := strings.Join(names, ", ")
	c.plan.Warnings = append(c.plan.Warnings, result.Warning{Code: "correlations-repaired", Text: text.T(
		fmt.Sprintf("No numbers can be correlated as it is stated of %s; the nearest correlations that can be are used: %s.", of, en),
		fmt.Sprintf("Không thể có các tương quan như đã khai cho %s; dùng các tương quan khả dĩ gần nhất: %s.", of, vi))})
}

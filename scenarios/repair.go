package scenarios

import (
	"fmt"
	"math"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver/couple"
	"github.com/headroom-planner/headroom/solver/result"
)

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

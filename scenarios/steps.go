package scenarios

import (
	"fmt"
	"math"
	"slices"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/couple"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/rng"
	"github.com/headroom-planner/headroom/solver/sample"
	"github.com/headroom-planner/headroom/solver/sense"
)

// steps warns where inputs of few values cannot reach the rank correlation
// that was asked for: ties have no order. Pearson's takes the values as they are.
func (c *compiler) steps(g *tied, s stated) {
	a, b := &c.plan.Uncertain[s.a], &c.plan.Uncertain[s.b]
	if s.pearson || !stepped(a.Dist) && !stepped(b.Dist) {
		return
	}
	want, r := s.x, g.r.At(slices.Index(g.members, s.a), slices.Index(g.members, s.b))
	if g.repaired {
		want = math.Round(1000*g.scale.stated(s, r)) / 1000
	}
	const n = 8192
	x, y := make([]float64, n), make([]float64, n)
	sample.Linear(0, 1, rng.Stream("steps, a"), x)
	sample.Linear(1, 1, rng.Stream("steps, b"), y)
	pair := solver.Copula{Members: []int{0, 1}, Lower: [][]float64{{1}, {r, math.Sqrt(1 - r*r)}}}
	if g.how.copula == studentCopula {
		pair.Student = couple.NewStudent(g.how.degrees, 2)
	}
	pair.Couple([][]float64{x, y}, n)
	for i := range x {
		x[i], y[i] = a.Dist.Quantile(x[i]), b.Dist.Quantile(y[i])
	}
	if got := sense.Spearman(x, y); math.Abs(got-want) > 0.02 {
		c.plan.Warnings = append(c.plan.Warnings, result.Warning{Code: "rank-not-reached", Text: text.T(
			fmt.Sprintf("The rank correlation %g of %s and %s reaches %.2f only: one of them takes few values.", want, a.Path, b.Path, got),
			fmt.Sprintf("Tương quan hạng %g của %s và %s chỉ đạt %.2f: một trong hai đầu vào chỉ nhận ít giá trị.", want, a.Path, b.Path, got))})
	}
}

// stepped reports whether a distribution takes few values.
func stepped(d dist.Dist) bool {
	seen := map[float64]bool{}
	const n = 64
	for i := range n {
		seen[d.Quantile((float64(i)+0.5)/n)] = true
	}
	return len(seen) < n*3/4
}

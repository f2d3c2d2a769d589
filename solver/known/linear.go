package known

import (
	"math"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/sample"
)

// Linear is the state of a sum of normal inputs.
type Linear struct{ X, Weight, Sum []float64 }

// LinearGaussian is y = sum a_i x_i over standard normal inputs of which
// groups are correlated: 0, 1 and 2 by 0.5, 0.3 and -0.2, and 3 and 4 by 0.8;
// 5 stands alone. The variance of y divides among the groups without rest,
// each with a'R a over its members.
func LinearGaussian(draws int) (p *solver.PlanOf[Linear, Linear], shares []float64) {
	a := []float64{1, 2, -1, 1.5, 0.5, 1}
	base := &Linear{X: make([]float64, len(a)), Weight: a, Sum: make([]float64, 1)}
	p = &solver.PlanOf[Linear, Linear]{System: linearSystem, Name: "linear-gaussian", Axis: axis.Axis{Start: axis.M(2025, 1), Steps: 1}, Base: base,
		Layout: sample.Layout{Design: sample.MC, Seed: 57, Draws: draws, Replicates: 1}}
	for i := range a {
		p.Uncertain = append(p.Uncertain, solver.UncertainOf[Linear]{Path: string(rune('a' + i)), Ref: func(l *Linear) *float64 { return &l.X[i] },
			Dist: dist.Normal{Mu: 0, Sigma: 1}, Min: math.Inf(-1), Max: math.Inf(1)})
	}
	r1 := [][]float64{{1, 0.5, 0.3}, {0.5, 1, -0.2}, {0.3, -0.2, 1}}
	r2 := [][]float64{{1, 0.8}, {0.8, 1}}
	p.Copulas = []solver.Copula{{Members: []int{0, 1, 2}, Lower: lower(r1)}, {Members: []int{3, 4}, Lower: lower(r2)}}
	v := []float64{form(a[:3], r1), form(a[3:5], r2), a[5] * a[5]}
	all := v[0] + v[1] + v[2]
	return p, []float64{v[0] / all, v[1] / all, v[2] / all}
}

func form(a []float64, r [][]float64) (v float64) {
	for i := range a {
		for j := range a {
			v += a[i] * a[j] * r[i][j]
		}
	}
	return v
}

// lower is the Cholesky factor of a small correlation matrix.
func lower(r [][]float64) [][]float64 {
	l := make([][]float64, len(r))
	for i := range r {
		l[i] = make([]float64, i+1)
		for j := range i + 1 {
			s := r[i][j]
			for k := range j {
				s -= l[i][k] * l[j][k]
			}
			if i == j {
				l[i][i] = math.Sqrt(s)
			} else {
				l[i][j] = s / l[j][j]
			}
		}
	}
	return l
}

var linearSystem = &solver.System[Linear, Linear]{
	Clone: func(l *Linear) *Linear {
		return &Linear{X: append([]float64(nil), l.X...), Weight: l.Weight, Sum: make([]float64, 1)}
	},
	New: func(l *Linear) solver.Machine[Linear] {
		return solver.Machine[Linear]{Out: l, Start: func() {}, Advance: func(axis.Step) {
			s := 0.0
			for i, x := range l.X {
				s += l.Weight[i] * x
			}
			l.Sum[0] = s
		}}
	},
	Metrics: func() []declare.Metric[Linear] {
		return []declare.Metric[Linear]{{Key: "linear.sum", Unit: "1", Agg: declare.Ratio, Label: text.T("Sum", "Tổng"), Doc: "Weighted sum.",
			Ref: func(l *Linear) *float64 { return &l.Sum[0] }}}
	},
	Present:  func(*Linear, string) bool { return true },
	Entities: func(*Linear, string) []string { return nil },
}

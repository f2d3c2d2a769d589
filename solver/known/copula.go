package known

import (
	"math"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
)

// P4 is the plan of reference problem P4: so many draws of twelve uniform
// inputs with rank correlations 0.7^|i-j|, by a Gaussian copula.
func P4(draws int) *solver.PlanOf[Linear, Linear] {
	const k = 12
	p, _ := LinearGaussian(draws)
	p.Name, p.Uncertain = "p4", nil
	p.Base = &Linear{X: make([]float64, k), Weight: make([]float64, k), Sum: make([]float64, 1)}
	r := make([][]float64, k)
	c := solver.Copula{}
	for i := range k {
		p.Base.Weight[i] = 1
		p.Uncertain = append(p.Uncertain, solver.UncertainOf[Linear]{Path: string(rune('a' + i)), Ref: func(l *Linear) *float64 { return &l.X[i] },
			Dist: dist.Uniform{Min: 0, Max: 1}, Min: 0, Max: 1})
		c.Members = append(c.Members, i)
		r[i] = make([]float64, k)
		for j := range k {
			// The normal correlation that gives this rank correlation.
			r[i][j] = 2 * math.Sin(math.Pi/6*math.Pow(0.7, math.Abs(float64(i-j))))
		}
	}
	c.Lower = lower(r)
	p.Copulas = []solver.Copula{c}
	return p
}

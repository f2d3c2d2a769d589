package project

import (
	"math"

	"github.com/headroom-planner/headroom/model/valid"
)

// The nodes of the trapezoid rule over a standard normal score, -8 to 8. For smooth
// integrands it converges faster than any power of the step; a fifth gives 1e-9 for a
// single stage.
const (
	scores = 81
	width  = 0.2
)

// node is the score of a node and its weight.
func node(i int) (z, w float64) {
	z = width * float64(i-scores/2)
	return z, width * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
}

// ready is the probability that a phase's three clocks are over t years after
// construction began: the product of their distributions, since one phase shares
// none of its three with another of its three.
func (f *Phase) ready(t float64) float64 {
	t -= f.Starts
	return f.Build.CDF(t) * f.Grid.CDF(t) * f.Equip.CDF(t)
}

// Energised is the probability that a phase is energised by t years from now:
// survival x P(time ahead + max(build, grid, equipment) <= t). It is a product of
// distributions when construction is under way; else an integral over the times
// ahead, by quadrature in their scores, which costs 81 to the power of stages ahead
// and is right to 1e-6 for lognormal spreads of 0.2 and more.
func (p *Project) Energised(phase int, t float64) float64 {
	return p.Survives() * p.ahead(p.Stage+1, &p.Phases[phase], t)
}

// ahead integrates over stage s and those after it.
func (p *Project) ahead(s Stage, f *Phase, t float64) float64 {
	if t < 0 {
		return 0
	}
	if s > Construction {
		return f.ready(t)
	}
	d := p.Ahead[s]
	if d.Median <= 0 || d.Sigma <= 0 {
		return p.ahead(s+1, f, t-d.Median)
	}
	sum := 0.0
	for i := range scores {
		z, w := node(i)
		sum += w * p.ahead(s+1, f, t-d.at(z))
	}
	return sum
}

// ExpectedMW is the mean of what a project has energised by t years from now.
func (p *Project) ExpectedMW(t float64) float64 {
	sum := 0.0
	for i := range p.Phases {
		sum += p.Phases[i].MW * p.Energised(i, t)
	}
	return sum
}

// Together is the probability that two phases, of one project or of two, are both
// energised by t years from now, for projects under construction: later ones have
// no closed form and are drawn. Given the shocks the clocks are independent, so
// that it is the product of both building times and of two integrals over one
// shock each, those of a bivariate normal. Survival of one project is common to its
// phases, of two it is independent. A phase with itself is [Project.Energised].
func Together(a *Project, i int, b *Project, j int, k Shocks, t float64) (float64, error) {
	err := valid.First(k.Check(), valid.Within("both energised", "stage", "", float64(min(a.Stage, b.Stage)), float64(Construction), float64(Construction)))
	if err != nil {
		return math.NaN(), err
	}
	if a == b && i == j {
		return a.Energised(i, t), nil
	}
	f, g := &a.Phases[i], &b.Phases[j]
	survive := a.Survives()
	if a != b {
		survive *= b.Survives()
	}
	s, u := t-f.Starts, t-g.Starts
	return survive * f.Build.CDF(s) * g.Build.CDF(u) *
		both(f.Grid, g.Grid, s, u, shared(a.Utility, b.Utility, k.Utility)) *
		both(f.Equip, g.Equip, s, u, shared(a.Factory, b.Factory, k.Factory)), nil
}

// shared is the correlation of two whose owners are given.
func shared(a, b int, rho float64) float64 {
	if a < 0 || a != b {
		return 0
	}
	return rho
}

// both is P(d <= s, e <= t) of two durations whose scores have correlation rho.
func both(d, e Time, s, t, rho float64) float64 {
	if rho <= 0 {
		return d.CDF(s) * e.CDF(t)
	}
	if rho >= 1 { // one score: the lesser of both
		return min(d.CDF(s), e.CDF(t))
	}
	sum := 0.0
	for i := range scores {
		z, w := node(i)
		sum += w * d.given(s, z, rho) * e.given(t, z, rho)
	}
	return sum
}

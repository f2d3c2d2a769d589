package fit

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// descend is Levenberg and Marquardt's method from z, with Marquardt's scaling
// of the damping (SIAM Journal 11, 1963) and central differences: it solves
// (J'J + lambda diag J'J) d = -J'r, takes steps that lower the sum of squares,
// and stops when neither a step nor more damping lowers it by its tolerance, a
// part of itself.
func (p *problem) descend(z []float64) ([]float64, float64) {
	n, free := len(p.s.T), p.free()
	r, trial := make([]float64, n), make([]float64, n)
	loss := p.residuals(z, r)
	if math.IsNaN(loss) {
		return z, math.Inf(1)
	}
	next := make([]float64, len(z))
	lambda, idle := 1e-3, 0
	for range p.steps {
		jj, jr := p.normal(z, r)
		better := false
		for lambda < 1e12 {
			d, ok := damped(jj, jr, lambda)
			if !ok {
				lambda *= 10
				continue
			}
			copy(next, z)
			for i, k := range free {
				next[k] += math.Min(math.Max(d[i], -2), 2)
			}
			if l := p.residuals(next, trial); l < loss {
				better = true
				if loss-l <= p.tolerance*loss {
					idle++
				} else {
					idle = 0
				}
				loss = l
				copy(z, next)
				copy(r, trial)
				lambda = math.Max(lambda/10, 1e-12)
				break
			}
			lambda *= 10
		}
		if !better || idle > 3 || loss == 0 {
			break
		}
	}
	return z, loss
}

// free are the places of the parameters that move.
func (p *problem) free() []int {
	var out []int
	for i := range p.f.Params {
		if i > 0 || p.fixed <= 0 {
			out = append(out, i)
		}
	}
	return out
}

// normal is J'J and J'r over the free parameters.
func (p *problem) normal(z, r []float64) (*mat.SymDense, []float64) {
	free, n := p.free(), len(r)
	jac := make([][]float64, len(free))
	up, down, at := make([]float64, n), make([]float64, n), append([]float64(nil), z...)
	for i, k := range free {
		h := 6e-6 * math.Max(1, math.Abs(z[k]))
		at[k] = z[k] + h
		p.residuals(at, up)
		at[k] = z[k] - h
		p.residuals(at, down)
		at[k] = z[k]
		jac[i] = make([]float64, n)
		for j := range up {
			jac[i][j] = (up[j] - down[j]) / (2 * h)
		}
	}
	jj, jr := mat.NewSymDense(len(free), nil), make([]float64, len(free))
	for i := range free {
		for j := i; j < len(free); j++ {
			jj.SetSym(i, j, dot(jac[i], jac[j]))
		}
		jr[i] = dot(jac[i], r)
	}
	return jj, jr
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}

// damped solves (jj + lambda diag jj) d = -jr.
func damped(jj *mat.SymDense, jr []float64, lambda float64) ([]float64, bool) {
	m := len(jr)
	a := mat.NewSymDense(m, nil)
	a.CopySym(jj)
	for i := range m {
		a.SetSym(i, i, jj.At(i, i)*(1+lambda)+1e-300)
	}
	var chol mat.Cholesky
	if !chol.Factorize(a) {
		return nil, false
	}
	d := mat.NewVecDense(m, nil)
	if err := chol.SolveVecTo(d, mat.NewVecDense(m, jr)); err != nil {
		if _, flat := err.(mat.Condition); !flat {
			return nil, false
		}
	}
	out := make([]float64, m)
	for i := range out {
		if out[i] = -d.AtVec(i); math.IsNaN(out[i]) {
			return nil, false
		}
	}
	return out, true
}

// standardErrors are those of the parameters, sqrt(s2 (J'J)^-1) on the search
// scale times dx/dz, with s2 = loss / (n - p).
func (p *problem) standardErrors(z []float64, loss float64) []float64 {
	n, m := len(p.s.T), len(z)
	out := make([]float64, m)
	for i := range out {
		out[i] = math.NaN()
	}
	r := make([]float64, n)
	p.residuals(z, r)
	jj, _ := p.normal(z, r)
	var chol mat.Cholesky
	if n <= m || !chol.Factorize(jj) || chol.Cond() > 1e14 {
		return out
	}
	inv := mat.NewSymDense(m, nil)
	if err := chol.InverseTo(inv); err != nil {
		return out
	}
	x := p.params(z)
	for i := range out {
		lo, hi := p.bounds(i)
		u := 1 / (1 + math.Exp(-z[i]))
		slope := (hi - lo) * u * (1 - u)
		if !p.f.Params[i].Linear {
			slope *= x[i]
		}
		out[i] = slope * math.Sqrt(inv.At(i, i)*loss/float64(n-m))
	}
	return out
}

package train

import "math"

// The fit's view of the world: a run's step is known to 8 % at best (published
// figures are rounded and layouts half stated), shares to 20 % before any run is
// seen, and the last three knobs within a factor of two.
const (
	sigmaRun   = 0.08
	sigmaShare = 0.2
	sigmaLoose = 0.7
	looseKnobs = 3
)

// Fit finds the constants that agree best with the runs and with what was known
// before: it minimises the weighted squares of log(predicted/published)/sigmaRun and
// of log(constant/prior)/sigma, by damped Gauss-Newton steps. Shares stay at
// most 0.98. The cost is some 17 evaluations of all runs for each of at most 20 steps.
func Fit(runs []Run, prior Efficiency) Efficiency {
	e := prior
	w := weights(runs)
	base := prior
	known := base.knobs()
	n := len(known)
	cost := loss(runs, w, &e, known)
	damp := 1e-3
	for range 20 {
		a, g := normal(runs, w, &e, known)
		for i := range n {
			a[i*n+i] *= 1 + damp
		}
		d := solve(a, g, n)
		next := e
		for i, x := range next.knobs() {
			*x = bounded(i, n, *x*math.Exp(-d[i]))
		}
		c := loss(runs, w, &next, known)
		if c >= cost {
			damp *= 10
			continue
		}
		done := cost-c < 1e-9*cost
		e, cost, damp = next, c, damp/3
		if done {
			break
		}
	}
	return e
}

// bounded keeps a share at most 0.98 and routing at least one pass.
func bounded(i, n int, x float64) float64 {
	switch i {
	case n - 3:
		return math.Max(1, x)
	case n - 1:
		return x
	}
	return math.Min(0.98, x)
}

// priorSigma is how far knob i is trusted.
func priorSigma(i, n int) float64 {
	if i >= n-looseKnobs {
		return sigmaLoose
	}
	return sigmaShare
}

// residual is log(predicted/published).
func (r *Run) residual(e *Efficiency) float64 {
	s := r.Layout.step(r.Model, r.Accelerator, e, r.Seq)
	return math.Log(s.Seconds() / r.StepS)
}

func loss(runs []Run, w []float64, e *Efficiency, known []*float64) float64 {
	sum := 0.0
	for i := range runs {
		r := runs[i].residual(e) / sigmaRun
		sum += w[i] * r * r
	}
	for i, x := range e.knobs() {
		d := math.Log(*x / *known[i]) / priorSigma(i, len(known))
		sum += d * d
	}
	return sum
}

// normal is the normal equations of a step in the logarithms of the knobs, with
// derivatives by differences of 1e-4.
func normal(runs []Run, w []float64, e *Efficiency, known []*float64) (a, g []float64) {
	n := len(known)
	a, g = make([]float64, n*n), make([]float64, n)
	row := make([]float64, n)
	moved := *e
	knobs := moved.knobs()
	for r := range runs {
		at := runs[r].residual(e)
		for i, x := range knobs {
			was := *x
			*x *= 1 + 1e-4
			row[i] = (runs[r].residual(&moved) - at) / math.Log1p(1e-4)
			*x = was
		}
		s := w[r] / (sigmaRun * sigmaRun)
		for i := range n {
			g[i] += s * row[i] * at
			for j := range n {
				a[i*n+j] += s * row[i] * row[j]
			}
		}
	}
	for i, x := range e.knobs() {
		s := 1 / (priorSigma(i, n) * priorSigma(i, n))
		a[i*n+i] += s
		g[i] += s * math.Log(*x / *known[i])
	}
	return a, g
}

// solve solves a x = g for a symmetric positive a, by Cholesky's factors.
func solve(a, g []float64, n int) []float64 {
	for i := range n {
		for j := range i + 1 {
			s := a[i*n+j]
			for k := range j {
				s -= a[i*n+k] * a[j*n+k]
			}
			if i == j {
				a[i*n+i] = math.Sqrt(s)
			} else {
				a[i*n+j] = s / a[j*n+j]
			}
		}
	}
	x := append([]float64(nil), g...)
	for i := range n {
		for k := range i {
			x[i] -= a[i*n+k] * x[k]
		}
		x[i] /= a[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= a[k*n+i] * x[k]
		}
		x[i] /= a[i*n+i]
	}
	return x
}

package sense

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Coefficient is the linear part of what an input does: standardised
// regression coefficient (SRC), Spearman's rank correlation with the answer,
// and partial rank correlation (PRCC), the correlation of ranks that is left
// when all other inputs' linear part is taken off both, with its interval by Fisher's z.
type Coefficient struct {
	SRC, Rank float64
	PRCC      Estimate
}

// Regression fits the answer linearly. r2 is the share of variance the fit
// explains, adjusted for the number of inputs, and r2rank that of the fit on ranks: where they are low the
// coefficients say little. Inputs that never change have zeros. It needs three draws for each input that changes.
func Regression(x [][]float64, y []float64) (c []Coefficient, r2, r2rank float64, err error) {
	n := len(y)
	var used []int
	for i, col := range x {
		if varies(col) == nil {
			used = append(used, i)
		}
	}
	k := len(used)
	if n < 30 {
		return nil, 0, 0, problem("use more draws", "%d draws are too few to fit a line", n)
	}
	if err := varies(y); err != nil {
		return nil, 0, 0, err
	}
	if n < 3*k {
		return nil, 0, 0, problem(fmt.Sprintf("use at least %d draws", 3*k), "%d draws are too few for %d inputs: chance alone would explain much of the answer", n, k)
	}
	c = make([]Coefficient, len(x))
	cols := make([][]float64, k)
	for j, i := range used {
		cols[j] = x[i]
	}
	beta, r2, _, err := fit(cols, y)
	if err != nil {
		return nil, 0, 0, err
	}
	for j := range cols {
		cols[j] = ranks(cols[j])
	}
	ry := ranks(y)
	_, r2rank, partial, err := fit(cols, ry)
	if err != nil {
		return nil, 0, 0, err
	}
	for j, i := range used {
		c[i] = Coefficient{SRC: beta[j], PRCC: fisher(partial[j], n, k-1), Rank: correlation(cols[j], ry)}
	}
	adjusted := func(r2 float64) float64 { return 1 - (1-r2)*float64(n-1)/float64(n-k-1) }
	return c, adjusted(r2), adjusted(r2rank), nil
}

// fisher puts a 90 % interval around a partial correlation of n draws from which
// others' parts are taken off: atanh r +- 1.645 / sqrt(n - others - 3).
func fisher(r float64, n, others int) Estimate {
	const z95 = 1.6448536269514722
	z, half := math.Atanh(r), z95/math.Sqrt(float64(n-others-3))
	return Estimate{r, math.Tanh(z - half), math.Tanh(z + half)}
}

// fit returns standardised coefficients, R² and partial correlations: with R
// the correlation matrix of the inputs, P its inverse and r their correlations
// with the answer,
//
//	beta = P r, R² = r' beta, partial_i = beta_i / sqrt(beta_i² + (1 - R²) P_ii)
func fit(x [][]float64, y []float64) (beta []float64, r2 float64, partial []float64, err error) {
	k, n := len(x), float64(len(y))
	z := make([][]float64, k)
	for i := range z {
		z[i] = standard(x[i])
	}
	dot := func(a, b []float64) (s float64) {
		for d := range a {
			s += a[d] * b[d]
		}
		return s / n
	}
	m, r, sy := mat.NewSymDense(k, nil), mat.NewVecDense(k, nil), standard(y)
	for i := range z {
		for j := i; j < k; j++ {
			m.SetSym(i, j, dot(z[i], z[j]))
		}
		r.SetVec(i, dot(z[i], sy))
	}
	var chol mat.Cholesky
	if !chol.Factorize(m) || chol.Cond() > 1e12 {
		return nil, 0, nil, problem("leave one of two inputs that say the same out of the scenario", "inputs depend on each other so closely that their parts cannot be told apart")
	}
	var p mat.SymDense
	if err := chol.InverseTo(&p); err != nil {
		return nil, 0, nil, err
	}
	var b mat.VecDense
	b.MulVec(&p, r)
	r2 = math.Min(mat.Dot(r, &b), 1)
	for i := range k {
		v := b.AtVec(i)
		beta = append(beta, v)
		// A perfect fit leaves rounding, which is not to look like an effect.
		partial = append(partial, v/math.Sqrt(v*v+(1-r2+1e-12)*p.At(i, i)))
	}
	return beta, r2, partial, nil
}

func standard(x []float64) []float64 {
	m, v := meanVar(x)
	s := math.Sqrt(v)
	out := make([]float64, len(x))
	for i, a := range x {
		out[i] = (a - m) / s
	}
	return out
}

package couple

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// leastEigenvalue is that of a repaired matrix: 0 would make members one.
const leastEigenvalue = 1e-6

// Factor is the Cholesky factor of a correlation matrix, row by row; ok is
// false when no numbers can be correlated like that.
func Factor(r mat.Symmetric) (lower [][]float64, ok bool) {
	var chol mat.Cholesky
	if !chol.Factorize(r) || chol.Cond() > 1e12 {
		return nil, false
	}
	var l mat.TriDense
	chol.LTo(&l)
	lower = make([][]float64, r.SymmetricDim())
	for i := range lower {
		for j := range i + 1 {
			lower[i] = append(lower[i], l.At(i, j))
		}
	}
	return lower, true
}

// Nearest is the correlation matrix nearest to r in the Frobenius norm, among
// those whose eigenvalues are at least 1e-6: alternating projections onto
// these and onto the matrices with ones on the diagonal, with Dykstra's
// correction (Higham, Computing the nearest correlation matrix, IMA Journal of
// Numerical Analysis 22, 2002).
func Nearest(r *mat.SymDense) *mat.SymDense {
	n := r.SymmetricDim()
	y, x := mat.NewSymDense(n, nil), mat.NewSymDense(n, nil)
	y.CopySym(r)
	correction := mat.NewSymDense(n, nil) // what the last projection took away
	for range 10_000 {
		before := mat.NewSymDense(n, nil)
		before.CopySym(y)
		y.AddSym(y, correction)
		x = atLeast(y, leastEigenvalue)
		correction.ScaleSym(-1, x)
		correction.AddSym(correction, y)
		y.CopySym(x)
		moved := 0.0
		for i := range n {
			y.SetSym(i, i, 1)
			for j := range i + 1 {
				moved = max(moved, math.Abs(y.At(i, j)-before.At(i, j)))
			}
		}
		if moved < 1e-10 {
			break
		}
	}
	// The diagonal is 1 within the last step; the scale makes it so of a
	// matrix that has a Cholesky factor.
	for i := range n {
		for j := range i {
			y.SetSym(i, j, x.At(i, j)/math.Sqrt(x.At(i, i)*x.At(j, j)))
		}
	}
	return y
}

// atLeast is the matrix nearest to a with no eigenvalue below least.
func atLeast(a *mat.SymDense, least float64) *mat.SymDense {
	var e mat.EigenSym
	if !e.Factorize(a, true) {
		panic("couple: a finite symmetric matrix has no eigenvalues")
	}
	var v mat.Dense
	e.VectorsTo(&v)
	n := a.SymmetricDim()
	out := mat.NewSymDense(n, nil)
	for k, value := range e.Values(nil) {
		out.SymRankOne(out, max(value, least), v.ColView(k))
	}
	return out
}

package solver

import "github.com/headroom-planner/headroom/solver/couple"

// Copula makes a group of inputs dependent: by a Gaussian copula on their
// uniforms when nothing else is said. The first member keeps its own uniforms.
type Copula struct {
	Members []int           // indices into Plan.Uncertain, in the order of the scenario
	Lower   [][]float64     // Cholesky factor of the correlations, row by row
	Student *couple.Student // a t copula instead; nil for none
	Reorder bool            // the whole sample is put in another order instead (Iman and Conover 1982)
}

// Couple makes a block dependent: draws[i][:n] are the independent uniforms of
// input i of Plan.Uncertain. It does not allocate. A group that is reordered
// is not made so by blocks.
func (c *Copula) Couple(draws [][]float64, n int) {
	cols := couple.Columns{Draws: draws, Members: c.Members, N: n}
	if c.Student != nil {
		c.Student.Couple(cols, c.Lower)
		return
	}
	couple.Gaussian(cols, c.Lower)
}

// couple makes the members of copula i dependent in the n draws of block b.
func (w *worker[P, O]) couple(i, b, n int) {
	c := &w.plan.Copulas[i]
	if !c.Reorder {
		c.Couple(w.draws, n)
		return
	}
	for k, m := range c.Members {
		copy(w.draws[m][:n], w.st.reordered[i][k][b*BlockSize:])
	}
}

package couple

import (
	"context"
	"fmt"
	"slices"

	"github.com/headroom-planner/headroom/solver/dist"
	"gonum.org/v1/gonum/mat"
)

// Reorder puts the draws of each column in another order, so that the columns
// have the rank correlations that lower, the Cholesky factor P of their
// normals' correlations, stands for, nearly without sampling error (Iman and
// Conover, A distribution-free approach to inducing rank correlation among
// input variables, Communications in Statistics B11(3), 1982). The values of a
// column stay what they were, so a Latin hypercube stays one.
//
// The scores of a column are van der Waerden's, F^-1(rank/(n+1)), in the order
// of its own draws, which are independent of other columns'. With T = QQ' the
// correlations that they happen to have, the columns of M (P Q^-1)' have
// exactly those that are wanted, and each column takes over the ranks of one.
// The first keeps its order.
//
// Draws d with the same d mod replicates are a sample each. columns hold the
// whole of it: the order of the first draws depends on the last. It returns
// ctx.Err() when cancelled, with the columns spoilt.
func Reorder(ctx context.Context, columns [][]float64, lower [][]float64, replicates int) error {
	for r := range replicates {
		if err := reorder(ctx, columns, lower, r, replicates); err != nil {
			return err
		}
	}
	return nil
}

// ranked is a number and the draw of the replicate that it belongs to.
type ranked struct {
	x float64
	d int32
}

func byValue(a, b ranked) int {
	switch {
	case a.x < b.x:
		return -1
	case a.x > b.x:
		return 1
	}
	return int(a.d) - int(b.d)
}

// reorder is Reorder for draws first, first+step, ...
func reorder(ctx context.Context, columns [][]float64, lower [][]float64, first, step int) error {
	members := len(columns)
	n := (len(columns[0]) - first + step - 1) / step
	if n < 2*members {
		return fmt.Errorf("%d draws are too few to reorder %d inputs", n, members)
	}
	rank := make([]float64, n)
	for i := range rank {
		rank[i] = float64(i+1) / float64(n+1)
	}
	dist.Scores(rank)
	scores, order := make([][]float64, members), make([]ranked, n)
	for k, col := range columns {
		scores[k] = make([]float64, n)
		for d := range order {
			order[d] = ranked{col[first+d*step], int32(d)}
		}
		slices.SortFunc(order, byValue)
		for i, o := range order {
			scores[k][o.d] = rank[i]
		}
	}
	s, err := adjustment(scores, lower)
	if err != nil {
		return err
	}
	values := make([]float64, n)
	for k := 1; k < members; k++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		col := columns[k]
		for d := range order {
			x := 0.0
			for j := range k + 1 {
				x += s[k][j] * scores[j][d]
			}
			order[d], values[d] = ranked{x, int32(d)}, col[first+d*step]
		}
		slices.SortFunc(order, byValue)
		slices.Sort(values)
		for i, o := range order {
			col[first+int(o.d)*step] = values[i]
		}
	}
	return nil
}

// adjustment is P Q^-1.
func adjustment(scores [][]float64, lower [][]float64) ([][]float64, error) {
	members := len(scores)
	t := mat.NewSymDense(members, nil)
	for i := range members {
		for j := range i + 1 {
			sum := 0.0
			for d, x := range scores[i] {
				sum += x * scores[j][d]
			}
			t.SetSym(i, j, sum)
		}
	}
	for i := range members { // every column has the same sum of squares
		for j := range i {
			t.SetSym(i, j, t.At(i, j)/t.At(i, i))
		}
	}
	for i := range members {
		t.SetSym(i, i, 1)
	}
	q, ok := Factor(t)
	if !ok {
		return nil, fmt.Errorf("the %d draws of %d inputs cannot be reordered: two are the same", len(scores[0]), members)
	}
	// S Q = P, row by row from the right.
	s := make([][]float64, members)
	for k := range s {
		s[k] = make([]float64, k+1)
		for j := k; j >= 0; j-- {
			x := lower[k][j]
			for i := j + 1; i <= k; i++ {
				x -= s[k][i] * q[i][j]
			}
			s[k][j] = x / q[j][j]
		}
	}
	return s, nil
}

package sense

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Given estimates first-order indices of each input from draws that exist, at
// no new draws: the variance of the answer's means in bins of equal size of
// the input's ranks, over its variance, less what as many bins of noise would
// show (the correlation ratio; Plischke, Borgonovo and Smith, European Journal
// of Operational Research 226, 2013). Where inputs depend on each other an
// index counts what it shares with the others. x[i][d] is input i in draw d.
func Given(x [][]float64, y []float64, seed uint64) ([]Estimate, error) {
	n := len(y)
	if n < 200 {
		return nil, problem("use at least 200 draws", "%d draws are too few to divide into bins", n)
	}
	if err := varies(y); err != nil {
		return nil, err
	}
	mean, _ := meanVar(y)
	bins := int(math.Cbrt(float64(n)))
	out := make([]Estimate, len(x))
	weights := resampleWeights(n, seed)
	for i, col := range x {
		bin, count := binned(col, bins)
		if count < 2 {
			continue // the input is the same in every draw
		}
		ratio := func(w []uint8) float64 {
			sum, rows := make([]float64, count), make([]float64, count)
			m, ss, all := 0.0, 0.0, 0.0
			for d, b := range bin {
				k := 1.0
				if w != nil {
					k = float64(w[d])
				}
				v := y[d] - mean
				sum[b] += k * v
				rows[b] += k
				m += k * v
				ss += k * v * v
				all += k
			}
			m /= all
			between := 0.0
			for b := range sum {
				if rows[b] > 0 {
					between += sum[b] * sum[b] / rows[b]
				}
			}
			eta := (between/all - m*m) / (ss/all - m*m)
			return 1 - (1-eta)*(all-1)/(all-float64(count))
		}
		value := ratio(nil)
		var xs []float64
		for _, w := range weights {
			xs = append(xs, ratio(w))
		}
		// A resample repeats draws, which looks like signal: its bias is taken off.
		bias, _ := meanVar(xs)
		slices.Sort(xs)
		shift := value - bias
		out[i] = Estimate{value, xs[len(xs)*5/100] + shift, xs[len(xs)*95/100] + shift}
	}
	return out, nil
}

// resampleWeights are the counts of each row in each resample.
func resampleWeights(n int, seed uint64) [][]uint8 {
	const samples = 40
	out := make([][]uint8, samples)
	b := newBootstrap(0)
	for r := range out {
		out[r] = make([]uint8, n)
	}
	for d := range n {
		b.draw(seed, d)
		for r := range out {
			out[r][d] = b.count(r)
		}
	}
	return out
}

// binned numbers the bin of each value: values as they are when there are few
// of them, else bins of equal size by rank.
func binned(x []float64, bins int) (bin []int, count int) {
	sorted := slices.Clone(x)
	slices.Sort(sorted)
	distinct := slices.Compact(slices.Clone(sorted))
	bin = make([]int, len(x))
	if len(distinct) <= bins {
		for d, v := range x {
			bin[d], _ = slices.BinarySearch(distinct, v)
		}
		return bin, len(distinct)
	}
	edges := make([]float64, bins-1)
	for b := range edges {
		edges[b] = sorted[(b+1)*len(x)/bins]
	}
	edges = slices.Compact(edges)
	for d, v := range x {
		k, found := slices.BinarySearch(edges, v)
		if found {
			k++
		}
		bin[d] = k
	}
	return bin, len(edges) + 1
}

// Coefficient is the linear part of what an input does: standardised
// regression coefficient (SRC), Spearman's rank correlation with the answer,
// and partial rank correlation (PRCC), the correlation of ranks that is left
// when all other inputs' linear part is taken off both.
type Coefficient struct{ SRC, Rank, PRCC float64 }

// Regression fits the answer linearly. r2 is the share of variance the fit
// explains, and r2rank that of the fit on ranks: where they are low the
// coefficients say little. Inputs that never change have zeros.
func Regression(x [][]float64, y []float64) (c []Coefficient, r2, r2rank float64, err error) {
	n := len(y)
	var used []int
	for i, col := range x {
		if varies(col) == nil {
			used = append(used, i)
		}
	}
	k := len(used)
	if n < k+10 {
		return nil, 0, 0, problem("use more draws", "%d draws are too few for %d inputs", n, k)
	}
	if err := varies(y); err != nil {
		return nil, 0, 0, err
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
		c[i] = Coefficient{SRC: beta[j], PRCC: partial[j], Rank: correlation(cols[j], ry)}
	}
	return c, r2, r2rank, nil
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

// Spearman is the rank correlation of two columns, equal numbers sharing the
// mean of their ranks.
func Spearman(x, y []float64) float64 { return correlation(ranks(x), ranks(y)) }

func correlation(x, y []float64) float64 {
	a, b := standard(x), standard(y)
	s := 0.0
	for i := range a {
		s += a[i] * b[i]
	}
	return s / float64(len(a))
}

// ranks are 1 ... n, equal numbers sharing the mean of theirs.
func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case x[a] < x[b]:
			return -1
		case x[a] > x[b]:
			return 1
		}
		return 0
	})
	out := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		for _, d := range order[i:j] {
			out[d] = float64(i+j+1) / 2
		}
		i = j
	}
	return out
}

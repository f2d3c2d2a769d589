package sense

import "slices"

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
		j := i + 1
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

package couple

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestReorder: three columns of 5,000 draws take the rank correlations asked
// for within 0.012, four of the errors that are left; each keeps its values,
// the first its order, and replicates stay apart.
func TestReorder(t *testing.T) {
	rank := [][]float64{{1, 0.7, -0.4}, {0.7, 1, 0.1}, {-0.4, 0.1, 1}}
	r := mat.NewSymDense(3, nil)
	for i := range rank {
		for j := range rank {
			if r.SetSym(i, j, Normal(rank[i][j])); i == j {
				r.SetSym(i, i, 1)
			}
		}
	}
	lower, ok := Factor(r)
	if !ok {
		t.Fatal("the example is impossible")
	}
	for _, replicates := range []int{1, 4} {
		own, u := uniforms(9, 3, 5000*replicates), uniforms(9, 3, 5000*replicates)
		if err := Reorder(t.Context(), u, lower, replicates); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(own[0], u[0]) {
			t.Error("the first column has moved")
		}
		for first := range replicates {
			var part, before [3][]float64
			for k := range part {
				for d := first; d < len(u[k]); d += replicates {
					part[k], before[k] = append(part[k], u[k][d]), append(before[k], own[k][d])
				}
			}
			for i := range part {
				for j := range i {
					got := spearman(ranksOf(part[i]), ranksOf(part[j]))
					t.Logf("replicate %d of %d, %d and %d: %.4f, want %g", first, replicates, i, j, got, rank[i][j])
					if math.Abs(got-rank[i][j]) > 0.012 {
						t.Errorf("replicate %d of %d: rank correlation %g, want %g", first, replicates, got, rank[i][j])
					}
				}
			}
			for i := range part {
				slices.Sort(part[i])
				slices.Sort(before[i])
				if !slices.Equal(part[i], before[i]) {
					t.Errorf("replicate %d of %d: column %d has other values", first, replicates, i)
				}
			}
		}
	}
}

// TestReorderIsNearer: over 60 samples of 1,000 draws the error of a rank
// correlation of 0.7 is below half of that of independent draws of a Gaussian
// copula, and its mean is on target within three of its errors.
func TestReorderIsNearer(t *testing.T) {
	const samples, n, rank = 60, 1000, 0.7
	var copula, reordered, bias float64
	for s := range samples {
		own, u := uniforms(uint64(s), 2, n), uniforms(uint64(s), 2, n)
		Gaussian(columns(own), two(Normal(rank)))
		if err := Reorder(t.Context(), u, two(Normal(rank)), 1); err != nil {
			t.Fatal(err)
		}
		a, b := spearman(ranksOf(own[0]), ranksOf(own[1]))-rank, spearman(ranksOf(u[0]), ranksOf(u[1]))-rank
		copula, reordered, bias = copula+a*a/samples, reordered+b*b/samples, bias+b/samples
	}
	copula, reordered = math.Sqrt(copula), math.Sqrt(reordered)
	t.Logf("error %.4f by a copula, %.4f reordered, bias %.4f", copula, reordered, bias)
	if reordered > copula/2 || math.Abs(bias) > 3*reordered/math.Sqrt(samples)+1e-3 {
		t.Errorf("error %g by a copula, %g reordered, bias %g", copula, reordered, bias)
	}
}

// ranksOf are the places of numbers in their order.
func ranksOf(x []float64) []float64 {
	sorted := slices.Clone(x)
	slices.Sort(sorted)
	out := make([]float64, len(x))
	for i, v := range x {
		k, _ := slices.BinarySearch(sorted, v)
		out[i] = float64(k)
	}
	return out
}

// TestReorderTooFew: a sample that has no correlations to speak of is refused.
func TestReorderTooFew(t *testing.T) {
	if err := Reorder(t.Context(), uniforms(1, 3, 5), [][]float64{{1}, {0, 1}, {0, 0, 1}}, 1); err == nil {
		t.Error("five draws of three inputs are reordered")
	}
	same := uniforms(1, 2, 50)
	same[1] = slices.Clone(same[0])
	if err := Reorder(t.Context(), same, two(0.5), 1); err == nil {
		t.Error("two equal columns are reordered")
	}
}

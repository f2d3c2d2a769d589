package known

import (
	"context"
	"math"
	"testing"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/sample"
)

// TestErrorsOfReorderedSamples: over 200 seeds of a difference of two inputs
// correlated by 0.8, the spread of mean and P90 is what the replicates of a
// reordered Latin hypercube claim, within a fifth. Under plain Monte Carlo the
// claimed error of the mean is too small, which is why scenarios are warned.
func TestErrorsOfReorderedSamples(t *testing.T) {
	base, _ := LinearGaussian(2048)
	base.Base.Weight = []float64{0, 0, 0, 1, -1, 0}
	base.Copulas[1].Reorder = true
	ratio := map[sample.Design][2]float64{}
	for _, design := range []sample.Design{sample.MC, sample.LHS} {
		const seeds = 200
		var claimed, sum, square [2]float64
		for seed := range seeds {
			p := *base
			p.Layout = sample.Layout{Design: design, Seed: uint64(seed), Draws: 2048, Replicates: 8}
			if design == sample.MC {
				p.Replicates = 1
			}
			set, err := solver.Run(context.Background(), &p, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			s := &set.Series[0]
			for i, x := range [2][2]float64{{s.Mean[0], s.MeanSE[0]}, {s.Q[5][0], s.QSE[5][0]}} {
				sum[i] += x[0] / seeds
				square[i] += x[0] * x[0] / seeds
				claimed[i] += x[1] * x[1] / seeds
			}
		}
		var r [2]float64
		for i := range r {
			r[i] = math.Sqrt(claimed[i] / (square[i] - sum[i]*sum[i]))
		}
		ratio[design] = r
		t.Logf("%s: claimed error over spread: mean %.2f, P90 %.2f", design, r[0], r[1])
	}
	for i, r := range ratio[sample.LHS] {
		if r < 0.8 || r > 1.35 {
			t.Errorf("Latin hypercube, number %d: claimed error over spread is %g", i, r)
		}
	}
	if ratio[sample.MC][0] > 0.8 {
		t.Error("the error of a mean under Monte Carlo is true: the warning is not")
	}
}

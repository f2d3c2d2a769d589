package result

import (
	"math"
	"testing"
)

// TestPaired by hand. Differences 1, 3 have mean 2 and sd sqrt 2, so an error of 1;
// columns 1, 2 and 2, 5 have variances 0.5 and 4.5: independent, sqrt(5/2). In two replicates {1, 3} and
// {5, 7} of b against 0 means are 2 and 6, with sd 4/sqrt 2 and error 2.
func TestPaired(t *testing.T) {
	d := Paired(Column{Values: []float64{1, 2}}, Column{Values: []float64{2, 5}}, 1)
	if d.Mean != 2 || math.Abs(d.SE-1) > 1e-15 || math.Abs(d.Independent-math.Sqrt(2.5)) > 1e-15 {
		t.Errorf("%+v", d)
	}
	d = Paired(Column{Values: []float64{0, 0, 0, 0}}, Column{Values: []float64{1, 5, 3, 7}}, 2)
	if d.Mean != 4 || math.Abs(d.SE-2) > 1e-15 || math.Abs(d.Independent-2) > 1e-15 {
		t.Errorf("in replicates %+v", d)
	}
	// Met by a: 1 of 4; by b: 3 of 4. Changes 1, 0, 1, 0 have sd sqrt(1/3).
	meets := func(x float64) bool { return x > 0 }
	pa, pb, se := PairedShare([]float64{0, 0, 0, 1}, []float64{1, 0, 1, 1}, 1, meets)
	if pa != 0.25 || pb != 0.75 || math.Abs(se-math.Sqrt(1.0/12)) > 1e-15 {
		t.Errorf("shares %g, %g ± %g", pa, pb, se)
	}
	// In two replicates: changes {1, 1} and {0, 0}; means 1 and 0, sd sqrt(1/2), error 1/2.
	if _, _, se := PairedShare([]float64{0, 0, 0, 1}, []float64{1, 0, 1, 1}, 2, meets); math.Abs(se-0.5) > 1e-15 {
		t.Errorf("in replicates ± %g", se)
	}
}

// T95 against Student's tables: 12.706 for one degree of freedom, 2.365 for seven.
func TestT95(t *testing.T) {
	for r, want := range map[int]float64{1: 1.960, 2: 12.706, 4: 3.182, 8: 2.365} {
		if got := T95(r); math.Abs(got-want) > 6e-4 {
			t.Errorf("%d replicates: %g, want %g", r, got, want)
		}
	}
}

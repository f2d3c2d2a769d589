package train

import (
	"fmt"
	"math"
	"testing"
)

// TestBinomial: by hand, 10 at 1/2: P(X<=7) = 968/1024 = 0.9453, P(X<=8) = 1013/1024; 3 at
// 0.1: P(0) = 0.729, P(X<=1) = 0.972.
func TestBinomial(t *testing.T) {
	for _, c := range []struct {
		q    float64
		n    int
		p    float64
		want int
	}{{0.945, 10, 0.5, 7}, {0.946, 10, 0.5, 8}, {0.5, 10, 0.5, 5}, {0.72, 3, 0.1, 0}, {0.73, 3, 0.1, 1}, {0.975, 3, 0.1, 2}, {0.9, 5, 0, 0}, {0.9, 5, 1, 5}, {0.99, 0, 0.5, 0}} {
		if got := BinomialQuantile(c.q, c.n, c.p); got != c.want {
			t.Errorf("binomial %+v: %d", c, got)
		}
	}
	// Large n: against the normal quantile, to one count.
	n, p := 20000, 0.01
	z := 200 + 2.3263*math.Sqrt(200*0.99)
	if got := BinomialQuantile(0.99, n, p); math.Abs(float64(got)-z) > 2 {
		t.Errorf("large: %d, normal %g", got, z)
	}
	if got := BinomialQuantile(0.5, 1000000, 0.9); math.Abs(float64(got)-900000) > 2 {
		t.Errorf("where the first probability is nothing: %d", got)
	}
}

// TestNegativeBinomial: Poisson of mean 2: P(X<=4) = 0.9473, P(X<=5) = 0.9834. Shape 1 is geometric: P(X<=k) =
// 1 - (m/(1+m))^(k+1): for m = 1, 0.9375 at 3 and 0.96875 at 4.
func TestNegativeBinomial(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		q, mean, shape float64
		want           int
	}{{0.947, 2, inf, 4}, {0.948, 2, inf, 5}, {0.93, 1, 1, 3}, {0.94, 1, 1, 4}, {0.99, 0, 1, 0}, {0.5, 100, inf, 100}} {
		if got := NegativeBinomialQuantile(c.q, c.mean, c.shape); got != c.want {
			t.Errorf("negative binomial %+v: %d", c, got)
		}
	}
	if a, b := NegativeBinomialQuantile(0.99, 5, 1e9), NegativeBinomialQuantile(0.99, 5, inf); a != b {
		t.Errorf("a large shape is not Poisson's: %d, %d", a, b)
	}
}

// TestSpares: bad nodes in the tail need more spares; more nodes, slower repair and a
// higher quantile do too.
func TestSpares(t *testing.T) {
	inf := math.Inf(1)
	r := Repair{NodeDays: 200, Days: 3, Shape: inf}
	last := -1
	for _, n := range []int{52, 256, 2048, 16384} {
		k := r.Spares(n, 0.99)
		if k <= last {
			t.Errorf("%d nodes: %d spares after %d", n, k, last)
		}
		last = k
		bad := Repair{200, 3, 1}
		if b := bad.Spares(n, 0.99); b <= k {
			t.Errorf("%d nodes: bad nodes need %d, alike ones %d", n, b, k)
		}
		if r.Spares(n, 0.999) < k || (Repair{200, 6, inf}).Spares(n, 0.99) < k {
			t.Error("less for more")
		}
	}
	// BLOOM: 1 to 2 GPU failures a week on 48 nodes; four spares last at 99 % if
	// a node is away for a week.
	for _, week := range []float64{1, 2} {
		k := Repair{NodeDays: 48 * 7 / week, Days: 7, Shape: inf}.Spares(48, 0.99)
		t.Log(fmt.Sprint(week, " a week: ", k))
		if k < 3 || k > 6 {
			t.Errorf("BLOOM with %g failures a week: %d spares, it had 4", week, k)
		}
	}
	if (Repair{200, 3, 0}).Check() == nil || (Repair{200, 3, inf}).Check() != nil {
		t.Error("shapes")
	}
}

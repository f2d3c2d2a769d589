package couple

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestNearest: Higham's example (2002, section 4), whose nearest correlation
// matrix he prints to four places, and a matrix that is one already.
func TestNearest(t *testing.T) {
	r := mat.NewSymDense(3, []float64{1, 1, 0, 1, 1, 1, 0, 1, 1})
	got := Nearest(r)
	for _, c := range []struct {
		i, j int
		want float64
	}{{0, 1, 0.7607}, {0, 2, 0.1573}, {1, 2, 0.7607}, {0, 0, 1}, {1, 1, 1}, {2, 2, 1}} {
		if math.Abs(got.At(c.i, c.j)-c.want) > 1e-4 {
			t.Errorf("(%d, %d) is %.5f, want %g", c.i, c.j, got.At(c.i, c.j), c.want)
		}
	}
	if _, possible := Factor(r); possible {
		t.Error("the example is possible")
	}
	if _, possible := Factor(got); !possible {
		t.Error("its repair is not possible")
	}
	fine := mat.NewSymDense(3, []float64{1, 0.5, 0.2, 0.5, 1, -0.3, 0.2, -0.3, 1})
	if again := Nearest(fine); !mat.EqualApprox(fine, again, 1e-9) {
		t.Errorf("a correlation matrix moves to %v", mat.Formatted(again))
	}
}

// TestNearestIsNearest: no step along another correlation matrix comes nearer.
func TestNearestIsNearest(t *testing.T) {
	r := mat.NewSymDense(4, []float64{1, 0.9, 0.9, -0.2, 0.9, 1, -0.9, 0, 0.9, -0.9, 1, 0.7, -0.2, 0, 0.7, 1})
	x := Nearest(r)
	distance := func(a *mat.SymDense) float64 {
		var d mat.Dense
		d.Sub(a, r)
		return mat.Norm(&d, 2)
	}
	least := distance(x)
	u := uniforms(3, 16, 500)
	for k := range 500 {
		g := mat.NewDense(4, 4, nil)
		for i := range 16 {
			g.Set(i/4, i%4, u[i][k]-0.5)
		}
		var other mat.SymDense
		other.SymOuterK(1, g)
		for _, step := range []float64{1e-4, 1e-2, 0.3} {
			y := mat.NewSymDense(4, nil)
			for i := range 4 {
				for j := range i + 1 {
					o := other.At(i, j) / math.Sqrt(other.At(i, i)*other.At(j, j))
					y.SetSym(i, j, (1-step)*x.At(i, j)+step*o)
				}
			}
			if distance(y) < least-1e-8 {
				t.Fatalf("a correlation matrix lies nearer by %g", least-distance(y))
			}
		}
	}
}

// TestNearestOfMany: random statements about thirty inputs are repaired, to a
// matrix that has a factor.
func TestNearestOfMany(t *testing.T) {
	const n = 30
	u := uniforms(4, n, n)
	r := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i {
			r.SetSym(i, j, 1.998*u[i][j]-0.999)
		}
		r.SetSym(i, i, 1)
	}
	if _, possible := Factor(r); possible {
		t.Fatal("the example is possible")
	}
	if _, possible := Factor(Nearest(r)); !possible {
		t.Error("the nearest matrix is not possible")
	}
}

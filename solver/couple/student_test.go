package couple

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/rng"
	"gonum.org/v1/gonum/stat"
)

// uniforms are so many independent columns of n draws.
func uniforms(seed uint64, members, n int) [][]float64 {
	out := make([][]float64, members)
	for k := range out {
		out[k] = make([]float64, n)
		rng.Fill(seed, uint64(k), 0, out[k])
	}
	return out
}

// two is the Cholesky factor of two members.
func two(r float64) [][]float64 { return [][]float64{{1}, {r, math.Sqrt(1 - r*r)}} }

func columns(u [][]float64) Columns {
	c := Columns{Draws: u, N: len(u[0])}
	for k := range u {
		c.Members = append(c.Members, k)
	}
	return c
}

// spearman is the rank correlation of uniforms, whose margins are known.
func spearman(u, v []float64) float64 { return stat.Correlation(u, v, nil) }

// TestStudentReachesRanks: a million draws have the rank correlation that was
// asked for within 0.003, every margin is uniform, and the first member is
// left alone.
func TestStudentReachesRanks(t *testing.T) {
	n := 1_000_000
	if testing.Short() {
		n = 100_000
	}
	tolerance := 3 / math.Sqrt(float64(n))
	for _, degrees := range []float64{2, 4, 30} {
		convert, s := NewStudentRank(degrees), NewStudent(degrees, 2)
		for _, rank := range []float64{-0.9, -0.3, 0, 0.5, 0.7, 0.95} {
			u := uniforms(7, 2, n)
			own := slices.Clone(u[0])
			r := convert.Correlation(rank)
			s.Couple(columns(u), two(r))
			got := spearman(u[0], u[1])
			t.Logf("%g degrees: rank %g by correlation %.5f (Gaussian %.5f) is %.4f", degrees, rank, r, Normal(rank), got)
			if math.Abs(got-rank) > tolerance {
				t.Errorf("%g degrees: rank correlation %g, want %g", degrees, got, rank)
			}
			if !slices.Equal(own, u[0]) {
				t.Errorf("%g degrees: the first member has moved", degrees)
			}
			uniform(t, fmt.Sprintf("%g degrees, rank %g", degrees, rank), u[1][:100_000])
		}
	}
}

// uniform holds a column to the uniform distribution by Kolmogorov's distance
// at one in a million.
func uniform(t *testing.T, name string, u []float64) {
	t.Helper()
	x := slices.Clone(u)
	slices.Sort(x)
	n, d := float64(len(x)), 0.0
	for i, v := range x {
		d = max(d, math.Abs(v-(float64(i)+0.5)/n))
	}
	if d*math.Sqrt(n) > 2.69 || x[0] <= 0 || x[len(x)-1] >= 1 {
		t.Errorf("%s: Kolmogorov's distance is %g over %g draws, from %g to %g", name, d, n, x[0], x[len(x)-1])
	}
}

// TestStudentTailDependence: in the far tail the chance that the second member
// is below the quantile when the first is goes to the closed form (Demarta and
// McNeil 2005). First members are laid out below the quantile q only, so that
// no draw is wasted; at q = 1e-13 the limit is reached within the error.
func TestStudentTailDependence(t *testing.T) {
	const n, q = 200_000, 1e-13
	for _, c := range []struct{ degrees, r float64 }{{2, 0.5}, {4, 0}, {4, 0.5}, {4, 0.9}, {10, 0.8}} {
		u := uniforms(11, 2, n)
		for j := range u[0] {
			u[0][j] *= q
		}
		NewStudent(c.degrees, 2).Couple(columns(u), two(c.r))
		hits := 0.0
		for _, v := range u[1] {
			if v < q {
				hits++
			}
		}
		d := dist.NewStudentT(c.degrees+1, 0, 1)
		want := 2 * d.CDF(-math.Sqrt((c.degrees+1)*(1-c.r)/(1+c.r)))
		t.Logf("%g degrees, r %g: tail dependence %.4f, closed form %.4f", c.degrees, c.r, hits/n, want)
		// Three errors, and what is left of the way to the limit at q.
		if math.Abs(hits/n-want) > 3*math.Sqrt(want/n)+0.01*want {
			t.Errorf("%g degrees, r %g: tail dependence %g, want %g", c.degrees, c.r, hits/n, want)
		}
	}
}

// TestStudentKendall: Kendall's tau of an elliptical copula is 2/pi asin r
// whatever the degrees (Lindskog, McNeil and Schmock 2003), also between
// members that are not the first.
func TestStudentKendall(t *testing.T) {
	const n = 4000
	r := [][]float64{{1}, {0.6, 0.8}, {-0.3, 0.5, math.Sqrt(1 - 0.09 - 0.25)}}
	u := uniforms(5, 3, n)
	NewStudent(3, 3).Couple(columns(u), r)
	for _, c := range []struct {
		i, j int
		r    float64
	}{{0, 1, 0.6}, {0, 2, -0.3}, {1, 2, -0.18 + 0.4}} {
		tau := stat.Kendall(u[c.i], u[c.j], nil)
		if want := 2 / math.Pi * math.Asin(c.r); math.Abs(tau-want) > 0.04 {
			t.Errorf("members %d and %d: tau %g, want %g", c.i, c.j, tau, want)
		}
	}
}

// TestStudentSpearman: the integral is Pearson's formula for many degrees, 0
// and ±1 at the ends, does not depend on the number of its nodes, and its
// inverse is one.
func TestStudentSpearman(t *testing.T) {
	s := NewStudentRank(1000)
	for _, r := range []float64{-0.9, 0, 0.3, 0.8} {
		if got := s.Spearman(r); math.Abs(got-Spearman(r)) > 5e-4 {
			t.Errorf("1,000 degrees, r %g: %g, normals have %g", r, got, Spearman(r))
		}
	}
	for _, degrees := range []float64{2, 3, 8, 100} {
		s := NewStudentRank(degrees)
		if got := s.Spearman(1); math.Abs(got-1) > 2e-6 {
			t.Errorf("%g degrees: Spearman of r = 1 is %.9f", degrees, got)
		}
		for _, rank := range []float64{-0.999, -0.5, 0, 0.2, 0.99} {
			if got := s.Spearman(s.Correlation(rank)); math.Abs(got-rank) > 1e-9 {
				t.Errorf("%g degrees: rank %g comes back as %g", degrees, rank, got)
			}
		}
	}
}

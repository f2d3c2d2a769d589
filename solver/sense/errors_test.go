package sense

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/headroom-planner/headroom/solver/known"
)

// TestGivenCovers: 90 % intervals of given-data indices hold the truth about
// nine times in ten, where the answer is curved, straight, or skewed; and an input that does nothing
// has no index.
func TestGivenCovers(t *testing.T) {
	ishigami := known.Ishigami()
	// Of exp(z1 + z2/2) input 1 has (exp 1 - 1)/(exp 1.25 - 1).
	skewed := (math.E - 1) / (math.Exp(1.25) - 1)
	for _, c := range []struct {
		name  string
		dims  int
		draw  func(r *rand.Rand) float64
		f     func(x []float64) float64
		truth []float64
		n     int
		bias  float64 // of the mean estimate of input 0
	}{
		{"ishigami", 3, (*rand.Rand).Float64, ishigami.Eval, ishigami.First, 1000, 0.03},
		{"ishigami", 3, (*rand.Rand).Float64, ishigami.Eval, ishigami.First, 8000, 0.01},
		{"linear", 3, (*rand.Rand).NormFloat64, func(x []float64) float64 { return 2*x[0] + x[1] }, []float64{0.8, 0.2, 0}, 500, 0.01},
		{"skewed", 3, (*rand.Rand).NormFloat64, func(x []float64) float64 { return math.Exp(x[0] + x[1]/2) }, []float64{skewed, (math.Exp(0.25) - 1) / (math.Exp(1.25) - 1), 0}, 8000, 0.05},
	} {
		const seeds = 60
		covered, sum := make([]int, c.dims), make([]float64, c.dims)
		for seed := range seeds {
			r := rand.New(rand.NewPCG(uint64(seed), 1))
			x, y := columns(c.dims, c.n), make([]float64, c.n)
			point := make([]float64, c.dims)
			for d := range y {
				for i := range point {
					point[i] = c.draw(r)
					x[i][d] = point[i]
				}
				y[d] = c.f(point)
			}
			got, err := Given(x, y, uint64(seed))
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range got {
				sum[i] += e.Value / seeds
				if e.Lo <= c.truth[i] && c.truth[i] <= e.Hi {
					covered[i]++
				}
			}
		}
		t.Logf("%s, %d draws: mean estimates %.3f of %.3f, covered %v of %d", c.name, c.n, sum, c.truth, covered, seeds)
		for i := range sum {
			if math.Abs(sum[i]-c.truth[i]) > c.bias {
				t.Errorf("%s, %d draws: input %d has %.4f on average, want %.4f", c.name, c.n, i, sum[i], c.truth[i])
			}
			if covered[i] < seeds*7/10 {
				t.Errorf("%s, %d draws: intervals of input %d hold the truth %d times of %d", c.name, c.n, i, covered[i], seeds)
			}
		}
	}
}

// TestBootstrapInterval: of the mean of n normal numbers the interval is
// 1.645/sqrt(n) to both sides.
func TestBootstrapInterval(t *testing.T) {
	const n = 4000
	r := rand.New(rand.NewPCG(5, 6))
	lo, hi := 0.0, 0.0
	for seed := range uint64(20) {
		b, mean := newBootstrap(1), 0.0
		for d := range n {
			x := r.NormFloat64()
			mean += x / n
			b.add(seed, d, []float64{x})
		}
		e := b.interval(mean, func(m []float64) float64 { return m[0] })
		lo, hi = lo+(e.Value-e.Lo)/20, hi+(e.Hi-e.Value)/20
	}
	want := 1.645 / math.Sqrt(n)
	if math.Abs(lo/want-1) > 0.1 || math.Abs(hi/want-1) > 0.1 {
		t.Errorf("the interval goes %.4f down and %.4f up, want %.4f", lo, hi, want)
	}
	b := newBootstrap(1)
	b.add(1, 0, []float64{1})
	if e := b.interval(1, func([]float64) float64 { return math.NaN() }); !math.IsNaN(e.Lo) || !math.IsNaN(e.Hi) {
		t.Errorf("a function without value has the interval %v", e)
	}
}

// TestMorrisErrorIsTrue: the spread of the mean size over seeds is what its error says.
func TestMorrisErrorIsTrue(t *testing.T) {
	f := func(_ context.Context, u [][]float64) ([]float64, error) {
		y := make([]float64, len(u[0]))
		for d := range y {
			y[d] = 4 * (u[0][d] - 0.5) * (u[1][d] - 0.5)
		}
		return y, nil
	}
	var sizes []float64
	se := 0.0
	for seed := range uint64(300) {
		e, err := Morris(context.Background(), f, 2, alone(2), 30, seed)
		if err != nil {
			t.Fatal(err)
		}
		sizes, se = append(sizes, e[0].Size), se+e[0].SizeSE/300
	}
	_, v := meanVar(sizes)
	if r := se / math.Sqrt(v); r < 0.85 || r > 1.15 {
		t.Errorf("the error said is %.2f of the error seen", r)
	}
}

// TestRanks by hand: equal numbers share the mean of their ranks; what is no number ends it too.
func TestRanks(t *testing.T) {
	for i, want := range []float64{1.5, 5, 1.5, 3, 5, 5} {
		if got := ranks([]float64{1, 3, 1, 2, 3, 3})[i]; got != want {
			t.Errorf("rank %d is %g, want %g", i, got, want)
		}
	}
	ranks([]float64{math.NaN(), 1, math.NaN()})
}

// TestNoise: of inputs that do nothing a fit explains nothing, few coefficients stand out of
// their intervals, and no box is found.
func TestNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const k, n = 40, 400
	x, y, cases := columns(k, n), make([]float64, n), make([]bool, n)
	for d := range y {
		for i := range x {
			x[i][d] = r.NormFloat64()
		}
		y[d] = r.NormFloat64()
		cases[d] = r.Float64() < 0.3
	}
	c, r2, _, err := Regression(x, y)
	if err != nil || math.Abs(r2) > 0.06 {
		t.Errorf("noise explains %.3f, %v", r2, err)
	}
	out := 0
	for _, e := range c {
		if e.PRCC.Lo > 0 || e.PRCC.Hi < 0 {
			out++
		}
	}
	if out < 1 || out > 10 { // of 40, one of ten
		t.Errorf("%d of %d coefficients stand out", out, k)
	}
	var p *Problem
	if _, _, _, err := Regression(x, y[:100]); !errors.As(err, &p) {
		t.Errorf("100 draws for 40 inputs: %v", err)
	}
	found := 0
	for range 10 {
		for d := range cases {
			cases[d] = r.Float64() < 0.3
		}
		if b, _, err := Discover(x[:5], cases, 0.8, 0.1); err == nil {
			found++
			if len(b.Limits) == 0 {
				t.Error("a box without limits is no answer")
			}
		} else if !errors.As(err, &p) {
			t.Error(err)
		}
	}
	t.Logf("boxes in noise: %d of 10", found)
	for _, density := range []float64{80, 0, math.NaN()} {
		if _, _, err := Discover(x[:5], cases, density, 0.1); !errors.As(err, &p) {
			t.Errorf("density %g: %v", density, err)
		}
	}
}

// TestPasteAndPrune: limits that are too narrow are widened as far as density
// allows, and one on an input that does nothing is dropped.
func TestPasteAndPrune(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	const n = 4000
	x, cases := columns(2, n), make([]bool, n)
	for d := range cases {
		x[0][d], x[1][d] = r.Float64(), r.Float64()
		cases[d] = x[0][d] > 0.5
	}
	s := newSearch(x, cases)
	s.lo[0], s.hi[1] = 0.8, 0.6
	s.collect()
	s.paste()
	if math.Abs(s.lo[0]-0.5) > 0.02 {
		t.Errorf("paste widens the limit from 0.8 to %g, want 0.5", s.lo[0])
	}
	s.hi[1] = 0.6
	s.collect()
	s.prune()
	if b := s.box(); len(b.Limits) != 1 || b.Limits[0].Input != 0 {
		t.Errorf("prune keeps %v", b.Limits)
	}
}

// TestRareAnswers: indices of an answer that nearly never changes are a
// problem, not numbers, and so are too few points.
func TestRareAnswers(t *testing.T) {
	f := func(_ context.Context, u [][]float64) ([]float64, error) {
		y := make([]float64, len(u[0]))
		for d := range y {
			if u[0][d] > 0.98 && u[1][d] > 0.3 {
				y[d] = 1
			}
		}
		return y, nil
	}
	var p *Problem
	if x, err := Indices(context.Background(), f, 2, alone(2), 64, 1); !errors.As(err, &p) {
		t.Errorf("%v, %v", x, err)
	}
	if _, err := Indices(context.Background(), f, 2, alone(2), 2, 1); !errors.As(err, &p) {
		t.Errorf("two points: %v", err)
	}
}

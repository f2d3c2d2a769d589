package sense

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/solver/known"
	"github.com/headroom-planner/headroom/solver/rng"
)

// of evaluates a known function.
func of(f known.Function) Model {
	return func(_ context.Context, u [][]float64) ([]float64, error) {
		y, p := make([]float64, len(u[0])), make([]float64, f.Dims)
		for d := range y {
			for i := range p {
				p[i] = u[i][d]
			}
			y[d] = f.Eval(p)
		}
		return y, nil
	}
}

func alone(k int) [][]int {
	out := make([][]int, k)
	for i := range out {
		out[i] = []int{i}
	}
	return out
}

// TestIndices is reference problem P2: closed forms of Sobol's G in eight
// dimensions and of Ishigami's function within 2e-4 for the G and 3e-4 for
// the sharper Ishigami at 2^16 points, scipy's indices of the borehole, and inside nearly every interval.
func TestIndices(t *testing.T) {
	for _, c := range []struct {
		f     known.Function
		first float64
		total float64
	}{{known.SobolG(0, 1, 4.5, 9, 99, 99, 99, 99), 2e-4, 2e-4}, {known.Ishigami(), 3e-4, 2e-4}, {known.Borehole(), 2e-4, 2e-4}} {
		got, err := Indices(context.Background(), of(c.f), c.f.Dims, alone(c.f.Dims), 1<<16, 57)
		if err != nil {
			t.Fatal(err)
		}
		worstS, worstT := 0.0, 0.0
		for i, x := range got {
			worstS, worstT = max(worstS, math.Abs(x.First.Value-c.f.First[i])), max(worstT, math.Abs(x.Total.Value-c.f.Total[i]))
			for k, e := range []Estimate{x.First, x.Total} {
				want := []float64{c.f.First[i], c.f.Total[i]}[k]
				slack := (e.Hi-e.Lo)/4 + 1e-7 // the references have six digits
				if want < e.Lo-slack || want > e.Hi+slack || !(e.Lo < e.Hi) {
					t.Errorf("%s, input %d: %v does not hold %g", c.f.Name, i, e, want)
				}
			}
		}
		t.Logf("%s: largest errors %.1e of first order, %.1e of total", c.f.Name, worstS, worstT)
		if worstS > c.first || worstT > c.total {
			t.Errorf("%s: errors %g and %g", c.f.Name, worstS, worstT)
		}
	}
}

// sampled draws inputs and answers of a function.
func sampled(f known.Function, n int) (x [][]float64, y []float64) {
	x = columns(f.Dims, n)
	for i := range x {
		for lo := 0; lo < n; lo += 256 {
			rng.Fill(3, uint64(i), uint32(lo/256), x[i][lo:min(lo+256, n)])
		}
	}
	y, _ = of(f)(context.Background(), x)
	return x, y
}

// TestGiven: first-order indices of Ishigami's function from 10,000 plain
// draws, within 0.03 and inside the interval widened by half.
func TestGiven(t *testing.T) {
	f := known.Ishigami()
	x, y := sampled(f, 10000)
	got, err := Given(x, y, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range got {
		w := (e.Hi - e.Lo) / 2
		if math.Abs(e.Value-f.First[i]) > 0.03 || f.First[i] < e.Lo-w || f.First[i] > e.Hi+w {
			t.Errorf("input %d: %v, want %g", i, e, f.First[i])
		}
	}
}

// TestRegression: a linear function has its coefficients as SRC, whose squares
// add up to R² = 1; PRCC of a monotone function without noise is 1; an input
// that never changes has zeros.
func TestRegression(t *testing.T) {
	x, _ := sampled(known.Ishigami(), 4000)
	still := make([]float64, 4000)
	y := make([]float64, 4000)
	for d := range y {
		y[d] = 3*x[0][d] - 4*x[1][d]
	}
	c, r2, _, err := Regression([][]float64{x[0], x[1], x[2], still}, y)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{0.6, -0.8, 0, 0} { // 3 and 4 over their 5
		if math.Abs(c[i].SRC-want) > 0.02 {
			t.Errorf("SRC %d is %g, want %g", i, c[i].SRC, want)
		}
	}
	if math.Abs(r2-1) > 1e-3 || c[3] != (Coefficient{}) {
		t.Errorf("R² %g; of a still input %v", r2, c[3])
	}
	for d := range y {
		y[d] = math.Exp(5 * x[2][d])
	}
	if c, _, r2, err := Regression(x, y); err != nil || c[2].PRCC.Value < 0.999 || math.Abs(c[0].PRCC.Value) > 0.1 || r2 < 0.999 {
		t.Errorf("PRCC %v, R² of ranks %g, %v", c, r2, err)
	}
	var p *Problem
	if _, _, _, err := Regression([][]float64{x[0], x[0]}, x[1]); !errors.As(err, &p) {
		t.Errorf("two inputs that are one: %v", err)
	}
}

// TestMorris: for a linear function every effect is its coefficient, without
// spread; interaction shows as spread; a screened input has none.
func TestMorris(t *testing.T) {
	f := func(_ context.Context, u [][]float64) ([]float64, error) {
		y := make([]float64, len(u[0]))
		for d := range y {
			y[d] = 2*u[0][d] - 3*u[1][d] + 4*(u[2][d]-0.5)*(u[3][d]-0.5)
		}
		return y, nil
	}
	e, err := Morris(context.Background(), f, 5, alone(5), 40, 7)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{2, -3} {
		if math.Abs(e[i].Mean-want) > 1e-9 || math.Abs(e[i].Size-math.Abs(want)) > 1e-9 || e[i].Spread > 1e-9 {
			t.Errorf("input %d: %v, want %g", i, e[i], want)
		}
	}
	if e[2].Spread < 0.3 || e[2].Size < 0.3 || e[4] != (Effect{}) {
		t.Errorf("interacting %v, screened %v", e[2], e[4])
	}
	var points [2][][]float64 // of 40 trajectories and of 80, of which they are the first
	for i, n := range []int{40, 80} {
		_, err := Morris(context.Background(), func(ctx context.Context, u [][]float64) ([]float64, error) {
			points[i] = u
			return f(ctx, u)
		}, 5, alone(5), n, 7)
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, few := range points[0] {
		if many := points[1][i]; len(many) != 2*len(few) || !slices.Equal(few, many[:len(few)]) {
			t.Errorf("input %d: the first 40 of 80 trajectories are not the 40", i)
		}
	}
	if _, err := Morris(context.Background(), f, 5, alone(5), 1, 7); err == nil {
		t.Error("one trajectory has a spread")
	}
}

func TestTornado(t *testing.T) {
	f := func(_ context.Context, u [][]float64) ([]float64, error) {
		y := make([]float64, len(u[0]))
		for d := range y {
			y[d] = 10*u[0][d] + u[1][d]*u[2][d]
		}
		return y, nil
	}
	base, s, err := Tornado(context.Background(), f, 3, [][]int{{0}, {1, 2}})
	if err != nil || math.Abs(base-5.25) > 1e-12 || math.Abs(s[0].Low-1.25) > 1e-12 || math.Abs(s[0].High-9.25) > 1e-12 ||
		math.Abs(s[1].Low-5.01) > 1e-12 || math.Abs(s[1].High-5.81) > 1e-12 {
		t.Errorf("base %g, swings %v, %v", base, s, err)
	}
}

// TestDiscover recovers a planted box: misses where input 0 is above 0.7 and
// input 2 below 0.4, with a tenth of the labels wrong and three inputs that do nothing.
func TestDiscover(t *testing.T) {
	f := known.SobolG(1, 1, 1, 1, 1)
	x, _ := sampled(f, 5000)
	noise := make([]float64, 5000)
	for lo := 0; lo < 5000; lo += 256 {
		rng.Fill(9, 99, uint32(lo/256), noise[lo:min(lo+256, 5000)])
	}
	cases := make([]bool, 5000)
	for d := range cases {
		cases[d] = (x[0][d] > 0.7 && x[2][d] < 0.4) != (noise[d] < 0.03)
	}
	b, way, err := Discover(x, cases, 0.93, 0.02)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Limits) != 2 || b.Limits[0].Input != 0 || b.Limits[1].Input != 2 {
		t.Fatalf("the box restricts %v", b.Limits)
	}
	if l := b.Limits[0]; math.Abs(l.Lo-0.7) > 0.04 || !math.IsInf(l.Hi, 1) || l.P > 1e-6 {
		t.Errorf("input 0: %v", l)
	}
	if l := b.Limits[1]; math.Abs(l.Hi-0.4) > 0.04 || !math.IsInf(l.Lo, -1) || l.P > 1e-6 {
		t.Errorf("input 2: %v", l)
	}
	if b.Density < 0.93 || b.Coverage < 0.7 || len(way) < 5 {
		t.Errorf("coverage %g, density %g, %d boxes on the way", b.Coverage, b.Density, len(way))
	}
	for _, c := range []struct{ of int }{{0}, {5000}, {5}} {
		for d := range cases {
			cases[d] = d < c.of
		}
		var p *Problem
		if _, _, err := Discover(x, cases, 0.8, 0.02); !errors.As(err, &p) || p.Hint == "" {
			t.Errorf("%d cases: %v", c.of, err)
		}
	}
}

// TestNothingVaries: an answer that is the same everywhere is a problem, not
// a set of zeros.
func TestNothingVaries(t *testing.T) {
	flat := func(_ context.Context, u [][]float64) ([]float64, error) { return make([]float64, len(u[0])), nil }
	var p *Problem
	if _, err := Indices(context.Background(), flat, 2, alone(2), 256, 1); !errors.As(err, &p) {
		t.Error(err)
	}
	x, _ := sampled(known.Ishigami(), 400)
	if _, err := Given(x, make([]float64, 400), 1); !errors.As(err, &p) {
		t.Error(err)
	}
	if _, err := Indices(context.Background(), flat, 2, alone(2), 1000, 1); err == nil {
		t.Error("1,000 points are no power of two")
	}
}

// TestBinomialTail against the sum by hand: P(X >= 2 of 3) at 0.2 is 3 x 0.04 x 0.8 + 0.008.
func TestBinomialTail(t *testing.T) {
	if p := binomialTail(3, 2, 0.2); math.Abs(p-0.104) > 1e-12 {
		t.Errorf("%g", p)
	}
}

func BenchmarkIndices(b *testing.B) {
	f := known.SobolG(0, 1, 4.5, 9, 99, 99, 99, 99)
	for b.Loop() {
		if _, err := Indices(context.Background(), of(f), 8, alone(8), 1<<16, 57); err != nil {
			b.Fatal(err)
		}
	}
}

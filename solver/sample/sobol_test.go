package sample

import (
	"errors"
	"fmt"
	"math"
	"testing"
)

// mk is a layout with seed 1.
func mk(d Design, draws, replicates int) Layout {
	return Layout{Design: d, Seed: 1, Draws: draws, Replicates: replicates}
}

// TestSobolPoints: points of the unscrambled sequence are those of scipy 1.10
// (stats.qmc.Sobol, scramble=False, 30 bits), which gives them in Gray order.
func TestSobolPoints(t *testing.T) {
	index := []uint32{1, 2, 3, 7, 100, 777, 1023}
	for dim, want := range map[int][]uint32{
		0:    {536870912, 805306368, 268435456, 134217728, 444596224, 743440384, 1048576},
		1:    {536870912, 268435456, 805306368, 671088640, 276824064, 1005584384, 808452096},
		2:    {536870912, 268435456, 805306368, 402653184, 830472192, 175112192, 657457152},
		11:   {536870912, 805306368, 268435456, 134217728, 729808896, 747634688, 38797312},
		99:   {536870912, 805306368, 268435456, 671088640, 947912704, 548405248, 569376768},
		1023: {536870912, 805306368, 268435456, 671088640, 1015021568, 485490688, 1068498944},
		2047: {536870912, 805306368, 268435456, 402653184, 377487360, 221249536, 258998272},
	} {
		for k, i := range index {
			if got := point(&directions()[dim], i^i>>1) >> 2; got != want[k] {
				t.Errorf("dimension %d, point %d: %d, want %d", dim, i, got, want[k])
			}
		}
	}
}

// cloud is the points of a layout in so many dimensions, by dimension.
func cloud(l Layout, dims int) [][]float64 {
	out := make([][]float64, dims)
	for d := range out {
		out[d] = make([]float64, l.Draws)
		for b := 0; b*blockSize < l.Draws; b++ {
			l.Column(d, uint64(1000+d), uint32(b), out[d][b*blockSize:min((b+1)*blockSize, l.Draws)])
		}
	}
	return out
}

// TestSobolStaysANet: scrambled, the first two dimensions are a (0, m, 2)-net,
// every box of area 2^-m holds one point, and each dimension has one point in
// every stratum, for the whole and for every replicate on its own.
func TestSobolStaysANet(t *testing.T) {
	const m = 10
	for _, replicates := range []int{1, 8} {
		x := cloud(Layout{Design: Sobol, Seed: 3, Draws: replicates << m, Replicates: replicates}, 40)
		for r := range replicates {
			for k := 0; k <= m; k++ {
				seen := map[[2]int]bool{}
				for i := r; i < len(x[0]); i += replicates {
					seen[[2]int{int(x[0][i] * float64(int(1)<<k)), int(x[1][i] * float64(int(1)<<(m-k)))}] = true
				}
				if len(seen) != 1<<m {
					t.Errorf("replicate %d: %d of %d boxes 2^-%d by 2^-%d are hit", r, len(seen), 1<<m, k, m-k)
				}
			}
			for d := range x {
				seen := map[int]bool{}
				for i := r; i < len(x[d]); i += replicates {
					seen[int(x[d][i]*(1<<m))] = true
				}
				if len(seen) != 1<<m {
					t.Errorf("replicate %d, dimension %d: %d of %d strata are hit", r, d, len(seen), 1<<m)
				}
			}
		}
		if replicates > 1 && (x[0][0] == x[0][1] || x[5][0] == x[5][1]) {
			t.Error("two replicates are the same")
		}
	}
}

// TestLinearStaysANet: the linear scramble keeps every box of the first two
// dimensions and every stratum of each, and two seeds differ.
func TestLinearStaysANet(t *testing.T) {
	const m = 10
	x := make([][]float64, 30)
	for d := range x {
		x[d] = make([]float64, 1<<m)
		Linear(d, 5, uint64(d), x[d])
		seen := map[int]bool{}
		for _, u := range x[d] {
			seen[int(u*(1<<m))] = true
		}
		if len(seen) != 1<<m {
			t.Errorf("dimension %d: %d strata are hit", d, len(seen))
		}
	}
	for k := 0; k <= m; k++ {
		seen := map[[2]int]bool{}
		for i := range x[0] {
			seen[[2]int{int(x[0][i] * float64(int(1)<<k)), int(x[1][i] * float64(int(1)<<(m-k)))}] = true
		}
		if len(seen) != 1<<m {
			t.Errorf("%d boxes 2^-%d by 2^-%d are hit", len(seen), k, m-k)
		}
	}
	other := make([]float64, 1<<m)
	Linear(3, 6, 3, other)
	if other[0] == x[3][0] {
		t.Error("two seeds give one scramble")
	}
}

// TestSobolIsAPrefix: a longer run begins with the shorter one.
func TestSobolIsAPrefix(t *testing.T) {
	short, long := cloud(Layout{Design: Sobol, Seed: 3, Draws: 1024, Replicates: 8}, 5), cloud(Layout{Design: Sobol, Seed: 3, Draws: 8192, Replicates: 8}, 5)
	for d := range short {
		for i := range short[d] {
			if short[d][i] != long[d][i] {
				t.Fatalf("dimension %d, draw %d: %g, then %g", d, i, short[d][i], long[d][i])
			}
		}
	}
}

// TestScrambledPointsAreUniform: over scramblings, a given point is uniform
// and two dimensions are independent: means, squares and products within five
// standard errors.
func TestScrambledPointsAreUniform(t *testing.T) {
	const n = 4000
	for _, draw := range []int{0, 1, 255} {
		var s1, s2, xy float64
		for seed := range uint64(n) {
			x := cloud(Layout{Design: Sobol, Seed: seed, Draws: 256, Replicates: 1}, 2)
			a, b := x[0][draw]-0.5, x[1][draw]-0.5
			s1 += a / n
			s2 += a * a / n
			xy += a * b / n
		}
		if math.Abs(s1) > 5/math.Sqrt(12*n) || math.Abs(s2-1.0/12) > 5/math.Sqrt(180*n) || math.Abs(xy) > 5/(12*math.Sqrt(n)) {
			t.Errorf("draw %d: mean %g, square %g, product %g", draw, s1, s2-1.0/12, xy)
		}
	}
}

// TestSobolMean is reference problem P3: the root mean square error of means of
// prod(1 + (u_j - 1/2)/j) and exp(0.1 sum z(u_j)) in 12 dimensions over 32
// scramblings, beside what scipy's scrambled Sobol sequence gave.
func TestSobolMean(t *testing.T) {
	for _, c := range []struct {
		m                  int
		product, lognormal float64 // scipy's
	}{{10, 1.18e-4, 6.15e-4}, {12, 7.0e-6, 1.12e-4}, {14, 1.3e-6, 3.4e-5}, {16, 3.2e-7, 9.1e-6}} {
		if testing.Short() && c.m > 12 {
			break
		}
		f, g := 0.0, 0.0
		for seed := range uint64(32) {
			x := cloud(Layout{Design: Sobol, Seed: seed, Draws: 1 << c.m, Replicates: 1}, 12)
			a, b := 0.0, 0.0
			for i := range x[0] {
				p, s := 1.0, 0.0
				for j := range x {
					p *= 1 + (x[j][i]-0.5)/float64(j+1)
					s += math.Sqrt2 * math.Erfinv(2*x[j][i]-1)
				}
				a += p
				b += math.Exp(0.1 * s)
			}
			n := float64(len(x[0]))
			f += (a/n - 1) * (a/n - 1) / 32
			g += (b/n - math.Exp(0.06)) * (b/n - math.Exp(0.06)) / 32
		}
		f, g = math.Sqrt(f), math.Sqrt(g)
		t.Logf("2^%d: %.2e (scipy %.2e), %.2e (scipy %.2e)", c.m, f, c.product, g, c.lognormal)
		if f > 1.5*c.product || g > 1.5*c.lognormal {
			t.Errorf("2^%d: errors %.3g and %.3g, scipy's are %.3g and %.3g", c.m, f, g, c.product, c.lognormal)
		}
	}
}

// TestLayoutsThatDoNotExist have a reason and a way out.
func TestLayoutsThatDoNotExist(t *testing.T) {
	for _, c := range []struct {
		l    Layout
		dims int
		hint string
	}{
		{Layout{Design: Sobol, Seed: 1, Draws: 10000, Replicates: 8}, 3, "use 8192 or 16384 draws"},
		{Layout{Design: Sobol, Seed: 1, Draws: 8, Replicates: 8}, 3, "use 16 draws"},
		{Layout{Design: Sobol, Seed: 1, Draws: 1024, Replicates: 6}, 3, "use 1, 2, 4, 8, 16, 32 or 64 replicates"},
		{Layout{Design: Sobol, Seed: 1, Draws: 1024, Replicates: 8}, 2049, "use design: lhs or mc"},
		{Layout{Design: MC, Seed: 1, Draws: 1000, Replicates: 8}, 3, "leave replicates out, or use design: lhs or sobol"},
		{Layout{Design: LHS, Seed: 1, Draws: 12, Replicates: 8}, 3, "use at least 16 draws"},
		{Layout{Design: LHS, Seed: 1, Draws: 1000, Replicates: 100}, 3, "use 1 to 64 replicates"},
	} {
		var e *LayoutError
		if err := c.l.Check(c.dims); !errors.As(err, &e) || e.Hint != c.hint {
			t.Errorf("%v: %v", c.l, err)
		}
	}
	for _, l := range []Layout{mk(MC, 1, 1), mk(LHS, 10000, 8), mk(Sobol, 8192, 8), mk(Sobol, 64, 1)} {
		if err := l.Check(2048); err != nil {
			t.Errorf("%v: %v", l, err)
		}
	}
}

func BenchmarkColumn(b *testing.B) {
	u := make([]float64, blockSize)
	for _, l := range []Layout{mk(MC, 1<<16, 1), mk(LHS, 1<<16, 8), mk(Sobol, 1<<16, 1), mk(Sobol, 1<<16, 8)} {
		b.Run(fmt.Sprintf("design=%s/replicates=%d", l.Design, l.Replicates), func(b *testing.B) {
			for b.Loop() {
				l.Column(3, 77, 5, u)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/blockSize, "ns/number")
		})
	}
}

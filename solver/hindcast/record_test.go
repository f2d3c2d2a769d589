package hindcast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/fit"
)

// normals are n draws of a normal at the plotting positions (i + 1/2) / n.
func normals(n int, mean, sd float64) (out []float64) {
	for i := range n {
		out = append(out, mean+sd*dist.NormalQuantile((float64(i)+0.5)/float64(n)))
	}
	return out
}

// By hand: of three draws none, one or all below are the scores of 1/8, 3/8 and 7/8.
func TestScore(t *testing.T) {
	f := fit.Forecast{T: []float64{1}, Draws: [][]float64{{1, 2, 3}}}
	for _, c := range [][2]float64{{0, -1.150349}, {1.5, -0.318639}, {9, 1.150349}} {
		if got := Score(f, 0, c[0]); math.Abs(got-c[1]) > 1e-6 {
			t.Errorf("%g: %g, want %g", c[0], got, c[1])
		}
	}
}

// By hand: A has origins at 1, 1.5 and 3, a year ahead, which are 3 spans, with a mean
// square of 2; B has one, which is one span, with 0.04. (3 x 2 + 0.04) / 4 = 1.51.
func TestSpreadOf(t *testing.T) {
	all := []Miss{{"A", 1, 1, 1}, {"A", 1.5, 1, -1}, {"A", 3, 1, 2}, {"B", 2, 1, 0.2}, {"B", 2, 0.5, 7}}
	got, ok := SpreadOf(all, 1)
	if !ok || math.Abs(got.Spans-4) > 1e-12 || math.Abs(got.Square-1.51) > 1e-12 {
		t.Errorf("%+v", got)
	}
	if _, ok := SpreadOf(all, 2); ok {
		t.Error("nothing was scored two years ahead")
	}
}

// A forecast N(10, 2²) read by a mean square of 0.25 over 4 spans has its ends of the
// central 80 and 90 % at 10 +- 2 x 0.5 x 1.533206 and 2.131847, Student's t with 4
// degrees of freedom as tables print it, and keeps its median. The horizon nearest as a
// ratio is taken: 8.4 months are nearer to 6 than to 12, 8.5 are not.
func TestRead(t *testing.T) {
	r := Record{{0.5, 4, 1e6}, {1, 0.25, 4}}
	f := fit.Forecast{T: []float64{3, 2.704, 2.7}, Draws: [][]float64{normals(4001, 10, 2), normals(4001, 10, 2), normals(4001, 10, 2)}}
	got := r.Read(f, 2)
	for _, c := range [][3]float64{{0, 0.5, 10}, {0, 0.9, 11.533206}, {0, 0.05, 7.868153}, {1, 0.9, 10 + 4*1.281552}, {2, 0.9, 10 + 4*1.281552}} {
		if x := got.Quantile(int(c[0]), c[1]); math.Abs(x-c[2]) > 0.03 { // half a draw
			t.Errorf("time %g, %g: %.4f, want %.4f", c[0], c[1], x, c[2])
		}
	}
	f.T = []float64{2.71, 2.71, 2.71}
	if x := r.Read(f, 2).Quantile(0, 0.9); math.Abs(x-11.533206) > 0.03 {
		t.Errorf("8.5 months ahead: %.4f", x)
	}
	if got := (Record(nil)).Read(f, 2); !slices.Equal(got.Draws[0], f.Draws[0]) {
		t.Error("no record changes the forecast")
	}
}

// If a process is too wide or too narrow by a factor that nobody knows, and its past
// errors are independent, the intervals read hold as much as they say whatever the
// factor, with few errors as with many: 4,000 records for each.
func TestReadCovers(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 7))
	for _, c := range []struct {
		spans  int
		factor float64
	}{{4, 0.5}, {4, 1}, {13, 0.7}, {13, 1.3}} {
		const n = 4000
		for _, share := range []float64{0.5, 0.8, 0.9} {
			inside := 0.0
			for range n {
				var all []Miss
				for i := range c.spans {
					all = append(all, Miss{"A", float64(i), 1, c.factor * random.NormFloat64()})
				}
				s, _ := SpreadOf(all, 1)
				if math.Abs(c.factor*random.NormFloat64()) <= s.score((1+share)/2) {
					inside += 1. / n
				}
			}
			if math.Abs(inside-share) > 3*math.Sqrt(share*(1-share)/n) {
				t.Errorf("%d spans, factor %g: %.3f inside %g", c.spans, c.factor, inside, share)
			}
		}
	}
}

// A country's record knows nothing of its own counts, those before the origin
// included, and depends on those of the others.
func TestRecordLeavesOneOut(t *testing.T) {
	counts, countries, pools := table(t, "rollouts_5g.csv", fit.ReadCounts), table(t, "countries.csv", fit.ReadCountries), table(t, "pools.csv", ReadPools)
	of := func(change string) Record {
		x := slices.Clone(counts)
		for i := range x {
			if x[i].Series == change && x[i].Date.Year() >= 2023 {
				x[i].Stations *= 3
			}
		}
		for _, c := range countries {
			if c.Series == "India" {
				r, err := RecordOf(c, x, countries, pools, least, []float64{1}, fit.Options{Draws: 32, Seed: 1})
				if err != nil || len(r) != 1 {
					t.Fatal(r, err)
				}
				return r
			}
		}
		return nil
	}
	plain := of("")
	if !slices.Equal(plain, of("India")) {
		t.Error("India's record changes with India's counts")
	}
	if slices.Equal(plain, of("China")) {
		t.Error("India's record does not change with China's counts")
	}
}

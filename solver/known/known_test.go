package known

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/sample"
)

// TestP1 holds year 5 of the reference problem to what numpy and OpenTURNS
// gave for a million draws: mean, then P05, P10, P50, P90, P95, within five of
// our own standard errors and three of theirs.
func TestP1(t *testing.T) {
	draws := 1_000_000
	if testing.Short() {
		draws = 100_000
	}
	set, err := solver.Run(context.Background(), P1(draws), solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := &set.Series[0]
	for _, peer := range []struct {
		name string
		want [6]float64
	}{
		{"numpy", [6]float64{806.21, 415.32, 473.05, 753.43, 1205.03, 1377.56}},
		{"OpenTURNS", [6]float64{806.14, 415.25, 473.06, 753.55, 1203.74, 1377.40}},
	} {
		got := [6]float64{s.Mean[5], s.Q[0][5], s.Q[1][5], s.Q[3][5], s.Q[5][5], s.Q[6][5]}
		se := [6]float64{s.MeanSE[5], s.QSE[0][5], s.QSE[1][5], s.QSE[3][5], s.QSE[5][5], s.QSE[6][5]}
		for i := range got {
			peers := se[i] * math.Sqrt(float64(draws)/1e6) // they had a million
			if math.Abs(got[i]-peer.want[i]) > 5*se[i]+3*peers {
				t.Errorf("%s, number %d: %.2f ± %.2f, want %.2f", peer.name, i, got[i], se[i], peer.want[i])
			}
		}
	}
}

// TestErrorsAreTrue: over 200 seeds, the spread of means, quantiles and
// probabilities is what their standard errors say, within a fifth, for every
// design; and better designs have smaller errors of the mean.
func TestErrorsAreTrue(t *testing.T) {
	if testing.Short() {
		t.Skip("200 runs for each design")
	}
	mean := map[string]float64{}
	plan := P1(2048) // its tables are made once
	for _, design := range []string{"mc", "lhs", "sobol"} {
		const seeds = 200
		var est, se [3][seeds]float64
		for seed := range seeds {
			copied := *plan
			p := &copied
			p.Layout.Seed, p.Layout.Design, p.Layout.Replicates = uint64(seed), sample.Design(design), 8
			if design == "mc" {
				p.Layout.Replicates = 1
			}
			p.Targets = []solver.Target{{ID: "t", Metric: "fleet.cost", Entity: solver.All, At: p.Axis.Month(5), Threshold: 1000, AtMost: true}}
			set, err := solver.Run(context.Background(), p, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			s := &set.Series[0]
			est[0][seed], se[0][seed] = s.Mean[5], s.MeanSE[5]
			est[1][seed], se[1][seed] = s.Q[5][5], s.QSE[5][5]
			est[2][seed], se[2][seed] = set.Targets[0].Probability, set.Targets[0].SE
		}
		for i, what := range []string{"mean", "P90", "probability"} {
			m, v, claimed := 0.0, 0.0, 0.0
			for k := range seeds {
				m += est[i][k] / seeds
				claimed += se[i][k] * se[i][k] / seeds
			}
			for k := range seeds {
				v += (est[i][k] - m) * (est[i][k] - m) / (seeds - 1)
			}
			ratio := math.Sqrt(claimed / v)
			t.Logf("%s %s: spread %.4g, claimed %.4g, ratio %.2f", design, what, math.Sqrt(v), math.Sqrt(claimed), ratio)
			if ratio < 0.8 || ratio > 1.35 {
				t.Errorf("%s: the error of the %s is %.3g, claimed %.3g", design, what, math.Sqrt(v), math.Sqrt(claimed))
			}
			if i == 0 {
				mean[design] = math.Sqrt(v)
			}
		}
	}
	if mean["lhs"] > mean["mc"]/2 || mean["sobol"] > mean["lhs"] {
		t.Errorf("errors of the mean: %v", mean)
	}
}

// TestFunctions: the closed forms of mean and variance agree with 2^15 scrambled
// Sobol points within 0.3 %, and the indices are shares.
func TestFunctions(t *testing.T) {
	for _, f := range []Function{Ishigami(), SobolG(0, 1, 4.5, 9, 99, 99, 99, 99), Borehole()} {
		const n = 1 << 15
		u := make([][]float64, f.Dims)
		for i := range u {
			u[i] = make([]float64, n)
			sample.Linear(i, 1, uint64(i), u[i])
		}
		point, m, ss := make([]float64, f.Dims), 0.0, 0.0
		for d := range n {
			for i := range point {
				point[i] = u[i][d]
			}
			y := f.Eval(point)
			m += y / n
			ss += y * y / n
		}
		if v := ss - m*m; math.Abs(m/f.Mean-1) > 3e-3 || math.Abs(v/f.Variance-1) > 3e-3 {
			t.Errorf("%s: mean %g and variance %g, want %g and %g", f.Name, m, v, f.Mean, f.Variance)
		}
		sum := 0.0
		for i := range f.First {
			sum += f.First[i]
			if f.First[i] > f.Total[i]+1e-12 || f.Total[i] > 1 {
				t.Errorf("%s: input %d has first index %g, total %g", f.Name, i, f.First[i], f.Total[i])
			}
		}
		if sum > 1 {
			t.Errorf("%s: first indices add up to %g", f.Name, sum)
		}
	}
}

func BenchmarkP1(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("draws=1000000/steps=20/workers=%d", workers), func(b *testing.B) {
			p := P1(1_000_000)
			for b.Loop() {
				if _, err := solver.Run(context.Background(), p, solver.Options{Workers: workers}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/20e6, "ns/draw-step")
		})
	}
}

func BenchmarkP4(b *testing.B) {
	p := P4(1_000_000)
	wants := []solver.Want{{Metric: "linear.sum", Entity: solver.All, At: p.Axis.Start}}
	for b.Loop() {
		if _, _, err := solver.Draw(context.Background(), p, wants, solver.Options{Workers: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

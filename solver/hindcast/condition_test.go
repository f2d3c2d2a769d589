package hindcast

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/sample"
)

// pair is two numbers and their sum.
type pair struct{ a, b, sum float64 }

func pairs(a, b dist.Dist) *solver.PlanOf[pair, pair] {
	inf := math.Inf(1)
	metric := func(key string, ref func(*pair) *float64) declare.Metric[pair] {
		return declare.Metric[pair]{Key: key, Unit: "1", Ref: ref}
	}
	return &solver.PlanOf[pair, pair]{Name: "pair", Axis: axis.Axis{Start: axis.M(2025, 1), Steps: 1}, Base: &pair{},
		Layout: sample.Layout{Design: sample.MC, Draws: 1, Replicates: 1},
		Uncertain: []solver.UncertainOf[pair]{{Path: "a", Ref: func(p *pair) *float64 { return &p.a }, Dist: a, Min: -inf, Max: inf},
			{Path: "b", Ref: func(p *pair) *float64 { return &p.b }, Dist: b, Min: -inf, Max: inf}},
		System: &solver.System[pair, pair]{
			Clone: func(p *pair) *pair { q := *p; return &q },
			New: func(p *pair) solver.Machine[pair] {
				return solver.Machine[pair]{Out: p, Start: func() {}, Advance: func(axis.Step) { p.sum = p.a + p.b }}
			},
			Metrics: func() []declare.Metric[pair] {
				return []declare.Metric[pair]{metric("pair.a", func(p *pair) *float64 { return &p.a }), metric("pair.sum", func(p *pair) *float64 { return &p.sum })}
			},
			Present: func(*pair, string) bool { return true }, Entities: func(*pair, string) []string { return nil },
		}}
}

var wanted = []solver.Want{{Metric: "pair.a", Entity: solver.All, At: axis.M(2025, 1)}, {Metric: "pair.sum", Entity: solver.All, At: axis.M(2025, 1)}}

func moments(x []float64) (mean, sd float64) {
	n := float64(len(x))
	for _, v := range x {
		mean += v / n
	}
	for _, v := range x {
		sd += (v - mean) * (v - mean) / (n - 1)
	}
	return mean, math.Sqrt(sd)
}

// a ~ N(1, 2²), b ~ N(0, 1), and a + b was seen to be 9 with error 0.5: by
// conjugacy a has mean 1 + 4 x 8 / 5.25 = 7.0952 and variance 4 - 16 / 5.25 =
// 0.9524, a + b mean 1 + 5 x 8 / 5.25 = 8.6190 and variance 5 - 25 / 5.25 = 0.2381.
// What was seen lies 3.5 standard deviations out in the prior.
func TestConditionNormal(t *testing.T) {
	p := pairs(dist.Normal{Mu: 1, Sigma: 2}, dist.Normal{Sigma: 1})
	got, err := Condition(context.Background(), p, wanted, func(row []float64) float64 { return -math.Pow((row[1]-9)/0.5, 2) / 2 }, Options{Draws: 8192, Moves: 4, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][2]float64{{7.0952, math.Sqrt(0.9524)}, {8.6190, math.Sqrt(0.2381)}} {
		mean, sd := moments(got.Numbers[i])
		if math.Abs(mean-want[0]) > 0.05 || math.Abs(sd/want[1]-1) > 0.05 {
			t.Errorf("number %d: %.4f ± %.4f, want %.4f ± %.4f", i, mean, sd, want[0], want[1])
		}
	}
	// The uniforms run the plan again to the same numbers.
	e, err := solver.NewEvaluator(p, wanted, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := e.AtOwn(context.Background(), got.U)
	if err != nil {
		t.Fatal(err)
	}
	for i := range again {
		if !slices.Equal(again[i].Values, got.Numbers[i]) {
			t.Errorf("number %d differs when it is run again", i)
		}
	}
}

// Exponential with mean 1, of which 0.5 or less was seen: the truncated one's mean
// is 1 - 0.5 e^-0.5 / (1 - e^-0.5) = 0.2293. A likelihood of nothing seen leaves the
// prior. Neither is normal nor smooth.
func TestConditionOther(t *testing.T) {
	p := pairs(dist.Exponential{Rate: 1}, dist.Normal{Sigma: 1})
	hard := func(row []float64) float64 {
		if row[0] <= 0.5 {
			return 0
		}
		return -50
	}
	for _, c := range []struct {
		like       func([]float64) float64
		mean, most float64
	}{{hard, 0.2293, 0.01}, {func([]float64) float64 { return 0 }, 1, 0.05}} {
		got, err := Condition(context.Background(), p, wanted, c.like, Options{Draws: 8192, Moves: 4, Seed: 2})
		if err != nil {
			t.Fatal(err)
		}
		if mean, _ := moments(got.Numbers[0]); math.Abs(mean-c.mean) > c.most {
			t.Errorf("mean %.4f, want %.4f", mean, c.mean)
		}
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if _, err := Condition(context.Background(), p, wanted, func([]float64) float64 { return x }, Options{Draws: 8, Moves: 1}); err == nil {
			t.Errorf("a log-likelihood of %g everywhere is accepted", x)
		}
	}
	if _, err := Condition(context.Background(), p, wanted, hard, Options{Draws: 8}); err == nil {
		t.Error("no moves are enough")
	}
	late := []solver.Want{{Metric: "pair.a", Entity: solver.All, At: axis.M(2035, 1)}}
	if _, err := Condition(context.Background(), p, late, hard, Options{Draws: 8, Moves: 1}); err == nil {
		t.Error("a month after the run is accepted")
	}
}

// The number of workers changes no bit; the seed does.
func TestConditionIsRepeatable(t *testing.T) {
	prior, s := world(t, "UK")
	plan := prior.Plan(60)
	what := see(prior, plan.Axis, s, nil)
	run := func(workers int, seed uint64) []float64 {
		got, err := Condition(context.Background(), plan, what.wants, what.loglik, Options{Draws: 600, Moves: 2, Seed: seed, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		return got.Numbers[3]
	}
	one := run(1, 5)
	if !slices.Equal(one, run(3, 5)) {
		t.Error("one worker and three differ")
	}
	if slices.Equal(one, run(1, 6)) {
		t.Error("seeds 5 and 6 are the same")
	}
}

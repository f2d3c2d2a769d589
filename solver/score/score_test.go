package score

import (
	"math"
	"testing"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/rng"
)

var (
	from  = axis.M(2025, 10)
	known = []Known{{from - 12, 40}, {from, 100}}
)

// normal draws of a mean and a standard deviation, by quantiles.
func normal(n int, mean, sd float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = mean + sd*dist.NormalQuantile((float64(i)+0.5)/float64(n))
	}
	return out
}

// TestNormal: the score of a normal forecast has a closed form (Gneiting and Raftery 2007, eq. 21):
// s (z (2 F(z) - 1) + 2 f(z) - 1 / sqrt(pi)) with z = (y - m) / s.
func TestNormal(t *testing.T) {
	for _, y := range []float64{150, 163, 110} {
		r, err := Against(Outcome{"m", "all", from + 12, y}, normal(20000, 150, 10), known, 300, from+24)
		if err != nil {
			t.Fatal(err)
		}
		z := (y - 150) / 10
		cdf := 0.5 * (1 + math.Erf(z/math.Sqrt2))
		want := 10 * (z*(2*cdf-1) + 2*math.Exp(-z*z/2)/math.Sqrt(2*math.Pi) - 1/math.Sqrt(math.Pi))
		if math.Abs(r.CRPS-want) > 1e-3*want || math.Abs(r.PIT-cdf) > 1e-4 {
			t.Errorf("%g: %g, %g; by the form %g, %g", y, r.CRPS, r.PIT, want, cdf)
		}
		if in := [3]bool{math.Abs(z) < 0.674, math.Abs(z) < 1.282, math.Abs(z) < 1.645}; [3]bool(r.Inside) != in {
			t.Errorf("%g: %v", y, r.Inside)
		}
		// It stays at 100; it goes on by 60 to 160; the plan's line is half way from 100 to 300.
		if r.Of != [baselines]float64{y - 100, math.Abs(y - 160), math.Abs(y - 200)} || !r.Has[Slope] || !r.Has[Plan] {
			t.Errorf("%g: %v", y, r.Of)
		}
	}
}

// TestBandsOfAnHonestForecast: of outcomes drawn from the forecast itself the bands hold their share, and its score is less than that of a
// forecast half and twice as wide: it is proper.
func TestBandsOfAnHonestForecast(t *testing.T) {
	u := make([]float64, 4000)
	rng.Fill(5, rng.Stream("score"), 0, u)
	rows := map[float64][]Row{}
	for _, x := range u {
		y := 150 + 10*dist.NormalQuantile(x)
		for _, wide := range []float64{5, 10, 20} {
			r, err := Against(Outcome{"m", "all", from + 6, y}, normal(200, 150, wide), known, math.NaN(), 0)
			if err != nil {
				t.Fatal(err)
			}
			rows[wide] = append(rows[wide], r)
		}
	}
	honest := Summaries(rows[10])[0]
	for b, share := range Bands {
		if got := float64(honest.Inside[b]) / 4000; math.Abs(got-share) > 3*math.Sqrt(share*(1-share)/4000)+0.006 {
			t.Errorf("%g of outcomes in the %g band", got, share)
		}
	}
	if n, w := Summaries(rows[5])[0].CRPS, Summaries(rows[20])[0].CRPS; honest.CRPS >= n || honest.CRPS >= w || honest.Count[Plan] > 0 {
		t.Errorf("honest %g, narrow %g, wide %g", honest.CRPS, n, w)
	}
}

func TestSummaries(t *testing.T) {
	rows := []Row{{Outcome: Outcome{Metric: "a", Entity: "all"}, CRPS: 2, Inside: []bool{true, true, true}, Of: [baselines]float64{4, 0, 10}, Has: [baselines]bool{true, false, true}},
		{Outcome: Outcome{Metric: "b", Entity: "all"}, CRPS: 7, Inside: []bool{false, false, false}, Of: [baselines]float64{7}, Has: [baselines]bool{true}},
		{Outcome: Outcome{Metric: "a", Entity: "all"}, CRPS: 4, Inside: []bool{false, true, true}, Of: [baselines]float64{8}, Has: [baselines]bool{true}}}
	got := Summaries(rows)
	a := got[0]
	if len(got) != 2 || a.N != 2 || a.CRPS != 3 || a.Inside[0] != 1 || a.Inside[1] != 2 || a.Skill(Same) != 0.5 || a.Skill(Plan) != 0.8 || !math.IsNaN(a.Skill(Slope)) || got[1].Skill(Same) != 0 {
		t.Errorf("%+v", got)
	}
	if _, err := Against(Outcome{At: from}, []float64{1}, known, math.NaN(), 0); err == nil {
		t.Error("what was known already was scored")
	}
	if _, err := Against(Outcome{At: from + 1}, nil, known, math.NaN(), 0); err == nil {
		t.Error("nothing was scored")
	}
}

// TestNothingMeasured: where nothing was known before, an outcome has its score and its bands, and no baseline.
func TestNothingMeasured(t *testing.T) {
	r, err := Against(Outcome{"m", "all", from + 6, 150}, normal(200, 150, 10), []Known{{from, math.NaN()}}, 300, from+24)
	if err != nil || r.Has != [baselines]bool{} || math.IsNaN(r.CRPS) || !r.Inside[0] {
		t.Errorf("%v: %+v", err, r)
	}
}

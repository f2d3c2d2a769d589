package hindcast

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/fit"
	"github.com/headroom-planner/headroom/solver/rng"
)

// planted is a roll-out drawn from a country's prior and counted when it was, with
// the noise that the likelihood takes it to have.
func planted(t *testing.T, p Prior, times []float64, seed uint64) fit.Series {
	s := fit.Series{Name: fmt.Sprint("planted ", seed), T: times}
	for range times {
		s.Y = append(s.Y, 1)
	}
	plan := p.Plan(int(12*times[len(times)-1]) + 2)
	what := see(p, plan.Axis, s, nil)
	e, err := solver.NewEvaluator(plan, what.wants, solver.Options{Workers: 1})
	if err != nil {
		t.Error(err)
		return s
	}
	u := make([][]float64, len(plan.Uncertain))
	for i := range u {
		u[i] = make([]float64, 1)
		rng.Fill(seed, rng.Stream("planted/"+plan.Uncertain[i].Path), 0, u[i])
	}
	columns, err := e.AtOwn(context.Background(), u)
	if err != nil {
		t.Error(err)
		return s
	}
	row := make([]float64, len(columns))
	for i, c := range columns {
		row[i] = c.Values[0]
	}
	z := make([]float64, len(times))
	rng.Fill(seed, rng.Stream("planted/noise"), 0, z)
	for i := range times {
		x := dist.NormalQuantile(z[i])
		if i == 0 {
			s.Y[0] = what.at(row, 0) * math.Exp(opening*x)
			continue
		}
		months := 12 * (times[i] - times[i-1])
		s.Y[i] = s.Y[i-1] + (what.at(row, i)-what.at(row, i-1))*math.Exp(row[len(row)-1]/math.Sqrt(months)*x)
	}
	return s
}

// Where the process is true, its intervals hold what comes about as often as they
// say: 40 roll-outs from China's prior, five counts in three years, half a year ahead.
func TestCoversPlanted(t *testing.T) {
	if testing.Short() {
		t.Skip("40 roll-outs")
	}
	p, _ := world(t, "China")
	var inside [3]int
	const n = 40
	var each [n]fit.Score
	atOnce(n, func(i int) {
		s := planted(t, p, []float64{0.5, 1, 1.5, 2.25, 3, 4}, uint64(i))
		known, later := s.Split(3.5)
		f, err := Process(p).At(known, later.T, fit.Options{Draws: 96, Seed: uint64(i)})
		if err != nil {
			t.Error(err)
			return
		}
		each[i] = f.Against(later)
	})
	for _, got := range each {
		for i, x := range []int{got.Inside50, got.Inside80, got.Inside90} {
			inside[i] += x
		}
	}
	t.Logf("%d, %d and %d of %d inside 50, 80 and 90 %%", inside[0], inside[1], inside[2], n)
	for i, share := range []float64{0.5, 0.8, 0.9} {
		if got := float64(inside[i]) / n; math.Abs(got-share) > 3*math.Sqrt(share*(1-share)/n) {
			t.Errorf("%d of %d inside %g %%", inside[i], n, 100*share)
		}
	}
}

// A prior knows nothing of its country's own counts, which are all that is scored.
func TestPriorLeavesOneOut(t *testing.T) {
	counts, countries, pools := table(t, "rollouts_5g.csv", fit.ReadCounts), table(t, "countries.csv", fit.ReadCountries), table(t, "pools.csv", ReadPools)
	for _, c := range countries {
		p, err := PriorOf(c, counts, countries, pools)
		if c.Series == "Brazil" {
			if err == nil {
				t.Error("Brazil has no 4G stations here, and a prior")
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		others := append([]fit.Count(nil), counts...)
		for i := range others {
			if others[i].Series == c.Series {
				others[i].Stations *= 3
			}
		}
		q, err := PriorOf(c, others, countries, pools)
		if err != nil || p.Sites != q.Sites || p.Pace != q.Pace {
			t.Errorf("%s: %+v, with three times its counts %+v, %v", c.Series, p, q, err)
		}
		t.Logf("%s: sites %.0f, pace %.1f (%.2f)", c.Series, p.Sites.Quantile(0.5), p.Pace.Quantile(0.5), p.Pace.Sigma)
	}
}

// What comes after the origin moves no forecast from it.
func TestNothingLaterIsSeen(t *testing.T) {
	p, s := world(t, "UK")
	long := s
	long.Y = append(append([]float64(nil), s.Y[:4]...), 1e6)
	for i, x := range []fit.Series{s, long} {
		o := Origins(x, 4, 1)[0]
		if o.Known != 4 || o.Between || o.Series.Y[4] != x.Y[4] {
			t.Fatalf("%+v", o)
		}
		known, later := o.Series.Split(o.At)
		f, err := Process(p).At(known, later.T, fit.Options{Draws: 64, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		if want := f.Point[0]; i == 1 && want != keep {
			t.Errorf("%g and %g", want, keep)
		} else {
			keep = want
		}
	}
	if _, err := Process(p).At(fit.Series{Name: "one", T: []float64{1}, Y: []float64{5}}, []float64{2}, fit.Options{Draws: 8}); err == nil {
		t.Error("one count is enough")
	}
}

var keep float64

// Counts at 0, 1, 2 and 3.5 years: from the second a year on is the third, from the third it
// lies two thirds of the way to the fourth; from the fourth there is nothing.
func TestOrigins(t *testing.T) {
	got := Origins(fit.Series{Name: "s", T: []float64{0, 1, 2, 3.5}, Y: []float64{0, 10, 20, 50}}, 2, 1)
	if len(got) != 2 || got[0].Series.Y[2] != 20 || got[0].Between || !got[1].Between || math.Abs(got[1].Series.Y[3]-40) > 1e-9 {
		t.Errorf("%+v", got)
	}
}

func TestPools(t *testing.T) {
	for _, p := range table(t, "pools.csv", ReadPools) {
		if p.Source == "" || p.Date.After(day(2025, 10, 31)) {
			t.Errorf("%+v", p)
		}
	}
	for _, text := range []string{"", "a,b\n", "series,date,stations,confidence,source\nX,soon,1,high,s\n", "series,date,stations,confidence,source\nX,2020-01-01,0,high,s\n"} {
		if _, err := ReadPools(strings.NewReader(text)); err == nil {
			t.Errorf("%q: accepted", text)
		}
	}
}

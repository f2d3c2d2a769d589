package hindcast

import (
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"github.com/headroom-planner/headroom/solver/fit"
)

func table[T any](t testing.TB, name string, read func(io.Reader) ([]T, error)) []T {
	t.Helper()
	f, err := os.Open("../../testdata/rollouts/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out, err := read(f)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLook(t *testing.T) {
	counts, countries := table(t, "rollouts_5g.csv", fit.ReadCounts), table(t, "countries.csv", fit.ReadCountries)
	for _, c := range countries {
		if c.Series != "India" && c.Series != "China" && c.Series != "UK" {
			continue
		}
		p, err := PriorOf(c, counts, countries, table(t, "pools.csv", ReadPools))
		if err != nil {
			t.Fatal(err)
		}
		all := []fit.Forecaster{Process(p)}
		for _, o := range Origins(fit.SeriesOf(counts, c), 4, 1) {
			start := time.Now()
			r := fit.Backtest(o.Case, all, fit.Options{Draws: 1024, Seed: 57})
			date := c.Launch.Add(time.Duration(o.At * 365.25 * 24 * float64(time.Hour))).Format("2006-01-02")
			y := o.Series.Y[len(o.Series.Y)-1]
			fmt.Printf("%-6s %s n=%2d %v y=%8.0f |", c.Series, date, o.Known, o.Between, y)
			for _, x := range r {
				fmt.Printf(" %s %5.1f/%5.1f;", x.Forecaster[:4], 100*x.Score.MAPE, 100*x.Score.CRPS)
			}
			fmt.Printf(" w %.0f in %d %d  %v\n", 100*r[len(r)-1].Score.Width90, r[len(r)-1].Score.Inside90, r[len(r)-1].Score.Inside50, time.Since(start).Round(time.Millisecond))
			if r[len(r)-1].Err != nil {
				t.Error(r[len(r)-1].Err)
			}
		}
	}
}

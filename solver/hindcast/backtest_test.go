package hindcast

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/headroom-planner/headroom/solver/fit"
)

var update = flag.Bool("update", false, "write the table of the hindcast anew")

func table[T any](t testing.TB, name string, read func(io.Reader) ([]T, error)) []T {
	t.Helper()
	f, err := os.Open("../../scenarios/library/rollouts/" + name)
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

// world is a country with its prior and counts.
func world(t testing.TB, name string) (Prior, fit.Series) {
	t.Helper()
	counts, countries := table(t, "rollouts_5g.csv", fit.ReadCounts), table(t, "countries.csv", fit.ReadCountries)
	for _, c := range countries {
		if c.Series != name {
			continue
		}
		p, err := PriorOf(c, counts, countries, table(t, "pools.csv", ReadPools))
		if err != nil {
			t.Fatal(err)
		}
		return p, fit.SeriesOf(counts, c)
	}
	t.Fatalf("no country %s", name)
	return Prior{}, fit.Series{}
}

// singles are the baselines that are one method each; the pool comes after them
// and the process last.
const singles, process = 5, 6

// score forecasts from every origin of three countries, the roll-outs with more
// than four counts or nearly.
func score(t *testing.T, years float64, baseline, draws int) []Scored {
	var rows []Scored
	var priors []Prior
	for _, name := range []string{"India", "China", "UK"} {
		p, s := world(t, name)
		for _, o := range Origins(s, 4, years) {
			rows, priors = append(rows, Scored{Origin: o, Weight: 1}), append(priors, p)
		}
	}
	atOnce(len(rows), func(i int) {
		o := rows[i].Origin
		results := append(fit.Backtest(o.Case, fit.Forecasters, fit.Options{Draws: baseline, Seed: 57}),
			fit.Backtest(o.Case, []fit.Forecaster{Process(priors[i])}, fit.Options{Draws: draws, Seed: 57})...)
		for _, r := range results {
			if r.Err != nil {
				t.Errorf("%s, %d counts, %s: %v", o.Series.Name, o.Known, r.Forecaster, r.Err)
			}
			rows[i].Scores = append(rows[i].Scores, r.Score)
		}
	})
	return rows
}

// atOnce does n things, as many at a time as there are processors.
func atOnce(n int, do func(i int)) {
	var wait sync.WaitGroup
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		wait.Add(1)
		places <- struct{}{}
		go func() {
			defer func() { <-places; wait.Done() }()
			do(i)
		}()
	}
	wait.Wait()
}

// vietnam writes what the process says of Viet Nam at the end of the evidence. It
// knows of no plan and no subsidy, and there is nothing to score it by.
func vietnam(t *testing.T, b *strings.Builder) {
	p, s := world(t, "Viet Nam")
	at := []float64{p.Country.Years(day(2025, 12, 31)), p.Country.Years(day(2026, 12, 31)), p.Country.Years(day(2027, 12, 31))}
	f, err := Process(p).At(s, at, fit.Options{Draws: 1024, Seed: 57})
	if err != nil {
		t.Fatal(err)
	}
	b.WriteString("Viet Nam from its counts until 2025-10, thousands of stations: P05, P25, P50, P75, P95\n\n")
	for i, year := range []string{"2025-12", "2026-12", "2027-12"} {
		line(b, year, every([]float64{0.05, 0.25, 0.5, 0.75, 0.95}, func(q float64) string { return fmt.Sprintf("%.1f", f.Quantile(i, q)/1000) }))
	}
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// TestHindcast holds the table golden, and what is claimed of it: at 12 months, the
// median error at most 8 %, CRPS at least 25 % below that of the best single
// baseline of all origins and of each country once.
func TestHindcast(t *testing.T) {
	if testing.Short() {
		t.Skip("three horizons, seven forecasters")
	}
	var b strings.Builder
	for _, months := range []int{12, 6, 24} {
		baseline, draws := 400, 1024
		if months != 12 {
			baseline, draws = 200, 512
		}
		rows := score(t, float64(months)/12, baseline, draws)
		report(&b, rows, months, months == 12)
		if months != 12 {
			continue
		}
		for _, g := range groups[3:] {
			s := Summarise(of(rows, g))
			best, at := Best(s.CRPS, singles)
			if s.Median[process] > 0.08 || s.CRPS[process] > 0.75*best {
				t.Errorf("%s: median error %.3f; CRPS %.4f, of %s %.4f", g, s.Median[process], s.CRPS[process], names()[at], best)
			}
		}
	}
	vietnam(t, &b)
	const file = "../../testdata/rollouts/hindcast.txt"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	same(t, b.String(), string(want))
}

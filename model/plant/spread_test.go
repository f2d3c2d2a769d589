package plant

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"
)

// shareBelow is the share of standard scores at which f is at most x, f rising.
func shareBelow(f func(float64) float64, x float64) float64 {
	lo, hi := -8.0, 8.0
	for range 60 {
		if z := (lo + hi) / 2; f(z) <= x {
			lo = z
		} else {
			hi = z
		}
	}
	return math.Erfc(-lo/math.Sqrt2) / 2
}

// TestSpread holds the factors against the quantiles of 4,096 drawn plants of each kind
// in each city, and the share of them that meets a cap of 1.4 at .7 of load and at full load,
// which the factors were not made from.
func TestSpread(t *testing.T) {
	f, err := os.Open("../grid/testdata/pue_cap_4096.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	kinds := append(Kinds(), LargeDry())
	spreads := Spreads()
	if len(spreads) != len(kinds) {
		t.Fatalf("%d spreads of %d kinds", len(spreads), len(kinds))
	}
	climates := climatesByPlace(t)
	worstPUE, worstCap := 0.0, 0.0
	for _, r := range rows[1:] {
		num := func(i int) float64 {
			x, err := strconv.ParseFloat(r[i], 64)
			if err != nil {
				t.Fatal(err)
			}
			return x
		}
		k := int(num(0)) - 1
		p, err := Size(kinds[k], 10000, climates[r[1]])
		if err != nil {
			t.Fatal(err)
		}
		table := Tabulate(p, climates[r[1]])
		pue := func(load float64) func(float64) float64 {
			return func(z float64) float64 { return 1 + (table.YearPUE(load)-1)*spreads[k].Overhead.At(z) }
		}
		for i, z := range []float64{-z95, 0, z95} {
			got := pue(.7)(z)
			if off := math.Abs(got/num(5+i) - 1); off > .03 {
				t.Errorf("kind %d in %s: PUE %.3f at score %.2f, drawn plants have %.3f", k+1, r[1], got, z, num(5+i))
			} else {
				worstPUE = max(worstPUE, off)
			}
			water := table.YearWUE(.7) * spreads[k].Water.At(z)
			if want := num(8 + i); math.Abs(water-want) > .07*want+.12 {
				t.Errorf("kind %d in %s: WUE %.2f at score %.2f, drawn plants have %.2f", k+1, r[1], water, z, want)
			}
		}
		for i, load := range []float64{.7, 1} {
			off := math.Abs(shareBelow(pue(load), 1.4) - num(3+i))
			if off > .03 {
				t.Errorf("kind %d in %s: %.3f meet 1.4 at %g of load, of drawn plants %.3f", k+1, r[1], shareBelow(pue(load), 1.4), load, num(3+i))
			}
			worstCap = max(worstCap, off)
		}
	}
	t.Logf("PUE within %.1f %%; share that meets 1.4 within %.3f", 100*worstPUE, worstCap)
}

// climatesByPlace are years of the normals.
func climatesByPlace(t *testing.T) map[string]*Weather {
	t.Helper()
	text, err := os.ReadFile("../datacenter/climates.csv")
	if err != nil {
		t.Fatal(err)
	}
	all, err := ReadClimates(string(text))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*Weather{}
	for i := range all {
		if !slices.Contains([]string{"ha-noi", "da-nang", "ho-chi-minh-city"}, all[i].Place) {
			continue
		}
		if out[all[i].Place], err = all[i].Weather(0, 0); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

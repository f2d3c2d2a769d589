package grid

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/fit"
	"github.com/headroom-planner/headroom/solver/rng"
)

// record is Viet Nam's grid factor of 2014 to 2023 as the library has it.
func record(t testing.TB) []float64 {
	t.Helper()
	b, err := os.ReadFile("../../scenarios/library/facts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var out []float64
	for year := 2014; year <= 2023; year++ {
		_, after, ok := strings.Cut(string(b), "\n  pow-ef-"+strconv.Itoa(year)+":")
		if !ok {
			t.Fatalf("no factor of %d", year)
		}
		_, after, _ = strings.Cut(after, "value:")
		line, _, _ := strings.Cut(after, "\n")
		x, err := strconv.ParseFloat(strings.TrimSpace(line), 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

// belief is how many years of no change stand for what is believed of the drift
// before a record is seen: ten, as long as the record. It was set before the scores
// below were looked at.
const belief = 10

// forecaster gives the quantile p of a record h years on.
type forecaster struct {
	name string
	at   func(known []float64) func(h, p float64) float64
}

func walk(t *testing.T, k float64) func([]float64) func(h, p float64) float64 {
	return func(known []float64) func(h, p float64) float64 {
		x, err := FitPath(known, k)
		if err != nil {
			t.Fatal(err)
		}
		student := dist.NewStudentT(x.Degree, 0, 1)
		return func(h, p float64) float64 { return x.At(h, student.Quantile(p)) }
	}
}

// trend is a straight line by least squares with its interval of prediction.
func trend(known []float64) func(h, p float64) float64 {
	n := float64(len(known))
	mean, middle := 0.0, (n-1)/2
	for _, y := range known {
		mean += y / n
	}
	sxx, sxy := 0.0, 0.0
	for i, y := range known {
		d := float64(i) - middle
		sxx += d * d
		sxy += d * y
	}
	slope, rest := sxy/sxx, 0.0
	for i, y := range known {
		e := y - mean - slope*(float64(i)-middle)
		rest += e * e
	}
	s := math.Sqrt(rest / (n - 2))
	student := dist.NewStudentT(n-2, 0, 1)
	return func(h, p float64) float64 {
		d := n - 1 + h - middle
		return mean + slope*d + s*math.Sqrt(1+1/n+d*d/sxx)*student.Quantile(p)
	}
}

// score is sums over forecasts, in fractions of what came.
type score struct {
	n, err, bias, quantiles, width float64
	inside                         [3]int // central 50, 80 and 90 %
}

func (s *score) add(o score) {
	s.n, s.err, s.bias, s.quantiles, s.width = s.n+o.n, s.err+o.err, s.bias+o.bias, s.quantiles+o.quantiles, s.width+o.width
	for i := range s.inside {
		s.inside[i] += o.inside[i]
	}
}

func scoreOf(q func(h, p float64) float64, h, y float64) score {
	median := q(h, .5)
	s := score{n: 1, err: math.Abs(median/y - 1), bias: median/y - 1, width: (q(h, .95) - q(h, .05)) / y}
	// A logarithm with Student's tails has no mean, and so no CRPS: quantiles are scored.
	for p := .05; p < .96; p += .05 {
		s.quantiles += 2 * fit.Pinball(p, q(h, p), y) / y / 19
	}
	for i, w := range []float64{.5, .8, .9} {
		if q(h, (1-w)/2) <= y && y <= q(h, (1+w)/2) {
			s.inside[i]++
		}
	}
	return s
}

// TestBackcast forecasts each year of the record from each earlier year with at
// least four factors, one to five years ahead: 20 forecasts from six origins, which
// share years and are not 20 trials. Whatever comes out is the table.
func TestBackcast(t *testing.T) {
	ef := record(t)
	var table strings.Builder
	table.WriteString("forecast,ahead,n,mean_error_pct,bias_pct,quantile_score_pct,inside50,inside80,inside90,width90_pct\n")
	for _, f := range []forecaster{
		{"walk, belief 10", walk(t, belief)}, {"walk, belief 0", walk(t, 0)}, {"persistence", walk(t, 1e9)}, {"linear trend", trend},
	} {
		var by [6]score // all, and by years ahead
		for origin := 3; origin < len(ef)-1; origin++ {
			q := f.at(ef[:origin+1])
			for h := 1; h <= 5 && origin+h < len(ef); h++ {
				one := scoreOf(q, float64(h), ef[origin+h])
				by[0].add(one)
				by[h].add(one)
			}
		}
		for ahead, s := range by {
			when := strconv.Itoa(ahead)
			if ahead == 0 {
				when = "all"
			}
			fmt.Fprintf(&table, "%q,%s,%.0f,%.1f,%+.1f,%.1f,%d,%d,%d,%.0f\n", f.name, when, s.n, 100*s.err/s.n, 100*s.bias/s.n, 100*s.quantiles/s.n, s.inside[0], s.inside[1], s.inside[2], 100*s.width/s.n)
		}
	}
	golden(t, "factor_backcast.csv", table.String())
}

// TestPathByHand: changes of ln 2, -ln 2 and ln 2 with k = 1: m = ln 2 / 4,
// s^2 = (3 - 1/4)/3 ln^2 2, scale at h = 2 is s sqrt(2 + 4/4).
func TestPathByHand(t *testing.T) {
	x, err := FitPath([]float64{.5, 1, .5, 1}, 1)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "drift", x.Drift, math.Ln2/4, 1e-15)
	near(t, "step", x.Step, math.Ln2*math.Sqrt(2.75/3), 1e-15)
	near(t, "scale", x.Scale(2), x.Step*math.Sqrt(3), 1e-15)
	near(t, "at", x.At(2, -1), math.Exp(math.Ln2/2-x.Scale(2)), 1e-15)
	near(t, "degrees", x.Degree, 3, 0)
	y, err := FitPath([]float64{.5, 1, .5, 1}, 0) // the mean change, its usual deviation, n - 1
	if err != nil {
		t.Fatal(err)
	}
	near(t, "drift", y.Drift, math.Ln2/3, 1e-15)
	near(t, "step", y.Step, math.Ln2*math.Sqrt((3-1.0/3)/2), 1e-15)
	near(t, "degrees", y.Degree, 2, 0)
}

// TestWalkIsThePath: years of many walks have the quantiles of At, within their
// sampling error, and paths go both up and down.
func TestWalkIsThePath(t *testing.T) {
	x, err := FitPath(record(t), belief)
	if err != nil {
		t.Fatal(err)
	}
	const draws, years = 40000, 7
	u := make([]float64, years+2)
	chi := dist.NewGamma(x.Degree/2, 2)
	student := dist.NewStudentT(x.Degree, 0, 1)
	below := map[[2]int]int{}
	rises := 0
	into, zs := make([]float64, years), make([]float64, years)
	for d := range uint32(draws) {
		rng.Fill(7, rng.Stream("factor"), d, u)
		for i := range zs {
			zs[i] = dist.NormalQuantile(u[i+2])
		}
		if err := x.Walk(into, chi.Quantile(u[0]), dist.NormalQuantile(u[1]), zs); err != nil {
			t.Fatal(err)
		}
		for i, y := range into {
			for k, p := range []float64{.05, .5, .95} {
				if y < x.At(float64(i+1), student.Quantile(p)) {
					below[[2]int{i, k}]++
				}
			}
			if i > 0 && y > into[i-1] {
				rises++
			}
		}
	}
	for i := range years {
		for k, p := range []float64{.05, .5, .95} {
			near(t, fmt.Sprintf("share below quantile %g in year %d", p, i+1), float64(below[[2]int{i, k}])/draws, p, 4*math.Sqrt(p*(1-p)/draws))
		}
	}
	if share := float64(rises) / (draws * (years - 1)); share < .2 || share > .8 {
		t.Errorf("%.2f of the changes rise", share)
	}
	noAllocations(t, "walk", func() { _ = x.Walk(into, 9, 0.3, zs) })
}

// TestPath2030 keeps the figures of docs/MODELS.md.
func TestPath2030(t *testing.T) {
	x, err := FitPath(record(t), belief)
	if err != nil {
		t.Fatal(err)
	}
	student := dist.NewStudentT(x.Degree, 0, 1)
	near(t, "drift", x.Drift, -0.0002, 5e-5)
	near(t, "step", x.Step, 0.0997, 5e-5)
	for p, want := range map[float64]float64{.05: .374, .5: .658, .95: 1.160} {
		near(t, "2030", x.At(7, student.Quantile(p)), want, 6e-4)
	}
}

func TestPathRefuses(t *testing.T) {
	_, err := FitPath([]float64{.6, .7, .8}, 1)
	refused(t, "years of the record", err)
	_, err = FitPath([]float64{.6, .7, .8, 0}, 1)
	refused(t, "emission factor", err)
	_, err = FitPath([]float64{.6, .7, .8, .7}, -1)
	refused(t, "years of belief", err)
	x, err := FitPath([]float64{.6, .7, .8, .7}, 1)
	if err != nil {
		t.Fatal(err)
	}
	refused(t, "chi squared", x.Walk(make([]float64, 2), 0, 0, make([]float64, 2)))
	refused(t, "normal numbers", x.Walk(make([]float64, 2), 3, 0, make([]float64, 1)))
}

// TestScope2: 40 % from a park without emissions leaves 60 % of the grid's factor in
// the market-based method and all of it in the location-based one.
func TestScope2(t *testing.T) {
	const grid = Operational(0.6592)
	market, err := MarketBased(grid, []Contract[Operational]{{.4, 0}})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "market", float64(market), .6*.6592, 1e-12)
	c := CarbonOf(1e6, grid, market)
	near(t, "location kg", float64(c.Location), 659200, 1e-6)
	near(t, "market kg", float64(c.Market), 395520, 1e-6)
	all, err := MarketBased(grid, []Contract[Operational]{{.1, 0}, {.9, 0.05}})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "all under contract", float64(all), .045, 1e-12)
	// The life cycle is another type: MarketBased(grid, []Contract[Lifecycle]{}) does not compile.
	life, err := MarketBased(Lifecycle(.681), []Contract[Lifecycle]{{.5, .04}})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "life cycle", float64(life), .3605, 1e-12)
	_, err = MarketBased(grid, []Contract[Operational]{{.6, 0}, {.6, 0}})
	refused(t, "sum of shares", err)
	near(t, "CUE", float64(CUE(1.4e6, 1e6, grid)), 1.4*.6592, 1e-12)
	if x := CUE(1, 0, grid); !math.IsNaN(float64(x)) {
		t.Errorf("CUE without IT is %g", float64(x))
	}
}

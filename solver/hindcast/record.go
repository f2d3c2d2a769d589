package hindcast

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/fit"
	"gonum.org/v1/gonum/stat/distuv"
)

// Miss is where a count lay in a forecast of it.
type Miss struct {
	Series string
	// At is the origin in years since the launch, Years the horizon.
	At, Years float64
	// Z is the normal score of the count's rank among the draws: 0 at the median, 1.28
	// and 1.64 at the ends of the central 80 and 90 %, whatever the forecast's width.
	Z float64
}

// Score is the normal score of a count among the draws of a forecast at time i,
// the quantile of (draws below + 1/2) / (draws + 1): it is never infinite, and at
// most 3.1 with 512 draws.
func Score(f fit.Forecast, i int, count float64) float64 {
	below := sort.SearchFloat64s(f.Draws[i], count)
	return dist.NormalQuantile((float64(below) + 0.5) / float64(len(f.Draws[i])+1))
}

// Misses are those of a country's own roll-out, from every origin with so many
// counts and at every horizon in years where one can be scored. The prior's Record
// is not used.
func Misses(p Prior, s fit.Series, least int, years []float64, o fit.Options) ([]Miss, error) {
	p.Record = nil
	var out []Miss
	for _, from := range Ahead(s, least, years) {
		f, later, err := from.Forecast(Process(p), o)
		if err != nil {
			return nil, err
		}
		for i, y := range later.Y {
			out = append(out, Miss{Series: s.Name, At: from[0].At, Years: later.T[i] - from[0].At, Z: Score(f, i, y)})
		}
	}
	return out, nil
}

// Spread is how wide the forecasts of a horizon were in other roll-outs.
type Spread struct {
	Years float64
	// Square is the mean of squared scores, 1 if spreads were right: each country's
	// own mean, weighted by its spans.
	Square float64
	// Spans is how many horizons fit between the first origin and the last count
	// scored without overlapping, of all countries. It is what stands for the number of
	// trials; origins between share their years.
	Spans float64
}

// SpreadOf sums up misses of one horizon; ok is false if there are none.
func SpreadOf(all []Miss, years float64) (out Spread, ok bool) {
	out.Years = years
	by := map[string][]Miss{}
	var names []string
	for _, m := range all {
		if math.Abs(m.Years-years) > dayInYears {
			continue
		}
		if by[m.Series] == nil {
			names = append(names, m.Series)
		}
		by[m.Series] = append(by[m.Series], m)
	}
	for _, name := range names {
		first, last, square := math.Inf(1), math.Inf(-1), 0.0
		for _, m := range by[name] {
			first, last = math.Min(first, m.At), math.Max(last, m.At)
			square += m.Z * m.Z / float64(len(by[name]))
		}
		spans := 1 + (last-first)/years
		out.Spans += spans
		out.Square += spans * square
	}
	out.Square /= out.Spans
	return out, len(names) > 0
}

// Record is the spreads of other roll-outs by horizon.
type Record []Spread

// RecordOf is the record by which the intervals of a country's forecasts are read:
// that of all other roll-outs with a prior and enough counts. The country's own
// counts enter nowhere: what the others begin with comes without them.
func RecordOf(c fit.Country, counts []fit.Count, countries []fit.Country, pools []Pool, least int, years []float64, o fit.Options) (Record, error) {
	foreign := slices.DeleteFunc(slices.Clone(counts), func(x fit.Count) bool { return x.Series == c.Series })
	var all []Miss
	for _, other := range countries {
		p, err := PriorOf(other, foreign, countries, pools)
		if other.Series == c.Series || err != nil {
			continue // no pool, or too few others to learn a pace from
		}
		m, err := Misses(p, fit.SeriesOf(foreign, other), least, years, o)
		if err != nil {
			return nil, fmt.Errorf("hindcast: %s: %w", other.Series, err)
		}
		all = append(all, m...)
	}
	var out Record
	for _, y := range years {
		if s, ok := SpreadOf(all, y); ok {
			out = append(out, s)
		}
	}
	return out, nil
}

// Read widens or narrows a forecast from a time by the spread of the horizon that is
// nearest as a ratio. If n scores z of independent spans are normal with mean 0 and
// a variance of which nothing is known (density 1 / variance), the next one is s
// T, T Student's t with n degrees of freedom and s² the mean of z². So the
// quantile at p is that of the forecast at
//
//	Phi(s T^-1(p; n))
//
// which leaves the median. z / s is Student's t by its definition, whatever the
// variance, so that the intervals hold what they say over repeated records.
// Beyond the outermost draws there is nothing to read.
//
// Source for judging forecasts by their ranks: Gneiting, Balabdaoui and Raftery,
// "Probabilistic forecasts, calibration and sharpness", J. R. Stat. Soc. B 69,
// 2007, 243-268.
func (r Record) Read(f fit.Forecast, from float64) fit.Forecast {
	if len(r) == 0 {
		return f
	}
	out := f
	out.Draws = make([][]float64, len(f.Draws))
	for i, t := range f.T {
		far := func(s Spread) float64 { return math.Abs(math.Log(math.Max(t-from, dayInYears) / s.Years)) }
		near := slices.MinFunc(r, func(a, b Spread) int { return cmp.Compare(far(a), far(b)) })
		n := len(f.Draws[i])
		for d := range n {
			out.Draws[i] = append(out.Draws[i], f.Quantile(i, dist.Normal{Sigma: 1}.CDF(near.score((float64(d)+0.5)/float64(n)))))
		}
	}
	return out
}

// score is the normal score at which a forecast is read for its quantile at p.
func (s Spread) score(p float64) float64 {
	return math.Sqrt(s.Square) * distuv.StudentsT{Sigma: 1, Nu: s.Spans}.Quantile(p)
}

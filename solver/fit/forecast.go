package fit

import (
	"fmt"
	"math"
	"sort"
)

// Forecast is what the count may be at some times: a point each, and equally
// likely draws.
type Forecast struct {
	T     []float64
	Point []float64
	// Draws are sorted, one slice for each time. A forecast without spread has
	// one draw, its point.
	Draws    [][]float64
	Warnings []string
}

// Quantile is the sample quantile, type 7, of the count at time i.
func (f Forecast) Quantile(i int, p float64) float64 {
	x := f.Draws[i]
	h := p * float64(len(x)-1)
	k := int(h)
	if k+1 >= len(x) {
		return x[len(x)-1]
	}
	return x[k] + (h-float64(k))*(x[k+1]-x[k])
}

// Options are what draws depend on: their number and the seed. The same
// options and series give the same draws, and more draws begin with the same.
type Options struct {
	Draws int
	Seed  uint64
}

// Forecaster predicts a series from what is known of it.
type Forecaster struct {
	Name string
	// At predicts at times after the last point, from points alone.
	At func(known Series, at []float64, o Options) (Forecast, error)
}

// Forecasters are those that are scored beside each other.
var Forecasters = []Forecaster{
	OfFamily(LogisticFamily), OfFamily(GompertzFamily), OfFamily(BassFamily),
	LastSlope, Persistence, Pool,
}

// OfFamily forecasts by the curve of a family, fitted to absolute residuals.
func OfFamily(f Family) Forecaster {
	return Forecaster{Name: f.Name, At: func(known Series, at []float64, o Options) (Forecast, error) {
		c, err := To(known, f, Absolute)
		if err != nil {
			return Forecast{}, err
		}
		return c.Predict(at, o)
	}}
}

// Persistence says that nothing is built any more. It has no spread.
var Persistence = Forecaster{Name: "persistence", At: func(known Series, at []float64, _ Options) (Forecast, error) {
	if len(known.T) == 0 {
		return Forecast{}, fmt.Errorf("fit: %s is empty", known.Name)
	}
	out := Forecast{T: at}
	_, y := known.last()
	for range at {
		out.Point, out.Draws = append(out.Point, y), append(out.Draws, []float64{y})
	}
	return out, nil
}}

// poolCeiling is how many times the largest count a curve in the pool may have
// as its ceiling. It is a judgement: what is built outgrows its beginning by
// much, but nobody plans for twenty times what stands. Without it, series that
// have not begun to bend say that anything may happen.
const poolCeiling = 20

// poolOf are the members of Pool.
var poolOf = []Forecaster{OfFamily(LogisticFamily.UpTo(poolCeiling)), OfFamily(GompertzFamily.UpTo(poolCeiling)),
	OfFamily(BassFamily.UpTo(poolCeiling)), LastSlope}

// Pool mixes the draws of the three curves and the last slope in equal parts:
// nobody knows beforehand which is right, and the spread between them is most
// of what is unknown. Ceilings are at most 20 times the largest count, a
// judgement. Members that cannot be fitted are left out with a warning. Draws
// below the last count are set to it, since stations are seldom taken down.
// Its point is the median.
var Pool = Forecaster{Name: "pool", At: func(known Series, at []float64, o Options) (Forecast, error) {
	out := Forecast{T: at, Draws: make([][]float64, len(at))}
	members := 0
	for _, m := range poolOf {
		f, err := m.At(known, at, o)
		if err != nil {
			out.Warnings = append(out.Warnings, fmt.Sprintf("%s is left out: %v", m.Name, err))
			continue
		}
		members++
		for _, w := range f.Warnings {
			out.Warnings = append(out.Warnings, m.Name+": "+w)
		}
		_, least := known.last()
		for i := range at {
			for _, x := range f.Draws[i] {
				out.Draws[i] = append(out.Draws[i], math.Max(x, least))
			}
		}
	}
	if members == 0 {
		return Forecast{}, fmt.Errorf("fit: no member of the pool can be fitted to %s", known.Name)
	}
	for i := range at {
		sort.Float64s(out.Draws[i])
		out.Point = append(out.Point, out.Quantile(i, 0.5))
	}
	return out, nil
}}

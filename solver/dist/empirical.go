package dist

import (
	"math"
	"slices"
	"sort"
)

// Empirical takes each of many observed values with the same probability.
type Empirical struct {
	sorted   []float64
	mean, sd float64
}

var empiricalEntry = Entry{
	Name: "empirical", Step: true,
	Params:  []Param{{Key: "values", Scaled: true, Required: true, List: true, Doc: "the observed values, at least two; a value may occur more than once"}},
	Doc:     "Observed values, each with the same probability: a list, or a column of a CSV file.",
	Formula: "x = the sorted values, element floor(n u)",
	Source:  "inverse of the empirical distribution function; Hyndman and Fan, The American Statistician, 1996, type 1",
	Example: Args{"values": {1, 2, 2, 3, 7}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		r.known("values")
		values := r.list("values")
		if len(r.errs) == 0 && len(values) < 2 {
			r.fail("values", "a certain value is written without a distribution", "one value is not a distribution")
		}
		if len(r.errs) > 0 {
			return nil, r.errs
		}
		return newEmpirical(values), nil
	},
}

func newEmpirical(values []float64) *Empirical {
	d := &Empirical{sorted: slices.Sorted(slices.Values(values))}
	n := float64(len(values))
	for _, x := range d.sorted {
		d.mean += x / n
	}
	for _, x := range d.sorted {
		d.sd += (x - d.mean) * (x - d.mean) / n
	}
	d.sd = math.Sqrt(d.sd)
	return d
}

// Quantile is the value at floor(n u) of the sorted values.
func (d *Empirical) Quantile(u float64) float64 {
	return d.sorted[min(int(u*float64(len(d.sorted))), len(d.sorted)-1)]
}

// CDF is the share of values at or below x.
func (d *Empirical) CDF(x float64) float64 {
	i := sort.Search(len(d.sorted), func(i int) bool { return d.sorted[i] > x })
	return float64(i) / float64(len(d.sorted))
}

// Mean is the mean of the values.
func (d *Empirical) Mean() float64 { return d.mean }

// SD is the standard deviation of the values taken as the whole population.
func (d *Empirical) SD() float64 { return d.sd }

// Support spans the values.
func (d *Empirical) Support() (lo, hi float64) { return d.sorted[0], d.sorted[len(d.sorted)-1] }

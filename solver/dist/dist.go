// Package dist holds distributions as data: parameters and a quantile
// function. Inputs are drawn by inverse transform only, so a draw moves
// smoothly with its uniform and designs keep their structure.
//
// Each distribution has a file of its own and one line in Catalogue. Every
// constraint on a parameter is checked when a distribution is made; nothing
// is checked later.
package dist

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Dist is a distribution of one number.
type Dist interface {
	// Quantile returns the x with CDF(x) = u, for u inside (0, 1). It does
	// not allocate.
	Quantile(u float64) float64
	// CDF returns the probability of a value at or below x.
	CDF(x float64) float64
	Mean() float64
	SD() float64
	// Support returns the least and greatest value, which may be infinite.
	Support() (lo, hi float64)
}

// Args are the parameters of a distribution as a user wrote them, by key. A
// single number is a slice of one.
type Args map[string][]float64

// ParamError is a problem with one parameter, or with the whole when Key is empty.
type ParamError struct{ Key, Msg, Hint string }

// Error implements error.
func (e ParamError) Error() string {
	if e.Key == "" {
		return e.Msg
	}
	return e.Key + ": " + e.Msg
}

// Param describes one parameter.
type Param struct {
	Key      string
	Scaled   bool // it carries the input's unit; otherwise it is a plain number
	Required bool
	List     bool
	Doc      string
}

// Entry is one distribution of the catalogue.
type Entry struct {
	Name        string
	Params      []Param
	TwoQuantile bool // two of p01 ... p99 may stand in place of the parameters
	Step        bool // its values lie apart: whole numbers, observed values, options
	Doc         string
	Formula     string
	Source      string
	Example     Args
	New         func(Args) (Dist, []ParamError)
}

// Catalogue lists every distribution, in the order documentation shows them.
var Catalogue = []Entry{
	constantEntry,
	uniformEntry,
	triangularEntry,
	pertEntry,
	normalEntry,
	truncatedEntry,
	lognormalEntry,
	studentEntry,
	betaEntry,
	gammaEntry,
	weibullEntry,
	exponentialEntry,
	metalogEntry,
	discreteEntry,
	bernoulliEntry,
	binomialEntry,
	poissonEntry,
	empiricalEntry,
}

// Lookup finds a distribution by name.
func Lookup(name string) (Entry, bool) {
	for _, e := range Catalogue {
		if e.Name == name {
			return e, true
		}
	}
	return Entry{}, false
}

// Interval makes the distribution of "lo to hi": lo and hi are its 5 % and
// 95 % quantiles; lognormal when lo is positive, normal otherwise.
func Interval(lo, hi float64) (Dist, []ParamError) {
	args := Args{"p05": {lo}, "p95": {hi}}
	if lo > 0 {
		return lognormalEntry.New(args)
	}
	return normalEntry.New(args)
}

// quantileKeys are the keys of the two-quantile form with their probabilities.
var quantileKeys = []struct {
	key string
	p   float64
}{
	{"p01", 0.01}, {"p05", 0.05}, {"p10", 0.10}, {"p25", 0.25}, {"p50", 0.50},
	{"p75", 0.75}, {"p90", 0.90}, {"p95", 0.95}, {"p99", 0.99},
}

// QuantileKeys lists the keys of the two-quantile form.
func QuantileKeys() []string {
	out := make([]string, len(quantileKeys))
	for i, q := range quantileKeys {
		out[i] = q.key
	}
	return out
}

// reader takes parameters from Args and gathers what is wrong with them.
type reader struct {
	args Args
	errs []ParamError
}

func (r *reader) fail(key, hint, format string, a ...any) {
	r.errs = append(r.errs, ParamError{key, fmt.Sprintf(format, a...), hint})
}

// known refuses keys that are neither parameters nor, where allowed, quantiles.
func (r *reader) known(keys ...string) {
	for _, k := range sortedKeys(r.args) {
		if !slices.Contains(keys, k) {
			r.fail(k, "it takes "+strings.Join(keys, ", "), "is not a parameter here")
		}
	}
}

func sortedKeys(a Args) []string {
	out := make([]string, 0, len(a))
	for k := range a {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// one reads a required finite number.
func (r *reader) one(key string) float64 {
	v, ok := r.args[key]
	switch {
	case !ok:
		r.fail(key, "add "+key+": NUMBER", "is missing")
	case len(v) != 1:
		r.fail(key, "give one number", "has %d numbers", len(v))
	case math.IsNaN(v[0]) || math.IsInf(v[0], 0):
		r.fail(key, "give a finite number", "is not finite")
	default:
		return v[0]
	}
	return math.NaN()
}

// optional reads a finite number that may be left out.
func (r *reader) optional(key string, otherwise float64) float64 {
	if _, ok := r.args[key]; !ok {
		return otherwise
	}
	return r.one(key)
}

// positive reads a required number above 0.
func (r *reader) positive(key string) float64 {
	x := r.one(key)
	if x <= 0 {
		r.fail(key, "give a number above 0", "%.6g is not above 0", x)
	}
	return x
}

// shape reads a required shape parameter.
func (r *reader) shape(key string) float64 {
	x := r.one(key)
	if x < 0.1 || x > 1e6 {
		r.fail(key, "give a number of 0.1 to 1e6", "%.6g is outside 0.1 to 1e6", x)
	}
	return x
}

// probability reads a required number inside 0 to 1.
func (r *reader) probability(key string) float64 {
	x := r.one(key)
	if x <= 0 || x >= 1 {
		r.fail(key, "0 and 1 are certain: write the value without a distribution", "%.6g is not inside 0 to 1", x)
	}
	return x
}

// list reads a required list of finite numbers.
func (r *reader) list(key string) []float64 {
	v, ok := r.args[key]
	if !ok {
		r.fail(key, "add "+key+": [..., ...]", "is missing")
		return nil
	}
	if len(v) == 0 {
		r.fail(key, "give at least one number", "is empty")
	}
	for _, x := range v {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			r.fail(key, "give finite numbers", "holds a number that is not finite")
			return nil
		}
	}
	return v
}

// twoQuantiles reads the two-quantile form. ok is false when the arguments
// are not in that form or are wrong; isForm says which.
func (r *reader) twoQuantiles() (p, x [2]float64, isForm, ok bool) {
	n := 0
	for _, q := range quantileKeys {
		if _, has := r.args[q.key]; !has {
			continue
		}
		if n < 2 {
			p[n], x[n] = q.p, r.one(q.key)
		}
		n++
	}
	if n == 0 {
		return p, x, false, false
	}
	if n != 2 || len(r.args) != 2 {
		r.fail("", "give exactly two of "+strings.Join(QuantileKeys(), ", ")+", and nothing else", "the two-quantile form needs two quantiles")
		return p, x, true, false
	}
	if !(x[0] < x[1]) && len(r.errs) == 0 {
		r.fail("", "the lower probability needs the smaller value", "quantiles do not rise: %.6g, then %.6g", x[0], x[1])
	}
	return p, x, true, len(r.errs) == 0
}

package fit

import (
	"io"
	"math"
	"strconv"

	"github.com/headroom-planner/headroom/solver/dist"
	"gonum.org/v1/gonum/stat/distuv"
)

// Plan is a plan whose end is known.
type Plan struct {
	Case              string
	Planned, Achieved float64
	// Confidence is high, medium or low; low is from memory or an unnamed page.
	Confidence, Source string
}

// ReadPlans reads a table with the columns case, planned, achieved, unit,
// confidence and source.
func ReadPlans(r io.Reader) ([]Plan, error) {
	var out []Plan
	err := rows(r, []string{"case", "planned", "achieved", "unit", "confidence", "source"}, func(f []string) error {
		p := Plan{Case: f[0], Confidence: f[4], Source: f[5]}
		var err [2]error
		p.Planned, err[0] = strconv.ParseFloat(f[1], 64)
		p.Achieved, err[1] = strconv.ParseFloat(f[2], 64)
		out = append(out, p)
		return first(err[:])
	})
	return out, err
}

// Ratio is achieved / planned.
func (p Plan) Ratio() float64 { return p.Achieved / p.Planned }

// Achievement is the class of the ratios of plans.
func Achievement(plans []Plan) Class {
	var labels []string
	var values []float64
	for _, p := range plans {
		labels, values = append(labels, p.Case), append(values, p.Ratio())
	}
	return newClass("achieved / planned", "1", labels, values)
}

// LogStudent is the distribution of a positive quantity whose logarithm is
// Student's t: what a small class says about the next member.
type LogStudent struct {
	// Mu and S are the mean and the standard deviation (n - 1) of the logarithms.
	Mu, S float64
	N     int
}

// Logs fits the logarithms of a class of at least two positive values. Fewer
// give S = +Inf: they say nothing about spread.
func (c Class) Logs() LogStudent {
	out := LogStudent{N: len(c.Values), S: math.Inf(1)}
	n := float64(out.N)
	sum, square := 0.0, 0.0
	for _, v := range c.Values {
		sum += math.Log(v)
	}
	out.Mu = sum / n
	for _, v := range c.Values {
		square += math.Pow(math.Log(v)-out.Mu, 2)
	}
	if out.N > 1 {
		out.S = math.Sqrt(square / (n - 1))
	}
	return out
}

// Lognormal is the log-normal distribution with the class's own mean and
// standard deviation of logarithms. It forgets that they are estimates.
func (d LogStudent) Lognormal() dist.Lognormal { return dist.Lognormal{Mu: d.Mu, Sigma: d.S} }

// Quantile is exp(Mu + S sqrt(1 + 1/n) t(u; n - 1)): the predictive quantile of
// one more member, which does not forget it.
//
// Source: Aitchison and Dunsmore, Statistical Prediction Analysis, 1975, ch. 2.
func (d LogStudent) Quantile(u float64) float64 {
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(d.N - 1)}.Quantile(u)
	return math.Exp(d.Mu + d.S*math.Sqrt(1+1/float64(d.N))*t)
}

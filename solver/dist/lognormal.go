package dist

import "math"

// Lognormal is the distribution of exp(N(Mu, Sigma)).
type Lognormal struct{ Mu, Sigma float64 }

var lognormalEntry = Entry{
	Name: "lognormal",
	Params: []Param{
		{Key: "median", Scaled: true, Required: true, Doc: "median, above 0"},
		{Key: "sigma", Required: true, Doc: "standard deviation of the natural logarithm, above 0"},
	},
	TwoQuantile: true,
	Doc:         "A positive quantity whose logarithm is Gaussian, by median and log standard deviation or by two quantiles.",
	Formula:     "x = median exp(sigma z(u)), z the standard normal quantile",
	Source:      "Aitchison and Brown, The Lognormal Distribution, 1957",
	Example:     Args{"median": {27}, "sigma": {0.62}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		if p, x, isForm, ok := r.twoQuantiles(); isForm {
			if ok && x[0] <= 0 {
				r.fail("", "use normal for a quantity that may be negative", "a lognormal quantile must be above 0, not %.6g", x[0])
			}
			if len(r.errs) > 0 {
				return nil, r.errs
			}
			mu, sigma := throughQuantiles(p, [2]float64{math.Log(x[0]), math.Log(x[1])})
			return Lognormal{mu, sigma}, nil
		}
		r.known("median", "sigma")
		median, sigma := r.one("median"), r.one("sigma")
		if median <= 0 {
			r.fail("median", "use normal for a quantity that may be negative", "%.6g is not above 0", median)
		}
		if sigma <= 0 {
			r.fail("sigma", "a certain value is written without a distribution", "%.6g is not above 0", sigma)
		}
		return Lognormal{math.Log(median), sigma}, r.errs
	},
}

// Quantile is exp(mu + sigma z(u)).
func (d Lognormal) Quantile(u float64) float64 { return math.Exp(d.Mu + d.Sigma*NormalQuantile(u)) }

// CDF is the normal CDF of log x.
func (d Lognormal) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return Normal(d).CDF(math.Log(x))
}

// Mean is exp(mu + sigma²/2).
func (d Lognormal) Mean() float64 { return math.Exp(d.Mu + d.Sigma*d.Sigma/2) }

// SD is mean sqrt(exp(sigma²) - 1).
func (d Lognormal) SD() float64 { return d.Mean() * math.Sqrt(math.Expm1(d.Sigma*d.Sigma)) }

// Support is (0, infinity).
func (d Lognormal) Support() (lo, hi float64) { return 0, math.Inf(1) }

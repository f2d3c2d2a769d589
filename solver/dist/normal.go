package dist

import "math"

// Normal is the Gaussian distribution.
type Normal struct{ Mu, Sigma float64 }

var normalEntry = Entry{
	Name: "normal",
	Params: []Param{
		{Key: "mean", Scaled: true, Required: true, Doc: "mean"},
		{Key: "sd", Scaled: true, Required: true, Doc: "standard deviation, above 0"},
	},
	TwoQuantile: true,
	Doc:         "The Gaussian distribution, by mean and standard deviation or by two quantiles.",
	Formula:     "x = mean + sd z(u), z the standard normal quantile",
	Source:      "Wichura, Algorithm AS 241, Applied Statistics, 1988",
	Example:     Args{"mean": {33}, "sd": {2.5}},
	New: func(a Args) (Dist, []ParamError) {
		r := reader{args: a}
		if p, x, isForm, ok := r.twoQuantiles(); isForm {
			if !ok {
				return nil, r.errs
			}
			mu, sigma := throughQuantiles(p, x)
			return Normal{mu, sigma}, nil
		}
		r.known("mean", "sd")
		d := Normal{r.one("mean"), r.one("sd")}
		if d.Sigma <= 0 {
			r.fail("sd", "a certain value is written without a distribution", "%.6g is not above 0", d.Sigma)
		}
		return d, r.errs
	},
}

// throughQuantiles solves mu + sigma z(p) = x at two points.
func throughQuantiles(p, x [2]float64) (mu, sigma float64) {
	z0, z1 := NormalQuantile(p[0]), NormalQuantile(p[1])
	sigma = (x[1] - x[0]) / (z1 - z0)
	return x[0] - sigma*z0, sigma
}

// Quantile is mu + sigma z(u).
func (d Normal) Quantile(u float64) float64 { return d.Mu + d.Sigma*NormalQuantile(u) }

// CDF is erfc(-(x-mu)/(sigma sqrt 2))/2.
func (d Normal) CDF(x float64) float64 { return math.Erfc(-(x-d.Mu)/(d.Sigma*math.Sqrt2)) / 2 }

// Mean returns mu.
func (d Normal) Mean() float64 { return d.Mu }

// SD returns sigma.
func (d Normal) SD() float64 { return d.Sigma }

// Support is the real line.
func (d Normal) Support() (lo, hi float64) { return math.Inf(-1), math.Inf(1) }

// NormalQuantile is the standard normal quantile, within 1e-15 relative for u
// from 1e-300 to 1-1e-16 (Wichura, AS 241, 1988). In the tails it works from
// u itself, where 2u-1 would have lost its digits.
func NormalQuantile(u float64) float64 {
	if u < 0.075 {
		return -normalTail(u)
	}
	if u > 0.925 {
		return normalTail(1 - u)
	}
	return math.Sqrt2 * math.Erfinv(2*u-1)
}

// normalTail returns z with upper tail probability q < 0.075: AS 241's two
// rational functions of r = sqrt(-log q).
func normalTail(q float64) float64 {
	r := math.Sqrt(-math.Log(q))
	if r <= 5 {
		r -= 1.6
		return (((((((7.74545014278341407640e-4*r+2.27238449892691845833e-2)*r+2.41780725177450611770e-1)*r+
			1.27045825245236838258e0)*r+3.64784832476320460504e0)*r+5.76949722146069140550e0)*r+
			4.63033784615654529590e0)*r + 1.42343711074968357734e0) /
			(((((((1.05075007164441684324e-9*r+5.47593808499534494600e-4)*r+1.51986665636164571966e-2)*r+
				1.48103976427480074590e-1)*r+6.89767334985100004550e-1)*r+1.67638483018380384940e0)*r+
				2.05319162663775882187e0)*r + 1)
	}
	r -= 5
	return (((((((2.01033439929228813265e-7*r+2.71155556874348757815e-5)*r+1.24266094738807843860e-3)*r+
		2.65321895265761230930e-2)*r+2.96560571828504891230e-1)*r+1.78482653991729133580e0)*r+
		5.46378491116411436990e0)*r + 6.65790464350110377720e0) /
		(((((((2.04426310338993978564e-15*r+1.42151175831644588870e-7)*r+1.84631831751005468180e-5)*r+
			7.86869131145613259100e-4)*r+1.48753612908506148525e-2)*r+1.36929880922735805310e-1)*r+
			5.99832206555887937690e-1)*r + 1)
}

package grid

import "math"

// Path is what the emission factor of a grid may be in years to come: a random
// walk of its logarithm. The year-to-year changes d of the record are taken for
// normal with an unknown mean and deviation; the mean is believed to be near 0 as
// if it had been 0 for a number of years before. What is then known of the factor
// h years on is exactly
//
//	ln EF(h) = ln EF(0) + h m + s sqrt(h + h^2/(n + k)) t
//	m = sum d/(n + k),  s^2 = (sum d^2 - (n + k) m^2)/v
//
// with n changes, k years of belief, and t of Student's distribution with v = n
// degrees of freedom; v = n - 1 if k is 0, where m is the mean change. Source: the
// normal-gamma prior with an infinitely vague variance, Gelman and others, Bayesian
// Data Analysis, 3rd ed. 2013, section 3.3. Such a factor has quantiles and no mean,
// and its far tail is beyond any grid: whoever draws it bounds it.
type Path struct {
	From   float64 // the last factor of the record
	Drift  float64 // m, of the logarithm a year
	Step   float64 // s, of the logarithm in a year
	Years  float64 // n + k, which says how well the drift is known
	Degree float64 // v
}

// FitPath fits a path to yearly factors, oldest first, at least four of them
// above 0 and up to 3 kg/kWh. Belief is k, from 0 (none) to 1e9 (there is no drift).
func FitPath(factors []float64, belief float64) (Path, error) {
	const of = "path of the emission factor"
	err := first(within(of, "years of the record", "", float64(len(factors)), 4, 1e4), within(of, "years of belief", "", belief, 0, 1e9))
	for _, x := range factors {
		err = first(err, within(of, "emission factor", "kg/kWh", x, 1e-6, 3))
	}
	if err != nil {
		return Path{From: math.NaN()}, err
	}
	n := float64(len(factors) - 1)
	sum, squares := 0.0, 0.0
	for i := 1; i < len(factors); i++ {
		d := math.Log(factors[i] / factors[i-1])
		sum += d
		squares += d * d
	}
	p := Path{From: factors[len(factors)-1], Years: n + belief, Degree: n}
	p.Drift = sum / p.Years
	if belief == 0 {
		p.Degree--
	}
	p.Step = math.Sqrt(max(0, squares-p.Years*p.Drift*p.Drift) / p.Degree)
	return p, nil
}

// Scale is the scale of ln EF h years on, h at least 0.
func (p *Path) Scale(h float64) float64 { return p.Step * math.Sqrt(h+h*h/p.Years) }

// At is the factor h years on at a value t of Student's distribution with Degree
// degrees of freedom: its quantile gives that of the factor, 0 the median.
func (p *Path) At(h, t float64) float64 { return p.From * math.Exp(h*p.Drift+p.Scale(h)*t) }

// Walk fills into with one path, a factor for each year to come. It needs three
// kinds of chance: chi2, of the chi-squared distribution with Degree degrees of
// freedom; z for the drift and zs for the years, standard normal, of zs as many as
// years. Each year is then distributed as At has it, and years hang together. A
// path is not monotone.
func (p *Path) Walk(into []float64, chi2, z float64, zs []float64) error {
	if err := first(within("walk of the emission factor", "chi squared", "", chi2, 1e-12, math.Inf(1)),
		within("walk of the emission factor", "normal numbers", "", float64(len(zs)), float64(len(into)), float64(len(into)))); err != nil {
		return err
	}
	s := p.Step * math.Sqrt(p.Degree/chi2)
	x, drift := math.Log(p.From), p.Drift+s*z/math.Sqrt(p.Years)
	for i := range into {
		x += drift + s*zs[i]
		into[i] = math.Exp(x)
	}
	return nil
}

// Operational is kg of CO2 per kWh that power plants emit when they generate.
type Operational float64

// Lifecycle is kg of CO2 equivalent per kWh of a life cycle: fuel, building and
// dismantling included. It is no update of an operational factor, however near.
type Lifecycle float64

// Kind is one of the two, which never meet in a sum.
type Kind interface{ Operational | Lifecycle }

// Contract is a share of the electricity that is bought with its own factor, such
// as a direct purchase from a solar park. Share is from 0 to 1.
type Contract[K Kind] struct {
	Share  float64
	Factor K
}

// MarketBased is the factor of electricity of which shares are under contract and
// the rest comes with what is left of the grid. Where no residual mix is published,
// as in Viet Nam, the grid's own factor stands for it, which counts contracted
// plants twice. Source: GHG Protocol Scope 2 Guidance (2015), section 6.
func MarketBased[K Kind](residual K, contracts []Contract[K]) (K, error) {
	const of = "market-based factor"
	err := within(of, "residual factor", "kg/kWh", float64(residual), 0, 3)
	share, sum := 0.0, 0.0
	for _, c := range contracts {
		err = first(err, within(of, "share", "", c.Share, 0, 1), within(of, "factor", "kg/kWh", float64(c.Factor), 0, 3))
		share += c.Share
		sum += c.Share * float64(c.Factor)
	}
	// Shares of 0.1 and 0.9 may be a rounding above 1.
	if err = first(err, within(of, "sum of shares", "", share, 0, 1+1e-12)); err != nil {
		return K(math.NaN()), err
	}
	return K(sum + max(0, 1-share)*float64(residual)), nil
}

// Carbon is what an amount of electricity emitted by both methods of Scope 2, in
// kg. The two are reported beside each other and not added.
type Carbon[K Kind] struct{ Location, Market K }

// CarbonOf is kg of kWh at the grid's and the market-based factor.
func CarbonOf[K Kind](kwh float64, location, market K) Carbon[K] {
	return Carbon[K]{K(kwh) * location, K(kwh) * market}
}

// CUE is kg per kWh of IT: facility energy x factor over IT energy, which is PUE
// x factor. Source: ISO/IEC 30134-8. NaN without IT.
func CUE[K Kind](facilityKWh, itKWh float64, factor K) K {
	if !(itKWh > 0) {
		return K(math.NaN())
	}
	return K(facilityKWh) * factor / K(itKWh)
}

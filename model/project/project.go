// Package project answers: when is a data centre that somebody announced energised,
// with what probability, and when are its racks full?
//
// A [Project] passes stages: announced, permitted, power contracted, under
// construction, energised, filled. Each has a probability that it is passed and a
// time that it takes. When construction begins, three clocks run for each
// [Phase]: building, the connection to the grid, and equipment with long delivery;
// the last of them energises it. Times are log-normal. Connections of one utility
// share a shock, and so do deliveries of one factory, each a one-factor Gaussian.
//
// [Project.Energised] is the probability by a date: a product of distributions, and
// by quadrature over the stages still ahead. [Together] is that of two phases that
// share shocks. [Draw] turns uniform numbers into dates and allocates nothing; the
// tests hold it against the closed forms. [Fill] is how racks are taken.
//
// Times are in years from now, power in MW at the boundary the caller keeps.
//
// Left out: money and interest that depend on delay, the choice to cancel because
// of delay, limits of a zone's grid (model/datacenter has those), and crews.
package project

import (
	"math"

	"github.com/headroom-planner/headroom/model/valid"
)

// RangeError says that a model was asked outside the range it is valid in.
type RangeError = valid.RangeError

// Time is a log-normal duration in years: Median above 0 and Sigma, the standard
// deviation of its logarithm, at least 0. A median of 0 is a duration that is
// over: nothing is left of it.
type Time struct{ Median, Sigma float64 }

// Delay is the connection to a grid: median 2.25 years and 80 % of cases within 1 to 5.
// Made to agree with advisers' ranges of 18 to 36 months usual, 5 to 7 years at worst
// (Cushman & Wakefield, Asia Pacific construction cost guide 2025) and 7 years in
// Northern Virginia (IEA, Energy and AI, 2025). Not fitted to a register of dates.
func Delay() Time { return Time{2.25, 0.623078866} }

// CDF is the probability that it is over by t years: Phi(ln(t/median)/sigma).
func (d Time) CDF(t float64) float64 {
	switch {
	case d.Median <= 0:
		return step(t >= 0)
	case t <= 0:
		return 0
	case d.Sigma <= 0:
		return step(t >= d.Median)
	}
	return phi(math.Log(t/d.Median) / d.Sigma)
}

// Quantile is median exp(sigma Phi^-1(u)), u in (0, 1).
func (d Time) Quantile(u float64) float64 { return d.at(score(u)) }

// Mean is median exp(sigma^2/2).
func (d Time) Mean() float64 { return d.Median * math.Exp(d.Sigma*d.Sigma/2) }

// at is the duration at a standard normal score.
func (d Time) at(z float64) float64 {
	if d.Median <= 0 {
		return 0
	}
	return d.Median * math.Exp(d.Sigma*z)
}

// given is the CDF of a duration whose score is sqrt(rho) shared + sqrt(1-rho) own,
// when the shared part is known.
func (d Time) given(t, shared, rho float64) float64 {
	if d.Median <= 0 || t <= 0 || d.Sigma <= 0 || rho <= 0 {
		return d.CDF(t)
	}
	z := math.Log(t/d.Median)/d.Sigma - math.Sqrt(rho)*shared
	if rho >= 1 {
		return step(z >= 0)
	}
	return phi(z / math.Sqrt(1-rho))
}

func step(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// phi is the standard normal distribution.
func phi(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// score is its inverse.
func score(u float64) float64 { return math.Sqrt2 * math.Erfinv(2*u-1) }

// Stage is how far a project is.
type Stage uint8

// The stages, in order.
const (
	Announced Stage = iota
	Permitted
	Contracted   // the utility has promised power
	Construction // under way
	Energised
	Filled
)

// String returns the stage in words.
func (s Stage) String() string {
	return [...]string{"announced", "permitted", "power contract", "construction", "energised", "filled", "no stage"}[min(s, Filled+1)]
}

// Project is one site.
type Project struct {
	Name  string
	Stage Stage // passed already, Announced to Construction

	// Pass is the probability that a project which has passed the stage before passes
	// this one, 0 to 1, for Permitted to Energised; those passed are not read.
	Pass [Filled]float64
	// Ahead is how long it takes from the stage before to Permitted, Contracted and
	// Construction; those passed are not read. The last of them starts the clocks.
	Ahead [Energised]Time

	Utility, Factory int // whose shocks it shares, indices; -1 for nobody's
	Phases           []Phase
}

// Phase is a part of a project that is energised at once.
type Phase struct {
	MW     float64
	Starts float64 // years after construction begins at which its clocks start
	Build  Time
	Grid   Time // from the start of its clocks to the connection
	Equip  Time // to the delivery of transformers, generators or chillers
}

// Shocks says how much phases share: the correlation of the logarithms of two
// connections of one utility, and of two deliveries of one factory, 0 to 1.
type Shocks struct{ Utility, Factory float64 }

// Check refuses correlations outside 0 to 1.
func (k Shocks) Check() error {
	return valid.First(valid.Within("shocks", "correlation by utility", "", k.Utility, 0, 1), valid.Within("shocks", "correlation by factory", "", k.Factory, 0, 1))
}

// Check refuses projects with numbers outside their ranges; utilities and factories
// are how many there are.
func (p *Project) Check(utilities, factories int) error {
	of := "project " + p.Name
	err := valid.First(
		valid.Within(of, "stage", "", float64(p.Stage), 0, float64(Construction)),
		valid.Within(of, "utility", "", float64(p.Utility), -1, float64(utilities-1)),
		valid.Within(of, "factory", "", float64(p.Factory), -1, float64(factories-1)),
	)
	for s := p.Stage + 1; s <= Energised && err == nil; s++ {
		err = valid.Within(of, "probability of "+s.String(), "", p.Pass[s], 0, 1)
	}
	for s := p.Stage + 1; s <= Construction && err == nil; s++ {
		err = p.Ahead[s].check(of, "time to "+s.String())
	}
	for i := range p.Phases {
		f := &p.Phases[i]
		err = valid.First(err, valid.Within(of, "power of a phase", "MW", f.MW, 0, 1e5), valid.Within(of, "start of a phase", "years", f.Starts, 0, 50),
			f.Build.check(of, "building"), f.Grid.check(of, "connection"), f.Equip.check(of, "equipment"))
	}
	return err
}

func (d Time) check(of, what string) error {
	return valid.First(valid.Within(of, what, "years", d.Median, 0, 100), valid.Within(of, "spread of "+what, "", d.Sigma, 0, 3))
}

// Survives is the probability that the project is ever energised: the product of
// what is ahead.
func (p *Project) Survives() float64 {
	all := 1.0
	for s := p.Stage + 1; s <= Energised; s++ {
		all *= p.Pass[s]
	}
	return all
}

// Reaches is the stage a project gets to at a uniform number u: the last one that
// more than u of such projects pass. [Energised] is the last.
func (p *Project) Reaches(u float64) Stage {
	all, at := 1.0, p.Stage
	for s := p.Stage + 1; s <= Energised; s++ {
		all *= p.Pass[s]
		if u >= all {
			break
		}
		at = s
	}
	return at
}

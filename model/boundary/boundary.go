// Package boundary answers: what is a published figure of power at another
// boundary, and how sure is that?
//
// One fleet is 182 MW at its meters, 110 MW of IT and 51 MW of colocation
// halls. Comparing them as they stand is off by factors of 1.4 to 3.6. A [Figure]
// says where its power is measured, of what, and whether it is what is built or what
// is drawn; [Factor] is the number that turns one kind into another, as the product of
// [Factors] that the caller states, each with its uncertainty. A step without a
// factor is refused by name, as is a figure whose boundary nobody states.
//
// There is no inference here: nothing is learned from the figures that are compared.
package boundary

import (
	"math"

	"github.com/headroom-planner/headroom/model/unit"
	"github.com/headroom-planner/headroom/model/valid"
)

// RangeError says that a factor lies outside its range.
type RangeError = valid.RangeError

// Scope is what a figure counts.
type Scope uint8

// The scopes.
const (
	Unknown    Scope = iota // the source does not say
	All                     // every data centre
	Colocation              // halls let to others: what market reports of property advisers count
)

// String returns the scope in words.
func (s Scope) String() string {
	return [...]string{"of unknown scope", "all", "colocation"}[min(s, Colocation)]
}

// Kind is what power a figure means.
type Kind uint8

// The kinds.
const (
	Unsaid Kind = iota // the source does not say
	Rated              // what is built: the greatest load it is designed for
	Drawn              // what is drawn, as a mean over a year
)

// String returns the kind in words.
func (k Kind) String() string { return [...]string{"rated or drawn", "rated", "drawn"}[min(k, Drawn)] }

// At is where and of what power is measured.
type At struct {
	Boundary unit.Boundary
	Scope    Scope
	Kind     Kind
}

// Figure is a published figure.
type Figure struct {
	MW float64 // above 0
	At
}

// Spread is an uncertain positive number: log-normal by its median and the standard
// deviation of its logarithm, 0 when it is certain. The zero value is not stated.
type Spread struct{ Median, Sigma float64 }

// Quantile is median exp(sigma z), z in standard deviations: +-1.2816 for an 80 %
// interval.
func (s Spread) Quantile(z float64) float64 { return s.Median * math.Exp(s.Sigma*z) }

// Times is the product of independent numbers.
func (s Spread) Times(o Spread) Spread {
	return Spread{s.Median * o.Median, math.Hypot(s.Sigma, o.Sigma)}
}

// inverse is 1 over it.
func (s Spread) inverse() Spread { return Spread{1 / s.Median, s.Sigma} }

// Factors are what boundaries differ by. One that is not stated may not be needed. All are
// ratios; shares are taken as log-normal too, which is good while their spread
// is small beside their distance to 1.
type Factors struct {
	PUE         Spread // facility over IT energy of a year (ISO/IEC 30134-2), 1 to 5: for drawn power
	PeakPUE     Spread // facility over IT power at the design's worst hour, 1 to 5: for rated power
	Utilisation Spread // mean IT load over rated IT, above 0 to 1
	Contracted  Spread // power reserved with the utility over rated facility power, 0.2 to 5
	Nameplate   Spread // rated IT over the sum of nameplates, above 0 to 1
	Colocation  Spread // colocation over all, rated IT, above 0 to 1
}

// MissingError says that a conversion needs a factor that is not stated.
type MissingError struct {
	From, To At
	Factor   string
}

// Error says all of it in one sentence.
func (e *MissingError) Error() string {
	return "power: from " + e.From.String() + " to " + e.To.String() + " needs " + e.Factor
}

// String is such as "facility rated all".
func (a At) String() string {
	b := string(a.Boundary)
	if b == "" {
		b = "no boundary"
	}
	return b + " " + a.Kind.String() + " " + a.Scope.String()
}

// Factor is what power at one place is multiplied by to be at another. The way
// leads through rated IT power:
//
//	rated facility = rated IT x peak PUE; contracted = rated facility x contracted
//	rated IT = nameplate x share; drawn IT = rated IT x utilisation
//	drawn facility = drawn IT x PUE; colocation = all x share
//
// and each factor enters at most once, with its sign, so that what cancels adds no
// doubt. Figures that already are at one place are multiplied by exactly 1. Unstated
// boundaries, unknown kinds and scopes do not even convert to themselves: they are
// refused with a *MissingError, as is power drawn at the contract or the nameplate.
func (f *Factors) Factor(from, to At) (Spread, error) {
	out := Spread{Median: 1}
	for _, a := range [...]At{from, to} {
		if what := a.unfit(); what != "" {
			return Spread{math.NaN(), math.NaN()}, &MissingError{from, to, what}
		}
	}
	up, down := from.powers(), to.powers()
	for i, s := range [...]struct {
		what   string
		spread Spread
		lo, hi float64
	}{
		{"PUE", f.PUE, 1, 5}, {"peak PUE", f.PeakPUE, 1, 5}, {"utilisation", f.Utilisation, 1e-3, 1},
		{"contracted over facility power", f.Contracted, .2, 5}, {"share of nameplate", f.Nameplate, 1e-3, 1}, {"share of colocation", f.Colocation, 1e-3, 1},
	} {
		switch down[i] - up[i] {
		case 0:
			continue
		case 1:
			out = out.Times(s.spread)
		case -1:
			out = out.Times(s.spread.inverse())
		}
		if s.spread == (Spread{}) {
			return Spread{math.NaN(), math.NaN()}, &MissingError{from, to, s.what}
		}
		err := valid.Within("power", s.what, "", s.spread.Median, s.lo, s.hi)
		if err == nil && !(s.spread.Sigma >= 0 && s.spread.Sigma <= 2) {
			err = &RangeError{Of: "power", Quantity: "spread of " + s.what, Value: s.spread.Sigma, Max: 2}
		}
		if err != nil {
			return Spread{math.NaN(), math.NaN()}, err
		}
	}
	return out, nil
}

// Convert is a figure at another place.
func (f *Factors) Convert(x Figure, to At) (Spread, error) {
	s, err := f.Factor(x.At, to)
	s.Median *= x.MW
	return s, err
}

// unfit says what a place lacks to be converted, or "".
func (a At) unfit() string {
	switch a.Boundary {
	case unit.IT, unit.Facility:
	case unit.Contracted, unit.Nameplate:
		if a.Kind == Drawn {
			return "a boundary at which power is drawn"
		}
	default:
		return "a stated boundary"
	}
	if a.Kind != Rated && a.Kind != Drawn {
		return "to be said to be rated or drawn"
	}
	if a.Scope != All && a.Scope != Colocation {
		return "a stated scope"
	}
	return ""
}

// powers are the exponents of the factors in power over rated IT power of all.
func (a At) powers() (p [6]int) {
	switch {
	case a.Boundary == unit.Facility && a.Kind == Drawn:
		p[0] = 1
	case a.Boundary == unit.Facility:
		p[1] = 1
	case a.Boundary == unit.Contracted:
		p[1], p[3] = 1, 1
	case a.Boundary == unit.Nameplate:
		p[4] = -1
	}
	if a.Kind == Drawn {
		p[2] = 1
	}
	if a.Scope == Colocation {
		p[5] = 1
	}
	return p
}

// Gap is what a conversion does not explain: the other figure over the converted
// one, and how many standard deviations of the conversion that is: 0 / 0 when
// nothing is uncertain and nothing differs.
func (f *Factors) Gap(x, other Figure) (ratio, z float64, err error) {
	s, err := f.Convert(x, other.At)
	if err != nil {
		return math.NaN(), math.NaN(), err
	}
	ratio = other.MW / s.Median
	return ratio, math.Log(ratio) / s.Sigma, nil
}

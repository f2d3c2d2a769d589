package plant

import "math"

// Scheme is a level of redundancy.
type Scheme uint8

// The schemes. N is what the load needs.
const (
	N          Scheme = iota // as many as needed
	NPlus1                   // one more
	NPlus2                   // two more
	TwoN                     // twice as many, in two systems
	FourThirds               // 4N/3: four systems, of which any three carry the load
)

// String returns the common name.
func (s Scheme) String() string {
	switch s {
	case N:
		return "N"
	case NPlus1:
		return "N+1"
	case NPlus2:
		return "N+2"
	case TwoN:
		return "2N"
	case FourThirds:
		return "4N/3"
	}
	return "no scheme"
}

// Modules is how many modules carry a load in kW and how many are installed:
// N = ceil(load (1 + margin) / (rating x allowed load)), and by scheme N, N+1,
// N+2, 2N, or 4 ceil(N/3). Allowed load is the share of its rating that a module
// may carry, 0 excluded to 1; the margin is a share from 0 to 1.
func Modules(s Scheme, loadKW, ratingKW, allowed, margin float64) (needed, installed float64, err error) {
	const of = "modules"
	err = first(
		within(of, "load", "kW", loadKW, 0, 1e9),
		within(of, "rating", "kW", ratingKW, 1e-3, 1e9),
		within(of, "allowed load", "", allowed, 0.01, 1),
		within(of, "margin", "", margin, 0, 1),
		within(of, "scheme", "", float64(s), float64(N), float64(FourThirds)),
	)
	if err != nil {
		return math.NaN(), math.NaN(), err
	}
	// A load of exactly n modules needs n, however it was rounded.
	needed = math.Ceil(loadKW * (1 + margin) / (ratingKW * allowed) * (1 - 1e-12))
	return needed, s.install(needed), nil
}

func (s Scheme) install(needed float64) float64 {
	switch s {
	case NPlus1:
		return needed + 1
	case NPlus2:
		return needed + 2
	case TwoN:
		return 2 * needed
	case FourThirds:
		return 4 * math.Ceil(needed/3)
	}
	return needed
}

// Usable is how many of the installed modules may carry load, so that the load
// still fits after the loss that the scheme survives: one or two modules, half
// of them, or a quarter.
func (s Scheme) Usable(installed float64) float64 {
	switch s {
	case NPlus1:
		return math.Max(0, installed-1)
	case NPlus2:
		return math.Max(0, installed-2)
	case TwoN:
		return math.Floor(installed / 2)
	case FourThirds:
		return installed * 3 / 4
	}
	return installed
}

package radio

import "math"

// EdgeMarginDB is the margin in dB that leaves a share edge of the places at
// the edge of a cell within the allowed loss: sigma Phi^-1(edge). Valid for
// shares above 0 and below 1 and sigma from 0 to 20 dB.
func EdgeMarginDB(edge, sigmaDB float64) (float64, error) {
	const of = "shadowing margin"
	if err := first(
		within(of, "share at the edge", "", edge, leastShare, 1-leastShare),
		within(of, "standard deviation", "dB", sigmaDB, 0, 20),
	); err != nil {
		return math.NaN(), err
	}
	return sigmaDB * normalQuantile(edge), nil
}

// leastShare is the least probability that margins are asked for.
const leastShare = 1e-6

// AreaShare is the share of a round cell's area whose loss is within the
// allowed one, for a shadowing margin of marginDB at the edge, shadowing of
// sigmaDB and loss that grows by 10 n dB a decade of distance:
//
//	F = 1/2 [1 - erf a + exp((1-2ab)/b^2) (1 - erf((1-ab)/b))],
//	a = -M / (sigma sqrt 2), b = 10 n lg e / (sigma sqrt 2)
//
// Valid for sigma 0 to 20 dB and n 1 to 8. Source: D. Reudink in W. C. Jakes
// (ed.), Microwave Mobile Communications, 1974, chapter 2.
func AreaShare(marginDB, sigmaDB, n float64) (float64, error) {
	if err := checkArea(sigmaDB, n); err != nil {
		return math.NaN(), err
	}
	if err := within("area coverage (Jakes)", "margin", "dB", marginDB, -100, 100); err != nil {
		return math.NaN(), err
	}
	return areaShare(marginDB, sigmaDB, n), nil
}

func checkArea(sigmaDB, n float64) error {
	const of = "area coverage (Jakes)"
	return first(
		within(of, "standard deviation", "dB", sigmaDB, 0, 20),
		within(of, "path loss exponent", "", n, 1, 8),
	)
}

func areaShare(marginDB, sigmaDB, n float64) float64 {
	// Without shadowing the cell reaches 10^(M/10n) of its radius.
	if sigmaDB < 1e-3 {
		return math.Min(1, math.Pow(10, 2*marginDB/(10*n)))
	}
	a := -marginDB / (sigmaDB * math.Sqrt2)
	b := 10 * n * math.Log10E / (sigmaDB * math.Sqrt2)
	f := math.Erfc(a)
	if tail := math.Erfc((1 - a*b) / b); tail > 0 {
		f += math.Exp((1-2*a*b)/(b*b)) * tail
	}
	return math.Min(1, f/2)
}

// AreaMarginDB is the inverse of AreaShare: the margin in dB for a wanted share
// of the area, by bisection to 1e-10 dB. It may be negative.
func AreaMarginDB(share, sigmaDB, n float64) (float64, error) {
	if err := checkArea(sigmaDB, n); err != nil {
		return math.NaN(), err
	}
	if err := within("area coverage (Jakes)", "share of the area", "", share, 0.01, 1-leastShare); err != nil {
		return math.NaN(), err
	}
	lo, hi := -100.0, 100.0
	for hi-lo > 1e-10 {
		mid := (lo + hi) / 2
		if areaShare(mid, sigmaDB, n) < share {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi, nil
}

// normalQuantile is the standard normal quantile, sqrt 2 erf^-1(2p-1).
func normalQuantile(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

package radio

import "math"

// RangeM is the greatest horizontal distance in m at which the path loss is at
// most allowedDB: the inverse of LossDB, by bisection in the distance's
// logarithm to 1e-12, since loss never falls with distance.
//
// An allowed loss that is below the loss at 10 m, or above the loss where the
// model ends, is a *RangeError that says between which losses a distance can be
// told.
func (m Model) RangeM(c Condition, allowedDB float64) (float64, error) {
	if err := m.Check(); err != nil {
		return math.NaN(), err
	}
	lo, hi := float64(minM), m.maxM(c)
	if err := within(m.limits().of, "allowed path loss", "dB", allowedDB, m.lossDB(c, lo), m.lossDB(c, hi)); err != nil {
		return math.NaN(), err
	}
	if m.lossDB(c, hi) <= allowedDB {
		return hi, nil
	}
	for hi/lo > 1+1e-12 {
		mid := math.Sqrt(lo * hi)
		if m.lossDB(c, mid) <= allowedDB {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo, nil
}

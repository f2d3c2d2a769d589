package result

import "math"

// maxProbs is how many quantiles are taken together: two ranks for each.
const maxProbs = maxRanks / 2

// Quantiles writes the sample quantiles of x at the ascending probabilities
// ps to out. They are type 7 of Hyndman and Fan, "Sample quantiles in
// statistical packages" (The American Statistician, 1996), the default of R
// and numpy: with h = (n-1)p, x[floor h] + (h - floor h)(x[floor h + 1] -
// x[floor h]) over the sorted sample.
//
// The result is exact. x is scratch and loses its content; it must hold at
// least one number, all finite; ps must ascend within [0, 1]. Nothing is
// allocated but, now and then, room for the cells.
func Quantiles(x, ps, out []float64) {
	var ranks [maxRanks]int
	var order [maxRanks]float64
	for len(ps) > 0 {
		k := min(len(ps), maxProbs)
		quantileRanks(len(x), ps[:k], ranks[:])
		Order(x, ranks[:2*k], order[:])
		interpolate(len(x), ps[:k], order[:], out)
		ps, out = ps[k:], out[k:]
	}
}

// Summarise is Moments and Quantiles of one sample.
func Summarise(x, ps, out []float64) (mean, sd float64) {
	mean, sd = Moments(x)
	Quantiles(x, ps, out)
	return mean, sd
}

// quantileRanks writes the two ranks between which each quantile of a sample
// of n lies.
func quantileRanks(n int, ps []float64, ranks []int) {
	for i, p := range ps {
		r := int(math.Floor(float64(n-1) * p))
		ranks[2*i], ranks[2*i+1] = r, min(r+1, n-1)
	}
}

// interpolate turns the order statistics at quantileRanks into quantiles.
func interpolate(n int, ps, order, out []float64) {
	for i, p := range ps {
		h := float64(n-1) * p
		v := order[2*i]
		if f := h - math.Floor(h); f > 0 {
			v += f * (order[2*i+1] - v)
		}
		out[i] = v
	}
}

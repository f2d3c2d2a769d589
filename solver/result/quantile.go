package result

import (
	"math"
)

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
	if len(x) < narrowFrom {
		pick(x, nil, len(x), ps, out)
		return
	}
	lo, hi, _ := extentMean(x)
	var n narrow
	n.init(len(x))
	defer spaces.Put(n.space)
	pick(n.reduce(x, ps, lo, hi), &n, len(x), ps, out)
}

// Summarise is Moments and Quantiles of one sample in fewer passes over it.
func Summarise(x, ps, out []float64) (mean, sd float64) {
	if len(x) < narrowFrom {
		mean, sd = Moments(x)
		pick(x, nil, len(x), ps, out)
		return mean, sd
	}
	lo, hi, mean := extentMean(x)
	var n narrow
	n.init(len(x))
	defer spaces.Put(n.space)
	// The spread is taken while cells are counted; both read all of x.
	n.spread, n.mean = true, mean
	kept := n.reduce(x, ps, lo, hi)
	if !n.cells {
		_, sd = Moments(x)
	} else {
		sd = n.sd
	}
	pick(kept, &n, len(x), ps, out)
	return mean, sd
}

// maxRanks is how many ranks are selected together: two for each of 32
// probabilities. More probabilities are taken in groups.
const maxRanks = 64

// pick selects the quantiles from the kept part of a sample of so many.
func pick(kept []float64, n *narrow, total int, ps, out []float64) {
	for len(ps) > maxRanks/2 {
		pick(kept, n, total, ps[:maxRanks/2], out)
		ps, out = ps[maxRanks/2:], out[maxRanks/2:]
	}
	var at [maxRanks]int // two ranks for each probability, never falling but by one
	cell := 0
	for i, p := range ps {
		rank := int(math.Floor(float64(total-1) * p))
		at[2*i], cell = n.local(rank, cell)
		at[2*i+1] = at[2*i]
		if rank+1 < total {
			at[2*i+1], _ = n.local(rank+1, cell)
		}
	}
	sorted := at
	ks := sorted[:2*len(ps)]
	for i := range ks {
		for j := i; j > 0 && ks[j-1] > ks[j]; j-- {
			ks[j-1], ks[j] = ks[j], ks[j-1]
		}
	}
	selectRanks(kept, 0, len(kept), ks)
	for i, p := range ps {
		h := float64(total-1) * p
		v := kept[at[2*i]]
		if f := h - math.Floor(h); f > 0 {
			v += f * (kept[at[2*i+1]] - v)
		}
		out[i] = v
	}
}

package result

import "math"

// A Sieve finds exact quantiles of a sample that comes in parts and is too
// large to hold. It holds the numbers between pairs of limits, one pair around
// each quantile, and only counts the others. The order in which draws come is
// random, so the sample so far tells where each quantile of the whole will be:
// after m of n draws within
//
//	p +- width sqrt(p (1-p) (1/m - 1/n))
//
// (finite population; Munro and Paterson, "Selection and sorting with limited
// storage", 1980, hold the same part of a stream in random order). Limits
// only ever close in. About 2.4 width sqrt(n) numbers are held at most. What is found
// is exact; when a quantile escapes its limits, Quantiles says so, and the
// caller sifts the draws again with a larger width.
//
// Numbers equal to a limit are counted apart, so that a value that a large
// share of draws has costs one counter.
type Sieve struct {
	s *Sifting

	lo, hi  []float64 // limits of each pair, ascending; pairs may touch
	grid    grid
	lanes   []lane
	seen    int // draws so far
	held    int // of them held
	full    int // held when the limits are to be closed in
	chunks  []*chunk
	labels  []uint8 // the lane of each number held, where there are several
	escaped bool
}

// lane counts the numbers of one replicate that are not held: below[i] before
// the limits of pair i and after those of the one before, and on the limits.
type lane struct {
	below   [maxPairs + 1]int32
	onLo    [maxPairs]int32
	onHi    [maxPairs]int32
	between [maxPairs]int32 // held
}

// Sifting is what the sieves of one run share.
type Sifting struct {
	Draws int       // of the whole sample
	Lanes int       // replicates: draw d belongs to d mod Lanes
	Probs []float64 // around which limits lie, ascending, at most 8
	Width float64   // of the limits, in standard deviations of what is not known yet
	Spare float64   // what they hold beyond that, in standard deviations of the whole sample
	pool  pool
}

// maxPairs is how many pairs of limits there can be.
const maxPairs = 8

// share is how far from p limits lie after m draws.
func (s *Sifting) share(p float64, m int) float64 {
	v := math.Sqrt(p * (1 - p))
	return v*(s.Width*math.Sqrt(max(0, 1/float64(m)-1/float64(s.Draws)))+s.Spare/math.Sqrt(float64(s.Draws))) + 2/float64(m)
}

// Held estimates how many numbers one sieve holds at most when draws come in
// parts of so many.
func (s *Sifting) Held(part int) int {
	most := 0.0
	for m := part; m < 2*s.Draws; m = m*5/4 + 1 {
		m := min(m, s.Draws)
		share := 0.0
		for _, p := range s.Probs {
			share += min(p+s.share(p, m), 1) - max(p-s.share(p, m), 0)
		}
		most = max(most, min(share, 1)*float64(m))
	}
	return int(most*slack) + part/8 + chunkSize
}

// slack is by how much a sieve's numbers grow before its limits close in.
const slack = 1.5

// NewSieve begins an empty sample.
func (s *Sifting) NewSieve() *Sieve {
	return &Sieve{s: s, lo: []float64{math.Inf(-1)}, hi: []float64{math.Inf(1)}, lanes: make([]lane, s.Lanes)}
}

// Add takes the next draws of the sample.
func (v *Sieve) Add(b *Bench, x []float64) {
	if v.escaped {
		return
	}
	b.fit(v.held + len(x))
	n := v.held
	if v.seen == 0 {
		v.all(b, x)
		n = len(x)
	} else {
		for l := range v.lanes {
			n = v.sift(b, x, l, n)
		}
	}
	v.seen += len(x)
	if n >= v.full {
		v.load(b)
		v.narrow(b, n)
		return
	}
	v.store(b, v.held, n)
}

// all holds the whole of the first draws.
func (v *Sieve) all(b *Bench, x []float64) {
	copy(b.x, x)
	for i := range x {
		l := i % len(v.lanes)
		b.lane[i] = uint8(l)
		v.lanes[l].between[0]++
	}
}

// sift counts or holds the draws of one lane; those held go to the bench from
// place n on. It returns the place after them.
func (v *Sieve) sift(b *Bench, x []float64, l, n int) int {
	first := ((l-v.seen)%len(v.lanes) + len(v.lanes)) % len(v.lanes)
	return v.sort(b, v.grid.pass(x, first, len(v.lanes), b.near, &v.lanes[l]), l, n)
}

// sort holds or counts numbers of a lane that are near limits.
func (v *Sieve) sort(b *Bench, near []float64, l, n int) int {
	for _, y := range near {
		b.x[n], b.lane[n] = y, uint8(l)
		if v.place(&v.lanes[l], y, v.grid.from(y), 1) {
			n++
		}
	}
	return n
}

// place counts a number that is not below pair i, and reports whether it lies between limits.
func (v *Sieve) place(l *lane, y float64, i int, times int32) bool {
	for i < len(v.hi) && y > v.hi[i] {
		i++
	}
	switch {
	case i == len(v.hi) || y < v.lo[i]:
		l.below[i] += times
	case y == v.lo[i]:
		l.onLo[i] += times
	case y == v.hi[i]:
		l.onHi[i] += times
	default:
		l.between[i] += times
		return true
	}
	return false
}

// Quantiles writes the quantiles of the whole sample at the ascending probs, at most 32, and
// those of each lane to lanes when there are several. It reports false when
// one of them is not among what was held. The sieve is empty afterwards.
func (v *Sieve) Quantiles(b *Bench, probs, out []float64, lanes [][]float64) bool {
	if v.escaped {
		return false
	}
	b.fit(v.held)
	v.load(b)
	copy(b.y, b.x[:v.held])
	copy(b.was, b.lane[:v.held])
	ok := true
	for l := 0; ok && len(v.lanes) > 1 && l < len(v.lanes); l++ {
		ok = v.quantiles(b, b.of(l, v.held, len(v.lanes)), &v.lanes[l], probs, lanes[l])
	}
	whole := v.total()
	ok = ok && v.quantiles(b, b.y[:v.held], &whole, probs, out)
	v.release()
	return ok
}

// quantiles takes the quantiles of what one lane counted and holds (y, which it spoils).
func (v *Sieve) quantiles(b *Bench, y []float64, l *lane, probs, out []float64) bool {
	n := l.count()
	var ranks [maxRanks]int
	quantileRanks(n, probs, ranks[:])
	if !v.order(y, l, ranks[:2*len(probs)], b.order[:]) {
		return false
	}
	interpolate(n, probs, b.order[:], out)
	return true
}

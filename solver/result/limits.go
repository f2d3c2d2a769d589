package result

import "math"

// narrow closes the limits in around where each quantile of the whole must
// be, given what was seen, and counts what falls out of them. The bench holds the first n
// numbers.
func (v *Sieve) narrow(b *Bench, n int) {
	whole := v.total()
	lo, hi, ok := v.limits(b, append(b.y[:0], b.x[:n]...), &whole)
	if !ok {
		v.escaped = true
		v.release()
		return
	}
	b.lanes = append(b.lanes[:0], v.lanes...)
	clear(v.lanes)
	oldLo, oldHi := v.lo, v.hi
	v.lo, v.hi = lo, hi
	for l := range v.lanes {
		v.recount(&v.lanes[l], &b.lanes[l], oldLo, oldHi)
	}
	v.grid.lay(lo, hi)
	kept := 0
	copy(b.y, b.x[:n])
	copy(b.was, b.lane[:n])
	for l := range v.lanes {
		y := b.of(l, n, len(v.lanes))
		kept = v.sort(b, v.grid.pass(y, 0, 1, b.near, &v.lanes[l]), l, kept)
	}
	v.held = 0
	v.store(b, 0, kept)
	v.full = int(slack*float64(kept)) + chunkSize/4
}

// recount counts under the new limits what was counted under the old ones.
func (v *Sieve) recount(l, was *lane, oldLo, oldHi []float64) {
	i := 0 // new pairs below the gap before old pair g
	for g := range len(oldLo) + 1 {
		for g > 0 && i < len(v.hi) && v.hi[i] <= oldHi[g-1] {
			i++
		}
		l.below[i] += was.below[g]
	}
	for g := range oldLo {
		if was.onLo[g] > 0 {
			v.place(l, oldLo[g], 0, was.onLo[g])
		}
		if was.onHi[g] > 0 {
			v.place(l, oldHi[g], 0, was.onHi[g])
		}
	}
}

// limits chooses the new limits: the numbers at the ranks that the margins
// around each probability reach, within the old ones. Margins that overlap
// share a pair. y, which it spoils, is what is held.
func (v *Sieve) limits(b *Bench, y []float64, l *lane) (lo, hi []float64, ok bool) {
	m := v.seen
	type span struct{ a, b int }
	var spans [maxPairs]span
	n := 0
	for _, p := range v.s.Probs {
		d := v.s.share(p, m)
		s := span{int(math.Floor((p-d)*float64(m))) - 1, int(math.Ceil((p+d)*float64(m))) + 1}
		if n > 0 && s.a <= spans[n-1].b {
			spans[n-1].b = max(spans[n-1].b, s.b)
			continue
		}
		spans[n] = s
		n++
	}
	lo, hi = make([]float64, n), make([]float64, n)
	var ranks [maxRanks]int // among what is held
	var to [maxRanks]*float64
	k := 0
	for i, s := range spans[:n] {
		for side, rank := range [2]int{s.a, s.b} {
			end := &lo[i]
			if side == 1 {
				end = &hi[i]
			}
			where, pair := v.find(l, rank, m)
			switch {
			case where == gap && side == 0 && pair < len(v.lo):
				*end = v.lo[pair]
			case where == gap && side == 1 && pair > 0:
				*end = v.hi[pair-1]
			case where == gap:
				return nil, nil, false
			case where == low:
				*end = v.lo[pair]
			case where == high:
				*end = v.hi[pair]
			default:
				ranks[k], to[k] = int(where), end
				k++
			}
		}
	}
	Order(y, ranks[:k], b.order[:])
	for i := range k {
		*to[i] = b.order[i]
	}
	for i := range lo {
		if lo[i] > hi[i] {
			return nil, nil, false // both ends are in one gap
		}
	}
	return lo, hi, true
}

// Where a rank of the sample lies, when not among what is held.
type place int

const (
	gap  place = -1 - iota // between pairs
	low                    // on a lower limit
	high                   // on an upper limit
)

// find says where a rank of the m numbers of a lane lies: its rank among what is held, or
// on a limit of a pair, or in the gap before a pair.
func (v *Sieve) find(l *lane, rank, m int) (where place, pair int) {
	if rank < 0 {
		return gap, 0
	}
	if rank >= m {
		return gap, len(v.lo)
	}
	held := 0
	for i := range v.lo {
		if rank -= int(l.below[i]); rank < 0 {
			return gap, i
		}
		if rank -= int(l.onLo[i]); rank < 0 {
			return low, i
		}
		if rank < int(l.between[i]) {
			return place(held + rank), i
		}
		rank -= int(l.between[i])
		held += int(l.between[i])
		if rank -= int(l.onHi[i]); rank < 0 {
			return high, i
		}
	}
	return gap, len(v.lo)
}

// order writes the order statistics at the ranks of a lane, of which y is held and
// is spoiled. It reports false when one is not known.
func (v *Sieve) order(y []float64, l *lane, ranks []int, out []float64) bool {
	var local, at [maxRanks]int
	k, m := 0, l.count()
	for i, r := range ranks {
		where, pair := v.find(l, r, m)
		switch where {
		case gap:
			return false
		case low:
			out[i] = v.lo[pair]
		case high:
			out[i] = v.hi[pair]
		default:
			local[k], at[k] = int(where), i
			k++
		}
	}
	var found [maxRanks]float64
	if k > 0 {
		Order(y, local[:k], found[:])
	}
	for i := range k {
		out[at[i]] = found[i]
	}
	return true
}

// total adds up the lanes.
func (v *Sieve) total() lane {
	t := v.lanes[0]
	for i := range v.lanes[1:] {
		l := &v.lanes[i+1]
		for k := range t.below {
			t.below[k] += l.below[k]
		}
		for k := range t.onLo {
			t.onLo[k] += l.onLo[k]
			t.onHi[k] += l.onHi[k]
			t.between[k] += l.between[k]
		}
	}
	return t
}

// count is how many numbers the lane has seen.
func (l *lane) count() int {
	n := 0
	for _, k := range l.below {
		n += int(k)
	}
	for i := range l.onLo {
		n += int(l.onLo[i]) + int(l.onHi[i]) + int(l.between[i])
	}
	return n
}

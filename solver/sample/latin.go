package sample

import (
	"math/bits"

	"github.com/headroom-planner/headroom/solver/rng"
)

// latin fills one block of a Latin hypercube (McKay, Beckman and Conover,
// Technometrics 21(2), 1979): draw d of n has u = (stratum(d) + v)/n, with v
// uniform in its stratum and stratum a keyed permutation of 0 ... n-1. A
// permutation that is computed, not stored, lets any worker fill any block.
// Each replicate is a hypercube of its own.
func latin(l *Layout, _ int, stream uint64, block uint32, u []float64) {
	rng.Fill(l.Seed, stream, block, u)
	for r := range l.Replicates {
		draws := (l.Draws - r + l.Replicates - 1) / l.Replicates
		key := rng.Keys(l.Seed, stream, uint64(r))
		half := (bits.Len64(uint64(max(draws-1, 1))) + 1) / 2
		n := float64(draws)
		first := int(block) * blockSize
		for i := ((r-first)%l.Replicates + l.Replicates) % l.Replicates; i < len(u); i += l.Replicates {
			d := uint64((first + i) / l.Replicates)
			// Cycle walking: the permutation is of the next power of four.
			for d = feistel(d, half, key); d >= uint64(draws); {
				d = feistel(d, half, key)
			}
			x := (float64(d) + u[i]) / n
			// The last stratum may round to 1.
			u[i] = min(x, 1-0x1p-53)
		}
	}
}

// feistel is a balanced Feistel network of four rounds over 2 x half bits
// (Luby and Rackoff, 1988), with a multiply-and-shift round function.
func feistel(d uint64, half int, key [4]uint64) uint64 {
	mask := uint64(1)<<half - 1
	l, r := d>>half, d&mask
	for _, k := range key {
		h := (r + k) * 0x9E3779B97F4A7C15
		h ^= h >> 32
		h *= 0xD6E8FEB86659FD93
		h ^= h >> 29
		l, r = r, l^(h&mask)
	}
	return l<<half | r
}

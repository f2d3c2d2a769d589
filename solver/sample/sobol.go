package sample

import (
	_ "embed"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"sync"

	"github.com/headroom-planner/headroom/solver/rng"
)

// SobolDims is the number of dimensions of the Sobol sequence.
const SobolDims = 2048

// sobolBits is the length of a direction number: the sequence has 2^32 points.
const sobolBits = 32

// joeKuo holds the primitive polynomials and initial direction numbers of Joe
// and Kuo, set new-joe-kuo-6 (S. Joe and F. Y. Kuo, "Constructing Sobol
// sequences with better two-dimensional projections", SIAM J. Sci. Comput.
// 30, 2008; BSD licence), dimensions 2 to 2,048: in each line the dimension,
// the degree s, the polynomial's inner coefficients a, and m_1 ... m_s.
//
//go:embed joe-kuo.txt
var joeKuo string

// directions are the direction numbers of every dimension: bit k of an index
// adds directions[dim][k] to the point, highest bit first.
var directions = sync.OnceValue(func() *[SobolDims][sobolBits]uint32 {
	v := new([SobolDims][sobolBits]uint32)
	for k := range sobolBits {
		v[0][k] = 1 << (sobolBits - 1 - k) // van der Corput
	}
	dim := 1
	for line := range strings.Lines(joeKuo) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		n := make([]uint32, len(f))
		for i, s := range f {
			x, err := strconv.ParseUint(s, 10, 32)
			if err != nil {
				panic(err) // embedded
			}
			n[i] = uint32(x)
		}
		if int(n[0]) != dim+1 || len(n) != int(n[1])+3 {
			panic(fmt.Sprintf("joe-kuo.txt: %q", line))
		}
		direct(&v[dim], int(n[1]), n[2], n[3:])
		dim++
	}
	if dim != SobolDims {
		panic("joe-kuo.txt is not whole")
	}
	return v
})

// direct fills one dimension's direction numbers from its polynomial
// x^s + a_1 x^(s-1) + ... + a_(s-1) x + 1 and initial numbers, by the
// recurrence of Bratley and Fox (Algorithm 659, ACM TOMS 14(1), 1988).
func direct(v *[sobolBits]uint32, s int, a uint32, m []uint32) {
	for k := range sobolBits {
		if k < s {
			v[k] = m[k] << (sobolBits - 1 - k)
			continue
		}
		v[k] = v[k-s] ^ v[k-s]>>s
		for j := 1; j < s; j++ {
			if a>>(s-1-j)&1 == 1 {
				v[k] ^= v[k-j]
			}
		}
	}
}

// sobol fills one block: draw d is point d / R of replicate d mod R. Each
// replicate is scrambled on its own, and 32 more random bits fill the cell.
func sobol(l *Layout, dim int, stream uint64, block uint32, u []float64) {
	v := &directions()[dim]
	rng.Fill(l.Seed, stream, block, u)
	shift := bits.TrailingZeros(uint(l.Replicates))
	var seeds [64]uint32
	for r := 0; r < l.Replicates; r += 4 {
		for k, s := range rng.Keys(l.Seed, stream, uint64(r/4)) {
			seeds[r+k] = uint32(s >> 32)
		}
	}
	first := uint32(block) * blockSize
	x, at := point(v, first>>shift), first>>shift
	for j := range u {
		d := first + uint32(j)
		if i := d >> shift; i != at {
			// From one index to the next all bits up to the lowest zero change.
			for k := range bits.TrailingZeros32(^at) + 1 {
				x ^= v[k]
			}
			at = i
		}
		y := scramble(x, seeds[d&uint32(l.Replicates-1)])
		u[j] = (float64(y) + u[j]) * 0x1p-32
		// The sum may round to 1.
		u[j] = min(u[j], 1-0x1p-53)
	}
}

// point is the point of an index, in natural order.
func point(v *[sobolBits]uint32, i uint32) uint32 {
	x := uint32(0)
	for ; i != 0; i &= i - 1 {
		x ^= v[bits.TrailingZeros32(i)]
	}
	return x
}

// scramble permutes the dyadic intervals of a point, each by a coin that
// depends on the intervals that hold it: nested uniform scrambling (Owen,
// 1995) by the hash of Laine and Karras (2011) on reversed bits, in the form
// and with the constants of Burley, "Practical hash-based Owen scrambling",
// JCGT 9(4), 2020, as improved by Vegdahl (2021).
func scramble(x, seed uint32) uint32 {
	x = bits.Reverse32(x)
	x ^= x * 0x3d20adea
	x += seed
	x *= seed>>16 | 1
	x ^= x * 0x05526c56
	x ^= x * 0x53a22864
	return bits.Reverse32(x)
}

// Linear fills u with the first points of one dimension, from the first on,
// scrambled by a random lower triangular matrix of bits and a random shift
// (Matoušek, Journal of Complexity 14, 1998). Each point is as uniform as
// under nested scrambling; what bends at simple fractions of the range, as
// indices of variance do, is met more exactly.
func Linear(dim int, seed, stream uint64, u []float64) {
	v := directions()[dim]
	var mask [sobolBits]uint32 // of the bits that each bit of a point adds up
	for i := range mask {
		above := uint32(0)
		if i < sobolBits-1 {
			above = ^uint32(0) << (i + 1)
		}
		mask[i] = uint32(rng.Keys(seed, stream, uint64(i))[0]>>32)&above | 1<<i
	}
	for k := range v {
		y := uint32(0)
		for i, m := range mask {
			y |= uint32(bits.OnesCount32(v[k]&m)&1) << i
		}
		v[k] = y
	}
	x := uint32(rng.Keys(seed, stream, sobolBits)[0] >> 32)
	for lo := 0; lo < len(u); lo += blockSize {
		part := u[lo:min(lo+blockSize, len(u))]
		rng.Fill(seed, stream, uint32(lo/blockSize), part)
		for j := range part {
			part[j] = min((float64(x)+part[j])*0x1p-32, 1-0x1p-53)
			for k := range bits.TrailingZeros32(^uint32(lo+j)) + 1 {
				x ^= v[k]
			}
		}
	}
}

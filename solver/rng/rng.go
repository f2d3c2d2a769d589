// Package rng gives random numbers that are a pure function of (seed, stream,
// block, index): no state, no order, no clock.
//
// Philox4x64-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as
// easy as 1, 2, 3", SC11) turns the key (seed, stream) and the counter
// (block) into the state of a xoshiro256++ generator (Blackman and Vigna,
// "Scrambled linear pseudorandom number generators", 2021), which fills the
// block. Philox keeps streams apart whatever their keys; xoshiro is fast.
package rng

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// Stream hashes an input's path to the key of its stream: the first 8 bytes
// of SHA-256, little endian. It is part of every result and never changes.
func Stream(path string) uint64 {
	h := sha256.Sum256([]byte(path))
	return binary.LittleEndian.Uint64(h[:8])
}

// Fill fills u with uniforms in the open interval (0, 1): odd multiples of
// 2^-54. u[i] depends on i and the keys only, so a shorter u is a prefix of a
// longer one. It does not allocate.
func Fill(seed, stream uint64, block uint32, u []float64) {
	fill(philox([4]uint64{uint64(block)}, [2]uint64{seed, stream}), u)
}

// fill fills u with the numbers that xoshiro256++ gives from a state on.
func fill(s [4]uint64, u []float64) {
	// Its state stays in registers. The all-zero state, which would be stuck, has
	// probability 2^-256 under Philox.
	s0, s1, s2, s3 := s[0], s[1], s[2], s[3]
	for i := range u {
		x := bits.RotateLeft64(s0+s3, 23) + s0
		t := s1 << 17
		s2 ^= s0
		s3 ^= s1
		s1 ^= s2
		s0 ^= s3
		s2 ^= t
		s3 = bits.RotateLeft64(s3, 45)
		// 53 random bits, moved to the middle of their cell.
		u[i] = (float64(x>>11) + 0.5) * 0x1p-53
	}
}

// Keys returns four words that are a pure function of (seed, stream, index),
// for what a design needs beside uniforms. Their counter is out of reach of blocks.
func Keys(seed, stream, index uint64) [4]uint64 {
	return philox([4]uint64{0, 1, index}, [2]uint64{seed, stream})
}

// The multipliers and Weyl increments of Philox4x64.
const (
	m0 = 0xD2E7470EE14C6C93
	m1 = 0xCA5A826395121157
	w0 = 0x9E3779B97F4A7C15
	w1 = 0xBB67AE8584CAA73B
)

// philox is Philox4x64-10.
func philox(c [4]uint64, k [2]uint64) [4]uint64 {
	for range 10 {
		h0, l0 := bits.Mul64(m0, c[0])
		h1, l1 := bits.Mul64(m1, c[2])
		c = [4]uint64{h1 ^ c[1] ^ k[0], l1, h0 ^ c[3] ^ k[1], l0}
		k[0] += w0
		k[1] += w1
	}
	return c
}

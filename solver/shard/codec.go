package shard

import (
	"errors"
	"math"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Records are lists of float64 in which the number of a draw in a month is near, and often the same as,
// that of the month before. So each number is taken by its bits, exclusive or with that of the month
// before; then the first bytes of all numbers follow each other, then the second, and so on (Masui and
// others, "A compression scheme for radio data in high performance computing", 2015, do so with bits); then
// zstd. Nothing is lost: what comes out has the bits that went in.

// pack makes a record small. stride is how many numbers before it the like of a number lies.
func pack(enc *zstd.Encoder, x []float64, stride int, room *[]byte) []byte {
	n := len(x)
	b := sized(room, 8*n)
	b0, b1, b2, b3 := b[:n], b[n:][:n], b[2*n:][:n], b[3*n:][:n]
	b4, b5, b6, b7 := b[4*n:][:n], b[5*n:][:n], b[6*n:][:n], b[7*n:][:n]
	for i, v := range x {
		bits := math.Float64bits(v)
		if i >= stride {
			bits ^= math.Float64bits(x[i-stride])
		}
		b0[i], b1[i], b2[i], b3[i] = byte(bits), byte(bits>>8), byte(bits>>16), byte(bits>>24)
		b4[i], b5[i], b6[i], b7[i] = byte(bits>>32), byte(bits>>40), byte(bits>>48), byte(bits>>56)
	}
	return enc.EncodeAll(b, nil)
}

// unpack is the inverse of pack, into exactly so many numbers.
func unpack(dec *zstd.Decoder, packed []byte, x []float64, stride int, room *[]byte) error {
	n := len(x)
	b, err := dec.DecodeAll(packed, sized(room, 8*n)[:0])
	if err != nil {
		return err
	}
	if len(b) != 8*n {
		return errors.New("it holds another number of numbers")
	}
	b0, b1, b2, b3 := b[:n], b[n:][:n], b[2*n:][:n], b[3*n:][:n]
	b4, b5, b6, b7 := b[4*n:][:n], b[5*n:][:n], b[6*n:][:n], b[7*n:][:n]
	for i := range x {
		bits := uint64(b0[i]) | uint64(b1[i])<<8 | uint64(b2[i])<<16 | uint64(b3[i])<<24 |
			uint64(b4[i])<<32 | uint64(b5[i])<<40 | uint64(b6[i])<<48 | uint64(b7[i])<<56
		if i >= stride {
			bits ^= math.Float64bits(x[i-stride])
		}
		x[i] = math.Float64frombits(bits)
	}
	return nil
}

func sized(room *[]byte, n int) []byte {
	if cap(*room) < n {
		*room = make([]byte, n)
	}
	return (*room)[:n]
}

func newEncoder() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false)) // records have their own sums
}

// decoder is shared: DecodeAll may be called by several at once.
var decoder = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(0))
})

// rooms are buffers of readers.
var rooms = sync.Pool{New: func() any { return new(readRoom) }}

type readRoom struct{ packed, plain []byte }

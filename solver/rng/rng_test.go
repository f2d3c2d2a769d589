package rng

import (
	"math"
	"slices"
	"testing"
)

// Known answers of Philox4x64-10 from the Random123 distribution, file
// tests/kat_vectors: counter, key, result.
func TestPhiloxKnownAnswers(t *testing.T) {
	const f = 0xffffffffffffffff
	for _, c := range []struct {
		ctr  [4]uint64
		key  [2]uint64
		want [4]uint64
	}{
		{[4]uint64{}, [2]uint64{},
			[4]uint64{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}},
		{[4]uint64{f, f, f, f}, [2]uint64{f, f},
			[4]uint64{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}},
		{[4]uint64{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
			[2]uint64{0x452821e638d01377, 0xbe5466cf34e90c6c},
			[4]uint64{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}},
	} {
		if got := philox(c.ctr, c.key); got != c.want {
			t.Errorf("philox(%x, %x) = %x, want %x", c.ctr, c.key, got, c.want)
		}
	}
}

// From state 1, 2, 3, 4: (1+4) rotated by 23 plus 1 = 5*2^23 + 1 = 41943041.
// The rest is what the reference C code of Blackman and Vigna prints.
func TestXoshiroKnownAnswers(t *testing.T) {
	want := []uint64{41943041, 58720359, 3588806011781223, 3591011842654386,
		9228616714210784205, 9973669472204895162}
	u := make([]float64, len(want))
	fill([4]uint64{1, 2, 3, 4}, u)
	for i, w := range want {
		if got := uint64(u[i] * 0x1p53); got != w>>11 { // the middle of a cell rounds down to it
			t.Errorf("output %d is %d, want %d in its first 53 bits", i, got, w>>11)
		}
	}
}

func TestPrefixAndKeys(t *testing.T) {
	long, short := make([]float64, 256), make([]float64, 10)
	Fill(7, 8, 9, long)
	Fill(7, 8, 9, short)
	if !slices.Equal(short, long[:10]) {
		t.Error("a short block is not a prefix of a long one")
	}
	for _, k := range []struct {
		seed, stream uint64
		block        uint32
	}{{8, 8, 9}, {7, 9, 9}, {7, 8, 10}, {8, 7, 9}, {0, 0, 0}} {
		other := make([]float64, 10)
		Fill(k.seed, k.stream, k.block, other)
		if slices.Equal(other, short) {
			t.Errorf("key %v repeats another", k)
		}
	}
}

func TestStream(t *testing.T) {
	// SHA-256 of the empty string begins e3b0c44298fc1c14.
	if got := Stream(""); got != 0x141cfc9842c4b0e3 {
		t.Errorf("Stream(\"\") = %x", got)
	}
	if Stream("a.b") == Stream("a.c") {
		t.Error("two paths share a stream")
	}
}

// TestUniform: 100 cells, 1e6 numbers; chi-square with 99 degrees of freedom
// lies below 148.2 with probability 0.999.
func TestUniform(t *testing.T) {
	const n = 1_000_000
	u := make([]float64, 256)
	var cells [100]int
	sum, cross, last := 0.0, 0.0, 0.5
	for b := range n/256 + 1 {
		Fill(57, Stream("mobile.operators.viettel.crews"), uint32(b), u)
		for _, x := range u {
			if x <= 0 || x >= 1 {
				t.Fatalf("%g is not inside (0, 1)", x)
			}
			cells[int(100*x)]++
			sum += x
			cross += (x - 0.5) * (last - 0.5)
			last = x
		}
	}
	total := float64((n/256 + 1) * 256)
	chi := 0.0
	for _, c := range cells {
		d := float64(c) - total/100
		chi += d * d / (total / 100)
	}
	if chi > 148.2 {
		t.Errorf("chi-square is %g", chi)
	}
	// The mean's standard error is 1/sqrt(12 n), the correlation's 1/sqrt(n).
	if z := (sum/total - 0.5) * math.Sqrt(12*total); math.Abs(z) > 4 {
		t.Errorf("the mean is %g standard errors away", z)
	}
	if z := 12 * cross / math.Sqrt(total); math.Abs(z) > 4 {
		t.Errorf("neighbours correlate: %g standard errors", z)
	}
}

func TestStreamsAreUncorrelated(t *testing.T) {
	const blocks = 400
	a, b := make([]float64, 256), make([]float64, 256)
	for s := uint64(0); s < 8; s++ {
		sum := 0.0
		for k := uint32(0); k < blocks; k++ {
			Fill(1, s, k, a)
			Fill(1, s+1, k, b)
			for i := range a {
				sum += (a[i] - 0.5) * (b[i] - 0.5)
			}
		}
		if z := 12 * sum / math.Sqrt(blocks*256); math.Abs(z) > 4 {
			t.Errorf("streams %d and %d correlate: %g standard errors", s, s+1, z)
		}
	}
}

func TestFillAllocatesNothing(t *testing.T) {
	u := make([]float64, 256)
	if n := testing.AllocsPerRun(100, func() { Fill(1, 2, 3, u) }); n != 0 {
		t.Errorf("Fill allocates %g times", n)
	}
}

func BenchmarkFill(b *testing.B) {
	u := make([]float64, 256)
	for b.Loop() {
		Fill(1, 2, 3, u)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256, "ns/number")
}

package ran

import (
	"math"
	"testing"
)

// BenchmarkQuietMonth is a month of three operators in 340 classes in which
// none runs out.
func BenchmarkQuietMonth(b *testing.B) {
	ops := operators()
	var a Added
	b.ReportAllocs()
	for b.Loop() {
		for _, h := range ops {
			h.Month(1, &a)
		}
	}
}

// BenchmarkDraw is a start, three times 340 places and 63 months of three
// operators whose demand doubles every two years, so that every class is extended
// nine times.
func BenchmarkDraw(b *testing.B) {
	ops := operators()
	var a Added
	b.ReportAllocs()
	for b.Loop() {
		for i, h := range ops {
			h.Start(h.rules)
			for c := range h.at {
				h.Place(c, 25, 500*float64(i+1))
			}
			for m := range 63 {
				h.Month(math.Exp2(float64(m)/24), &a)
			}
		}
	}
}

func operators() (ops [3]*Holdings) {
	var a Added
	for i := range ops {
		ops[i], _ = country(0.5-float64(i)/10, [3]int{0, 1, 2}, 0.2)
		ops[i].Month(1, &a)
	}
	return ops
}

// BenchmarkEfficiency is what a plan pays for three bands and small cells.
func BenchmarkEfficiency(b *testing.B) {
	for b.Loop() {
		if _, err := NewEfficiency(three(), MidBand(3.7), 1024); err != nil {
			b.Fatal(err)
		}
	}
}

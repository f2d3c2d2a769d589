package ran

import "testing"

// BenchmarkEfficiency is what a plan pays for three bands and small cells.
func BenchmarkEfficiency(b *testing.B) {
	for b.Loop() {
		if _, err := NewEfficiency(three(), MidBand(3.7), 1024); err != nil {
			b.Fatal(err)
		}
	}
}

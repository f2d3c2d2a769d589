package gpu

import (
	"math"
	"testing"
)

// TestFatTreeOfReferenceArchitectures: NVIDIA DGX SuperPOD reference architectures with switches of 64 ports. One to four scalable units of
// DGX H100 (network fabrics, table 4; leaves and spines, links between them, without those to the fabric managers), and larger ones
// (DGX B200, larger component counts; leaves, spines, cores, all cables).
func TestFatTreeOfReferenceArchitectures(t *testing.T) {
	for _, c := range []struct{ gpus, switches, links float64 }{
		{248, 8 + 4, 248 + 256}, {504, 16 + 8, 504 + 512}, {760, 24 + 16, 760 + 768}, {1016, 32 + 16, 1016 + 1024},
		{512, 16 + 8, 512 + 512}, {1024, 32 + 16, 1024 + 1024}, {2048, 64 + 32, 2048 + 2048},
		{4096, 128 + 128 + 64, 3 * 4096}, {8192, 256 + 256 + 128, 3 * 8192}, {16384, 512 + 512 + 256, 3 * 16384},
	} {
		if s, l := FatTree(c.gpus, 64); s != c.switches || l != c.links {
			t.Errorf("%g GPUs: %g switches and %g links, not %g and %g", c.gpus, s, l, c.switches, c.links)
		}
	}
}

// TestFatTreeIsNonBlocking: closed forms r^2/2 and r^3/4 are where tiers end; ports of the switches are those of the edge and two for every
// link inside at least; more ports never need fewer switches.
func TestFatTreeIsNonBlocking(t *testing.T) {
	for _, r := range []float64{4, 8, 32, 64, 128, 144} {
		for _, c := range []struct{ ports, switches float64 }{{1, 1}, {r, 1}, {r * r / 2, 3 * r / 2}, {r * r * r / 4, 5 * r * r / 4}} {
			if s, _ := FatTree(c.ports, r); s != c.switches {
				t.Errorf("radix %g, %g ports: %g switches, not %g", r, c.ports, s, c.switches)
			}
		}
		was := 0.0
		for n := 1.0; n < r*r*r; n = math.Ceil(n * 1.03) {
			s, l := FatTree(n, r)
			if s < was {
				t.Errorf("radix %g: %g switches for %g ports, %g for fewer", r, s, n, was)
			}
			if n > r && (s*r < n+2*(l-n) || l < 2*n) {
				t.Errorf("radix %g: %g switches do not join %g ports with %g links", r, s, n, l)
			}
			was = s
		}
	}
	if s, l := FatTree(0, 64); s != 0 || l != 0 {
		t.Error("no ports need a switch")
	}
	odd, _ := FatTree(1000, 65)
	even, _ := FatTree(1000, 64)
	if odd != even {
		t.Error("the odd port is used")
	}
}

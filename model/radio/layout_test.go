package radio

import (
	"math"
	"testing"
)

// TestRings: six sites at 1, six at sqrt 3 and six at 2 around the middle.
func TestRings(t *testing.T) {
	count := map[int]int{}
	for _, s := range sites() {
		count[int(math.Round(sq(s.x)+sq(s.y)))]++
	}
	if count[0] != 1 || count[1] != 6 || count[3] != 6 || count[4] != 6 {
		t.Errorf("sites by squared distance: %v", count)
	}
}

// TestPlacesAreEven: places are nearest to the middle site, fill a third of its
// area, and have the mean squared distance of a hexagon, 5/36 of the spacing's.
func TestPlacesAreEven(t *testing.T) {
	const n = 200
	ring, sum := sites(), 0.0
	for i := range n {
		for j := range n {
			p := place((float64(i)+0.5)/n, (float64(j)+0.5)/n)
			own := sq(p.x) + sq(p.y)
			sum += own
			for _, s := range ring[1:] {
				if sq(p.x-s.x)+sq(p.y-s.y) < own-1e-12 {
					t.Fatalf("%v is nearer to %v", p, s)
				}
			}
		}
	}
	near(t, "mean square", sum/(n*n), 5.0/36, 1e-5)
	a, b := place(1, 0), place(0, 1)
	near(t, "area", math.Abs(a.x*b.y-a.y*b.x), SpacingKM2(1)/3, 1e-12)
}

// TestShadowingIsCentred: a public planner takes the mean of lognormal draws
// for shadowing and so adds 0.5 to 1.6 dB to every link. Ours is 0 dB in the
// mean with the stated deviation, on every site and between sites.
func TestShadowingIsCentred(t *testing.T) {
	const n, sigma = 4096, 7.82
	g := NominalGrid(UMi, 3.5, 200)
	var u [dims]float64
	worst, worstSD := 0.0, 0.0
	for s := range 19 {
		sum, square, cross := 0.0, 0.0, 0.0
		for i := range n {
			lattice(i, n, &u)
			common := normalQuantile(u[dimCommon])
			x := sigma * g.shadow(common, u[dimShadow+s])
			sum += x
			square += x * x
			cross += x * sigma * g.shadow(common, u[dimShadow+(s+1)%19])
		}
		mean := sum / n
		sd := math.Sqrt(square/n - mean*mean)
		worst = math.Max(worst, near(t, "mean", mean, 0, 1e-9))
		worstSD = math.Max(worstSD, near(t, "deviation", sd, sigma, 0.02*sigma))
		near(t, "correlation", cross/n/sq(sigma), 0.5, 0.04)
	}
	t.Logf("shadowing: mean within %.2g dB, deviation within %.2g of %g dB", worst, worstSD, sigma)
}

// TestPattern by hand: -3 dB at half the width, -12 (30/65)^2 = -2.556 at 30
// degrees, -30 at the back, the same on both sides and after a turn.
func TestPattern(t *testing.T) {
	a := SectorAntenna()
	near(t, "ahead", a.PatternDB(0, 5), 0, 0)
	near(t, "half the width", a.PatternDB(32.5, 0), -3, 1e-12)
	near(t, "30 degrees", a.PatternDB(30, 0), -12*sq(30.0/65), 1e-12)
	near(t, "back", a.PatternDB(180, 0), -30, 0)
	near(t, "left", a.PatternDB(-50, 0), a.PatternDB(50, 0), 0)
	near(t, "a turn", a.PatternDB(410, 0), a.PatternDB(50, 0), 1e-9)
	a.VerticalDeg, a.VerticalDB, a.DowntiltDeg = 10, 20, 8
	near(t, "tilted", a.PatternDB(0, 8), 0, 0)
	near(t, "horizon", a.PatternDB(0, 3), -3, 1e-12)
	near(t, "far above", a.PatternDB(0, -60), -20, 0)
	near(t, "both", a.PatternDB(180, -60), -30, 0)
}

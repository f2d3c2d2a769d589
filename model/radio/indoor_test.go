package radio

import (
	"math"
	"testing"
)

// TestWalls holds wall losses of TR 38.901 Tables 7.4.3-1 and 7.4.3-2, to 0.001 dB.
func TestWalls(t *testing.T) {
	worst := 0.0
	for _, v := range []struct{ ghz, low, high float64 }{
		{0.7, 10.237, 17.747}, {2.6, 12.256, 24.362}, {3.5, 12.698, 26.850}, {3.7, 12.774, 27.322}, {26, 17.429, 37.349},
	} {
		worst = math.Max(worst, near(t, "low", must(t)(LowLoss.WallDB(v.ghz)), v.low, 1e-3))
		worst = math.Max(worst, near(t, "high", must(t)(HighLoss.WallDB(v.ghz)), v.high, 1e-3))
	}
	t.Logf("10 wall losses, worst deviation %.2g dB", worst)
	refused(t, "frequency")(LowLoss.WallDB(0.4))
}

// TestWallsRise with frequency, and coated glass is always the worse.
func TestWallsRise(t *testing.T) {
	for _, b := range []Building{LowLoss, HighLoss} {
		last := 0.0
		for ghz := 0.5; ghz <= 100; ghz *= 1.05 {
			x := must(t)(b.WallDB(ghz))
			if x <= last || must(t)(HighLoss.WallDB(ghz)) < must(t)(LowLoss.WallDB(ghz)) {
				t.Fatalf("class %d: %g dB at %g GHz", b, x, ghz)
			}
			last = x
		}
	}
}

// TestRooms: 25 m of rooms are 12.5 dB; the mean of the lesser of two uniform
// depths to 25 m is 8.33 m, to 10 m (rural) 3.33 m.
func TestRooms(t *testing.T) {
	near(t, "rooms", RoomsDB(25), 12.5, 0)
	near(t, "depth", UMa.MeanDepthM(), 25.0/3, 1e-12)
	near(t, "depth", RMa.MeanDepthM(), 10.0/3, 1e-12)
	near(t, "low", LowLoss.SigmaDB(), 4.4, 0)
	near(t, "high", HighLoss.SigmaDB(), 6.5, 0)
}

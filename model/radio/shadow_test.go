package radio

import (
	"fmt"
	"math"
	"testing"
)

// TestJakes holds margins at the edge and shares of the area, printed to 0.01
// dB and 1e-4.
func TestJakes(t *testing.T) {
	worstDB, worst := 0.0, 0.0
	for _, v := range []struct{ edge, sigma, n, marginDB, area float64 }{
		{0.75, 8, 3.86, 5.40, 0.9051},
		{0.85, 8, 3.86, 8.29, 0.9486},
		{0.90, 6, 3.908, 7.69, 0.9743},
		{0.90, 8, 3.86, 10.25, 0.9679},
		{0.95, 8, 3.86, 13.16, 0.9854},
	} {
		m := must(t)(EdgeMarginDB(v.edge, v.sigma))
		worstDB = math.Max(worstDB, near(t, fmt.Sprint("margin ", v), m, v.marginDB, 0.005))
		worst = math.Max(worst, near(t, fmt.Sprint("area ", v), must(t)(AreaShare(m, v.sigma, v.n)), v.area, 5e-5))
		near(t, fmt.Sprint("inverse ", v), must(t)(AreaMarginDB(must(t)(AreaShare(m, v.sigma, v.n)), v.sigma, v.n)), m, 1e-8)
	}
	t.Logf("5 margins within %.2g dB, 5 shares within %.2g", worstDB, worst)
}

// TestAreaByIntegration checks the closed form against the integral it stands
// for: F = 2 int_0^1 Phi((M + 10 n lg(1/r)) / sigma) r dr, midpoint rule.
func TestAreaByIntegration(t *testing.T) {
	const steps = 200000
	for _, v := range [][3]float64{{5.4, 8, 3.86}, {0, 6, 2}, {-10, 10, 3}, {20, 4, 5}, {3, 20, 1}, {-5, 0.5, 4}} {
		sum := 0.0
		for i := range steps {
			r := (float64(i) + 0.5) / steps
			sum += math.Erfc(-(v[0]-10*v[2]*math.Log10(r))/(v[1]*math.Sqrt2)) * r / steps
		}
		near(t, fmt.Sprint(v), must(t)(AreaShare(v[0], v[1], v[2])), sum, 1e-7)
	}
}

// TestAreaIsBetterThanTheEdge, grows with the margin, and without shadowing is
// plain geometry: 3 dB short at n = 3 leaves 10^(-0.2) of the area.
func TestAreaIsBetterThanTheEdge(t *testing.T) {
	last := 0.0
	for m := -20.0; m <= 40; m += 0.5 {
		f := must(t)(AreaShare(m, 8, 3.5))
		if edge := math.Erfc(-m/8/math.Sqrt2) / 2; f < edge || f < last || f > 1 {
			t.Fatalf("area %g, edge %g at %g dB", f, edge, m)
		}
		last = f
	}
	near(t, "geometry", must(t)(AreaShare(-3, 0, 3)), math.Pow(10, -0.2), 1e-12)
	near(t, "almost geometry", must(t)(AreaShare(-3, 0.002, 3)), math.Pow(10, -0.2), 1e-6)
	near(t, "covered", must(t)(AreaShare(3, 0, 3)), 1, 0)
}

func TestShadowRefuses(t *testing.T) {
	refused(t, "share at the edge")(EdgeMarginDB(1, 8))
	refused(t, "standard deviation")(EdgeMarginDB(0.9, -1))
	refused(t, "standard deviation")(AreaShare(5, 21, 3))
	refused(t, "path loss exponent")(AreaShare(5, 8, 0))
	refused(t, "margin")(AreaShare(math.NaN(), 8, 3))
	refused(t, "share of the area")(AreaMarginDB(1, 8, 3))
	refused(t, "standard deviation")(AreaMarginDB(0.9, math.NaN(), 3))
	noAllocations(t, "margins", func() { sink, _ = AreaMarginDB(0.95, 8, 3.8) })
}

// TestAreas holds the three conventions at 1 km: 2.598, 0.866, 1.949 km2. The
// count of sites differs by 4/3 between the first and the last.
func TestAreas(t *testing.T) {
	near(t, "hexagon", HexagonKM2(1), 2.598, 5e-4)
	near(t, "clover", CloverKM2(1), 1.949, 5e-4)
	near(t, "ratio", HexagonKM2(1)/CloverKM2(1), 4.0/3, 1e-12)
	near(t, "hexagon's spacing", SpacingKM2(HexagonSpacing), HexagonKM2(1), 1e-12)
	near(t, "clover's spacing", SpacingKM2(CloverSpacing), CloverKM2(1), 1e-12)
}

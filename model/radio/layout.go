package radio

// point is a place in the plane, in units of the distance between sites.
type point struct{ x, y float64 }

// sites is a hexagonal grid: the site in the middle, six around it at a
// distance of 1 (the first at azimuth 0), and twelve around these.
func sites() [19]point {
	var out [19]point
	n := 1
	for q := -2; q <= 2; q++ {
		for r := -2; r <= 2; r++ {
			if (q == 0 && r == 0) || q+r > 2 || q+r < -2 {
				continue
			}
			out[n] = point{float64(q) + float64(r)/2, float64(r) * HexagonSpacing / 2}
			n++
		}
	}
	return out
}

// place maps the unit square evenly onto a third of the area that is nearest
// to the middle site: the rhombus between its corners at -30, 30 and 90
// degrees. The grid looks the same from the other two thirds.
func place(u, v float64) point {
	return point{u / 2, (v - u/2) / HexagonSpacing}
}

// dims is how many numbers a user of the grid takes: two for its place, one
// for the shadowing all sites share, four for the building, and for each site
// one for sight and one for shadowing.
const (
	dimPlace  = 0
	dimCommon = 2
	dimIndoor = 3
	dimClass  = 4
	dimDepth  = 5
	dimWall   = 6
	dimSight  = 7
	dimShadow = 26
	dims      = 45
)

// generator makes the lattice. It was chosen among the odd numbers below 4,096:
// no two dimensions bunch on few lines, and the normal scores of any two are
// correlated by at most 0.024 at 4,096 points and 0.004 at 65,536.
const generator = 1083

// lattice writes the i-th of n points, n a power of two, of a Korobov lattice
// that fills the unit cube evenly: coordinate k is the fractional part of (i
// generator^k + 1/2) / n. Every coordinate takes each of the n values once.
// These are quadrature points, not random numbers. Source: N. M. Korobov, 1959;
// I. H. Sloan and S. Joe, Lattice Methods for Multiple Integration, 1994.
func lattice(i, n int, u *[dims]float64) {
	last, z := uint32(n-1), uint32(1)
	for k := range u {
		u[k] = (float64(uint32(i)*z&last) + 0.5) / float64(n)
		z = z * generator & last
	}
}

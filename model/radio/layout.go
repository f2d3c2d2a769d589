package radio

import "math"

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

// primes are as many as there are dimensions.
var primes = [dims]float64{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
	101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197}

// lattice writes the i-th point, from 0 on, of a fixed sequence that fills the
// unit cube evenly: the fractional parts of (i+1) sqrt(prime) (R. D. Richtmyer,
// 1951). These are quadrature points, not random numbers.
func lattice(i int, u *[dims]float64) {
	for k := range u {
		x := float64(i+1) * math.Sqrt(primes[k])
		u[k] = x - math.Floor(x)
	}
}

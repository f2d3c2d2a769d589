package dist

import "math"

// Scores replaces each uniform in u by its standard normal quantile.
func Scores(u []float64) { normalSampler.cells(u) }

var normalSampler = &Sampler{d: Normal{0, 1}, body: newBody(Normal{0, 1})}

// Ranks replaces each standard normal number in z by its probability, within
// 1e-9 relative of both tails, inside the open interval (0, 1) also where the
// exact one would round to an end.
func Ranks(z []float64) {
	for i, x := range z {
		f := (x + rankReach) * rankCells / (2 * rankReach)
		if f >= 0 && f < rankCells {
			c := &rankTable[int(f)]
			t := f - float64(int(f))
			z[i] = ((((c[5]*t+c[4])*t+c[3])*t+c[2])*t+c[1])*t + c[0]
			continue
		}
		z[i] = inside(math.Erfc(-x/math.Sqrt2) / 2)
	}
}

// inside keeps a probability among those that a generator can give.
func inside(p float64) float64 { return math.Min(math.Max(p, 0x1p-54), 1-0x1p-53) }

// rankTable holds polynomials for the normal distribution function on equal
// cells of [-rankReach, rankReach].
const (
	rankReach = 4.0
	rankCells = 512
)

var rankTable = func() *[rankCells][6]float64 {
	t := new([rankCells][6]float64)
	fitCells(t[:], -rankReach, rankReach, normalCDF)
	return t
}()

// fitCells fits polynomials of degree 5 to f on equal cells of [lo, hi], each
// in the place within its cell.
func fitCells(cells [][6]float64, lo, hi float64, f func(x float64) float64) {
	for k := range cells {
		var y [6]float64
		for i, s := range nodes {
			y[i] = f(lo + (float64(k)+s)*(hi-lo)/float64(len(cells)))
		}
		cells[k] = interpolate(y)
	}
}

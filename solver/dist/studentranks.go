package dist

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// StudentRanks turns numbers that follow Student's t into their probabilities,
// within 1e-9 relative of both tails. It is made once and may be shared.
//
// Within four of the centre polynomials stand in for the distribution
// function, beyond it for the logarithm of the tail over that of the number,
// which is nearly a straight line.
type StudentRanks struct {
	df     float64
	middle [rankCells][6]float64
	tail   [][6]float64 // of log P(T > exp y)
}

// The tails are tabled from rankReach to exp(tailSpan) times that, further
// than any number that two degrees of freedom can give a generator.
const (
	tailSpan  = 22.0
	tailCells = 1024
)

// NewStudentRanks tables the distribution function for df of 2 to 1e6.
func NewStudentRanks(df float64) *StudentRanks {
	r := &StudentRanks{df: df}
	fitCells(r.middle[:], -rankReach, rankReach, func(x float64) float64 {
		if math.Abs(x) < 1 { // where the other form would lose digits
			return 0.5 + math.Copysign(0.5*mathext.RegIncBeta(0.5, df/2, x*x/(df+x*x)), x)
		}
		return tCDF(df, x)
	})
	from := math.Log(rankReach)
	n := tailCells
	for n > 0 && tCDF(df, -rankReach*math.Exp(tailSpan*float64(n)/tailCells)) < 1e-290 {
		n--
	}
	r.tail = make([][6]float64, n)
	fitCells(r.tail, from, from+tailSpan*float64(n)/tailCells, func(y float64) float64 { return math.Log(tCDF(df, -math.Exp(y))) })
	return r
}

// Column replaces each number in x by its probability, inside the open
// interval (0, 1). It does not allocate.
func (r *StudentRanks) Column(x []float64) {
	for i, v := range x {
		f := (v + rankReach) * rankCells / (2 * rankReach)
		if f >= 0 && f < rankCells {
			c := &r.middle[int(f)]
			t := f - float64(int(f))
			x[i] = ((((c[5]*t+c[4])*t+c[3])*t+c[2])*t+c[1])*t + c[0]
			continue
		}
		if v < 0 {
			x[i] = inside(r.beyond(-v))
		} else {
			x[i] = inside(1 - r.beyond(v))
		}
	}
}

// beyond is P(T > x) for x of rankReach and more.
func (r *StudentRanks) beyond(x float64) float64 {
	f := math.Log(x/rankReach) * tailCells / tailSpan
	if !(f >= 0 && f < float64(len(r.tail))) {
		return tCDF(r.df, -x)
	}
	c := &r.tail[int(f)]
	t := f - float64(int(f))
	return math.Exp(((((c[5]*t+c[4])*t+c[3])*t+c[2])*t+c[1])*t + c[0])
}

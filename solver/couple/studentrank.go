package couple

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// StudentRank converts between the correlation r of a t copula and
// Spearman's rank correlation, which has no closed form:
//
//	s(r) = 6/pi E asin(r M), M = sqrt(W1/(W1+W2)) sqrt(W1/(W1+W3))
//
// with 1/W_i independent gammas of shape v/2 (Heinen and Valdesogo, Spearman
// rank correlation of the bivariate Student t and scale mixtures of normal
// distributions, Journal of Multivariate Analysis 179, 2020). The expectation
// is a trapezoid sum over the logarithms of the gammas, which converges
// geometrically: s is within 1e-6.
type StudentRank struct{ m, weight []float64 }

// rankNodes is the number of values of each gamma.
const rankNodes = 48

// NewStudentRank prepares the conversion for so many degrees of freedom.
func NewStudentRank(degrees float64) *StudentRank {
	shape := degrees / 2
	// Beyond these the gamma has no more than 1e-9.
	lo := math.Log(mathext.GammaIncRegInv(shape, 1e-9))
	hi := math.Log(mathext.GammaIncRegCompInv(shape, 1e-9))
	var v, p [rankNodes]float64
	sum := 0.0
	for i := range v {
		y := lo + (hi-lo)*float64(i)/(rankNodes-1)
		v[i], p[i] = math.Exp(y), math.Exp(shape*(y-math.Log(shape))-math.Exp(y)+shape)
		sum += p[i]
	}
	s := &StudentRank{}
	for i := range v {
		for j := range v {
			for k := range j + 1 { // M is the same with j and k exchanged
				w := p[i] * p[j] * p[k] / (sum * sum * sum)
				if j != k {
					w *= 2
				}
				if w > 1e-12 {
					s.m = append(s.m, math.Sqrt(v[j]/(v[i]+v[j]))*math.Sqrt(v[k]/(v[i]+v[k])))
					s.weight = append(s.weight, w)
				}
			}
		}
	}
	return s
}

// Spearman is the rank correlation of the copula with correlation r.
func (s *StudentRank) Spearman(r float64) float64 {
	f, _ := s.at(r)
	return f
}

// Correlation is the copula's correlation that gives the rank correlation
// rank, of -0.999 to 0.999, by Newton's method from that of a Gaussian copula.
func (s *StudentRank) Correlation(rank float64) float64 {
	r := Normal(rank)
	for range 20 {
		f, slope := s.at(r)
		next := min(max(r-(f-rank)/slope, -1+1e-12), 1-1e-12)
		if math.Abs(next-r) < 1e-10 {
			return next
		}
		r = next
	}
	return r
}

// at is the rank correlation and its derivative.
func (s *StudentRank) at(r float64) (f, slope float64) {
	for i, m := range s.m {
		f += s.weight[i] * math.Asin(r*m)
		slope += s.weight[i] * m / math.Sqrt(1-r*m*r*m)
	}
	return 6 / math.Pi * f, 6 / math.Pi * slope
}

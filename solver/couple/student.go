package couple

import (
	"math"

	"github.com/headroom-planner/headroom/solver/dist"
)

// Student is the t copula of a group: X = L Y, Y spherical with Student's t
// margins of so many degrees of freedom, u = T(X) (Demarta and McNeil, The t
// copula and related copulas, International Statistical Review 73(1), 2005).
// The fewer the degrees, the more the members reach their extremes together:
// the chance that one is beyond its quantile when another is goes to
// 2 T_{v+1}(-sqrt((v+1)(1-r)/(1+r))), where under a Gaussian copula it goes to 0.
//
// Y is not a normal vector over a mixing variable of its own but drawn member
// by member, given those before it (Rosenblatt, Remarks on a multivariate
// transformation, 1952):
//
//	y_k = sqrt((v + y_0^2 + ... + y_{k-1}^2)/(v+k)) T_{v+k}^{-1}(u_k)
//
// which is the same distribution from as many uniforms as there are members.
// So designs and sensitivity analyses see no hidden dimension, the first
// member keeps its own uniforms, and a member added at the end moves no other.
type Student struct {
	Degrees float64
	scores  []*dist.Sampler // of T_{v+k}
	ranks   *dist.StudentRanks
}

// The degrees of freedom of a t copula. With more than MaxDegrees it is a
// Gaussian one for every purpose.
const (
	MinDegrees = 2
	MaxDegrees = 1000
)

// NewStudent tables the copula of so many members, with degrees from
// MinDegrees to MaxDegrees.
func NewStudent(degrees float64, members int) *Student {
	s := &Student{Degrees: degrees, ranks: dist.NewStudentRanks(degrees)}
	for k := range members {
		s.scores = append(s.scores, dist.NewSampler(dist.NewStudentT(degrees+float64(k), 0, 1), math.Inf(-1), math.Inf(1)))
	}
	return s
}

// Couple turns independent uniforms of the group into those of the copula. It
// does not allocate.
func (s *Student) Couple(c Columns, lower [][]float64) {
	var first, norm [chunk]float64
	for lo := 0; lo < c.N; lo += chunk {
		n := copy(first[:], c.part(0, lo))
		for j := range norm {
			norm[j] = s.Degrees
		}
		for k := range c.Members {
			y := c.part(k, lo)
			s.scores[k].Column(y)
			v := s.Degrees + float64(k)
			for j := range y {
				y[j] *= math.Sqrt(norm[j] / v)
				norm[j] += y[j] * y[j]
			}
		}
		for k := len(c.Members) - 1; k > 0; k-- {
			mix(c, lower[k], k, lo)
			s.ranks.Column(c.part(k, lo))
		}
		copy(c.part(0, lo), first[:n])
	}
}

// Package couple makes independent uniforms depend on each other: copulas,
// what their parameters must be for a stated correlation, and the reordering
// of whole samples.
package couple

import (
	"math"

	"github.com/headroom-planner/headroom/solver/dist"
)

// Columns are a group of inputs in a block of draws: Draws[Members[k]][:N] is
// the k-th of the group.
type Columns struct {
	Draws   [][]float64
	Members []int
	N       int
}

func (c Columns) at(k int) []float64 { return c.Draws[c.Members[k]][:c.N] }

// part is the columns of up to chunk draws from draw lo on.
func (c Columns) part(k, lo int) []float64 { return c.at(k)[lo:min(lo+chunk, c.N)] }

// chunk is how many draws are coupled together; the room for one is on the stack.
const chunk = 256

// Gaussian turns independent uniforms of a group into those of a Gaussian copula:
//
//	u_k = F(sum over i <= k of L[k][i] z(u_i)), F the normal CDF and z its inverse
//
// The first member keeps its own uniforms, each later one mixes in those
// before it, so that a member added at the end moves no other. It does not allocate.
func Gaussian(c Columns, lower [][]float64) {
	var first [chunk]float64
	for lo := 0; lo < c.N; lo += chunk {
		n := copy(first[:], c.part(0, lo))
		for k := range c.Members {
			dist.Scores(c.part(k, lo))
		}
		// From the last, because each needs those before it as they were.
		for k := len(c.Members) - 1; k > 0; k-- {
			mix(c, lower[k], k, lo)
			dist.Ranks(c.part(k, lo))
		}
		copy(c.part(0, lo), first[:n])
	}
}

// mix puts sum over i <= k of row[i] z_i in the place of z_k.
func mix(c Columns, row []float64, k, lo int) {
	z := c.part(k, lo)
	for j := range z {
		z[j] *= row[k]
	}
	for i, l := range row[:k] {
		if l == 0 {
			continue
		}
		for j, x := range c.part(i, lo) {
			z[j] += l * x
		}
	}
}

// Normal is the correlation of normals that gives Spearman's rank correlation
// s: 2 sin(pi s / 6) (Pearson, On further methods of determining correlation, 1907).
func Normal(s float64) float64 { return 2 * math.Sin(math.Pi*s/6) }

// Spearman is the rank correlation of normals correlated by r, 6/pi asin(r/2).
func Spearman(r float64) float64 { return 6 / math.Pi * math.Asin(r/2) }

// Package sample turns keyed random streams into designs: how the uniforms of
// one input are laid out over the draws.
package sample

import (
	"fmt"
	"math/bits"
	"strings"

	"github.com/headroom-planner/headroom/solver/rng"
)

// Design names a design.
type Design string

// The designs.
const (
	// MC is plain Monte Carlo: independent uniforms. Its first n draws are the
	// same whatever the number of draws.
	MC Design = "mc"
	// LHS is Latin hypercube sampling: each of n equal strata of every input is
	// hit once. It has no prefix property: another number of draws is another sample.
	LHS Design = "lhs"
	// Sobol is the Sobol sequence, scrambled at random (Owen). Its first n
	// draws are the same whatever the number of draws. An input's dimension is
	// its place in the order of paths, so a new input changes the points, not
	// the scrambling, of those after it.
	Sobol Design = "sobol"
)

// Replicates is how many independent randomisations a design that is not
// plain Monte Carlo is made of when nothing else is said. They lie one beside
// the other: draw d belongs to replicate d mod R. What they disagree on is the
// standard error, which the draws of one randomisation cannot tell.
const Replicates = 8

// Layout is a design with everything that decides its points.
type Layout struct {
	Design     Design
	Seed       uint64
	Draws      int
	Replicates int // 1 for plain Monte Carlo

	points [][]float64
}

// entry is one design of the catalogue.
type entry struct {
	name   Design
	doc    string
	column func(l *Layout, dim int, stream uint64, block uint32, u []float64)
}

var catalogue = []entry{
	{MC, "plain Monte Carlo", func(l *Layout, _ int, stream uint64, block uint32, u []float64) { rng.Fill(l.Seed, stream, block, u) }},
	{LHS, "Latin hypercube", latin},
	{Sobol, "Sobol sequence, Owen-scrambled", sobol},
}

// Names lists the designs.
func Names() []string {
	var names []string
	for _, e := range catalogue {
		names = append(names, string(e.name))
	}
	return names
}

// Parse reads a design's name. The error lists the names that exist.
func Parse(s string) (Design, error) {
	for _, e := range catalogue {
		if string(e.name) == s {
			return e.name, nil
		}
	}
	return "", fmt.Errorf("%q is not a design; one of %s", s, strings.Join(Names(), ", "))
}

// LayoutError says why a layout has no points, and what to write instead.
type LayoutError struct{ Msg, Hint string }

// Error implements error.
func (e *LayoutError) Error() string { return e.Msg }

// Check reports whether the layout exists in so many dimensions.
func (l *Layout) Check(dims int) error {
	r := l.Replicates
	switch {
	case r < 1 || r > 64:
		return &LayoutError{fmt.Sprintf("%d replicates", r), "use 1 to 64 replicates"}
	case l.Design == MC && r != 1:
		return &LayoutError{"plain Monte Carlo has no replicates", "leave replicates out, or use design: lhs or sobol"}
	case l.Design == LHS && l.Draws < 2*r:
		return &LayoutError{fmt.Sprintf("%d draws are too few for %d replicates", l.Draws, r), fmt.Sprintf("use at least %d draws", 2*r)}
	case l.Design != Sobol:
		return nil
	case r&(r-1) != 0:
		return &LayoutError{fmt.Sprintf("%d replicates: a Sobol sequence needs a power of two", r), "use 1, 2, 4, 8, 16, 32 or 64 replicates"}
	case l.Draws&(l.Draws-1) != 0 || l.Draws < 2*r:
		return &LayoutError{fmt.Sprintf("a Sobol sequence is balanced for a power of two of draws, not for %d", l.Draws),
			fmt.Sprintf("use %s draws", powersAround(l.Draws, 2*r))}
	case l.Draws > 1<<sobolBits:
		return &LayoutError{fmt.Sprintf("%d draws: the Sobol sequence has 2^%d points here", l.Draws, sobolBits), "use fewer draws or design: mc"}
	case dims > SobolDims:
		return &LayoutError{fmt.Sprintf("%d uncertain inputs: the Sobol sequence has %d dimensions", dims, SobolDims), "use design: lhs or mc"}
	}
	return nil
}

// FewestWith is the least number of draws of a layout like this that has
// draw d as it is here.
func (l *Layout) FewestWith(d int) int {
	switch l.Design {
	case MC:
		return d + 1
	case Sobol:
		return max(2*l.Replicates, 1<<bits.Len(uint(d)))
	}
	return l.Draws // another number of draws is another sample
}

// powersAround names the powers of two next to n, from least on.
func powersAround(n, least int) string {
	below := 1 << (bits.Len(uint(max(n, 1))) - 1)
	if below < least {
		return fmt.Sprint(1 << bits.Len(uint(least-1)))
	}
	return fmt.Sprintf("%d or %d", below, 2*below)
}

// blockSize is the number of draws in a block, as solver cuts them.
const blockSize = 256

// Column fills u with the uniforms, in the open interval (0, 1), of one input
// in one block: its stream keys the random numbers, dim is its place among the
// uncertain inputs. The layout must have passed Check. It does not allocate.
func (l *Layout) Column(dim int, stream uint64, block uint32, u []float64) {
	if l.Design == given {
		copyGiven(l, dim, stream, block, u)
		return
	}
	for i := range catalogue {
		if catalogue[i].name == l.Design {
			catalogue[i].column(l, dim, stream, block, u)
			return
		}
	}
	panic("sample: design " + string(l.Design) + " was not parsed")
}

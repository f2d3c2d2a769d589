// Package sample turns keyed random streams into designs: how the uniforms of
// one input are laid out over the draws.
package sample

import (
	"fmt"
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
)

// entry is one design of the catalogue.
type entry struct {
	name   Design
	doc    string
	column func(seed, stream uint64, block uint32, draws int, u []float64)
}

var catalogue = []entry{
	{MC, "plain Monte Carlo", func(seed, stream uint64, block uint32, _ int, u []float64) { rng.Fill(seed, stream, block, u) }},
	{LHS, "Latin hypercube", latin},
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

// blockSize is the number of draws in a block, as solver cuts them.
const blockSize = 256

// Column fills u with the uniforms, in the open interval (0, 1), of one input
// (its stream) in one block of a run of so many draws. The design must come
// from Parse.
func Column(d Design, seed, stream uint64, block uint32, draws int, u []float64) {
	for i := range catalogue {
		if catalogue[i].name == d {
			catalogue[i].column(seed, stream, block, draws, u)
			return
		}
	}
	panic("sample: design " + string(d) + " was not parsed")
}

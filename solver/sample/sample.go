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

// MC is plain Monte Carlo: independent uniforms. Its first n draws are the
// same whatever the number of draws.
const MC Design = "mc"

// entry is one design of the catalogue.
type entry struct {
	name   Design
	doc    string
	column func(seed, stream uint64, block uint32, u []float64)
}

var catalogue = []entry{
	{MC, "plain Monte Carlo", rng.Fill},
}

// Parse reads a design's name. The error lists the names that exist.
func Parse(s string) (Design, error) {
	var names []string
	for _, e := range catalogue {
		if string(e.name) == s {
			return e.name, nil
		}
		names = append(names, string(e.name))
	}
	return "", fmt.Errorf("%q is not a design; one of %s", s, strings.Join(names, ", "))
}

// Column fills u with the uniforms, in the open interval (0, 1), of one input
// (its stream) in one block. The design must come from Parse.
func Column(d Design, seed, stream uint64, block uint32, u []float64) {
	for i := range catalogue {
		if catalogue[i].name == d {
			catalogue[i].column(seed, stream, block, u)
			return
		}
	}
	panic("sample: design " + string(d) + " was not parsed")
}

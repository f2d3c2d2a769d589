package scenarios

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/unit"
)

// fact finds the fact that a value cites and reports one that does not exist
// or that nobody could have known.
func (c *compiler) fact(path string, a about) (Fact, bool) {
	f, ok := Facts().Get(a.cite)
	if !ok {
		c.problem(a.citePos, path, "unknown-cite", cmp.Or(suggest(a.cite, Facts().ids), "headroom list facts shows the facts"), "there is no fact %q", a.cite)
		return Fact{}, false
	}
	k := c.plan.Knowledge
	if k != "" && !slices.Contains([]string{"plan", "target"}, f.Kind) && later(f.AsOf, k) {
		c.problem(a.citePos, path, "cite-late", "cite an earlier fact, or move knowledge_date", "%s holds for %s, after the scenario's evidence ends (%s)", f.ID, f.AsOf, k)
		return f, false
	}
	return f, true
}

// agrees compares a value with the fact it cites. A certain value must equal
// the fact within half a unit of its last written place, or lie in the fact's
// range; a distribution must hold the fact within its support, or within its
// central 99.8 % when that is unbounded.
func (c *compiler) agrees(rr *rowReader, v value, f Fact) {
	from, err := unit.Parse(f.Unit)
	if err != nil {
		return
	}
	k, err := unit.Factor(from, unit.MustParse(rr.spec.Unit))
	if err != nil {
		c.problem(v.citePos, rr.path, "cite-disagrees", "cite a fact in "+unitName(rr.spec.Unit), "%s is in %s", f.ID, unitName(f.Unit))
		return
	}
	if f.Boundary != unit.NoBoundary && f.Boundary != unit.Unstated && rr.spec.Boundary != unit.NoBoundary && f.Boundary != rr.spec.Boundary {
		c.problem(v.citePos, rr.path, "cite-boundary", "convert the figure, and say how in note, with source in place of cite",
			"%s is %s power, the input %s power", f.ID, f.Boundary, rr.spec.Boundary)
		return
	}
	lo, hi := f.Low*k, f.High*k
	if v.d != nil {
		a, b := v.d.Support()
		if math.IsInf(a, 0) || math.IsInf(b, 0) {
			a, b = v.d.Quantile(0.001), v.d.Quantile(0.999)
		}
		if hi < a || lo > b {
			c.problem(v.citePos, rr.path, "cite-disagrees", "the fact says "+f.Figure(), "the distribution (%s to %s) does not hold the fact it cites", short(a), short(b))
		}
		return
	}
	tol := math.Max(v.half*(1+1e-9), 1e-6*math.Abs(v.x))
	if v.x < lo-tol || v.x > hi+tol {
		c.problem(v.citePos, rr.path, "cite-disagrees", "the fact says "+f.Figure(), "the value %s disagrees with the fact it cites", strings.TrimSpace(short(v.x)+" "+rr.spec.Unit))
	}
}

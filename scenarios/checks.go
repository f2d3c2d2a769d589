package scenarios

import (
	"math"
	"slices"
	"strconv"
	"sync"

	"github.com/headroom-planner/headroom/model/unit"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/scenarios/library"
	"github.com/headroom-planner/headroom/solver/result"
)

// check is a check of the evidence with the facts that it computes from.
type check struct {
	result.Check
	facts []string
}

// Checks returns the shipped checks of the evidence, in their order. They are
// computed once; tests hold them without problems.
func Checks() []result.Check {
	var out []result.Check
	for _, c := range checks() {
		out = append(out, c.Check)
	}
	return out
}

var checks = sync.OnceValue(func() []check {
	const file = "evidence/checks.yaml"
	data, err := library.FS.ReadFile(file)
	if err != nil {
		panic(err)
	}
	all, problems := readChecks("checks.yaml", data, Facts())
	if len(problems) > 0 {
		panic("the shipped checks have problems:\n" + problems.Text())
	}
	return all
})

// alikeWithin is how far apart the ranges of sides that agree may lie where a check says nothing.
const alikeWithin = 0.02

// readChecks reads checks of facts and reports every problem in them, also a
// verdict that the facts do not bear out.
func readChecks(file string, data []byte, book *FactBook) ([]check, diag.List) {
	var problems diag.List
	root := parse(file, data, &problems)
	r := checkReader{factReader{treeReader{file, &problems}, nil}, book}
	all := root.get("checks")
	if all == nil || all.kind != mapping {
		r.problem(diag.Pos{File: file}, "missing", "add checks:", "there are no checks")
		return nil, problems
	}
	var out []check
	for _, id := range all.keys {
		out = append(out, r.check(id, all.kids[id]))
	}
	return out, problems
}

type checkReader struct {
	factReader
	book *FactBook
}

func (r *checkReader) check(id string, n *node) check {
	c := check{Check: result.Check{ID: id, About: words(n.get("about")), Reading: words(n.get("reading")), Unit: r.text(n, "unit")}}
	if n.kind != mapping {
		r.problem(n.pos, "type", "a check has about, unit, verdict, sides, reading, inputs", "%s is not a mapping", id)
		return c
	}
	if !c.About.Complete() || !c.Reading.Complete() {
		r.problem(n.pos, "missing", "add about and reading: {en: ..., vi: ...}", "%s is not described in both languages", id)
	}
	if _, err := unit.Parse(c.Unit); err != nil || c.Unit == "" {
		r.problem(n.pos, "unit-unknown", suggest(c.Unit, unit.Names()), "%s has no unit", id)
	}
	if in := n.get("inputs"); in != nil {
		for _, p := range in.items {
			c.Inputs = append(c.Inputs, p.text)
		}
	}
	sides := n.get("sides")
	if sides == nil || len(sides.items) < 2 {
		r.problem(n.pos, "missing", "give two sides or more", "%s holds nothing against another", id)
		return c
	}
	found := len(*r.problems)
	for _, s := range sides.items {
		c.Sides = append(c.Sides, r.side(&c, s))
	}
	if len(*r.problems) > found {
		return c
	}
	c.Apart = apart(c.Sides)
	within := r.number(n, "tolerance", alikeWithin)
	verdict := r.text(n, "verdict")
	c.Agrees = verdict == "agrees"
	switch {
	case verdict != "agrees" && verdict != "disagrees":
		r.problem(n.pos, "choice", "one of agrees, disagrees", "%s: verdict %q is unknown", id, verdict)
	case c.Agrees != (c.Apart <= within):
		r.problem(n.pos, "contradiction", "its facts say otherwise", "%s: the sides lie %.3g %% apart, %.3g %% are alike: they do not bear out %q", id, 100*c.Apart, 100*within, verdict)
	}
	return c
}

// number reads a number of a check, or takes the usual one.
func (r *checkReader) number(n *node, key string, usual float64) float64 {
	k := n.get(key)
	if k == nil {
		return usual
	}
	x, err := strconv.ParseFloat(k.text, 64)
	if err != nil || !(x > 0) {
		r.problem(k.pos, "number", "write a number above 0", "%s %q is no number above 0", key, k.text)
		return usual
	}
	return x
}

// side computes a product or a sum of facts, with its range: each fact at the end that makes it lowest or highest.
func (r *checkReader) side(c *check, n *node) result.Side {
	s := result.Side{Say: words(n.get("say")), Value: 1, Low: 1, High: 1}
	if !s.Say.Complete() {
		r.problem(n.pos, "missing", "add say: {en: ..., vi: ...}", "a side of %s is not described in both languages", c.ID)
	}
	of, product := n.get("product"), true
	if of == nil {
		of, product = n.get("sum"), false
		s.Value, s.Low, s.High = 0, 0, 0
	}
	if of == nil || of.kind != mapping || len(of.keys) == 0 {
		r.problem(n.pos, "missing", "add product: {fact: power} or sum: {fact: weight}", "a side of %s is of no fact", c.ID)
		return s
	}
	for _, id := range of.keys {
		f, ok := r.book.Get(id)
		k, err := strconv.ParseFloat(of.kids[id].text, 64)
		if !ok || err != nil || k == 0 {
			r.problem(of.keyPos[id], "unknown-cite", suggest(id, r.book.ids), "%s: there is no fact %q, or %q is no number", c.ID, id, of.kids[id].text)
			continue
		}
		lo, hi := f.Low, f.High
		if k < 0 {
			lo, hi = hi, lo
		}
		if product {
			s.Value, s.Low, s.High = s.Value*math.Pow(f.Value, k), s.Low*math.Pow(lo, k), s.High*math.Pow(hi, k)
		} else {
			s.Value, s.Low, s.High = s.Value+k*f.Value, s.Low+k*lo, s.High+k*hi
		}
		s.Facts = append(s.Facts, f.citation())
		if !slices.Contains(c.facts, id) {
			c.facts = append(c.facts, id)
		}
	}
	by := r.number(n, "factor", 1)
	s.Value, s.Low, s.High = by*s.Value, by*s.Low, by*s.High
	if !(s.Low > 0) || math.IsInf(s.High, 0) {
		r.problem(n.pos, "range", "a side is above 0", "%s: a side is %g", c.ID, s.Value)
	}
	return s
}

// apart is how much larger the lowest end of the highest side is than the highest end of the
// lowest one, as a share; 0 where ranges meet.
func apart(sides []result.Side) float64 {
	low, high := math.Inf(1), 0.0
	for _, s := range sides {
		low, high = min(low, s.High), max(high, s.Low)
	}
	return max(high/low-1, 0)
}

// checks adds the checks of which the scenario cites a fact.
func (c *compiler) checks() {
	cited := map[string]bool{}
	for i := range c.plan.Assumptions {
		cited[c.plan.Assumptions[i].Cite] = true
	}
	for _, h := range c.plan.Histories {
		for _, p := range h.Points {
			cited[p.Cite] = true
		}
	}
	for _, k := range checks() {
		if slices.ContainsFunc(k.facts, func(id string) bool { return cited[id] }) {
			c.plan.Checks = append(c.plan.Checks, k.Check)
		}
	}
}

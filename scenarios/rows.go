package scenarios

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
)

// members learns the names of a domain's collections, so that references can
// be resolved wherever they stand.
func (c *compiler) members(dom string) {
	n := c.root.get(dom)
	if n == nil || n.kind != mapping {
		return
	}
	for _, s := range c.sections {
		key, ok := strings.CutPrefix(s.Path, dom+".")
		if !ok || !s.Named {
			continue
		}
		coll := n.get(key)
		if coll == nil {
			continue
		}
		if coll.kind != mapping {
			c.problem(coll.pos, s.Path, "type", "write a name for each, with its inputs below", "%s is a mapping by name", s.Path)
			continue
		}
		c.names[s.Path] = slices.Clone(coll.keys)
		s.Resize(c.base, len(coll.keys))
		for i, name := range coll.keys {
			*s.Name(c.base, i) = name
			if !memberName.MatchString(name) {
				c.problem(coll.keyPos[name], s.Path, "name", "use lower-case letters, digits and hyphens, such as ho-chi-minh", "%q is not a name", name)
			}
		}
	}
}

// domain reads a domain's scalars and collections.
func (c *compiler) domain(dom string) {
	n := c.root.get(dom)
	if n == nil {
		return
	}
	if n.kind != mapping {
		c.problem(n.pos, dom, "type", "write the domain's inputs below it, or leave it out", "%s is not a mapping", dom)
		return
	}
	var scalars section
	var named []string
	for _, s := range c.sections {
		if s.Path == dom {
			scalars = s
		} else if key, ok := strings.CutPrefix(s.Path, dom+"."); ok {
			named = append(named, key)
		}
	}
	*scalars.Present(c.base) = true
	for i := range scalars.Parts {
		part := &scalars.Parts[i]
		*part.Present(c.base) = n.get(strings.TrimPrefix(part.Path, dom+".")) != nil
	}
	c.group(scalars, 0, "", n, n.pos, about{}, named)
	for _, s := range c.sections {
		key, ok := strings.CutPrefix(s.Path, dom+".")
		coll := n.get(key)
		if !ok || !s.Named || coll == nil || coll.kind != mapping {
			continue
		}
		called := result.Collection{Key: s.Path, Label: s.Label}
		for i, name := range coll.keys {
			m := coll.kids[name]
			path := s.Path + "." + name
			if m.kind != mapping {
				c.problem(m.pos, path, "type", "write its inputs below it", "%s is not a mapping", name)
				continue
			}
			shared := about{}
			r := rowReader{c: c, spec: declare.Spec{}, path: path}
			r.about(m, &shared)
			for _, k := range []string{"source", "confidence", "note"} {
				if kid := m.get(k); kid != nil {
					shared.file = kid.pos.File
				}
			}
			if shared.cite != "" {
				c.problem(m.keyPos["cite"], path, "unknown-key", "cite a fact at the value it gives", "a citation belongs to one value")
				shared.cite = ""
			}
			c.member = c.called(&called, name, path, m)
			c.group(s, i, name, m, coll.keyPos[name], shared, append([]string{"source", "confidence", "note", "cite"}, readerKeys...))
		}
		if len(called.Members) > 0 {
			c.plan.Collections = append(c.plan.Collections, called)
		}
	}
}

// group reads the rows of one section, or one member of it, from a mapping
// whose keys nest at the dots of the rows' keys.
func (c *compiler) group(s section, i int, member string, n *node, pos diag.Pos, shared about, allowed []string) {
	prefix := s.Path
	if member != "" {
		prefix += "." + member
	}
	c.unknown(s, "", prefix, n, allowed)
	for _, r := range s.Rows {
		v, at := find(n, strings.Split(r.Key, "."), pos)
		if v == nil && r.Part != "" && !c.present(r.Part) {
			continue
		}
		unread := v != nil && r.Part != "" && !c.present(r.Part)
		if unread && replaces(s, r.Part) {
			c.problem(v.pos, prefix+"."+r.Key, "absent-part", "add "+r.Part+":, or leave it out", "%s is not read: the scenario has no %s", r.Label.EN, r.Part)
			continue
		}
		if unread {
			c.unread(r.Part, prefix+"."+r.Key)
		}
		other := false
		if r.Unless != "" {
			x, _ := find(n, strings.Split(r.Unless, "."), pos)
			other = x != nil
		}
		if v == nil && other {
			continue
		}
		found := len(c.problems)
		c.row(s, r, i, member, prefix+"."+r.Key, v, at, shared)
		if other && len(c.problems) == found { // one problem of a value is enough
			c.problem(v.pos, prefix+"."+r.Key, "contradiction", "write "+r.Unless+": null to use it, or leave it out", "%s is taken from %s.%s, which is written too", r.Label.EN, prefix, r.Unless)
		}
	}
}

// replaces reports whether a row of a part takes the place of a row without it, which may so be left
// out. Who writes rows of such a part without the part itself would be left with neither.
func replaces(s section, part string) bool {
	return slices.ContainsFunc(s.Rows, func(r row) bool {
		return r.Unless != "" && slices.ContainsFunc(s.Rows, func(x row) bool { return x.Key == r.Unless && x.Part == part })
	})
}

// find walks to a row's node; at is the innermost mapping that exists.
func find(n *node, parts []string, pos diag.Pos) (v *node, at diag.Pos) {
	for _, p := range parts {
		kid := n.get(p)
		if kid == nil {
			return nil, pos
		}
		n, pos = kid, n.keyPos[p]
	}
	return n, pos
}

// unknown reports keys that lead to no row, with what would be right there.
func (c *compiler) unknown(s section, under, prefix string, n *node, allowed []string) {
	var right []string
	leaf := map[string]bool{}
	for _, r := range s.Rows {
		rest, ok := strings.CutPrefix(r.Key, under)
		if !ok {
			continue
		}
		head, _, deeper := strings.Cut(rest, ".")
		if !slices.Contains(right, head) {
			right = append(right, head)
		}
		leaf[head] = leaf[head] || !deeper
	}
	right = append(right, allowed...)
	for _, k := range n.keys {
		switch {
		case !slices.Contains(right, k):
			c.problem(n.keyPos[k], prefix, "unknown-key", orHint(misplaced(s, under, k), suggest(k, right)), "there is no input %s", k)
		case !leaf[k] && !slices.Contains(allowed, k):
			kid := n.kids[k]
			if kid.kind != mapping {
				c.problem(kid.pos, prefix+"."+k, "type", "write its inputs below it", "%s is a group of inputs", k)
				continue
			}
			c.unknown(s, under+k+".", prefix+"."+k, kid, nil)
		}
	}
}

// misplaced is a hint about a key that is no name: a path in one key, or the rest of a number with commas.
func misplaced(s section, under, key string) string {
	if slices.ContainsFunc(s.Rows, func(r row) bool { return r.Key == under+key }) {
		return "nest it: " + nest(strings.Split(key, "."), "...")
	}
	if strings.Trim(key, "0123456789") == "" {
		return "a comma ends a value between braces: write the number without commas"
	}
	return ""
}

// row reads one input, or takes its default.
func (c *compiler) row(s section, r row, i int, member, path string, n *node, at diag.Pos, shared about) {
	rr := &rowReader{c: c, spec: r.Spec, path: path, expr: r.Kind == declare.Number}
	a := result.Assumption{Path: path, Label: c.label(member, r.Label), Group: c.groupOf(s, r), Unit: r.Unit, Boundary: r.Boundary, Kind: r.Kind, Options: r.Options, To: r.To}
	if n == nil {
		c.absent(r, i, path, at, a)
		return
	}
	if n.kind == broken {
		return
	}
	switch r.Kind {
	case declare.Knots:
		c.knots(rr, r, i, n, a, shared)
		return
	case declare.Text:
		if n.kind != scalar {
			rr.problem(n.pos, "type", "write words", "this is not text")
			return
		}
		*r.Str(c.base, i) = n.text
		a.Written, a.Origin, a.Source = n.text, n.pos.String(), shared.source
		a.Confidence = shared.confidence
		c.plan.Assumptions = append(c.plan.Assumptions, a)
		c.canon.text(path, n.text)
		return
	}
	v, ok := c.parse(rr, n)
	if !ok {
		return
	}
	ref, index := r.Ref, i
	at0 := func(p *model.Params) *float64 { return ref(p, index) }
	if v.expr != nil {
		c.keep(path, r.Spec, at0)
		c.derivedAssumption(v.expr, v, a, shared)
		return
	}
	c.set(v, a, shared, rr, at0)
}

// groupOf names the part of the register of assumptions that a row stands in.
func (c *compiler) groupOf(s section, r row) text.Text {
	dom, _, named := strings.Cut(s.Path, ".")
	i := slices.IndexFunc(c.sections, func(x section) bool { return x.Path == dom })
	if i < 0 {
		return s.Label
	}
	of := text.Text{}
	if named {
		of = s.Label
	} else if k := slices.IndexFunc(s.Parts, func(p declare.Part[model.Params]) bool { return p.Path == r.Part }); k >= 0 {
		of = s.Parts[k].Label
	}
	label := c.sections[i].Label
	if of == (text.Text{}) {
		return label
	}
	return text.T(label.EN+" · "+of.EN, label.VI+" · "+of.VI)
}

// parse reads a value by the row's kind.
func (c *compiler) parse(rr *rowReader, n *node) (value, bool) {
	switch rr.spec.Kind {
	case declare.Choice:
		return rr.choice(n)
	case declare.Reference:
		return rr.reference(n)
	case declare.Date:
		return rr.date(n)
	}
	return rr.number(n)
}

// set stores a value in the base parameters and the register.
func (c *compiler) set(v value, a result.Assumption, shared about, rr *rowReader, ref func(*model.Params) *float64) {
	a.Written, a.Origin, a.Kind, a.Percent = v.written, v.pos.String(), rr.spec.Kind, v.percent
	v.file = v.pos.File
	fill(&v.about, shared)
	a.Source, a.Cite, a.Confidence, a.Note = v.source, v.cite, v.confidence, v.note
	if v.cite != "" {
		if f, ok := c.fact(rr.path, v.about); ok {
			a.CiteText = f.citation()
			if a.Confidence == "" {
				a.Confidence = f.Confidence
			}
			if rr.spec.Kind == declare.Number {
				c.agrees(rr, v, f)
			}
		}
	}
	if rr.spec.Kind == declare.Number {
		c.keep(rr.path, rr.spec, ref)
	}
	a.Value = v.x
	if v.d != nil {
		own := dist.Marginal(v.d) // rows of a joint table stand in no order
		a.Value, a.Uncertain, a.Dist, a.Draw, a.Args = own.Quantile(0.5), true, distText(v.name, v.args), v.name, v.args
		for k, p := range []float64{0.05, 0.5, 0.95} {
			a.P[k] = own.Quantile(p)
		}
		lo, hi := rr.spec.Min, rr.spec.Max
		if lo == hi {
			lo, hi = math.Inf(-1), math.Inf(1)
		}
		c.plan.Uncertain = append(c.plan.Uncertain, solver.Uncertain{Path: rr.path, Stream: v.stream, Unit: rr.spec.Unit, Ref: ref, Dist: v.d, Min: lo, Max: hi})
		c.canon.dist(rr.path, v.name+v.stream, v.args)
	} else {
		a.P = [3]float64{v.x, v.x, v.x}
		c.canon.number(rr.path, v.x)
	}
	*ref(c.base) = a.Value
	c.plan.Assumptions = append(c.plan.Assumptions, a)
}

// fill takes source, confidence and note from the member when the value has none.
func fill(a *about, shared about) {
	// A table is no layer: its numbers belong to the words beside its name.
	if shared.file != "" && a.file != shared.file && !strings.HasSuffix(a.file, ".csv") {
		return // a later layer's value does not inherit words about the one it replaced
	}
	if a.source == "" && a.cite == "" {
		a.source = shared.source
		if a.confidence == "" {
			a.confidence = shared.confidence
		}
	}
	if a.note == (text.Text{}) {
		a.note = shared.note
	}
}

// absent takes the sourced default, or reports what is missing.
func (c *compiler) absent(r row, i int, path string, at diag.Pos, a result.Assumption) {
	a.Origin, a.Default, a.Source = "default", true, r.Source
	switch {
	case r.Default.Set && r.Kind == declare.Knots:
		*r.Path(c.base, i) = axis.Path{Months: []float64{float64(c.plan.Axis.Start)}, Values: []float64{r.Default.X}}
	case r.Default.Set:
		*r.Ref(c.base, i) = r.Default.X
		ref := r.Ref
		c.keep(path, r.Spec, func(p *model.Params) *float64 { return ref(p, i) })
	case r.Optional && r.Kind == declare.Text:
		return
	case r.Optional:
		*r.Ref(c.base, i) = -1
		return
	default:
		c.problem(at, path, "missing", "add "+c.below(path, sketch(r.Spec)), "%s is missing", r.Label.EN)
		return
	}
	a.Value, a.P, a.Written = r.Default.X, [3]float64{r.Default.X, r.Default.X, r.Default.X}, short(r.Default.X)
	if r.Kind == declare.Choice {
		a.Written = r.Options[int(r.Default.X)].Key
	}
	c.canon.number(path, r.Default.X)
	c.plan.Assumptions = append(c.plan.Assumptions, a)
}

// below writes a value with those keys of its path that the scenario does not have yet: cost: {rent: ...}.
func (c *compiler) below(path, value string) string {
	n, keys := c.root, strings.Split(path, ".")
	for len(keys) > 1 && n.get(keys[0]) != nil {
		n, keys = n.get(keys[0]), keys[1:]
	}
	return nest(keys, value)
}

// nest writes a value below keys.
func nest(keys []string, value string) string {
	if len(keys) > 1 {
		value = "{" + nest(keys[1:], value) + "}"
	}
	return keys[0] + ": " + value
}

// sketch shows how a value of the row is written.
func sketch(s declare.Spec) string {
	switch s.Kind {
	case declare.Date:
		return "2026-12"
	case declare.Reference:
		return "a name of " + s.To
	case declare.Choice:
		return s.Options[0].Key
	case declare.Text:
		return "words"
	case declare.Knots:
		return "{2025-10: ..., 2030-12: ...} in " + unitName(s.Unit)
	}
	if s.Boundary != "" {
		return "{value: ... " + s.Unit + ", boundary: " + string(s.Boundary) + "}"
	}
	if s.Unit == "1" {
		return "..."
	}
	return "... " + s.Unit
}

// reference resolves a name to its index.
func (r *rowReader) reference(n *node) (value, bool) {
	v := value{pos: n.pos, written: flow(n)}
	if n.kind == mapping {
		var ok bool
		if n, ok = r.single(n, &v, "NAME"); !ok {
			return v, false
		}
	}
	if dom, _, _ := strings.Cut(r.spec.To, "."); r.c.root.get(dom) == nil && r.spec.Optional {
		v.x = -1 // the section it points into belongs to a domain that is absent
		return v, true
	}
	names := r.c.names[r.spec.To]
	i := slices.Index(names, n.text)
	if n.kind != scalar || i < 0 {
		hint := cmp.Or(suggest(n.text, names), "a name of "+r.spec.To)
		if len(names) == 0 {
			hint = "add " + r.spec.To + ":"
		}
		r.problem(n.pos, "reference", hint, "%s has no %q", r.spec.To, n.text)
		return v, false
	}
	v.x = float64(i)
	return v, true
}

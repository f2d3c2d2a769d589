package scenarios

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver/dist"
)

// about is what a value says of itself beside its number.
type about struct {
	source, cite, confidence string
	note                     text.Text
	citePos                  diag.Pos
	file                     string // in which it was written
}

// value is a parsed number, choice, reference or date: certain, or a
// distribution in the row's unit.
type value struct {
	x       float64
	d       dist.Dist // nil when certain
	name    string    // of the distribution
	args    dist.Args // in the row's unit
	stream  string    // of a joint table, which its inputs share
	expr    *derivation
	half    float64 // half a unit of the last written place, in the row's unit
	percent bool    // written in per cent
	written string
	pos     diag.Pos
	about
}

// meta are the keys that stand beside a value.
var meta = []string{"value", "boundary", "source", "cite", "confidence", "note"}

// rowReader parses values of one row.
type rowReader struct {
	c    *compiler
	spec declare.Spec
	path string
	expr bool // the value may be an expression
}

func (r *rowReader) problem(pos diag.Pos, code, hint, format string, a ...any) {
	r.c.problem(pos, r.path, code, hint, format, a...)
}

func (r *rowReader) fault(pos diag.Pos, f *fault) { r.problem(pos, f.code, f.hint, "%s", f.msg) }

// number parses any form of a number: plain, "a to b", a distribution, or a
// mapping that holds one of them with its source.
func (r *rowReader) number(n *node) (value, bool) {
	v := value{pos: n.pos, written: flow(n)}
	boundary := unit.NoBoundary
	inner := n
	if n.kind == mapping {
		var ok bool
		if inner, boundary, ok = r.unwrap(n, &v); !ok {
			return v, false
		}
	}
	switch inner.kind {
	case scalar:
		return v, r.scalar(inner, boundary, &v)
	case mapping:
		if e := inner.get("expr"); e != nil && inner == n {
			return v, r.expression(e, boundary, &v)
		}
		if j := inner.get("joint"); j != nil && inner == n {
			return v, r.column(j, boundary, &v)
		}
		return v, r.distribution(inner, boundary, &v, inner == n)
	case null:
		r.problem(inner.pos, "null", "give a value, or leave the key out", "the value is empty")
	default:
		r.problem(inner.pos, "type", "write one value or an interval, such as "+r.example(), "a list is not a value here")
	}
	return v, false
}

// expression notes a derived input; it is compiled when all inputs are known.
func (r *rowReader) expression(n *node, boundary unit.Boundary, v *value) bool {
	if !r.expr {
		r.problem(n.pos, "type", "give it a value; inputs and metrics may be computed, points of a path and thresholds not", "an expression cannot stand here")
		return false
	}
	if n.kind != scalar || strings.TrimSpace(n.text) == "" {
		r.problem(n.pos, "type", exprHint, "an expression is words")
		return false
	}
	v.expr = &derivation{path: r.path, src: n.text, pos: exprPos(n), boundary: boundary, spec: r.spec}
	return true
}

// unwrap reads what stands beside the value and returns the node that holds
// the number: the child "value", or the mapping itself when it is a distribution.
func (r *rowReader) unwrap(n *node, v *value) (*node, unit.Boundary, bool) {
	r.about(n, &v.about)
	boundary := unit.NoBoundary
	if b := n.get("boundary"); b != nil {
		boundary = unit.Boundary(b.text)
		if !slices.Contains(unit.Boundaries, boundary) {
			r.problem(b.pos, "boundary-unknown", suggest(b.text, boundaryNames()), "%q is not a boundary", b.text)
			return nil, "", false
		}
	}
	var forms []string
	for _, k := range n.keys {
		if k == "value" || k == "choice" || k == "expr" || k == "joint" || slices.Contains(distNames(), k) {
			forms = append(forms, k)
		} else if !slices.Contains(meta, k) {
			r.problem(n.keyPos[k], "unknown-key", orHint(suggest(k, append(slices.Clone(meta), distNames()...)), "a value has value, expr or a distribution, and boundary, source, cite, confidence, note"), "%s is not part of a value", k)
			return nil, "", false
		}
	}
	switch {
	case len(forms) > 1:
		r.problem(n.keyPos[forms[1]], "conflict", "keep one of them", "the value is given as %s and as %s", forms[0], forms[1])
		return nil, "", false
	case len(forms) == 1 && forms[0] == "value":
		return n.kids["value"], boundary, true
	case len(forms) == 1 && forms[0] == "expr" && r.spec.Kind != declare.Number:
		r.problem(n.keyPos["expr"], "type", "write a value", "only plain numbers can be computed; this is a %s", kindWords[r.spec.Kind])
		return nil, "", false
	case len(forms) == 1:
		return n, boundary, true
	case v.cite != "":
		return r.fromFact(n, v)
	}
	r.problem(n.pos, "missing", "add value: ...", "the mapping holds no value")
	return nil, "", false
}

// fromFact takes the value from the cited fact itself.
func (r *rowReader) fromFact(n *node, v *value) (*node, unit.Boundary, bool) {
	f, ok := r.c.fact(r.path, v.about)
	if !ok {
		return nil, "", false
	}
	if !f.Stated {
		r.problem(v.citePos, "cite-range", "write a value or a distribution within "+f.Figure()+", and keep the citation", "%s states a range only", f.ID)
		return nil, "", false
	}
	s := newScalar(n.kids["cite"].pos, strings.TrimSpace(strconv.FormatFloat(f.Value, 'f', -1, 64)+" "+unitOf(f)))
	v.written = s.text
	b := f.Boundary
	if !needsBoundary(r.spec) {
		b = unit.NoBoundary
	}
	return s, b, true
}

func unitOf(f Fact) string {
	if f.Unit == "1" {
		return ""
	}
	return f.Unit
}

func boundaryNames() []string {
	var out []string
	for _, b := range unit.Boundaries {
		out = append(out, string(b))
	}
	return out
}

func needsBoundary(s declare.Spec) bool { return s.Boundary != unit.NoBoundary }

// about reads source, cite, confidence and note.
func (r *rowReader) about(n *node, a *about) {
	for _, c := range []struct {
		key string
		to  *string
	}{{"source", &a.source}, {"cite", &a.cite}, {"confidence", &a.confidence}} {
		k := n.get(c.key)
		if k == nil {
			continue
		}
		if k.kind != scalar || strings.TrimSpace(k.text) == "" {
			r.problem(k.pos, "type", "write words", "%s is not words", c.key)
			continue
		}
		*c.to = k.text
		switch c.key {
		case "cite":
			a.citePos = k.pos
		case "confidence":
			if !slices.Contains([]string{"high", "medium", "low"}, k.text) {
				r.problem(k.pos, "choice", suggest(k.text, []string{"high", "medium", "low"}), "confidence %q is unknown", k.text)
			}
		}
	}
	if k := n.get("note"); k != nil {
		r.note(k, a)
	}
}

// note reads words in one language, which stand for both, or in each.
func (r *rowReader) note(k *node, a *about) {
	const hint = "write words, or {en: ..., vi: ...}"
	switch k.kind {
	case scalar:
		if strings.TrimSpace(k.text) == "" {
			r.problem(k.pos, "type", hint, "note is not words")
			return
		}
	case mapping:
		for _, l := range k.keys {
			if l != "en" && l != "vi" {
				r.problem(k.keyPos[l], "unknown-key", orHint(suggest(l, []string{"en", "vi"}), "a note has en and vi"), "a note has no %s", l)
				return
			}
			if kid := k.kids[l]; kid.kind != scalar || strings.TrimSpace(kid.text) == "" {
				r.problem(kid.pos, "type", "write words, or leave the language out", "note has no words in %s", l)
				return
			}
		}
		if len(k.keys) == 0 {
			r.problem(k.pos, "type", hint, "note is not words")
			return
		}
	case broken:
		return
	default:
		r.problem(k.pos, "type", hint, "note is not words")
		return
	}
	a.note = words(k)
	a.note.EN, a.note.VI = cmp.Or(a.note.EN, a.note.VI), cmp.Or(a.note.VI, a.note.EN)
}

func spanText(lo, hi float64) string {
	if lo == hi {
		return short(lo)
	}
	return short(lo) + " to " + short(hi)
}

func short(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

// distRange wants the central 99.8 % within the row's range. What a draw in
// the far tail has beyond it is clamped.
func (r *rowReader) distRange(pos diag.Pos, v *value) bool {
	lo, hi := v.d.Support()
	return r.inRange(pos, math.Max(lo, v.d.Quantile(0.001)), math.Min(hi, v.d.Quantile(0.999)))
}

// distribution parses {triangular: {min: 1, mode: 2, max: 3}}.
// words says whether source, note and the like may stand beside it.
func (r *rowReader) distribution(n *node, boundary unit.Boundary, v *value, words bool) bool {
	name := ""
	for _, k := range n.keys {
		if _, ok := dist.Lookup(k); ok {
			name = k
		} else if !words || !slices.Contains(meta, k) {
			r.problem(n.keyPos[k], "unknown-key", orHint(suggest(k, distNames()), "headroom list distributions shows them"), "%s is not a distribution", k)
			return false
		}
	}
	if name == "" {
		r.problem(n.pos, "type", "write a number, an interval or one of "+strings.Join(distNames(), ", "), "the mapping holds no distribution")
		return false
	}
	e, _ := dist.Lookup(name)
	body := n.kids[name]
	if body.kind == broken {
		return false
	}
	if body.kind != mapping {
		r.problem(body.pos, "type", "write "+exampleOf(e), "%s takes a mapping of parameters", name)
		return false
	}
	args, ok := r.args(e, body, &boundary)
	if !ok || !r.boundary(n.pos, unit.NoBoundary, boundary) {
		return false
	}
	d, errs := e.New(args)
	for _, err := range errs {
		pos, found := body.keyPos[err.Key]
		if !found {
			pos = n.keyPos[name]
		}
		r.problem(pos, "distribution", err.Hint, "%s: %s", name, err.Error())
	}
	if len(errs) > 0 {
		return false
	}
	if c, certain := d.(dist.Constant); certain {
		v.x, v.percent = c.Value, inPercent(body)
		return r.inRange(n.pos, v.x, v.x)
	}
	v.d, v.name, v.args, v.percent = d, name, args, inPercent(body)
	return r.distRange(n.keyPos[name], v)
}

// inPercent reports whether parameters of a distribution are written in per cent.
func inPercent(body *node) bool {
	for _, k := range body.keys {
		kid := body.kids[k]
		if strings.Contains(kid.text, "%") || slices.ContainsFunc(kid.items, func(it *node) bool { return strings.Contains(it.text, "%") }) {
			return true
		}
	}
	return false
}

// exampleOf shows a distribution with its parameters.
func exampleOf(e dist.Entry) string {
	var parts []string
	for _, p := range e.Params {
		parts = append(parts, p.Key+": ...")
	}
	return "{" + e.Name + ": {" + strings.Join(parts, ", ") + "}}"
}

// args reads parameters: scaled ones carry the row's unit, others are plain.
func (r *rowReader) args(e dist.Entry, body *node, boundary *unit.Boundary) (dist.Args, bool) {
	out, ok := dist.Args{}, true
	for _, k := range body.keys {
		kid := body.kids[k]
		scaled := e.TwoQuantile && slices.Contains(dist.QuantileKeys(), k)
		for _, p := range e.Params {
			if p.Key == k {
				scaled = p.Scaled
			}
		}
		items := []*node{kid}
		if kid.kind == sequence {
			items = kid.items
		}
		xs := []float64{}
		for _, it := range items {
			x, good := r.arg(it, scaled, boundary)
			ok = ok && good
			xs = append(xs, x)
		}
		out[k] = xs
	}
	return out, ok
}

func (r *rowReader) arg(n *node, scaled bool, boundary *unit.Boundary) (float64, bool) {
	if n.kind != scalar {
		r.problem(n.pos, "type", "write a number", "the parameter is not a number")
		return 0, false
	}
	to, read := r.spec.Unit, r.quantity
	if !scaled {
		to, read = "1", func(s string) (quantity, *fault) { return readQuantity(s, false) }
	}
	q, f := read(n.text)
	factor := 1.0
	if f == nil {
		factor, f = convert(q, to)
	}
	if f != nil {
		r.fault(n.pos, f)
		return 0, false
	}
	if q.boundary != unit.NoBoundary {
		if *boundary != unit.NoBoundary && *boundary != q.boundary {
			r.problem(n.pos, "conflict", "state one boundary for the whole distribution", "the parameters have the boundaries %s and %s", boundaryWord(*boundary), boundaryWord(q.boundary))
			return 0, false
		}
		*boundary = q.boundary
	}
	return q.x * factor, true
}

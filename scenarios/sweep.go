package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/sample"
	"github.com/headroom-planner/headroom/solver/sweep"
)

// SweepVersion is the version of the language of sweep files.
const SweepVersion = 1

// SweepRequest says which sweep file to read. Draws, Seed, Design, Sets and Env have the last word over the
// file, as they have over a scenario.
type SweepRequest struct {
	File   string
	Env    []string
	Sets   []string
	Draws  int
	Seed   *uint64
	Design string
	Read   func(string) ([]byte, error)
}

// Sweep is a sweep file that was read: the points, and how each is compiled.
type Sweep struct {
	Name   string
	Spec   sweep.Spec
	Points []sweep.Point
	Keep   sweep.Keep

	request  SweepRequest
	file     string
	scenario []string
	with     []string
	draws    int
	seed     *uint64
	axes     []sweepAxis
	variants [2]*node // overrides and scenarios of the sweep file; nil for none
}

// sweepAxis is what the labels of an axis stand for: a value of an input or a structure,
// overlays, or variants.
type sweepAxis struct {
	kind     string // path, overlay or variant
	parts    []string
	pos      diag.Pos
	values   map[string]*node    // of a path; a label without one is read as YAML
	overlays map[string][]string // of an overlay
}

var sweepKeys = []string{"version", "title", "description", "name", "scenario", "with", "draws", "seed", "axes", "zip", "design", "points", "overrides", "scenarios", "keep"}

// tableColumns are names that an axis may not have: the table has them.
var tableColumns = slices.Concat([]string{"point", "kind", "metric", "entity", "date", "unit", "reached_p10", "reached_p50", "reached_p90"}, sweep.Statistics())

// LoadSweep reads a sweep file and lists its points. The sweep is nil when there is a problem. What values
// mean is checked when points are compiled.
func LoadSweep(req SweepRequest) (*Sweep, diag.List) {
	r := &sweepReader{sw: &Sweep{request: req, file: req.File}}
	at := diag.Pos{File: "command line", Line: 1, Col: 1}
	if req.Read == nil {
		r.fail(at, "missing", "", "sweeps are files")
		return nil, r.problems
	}
	b, err := req.Read(req.File)
	if err != nil {
		r.fail(at, "unknown-file", "name a sweep file with its path", "%s: %v", req.File, err)
		return nil, r.problems
	}
	root := parse(req.File, b, &r.problems)
	if root == nil {
		return nil, r.problems
	}
	r.root(root)
	if r.problems.Sort(); r.problems.HasErrors() {
		return nil, r.problems
	}
	if r.sw.Points, err = r.sw.Spec.Points(); err != nil {
		pos := root.pos
		if d := root.get("design"); d != nil {
			pos = d.pos
		}
		hint := "lay out fewer points, or give every axis values or steps"
		if e, ok := err.(*sample.LayoutError); ok {
			hint = strings.ReplaceAll(e.Hint, "draws", "points")
		}
		r.fail(pos, "design", hint, "%s", strings.ReplaceAll(err.Error(), "of draws", "of points"))
		return nil, r.problems
	}
	return r.sw, r.problems
}

type sweepReader struct {
	sw       *Sweep
	names    []string // of all axes, those among them that have problems
	problems diag.List
}

func (r *sweepReader) fail(pos diag.Pos, code, hint, format string, a ...any) {
	r.problems = append(r.problems, diag.Problem{Pos: pos, Severity: diag.Error, Code: code, Message: fmt.Sprintf(format, a...), Hint: hint})
}

// known reports keys of a mapping that are not among those that are right, and whether it is one.
func (r *sweepReader) known(n *node, what string, keys ...string) bool {
	if n.kind != mapping {
		r.fail(n.pos, "type", "one of "+strings.Join(keys, ", "), "%s is not a mapping", what)
		return false
	}
	for _, k := range n.keys {
		if !slices.Contains(keys, k) {
			r.fail(n.keyPos[k], "unknown-key", suggest(k, keys), "%s has no key %q", what, k)
		}
	}
	return true
}

func (r *sweepReader) root(n *node) {
	r.known(n, "a sweep", sweepKeys...)
	s := r.sw
	if v := n.get("version"); v == nil || v.text != strconv.Itoa(SweepVersion) {
		pos := n.pos
		if v != nil {
			pos = v.pos
		}
		r.fail(pos, "version", "write version: "+strconv.Itoa(SweepVersion), "a sweep file says its version, and this program reads %d", SweepVersion)
	}
	s.Name = docName([]string{s.file})
	if v := n.get("name"); v != nil {
		if s.Name = v.text; v.kind != scalar || !memberName.MatchString(v.text) {
			r.fail(v.pos, "name", "use lower-case letters, digits and hyphens", "%q is not a name", flow(v))
		}
	}
	if v := n.get("scenario"); v == nil {
		r.fail(n.pos, "missing", "write scenario: vietnam, or a list of layers", "the sweep names no scenario")
	} else {
		s.scenario = r.words(v, "scenario")
	}
	if v := n.get("with"); v != nil {
		s.with = r.words(v, "with")
	}
	if v := n.get("draws"); v != nil {
		s.draws = int(r.whole(v, "draws", 1, math.MaxInt32))
	}
	if v := n.get("seed"); v != nil {
		seed := r.whole(v, "seed", 0, math.MaxUint64)
		s.seed = &seed
	}
	l := &loader{}
	l.forms(n) // of overrides and scenarios, as in a scenario
	r.problems = append(r.problems, l.problems...)
	s.variants = [2]*node{n.get("overrides"), n.get("scenarios")}
	r.axes(n)
	r.zip(n.get("zip"))
	r.design(n.get("design"), n.get("points") == nil)
	r.list(n.get("points"))
	r.keep(n.get("keep"))
}

// words reads a word or a list of words.
func (r *sweepReader) words(n *node, what string) []string {
	items := n.items
	if n.kind == scalar {
		items = []*node{n}
	} else if n.kind != sequence {
		r.fail(n.pos, "type", "write a word or a list of words", "%s is not a list of words", what)
	}
	var out []string
	for _, it := range items {
		if it.kind != scalar {
			r.fail(it.pos, "type", "write a word", "%s holds something that is no word", what)
			continue
		}
		out = append(out, it.text)
	}
	return out
}

func (r *sweepReader) whole(n *node, what string, lo, hi uint64) uint64 {
	x, err := strconv.ParseUint(n.text, 10, 64)
	if n.kind != scalar || err != nil || x < lo || x > hi || n.text != strconv.FormatUint(x, 10) {
		r.fail(n.pos, "number", "write digits, such as 2000", "%s is not a whole number from %d to %d", what, lo, hi)
		return lo
	}
	return x
}

func (r *sweepReader) number(n *node, what string) float64 {
	if n == nil {
		return math.NaN()
	}
	x, err := strconv.ParseFloat(n.text, 64)
	if n.kind != scalar || err != nil || x-x != 0 {
		r.fail(n.pos, "number", "write a plain number here and its unit under unit:", "%s: %q is not a number", what, flow(n))
		return math.NaN()
	}
	return x
}

func (r *sweepReader) axes(root *node) {
	n := root.get("axes")
	if n == nil || n.kind != mapping || len(n.keys) == 0 {
		pos := root.pos
		if n != nil {
			pos = n.pos
		}
		r.fail(pos, "missing", "write axes: {tariff: {path: power.tariff.growth, values: [2 %/year, 4 %/year]}}", "the sweep has no axes")
		return
	}
	r.names = n.keys
	for _, name := range n.keys {
		if !memberName.MatchString(name) {
			r.fail(n.keyPos[name], "name", "use lower-case letters, digits and hyphens", "%q is not a name", name)
		}
		if slices.Contains(tableColumns, name) {
			r.fail(n.keyPos[name], "name", "choose another name", "the table has a column %s of its own", name)
		}
		r.axis(name, n.kids[name], n.keys)
	}
}

func (r *sweepReader) axis(name string, n *node, all []string) {
	if !r.known(n, "axis "+name, "path", "values", "range", "overlay", "variant", "when") {
		return
	}
	a := sweep.Axis{Name: name}
	x := sweepAxis{pos: n.pos, values: map[string]*node{}, overlays: map[string][]string{}}
	var kinds []string
	for _, k := range []string{"path", "overlay", "variant"} {
		if n.get(k) != nil {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) != 1 {
		r.fail(n.pos, "axis", "give it one of path, overlay, variant", "axis %s says %d things to vary", name, len(kinds))
		return
	}
	x.kind = kinds[0]
	of := n.get(x.kind)
	if x.kind != "path" && (n.get("values") != nil || n.get("range") != nil) {
		r.fail(n.pos, "axis", "list the names under "+x.kind+":", "axis %s has values or a range without a path", name)
		return
	}
	switch x.kind {
	case "path":
		x.pos = of.pos
		if x.parts = pathParts(of.text); of.kind != scalar || slices.Contains(x.parts, "") {
			r.fail(of.pos, "type", "write path: power.tariff.growth", "%q is not a path", flow(of))
			return
		}
		r.values(name, n, &a, &x)
	case "overlay":
		r.overlays(name, of, &a, &x)
	case "variant":
		a.Labels = r.words(of, "axis "+name)
	}
	if n.get("range") == nil && len(a.Labels) == 0 {
		r.fail(n.pos, "axis", "give it at least one value", "axis %s has no values", name)
	}
	for i, l := range a.Labels {
		if l == "" || slices.Contains(a.Labels[:i], l) {
			r.fail(n.pos, "axis", "keep each value once", "axis %s has the value %q twice, or an empty one", name, l)
		}
	}
	a.When = r.when(name, n.get("when"), all)
	r.sw.Spec.Axes = append(r.sw.Spec.Axes, a)
	r.sw.axes = append(r.sw.axes, x)
}

// pathParts splits a path as --set does: structure and history have one key below them.
func pathParts(path string) []string {
	parts := strings.Split(path, ".")
	if parts[0] == "structure" || parts[0] == "history" {
		return strings.SplitN(path, ".", 2)
	}
	return parts
}

// values reads the values of an input: a list, a mapping by label, or a range.
func (r *sweepReader) values(name string, n *node, a *sweep.Axis, x *sweepAxis) {
	v, rg := n.get("values"), n.get("range")
	if (v == nil) == (rg == nil) {
		r.fail(n.pos, "axis", "write values: [1, 2], or range: {from: 1, to: 4, steps: 4}", "axis %s needs either values or a range", name)
		return
	}
	if rg != nil {
		r.ranged(name, rg, a)
		return
	}
	switch v.kind {
	case sequence:
		for _, it := range v.items {
			label := flow(it)
			if it.kind == scalar {
				label = it.text
			}
			a.Labels, x.values[label] = append(a.Labels, label), it
		}
	case mapping:
		for _, k := range v.keys {
			a.Labels, x.values[k] = append(a.Labels, k), v.kids[k]
		}
	default:
		r.fail(v.pos, "type", "write values: [1, 2], or values: {low: 1, high: 2}", "the values of axis %s are no list", name)
	}
}

func (r *sweepReader) ranged(name string, n *node, a *sweep.Axis) {
	if !r.known(n, "the range of axis "+name, "from", "to", "steps", "scale", "unit") {
		return
	}
	for _, k := range []string{"from", "to"} {
		if n.get(k) == nil {
			r.fail(n.pos, "missing", "write range: {from: 1, to: 4, steps: 4}", "the range of axis %s has no %s", name, k)
		}
	}
	rg := &sweep.Range{Lo: r.number(n.get("from"), "from"), Hi: r.number(n.get("to"), "to")}
	if u := n.get("unit"); u != nil {
		rg.Unit = u.text
	}
	if s := n.get("scale"); s != nil {
		if rg.Log = s.text == "log"; !rg.Log && s.text != "linear" {
			r.fail(s.pos, "choice", suggest(s.text, []string{"linear", "log"}), "%q is not a scale", flow(s))
		}
	}
	if rg.Lo >= rg.Hi || rg.Log && rg.Lo <= 0 {
		r.fail(n.pos, "range", "write the lower number under from; a logarithmic scale needs positive ones", "the range of axis %s is empty", name)
	}
	if s := n.get("steps"); s != nil {
		if k := r.whole(s, "steps", 1, sweep.MostPoints); !r.problems.HasErrors() {
			a.Labels = rg.Levels(int(k))
		}
		return
	}
	a.Range = rg
}

// overlays reads names of scenarios that are laid over: each its own label, or lists by label. none is no overlay.
func (r *sweepReader) overlays(name string, n *node, a *sweep.Axis, x *sweepAxis) {
	if n.kind == mapping {
		for _, k := range n.keys {
			a.Labels, x.overlays[k] = append(a.Labels, k), r.words(n.kids[k], "axis "+name)
		}
		return
	}
	for _, w := range r.words(n, "axis "+name) {
		if a.Labels = append(a.Labels, w); w != "none" {
			x.overlays[w] = []string{w}
		}
	}
}

func (r *sweepReader) when(name string, n *node, all []string) []sweep.Condition {
	if n == nil {
		return nil
	}
	if n.kind != mapping {
		r.fail(n.pos, "type", "write when: {other-axis: [its, values]}", "the condition of axis %s is not a mapping", name)
		return nil
	}
	var out []sweep.Condition
	for _, k := range n.keys {
		before := all[:slices.Index(all, name)]
		i := slices.IndexFunc(r.sw.Spec.Axes, func(a sweep.Axis) bool { return a.Name == k })
		if i < 0 && slices.Contains(before, k) {
			continue // it has problems of its own
		}
		if i < 0 {
			r.fail(n.keyPos[k], "unknown-axis", orHint(suggest(k, before), "an axis depends on those before it"), "axis %s depends on %q, which is no axis before it", name, k)
			continue
		}
		labels := r.words(n.kids[k], "when")
		for _, l := range labels {
			if of := r.sw.Spec.Axes[i].Labels; len(of) > 0 && !slices.Contains(of, l) {
				r.fail(n.kids[k].pos, "unknown-value", suggest(l, of), "axis %s has no value %q", k, l)
			}
		}
		out = append(out, sweep.Condition{Axis: k, Labels: labels})
	}
	return out
}

func (r *sweepReader) zip(n *node) {
	if n == nil {
		return
	}
	groups := n.items
	if n.kind == sequence && len(groups) > 0 && groups[0].kind == scalar {
		groups = []*node{n} // one group
	} else if n.kind != sequence {
		r.fail(n.pos, "type", "write zip: [[one-axis, another]]", "zip is not a list of groups")
	}
	for _, g := range groups {
		names := r.words(g, "zip")
		for _, w := range names {
			if !slices.Contains(r.names, w) {
				r.fail(g.pos, "unknown-axis", suggest(w, r.names), "zip names no axis: %q", w)
			}
		}
		r.sw.Spec.Zips = append(r.sw.Spec.Zips, names)
	}
}

func (r *sweepReader) design(n *node, usual bool) {
	d := &r.sw.Spec.Design
	switch {
	case n == nil && usual:
		d.Kind = sweep.Grid
		return
	case n == nil:
		return // the list alone
	case n.kind == scalar && n.text == sweep.Grid:
		d.Kind = sweep.Grid
		return
	case n.kind != mapping:
		r.fail(n.pos, "design", "write design: grid, design: {lhs: 40} or design: {sobol: 64}", "%q is not a design of points", flow(n))
		return
	}
	r.known(n, "the design", "lhs", "sobol", "seed")
	for _, k := range []string{"lhs", "sobol"} {
		if v := n.get(k); v != nil {
			if d.Kind != "" {
				r.fail(v.pos, "design", "keep one of the two", "the design is both lhs and sobol")
			}
			d.Kind, d.Points = k, int(r.whole(v, k, 1, sweep.MostPoints))
		}
	}
	if d.Kind == "" {
		r.fail(n.pos, "design", "write design: grid, design: {lhs: 40} or design: {sobol: 64}", "the design has no points")
	}
	if v := n.get("seed"); v != nil {
		d.Seed = r.whole(v, "seed", 0, math.MaxUint64)
	}
}

// list reads points that are written out: a mapping each, of axes to values. Axes that a point
// leaves out keep the scenario's value.
func (r *sweepReader) list(n *node) {
	if n == nil {
		return
	}
	if n.kind != sequence {
		r.fail(n.pos, "type", "write points: [{one-axis: 1, another: low}]", "points is not a list")
		return
	}
	for _, it := range n.items {
		if !r.known(it, "a point", r.names...) {
			continue
		}
		m := map[string]string{}
		for _, k := range it.keys {
			i := slices.IndexFunc(r.sw.Spec.Axes, func(a sweep.Axis) bool { return a.Name == k })
			if i < 0 {
				continue
			}
			v, a, x := it.kids[k], &r.sw.Spec.Axes[i], &r.sw.axes[i]
			label := flow(v)
			if v.kind == scalar {
				label = v.text
			}
			m[k] = label
			if x.kind == "path" && !slices.Contains(a.Labels, label) && x.values[label] == nil {
				x.values[label] = v
			} else if x.kind != "path" && !slices.Contains(a.Labels, label) {
				r.fail(v.pos, "unknown-value", suggest(label, a.Labels), "axis %s has no value %q", k, label)
			}
		}
		r.sw.Spec.List = append(r.sw.Spec.List, m)
	}
}

func (r *sweepReader) keep(n *node) {
	if n == nil || !r.known(n, "keep", "metrics", "months") {
		return
	}
	if m := n.get("metrics"); m != nil {
		for _, w := range r.words(m, "metrics") {
			k := solver.Kept{Metric: w, Entity: solver.All}
			if key, entity, ok := strings.Cut(w, "["); ok {
				k = solver.Kept{Metric: key, Entity: strings.TrimSuffix(entity, "]")}
			}
			r.sw.Keep.Metrics = append(r.sw.Keep.Metrics, k)
		}
	}
	if m := n.get("months"); m != nil {
		for _, w := range r.words(m, "months") {
			at, err := axis.ParseMonth(w)
			if err != nil {
				r.fail(m.pos, "date", "write months such as 2030-12", "%v", err)
				continue
			}
			r.sw.Keep.Months = append(r.sw.Keep.Months, at)
		}
	}
}

// Compile makes the plan of a point. Problems have the positions of the sweep file where a value of
// it is wrong. It may be called from several goroutines.
func (s *Sweep) Compile(p sweep.Point) (*solver.Plan, diag.List) {
	_, plan, problems := s.Document(p)
	return plan, problems
}

// Document is Compile with the merged scenario of the point.
func (s *Sweep) Document(p sweep.Point) (*Document, *solver.Plan, diag.List) {
	req := Request{Names: slices.Clone(s.scenario), With: slices.Clone(s.with), Env: s.request.Env, Sets: s.request.Sets,
		Draws: s.draws, Seed: s.seed, Design: s.request.Design, Read: s.request.Read, over: s.over(p), variants: s.variants, from: s.file}
	if s.request.Draws > 0 {
		req.Draws = s.request.Draws
	}
	if s.request.Seed != nil {
		req.Seed = s.request.Seed
	}
	for i, label := range p.Labels {
		switch x := &s.axes[i]; x.kind {
		case "overlay":
			req.Names = append(req.Names, x.overlays[label]...)
		case "variant":
			if label != "" && label != "none" {
				req.With = append(req.With, label)
			}
		}
	}
	doc, problems := Load(req)
	if doc == nil {
		return nil, nil, problems
	}
	plan, more := doc.Compile()
	problems = append(problems, more...)
	if problems.Sort(); problems.HasErrors() {
		return doc, nil, problems
	}
	return doc, plan, problems
}

// over are the layers of a point's values, in the order of axes.
func (s *Sweep) over(p sweep.Point) []*node {
	var out []*node
	for i, label := range p.Labels {
		x := &s.axes[i]
		if x.kind != "path" || label == "" {
			continue
		}
		n := x.values[label].clone()
		if n == nil {
			n = newScalar(x.pos, label) // a number of a range
		}
		for _, part := range slices.Backward(x.parts) {
			m := newMap(x.pos)
			m.put(part, x.pos, n)
			n = m
		}
		out = append(out, n)
	}
	return out
}

// Origins gives everything that decides the numbers of the sweep, as facts that can be compared later:
// what the files say, not how, except scenarios of the user's own, which count by their bytes. build is the program's.
func (s *Sweep) Origins(build []sweep.Fact) (sweep.Identity, error) {
	id := sweep.Identity{Name: s.Name, Points: len(s.Points)}
	fact := func(name, value string) { id.Facts = append(id.Facts, sweep.Fact{Name: name, Value: value}) }
	id.Facts = append(id.Facts, build...)
	fact("scenario", strings.Join(s.scenario, ", "))
	if len(s.with) > 0 {
		fact("with", strings.Join(s.with, ", "))
	}
	if n := max(s.request.Draws, 0); n > 0 || s.draws > 0 {
		if n == 0 {
			n = s.draws
		}
		fact("draws", strconv.Itoa(n))
	}
	seed := s.request.Seed
	if seed == nil {
		seed = s.seed
	}
	if seed != nil {
		fact("seed", strconv.FormatUint(*seed, 10))
	}
	if s.request.Design != "" {
		fact("design of draws", s.request.Design)
	}
	for i, v := range s.request.Sets {
		fact(fmt.Sprintf("--set %d", i+1), v)
	}
	for _, e := range slices.Sorted(slices.Values(s.request.Env)) {
		if strings.HasPrefix(e, envPrefix) {
			name, value, _ := strings.Cut(e, "=")
			fact(name, value)
		}
	}
	for i := range s.axes {
		a, x := &s.Spec.Axes[i], &s.axes[i]
		id.Axes = append(id.Axes, a.Name)
		fact("axis "+a.Name, s.describe(a, x))
	}
	for _, z := range s.Spec.Zips {
		fact("zip", strings.Join(z, ", "))
	}
	if d := s.Spec.Design; d.Kind != "" {
		fact("design of points", strings.TrimSpace(fmt.Sprintf("%s %s", d.Kind, digits(d))))
	}
	for i, m := range s.Spec.List {
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(m)) {
			parts = append(parts, k+": "+m[k])
		}
		fact(fmt.Sprintf("point %d of the list", i+1), strings.Join(parts, ", "))
	}
	for i, v := range s.variants {
		if v != nil {
			fact([]string{"overrides", "scenarios"}[i], flow(v))
		}
	}
	for i, k := range s.Keep.Metrics {
		fact(fmt.Sprintf("keep metric %d", i+1), k.Metric+"["+k.Entity+"]")
	}
	for i, m := range s.Keep.Months {
		fact(fmt.Sprintf("keep month %d", i+1), m.String())
	}
	files, err := s.files()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fact("file "+name, files[name])
	}
	return id, err
}

func digits(d sweep.Design) string {
	if d.Kind == sweep.Grid {
		return ""
	}
	return fmt.Sprintf("%d, seed %d", d.Points, d.Seed)
}

func (s *Sweep) describe(a *sweep.Axis, x *sweepAxis) string {
	var parts []string
	for _, l := range a.Labels {
		switch v := x.values[l]; {
		case v != nil && (v.kind != scalar || v.text != l):
			l += ": " + flow(v)
		case x.kind == "overlay" && len(x.overlays[l]) > 0 && !slices.Equal(x.overlays[l], []string{l}):
			l += ": " + strings.Join(x.overlays[l], " + ")
		}
		parts = append(parts, l)
	}
	out := x.kind + " " + strings.Join(x.parts, ".") + " = " + strings.Join(parts, "; ")
	if g := a.Range; g != nil {
		out += fmt.Sprintf("%s to %s, log %t", g.Label(g.Lo), g.Label(g.Hi), g.Log)
	}
	for _, c := range a.When {
		out += " when " + c.Axis + " in " + strings.Join(c.Labels, "; ")
	}
	return out
}

// files hashes every file of the user's that any point reads.
func (s *Sweep) files() (map[string]string, error) {
	out := map[string]string{}
	names := slices.Clone(s.scenario)
	for i := range s.axes {
		for _, l := range slices.Sorted(maps.Keys(s.axes[i].overlays)) {
			names = append(names, s.axes[i].overlays[l]...)
		}
	}
	var failed error
	read := func(file string) ([]byte, error) {
		b, err := s.request.Read(file)
		if err == nil {
			h := sha256.Sum256(b)
			name := file // as it is named from the sweep file, wherever the program was started
			if rel, e := filepath.Rel(filepath.Dir(s.file), file); e == nil {
				name = filepath.ToSlash(rel)
			}
			out[name] = hex.EncodeToString(h[:8])
		}
		return b, err
	}
	for i := range s.axes { // tables that values bring
		for _, l := range slices.Sorted(maps.Keys(s.axes[i].values)) {
			if v := s.axes[i].values[l]; v.kind == mapping {
				labels := make([]string, len(s.axes))
				labels[i] = l
				Load(Request{Names: s.scenario[:1], Read: read, from: s.file, over: s.over(sweep.Point{Labels: labels})})
			}
		}
	}
	if s.variants[0] != nil {
		for _, name := range s.variants[0].keys {
			n := s.variants[0].kids[name].clone()
			l := &loader{read: read}
			l.series(n)
		}
	}
	for _, n := range names {
		if _, problems := Load(Request{Names: []string{n}, Read: read, from: s.file}); problems.HasErrors() {
			// An overlay alone may have problems; what cannot be read has them in its points too.
			for _, p := range problems {
				if p.Code == "unknown-scenario" && failed == nil {
					failed = fmt.Errorf("%s", p.Message)
				}
			}
		}
	}
	return out, failed
}

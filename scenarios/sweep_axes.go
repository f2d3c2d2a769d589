package scenarios

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/sweep"
)

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
	if !r.known(n, "axis "+name, "title", "path", "values", "range", "overlay", "variant", "when") {
		return
	}
	a := sweep.Axis{Name: name}
	title := r.title(name, n.get("title"))
	x := sweepAxis{title: title, pos: n.pos, values: map[string]*node{}, at: map[string]diag.Pos{}, overlays: map[string][]string{}}
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
		r.wordsAt(of, "axis "+name, func(w string, at diag.Pos) { a.Labels, x.at[w] = append(a.Labels, w), at })
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

// title reads what readers call an axis: words, or words by language.
func (r *sweepReader) title(name string, n *node) text.Text {
	const hint = "write title: {en: Crews, vi: Số đội}"
	switch {
	case n == nil:
		return text.Text{}
	case n.kind == mapping:
		r.known(n, "a title", "en", "vi")
	case n.kind == sequence:
		r.fail(n.pos, "type", hint, "the title of axis %s is a list", name)
		return text.Text{}
	}
	t := words(n)
	if t.EN == "" || t.VI == "" {
		r.fail(n.pos, "missing", hint, "the title of axis %s lacks a language", name)
	}
	return t
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
			a.Labels, x.overlays[k] = append(a.Labels, k), r.layers(n.kids[k], "axis "+name, "")
		}
		return
	}
	for _, w := range r.layers(n, "axis "+name, "none") {
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
		r.sw.Spec.Zips, r.zipAt = append(r.sw.Spec.Zips, names), append(r.zipAt, g.pos)
	}
}

// laidOut checks that axes, zips and the design suit each other, where each can be told with its place.
func (r *sweepReader) laidOut() {
	s := &r.sw.Spec
	axis := func(name string) *sweep.Axis {
		return &s.Axes[slices.IndexFunc(s.Axes, func(a sweep.Axis) bool { return a.Name == name })]
	}
	in := map[string]bool{}
	for i, names := range s.Zips {
		at := r.zipAt[i]
		for _, n := range names {
			if in[n] {
				r.fail(at, "design", "name each axis once", "axis %s is twice in zip", n)
			}
			in[n] = true
			if a, b := axis(names[0]), axis(n); len(a.Labels) != len(b.Labels) {
				count := func(a *sweep.Axis) string {
					if len(a.Labels) == 0 {
						return "a range without steps"
					}
					return strconv.Itoa(len(a.Labels)) + " values"
				}
				r.fail(at, "design", "axes that move together have as many values each", "axis %s has %s, %s has %s", a.Name, count(a), b.Name, count(b))
			}
		}
	}
	for i := range s.Axes {
		if a := &s.Axes[i]; s.Design.Kind == sweep.Grid && len(a.Labels) == 0 {
			r.fail(r.sw.axes[i].pos, "design", "add steps: to its range, or sample it with design: {lhs: 40}", "axis %s is a range without steps: a grid needs values", a.Name)
		}
	}
}

// once checks that no point has two axes that set one input: the later would win unseen.
func (r *sweepReader) once() {
	s := r.sw
	for i := range s.axes {
		for k := range i {
			x, y := &s.axes[k], &s.axes[i]
			if x.kind != "path" || y.kind != "path" || !slices.Equal(x.parts, y.parts) {
				continue
			}
			if slices.ContainsFunc(s.Points, func(p sweep.Point) bool { return p.Labels[k] != "" && p.Labels[i] != "" }) {
				r.fail(y.pos, "axis", "keep one of the two, or let when: part them", "axes %s and %s both set %s", s.Spec.Axes[k].Name, s.Spec.Axes[i].Name, strings.Join(y.parts, "."))
			}
		}
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
	items := func(list *node, what, hint string) (out []*node) {
		switch {
		case list == nil:
		case list.kind == scalar:
			out = []*node{list}
		case list.kind == sequence:
			out = list.items
		default:
			r.fail(list.pos, "type", hint, "%s is not a list", what)
		}
		return out
	}
	const metrics = `write metrics: [mobile.stations, "mobile.stations[hue]"]`
	for _, it := range items(n.get("metrics"), "metrics", metrics) {
		m := keptName.FindStringSubmatch(it.text)
		if it.kind != scalar || m == nil {
			r.fail(it.pos, "type", metrics, "%q does not name a metric", flow(it))
			continue
		}
		k := solver.Kept{Metric: m[1], Entity: cmp.Or(m[2], solver.All)}
		if slices.Contains(r.sw.Keep.Metrics, k) {
			r.fail(it.pos, "duplicate", "name it once", "%s is kept twice", it.text)
			continue
		}
		r.sw.Keep.Metrics, r.sw.keptAt = append(r.sw.Keep.Metrics, k), append(r.sw.keptAt, it.pos)
	}
	const months = "write months: [2030-12]"
	for _, it := range items(n.get("months"), "months", months) {
		at, err := axis.ParseMonth(it.text)
		if it.kind != scalar || err != nil {
			r.fail(it.pos, "date", months, "%q is not a month", flow(it))
			continue
		}
		r.sw.Keep.Months, r.sw.monthsAt = append(r.sw.Keep.Months, at), append(r.sw.monthsAt, it.pos)
	}
}

// kept checks that a point has what keep: names. Every point has to, so that the first one tells.
func (s *Sweep) kept(plan *solver.Plan) diag.List {
	r := &sweepReader{}
	observed := plan.Observed()
	for i, k := range s.Keep.Metrics {
		if slices.Contains(observed, k) {
			continue
		}
		var keys, entities []string
		for _, o := range observed {
			if !slices.Contains(keys, o.Metric) {
				keys = append(keys, o.Metric)
			}
			if o.Metric == k.Metric {
				entities = append(entities, o.Entity)
			}
		}
		if len(entities) > 0 {
			r.fail(s.keptAt[i], "unknown-entity", cmp.Or(suggest(k.Entity, entities), "write "+k.Metric+"["+entities[0]+"]"), "keep: %s has no entity %q", k.Metric, k.Entity)
			continue
		}
		r.fail(s.keptAt[i], "unknown-metric", cmp.Or(suggest(k.Metric, keys), "headroom list metrics shows the metrics; first dates are in the rows of targets alone"), "keep: this scenario has no metric %q", k.Metric)
	}
	for i, m := range s.Keep.Months {
		if !plan.Axis.Has(m) {
			r.fail(s.monthsAt[i], "date", fmt.Sprintf("write a month from %s to %s", plan.Axis.Month(0), plan.Axis.End()), "keep: %s lies outside the run", m)
		}
	}
	return r.problems
}

package scenarios

import (
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
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

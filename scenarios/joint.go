package scenarios

import (
	"strings"

	"github.com/headroom-planner/headroom/model/unit"
	"github.com/headroom-planner/headroom/solver/dist"
)

// joint puts the columns of joint tables in place of the inputs they give: each
// draw takes one row for all of them, so that a posterior keeps its dependence.
//
//	joint: {growth-fit: {from: posterior.csv, source: ...}}     # a column for each path
//	joint: {growth-fit: {columns: {PATH: [...], PATH: [...]}}}
func (c *compiler) joint() {
	n := c.root.get("joint")
	if n == nil {
		return
	}
	if n.kind != mapping {
		c.problem(n.pos, "joint", "type", "write joint: {my-fit: {from: posterior.csv}}", "joint is not a mapping")
		return
	}
	c.joints = map[string]*node{}
	for _, name := range n.keys {
		path := "joint." + name
		t := n.kids[name]
		if t.kind == broken {
			continue
		}
		if !c.known(t, path, "columns", "source", "confidence", "note") {
			continue
		}
		if !memberName.MatchString(name) {
			c.problem(n.keyPos[name], path, "name", "use lower-case letters, digits and hyphens", "%q is not a name", name)
			continue
		}
		cols := t.get("columns")
		if cols == nil || cols.kind != mapping || len(cols.keys) == 0 {
			c.problem(t.pos, path, "missing", "add from: FILE.csv, or columns: {PATH: [...]}", "the joint table has no columns")
			continue
		}
		c.joints[name] = cols
		c.columns(name, path, t, cols)
	}
}

func (c *compiler) columns(name, path string, t, cols *node) {
	rows := len(cols.kids[cols.keys[0]].items)
	for _, k := range cols.keys {
		col := cols.kids[k]
		if col.kind != sequence || len(col.items) < 2 || len(col.items) != rows {
			c.problem(col.pos, path, "joint", "give every column the same number of rows, at least 2", "%s has %d rows, the first column %d", k, len(col.items), rows)
			continue
		}
		parts := strings.Split(k, ".")
		dom := c.root.get(parts[0])
		if len(parts) < 2 || dom == nil || dom.kind != mapping {
			c.problem(cols.keyPos[k], path, "absent-domain", "name inputs of this scenario", "the scenario has no %s", k)
			continue
		}
		v := newMap(col.pos)
		v.put("joint", cols.keyPos[k], newScalar(cols.keyPos[k], name+" "+k))
		for _, m := range []string{"source", "confidence", "note"} {
			if w := t.get(m); w != nil {
				v.put(m, t.keyPos[m], w)
			}
		}
		if at, _ := find(dom, parts[1:len(parts)-1], dom.pos); at.get("knots") != nil {
			dom, parts = at.get("knots"), parts[len(parts)-2:] // a month of a path
		}
		putPath(dom, parts[1:], cols.keyPos[k], v)
	}
}

// column reads the values of a joint table for one input.
func (r *rowReader) column(n *node, boundary unit.Boundary, v *value) bool {
	name, key, _ := strings.Cut(n.text, " ")
	cols := r.c.joints[name]
	col := cols.get(key)
	if col == nil {
		r.problem(n.pos, "type", "write joint: {my-fit: {columns: ...}} at the top of the scenario", "a joint table stands under joint")
		return false
	}
	v.written = "joint table " + name
	ok := true
	var xs []float64
	for _, it := range col.items {
		x, good := r.arg(it, true, &boundary)
		xs, ok = append(xs, x), ok && good
	}
	if !ok || !r.boundary(col.pos, unit.NoBoundary, boundary) {
		return false
	}
	v.d, v.name, v.args, v.stream = dist.NewRows(xs), "joint", dist.Args{"values": xs}, "joint."+name
	lo, hi := v.d.Support()
	return r.inRange(col.pos, lo, hi)
}

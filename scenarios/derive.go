package scenarios

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/rng"
)

// input is where a compiled input lives.
type input struct {
	spec declare.Spec
	ref  func(*model.Params) *float64
}

// derivation is an input given by an expression, until all inputs are known.
type derivation struct {
	path     string
	src      string
	pos      diag.Pos // of the expression's first character
	boundary unit.Boundary
	spec     declare.Spec
	at       int // in plan.Assumptions
	uses     []string
	eval     func(*model.Params) float64
}

// keep remembers an input for expressions.
func (c *compiler) keep(path string, spec declare.Spec, ref func(*model.Params) *float64) {
	if c.inputs == nil {
		c.inputs = map[string]input{}
	}
	c.inputs[path] = input{spec, ref}
}

// derive compiles the expressions of derived inputs and puts them in an order
// in which each comes after what it uses.
func (c *compiler) derive() {
	if len(c.derived) == 0 {
		return
	}
	known := slices.Sorted(maps.Keys(c.inputs))
	for _, d := range c.derived {
		t, faults := compileExpr(d.src, func(path string) (term[model.Params], []string, bool) {
			in, ok := c.inputs[path]
			if !ok {
				return term[model.Params]{}, known, false
			}
			d.uses = append(d.uses, path)
			u := unit.MustParse(in.spec.Unit)
			k, ref := u.Scale(), in.ref
			return term[model.Params]{unit: u, boundary: in.spec.Boundary, f: func(p *model.Params) float64 { return *ref(p) * k }}, nil, true
		})
		r := rowReader{c: c, spec: d.spec, path: d.path}
		if c.exprFaults(r.path, d.pos, faults) {
			continue
		}
		to := unit.MustParse(d.spec.Unit)
		if !unit.Same(t.unit, to) {
			r.problem(d.pos, "unit-mismatch", "this input is in "+unitName(d.spec.Unit), "the expression is %s", unitWords(t.unit))
			continue
		}
		got := d.boundary
		if got == unit.NoBoundary {
			got = t.boundary
		}
		if !r.boundary(d.pos, got, unit.NoBoundary) {
			continue
		}
		k := to.Scale()
		d.eval = func(p *model.Params) float64 { return t.f(p) / k }
	}
	c.order()
}

// exprFaults reports what is wrong inside an expression.
func (c *compiler) exprFaults(path string, pos diag.Pos, faults []exprFault) bool {
	for _, f := range faults {
		at := pos
		at.Col += f.col
		c.problem(at, path, f.code, f.hint, "%s", f.msg)
	}
	return len(faults) > 0
}

// order sorts derived inputs by use, finds cycles, and evaluates them once at
// the base values, which must lie in the rows' ranges.
func (c *compiler) order() {
	by := map[string]*derivation{}
	for _, d := range c.derived {
		by[d.path] = d
	}
	state := map[string]int{} // 1: on the way, 2: done
	var visit func(d *derivation, chain []string) bool
	visit = func(d *derivation, chain []string) bool {
		chain = append(chain, d.path)
		switch state[d.path] {
		case 1:
			c.problem(d.pos, d.path, "expr-cycle", "give one of them a value", "the expressions use each other: %s", strings.Join(chain, " -> "))
			return false
		case 2:
			return true
		}
		state[d.path] = 1
		for _, u := range d.uses {
			if o := by[u]; o != nil && !visit(o, chain) {
				state[d.path] = 2
				return false
			}
		}
		state[d.path] = 2
		c.compute(d)
		return true
	}
	for _, d := range c.derived {
		visit(d, nil)
	}
}

func (c *compiler) compute(d *derivation) {
	if d.eval == nil {
		return
	}
	in := c.inputs[d.path]
	x := d.eval(c.base)
	*in.ref(c.base) = x
	a := &c.plan.Assumptions[d.at]
	a.Value, a.P = x, [3]float64{x, x, x}
	r := rowReader{c: c, spec: d.spec, path: d.path}
	if x-x != 0 {
		r.problem(d.pos, "number-finite", "guard the division: b > 0 ? a / b : 0", "at the median inputs the expression is not a finite number")
		return
	}
	r.inRange(d.pos, x, x)
	c.plan.Derived = append(c.plan.Derived, solver.Derived{Path: d.path, Ref: in.ref, Eval: d.eval, Min: d.spec.Min, Max: d.spec.Max})
}

// probe evaluates derived inputs at a thousand draws: one that often leaves its
// range would be set to the range's end in silence, and one that is not a
// number would end the run.
func (c *compiler) probe() {
	if len(c.plan.Derived) == 0 || c.problems.HasErrors() {
		return
	}
	const n = 1000
	p := c.base.Clone()
	u := make([][]float64, len(c.plan.Uncertain))
	for i := range u {
		u[i] = make([]float64, n)
		rng.Fill(c.plan.Seed, rng.Stream("probe "+c.plan.Uncertain[i].Path), 0, u[i])
	}
	outside, broken := make([]int, len(c.plan.Derived)), make([]int, len(c.plan.Derived))
	for j := range n {
		for i := range u {
			x := &c.plan.Uncertain[i]
			*x.Ref(p) = min(max(x.Dist.Quantile(u[i][j]), x.Min), x.Max)
		}
		for k := range c.plan.Derived {
			d := &c.plan.Derived[k]
			v := d.Eval(p)
			switch {
			case v-v != 0:
				broken[k]++
			case v < d.Min || v > d.Max:
				outside[k]++
			}
			*d.Ref(p) = min(max(v, d.Min), d.Max)
		}
	}
	for _, d := range c.derived {
		k := slices.IndexFunc(c.plan.Derived, func(x solver.Derived) bool { return x.Path == d.path })
		switch {
		case k < 0:
		case broken[k] > 0:
			c.problem(d.pos, d.path, "number-finite", "guard divisions, roots and logarithms: b > 0 ? a / b : 0", "in %.1f %% of draws the expression is not a finite number", 100*float64(broken[k])/n)
		case outside[k] > n/500: // as for a distribution: beyond its 0.1 % tails
			c.problem(d.pos, d.path, "range", "say what happens there: min(max(..., "+short(d.spec.Min)+"), "+short(d.spec.Max)+")",
				"in %.1f %% of draws the expression leaves %s to %s", 100*float64(outside[k])/n, short(d.spec.Min), short(d.spec.Max))
		}
	}
}

// metrics reads the metrics that the scenario itself defines.
func (c *compiler) metrics() {
	n := c.root.get("metrics")
	if n == nil {
		return
	}
	if n.kind != mapping {
		c.problem(n.pos, "metrics", "type", "write metrics: {my-metric: {expr: ..., unit: ...}}", "metrics is not a mapping")
		return
	}
	for _, id := range n.keys {
		c.extra(id, n.kids[id], n.keyPos[id])
	}
}

func (c *compiler) extra(id string, n *node, pos diag.Pos) {
	path := solver.Extra + id
	if !c.known(n, path, "label", "expr", "unit", "boundary", "over_time", "source", "note") {
		return
	}
	if !memberName.MatchString(id) {
		c.problem(pos, path, "name", "use lower-case letters, digits and hyphens", "%q is not a name", id)
	}
	e, u := n.get("expr"), n.get("unit")
	if e == nil || e.kind != scalar {
		c.problem(n.pos, path, "missing", "add expr: mobile.stations / 1000 stations", "the metric has no expression")
		return
	}
	m := declare.Metric[model.Out]{Key: path, Unit: "1", Agg: declare.Ratio, Label: c.words(n.get("label"), path+".label"),
		Doc: "Defined by the scenario.", Formula: e.text, Source: "the scenario"}
	if !m.Label.Complete() {
		m.Label = text.T(id, id)
	}
	if u != nil {
		m.Unit = u.text
	}
	to, err := unit.Parse(m.Unit)
	if err != nil {
		c.problem(u.pos, path, "unit-unknown", cmp.Or(suggest(m.Unit, unit.Names()), "write a unit such as kW/rack"), "%s", err)
		return
	}
	if b := n.get("boundary"); b != nil {
		if m.Boundary = unit.Boundary(b.text); !slices.Contains(unit.Boundaries, m.Boundary) {
			c.problem(b.pos, path, "boundary-unknown", suggest(b.text, boundaryNames()), "%q is not a boundary", b.text)
			return
		}
	}
	if o := n.get("over_time"); o != nil {
		i := slices.Index([]string{"stock", "flow", "ratio"}, o.text)
		if i < 0 {
			c.problem(o.pos, path, "choice", "one of stock, flow, ratio", "%q is not a way to add up over time", o.text)
			return
		}
		m.Agg = declare.Agg(i)
	}
	t, faults := compileExpr(e.text, c.output)
	at := exprPos(e)
	if c.exprFaults(path, at, faults) {
		return
	}
	if !unit.Same(t.unit, to) {
		c.problem(at, path, "unit-mismatch", "state the metric's unit: unit: "+t.unit.String(), "the expression is %s, the metric %s", unitWords(t.unit), unitWords(to))
		return
	}
	if m.Boundary == "" {
		m.Boundary = t.boundary
	}
	k := to.Scale()
	m.Get = func(o *model.Out) float64 { return t.f(o) / k }
	c.plan.Metrics = append(c.plan.Metrics, m)
	c.canon.text(path, m.Formula+" in "+m.Unit)
}

// exprPos is the place of an expression's first character.
func exprPos(n *node) diag.Pos {
	p := n.pos
	if n.quoted {
		p.Col++
	}
	return p
}

// output finds a metric, or a metric of one entity: mobile.operator_stations.viettel.
func (c *compiler) output(path string) (term[model.Out], []string, bool) {
	var known []string
	for _, m := range model.Metrics() {
		if m.Kind != declare.Series || !c.present(cmp.Or(m.Part, m.Key)) {
			continue
		}
		known = append(known, m.Key)
		u := unit.MustParse(m.Unit)
		t := term[model.Out]{unit: u, boundary: m.Boundary}
		k := u.Scale()
		if m.Key == path && m.HasTotal() {
			t.f = func(o *model.Out) float64 { return m.Total(o) * k }
			return t, nil, true
		}
		if name, ok := strings.CutPrefix(path, m.Key+"."); ok && m.HasEach() {
			if i := slices.Index(c.names[m.Of], name); i >= 0 {
				t.f = func(o *model.Out) float64 { return m.Member(o, i) * k }
				return t, nil, true
			}
		}
	}
	return term[model.Out]{}, known, false
}

// assumption of a derived input, before its number is known.
func (c *compiler) derivedAssumption(d *derivation, v value, a result.Assumption, shared about) {
	v.file = v.pos.File
	fill(&v.about, shared)
	a.Source, a.Cite, a.Confidence, a.Note = v.source, v.cite, v.confidence, v.note
	if a.Source == "" && a.Cite == "" {
		a.Source = "computed from other inputs"
	}
	a.Written, a.Origin, a.Dist, a.Draw = v.written, v.pos.String(), fmt.Sprintf("= %s", d.src), "expr"
	d.at = len(c.plan.Assumptions)
	c.plan.Assumptions = append(c.plan.Assumptions, a)
	c.canon.text(d.path, d.src)
	c.derived = append(c.derived, d)
}

package scenarios

import (
	"cmp"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
)

// present is model.Present of what a scenario itself may define too. It is
// asked for every metric, so it looks into the compiler's own sections.
func (c *compiler) present(key string) bool {
	if strings.HasPrefix(key, solver.Extra) {
		return true
	}
	return model.PresentIn(c.sections, c.base, key)
}

// metric finds a metric of this scenario by key, and checks the entity.
func (c *compiler) metric(path string, key, entity *node) (m declare.Metric[model.Out], name string, ok bool) {
	var keys []string
	for _, x := range append(model.Metrics(), c.plan.Metrics...) {
		if x.Kind == declare.Label || x.Kind == declare.FirstDate || !c.present(cmp.Or(x.Part, x.Key)) {
			continue
		}
		keys = append(keys, x.Key)
		if x.Key == key.text {
			m, ok = x, true
		}
	}
	if !ok {
		c.problem(key.pos, path, "unknown-metric", cmp.Or(suggest(key.text, keys), "headroom list metrics shows the metrics"), "this scenario has no metric %q", key.text)
		return m, "", false
	}
	name = solver.All
	if entity != nil {
		name = entity.text
	}
	names := []string{}
	if m.HasTotal() {
		names = append(names, solver.All)
	}
	if m.HasEach() {
		names = append(names, c.names[m.Of]...)
	}
	if !slices.Contains(names, name) {
		pos := key.pos
		if entity != nil {
			pos = entity.pos
		}
		c.problem(pos, path, "unknown-entity", cmp.Or(suggest(name, names), "a name of "+m.Of), "%s has no entity %q", m.Key, name)
		return m, "", false
	}
	return m, name, true
}

func (c *compiler) targets() {
	n := c.root.get("targets")
	if n == nil {
		return
	}
	if n.kind != mapping {
		c.problem(n.pos, "targets", "type", "write targets: {my-target: {metric: ..., at: 2025-12, at_least: ...}}", "targets is not a mapping")
		return
	}
	for _, id := range n.keys {
		c.target(id, n.kids[id])
	}
}

func (c *compiler) target(id string, n *node) {
	path := "targets." + id
	if !c.known(n, path, "label", "metric", "entity", "at", "at_least", "at_most", "require", "source", "cite", "note", "confidence") {
		return
	}
	if !memberName.MatchString(id) {
		c.problem(c.root.get("targets").keyPos[id], path, "name", "use lower-case letters, digits and hyphens", "%q is not a name", id)
	}
	t := solver.Target{ID: id, Label: c.words(n.get("label"), path+".label")}
	if !t.Label.Complete() {
		if l := n.get("label"); l != nil {
			c.problem(l.pos, path, "missing", "write label: {en: ..., vi: ...}, or leave it out", "the label is not in both languages")
		}
		t.Label = text.T(id, id)
	}
	ok := true
	for _, k := range []string{"metric", "at"} {
		if n.get(k) == nil {
			c.problem(n.pos, path, "missing", "add "+k, "the target has no %s", k)
			ok = false
		}
	}
	if !ok {
		return
	}
	m, entity, ok := c.metric(path, n.get("metric"), n.get("entity"))
	r := rowReader{c: c, spec: declare.Spec{Unit: m.Unit, Boundary: m.Boundary}, path: path}
	at, okAt := r.month(n.get("at"))
	if okAt && c.plan.Axis.Steps > 0 && !c.plan.Axis.Has(at) {
		c.problem(n.get("at").pos, path, "outside-time", "the run covers "+c.plan.Axis.Start.String()+" to "+c.plan.Axis.End().String(), "%s is outside the run", at)
		okAt = false
	}
	if ok && okAt && m.Kind == declare.Final && at != c.plan.Axis.End() {
		c.problem(n.get("at").pos, path, "outside-time", "write at: "+c.plan.Axis.End().String(), "%s holds for the whole run, not for %s", m.Key, at)
		okAt = false
	}
	if !ok || !okAt {
		return
	}
	t.Metric, t.Entity, t.At = m.Key, entity, at
	if c.threshold(&t, n, r) && c.require(&t, n, path) {
		c.plan.Targets = append(c.plan.Targets, t)
		c.canon.target(t)
	}
}

func (c *compiler) threshold(t *solver.Target, n *node, r rowReader) bool {
	least, most := n.get("at_least"), n.get("at_most")
	if (least == nil) == (most == nil) {
		c.problem(n.pos, r.path, "missing", "add either at_least or at_most", "the target needs one threshold")
		return false
	}
	at := least
	if most != nil {
		at, t.AtMost = most, true
	}
	if q, f := readQuantity(at.text, false); at.kind == scalar && f == nil && q.boundary == "" {
		r.spec.Boundary = "" // the metric's own boundary is meant
	}
	v, ok := r.number(at)
	if !ok {
		return false
	}
	if v.d != nil {
		c.problem(at.pos, r.path, "type", "write one number", "a threshold is certain")
		return false
	}
	t.Threshold = v.x
	r.spec.Kind = declare.Number
	a := about{}
	r.about(n, &a)
	if a.cite != "" {
		v.about = a
		if f, ok := c.fact(r.path, a); ok {
			c.agrees(&r, v, f)
		}
	}
	return true
}

func (c *compiler) require(t *solver.Target, n *node, path string) bool {
	q := n.get("require")
	if q == nil {
		return true
	}
	r := rowReader{c: c, spec: declare.Spec{Unit: "1", Min: 0.000001, Max: 1}, path: path + ".require"}
	v, ok := r.number(q)
	if ok && v.d != nil {
		c.problem(q.pos, path, "type", "write one probability, such as 80 %", "a required probability is certain")
		return false
	}
	t.Require = v.x
	return ok
}

// history reads measured values for charts: metric: [{at: 2024-01, cite: id}].
func (c *compiler) history() {
	n := c.root.get("history")
	if n == nil {
		return
	}
	if n.kind != mapping {
		c.problem(n.pos, "history", "type", "write history: {mobile.stations: [{at: 2024-01, cite: ...}]}", "history is not a mapping")
		return
	}
	for _, key := range n.keys {
		path := "history." + key
		m, entity, ok := c.metric(path, newScalar(n.keyPos[key], key), nil)
		if !ok {
			continue
		}
		list := n.kids[key]
		if list.kind != sequence {
			c.problem(list.pos, path, "type", "write a list of {at: 2024-01, cite: ...}", "the history is not a list")
			continue
		}
		h := result.History{Metric: m.Key, Entity: entity}
		last := axis.Month(0)
		for _, it := range list.items {
			if p, ok := c.point(path, m, it); ok {
				if p.Month <= last {
					c.problem(it.pos, path, "order", "sort the history by month, one value for each", "%s does not follow %s", p.Month, last)
				}
				last = p.Month
				h.Points = append(h.Points, p)
			}
		}
		c.plan.Histories = append(c.plan.Histories, h)
	}
}

func (c *compiler) point(path string, m declare.Metric[model.Out], n *node) (result.HistoryPoint, bool) {
	if n.kind != mapping || n.get("at") == nil {
		c.problem(n.pos, path, "missing", "write {at: 2024-01, cite: ...}", "a point of history needs its month")
		return result.HistoryPoint{}, false
	}
	r := rowReader{c: c, spec: declare.Spec{Unit: m.Unit, Boundary: m.Boundary, Kind: declare.Number}, path: path}
	at, ok := r.month(n.get("at"))
	if !ok {
		return result.HistoryPoint{}, false
	}
	rest := n.clone()
	rest.drop("at")
	v, ok := r.number(rest)
	if ok && v.d != nil {
		c.problem(n.pos, path, "type", "write one number", "a measured value is certain")
	}
	if !ok || v.d != nil {
		return result.HistoryPoint{}, false
	}
	if v.cite == "" && v.source == "" {
		c.problem(n.pos, path, "missing", "add cite or source", "a measured value needs its source")
	}
	p := result.HistoryPoint{Month: at, Value: v.x, Cite: v.cite, Source: text.T(v.source, v.source)}
	if v.cite != "" {
		if f, ok := c.fact(path, v.about); ok {
			c.agrees(&r, v, f)
			p.Source = f.Source
		}
	}
	return p, true
}

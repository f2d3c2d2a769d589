package scenarios

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
)

// knots reads a path: {2025-10: 0.66, 2030-12: 0.5}, the same below "knots"
// with a source beside it, or one value for all months. Each knot is an input
// of its own, at path.2030-12, and may be uncertain.
func (c *compiler) knots(rr *rowReader, r row, i int, n *node, a result.Assumption, shared about) {
	inner := n
	if k := n.get("knots"); n.kind == mapping && k != nil {
		if !c.known(n, rr.path, "knots", "source", "confidence", "note") {
			return
		}
		own := about{file: n.pos.File}
		rr.about(n, &own)
		fill(&own, shared)
		shared, inner = own, k
	}
	dated := inner.kind == mapping && len(inner.keys) > 0
	if dated {
		for _, k := range inner.keys {
			dated = dated && strings.ContainsRune(k, '-') && k[0] >= '0' && k[0] <= '9'
		}
	}
	if !dated {
		c.flat(rr, r, i, inner, a, shared)
		return
	}
	months, values := c.readKnots(rr, inner)
	if months == nil {
		return
	}
	p := r.Path(c.base, i)
	*p = axis.Path{Months: make([]float64, len(months)), Values: make([]float64, len(months))}
	for k, m := range months {
		p.Months[k] = float64(m)
		ka, kr := a, *rr
		kr.path = rr.path + "." + m.String()
		kr.spec.Kind = declare.Number
		ka.Path = kr.path
		ka.Label.EN, ka.Label.VI = ka.Label.EN+" "+m.String(), fmt.Sprintf("%s %02d/%d", ka.Label.VI, m.Of(), m.Year())
		path, index := r.Path, i
		c.set(values[k], ka, shared, &kr, func(p *model.Params) *float64 { return &path(p, index).Values[k] })
	}
	c.canon.number(rr.path+".knots", float64(len(months)))
}

// flat reads one value for all months.
func (c *compiler) flat(rr *rowReader, r row, i int, n *node, a result.Assumption, shared about) {
	v, ok := rr.number(n)
	if !ok {
		return
	}
	*r.Path(c.base, i) = axis.Path{Months: []float64{float64(c.plan.Axis.Start)}, Values: []float64{0}}
	flat := *rr
	flat.spec.Kind = declare.Number
	path, index := r.Path, i
	c.set(v, a, shared, &flat, func(p *model.Params) *float64 { return &path(p, index).Values[0] })
}

// readKnots reads the knots in the order of their months; nil when any is wrong.
func (c *compiler) readKnots(rr *rowReader, n *node) ([]axis.Month, []value) {
	type knot struct {
		m axis.Month
		v value
	}
	var all []knot
	ok := true
	for _, k := range n.keys {
		m, err := axis.ParseMonth(k)
		if err != nil {
			rr.problem(n.keyPos[k], "date", "write the month of the knot, such as 2030-12", "%s", err)
			ok = false
			continue
		}
		kr := *rr
		kr.path += "." + k
		v, good := kr.number(n.kids[k])
		ok = ok && good
		all = append(all, knot{m, v})
	}
	if !ok {
		return nil, nil
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].m < all[j].m })
	var months []axis.Month
	var values []value
	for _, k := range all {
		months, values = append(months, k.m), append(values, k.v)
	}
	return months, values
}

// distText writes a distribution with its parameters in the row's unit.
func distText(name string, args dist.Args) string {
	if name == "months" {
		ms := args["values"]
		return "one month of " + axis.Month(ms[0]).String() + " to " + axis.Month(ms[len(ms)-1]).String()
	}
	if name == "joint" || name == "empirical" {
		return name + " of " + strconv.Itoa(len(args["values"])) + " values"
	}
	if name == "interval" {
		return "90 % within " + short(args["p05"][0]) + " to " + short(args["p95"][0])
	}
	keys := make([]string, 0, len(args))
	if e, ok := dist.Lookup(name); ok {
		for _, p := range e.Params {
			if _, has := args[p.Key]; has {
				keys = append(keys, p.Key)
			}
		}
	}
	for _, q := range dist.QuantileKeys() {
		if _, has := args[q]; has {
			keys = append(keys, q)
		}
	}
	var parts []string
	for _, k := range keys {
		var xs []string
		for _, x := range args[k] {
			xs = append(xs, short(x))
		}
		s := strings.Join(xs, ", ")
		if len(xs) > 1 {
			s = "[" + s + "]"
		}
		parts = append(parts, k+" "+s)
	}
	return name + "(" + strings.Join(parts, ", ") + ")"
}

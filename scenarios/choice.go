package scenarios

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/solver/dist"
)

// single reads the mapping form of a month or a name: value and the words beside it.
func (r *rowReader) single(n *node, v *value, example string) (*node, bool) {
	r.about(n, &v.about)
	if !r.c.known(n, r.path, "value", "source", "cite", "confidence", "note") {
		return nil, false
	}
	inner := n.get("value")
	if inner == nil {
		r.problem(v.pos, "missing", "add value: "+example, "the mapping holds no value")
		return nil, false
	}
	return inner, true
}

// date parses a month.
func (r *rowReader) date(n *node) (value, bool) {
	v := value{pos: n.pos, written: flow(n)}
	if n.kind == mapping {
		var ok bool
		if n, ok = r.single(n, &v, "2025-12"); !ok {
			return v, false
		}
	}
	if lo, hi, span, ok := r.span(n); span {
		return v, ok && r.months(n, lo, hi, &v)
	}
	m, ok := r.month(n)
	v.x = float64(m)
	return v, ok
}

var quarterForm = regexp.MustCompile(`^(\d{4})(?:-Q([1-4]))?$`)

// span reads an interval of months: "2026-03 to 2026-09", "2026-Q2" or "2026".
func (r *rowReader) span(n *node) (lo, hi axis.Month, span, ok bool) {
	if n.kind != scalar {
		return 0, 0, false, false
	}
	if m := quarterForm.FindStringSubmatch(n.text); m != nil {
		y, _ := strconv.Atoi(m[1])
		if y < 1900 || y > 2200 {
			return 0, 0, false, false
		}
		if m[2] == "" {
			return axis.M(y, 1), axis.M(y, 12), true, true
		}
		q := int(m[2][0] - '0')
		return axis.M(y, 3*q-2), axis.M(y, 3*q), true, true
	}
	from, to, found := strings.Cut(n.text, " to ")
	if !found {
		return 0, 0, false, false
	}
	lo, err := axis.ParseMonth(strings.TrimSpace(from))
	if err == nil {
		hi, err = axis.ParseMonth(strings.TrimSpace(to))
	}
	if err != nil {
		r.problem(n.pos, "date", "write two months, such as 2026-03 to 2026-09", "%s", err)
		return 0, 0, true, false
	}
	return lo, hi, true, true
}

// months makes every month of an interval equally likely.
func (r *rowReader) months(n *node, lo, hi axis.Month, v *value) bool {
	start := r.c.plan.Axis.Start
	switch {
	case !r.spec.Drawn:
		r.problem(n.pos, "date", "write one month", "this date is the same in all futures")
		return false
	case hi <= lo || hi-lo > 600:
		r.problem(n.pos, "date", "the later month comes second", "%s to %s is no interval", lo, hi)
		return false
	case lo <= start && hi > start:
		r.problem(n.pos, "date", "let it begin after "+start.String(), "what is known at the start of the run, %s, cannot also lie after it", start)
		return false
	}
	var values, weights []float64
	for m := lo; m <= hi; m++ {
		values, weights = append(values, float64(m)), append(weights, 1)
	}
	e, _ := dist.Lookup("discrete")
	v.args = dist.Args{"values": values, "weights": weights}
	v.d, _ = e.New(v.args)
	v.name = "months"
	return true
}

func (r *rowReader) month(n *node) (axis.Month, bool) {
	if n.kind != scalar {
		r.problem(n.pos, "date", "write a month, such as 2025-12", "this is not a month")
		return 0, false
	}
	m, err := axis.ParseMonth(n.text)
	if err != nil {
		hint := "write a month, such as 2025-12"
		if len(n.text) > 7 && monthKey.MatchString(n.text[:7]) {
			hint = "headroom counts in months: write " + n.text[:7]
		}
		r.problem(n.pos, "date", hint, "%s", err)
		return 0, false
	}
	return m, true
}

// choice parses an option's name, or weights over names.
func (r *rowReader) choice(n *node) (value, bool) {
	v := value{pos: n.pos, written: flow(n)}
	inner := n
	if n.kind == mapping {
		if n.get("choice") == nil && n.get("value") == nil && r.allOptions(n) {
			return v, r.weights(n, &v)
		}
		var ok bool
		if inner, _, ok = r.unwrap(n, &v); !ok {
			return v, false
		}
		if w := inner.get("choice"); w != nil {
			return v, r.weights(w, &v)
		}
		if inner.kind == mapping && r.allOptions(inner) {
			return v, r.weights(inner, &v)
		}
	}
	if inner.kind != scalar {
		r.problem(inner.pos, "type", "write one of "+strings.Join(r.options(), ", ")+", or {choice: {NAME: WEIGHT, ...}}", "this is not a choice")
		return v, false
	}
	i := slices.Index(r.options(), inner.text)
	if i < 0 {
		r.problem(inner.pos, "choice", suggest(inner.text, r.options()), "there is no option %q", inner.text)
		return v, false
	}
	v.x = float64(i)
	return v, true
}

func (r *rowReader) options() []string {
	var out []string
	for _, o := range r.spec.Options {
		out = append(out, o.Key)
	}
	return out
}

func (r *rowReader) allOptions(n *node) bool {
	for _, k := range n.keys {
		if !slices.Contains(r.options(), k) {
			return false
		}
	}
	return len(n.keys) > 0
}

// weights makes the discrete distribution over option indices, in the order
// of the options whatever the order of writing.
func (r *rowReader) weights(n *node, v *value) bool {
	if n.kind != mapping {
		r.problem(n.pos, "type", "write {NAME: WEIGHT, ...}", "weights are a mapping")
		return false
	}
	weights := make([]float64, len(r.spec.Options))
	values := make([]float64, len(r.spec.Options))
	ok := true
	for i := range values {
		values[i] = float64(i)
	}
	for _, k := range n.keys {
		i := slices.Index(r.options(), k)
		if i < 0 {
			r.problem(n.keyPos[k], "choice", suggest(k, r.options()), "there is no option %q", k)
			ok = false
			continue
		}
		w := rowReader{c: r.c, spec: declare.Spec{Unit: "1"}, path: r.path}
		q, good := w.number(n.kids[k])
		if q.d != nil {
			r.problem(n.kids[k].pos, "type", "write one number", "a weight is certain")
			good = false
		}
		weights[i], ok = q.x, ok && good
	}
	if !ok {
		return false
	}
	e, _ := dist.Lookup("discrete")
	args := dist.Args{"values": values, "weights": weights}
	d, errs := e.New(args)
	for _, err := range errs {
		r.problem(n.pos, "distribution", err.Hint, "%s", err.Error())
	}
	if len(errs) > 0 {
		return false
	}
	v.d, v.name, v.args = d, "discrete", args
	return true
}

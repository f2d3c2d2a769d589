package scenarios

import (
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/couple"
	"github.com/headroom-planner/headroom/solver/result"
)

// stated is the correlation of one pair as written.
type stated struct {
	a, b    int // indices into plan.Uncertain
	x       float64
	pearson bool // of the values; else Spearman's, of their ranks
	how     coupling
	pos     diag.Pos // of the entry
	at      diag.Pos // of its number
}

// correlations reads correlations and makes a copula of every connected group.
func (c *compiler) correlations() {
	slices.SortFunc(c.plan.Uncertain, func(a, b solver.Uncertain) int { return strings.Compare(a.Path, b.Path) })
	n := c.root.get("correlations")
	if n == nil {
		return
	}
	if n.kind != mapping {
		c.problem(n.pos, "correlations", "type", "write correlations: [{inputs: [PATH, PATH], rank: 0.5}]", "correlations is not a list")
		return
	}
	var all []stated
	for _, k := range n.keys {
		all = append(all, c.correlation("correlations."+k, n.kids[k])...)
	}
	for i, s := range all {
		for _, o := range all[:i] {
			if s.a == o.a && s.b == o.b {
				c.problem(s.pos, "correlations", "conflict", "keep one of the two", "%s and %s are correlated twice", c.plan.Uncertain[s.a].Path, c.plan.Uncertain[s.b].Path)
				return
			}
		}
	}
	for _, group := range groups(all, len(c.plan.Uncertain)) {
		c.depend(group, all)
	}
}

// correlation reads one entry: two inputs or more, their correlation and how
// it is brought about.
func (c *compiler) correlation(path string, n *node) []stated {
	if !c.known(n, path, "inputs", "rank", "pearson", "copula", "degrees", "method", "repair", "source", "confidence", "note") {
		return nil
	}
	in, number, pearson := n.get("inputs"), n.get("rank"), n.get("pearson")
	if pearson != nil && number != nil {
		c.problem(n.keyPos["pearson"], path, "conflict", "keep one of the two", "a correlation is of ranks or of values, not both")
		return nil
	}
	if pearson != nil {
		number = pearson
	}
	if in == nil || in.kind != sequence || len(in.items) < 2 || number == nil {
		c.problem(n.pos, path, "missing", "write {inputs: [PATH, PATH], rank: 0.5}", "a correlation needs two inputs or more and their rank correlation")
		return nil
	}
	var at []int
	for _, it := range in.items {
		if i, ok := c.uncertain(path, it); ok {
			if slices.Contains(at, i) {
				c.problem(it.pos, path, "duplicate-key", "name two inputs", "%s is named twice", it.text)
				continue
			}
			at = append(at, i)
		}
	}
	var about about
	x, ok := c.certain(path, number, -couple.MaxCorrelation, couple.MaxCorrelation, "a correlation")
	r := rowReader{c: c, path: path}
	r.about(n, &about)
	how, good := c.coupling(path, n, pearson != nil)
	if !ok || !good || len(at) < len(in.items) {
		return nil
	}
	var out []stated
	var names []string
	for i := range at {
		names = append(names, c.plan.Uncertain[at[i]].Path)
		for j := range i {
			out = append(out, stated{min(at[i], at[j]), max(at[i], at[j]), x, pearson != nil, how, n.pos, number.pos})
		}
	}
	label, key := text.T("Rank correlation of ", "Tương quan hạng của "), path
	if pearson != nil {
		label, key = text.T("Pearson correlation of ", "Tương quan Pearson của "), path+".pearson"
	}
	c.assume(path, label, names, n, number, x, about)
	c.canon.number(key, x)
	if how.copula == studentCopula {
		c.assume(path+".degrees", text.T("Degrees of freedom of the t copula of ", "Bậc tự do của copula t của "), names, n, n.get("degrees"), how.degrees, about)
	}
	how.seal(&c.canon, path)
	return out
}

// certain reads a plain number of a range.
func (c *compiler) certain(path string, n *node, lo, hi float64, what string) (float64, bool) {
	r := rowReader{c: c, spec: declare.Spec{Unit: "1", Min: math.Inf(-1), Max: math.Inf(1)}, path: path}
	v, ok := r.number(n)
	if ok && v.d != nil {
		c.problem(n.pos, path, "type", "write one number", "%s is certain", what)
		return 0, false
	}
	r.spec.Min, r.spec.Max = lo, hi
	return v.x, ok && r.inRange(n.pos, v.x, v.x)
}

// assume enters a number of an entry about several inputs in the register of assumptions.
func (c *compiler) assume(path string, label text.Text, names []string, entry, n *node, x float64, a about) {
	of := strings.Join(names, ", ")
	c.plan.Assumptions = append(c.plan.Assumptions, result.Assumption{Path: path, Label: text.T(label.EN+of, label.VI+of),
		Unit: "1", Written: flow(n), Value: x, P: [3]float64{x, x, x}, Source: a.source, Confidence: a.confidence, Note: a.note, Origin: entry.pos.String()})
}

// uncertain finds a drawn input.
func (c *compiler) uncertain(path string, n *node) (int, bool) {
	var names []string
	for i, u := range c.plan.Uncertain {
		if u.Path == n.text && n.kind == scalar {
			if u.Stream != "" {
				c.problem(n.pos, path, "correlation", "leave it out: rows of a joint table hold its dependence", "%s is drawn from a joint table", n.text)
				return 0, false
			}
			return i, true
		}
		names = append(names, u.Path)
	}
	hint := "give it a distribution, or leave the correlation out"
	if _, certain := c.inputs[n.text]; !certain {
		hint = orHint(suggest(n.text, names), "headroom explain shows which inputs are uncertain")
	}
	c.problem(n.pos, path, "correlation", hint, "%s is not an uncertain input of this scenario", orHint(n.text, "this"))
	return 0, false
}

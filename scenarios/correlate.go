package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/dist"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/rng"
	"github.com/headroom-planner/headroom/solver/sample"
	"github.com/headroom-planner/headroom/solver/sense"
	"gonum.org/v1/gonum/mat"
)

// pairSep stands between the inputs in the name of a correlation.
const pairSep = " ~ "

// pairs turns the list of correlations of a layer into a mapping named by the
// inputs, so that layers merge pair by pair and none is lost in silence.
func (l *loader) pairs(root *node) {
	list := root.get("correlations")
	if list == nil || list.kind != sequence {
		return
	}
	out := newMap(list.pos)
	for i, it := range list.items {
		name := fmt.Sprintf("#%d", i+1) // what is wrong with it is said when it is compiled
		if in := it.get("inputs"); in != nil && in.kind == sequence {
			var paths []string
			for _, p := range in.items {
				paths = append(paths, p.text)
			}
			slices.Sort(paths)
			name = strings.Join(paths, pairSep)
		}
		if old, twice := out.keyPos[name]; twice {
			l.fail(it.pos, "duplicate-key", "keep one of the two", "the correlation of %s was given before, at line %d", strings.ReplaceAll(name, pairSep, " and "), old.Line)
			continue
		}
		out.put(name, it.pos, it)
	}
	root.put("correlations", root.keyPos["correlations"], out)
}

// stated is one rank correlation as written.
type stated struct {
	a, b int // indices into plan.Uncertain
	rank float64
	pos  diag.Pos
}

// correlations reads rank correlations and makes a copula of every connected group.
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
		c.copula(group, all)
	}
}

func (c *compiler) correlation(path string, n *node) []stated {
	if !c.known(n, path, "inputs", "rank", "source", "confidence", "note") {
		return nil
	}
	in, rank := n.get("inputs"), n.get("rank")
	if in == nil || in.kind != sequence || len(in.items) < 2 || rank == nil {
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
	r := rowReader{c: c, spec: declare.Spec{Unit: "1", Min: -0.999, Max: 0.999}, path: path}
	v, ok := r.number(rank)
	if ok && v.d != nil {
		c.problem(rank.pos, path, "type", "write one number", "a correlation is certain")
		ok = false
	}
	var about about
	r.about(n, &about)
	if !ok || len(at) < len(in.items) {
		return nil
	}
	var out []stated
	var names []string
	for i := range at {
		names = append(names, c.plan.Uncertain[at[i]].Path)
		for j := range i {
			out = append(out, stated{min(at[i], at[j]), max(at[i], at[j]), v.x, n.pos})
		}
	}
	label := strings.Join(names, ", ")
	c.plan.Assumptions = append(c.plan.Assumptions, result.Assumption{Path: path, Label: text.T("Rank correlation of "+label, "Tương quan hạng của "+label),
		Unit: "1", Written: flow(rank), Value: v.x, P: [3]float64{v.x, v.x, v.x}, Source: about.source, Confidence: about.confidence, Note: about.note, Origin: n.pos.String()})
	c.canon.number(path, v.x)
	return out
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

// groups returns the connected groups, members in the order in which pairs name them.
func groups(all []stated, n int) [][]int {
	of := make([]int, n)
	for i := range of {
		of[i] = i
	}
	for _, s := range all {
		from, to := of[s.b], of[s.a]
		for i := range of {
			if of[i] == from {
				of[i] = to
			}
		}
	}
	var out [][]int
	where := map[int]int{}
	for _, s := range all {
		for _, m := range []int{s.a, s.b} {
			g, ok := where[of[m]]
			if !ok {
				g = len(out)
				where[of[m]] = g
				out = append(out, nil)
			}
			if !slices.Contains(out[g], m) {
				out[g] = append(out[g], m)
			}
		}
	}
	return out
}

// copula turns Spearman's rank correlations into those of the normals behind
// them, r = 2 sin(pi rank / 6) (Pearson 1907), and factors the matrix. One that no numbers can
// have names the pairs that contradict each other.
func (c *compiler) copula(members []int, all []stated) {
	n := len(members)
	r := mat.NewSymDense(n, nil)
	for i := range n {
		r.SetSym(i, i, 1)
	}
	pos := map[[2]int]stated{}
	for _, s := range all {
		i, j := slices.Index(members, s.a), slices.Index(members, s.b)
		if i >= 0 && j >= 0 {
			r.SetSym(i, j, 2*math.Sin(math.Pi*s.rank/6))
			pos[[2]int{min(i, j), max(i, j)}] = s
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(r) || chol.Cond() > 1e12 {
		c.contradiction(members, r, pos)
		return
	}
	var l mat.TriDense
	chol.LTo(&l)
	cop := solver.Copula{Members: members, Lower: make([][]float64, n)}
	for i := range n {
		for j := range i + 1 {
			cop.Lower[i] = append(cop.Lower[i], l.At(i, j))
		}
	}
	c.plan.Copulas = append(c.plan.Copulas, cop)
	for _, s := range all { // in the order of the scenario
		if slices.Contains(members, s.a) && slices.Contains(members, s.b) {
			c.steps(s)
		}
	}
}

// steps warns where inputs of few values cannot reach the rank correlation
// that was asked for: ties have no order.
func (c *compiler) steps(s stated) {
	a, b := &c.plan.Uncertain[s.a], &c.plan.Uncertain[s.b]
	if !stepped(a.Dist) && !stepped(b.Dist) {
		return
	}
	const n = 8192
	x, y := make([]float64, n), make([]float64, n)
	sample.Linear(0, 1, rng.Stream("steps, a"), x)
	sample.Linear(1, 1, rng.Stream("steps, b"), y)
	dist.Scores(x)
	dist.Scores(y)
	r := 2 * math.Sin(math.Pi*s.rank/6)
	for i := range y {
		y[i] = r*x[i] + math.Sqrt(1-r*r)*y[i]
	}
	dist.Ranks(x)
	dist.Ranks(y)
	for i := range x {
		x[i], y[i] = a.Dist.Quantile(x[i]), b.Dist.Quantile(y[i])
	}
	if got := sense.Spearman(x, y); math.Abs(got-s.rank) > 0.02 {
		c.plan.Warnings = append(c.plan.Warnings, result.Warning{Code: "rank-not-reached", Text: text.T(
			fmt.Sprintf("The rank correlation %g of %s and %s reaches %.2f only: one of them takes few values.", s.rank, a.Path, b.Path, got),
			fmt.Sprintf("Tương quan hạng %g của %s và %s chỉ đạt %.2f: một trong hai đầu vào chỉ nhận ít giá trị.", s.rank, a.Path, b.Path, got))})
	}
}

// stepped reports whether a distribution takes few values.
func stepped(d dist.Dist) bool {
	seen := map[float64]bool{}
	const n = 64
	for i := range n {
		seen[d.Quantile((float64(i)+0.5)/n)] = true
	}
	return len(seen) < n*3/4
}

// contradiction names the pairs that make the least eigenvalue negative: with
// v its eigenvector, pair (i, j) contributes 2 r v_i v_j.
func (c *compiler) contradiction(members []int, r *mat.SymDense, pos map[[2]int]stated) {
	var e mat.EigenSym
	if !e.Factorize(r, true) {
		return
	}
	var v mat.Dense
	e.VectorsTo(&v)
	var names []string
	var at diag.Pos
	n := len(members)
	for i := range n {
		for j := i + 1; j < n; j++ {
			s, ok := pos[[2]int{i, j}]
			if !ok || 2*r.At(i, j)*v.At(i, 0)*v.At(j, 0) > -0.1 {
				continue
			}
			names = append(names, fmt.Sprintf("%s with %s (%g)", c.plan.Uncertain[s.a].Path, c.plan.Uncertain[s.b].Path, s.rank))
			if at.Line == 0 || s.pos.Line > at.Line {
				at = s.pos
			}
		}
	}
	c.problem(at, "correlations", "correlation", "bring one of them nearer to 0, or add the missing pairs", "no numbers can be correlated like this (least eigenvalue %.3g): %s",
		e.Values(nil)[0], strings.Join(names, "; "))
}

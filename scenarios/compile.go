package scenarios

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/headroom-planner/headroom/solver/sample"
)

type (
	section = declare.Section[model.Params]
	row     = declare.Row[model.Params]
)

// topKeys are the keys of a compiled scenario beside its domains. What a
// layer says of itself (version, numbers, extends) and its variants (overrides,
// scenarios) are gone by then.
var topKeys = []string{"title", "description", "knowledge_date", "time", "simulation", "structure", "correlations", "joint", "metrics", "targets", "history"}

// layerKeys are those that are gone.
var layerKeys = []string{"version", "numbers", "extends", "overrides", "scenarios"}

// ownLayer is the hint for a key that speaks of the layer it stands in, where
// it came from elsewhere.
func ownLayer(k string) string {
	if slices.Contains(layerKeys, k) {
		return k + " speaks of one file: write it there"
	}
	return ""
}

// compiler holds what one compilation gathers.
type compiler struct {
	root     *node // a copy of the document's: compiling moves structure to its choices
	problems diag.List
	sections []section
	domains  []string
	names    map[string][]string // members of each named section, in order
	base     *model.Params
	plan     *solver.Plan
	canon    canonical
	inputs   map[string]input // numbers by path, for expressions and correlations
	derived  []*derivation
	joints   map[string]*node // columns of joint tables, by name
	member   text.Text        // what the member is called that is read now

	absentParts []absentPart // that inputs are written of
}

func (c *compiler) problem(pos diag.Pos, path, code, hint, format string, a ...any) {
	c.problems = append(c.problems, diag.Problem{Pos: pos, Severity: diag.Error, Code: code, Path: path,
		Message: fmt.Sprintf(format, a...), Hint: hint})
}

// Compile checks the whole document and makes the plan. Every problem is
// reported; the plan is nil when any is an error.
func (d *Document) Compile() (*solver.Plan, diag.List) {
	c := &compiler{root: d.root.clone(), sections: model.Inputs(), names: map[string][]string{},
		base: &model.Params{}, plan: &solver.Plan{System: solver.Coupled, Name: d.name}}
	for _, s := range c.sections {
		if !s.Named {
			c.domains = append(c.domains, s.Path)
		}
	}
	c.top()
	c.structure()
	c.joint()
	for _, dom := range c.domains {
		c.members(dom)
	}
	for _, dom := range c.domains {
		c.domain(dom)
	}
	c.zones()
	c.plantModels()
	c.ups()
	c.bands()
	c.gpus()
	c.derive()
	c.correlations()
	c.layout()
	c.probe()
	c.metrics()
	c.targets()
	c.keeps()
	c.history()
	c.problems.Sort()
	if c.problems.HasErrors() {
		return nil, c.problems
	}
	c.finish()
	return c.plan, c.problems
}

// finish sorts what was gathered and seals the plan.
func (c *compiler) finish() {
	p := c.plan
	model.Prepare(c.base)
	p.Base = c.base
	slices.SortFunc(p.Uncertain, func(a, b solver.Uncertain) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(p.Assumptions, func(a, b result.Assumption) int { return strings.Compare(a.Path, b.Path) })
	c.canon.members = c.names
	c.warn()
	c.asks()
	c.checks()
	p.Canonical, p.Hash = c.canon.seal(p)
}

// top reads the keys beside the domains.
func (c *compiler) top() {
	root := c.root
	allowed := append(slices.Clone(topKeys), c.domains...)
	known := append(slices.Clone(layerKeys), allowed...)
	for _, k := range root.keys {
		if !slices.Contains(allowed, k) {
			c.problem(root.keyPos[k], "", "unknown-key", orHint(ownLayer(k), orHint(suggest(k, known), "the parts are "+strings.Join(known, ", "))), "%s is not a part of a scenario", k)
		}
	}
	c.plan.Title = c.words(root.get("title"), "title")
	c.words(root.get("description"), "description")
	if !c.plan.Title.Complete() {
		pos := root.pos
		if t := root.get("title"); t != nil {
			pos = t.pos
		}
		c.problem(pos, "title", "missing", "add title: {en: ..., vi: ...}", "the scenario has no title in both languages")
	}
	c.knowledge(root.get("knowledge_date"))
	c.time(root.get("time"))
	c.simulation(root.get("simulation"))
}

var dayOrMonth = regexp.MustCompile(`^\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?$`)

func (c *compiler) knowledge(n *node) {
	if n == nil {
		return
	}
	if !dayOrMonth.MatchString(n.text) {
		c.problem(n.pos, "knowledge_date", "date", "write the last day of the evidence, such as 2025-10-31", "%q is not a date", n.text)
	}
	c.plan.Knowledge = n.text
}

// known reports keys of a group that it does not have.
func (c *compiler) known(n *node, path string, keys ...string) bool {
	if n.kind != mapping {
		c.problem(n.pos, path, "type", path+" has "+strings.Join(keys, ", "), "%s is not a mapping", path)
		return false
	}
	for _, k := range n.keys {
		if !slices.Contains(keys, k) {
			c.problem(n.keyPos[k], path, "unknown-key", suggest(k, keys), "%s has no %s", path, k)
		}
	}
	return true
}

// words reads text in both languages and reports others.
func (c *compiler) words(n *node, path string) text.Text {
	if n != nil && n.kind != scalar {
		c.known(n, path, "en", "vi")
	}
	return words(n)
}

func (c *compiler) time(n *node) {
	const hint = "add time: {start: 2025-10, end: 2030-12, step: month}"
	if n == nil {
		c.problem(c.root.pos, "time", "missing", hint, "the scenario has no time")
		return
	}
	if !c.known(n, "time", "start", "end", "step") {
		return
	}
	if s := n.get("step"); s != nil && s.text != "month" {
		c.problem(s.pos, "time.step", "choice", "write step: month", "the step %q is not known", s.text)
	}
	var ends [2]axis.Month
	ok := true
	for i, k := range []string{"start", "end"} {
		r := rowReader{c: c, spec: declare.Spec{}, path: "time." + k}
		kid := n.get(k)
		if kid == nil {
			c.problem(n.pos, "time."+k, "missing", hint, "%s is missing", k)
			ok = false
			continue
		}
		m, good := r.month(kid)
		ends[i], ok = m, ok && good
	}
	if !ok {
		return
	}
	steps := int(ends[1]-ends[0]) + 1
	if steps < 2 || steps > 600 {
		c.problem(n.get("end").pos, "time.end", "range", "a run has 2 to 600 months", "%s to %s is %d months", ends[0], ends[1], steps)
		return
	}
	c.plan.Axis = axis.Axis{Start: ends[0], Steps: steps}
	c.base.Axis = c.plan.Axis
}

// MostDraws is the largest number of draws of a run.
const MostDraws = 100_000_000

func (c *compiler) simulation(n *node) {
	const hint = "add simulation: {draws: 10000, seed: 57, design: mc}"
	if n == nil {
		c.problem(c.root.pos, "simulation", "missing", hint, "the scenario has no simulation")
		return
	}
	if !c.known(n, "simulation", "draws", "seed", "design", "replicates", "keep") {
		return
	}
	for _, k := range []string{"draws", "seed"} {
		if n.get(k) == nil {
			c.problem(n.pos, "simulation."+k, "missing", hint, "%s is missing: results must not depend on the clock", k)
		}
	}
	if s := n.get("seed"); s != nil {
		x, err := strconv.ParseUint(s.text, 10, 64)
		if err != nil || s.kind != scalar || (len(s.text) > 1 && s.text[0] == '0') {
			c.problem(s.pos, "simulation.seed", "type", "write a whole number from 0", "%q is not a seed", s.text)
		}
		c.plan.Seed = x
	}
	if s := n.get("draws"); s != nil {
		x, err := strconv.Atoi(s.text)
		if err != nil || x < 1 || x > MostDraws || s.text[0] == '0' || s.text[0] == '+' {
			c.problem(s.pos, "simulation.draws", "range", fmt.Sprintf("write a whole number from 1 to %d", MostDraws), "%q is not a number of draws", s.text)
		}
		c.plan.Draws = x
	}
	c.plan.Design = sample.MC
	if s := n.get("design"); s != nil {
		d, err := sample.Parse(s.text)
		if err != nil {
			c.problem(s.pos, "simulation.design", "choice", suggest(s.text, sample.Names()), "%s", err)
		}
		c.plan.Design = d
	}
	c.plan.Replicates = sample.Replicates
	if c.plan.Design == sample.MC {
		c.plan.Replicates = 1
	}
	if s := n.get("replicates"); s != nil {
		x, err := strconv.Atoi(s.text)
		if err != nil || x < 1 || x > 64 {
			c.problem(s.pos, "simulation.replicates", "range", "write a whole number from 1 to 64", "%q is not a number of replicates", s.text)
			return
		}
		c.plan.Replicates = x
	}
}

// layout checks that the design has points in the scenario's dimensions.
func (c *compiler) layout() {
	n := c.root.get("simulation")
	var e *sample.LayoutError
	if n == nil || n.kind != mapping || c.plan.Draws < 1 || !errors.As(c.plan.Check(len(c.plan.Uncertain)), &e) {
		return
	}
	pos := n.pos
	if d := n.get("design"); d != nil {
		pos = d.pos
	}
	c.problem(pos, "simulation", "design", e.Hint, "%s", e.Msg)
}

// structure moves model-form weights to the choices they speak of.
func (c *compiler) structure() {
	n := c.root.get("structure")
	if n == nil {
		return
	}
	if n.kind != mapping {
		c.problem(n.pos, "structure", "type", "write structure: {mobile.forecast: {trend: 0.5, plan: 0.5}}", "structure is not a mapping")
		return
	}
	var choices []string
	for _, s := range c.sections {
		for _, r := range s.Rows {
			if r.Kind == declare.Choice && !s.Named {
				choices = append(choices, s.Path+"."+r.Key)
			}
		}
	}
	for _, k := range n.keys {
		if !slices.Contains(choices, k) {
			c.problem(n.keyPos[k], "structure", "unknown-key", orHint(suggest(k, choices), "one of "+strings.Join(choices, ", ")), "%s is not a choice between model forms", k)
			continue
		}
		dom, rest, _ := strings.Cut(k, ".")
		at := c.root.get(dom)
		if at == nil || at.kind != mapping {
			c.problem(n.keyPos[k], "structure", "absent-domain", "add "+dom+":, or leave the structure out", "the scenario has no %s", dom)
			continue
		}
		kid := n.kids[k]
		v := newMap(kid.pos)
		switch {
		case kid.kind != mapping:
			v.put("value", kid.pos, kid)
		case kid.get("choice") != nil || kid.get("value") != nil:
			v = kid
		default:
			v.put("choice", kid.pos, kid)
		}
		c.keepWords(at, strings.Split(rest, "."), v)
		putPath(at, strings.Split(rest, "."), n.keyPos[k], v)
	}
}

// keepWords keeps the source, note and confidence that stand at the choice.
func (c *compiler) keepWords(at *node, parts []string, v *node) {
	old, _ := find(at, parts, at.pos)
	for _, k := range []string{"source", "confidence", "note", "cite"} {
		if kid := old.get(k); kid != nil && v.get(k) == nil {
			v.put(k, old.keyPos[k], kid)
		}
	}
}

func putPath(at *node, parts []string, pos diag.Pos, v *node) {
	for _, p := range parts[:len(parts)-1] {
		kid := at.get(p)
		if kid == nil || kid.kind != mapping {
			kid = newMap(pos)
			at.put(p, pos, kid)
		}
		at = kid
	}
	at.put(parts[len(parts)-1], pos, v)
}

// label joins what a member is called and the row's words.
func (c *compiler) label(member string, t text.Text) text.Text {
	if member == "" {
		return t
	}
	return text.T(c.member.EN+": "+t.EN, c.member.VI+": "+t.VI)
}

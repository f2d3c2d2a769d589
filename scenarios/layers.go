package scenarios

import (
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
)

// FormatVersion is the version of the scenario language. A layer that states
// an older one is brought forward by migrations; a newer one is refused.
//
//	1  the first: values with sources, seven distributions, structure, targets, history
//	2  correlations, joint tables, expressions, metrics, variants, number formats, dates as intervals
const FormatVersion = 2

// migrations[v] brings a layer from version v to v+1. Version 2 took nothing
// away and gave nothing another meaning.
var migrations = map[int]func(*node){
	1: func(*node) {},
}

// version reads the version a layer states, checks it and brings the layer
// forward. A layer without one is read as the current version.
func (l *loader) version(root *node) {
	v := root.get("version")
	if v == nil {
		return
	}
	root.drop("version")
	n, err := strconv.Atoi(v.text)
	switch {
	case v.kind != scalar || err != nil || n < 1:
		l.fail(v.pos, "version", "write version: "+strconv.Itoa(FormatVersion), "format version %s is not known", flow(v))
	case n > FormatVersion:
		l.fail(v.pos, "version", "use a newer headroom, or write version: "+strconv.Itoa(FormatVersion), "the layer is written for format version %d; this program reads up to %d", n, FormatVersion)
	default:
		for ; n < FormatVersion; n++ {
			migrations[n](root)
		}
	}
}

// variants applies the overrides that a request names, one after the other: a
// scenario of the document stands for a list of overrides. at says where each is named; beyond it is the command line.
func variants(root *node, with []string, at []diag.Pos, problems *diag.List) *node {
	overrides, lists := root.get("overrides"), root.get("scenarios")
	root.drop("overrides")
	root.drop("scenarios")
	l := &loader{}
	for i, n := range []*node{overrides, lists} {
		if n == nil || n.kind != mapping {
			continue
		}
		for _, k := range n.keys {
			if n.kids[k].kind == null { // there is none below that it takes away
				l.fail(n.kids[k].pos, "type", variantForms[i].hint, "%s.%s has the wrong form", variantForms[i].key, k)
			}
		}
	}
	var apply func(name string, pos diag.Pos, chain []string)
	apply = func(name string, pos diag.Pos, chain []string) {
		switch o, s := overrides.get(name), lists.get(name); {
		case slices.Contains(chain, name):
			l.fail(pos, "extends-cycle", "take one of them away", "scenario %s holds itself", name)
		case s != nil && s.kind == sequence:
			for _, it := range s.items {
				apply(it.text, it.pos, append(chain, name))
			}
		case o != nil && o.kind == mapping:
			layer := o.clone()
			release(root, layer)
			root = merge(root, layer)
		default:
			l.fail(pos, "unknown-variant", orHint(suggest(name, variantNames(overrides, lists)), "add it under overrides: or scenarios:"), "the scenario has no variant %q", name)
		}
	}
	for i, w := range with {
		pos := diag.Pos{File: "--with", Line: 1, Col: i + 1}
		if i < len(at) {
			pos = at[i]
		}
		for _, name := range strings.Split(w, ",") {
			apply(strings.TrimSpace(name), pos, nil)
		}
	}
	*problems = append(*problems, l.problems...)
	return root
}

func variantNames(overrides, lists *node) []string {
	var out []string
	for _, n := range []*node{lists, overrides} {
		if n != nil && n.kind == mapping {
			out = append(out, n.keys...)
		}
	}
	return out
}

// variantForms are the kinds of variants and how they are written.
var variantForms = []struct {
	key  string
	kind kind
	hint string
}{{"overrides", mapping, "write overrides: {fast: {mobile: {...}}}"}, {"scenarios", sequence, "write scenarios: {bold: [fast, rich]}"}}

// forms checks the shape of what variants hold, whether or not one is asked for. null takes
// away a variant of a layer below, which may make no sense in this one; [variants] refuses it where there is none.
func (l *loader) forms(root *node) {
	for _, c := range variantForms {
		n := root.get(c.key)
		if n == nil {
			continue
		}
		if n.kind != mapping {
			l.fail(n.pos, "type", c.hint, "%s is not a mapping by name", c.key)
			root.drop(c.key)
			continue
		}
		for _, k := range slices.Clone(n.keys) {
			kid, at := n.kids[k], n.keyPos[k]
			if kid.kind != c.kind && kid.kind != null {
				l.fail(kid.pos, "type", c.hint, "%s.%s has the wrong form", c.key, k)
				n.drop(k)
			} else if o := root.get("overrides"); c.key == "scenarios" && o != nil && o.get(k) != nil {
				l.fail(at, "duplicate-key", "give one of the two another name", "%s is an override and a scenario", k)
			}
			if !memberName.MatchString(k) {
				l.fail(at, "name", "use lower-case letters, digits and hyphens", "%q is not a name", k)
			}
		}
	}
}

// envPrefix begins the names of environment variables that set an input; two
// underscores stand for a dot: HEADROOM_SET__mobile__sites_4g=120000.
const envPrefix = "HEADROOM_SET__"

// environment turns HEADROOM_SET__... into layers, in the order of their
// names. A shell allows no hyphen in a name, so a member's are underscores.
func (l *loader) environment(env []string) {
	env = slices.Clone(env)
	slices.Sort(env)
	for _, e := range env {
		name, value, ok := strings.Cut(e, "=")
		if !ok || !strings.HasPrefix(name, envPrefix) {
			continue
		}
		parts := strings.Split(strings.ToLower(strings.TrimPrefix(name, envPrefix)), "__")
		if len(parts) > 2 && collections()[parts[0]+"."+parts[1]] {
			parts[2] = strings.ReplaceAll(parts[2], "_", "-")
		}
		if n := l.assign(name, len(name)+1, parts, value); n != nil {
			l.layers = append(l.layers, n)
		}
	}
}

// Variant compiles the document with one of its variants.
func (d *Document) Variant(name string) (*Document, *solver.Plan, diag.List) {
	req := d.request
	req.With = []string{name}
	doc, problems := Load(req)
	if doc == nil {
		return nil, nil, problems
	}
	plan, more := doc.Compile()
	problems = append(problems, more...)
	if problems.HasErrors() {
		plan = nil
	}
	return doc, plan, problems
}

// Variants lists the named variants of the document: scenarios, then overrides.
func (d *Document) Variants() []string { return d.variants }

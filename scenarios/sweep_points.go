package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/sweep"
)

// Varies says what axis i varies: "path" with the path of an input or a structure, "overlay" or "variant".
func (s *Sweep) Varies(i int) (kind, path string) {
	return s.axes[i].kind, strings.Join(s.axes[i].parts, ".")
}

// Title is what readers call axis i, empty where the file does not say. It decides no number.
func (s *Sweep) Title(i int) text.Text { return s.axes[i].title }

// Compile makes the plan of a point. Problems have the positions of the sweep file where a value of
// it is wrong. It may be called from several goroutines.
func (s *Sweep) Compile(p sweep.Point) (*solver.Plan, diag.List) {
	_, plan, problems := s.Document(p)
	return plan, problems
}

// Document is Compile with the merged scenario of the point.
func (s *Sweep) Document(p sweep.Point) (*Document, *solver.Plan, diag.List) {
	req := Request{Names: slices.Clone(s.scenario), With: slices.Clone(s.with), withAt: slices.Clone(s.withAt), Env: s.request.Env, Sets: s.request.Sets,
		Draws: s.draws, Seed: s.seed, Design: s.request.Design, Read: s.request.Read, over: s.over(p), variants: s.variants, from: s.file}
	if s.request.Draws > 0 {
		req.Draws = s.request.Draws
	}
	if s.request.Seed != nil {
		req.Seed = s.request.Seed
	}
	for i, label := range p.Labels {
		switch x := &s.axes[i]; x.kind {
		case "overlay":
			req.Names = append(req.Names, x.overlays[label]...)
		case "variant":
			if label != "" && label != "none" {
				req.With, req.withAt = append(req.With, label), append(req.withAt, x.at[label])
			}
		}
	}
	doc, problems := Load(req)
	if doc == nil {
		return nil, nil, problems
	}
	problems = append(problems, s.unknownVariants(p, doc)...)
	plan, more := doc.Compile()
	problems = append(problems, more...)
	if plan != nil {
		problems = append(problems, s.kept(plan)...)
	}
	if problems.Sort(); problems.HasErrors() {
		return doc, nil, problems
	}
	return doc, plan, problems
}

// unknownVariants are the labels of axes over variants that no point can have, whichever point is at hand, so that the
// first one tells. Overlays bring variants of their own: where some axis has them only the point itself can tell.
func (s *Sweep) unknownVariants(p sweep.Point, doc *Document) diag.List {
	if slices.ContainsFunc(s.axes, func(x sweepAxis) bool { return x.kind == "overlay" }) {
		return nil
	}
	r := &sweepReader{}
	for i := range s.axes {
		x := &s.axes[i]
		for label, at := range x.at {
			for _, name := range strings.Split(label, ",") {
				if name = strings.TrimSpace(name); label != "none" && label != p.Labels[i] && !slices.Contains(doc.variants, name) {
					r.fail(at, "unknown-variant", orHint(suggest(name, doc.variants), "add it under overrides: or scenarios:"), "the scenario has no variant %q", name)
				}
			}
		}
	}
	return r.problems
}

// over are the layers of a point's values, in the order of axes.
func (s *Sweep) over(p sweep.Point) []*node {
	var out []*node
	for i, label := range p.Labels {
		x := &s.axes[i]
		if x.kind != "path" || label == "" {
			continue
		}
		n := x.values[label].clone()
		if n == nil {
			n = newScalar(x.pos, label) // a number of a range
		}
		for _, part := range slices.Backward(x.parts) {
			m := newMap(x.pos)
			m.put(part, x.pos, n)
			n = m
		}
		out = append(out, n)
	}
	return out
}

// Origins gives everything that decides the numbers of the sweep, as facts that can be compared later:
// what the files say, not how, except scenarios of the user's own, which count by their bytes. build is the program's.
func (s *Sweep) Origins(build []durable.Fact) (sweep.Identity, error) {
	id := sweep.Identity{Name: s.Name, Points: len(s.Points)}
	fact := func(name, value string) { id.Facts = append(id.Facts, durable.Fact{Name: name, Value: value}) }
	id.Facts = append(id.Facts, build...)
	fact("scenario", strings.Join(s.scenario, ", "))
	if len(s.with) > 0 {
		fact("with", strings.Join(s.with, ", "))
	}
	if n := max(s.request.Draws, 0); n > 0 || s.draws > 0 {
		if n == 0 {
			n = s.draws
		}
		fact("draws", strconv.Itoa(n))
	}
	seed := s.request.Seed
	if seed == nil {
		seed = s.seed
	}
	if seed != nil {
		fact("seed", strconv.FormatUint(*seed, 10))
	}
	if s.request.Design != "" {
		fact("design of draws", s.request.Design)
	}
	for i, v := range s.request.Sets {
		fact(fmt.Sprintf("--set %d", i+1), v)
	}
	for _, e := range slices.Sorted(slices.Values(s.request.Env)) {
		if strings.HasPrefix(e, envPrefix) {
			name, value, _ := strings.Cut(e, "=")
			fact(name, value)
		}
	}
	for i := range s.axes {
		a, x := &s.Spec.Axes[i], &s.axes[i]
		id.Axes = append(id.Axes, a.Name)
		if scale, ok := scaleOf(a, x); ok {
			id.Scales = append(id.Scales, scale)
		}
		fact("axis "+a.Name, s.describe(a, x))
	}
	for _, z := range s.Spec.Zips {
		fact("zip", strings.Join(z, ", "))
	}
	if d := s.Spec.Design; d.Kind != "" {
		fact("design of points", strings.TrimSpace(fmt.Sprintf("%s %s", d.Kind, digits(d))))
	}
	for i, m := range s.Spec.List {
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(m)) {
			parts = append(parts, k+": "+m[k])
		}
		fact(fmt.Sprintf("point %d of the list", i+1), strings.Join(parts, ", "))
	}
	for i, v := range s.variants {
		if v != nil {
			fact([]string{"overrides", "scenarios"}[i], flow(v))
		}
	}
	for i, k := range s.Keep.Metrics {
		fact(fmt.Sprintf("keep metric %d", i+1), k.Metric+"["+k.Entity+"]")
	}
	for i, m := range s.Keep.Months {
		fact(fmt.Sprintf("keep month %d", i+1), m.String())
	}
	files, err := s.files()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fact("file "+name, files[name])
	}
	return id, err
}

func digits(d sweep.Design) string {
	if d.Kind == sweep.Grid {
		return ""
	}
	return fmt.Sprintf("%d, seed %d", d.Points, d.Seed)
}

func (s *Sweep) describe(a *sweep.Axis, x *sweepAxis) string {
	var parts []string
	for _, l := range a.Labels {
		switch v := x.values[l]; {
		case v != nil && (v.kind != scalar || v.text != l):
			l += ": " + flow(v)
		case x.kind == "overlay" && len(x.overlays[l]) > 0 && !slices.Equal(x.overlays[l], []string{l}):
			l += ": " + strings.Join(x.overlays[l], " + ")
		}
		parts = append(parts, l)
	}
	out := x.kind + " " + strings.Join(x.parts, ".") + " = " + strings.Join(parts, "; ")
	if g := a.Range; g != nil {
		out += fmt.Sprintf("%s to %s, log %t", g.Label(g.Lo), g.Label(g.Hi), g.Log)
	}
	for _, c := range a.When {
		out += " when " + c.Axis + " in " + strings.Join(c.Labels, "; ")
	}
	return out
}

// files hashes every file of the user's that any point reads.
func (s *Sweep) files() (map[string]string, error) {
	out := map[string]string{}
	names := slices.Clone(s.scenario)
	for i := range s.axes {
		for _, l := range slices.Sorted(maps.Keys(s.axes[i].overlays)) {
			names = append(names, s.axes[i].overlays[l]...)
		}
	}
	var failed error
	read := func(file string) ([]byte, error) {
		b, err := s.request.Read(file)
		if err == nil {
			h := sha256.Sum256(b)
			name := file // as it is named from the sweep file, wherever the program was started
			if rel, e := filepath.Rel(filepath.Dir(s.file), file); e == nil {
				name = filepath.ToSlash(rel)
			}
			out[name] = hex.EncodeToString(h[:8])
		}
		return b, err
	}
	for i := range s.axes { // tables that values bring
		for _, l := range slices.Sorted(maps.Keys(s.axes[i].values)) {
			if v := s.axes[i].values[l]; v.kind == mapping {
				labels := make([]string, len(s.axes))
				labels[i] = l
				Load(Request{Names: s.scenario[:1], Read: read, from: s.file, over: s.over(sweep.Point{Labels: labels})})
			}
		}
	}
	if s.variants[0] != nil {
		for _, name := range s.variants[0].keys {
			n := s.variants[0].kids[name].clone()
			l := &loader{read: read}
			l.series(n)
		}
	}
	for _, n := range names {
		if _, problems := Load(Request{Names: []string{n}, Read: read, from: s.file}); problems.HasErrors() {
			// An overlay alone may have problems; what cannot be read has them in its points too.
			for _, p := range problems {
				if p.Code == "unknown-scenario" && failed == nil {
					failed = fmt.Errorf("%s", p.Message)
				}
			}
		}
	}
	return out, failed
}

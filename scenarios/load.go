// Package scenarios turns YAML documents into a solver.Plan.
//
// A document is a stack of layers: what it extends, the document, overlays,
// --set. Layers merge by key, every merged value remembers where it was
// written, and all problems are reported together, with positions and hints.
// No package below this one knows YAML or positions.
package scenarios

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/scenarios/library"
)

// Request says which scenario to load.
type Request struct {
	Names  []string                     // shipped names or files; later ones are overlays
	With   []string                     // variants of the document to apply: names of scenarios or overrides
	Env    []string                     // NAME=VALUE; those that begin with HEADROOM_SET__ are layers
	Sets   []string                     // path=value, the last layers
	Draws  int                          // 0: the scenario's
	Seed   *uint64                      // nil: the scenario's
	Design string                       // "": the scenario's
	Merged bool                         // the document was merged by a run, with its tables in it: it may be large
	Read   func(string) ([]byte, error) // reads files; nil when only shipped scenarios may be named

	// What a sweep adds.
	from     string     // the sweep file: names of files are beside it
	over     []*node    // layers over the documents and their variants, below what a command line sets
	variants [2]*node   // overrides and scenarios, over those of the documents
	withAt   []diag.Pos // where each of With is written
}

// Document is a merged scenario with the origin of every value.
type Document struct {
	name     string
	root     *node
	variants []string
	request  Request
}

// Info describes a shipped scenario.
type Info struct {
	Name               string
	Title, Description text.Text
	Extends            []string
}

// Library lists the shipped scenarios that can be run, by name.
func Library() []Info {
	var out []Info
	for _, name := range libraryNames() {
		var problems diag.List
		n := parse(name+".yaml", shipped(name), &problems)
		if n.get("title") == nil {
			continue // a layer of library data, or the facts
		}
		info := Info{Name: name, Title: words(n.get("title")), Description: words(n.get("description"))}
		if e := n.get("extends"); e != nil {
			for _, it := range e.items {
				info.Extends = append(info.Extends, it.text)
			}
		}
		out = append(out, info)
	}
	return out
}

func libraryNames() []string {
	entries, err := fs.ReadDir(library.FS, ".")
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if n, ok := strings.CutSuffix(e.Name(), ".yaml"); ok {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

func shipped(name string) []byte {
	b, err := library.FS.ReadFile(name + ".yaml")
	if err != nil {
		return nil
	}
	return b
}

func words(n *node) text.Text {
	if n == nil {
		return text.Text{}
	}
	if n.kind == scalar {
		return text.T(n.text, n.text)
	}
	t := text.Text{}
	if e := n.get("en"); e != nil {
		t.EN = e.text
	}
	if v := n.get("vi"); v != nil {
		t.VI = v.text
	}
	return t
}

// Load reads and merges the layers of a request. The document is nil when a
// layer cannot be read at all.
func Load(req Request) (*Document, diag.List) {
	l := &loader{read: req.Read, most: maxBytes, done: map[string]bool{}}
	if req.Merged {
		l.most = math.MaxInt
	}
	if len(req.Names) == 0 {
		l.fail(diag.Pos{File: "command line", Line: 1, Col: 1}, "missing", "name a shipped scenario or a file", "no scenario was named")
		return nil, l.problems
	}
	whole := true
	for i, name := range req.Names {
		at := diag.Pos{File: "command line", Line: 1, Col: i + 1}
		whole = l.layer(name, req.from, at, nil) && whole
	}
	for i, k := range []string{"overrides", "scenarios"} {
		if v := req.variants[i]; v != nil {
			n := newMap(v.pos)
			n.put(k, v.pos, v.clone())
			l.layers = append(l.layers, n)
		}
	}
	documents := len(l.layers)
	for _, n := range req.over {
		l.form = format{}
		l.series(n)
		l.pairs(n)
		l.layers = append(l.layers, n)
	}
	l.environment(req.Env)
	for i, s := range req.Sets {
		if n := l.set(i, s); n != nil {
			l.layers = append(l.layers, n)
		}
	}
	if !whole {
		l.problems.Sort()
		return nil, l.problems
	}
	root := newMap(l.layers[0].pos)
	doc := &Document{name: docName(req.Names), request: req}
	for i, n := range l.layers {
		if i == documents {
			root = doc.vary(root, req, &l.problems)
		}
		release(root, n)
		root = merge(root, n)
	}
	if len(l.layers) == documents {
		root = doc.vary(root, req, &l.problems)
	}
	override(root, req)
	doc.root = root
	l.problems.Sort()
	return doc, l.problems
}

// vary applies variants between the documents and what a command line sets.
func (d *Document) vary(root *node, req Request, problems *diag.List) *node {
	d.variants = variantNames(root.get("overrides"), root.get("scenarios"))
	for _, w := range req.With {
		d.name += "+" + w
	}
	return variants(root, req.With, req.withAt, problems)
}

func docName(names []string) string {
	var parts []string
	for _, n := range names {
		parts = append(parts, strings.TrimSuffix(filepath.Base(n), filepath.Ext(n)))
	}
	return strings.Join(parts, "+")
}

// override puts draws and seed of the request into the simulation group.
func override(root *node, req Request) {
	sim := root.get("simulation")
	if sim == nil {
		if req.Draws == 0 && req.Seed == nil && req.Design == "" {
			return
		}
		sim = newMap(diag.Pos{File: "--draws", Line: 1, Col: 1})
		root.put("simulation", sim.pos, sim)
	}
	if sim.kind != mapping {
		return
	}
	if req.Draws > 0 {
		p := diag.Pos{File: "--draws", Line: 1, Col: 1}
		sim.put("draws", p, newScalar(p, strconv.Itoa(req.Draws)))
	}
	if req.Design != "" {
		p := diag.Pos{File: "--design", Line: 1, Col: 1}
		sim.put("design", p, newScalar(p, req.Design))
	}
	if req.Seed != nil {
		p := diag.Pos{File: "--seed", Line: 1, Col: 1}
		sim.put("seed", p, newScalar(p, strconv.FormatUint(*req.Seed, 10)))
	}
}

// libraryDir stands before the names of shipped files, so that a file of the
// user's may have the same name.
const libraryDir = "library/"

type loader struct {
	read     func(string) ([]byte, error)
	most     int // bytes of a document
	problems diag.List
	layers   []*node         // in the order in which they are laid
	done     map[string]bool // files that are among them, by key
	form     format          // of the layer at hand
}

func (l *loader) fail(pos diag.Pos, code, hint, format string, a ...any) {
	l.problems = append(l.problems, diag.Problem{Pos: pos, Severity: diag.Error, Code: code, Message: fmt.Sprintf(format, a...), Hint: hint})
}

// unknownScenario is the hint where no name is near.
const unknownScenario = "headroom list shows the shipped scenarios; a file is named with its path"

// layer reads a document after all it extends, each file once. from is the
// file that names it, chain the names on the way, to find cycles. It reports
// whether everything could be read.
func (l *loader) layer(name, from string, at diag.Pos, chain []string) bool {
	file, data, err := l.open(name, from)
	if err != nil {
		l.fail(at, "unknown-scenario", l.unknown(name, from), "%s", err)
		return false
	}
	if slices.ContainsFunc(chain, func(c string) bool { return key(c) == key(file) }) {
		l.fail(at, "extends-cycle", "remove one of the extends", "%s extends itself: %s", file, strings.Join(append(chain, file), " -> "))
		return false
	}
	if l.done[key(file)] {
		return true
	}
	n := parseUpTo(l.most, file, data, &l.problems)
	if n == nil {
		return false
	}
	whole := l.extends(n, file, append(slices.Clone(chain), file))
	n.drop("extends")
	l.version(n)
	l.numbers(n)
	l.tables(n)
	l.series(n)
	l.pairs(n)
	l.forms(n)
	l.layers, l.done[key(file)] = append(l.layers, n), true
	return whole
}

// key names a file in one way, however it was written.
func key(file string) string {
	if strings.HasPrefix(file, libraryDir) {
		return file
	}
	if abs, err := filepath.Abs(file); err == nil {
		return abs
	}
	return filepath.Clean(file)
}

func (l *loader) extends(n *node, file string, chain []string) bool {
	e := n.get("extends")
	if e == nil {
		return true
	}
	items := e.items
	if e.kind == scalar {
		items = []*node{e}
	} else if e.kind != sequence {
		l.fail(e.pos, "type", "write extends: [vietnam]", "extends is a list of scenario names")
		return false
	}
	whole := true
	for _, it := range items {
		if it.kind != scalar {
			l.fail(it.pos, "type", "write extends: [vietnam]", "extends is a list of scenario names")
			whole = false
			continue
		}
		whole = l.layer(it.text, file, it.pos, chain) && whole
	}
	return whole
}

// open finds a shipped scenario by name, or a file beside the one that names it.
func (l *loader) open(name, from string) (string, []byte, error) {
	if b := shipped(name); b != nil && !strings.ContainsAny(name, `/\`) {
		return libraryDir + name + ".yaml", b, nil
	}
	if l.read == nil {
		return "", nil, fmt.Errorf("no shipped scenario is called %q", name)
	}
	file := name
	if from != "" && !filepath.IsAbs(name) && !strings.HasPrefix(from, libraryDir) {
		file = path.Join(path.Dir(filepath.ToSlash(from)), filepath.ToSlash(name))
	}
	b, err := l.read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil, fmt.Errorf("no shipped scenario and no file is called %q", name)
	}
	if err != nil {
		err = fmt.Errorf("%s cannot be read: %w", name, cause(err))
	}
	return filepath.ToSlash(file), b, err
}

// unknown is a hint for a name that open does not find: what headroom init called NAME.yaml is written with its ending.
func (l *loader) unknown(name, from string) string {
	if _, _, err := l.open(name+".yaml", from); err == nil && name != "" {
		return "did you mean " + name + ".yaml?"
	}
	return orHint(suggest(name, libraryNames()), unknownScenario)
}

// set turns path=value into a layer. The value is YAML.
func (l *loader) set(i int, s string) *node {
	file := fmt.Sprintf("--set[%d]", i+1)
	key, value, ok := strings.Cut(s, "=")
	at := diag.Pos{File: file, Line: 1, Col: 1}
	parts := strings.Split(key, ".")
	if parts[0] == "structure" || parts[0] == "history" {
		parts = strings.SplitN(key, ".", 2) // the rest is one key: a path
	}
	if !ok || slices.Contains(parts, "") {
		l.fail(at, "set", "write --set mobile.forecast=plan", "%q is not path=value", s)
		return nil
	}
	return l.assign(file, len(key)+1, parts, value)
}

// assign makes a layer that sets one path. Columns count from the beginning of
// the whole argument, of which offset characters stand before the value.
func (l *loader) assign(file string, offset int, parts []string, value string) *node {
	at := diag.Pos{File: file, Line: 1, Col: 1}
	var inner diag.List
	v := parse(file, []byte("x: "+value), &inner)
	if v == nil || v.get("x") == nil {
		l.fail(at, "set", "the value is YAML: a number with its unit, a word, or {uniform: {min: 1, max: 2}}", "%q does not parse", value)
		return nil
	}
	n := v.get("x")
	shift(n, offset-3)
	l.form = format{}
	for _, p := range slices.Backward(parts) {
		m := newMap(at)
		m.put(p, at, n)
		n = m
	}
	l.problems = append(l.problems, inner...)
	l.series(n)
	l.pairs(n)
	return n
}

func shift(n *node, by int) {
	n.pos.Col = max(1, n.pos.Col+by)
	for _, it := range n.items {
		shift(it, by)
	}
	for k, kid := range n.kids {
		p := n.keyPos[k]
		p.Col = max(1, p.Col+by)
		n.keyPos[k] = p
		shift(kid, by)
	}
}

// Lookup returns where a dotted path was written and its text.
func (d *Document) Lookup(dotted string) (origin diag.Pos, written string, ok bool) {
	n := d.root
	for _, p := range strings.Split(dotted, ".") {
		if n = n.get(p); n == nil {
			return diag.Pos{}, "", false
		}
	}
	return n.pos, flow(n), true
}

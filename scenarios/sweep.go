package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/solver/sample"
	"github.com/headroom-planner/headroom/solver/sweep"
)

// SweepVersion is the version of the language of sweep files.
const SweepVersion = 1

// SweepRequest says which sweep file to read. Draws, Seed, Design, Sets and Env have the last word over the
// file, as they have over a scenario.
type SweepRequest struct {
	File   string
	Env    []string
	Sets   []string
	Draws  int
	Seed   *uint64
	Design string
	Read   func(string) ([]byte, error)
}

// Sweep is a sweep file that was read: the points, and how each is compiled.
type Sweep struct {
	Name   string
	Spec   sweep.Spec
	Points []sweep.Point
	Keep   sweep.Keep

	request  SweepRequest
	file     string
	scenario []string
	with     []string
	withAt   []diag.Pos
	draws    int
	seed     *uint64
	axes     []sweepAxis
	keptAt   []diag.Pos // of Keep.Metrics
	monthsAt []diag.Pos // of Keep.Months
	variants [2]*node   // overrides and scenarios of the sweep file; nil for none
}

// sweepAxis is what the labels of an axis stand for: a value of an input or a structure,
// overlays, or variants.
type sweepAxis struct {
	title    text.Text // "" for none
	kind     string    // path, overlay or variant
	parts    []string
	pos      diag.Pos
	values   map[string]*node    // of a path; a label without one is read as YAML
	at       map[string]diag.Pos // of a variant: where the label is written
	overlays map[string][]string // of an overlay
}

var sweepKeys = []string{"version", "title", "description", "name", "scenario", "with", "draws", "seed", "axes", "zip", "design", "points", "overrides", "scenarios", "keep"}

// tableColumns are names that an axis may not have: the table has them.
var tableColumns = slices.Concat([]string{"point", "kind", "metric", "entity", "date", "unit", "reached_p10", "reached_p50", "reached_p90"}, sweep.Statistics())

// LoadSweep reads a sweep file and lists its points. The sweep is nil when there is a problem. What values
// mean is checked when points are compiled.
func LoadSweep(req SweepRequest) (*Sweep, diag.List) {
	r := &sweepReader{sw: &Sweep{request: req, file: req.File}}
	at := diag.Pos{File: "command line", Line: 1, Col: 1}
	if req.Read == nil {
		r.fail(at, "missing", "", "sweeps are files")
		return nil, r.problems
	}
	b, err := req.Read(req.File)
	if err != nil {
		r.fail(at, "unknown-file", "name a sweep file with its path", "%s cannot be read: %v", req.File, cause(err))
		return nil, r.problems
	}
	root := parse(req.File, b, &r.problems)
	if root == nil {
		return nil, r.problems
	}
	r.root(root)
	if !r.problems.HasErrors() {
		r.laidOut()
	}
	if r.problems.Sort(); r.problems.HasErrors() {
		return nil, r.problems
	}
	if r.sw.Points, err = r.sw.Spec.Points(); err != nil {
		pos := root.pos
		if d := root.get("design"); d != nil {
			pos = d.pos
		}
		hint := "lay out fewer points, or give every axis values or steps"
		if e, ok := err.(*sample.LayoutError); ok {
			hint = strings.ReplaceAll(e.Hint, "draws", "points")
		}
		r.fail(pos, "design", hint, "%s", strings.ReplaceAll(err.Error(), "of draws", "of points"))
		return nil, r.problems
	}
	r.once()
	if r.problems.HasErrors() {
		return nil, r.problems
	}
	return r.sw, r.problems
}

type sweepReader struct {
	sw       *Sweep
	names    []string   // of all axes, those among them that have problems
	zipAt    []diag.Pos // of each zip
	problems diag.List
}

func (r *sweepReader) fail(pos diag.Pos, code, hint, format string, a ...any) {
	r.problems = append(r.problems, diag.Problem{Pos: pos, Severity: diag.Error, Code: code, Message: fmt.Sprintf(format, a...), Hint: hint})
}

// known reports keys of a mapping that are not among those that are right, and whether it is one.
func (r *sweepReader) known(n *node, what string, keys ...string) bool {
	if n.kind != mapping {
		r.fail(n.pos, "type", "one of "+strings.Join(keys, ", "), "%s is not a mapping", what)
		return false
	}
	for _, k := range n.keys {
		if !slices.Contains(keys, k) {
			r.fail(n.keyPos[k], "unknown-key", suggest(k, keys), "%s has no key %q", what, k)
		}
	}
	return true
}

func (r *sweepReader) root(n *node) {
	r.known(n, "a sweep", sweepKeys...)
	s := r.sw
	if v := n.get("version"); v == nil || v.text != strconv.Itoa(SweepVersion) {
		pos := n.pos
		if v != nil {
			pos = v.pos
		}
		r.fail(pos, "version", "write version: "+strconv.Itoa(SweepVersion), "a sweep file says its version, and this program reads %d", SweepVersion)
	}
	s.Name = docName([]string{s.file})
	if v := n.get("name"); v != nil {
		if s.Name = v.text; v.kind != scalar || !memberName.MatchString(v.text) {
			r.fail(v.pos, "name", "use lower-case letters, digits and hyphens", "%q is not a name", flow(v))
		}
	}
	if v := n.get("scenario"); v == nil {
		r.fail(n.pos, "missing", "write scenario: vietnam, or a list of layers", "the sweep names no scenario")
	} else {
		s.scenario = r.layers(v, "scenario", "")
	}
	if v := n.get("with"); v != nil {
		r.wordsAt(v, "with", func(w string, at diag.Pos) { s.with, s.withAt = append(s.with, w), append(s.withAt, at) })
	}
	if v := n.get("draws"); v != nil {
		s.draws = int(r.whole(v, "draws", 1, math.MaxInt32))
	}
	if v := n.get("seed"); v != nil {
		seed := r.whole(v, "seed", 0, math.MaxUint64)
		s.seed = &seed
	}
	l := &loader{}
	l.forms(n) // of overrides and scenarios, as in a scenario
	r.problems = append(r.problems, l.problems...)
	s.variants = [2]*node{n.get("overrides"), n.get("scenarios")}
	r.axes(n)
	r.zip(n.get("zip"))
	r.design(n.get("design"), n.get("points") == nil)
	r.list(n.get("points"))
	r.keep(n.get("keep"))
}

// words reads a word or a list of words.
func (r *sweepReader) words(n *node, what string) (out []string) {
	r.wordsAt(n, what, func(w string, _ diag.Pos) { out = append(out, w) })
	return out
}

// layers is words that name scenarios or files, which must be there; none is one that names nothing.
func (r *sweepReader) layers(n *node, what, none string) (out []string) {
	l := &loader{read: r.sw.request.Read}
	r.wordsAt(n, what, func(w string, at diag.Pos) {
		out = append(out, w)
		if w == none {
			return
		}
		if _, _, err := l.open(w, r.sw.file); err != nil {
			r.fail(at, "unknown-scenario", l.unknown(w, r.sw.file), "%s", err)
		}
	})
	return out
}

// wordsAt is words with their places.
func (r *sweepReader) wordsAt(n *node, what string, each func(string, diag.Pos)) {
	items := n.items
	if n.kind == scalar {
		items = []*node{n}
	} else if n.kind != sequence {
		r.fail(n.pos, "type", "write a word or a list of words", "%s is not a list of words", what)
	}
	for _, it := range items {
		if it.kind != scalar {
			r.fail(it.pos, "type", "write a word", "%s holds something that is no word", what)
			continue
		}
		each(it.text, it.pos)
	}
}

func (r *sweepReader) whole(n *node, what string, lo, hi uint64) uint64 {
	x, err := strconv.ParseUint(n.text, 10, 64)
	if n.kind != scalar || err != nil || x < lo || x > hi || n.text != strconv.FormatUint(x, 10) {
		r.fail(n.pos, "number", "write digits, such as 2000", "%s is not a whole number from %d to %d", what, lo, hi)
		return lo
	}
	return x
}

func (r *sweepReader) number(n *node, what string) float64 {
	if n == nil {
		return math.NaN()
	}
	x, err := strconv.ParseFloat(n.text, 64)
	if n.kind != scalar || err != nil || x-x != 0 {
		r.fail(n.pos, "number", "write a plain number here and its unit under unit:", "%s: %q is not a number", what, flow(n))
		return math.NaN()
	}
	return x
}

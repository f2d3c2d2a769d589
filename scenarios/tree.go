package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/headroom-planner/headroom/scenarios/diag"
	"go.yaml.in/yaml/v3"
)

// kind of a node of a document.
type kind uint8

const (
	scalar kind = iota
	mapping
	sequence
	null
	broken // stands for what could not be read and was reported: nothing more is said of it
)

// node is a value of a document with where it was written. Mappings keep the
// order in which keys first appeared.
type node struct {
	kind   kind
	pos    diag.Pos
	text   string // scalar: as written, without quotes
	quoted bool
	keys   []string
	kids   map[string]*node
	keyPos map[string]diag.Pos
	items  []*node
}

func newMap(pos diag.Pos) *node {
	return &node{kind: mapping, pos: pos, kids: map[string]*node{}, keyPos: map[string]diag.Pos{}}
}

func newScalar(pos diag.Pos, text string) *node { return &node{kind: scalar, pos: pos, text: text} }

// get returns a child of a mapping, nil when there is none.
func (n *node) get(key string) *node {
	if n == nil || n.kind != mapping {
		return nil
	}
	return n.kids[key]
}

// put adds or replaces a child; a new key goes to the end.
func (n *node) put(key string, pos diag.Pos, kid *node) {
	if _, ok := n.kids[key]; !ok {
		n.keys = append(n.keys, key)
	}
	n.kids[key], n.keyPos[key] = kid, pos
}

// drop removes a child.
func (n *node) drop(key string) {
	if _, ok := n.kids[key]; !ok {
		return
	}
	delete(n.kids, key)
	delete(n.keyPos, key)
	for i, k := range n.keys {
		if k == key {
			n.keys = append(n.keys[:i:i], n.keys[i+1:]...)
			return
		}
	}
}

// clone copies a tree, so that a layer's nodes are never shared with another's.
func (n *node) clone() *node {
	if n == nil {
		return nil
	}
	c := *n
	c.keys = append([]string(nil), n.keys...)
	if n.kind == mapping {
		c.kids, c.keyPos = map[string]*node{}, map[string]diag.Pos{}
		for k, v := range n.kids {
			c.kids[k], c.keyPos[k] = v.clone(), n.keyPos[k]
		}
	}
	c.items = nil
	for _, it := range n.items {
		c.items = append(c.items, it.clone())
	}
	return &c
}

// Limits on a document: the national scenario has about 100 kB and depth 6.
const (
	maxBytes = 4 << 20
	maxDepth = 24
)

// parse reads a YAML document into nodes. Duplicate keys, which a YAML node
// decode lets pass, aliases and merge keys are problems.
func parse(file string, data []byte, problems *diag.List) *node {
	return parseUpTo(maxBytes, file, data, problems)
}

// parseUpTo is parse with another bound, for documents that a run has merged.
func parseUpTo(most int, file string, data []byte, problems *diag.List) *node {
	top := diag.Pos{File: file, Line: 1, Col: 1}
	report := func(code, hint, format string, a ...any) {
		*problems = append(*problems, diag.Problem{Pos: top, Severity: diag.Error, Code: code, Message: fmt.Sprintf(format, a...), Hint: hint})
	}
	if len(data) > most {
		report("too-large", "split the document into layers, or put tables into CSV files", "the document has %d bytes; at most %d are read", len(data), most)
		return nil
	}
	if pos, ok := notUTF8(file, data); ok && !bytes.HasPrefix(data, []byte("\xff\xfe")) && !bytes.HasPrefix(data, []byte("\xfe\xff")) { // UTF-16 says what it is
		top = pos
		report("encoding", "save it as UTF-8", "the document is not UTF-8")
		return nil
	}
	var doc yaml.Node
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	if err := dec.Decode(&doc); err != nil {
		if strings.Contains(err.Error(), "EOF") {
			report("empty", "begin with extends: [vietnam], or copy a shipped scenario", "the document is empty")
			return nil
		}
		*problems = append(*problems, syntax(file, data, err))
		return nil
	}
	var next yaml.Node
	if err := dec.Decode(&next); err != nil && !errors.Is(err, io.EOF) {
		*problems = append(*problems, syntax(file, data, err))
	} else if err == nil {
		second := treeReader{file, problems}
		second.problem(diag.Pos{File: file, Line: max(1, next.Line), Col: max(1, next.Column)}, "several-documents",
			"keep one document in a file; use layers for variants", "the file holds more than one YAML document")
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind == yaml.ScalarNode && doc.Content[0].Tag == "!!null" {
		report("empty", "begin with extends: [vietnam], or copy a shipped scenario", "the document is empty")
		return nil
	}
	r := treeReader{file, problems}
	n := r.read(doc.Content[0], 0)
	if n != nil && n.kind != mapping {
		r.problem(n.pos, "type", "a scenario is a mapping of keys such as title, time and mobile", "the document is not a mapping")
		return nil
	}
	return n
}

var unknownAnchor = regexp.MustCompile(`unknown anchor '(.*)' referenced`)

var syntaxLine = regexp.MustCompile(`line (\d+): *(.*)`)

func syntax(file string, data []byte, err error) diag.Problem {
	p := diag.Problem{Pos: diag.Pos{File: file, Line: 1, Col: 1}, Severity: diag.Error, Code: "syntax",
		Message: strings.TrimPrefix(err.Error(), "yaml: "), Hint: "check indentation, brackets and quotes on this line and the one before"}
	if m := syntaxLine.FindStringSubmatch(err.Error()); m != nil {
		p.Line, _ = strconv.Atoi(m[1])
		p.Message = m[2]
		if strings.HasPrefix(p.Message, "did not find expected") {
			p.Line++ // the YAML parser counts these lines from 0, its scanner's from 1
		}
	}
	if lines := strings.Split(string(data), "\n"); strings.Contains(p.Message, "cannot start any token") && p.Line >= 1 && p.Line <= len(lines) {
		line := lines[p.Line-1]
		if tab := strings.IndexByte(line, '\t'); tab >= 0 && strings.TrimLeft(line[:tab], " ") == "" {
			p.Col, p.Message, p.Hint = tab+1, "a tab indents this line", "indent with spaces; YAML knows no tabs"
		}
	}
	if m := unknownAnchor.FindStringSubmatch(err.Error()); m != nil { // has no line
		before, _, _ := strings.Cut(string(data), "*"+m[1])
		p.Line = 1 + strings.Count(before, "\n")
		p.Col = 1 + utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:])
		p.Code, p.Hint = "alias", "write the value out, or put what is shared into a layer"
	}
	var te *yaml.TypeError
	if errors.As(err, &te) {
		p.Message = strings.Join(te.Errors, "; ")
	}
	return p
}

type treeReader struct {
	file     string
	problems *diag.List
}

func (r *treeReader) problem(pos diag.Pos, code, hint, format string, a ...any) {
	*r.problems = append(*r.problems, diag.Problem{Pos: pos, Severity: diag.Error, Code: code, Message: fmt.Sprintf(format, a...), Hint: hint})
}

func (r *treeReader) read(y *yaml.Node, depth int) *node {
	pos := diag.Pos{File: r.file, Line: y.Line, Col: y.Column}
	if depth > maxDepth {
		r.problem(pos, "too-deep", "a scenario needs no more than six levels", "nested deeper than %d levels", maxDepth)
		return nil
	}
	switch y.Kind {
	case yaml.ScalarNode:
		quoted := y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
		if y.Tag == "!!null" && !quoted {
			return &node{kind: null, pos: pos, text: y.Value}
		}
		return &node{kind: scalar, pos: pos, text: y.Value, quoted: quoted}
	case yaml.SequenceNode:
		n := &node{kind: sequence, pos: pos}
		for _, c := range y.Content {
			if it := r.read(c, depth+1); it != nil {
				n.items = append(n.items, it)
			}
		}
		return n
	case yaml.MappingNode:
		return r.mapping(y, pos, depth)
	}
	r.problem(pos, "alias", "write the value out, or put what is shared into a layer", "YAML aliases are not read")
	return &node{kind: broken, pos: pos}
}

func (r *treeReader) mapping(y *yaml.Node, pos diag.Pos, depth int) *node {
	n := newMap(pos)
	for i := 0; i+1 < len(y.Content); i += 2 {
		k := y.Content[i]
		kp := diag.Pos{File: r.file, Line: k.Line, Col: k.Column}
		switch {
		case k.Kind != yaml.ScalarNode:
			r.problem(kp, "type", "keys are plain words", "a key is not a word")
			continue
		case k.Tag == "!!merge":
			r.problem(kp, "alias", "use extends and layers", "YAML merge keys are not read")
			continue
		}
		if old, ok := n.keyPos[k.Value]; ok {
			r.problem(kp, "duplicate-key", "keep one of the two", "%s was given before, at line %d", k.Value, old.Line)
			continue
		}
		if kid := r.read(y.Content[i+1], depth+1); kid != nil {
			n.put(k.Value, kp, kid)
		}
	}
	return n
}

var monthKey = regexp.MustCompile(`^\d{4}-\d{2}$`)

// months reports whether a node is a mapping by month: the knots of a path.
func (n *node) months() bool {
	if n.kind != mapping || len(n.keys) == 0 {
		return false
	}
	for _, k := range n.keys {
		if !monthKey.MatchString(k) {
			return false
		}
	}
	return true
}

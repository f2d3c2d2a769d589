package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
	"github.com/headroom-planner/headroom/scenarios/diag"
)

// Fact is one public figure that a value may cite.
type Fact struct {
	ID         string
	Domain     string
	About      text.Text
	Value      float64 // the middle of Low and High when only those are stated
	Low, High  float64 // equal to Value when no range is stated
	Ranged     bool    // Low and High are stated
	Stated     bool    // Value is stated
	Unit       string
	AsOf       string
	Kind       string // observed, plan, target, estimate or capacity
	Boundary   unit.Boundary
	Source     text.Text // resolved citation
	URL        string
	Confidence string
	Note       text.Text
}

// Figure writes the fact's number with its unit.
func (f Fact) Figure() string {
	u := f.Unit
	if u == "1" {
		u = ""
	}
	num := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	s := num(f.Value)
	if f.Ranged {
		s = num(f.Low) + " to " + num(f.High)
	}
	return strings.TrimSpace(s + " " + u + " " + string(f.Boundary))
}

// FactBook is the evidence: every fact by id.
type FactBook struct {
	Knowledge string
	facts     map[string]Fact
	ids       []string
}

// Get returns a fact by its id.
func (b *FactBook) Get(id string) (Fact, bool) {
	f, ok := b.facts[id]
	return f, ok
}

// All returns every fact, sorted by id.
func (b *FactBook) All() []Fact {
	out := make([]Fact, len(b.ids))
	for i, id := range b.ids {
		out[i] = b.facts[id]
	}
	return out
}

// Facts returns the shipped evidence. It is parsed once; its tests hold it
// without problems.
var Facts = sync.OnceValue(func() *FactBook {
	b, problems := readFacts("facts.yaml", shipped("facts"))
	if len(problems) > 0 {
		panic("the shipped facts have problems:\n" + problems.Text())
	}
	return b
})

// readFacts reads a facts file and reports every problem in it.
func readFacts(file string, data []byte) (*FactBook, diag.List) {
	var problems diag.List
	book := &FactBook{facts: map[string]Fact{}}
	root := parse(file, data, &problems)
	if root == nil {
		return book, problems
	}
	r := factReader{treeReader{file, &problems}, root.get("sources")}
	if k := root.get("knowledge_date"); k != nil {
		book.Knowledge = k.text
	} else {
		r.problem(root.pos, "missing", "add knowledge_date: 2025-10-31", "the evidence has no last day")
	}
	all := root.get("facts")
	if all == nil || all.kind != mapping {
		r.problem(root.pos, "missing", "add facts:", "there are no facts")
		return book, problems
	}
	for _, id := range all.keys {
		book.facts[id] = r.fact(id, all.kids[id], book.Knowledge)
		book.ids = append(book.ids, id)
	}
	slices.Sort(book.ids)
	return book, problems
}

type factReader struct {
	treeReader
	sources *node
}

func (r *factReader) text(n *node, key string) string {
	if k := n.get(key); k != nil && k.kind == scalar {
		return k.text
	}
	return ""
}

func (r *factReader) fact(id string, n *node, knowledge string) Fact {
	f := Fact{ID: id}
	if n.kind != mapping {
		r.problem(n.pos, "type", "a fact has about, value, unit, as_of, kind, source, confidence", "%s is not a mapping", id)
		return f
	}
	f.Domain, f.Unit, f.AsOf, f.Kind = r.text(n, "domain"), r.text(n, "unit"), r.text(n, "as_of"), r.text(n, "kind")
	f.Confidence, f.Note, f.Boundary = r.text(n, "confidence"), words(n.get("note")), unit.Boundary(r.text(n, "boundary"))
	f.About = words(n.get("about"))
	r.numbers(&f, n)
	u, err := unit.Parse(f.Unit)
	if err != nil {
		r.problem(n.pos, "unit-unknown", suggest(f.Unit, unit.Names()), "%s: %v", id, err)
	} else if u.IsPower() && u.String() != "kW/rack" && !slices.Contains(unit.Boundaries, f.Boundary) {
		r.problem(n.pos, "boundary-missing", "one of it, facility, contracted, nameplate, unstated", "%s is power without a boundary", id)
	}
	for _, c := range []struct{ what, got, of string }{
		{"kind", f.Kind, "observed plan target estimate capacity"}, {"confidence", f.Confidence, "high medium low"},
	} {
		if !slices.Contains(strings.Fields(c.of), c.got) {
			r.problem(n.pos, "choice", "one of "+c.of, "%s: %s %q is unknown", id, c.what, c.got)
		}
	}
	if !f.About.Complete() {
		r.problem(n.pos, "missing", "add about: {en: ..., vi: ...}", "%s is not described in both languages", id)
	}
	if (f.Kind == "observed" || f.Kind == "capacity") && later(f.AsOf, knowledge) {
		r.problem(n.pos, "late", "evidence ends on "+knowledge, "%s was observed in %s", id, f.AsOf)
	}
	r.source(&f, n)
	return f
}

func (r *factReader) numbers(f *Fact, n *node) {
	have := map[string]bool{}
	for _, c := range []struct {
		key string
		to  *float64
	}{{"value", &f.Value}, {"low", &f.Low}, {"high", &f.High}} {
		k := n.get(c.key)
		if k == nil {
			continue
		}
		x, _, bad := readNumber(k.text, false)
		if bad != nil {
			r.problem(k.pos, bad.code, bad.hint, "%s: %s", f.ID, bad.msg)
			continue
		}
		*c.to, have[c.key] = x, true
	}
	f.Stated = have["value"]
	switch {
	case have["low"] && have["high"]:
		f.Ranged = true
		if !have["value"] {
			f.Value = (f.Low + f.High) / 2
		}
		if f.Low > f.Value || f.Value > f.High {
			r.problem(n.pos, "range", "low <= value <= high", "%s: the value lies outside its range", f.ID)
		}
	case have["value"]:
		f.Low, f.High = f.Value, f.Value
	default:
		r.problem(n.pos, "missing", "add value, or low and high", "%s has no number", f.ID)
	}
}

func (r *factReader) source(f *Fact, n *node) {
	s := r.text(n, "source")
	switch src := r.sources.get(s); {
	case s == "":
		r.problem(n.pos, "missing", "add source", "%s has no source", f.ID)
	case src != nil:
		t := words(src.get("title"))
		by, year := words(src.get("publisher")), ""
		if y := r.text(src, "published"); y != "" {
			year = ", " + y
		}
		f.Source, f.URL = text.T(t.EN+" ("+by.EN+year+")", t.VI+" ("+by.VI+year+")"), r.text(src, "url")
	case strings.HasPrefix(s, "http"):
		f.Source, f.URL = text.T(s, s), s
	default:
		var keys []string
		if r.sources != nil {
			keys = r.sources.keys
		}
		r.problem(n.pos, "source", suggest(s, keys), "%s: there is no source %q", f.ID, s)
	}
}

// later reports whether a date lies after another, as far as both are precise.
func later(date, than string) bool {
	n := min(len(date), len(than))
	return date[:n] > than[:n]
}

// citation is what the register shows of a fact.
func (f Fact) citation() text.Text {
	return text.T(fmt.Sprintf("%s: %s (%s). %s", f.About.EN, f.read(text.EN), f.AsOf, f.Source.EN),
		fmt.Sprintf("%s: %s (%s). %s", f.About.VI, f.read(text.VI), f.AsOf, f.Source.VI))
}

// read is Figure in a reader's words and number marks.
func (f Fact) read(lang text.Lang) string {
	num := func(x float64) string { return text.Digits(strconv.FormatFloat(x, 'f', -1, 64), lang) }
	s := num(f.Value)
	if f.Ranged {
		s = text.T(num(f.Low)+" to "+num(f.High), num(f.Low)+" đến "+num(f.High)).In(lang)
	}
	s += " " + text.Unit(f.Unit).In(lang)
	if f.Boundary != "" {
		s = strings.TrimSpace(s) + ", " + text.Boundary(string(f.Boundary)).In(lang)
	}
	return strings.TrimSpace(s)
}

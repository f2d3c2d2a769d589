package scenarios

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// numbers reads the number format a layer declares and rewrites its numbers
// plainly, so that 16.737 is 16737 in a Vietnamese document. Tables keep what
// they are written in; see cell.
func (l *loader) numbers(root *node) {
	l.form = format{}
	n := root.get("numbers")
	if n == nil {
		return
	}
	root.drop("numbers")
	form, ok := formats[n.text]
	if !ok || n.kind != scalar {
		l.fail(n.pos, "choice", "write numbers: vi, or numbers: en", "%s is not a number format", flow(n))
		return
	}
	l.form = form
	l.rewrite(root, form)
}

// wordy keys hold text for readers and names, in which nothing is a number to headroom.
var wordy = []string{"title", "description", "label", "source", "note", "cite", "metric", "entity", "extends", "confidence", "price_year", "owner", "from", "column"}

// format is how a language writes numbers.
type format struct {
	name, other    string
	grouped, plain *regexp.Regexp
	group, point   string
}

var formats = map[string]format{
	"vi": {"Vietnamese", "English", regexp.MustCompile(`^[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?$`), regexp.MustCompile(`^[+-]?[0-9]+(?:,[0-9]+)?$`), ".", ","},
	"en": {"English", "Vietnamese", regexp.MustCompile(`^[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$`), regexp.MustCompile(`^[+-]?[0-9]+(?:\.[0-9]+)?$`), ",", "."},
}

// digits of a number at the beginning of a value, and inside an expression,
// where a separator has a digit on both sides.
var (
	digitsInText = regexp.MustCompile(`^\s*([+-]?[0-9][0-9.,]*)`)
	digitsInExpr = regexp.MustCompile(`^[0-9]+(?:[.,][0-9]+)*`)
)

func (l *loader) rewrite(n *node, f format) {
	switch n.kind {
	case mapping:
		for _, k := range n.keys {
			switch kid := n.kids[k]; {
			case k == "expr" && kid.kind == scalar:
				kid.text = l.plainExpr(kid, f)
			case !slices.Contains(wordy, k):
				l.rewrite(kid, f)
			}
		}
	case sequence:
		for _, it := range n.items {
			l.rewrite(it, f)
		}
	case scalar:
		n.text = l.plain(n, f)
	}
}

// plain rewrites the numbers of one value: a number, or the ends of an interval.
func (l *loader) plain(n *node, f format) string {
	const between = " to "
	parts, col := strings.Split(n.text, between), 0
	for i, part := range parts {
		if m := digitsInText.FindStringSubmatchIndex(part); m != nil {
			p := l.one(n, part[m[2]:m[3]], col+m[2], f, "")
			if groupedDots.MatchString(p) {
				p += "0" // said to be a fraction: no question is left
			}
			parts[i] = part[:m[2]] + p + part[m[3]:]
		}
		col += utf8.RuneCountInString(part + between)
	}
	return strings.Join(parts, between)
}

// plainExpr rewrites the numbers of an expression. What gets shorter is filled
// up with blanks, so that what stands after it keeps its column.
func (l *loader) plainExpr(n *node, f format) string {
	var b strings.Builder
	for i := 0; i < len(n.text); {
		rest := n.text[i:]
		s := pathToken.FindString(rest)
		if s == "" {
			s = wordToken.FindString(rest)
		}
		if s == "" {
			if s = digitsInExpr.FindString(rest); s != "" {
				p := l.one(n, s, exprPos(n).Col-n.pos.Col+i, f, "; put a blank after a comma that parts arguments")
				b.WriteString(strings.Repeat(" ", len(s)-len(p)) + p)
				i += len(s)
				continue
			}
			s = rest[:1]
		}
		b.WriteString(s)
		i += len(s)
	}
	return b.String()
}

// one rewrites a number that stands col characters into a value.
func (l *loader) one(n *node, s string, col int, f format, hint string) string {
	switch {
	case f.grouped.MatchString(s):
		return strings.Replace(strings.ReplaceAll(s, f.group, ""), f.point, ".", 1)
	case f.plain.MatchString(s):
		return strings.Replace(s, f.point, ".", 1)
	}
	at := n.pos
	at.Col += col
	l.fail(at, "number-mixed", "write it the "+f.name+" way, as the document says with numbers:, or take numbers: away"+hint,
		"%s is not written the %s way; is it the %s?", s, f.name, f.other)
	return s
}

// unclear reports a cell of a table that reads otherwise in the number format
// of the layer that takes it: programs write most tables, and write 1.234 for
// a fraction, so neither reading can be assumed.
func (l *loader) unclear(cell *node) bool {
	if l.form.point != "," || strings.HasPrefix(cell.pos.File, libraryDir) {
		return false
	}
	for _, part := range strings.Split(cell.text, " to ") {
		s := numberStart.FindString(strings.TrimSpace(part))
		if groupedDots.MatchString(s) {
			plain := strings.ReplaceAll(s, ".", "")
			l.fail(cell.pos, "number-ambiguous", "in a table write "+plain+", or "+s+"0 for the fraction; or take the table in a layer without numbers:",
				"%s in a table may be %s, as the document says with numbers:, or a fraction", s, plain)
			return true
		}
	}
	return false
}

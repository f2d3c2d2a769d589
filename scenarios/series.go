package scenarios

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/scenarios/diag"
)

// series replaces what a layer takes from CSV files, apart from collections:
// a path over time {from: x.csv}, observed values {empirical: {from: x.csv}}
// and joint tables.
func (l *loader) series(root *node) { l.seek(root, "") }

func (l *loader) seek(n *node, under string) {
	if n.kind != mapping {
		return
	}
	for _, k := range n.keys {
		kid := n.kids[k]
		from := kid.get("from")
		if from == nil || from.kind != scalar || !strings.HasSuffix(strings.ToLower(from.text), ".csv") {
			l.seek(kid, k)
			continue
		}
		var got *node
		switch {
		case k == "empirical":
			got = l.observed(kid, from)
		case under == "joint":
			got = l.rows(kid, from)
		default:
			got = l.path(kid, from)
		}
		if got == nil {
			got = &node{kind: broken, pos: kid.pos}
		}
		n.put(k, n.keyPos[k], got)
	}
}

// sheet is a CSV file with a header, each cell with its place.
type sheet struct {
	file string
	head []string
	cols [][]*node // by column
}

// sheet reads a whole table. Every problem in it is reported.
func (l *loader) sheet(from *node) *sheet {
	t := l.openTable(from, "name the file by its path from this document")
	if t == nil {
		return nil
	}
	s := &sheet{file: t.file}
	bad := false
	for {
		rec, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			pos := diag.Pos{File: t.file, Line: 1, Col: 1}
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				pos, err = t.place(pe.Line, pe.Column), pe.Err
			}
			l.fail(pos, "csv", "quote fields that hold commas or quotes", "%s", err)
			return nil
		}
		if s.head == nil {
			s.head, s.cols = rec, make([][]*node, len(rec))
			for i, key := range rec {
				if slices.Contains(rec[:i], key) {
					l.fail(t.at(i), "duplicate-key", "keep one of the two columns", "the column %s is there twice", key)
					bad = true
				}
			}
			continue
		}
		if len(rec) != len(s.head) {
			l.fail(t.at(0), "csv", "give every row one field for each column", "the row has %d fields, the header %d", len(rec), len(s.head))
			bad = true
			continue
		}
		for i, f := range rec {
			cell := newScalar(t.at(i), f)
			bad = bad || l.unclear(cell) // one says it for the whole table
			s.cols[i] = append(s.cols[i], cell)
		}
	}
	if s.head == nil || len(s.cols[0]) == 0 {
		l.fail(diag.Pos{File: t.file, Line: 1, Col: 1}, "csv", "begin with a header, one row for each value", "the table has no rows")
		return nil
	}
	if bad {
		return nil
	}
	return s
}

// column finds the column that a node names, or the only one beside skip.
func (l *loader) column(s *sheet, n *node, skip int) ([]*node, bool) {
	if c := n.get("column"); c != nil {
		i := slices.Index(s.head, c.text)
		if i < 0 {
			l.fail(c.pos, "csv", suggest(c.text, s.head), "%s has no column %q", s.file, c.text)
			return nil, false
		}
		return s.cols[i], true
	}
	if len(s.head) != skip+1 {
		l.fail(n.pos, "csv", "add column: one of "+strings.Join(s.head[skip:], ", "), "%s has %d columns of values", s.file, len(s.head)-skip)
		return nil, false
	}
	return s.cols[skip], true
}

// united gives cells the unit and boundary that stand beside from.
func united(n *node, cells []*node) []*node {
	for _, k := range []string{"unit", "boundary"} {
		if u := n.get(k); u != nil && u.kind == scalar {
			for _, c := range cells {
				if k == "boundary" || numberStart.FindString(c.text) == c.text {
					c.text += " " + u.text
				}
			}
		}
	}
	return cells
}

func (l *loader) only(n *node, keys ...string) {
	for _, k := range n.keys {
		if !slices.Contains(keys, k) {
			l.fail(n.keyPos[k], "unknown-key", suggest(k, keys), "%s cannot stand beside from", k)
		}
	}
}

// observed turns {from: x.csv, column: c} into {values: [...]}.
func (l *loader) observed(n, from *node) *node {
	l.only(n, "from", "column", "unit", "boundary")
	s := l.sheet(from)
	if s == nil {
		return nil
	}
	cells, ok := l.column(s, n, 0)
	if !ok {
		return nil
	}
	out := newMap(n.pos)
	out.put("values", from.pos, &node{kind: sequence, pos: from.pos, items: united(n, cells)})
	return out
}

// rows turns a joint table's file into its columns.
func (l *loader) rows(n, from *node) *node {
	l.only(n, "from", "source", "confidence", "note")
	s := l.sheet(from)
	if s == nil {
		return nil
	}
	out := newMap(n.pos)
	cols := newMap(from.pos)
	for i, h := range s.head {
		at := diag.Pos{File: s.file, Line: 1, Col: 1}
		if _, twice := cols.kids[h]; twice {
			l.fail(at, "duplicate-key", "keep one of the two", "column %s is there twice", h)
			continue
		}
		cols.put(h, at, &node{kind: sequence, pos: at, items: s.cols[i]})
	}
	out.put("columns", from.pos, cols)
	for _, k := range []string{"source", "confidence", "note"} {
		if w := n.get(k); w != nil {
			out.put(k, n.keyPos[k], w)
		}
	}
	return out
}

// path turns {from: x.csv} with the columns date and value into knots by month.
func (l *loader) path(n, from *node) *node {
	l.only(n, "from", "column", "unit", "boundary", "source", "confidence", "note")
	out, knots := newMap(n.pos), newMap(from.pos)
	for _, k := range []string{"source", "confidence", "note"} {
		if w := n.get(k); w != nil {
			out.put(k, n.keyPos[k], w)
		}
	}
	out.put("knots", from.pos, knots)
	s := l.sheet(from)
	if s == nil {
		return nil
	}
	if s.head[0] != "date" {
		l.fail(diag.Pos{File: s.file, Line: 1, Col: 1}, "csv", "begin with a header such as date,value", "the first column of a series is date, not %q", s.head[0])
		return nil
	}
	cells, ok := l.column(s, n, 1)
	if !ok {
		return nil
	}
	cells = united(n, cells)
	for i, d := range s.cols[0] {
		if old, twice := knots.keyPos[d.text]; twice {
			l.fail(d.pos, "duplicate-key", "keep one of the two", "%s was given before, at line %d", d.text, old.Line)
			continue
		}
		knots.put(d.text, d.pos, cells[i])
	}
	return out
}

package scenarios

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/headroom-planner/headroom/model"
	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/scenarios/library"
)

var memberName = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// tables replaces every collection of a layer that is given as {from: FILE}
// by its members, so that other layers can override single ones.
func (l *loader) tables(root *node) {
	for _, s := range model.Inputs() {
		dom, key, ok := strings.Cut(s.Path, ".")
		group := root.get(dom)
		if !ok || !s.Named || group == nil {
			continue
		}
		if coll := group.get(key); coll != nil && coll.get("from") != nil {
			group.put(key, group.keyPos[key], l.fromCSV(s, coll, coll.get("from")))
		}
	}
}

// fromCSV builds a collection from a table: a column id with the members'
// names and a column for each input; source, confidence and note stand beside
// them. Columns that begin with name_ and tile_ are for readers only: what a
// member is called, and its place on a map of tiles. Values of a table carry
// the row's unit when they state none.
func (l *loader) fromCSV(s section, coll, from *node) *node {
	for _, k := range coll.keys {
		if k != "from" {
			l.fail(coll.keyPos[k], "unknown-key", "put it into a layer above", "%s stands beside from", k)
		}
	}
	out := newMap(coll.pos)
	file, data, err := l.table(from)
	if err != nil {
		l.fail(from.pos, "csv", "shipped: provinces.csv; others are named by their path", "%s cannot be read: %s", from.text, err)
		return out
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // spreadsheets write it
	t := tableReader{l: l, s: s, out: out, file: file, lines: strings.Split(string(data), "\n"), r: csv.NewReader(bytes.NewReader(data))}
	t.r.FieldsPerRecord = -1
	t.read()
	return out
}

type tableReader struct {
	l     *loader
	s     section
	out   *node
	file  string
	lines []string
	r     *csv.Reader
	head  []string
}

// at is the place of field i of the last record, its column in characters.
func (t *tableReader) at(i int) diag.Pos {
	line, col := t.r.FieldPos(i)
	return t.place(line, col)
}

// place turns a column in bytes into one in characters.
func (t *tableReader) place(line, col int) diag.Pos {
	if line <= len(t.lines) && col >= 1 && col-1 <= len(t.lines[line-1]) {
		col = utf8.RuneCountInString(t.lines[line-1][:col-1]) + 1
	}
	return diag.Pos{File: t.file, Line: line, Col: col}
}

func (t *tableReader) read() {
	var err error
	if t.head, err = t.r.Read(); err != nil || len(t.head) == 0 || t.head[0] != "id" {
		t.l.fail(diag.Pos{File: t.file, Line: 1, Col: 1}, "csv", "begin with a row such as id,population,area", "the table has no header that begins with id")
		return
	}
	for i, key := range t.head[1:] {
		if slices.Contains(t.head[:i+1], key) {
			t.l.fail(t.at(i+1), "duplicate-key", "keep one of the two columns", "the column %s is there twice", key)
		} else if !t.known(key) {
			t.l.fail(t.at(i+1), "unknown-key", suggest(key, t.keys()), "there is no input %s", key)
		}
	}
	for {
		rec, err := t.r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			var pe *csv.ParseError
			pos := diag.Pos{File: t.file, Line: 1, Col: 1}
			if errors.As(err, &pe) {
				pos, err = t.place(pe.Line, pe.Column), pe.Err
			}
			t.l.fail(pos, "csv", "quote fields that hold commas or quotes", "%s", err)
			return
		}
		t.record(rec)
	}
}

func (t *tableReader) keys() []string {
	keys := []string{"source", "confidence", "note"}
	for _, r := range t.s.Rows {
		keys = append(keys, r.Key)
	}
	return keys
}

func (t *tableReader) known(key string) bool {
	return strings.HasPrefix(key, "name_") || columnPath(key) != nil || slices.Contains(t.keys(), key)
}

func (t *tableReader) record(rec []string) {
	if len(rec) != len(t.head) {
		t.l.fail(t.at(0), "csv", "give every row one field for each column", "the row has %d fields, the header %d", len(rec), len(t.head))
		return
	}
	if _, twice := t.out.kids[rec[0]]; twice {
		t.l.fail(t.at(0), "duplicate-key", "keep one of the two", "%s is there twice", rec[0])
		return
	}
	m := newMap(t.at(0))
	for i, key := range t.head[1:] {
		text := strings.TrimSpace(rec[i+1])
		if text == "" || !t.known(key) {
			continue
		}
		if words := columnPath(key); words != nil {
			putPath(m, words, t.at(i+1), newScalar(t.at(i+1), text))
			continue
		}
		if strings.HasPrefix(key, "name_") {
			continue // in a language that reports do not speak
		}
		cell := newScalar(t.at(i+1), text)
		for _, row := range t.s.Rows {
			switch {
			case row.Key != key:
			case t.l.unclear(cell):
				cell.kind = broken
			case !bareOK(row.Unit) && numberStart.FindString(text) == text:
				cell.text += " " + row.Unit
			}
		}
		putPath(m, strings.Split(key, "."), cell.pos, cell)
	}
	t.out.put(rec[0], t.at(0), m)
}

// table finds a file beside the one that names it, or a shipped table.
func (l *loader) table(from *node) (string, []byte, error) {
	shipped, missing := library.FS.ReadFile(from.text)
	if strings.HasPrefix(from.pos.File, libraryDir) && missing == nil {
		return libraryDir + from.text, shipped, nil
	}
	if l.read != nil {
		file := from.text
		if !filepath.IsAbs(file) && !strings.HasPrefix(from.pos.File, libraryDir) {
			file = path.Join(path.Dir(from.pos.File), file)
		}
		// The user's own file comes before a shipped one of its name.
		b, err := l.read(file)
		if err == nil || missing != nil {
			return file, b, err
		}
	}
	if missing != nil {
		return "", nil, errors.New("no such table is shipped")
	}
	return libraryDir + from.text, shipped, nil
}

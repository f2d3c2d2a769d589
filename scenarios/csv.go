package scenarios

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
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
	if t := l.openTable(from, "shipped: provinces.csv; others are named by their path"); t != nil {
		t.s, t.out = s, out
		t.read()
	}
	return out
}

// openTable finds a table and begins to read it, as spreadsheets write it: with a byte order mark or without, its
// columns separated by what the header has: commas, or else semicolons where a comma is the decimal mark, or tabs.
// nil when it cannot be read, which is reported.
func (l *loader) openTable(from *node, hint string) *tableReader {
	file, data, err := l.table(from)
	if err != nil {
		l.fail(from.pos, "csv", hint, "%s cannot be read: %s", from.text, cause(err))
		return nil
	}
	if pos, ok := notUTF8(file, data); ok {
		l.fail(pos, "encoding", "save it as UTF-8; spreadsheets call it CSV UTF-8", "the table is not UTF-8")
		return nil
	}
	if len(data) > maxBytes {
		l.fail(from.pos, "too-large", "thin the table out", "%s has %d bytes; at most %d are read", from.text, len(data), maxBytes)
		return nil
	}
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	t := &tableReader{l: l, file: file, lines: strings.Split(string(data), "\n"), r: csv.NewReader(bytes.NewReader(data))}
	t.r.FieldsPerRecord = -1
	for _, mark := range ",;\t" {
		if strings.ContainsRune(t.lines[0], mark) {
			t.r.Comma = mark
			break
		}
	}
	return t
}

// next reads a record, its cells without the space around them.
func (t *tableReader) next() ([]string, error) {
	rec, err := t.r.Read()
	for i := range rec {
		rec[i] = strings.TrimSpace(rec[i])
	}
	return rec, err
}

// byteOrderMark begins files of some spreadsheets.
const byteOrderMark = "\xef\xbb\xbf"

// notUTF8 finds the first character of a text that is not UTF-8.
func notUTF8(file string, data []byte) (diag.Pos, bool) {
	if utf8.Valid(data) {
		return diag.Pos{}, false
	}
	at := 0
	for {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n <= 1 {
			break
		}
		at += n
	}
	begin := bytes.LastIndexByte(data[:at], '\n') + 1
	return diag.Pos{File: file, Line: 1 + bytes.Count(data[:at], []byte("\n")), Col: 1 + utf8.RuneCount(data[begin:at])}, true
}

// cause is what the system says of a file, without the name that we say ourselves.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
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
	if t.head, err = t.next(); err != nil || t.head[0] != "id" {
		t.l.fail(diag.Pos{File: t.file, Line: 1, Col: 1}, "csv", "begin with a row such as id,population,area", "the table has no header that begins with id")
		return
	}
	for i, key := range t.head[1:] {
		if slices.Contains(t.head[:i+1], key) {
			t.l.fail(t.at(i+1), "duplicate-key", "keep one of the two columns", "the column %s is there twice", key)
		} else if key == "" {
			t.l.fail(t.at(i+1), "csv", "name the column in the first row, or drop the separator at the ends of rows", "the column has no name")
		} else if !t.known(key) {
			t.l.fail(t.at(i+1), "unknown-key", suggest(key, t.keys()), "there is no input %s", key)
		}
	}
	for rows := 0; ; rows++ {
		rec, err := t.next()
		if errors.Is(err, io.EOF) {
			if rows == 0 {
				t.l.fail(t.place(1, 1), "csv", "write a row for each member below the header", "the table has no rows")
			}
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
		if strings.Join(rec, "") != "" { // spreadsheets leave empty rows behind
			t.record(rec)
		}
	}
}

func (t *tableReader) keys() []string {
	keys := []string{"source", "confidence", "note"}
	for _, r := range t.s.Rows {
		keys = append(keys, r.Key)
	}
	return append(keys, "name", "name_en", "name_vi")
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
		text := rec[i+1]
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

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

	"github.com/headroom-planner/headroom/scenarios/diag"
	"github.com/headroom-planner/headroom/scenarios/library"
)

var memberName = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// fromCSV builds a collection from a table: a column id with the members'
// names and a column for each input; source, confidence and note stand beside
// them, columns that begin with name_ are for readers only. Values of a table
// carry the row's unit when they state none.
func (c *compiler) fromCSV(s section, coll, from *node) *node {
	for _, k := range coll.keys {
		if k != "from" {
			c.problem(coll.keyPos[k], s.Path, "unknown-key", "put it into a layer above", "%s stands beside from", k)
		}
	}
	out := newMap(coll.pos)
	file, data, err := c.table(from)
	if err != nil {
		c.problem(from.pos, s.Path, "csv", "shipped: provinces.csv; others are named by their path", "%s cannot be read: %s", from.text, err)
		return out
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil || len(head) == 0 || head[0] != "id" {
		c.problem(diag.Pos{File: file, Line: 1, Col: 1}, s.Path, "csv", "begin with a row such as id,population,area", "the table has no header that begins with id")
		return out
	}
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			var pe *csv.ParseError
			pos := diag.Pos{File: file, Line: 1, Col: 1}
			if errors.As(err, &pe) {
				pos.Line, pos.Col = pe.Line, pe.Column
			}
			c.problem(pos, s.Path, "csv", "quote fields that hold commas or quotes", "%s", err)
			return out
		}
		c.record(s, out, file, r, head, rec)
	}
}

func (c *compiler) record(s section, out *node, file string, r *csv.Reader, head, rec []string) {
	at := func(i int) diag.Pos {
		line, col := r.FieldPos(i)
		return diag.Pos{File: file, Line: line, Col: col}
	}
	if len(rec) != len(head) {
		c.problem(at(0), s.Path, "csv", "give every row one field for each column", "the row has %d fields, the header %d", len(rec), len(head))
		return
	}
	if _, twice := out.kids[rec[0]]; twice {
		c.problem(at(0), s.Path, "duplicate-key", "keep one of the two", "%s is there twice", rec[0])
		return
	}
	m := newMap(at(0))
	for i, key := range head[1:] {
		text := strings.TrimSpace(rec[i+1])
		if strings.HasPrefix(key, "name_") || text == "" {
			continue
		}
		pos := at(i + 1)
		for _, row := range s.Rows {
			if row.Key == key && !bareOK(row.Unit) && utf8.RuneCountInString(numberStart.FindString(text)) == utf8.RuneCountInString(text) {
				text += " " + row.Unit
			}
		}
		putPath(m, strings.Split(key, "."), pos, newScalar(pos, text))
	}
	out.put(rec[0], at(0), m)
}

func (c *compiler) table(from *node) (string, []byte, error) {
	if b, err := library.FS.ReadFile(from.text); err == nil {
		return from.text, b, nil
	}
	if c.doc.read == nil {
		return "", nil, errors.New("no such table is shipped")
	}
	file := from.text
	if !filepath.IsAbs(file) && !slices.Contains(libraryNames(), strings.TrimSuffix(from.pos.File, ".yaml")) {
		file = path.Join(path.Dir(from.pos.File), file)
	}
	b, err := c.doc.read(file)
	return file, b, err
}

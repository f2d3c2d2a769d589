package sweep

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// TableName is the merged table that people and figures read.
const TableName = "table.csv"

// Key tells the rows of one point apart.
type Key struct{ Kind, Metric, Entity, Date string }

// Table is a merged table that was read: points in its order, and of every row that was
// asked for its numbers in each point.
type Table struct {
	Axes   []string
	Zips   [][]string // axes that move together, by name
	Points []Point
	Keys   []Key         // every row that any point has, in the order of the table, those among them that were not asked for
	Rows   map[Key][]Row // by point; a point that lacks the row has one without numbers
}

// Table reads the folder's table.csv and keeps the numbers of the rows that want asks for, so that a table of
// many metrics needs little memory. It errs with fs.ErrNotExist before the points were merged, and where the
// file is not a table of this folder.
func (f *Folder) Table(want func(Key) bool) (*Table, error) {
	path := filepath.Join(f.Dir, TableName)
	r, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	t, err := readTable(bufio.NewReaderSize(r, 1<<16), f.Columns(), len(f.Identity.Axes), want)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	for _, fact := range f.Identity.Facts {
		if fact.Name == "zip" {
			t.Zips = append(t.Zips, strings.Split(fact.Value, ", "))
		}
	}
	return t, nil
}

func readTable(r io.Reader, head []string, axes int, want func(Key) bool) (*Table, error) {
	c := csv.NewReader(r)
	c.ReuseRecord = true
	row, err := c.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !slices.Equal(row, head) {
		return nil, errors.New("its columns are not those of this sweep")
	}
	t := &Table{Axes: slices.Clone(head[1 : 1+axes]), Rows: map[Key][]Row{}}
	asked := map[Key]bool{}
	numbers := len(Statistics())
	first := len(head) - 5 - numbers - len(Row{}.Reached) // of a row's own columns; before it are the point, its labels and their numbers
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if n := len(t.Points); n == 0 || t.Points[n-1].ID != row[0] {
			labels := make([]string, axes)
			for i := range labels {
				labels[i] = string([]byte(row[1+i])) // a word of its own: the record's memory is one piece
			}
			t.Points = append(t.Points, Point{Index: n, ID: row[0], Labels: labels})
		}
		at := row[first:]
		k := Key{at[0], at[1], at[2], at[3]}
		wanted, seen := asked[k]
		if !seen {
			wanted = want(k)
			asked[k] = wanted
			t.Keys = append(t.Keys, k)
		}
		if !wanted {
			continue
		}
		x := Row{Kind: k.Kind, Metric: k.Metric, Entity: k.Entity, Date: k.Date, Unit: at[4], Numbers: make([]Number, numbers)}
		for i, cell := range at[5 : 5+numbers] {
			x.Numbers[i] = Unknown
			if cell == "" {
				continue
			}
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				line, _ := c.FieldPos(first + 5 + i)
				return nil, fmt.Errorf("line %d: %q is no number", line, cell)
			}
			x.Numbers[i] = Number(v)
		}
		copy(x.Reached[:], at[5+numbers:])
		t.put(k, x)
	}
	for k := range t.Rows {
		t.pad(k, len(t.Points))
	}
	if len(t.Points) == 0 {
		return nil, errors.New("it has no points")
	}
	return t, nil
}

// put adds the row of the last point.
func (t *Table) put(k Key, x Row) {
	t.pad(k, len(t.Points)-1)
	t.Rows[k] = append(t.Rows[k], x)
}

func (t *Table) pad(k Key, n int) {
	for len(t.Rows[k]) < n {
		t.Rows[k] = append(t.Rows[k], Row{})
	}
}

// Number is a statistic of a row by its name, of Statistics. ok is false where it is not known.
func (r *Row) Number(statistic string) (x float64, ok bool) {
	i := slices.Index(Statistics(), statistic)
	if i < 0 || i >= len(r.Numbers) {
		return 0, false
	}
	x = float64(r.Numbers[i])
	return x, x == x
}

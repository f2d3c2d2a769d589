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

	"github.com/parquet-go/parquet-go"

	"github.com/headroom-planner/headroom/solver/durable"
)

// IncompleteError says that points are missing or damaged.
type IncompleteError struct {
	Dir           string
	Points, Whole int
	Damaged       []string // what is wrong with shards that are there
}

// Error implements error.
func (e *IncompleteError) Error() string {
	s := fmt.Sprintf("%s has %d of %d points: run the sweep again to make the others", e.Dir, e.Whole, e.Points)
	if len(e.Damaged) > 0 {
		s += "\n  " + strings.Join(e.Damaged, "\n  ")
	}
	return s
}

// Columns are the table's, in the order of its CSV file.
func (f *Folder) Columns() []string {
	var scales []string
	for i := range f.Identity.Scales {
		scales = append(scales, f.Identity.Scales[i].column())
	}
	return slices.Concat([]string{"point"}, f.Identity.Axes, scales, []string{"kind", "metric", "entity", "date", "unit"}, Statistics(),
		[]string{"reached_p10", "reached_p50", "reached_p90"})
}

// Merge writes table.csv and table.parquet from the shards, in the order of points. partial merges
// what is there; else missing points are an *IncompleteError and no table is written.
func (f *Folder) Merge(partial bool) (points int, err error) {
	lost := &IncompleteError{Dir: f.Dir, Points: f.Identity.Points}
	// All shards are checked first, so that no table is half written when one of the last is damaged.
	var paths []string
	err = f.walk("shards", func(path string) error {
		if !strings.HasSuffix(path, ".shard") {
			return nil
		}
		p, err := f.pointAt(path)
		if err == nil {
			_, err = f.check(path, p)
		}
		if errors.Is(err, durable.ErrDamaged) {
			lost.Damaged = append(lost.Damaged, err.Error())
			return nil
		}
		if err != nil {
			return err
		}
		paths = append(paths, path)
		return nil
	})
	if err != nil {
		return 0, err
	}
	if lost.Whole = len(paths); lost.Whole < lost.Points && !partial {
		return 0, lost
	}
	for _, t := range []struct {
		name string
		make func(io.Writer) table
	}{{TableName, f.csv}, {"table.parquet", f.parquet}} {
		if err := f.table(t.name, t.make, paths); err != nil {
			return 0, durable.Wrap(f.Dir, err)
		}
	}
	if lost.Whole == lost.Points {
		f.sweepUp()
	}
	return lost.Whole, nil
}

// pointAt is the point that the name of a shard's file says.
func (f *Folder) pointAt(path string) (Point, error) {
	name, id, _ := strings.Cut(strings.TrimSuffix(filepath.Base(path), ".shard"), "-")
	index, err := strconv.Atoi(name)
	if err != nil || index < 0 || index >= f.Identity.Points {
		return Point{}, fmt.Errorf("%s: %w: move it away", path, ErrForeign)
	}
	return Point{Index: index, ID: id}, nil
}

// sweepUp removes what killed processes left behind, once every point is whole and nobody needs it.
func (f *Folder) sweepUp() {
	for _, below := range []string{"", "shards/*", "failed/*"} {
		found, _ := filepath.Glob(filepath.Join(f.Dir, below, durable.TempPrefix+"*"))
		for _, t := range found {
			os.Remove(t)
		}
	}
	os.RemoveAll(filepath.Join(f.Dir, "claims"))
}

type table interface {
	point(s *Shard) error
	end() error
}

func (f *Folder) table(name string, start func(io.Writer) table, paths []string) error {
	w, temp, err := f.disk.Temp(f.Dir)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(w, 1<<16)
	t := start(b)
	for _, path := range paths {
		var p Point
		if p, err = f.pointAt(path); err != nil {
			break
		}
		var s *Shard
		if s, err = f.read(path, p); err != nil {
			break
		}
		if err = t.point(s); err != nil {
			break
		}
	}
	if err == nil {
		err = t.end()
	}
	if err == nil {
		err = b.Flush()
	}
	return f.disk.Settle(w, temp, filepath.Join(f.Dir, name), false, err)
}

type csvTable struct {
	w    *csv.Writer
	id   *Identity
	head []string
}

func (f *Folder) csv(w io.Writer) table { return &csvTable{csv.NewWriter(w), &f.Identity, f.Columns()} }

func (t *csvTable) header() error {
	if t.head == nil {
		return nil
	}
	h := t.head
	t.head = nil
	return t.w.Write(h)
}

func (t *csvTable) point(s *Shard) error {
	if err := t.header(); err != nil {
		return err
	}
	cells := func(row []string, numbers []Number) []string {
		for _, x := range numbers {
			cell := ""
			if x == x {
				cell = strconv.FormatFloat(float64(x), 'g', -1, 64)
			}
			row = append(row, cell)
		}
		return row
	}
	beginning := cells(slices.Concat([]string{s.ID}, s.Labels), t.id.numbers(s.Labels))
	for i := range s.Rows {
		r := &s.Rows[i]
		row := cells(slices.Concat(beginning, []string{r.Kind, r.Metric, r.Entity, r.Date, r.Unit}), r.Numbers)
		if err := t.w.Write(append(row, r.Reached[:]...)); err != nil {
			return err
		}
	}
	return nil
}

func (t *csvTable) end() error {
	err := t.header()
	t.w.Flush()
	return errors.Join(err, t.w.Error())
}

type parquetTable struct {
	w interface {
		WriteRows([]parquet.Row) (int, error)
		Close() error
	}
	id    *Identity
	place map[string]int // of a column in the file, which sorts them
	names []string
	first int // of the statistics among names
}

func (f *Folder) parquet(w io.Writer) table {
	group := parquet.Group{}
	names := f.Columns()
	scale := 1 + len(f.Identity.Axes) // place of the first
	first := scale + len(f.Identity.Scales) + 5
	last := first + len(Statistics())
	for i, n := range names {
		group[n] = parquet.Optional(parquet.String())
		if i >= scale && i < scale+len(f.Identity.Scales) || i >= first && i < last {
			group[n] = parquet.Optional(parquet.Leaf(parquet.DoubleType))
		}
	}
	schema := parquet.NewSchema("sweep", group)
	options := []parquet.WriterOption{schema, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("headroom", "1", ""), parquet.MaxRowsPerRowGroup(1 << 16)}
	for i := range f.Identity.Scales {
		options = append(options, parquet.KeyValueMetadata("unit:"+f.Identity.Scales[i].column(), f.Identity.Scales[i].Unit))
	}
	t := &parquetTable{id: &f.Identity, names: names, place: map[string]int{}, first: first}
	for i, c := range schema.Columns() {
		t.place[c[0]] = i
	}
	t.w = parquet.NewWriter(w, options...)
	return t
}

func (t *parquetTable) point(s *Shard) error {
	scales := t.id.numbers(s.Labels)
	for i := range s.Rows {
		r := &s.Rows[i]
		row := make(parquet.Row, len(t.names))
		text := func(name, v string) {
			k := t.place[name]
			if v == "" {
				row[k] = parquet.NullValue().Level(0, 0, k)
				return
			}
			row[k] = parquet.ByteArrayValue([]byte(v)).Level(0, 1, k)
		}
		number := func(name string, x Number) {
			k := t.place[name]
			row[k] = parquet.NullValue().Level(0, 0, k)
			if x == x {
				row[k] = parquet.DoubleValue(float64(x)).Level(0, 1, k)
			}
		}
		for k, v := range slices.Concat([]string{s.ID}, s.Labels) {
			text(t.names[k], v)
		}
		for k, x := range scales {
			number(t.names[1+len(s.Labels)+k], x)
		}
		for k, v := range []string{r.Kind, r.Metric, r.Entity, r.Date, r.Unit} {
			text(t.names[t.first-5+k], v)
		}
		for k, x := range r.Numbers {
			number(t.names[t.first+k], x)
		}
		for k, v := range r.Reached {
			text(t.names[len(t.names)-3+k], v)
		}
		if _, err := t.w.WriteRows([]parquet.Row{row}); err != nil {
			return err
		}
	}
	return nil
}

func (t *parquetTable) end() error { return t.w.Close() }

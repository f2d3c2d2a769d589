package result

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// rowGroup is how many draws a writer of draws.parquet, or a reader, holds at once.
const rowGroup = 1 << 16

// WriteDraws writes draws.parquet: one row for each draw, with the drawn
// inputs by path, each target's metric in its month, and the metrics that are kept in every month. Columns are doubles
// in the input's or metric's unit, kept as key-value metadata "unit:<column>"; warnings are there too.
func WriteDraws(w io.Writer, s *Set) error {
	group := parquet.Group{"draw": parquet.Leaf(parquet.Int64Type)}
	cols := slices.Concat(s.Inputs, s.Watched, s.Kept)
	at := map[string]int{}
	options := []parquet.WriterOption{parquet.Compression(&parquet.Zstd), parquet.CreatedBy("headroom", "1", ""), parquet.MaxRowsPerRowGroup(rowGroup)}
	for i, c := range cols {
		if _, seen := at[c.Name]; seen {
			continue // two targets may watch one metric in one month, and a kept series has it too
		}
		at[c.Name] = i
		group[c.Name] = parquet.Leaf(parquet.DoubleType)
		options = append(options, parquet.KeyValueMetadata("unit:"+c.Name, c.Unit))
	}
	for _, w := range s.Warnings {
		options = append(options, parquet.KeyValueMetadata("warning:"+w.Code, w.Text.EN))
	}
	schema := parquet.NewSchema("draws", group)
	b := bufio.NewWriter(w)
	pw := parquet.NewWriter(b, append(options, schema)...)
	names := schema.Columns() // in the order of the file
	rows := make([]parquet.Row, BlockSize)
	for i := range rows {
		rows[i] = make(parquet.Row, len(names))
	}
	values := make([][]float64, len(cols))
	drawn := make([][]float64, len(s.Inputs))
	for i := range drawn {
		drawn[i] = make([]float64, BlockSize)
	}
	for lo := 0; lo < s.Draws; lo += BlockSize {
		n := min(BlockSize, s.Draws-lo)
		if s.Redraw != nil {
			s.Redraw(lo/BlockSize, drawn)
		}
		for i, c := range cols {
			if s.Redraw != nil && i < len(drawn) {
				values[i] = drawn[i]
				continue
			}
			values[i] = c.Values[lo : lo+n]
		}
		for i, name := range names {
			k, ok := at[name[0]]
			for d := range n {
				if ok {
					rows[d][i] = parquet.DoubleValue(values[k][d]).Level(0, 0, i)
				} else {
					rows[d][i] = parquet.Int64Value(int64(lo+d)).Level(0, 0, i)
				}
			}
		}
		if _, err := pw.WriteRows(rows[:n]); err != nil {
			return err
		}
	}
	if err := pw.Close(); err != nil {
		return err
	}
	return b.Flush()
}

// readDraws fills Inputs and Watched: a column whose name holds @ is a metric.
func (s *Set) readDraws(b []byte) error {
	f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return fmt.Errorf("draws.parquet: %w", err)
	}
	names := f.Schema().Columns()
	cols := make([][]float64, len(names))
	rows := make([]parquet.Row, 256)
	for _, g := range f.RowGroups() {
		r := g.Rows()
		for {
			n, err := r.ReadRows(rows)
			for _, row := range rows[:n] {
				for i, v := range row {
					if v.Kind() == parquet.Double {
						cols[i] = append(cols[i], v.Double())
					}
				}
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return errors.Join(fmt.Errorf("draws.parquet: %w", err), r.Close())
			}
		}
		if err := r.Close(); err != nil {
			return err
		}
	}
	for i, n := range names {
		if cols[i] == nil {
			continue // the number of the draw
		}
		unit, _ := f.Lookup("unit:" + n[0])
		c := Column{n[0], unit, cols[i]}
		if strings.Contains(n[0], "@") {
			s.Watched = append(s.Watched, c)
		} else {
			s.Inputs = append(s.Inputs, c)
		}
	}
	return nil
}

// readWatched fills Watched alone, column by column.
func (s *Set) readWatched(r io.ReaderAt, size int64) error {
	f, err := parquet.OpenFile(r, size)
	if err != nil {
		return fmt.Errorf("draws.parquet: %w", err)
	}
	values := make([]parquet.Value, 1024)
	for i, n := range f.Schema().Columns() {
		if !strings.Contains(n[0], "@") {
			continue
		}
		c := Column{Name: n[0]}
		c.Unit, _ = f.Lookup("unit:" + n[0])
		for _, g := range f.RowGroups() {
			pages := g.ColumnChunks()[i].Pages()
			err := func() error {
				for {
					page, err := pages.ReadPage()
					if errors.Is(err, io.EOF) {
						return nil
					}
					if err != nil {
						return err
					}
					for in := page.Values(); ; {
						k, err := in.ReadValues(values)
						for _, v := range values[:k] {
							c.Values = append(c.Values, v.Double())
						}
						if errors.Is(err, io.EOF) {
							break
						}
						if err != nil {
							return err
						}
					}
					parquet.Release(page)
				}
			}()
			if err := errors.Join(err, pages.Close()); err != nil {
				return fmt.Errorf("draws.parquet: %w", err)
			}
		}
		s.Watched = append(s.Watched, c)
	}
	return nil
}

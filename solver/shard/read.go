package shard

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/durable"
)

// ErrForeign says that a file is a shard of another run: it is left alone.
var ErrForeign = errors.New("a shard of another run, or another shard of this")

// Shard is one that was drawn, open for reading.
type Shard struct {
	path  string
	file  *os.File
	index index
}

// open opens shard i and checks whose it is and that its end is there; records are checked when they are read.
func (f *Folder) open(i int) (*Shard, error) {
	path := f.Path(i)
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	s := &Shard{path: path, file: file}
	err = s.readIndex()
	if err == nil {
		err = s.belongs(f, i)
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

func (s *Shard) readIndex() error {
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	first := make([]byte, 64)
	n, err := s.file.ReadAt(first, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	line, _, _ := bytes.Cut(first[:n], []byte("\n"))
	var version int
	if _, err := fmt.Sscanf(string(line), magic+" %d", &version); err != nil {
		return fmt.Errorf("%w: it does not begin as a shard does (%d bytes)", durable.ErrDamaged, info.Size())
	}
	if version != FormatVersion {
		return fmt.Errorf("%w: format %d, this program reads %d", durable.ErrVersion, version, FormatVersion)
	}
	last := make([]byte, lastSize)
	if info.Size() < lastSize {
		return fmt.Errorf("%w: truncated, %d bytes", durable.ErrDamaged, info.Size())
	}
	end := info.Size() - lastSize
	if _, err := s.file.ReadAt(last, end); err != nil {
		return err
	}
	var at int64
	if _, err := fmt.Sscanf(string(last), lastLine, &at); err != nil || at < 0 || at > end {
		return fmt.Errorf("%w: truncated, or its last line was changed", durable.ErrDamaged)
	}
	b := make([]byte, end-at)
	if _, err := s.file.ReadAt(b, at); err != nil {
		return err
	}
	body, err := durable.Unseal(indexMagic, FormatVersion, b)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, &s.index); err != nil {
		return fmt.Errorf("%w: %w", durable.ErrDamaged, err)
	}
	return nil
}

// belongs reports whether the index is that of shard i of the folder's run.
func (s *Shard) belongs(f *Folder, i int) error {
	part, err := solver.PartOf(f.Head.Draws, i, f.Head.Shards)
	if err != nil {
		return err
	}
	x := &s.index
	if x.Run != f.hash || x.Shard != i || x.First != part.First || x.Draws != part.Draws || len(x.Chunks) != solver.Chunks(part.Draws) {
		return fmt.Errorf("%w: move it away", ErrForeign)
	}
	return nil
}

// Close closes the file.
func (s *Shard) Close() error { return s.file.Close() }

// packed reads the bytes of a record and checks their sum.
func (s *Shard) packed(e *entry, room *[]byte) ([]byte, error) {
	if e.Bytes < 0 || int64(e.Bytes) > 1<<40 {
		return nil, fmt.Errorf("%s: %w: a record of %d bytes", s.path, durable.ErrDamaged, e.Bytes)
	}
	b := sized(room, e.Bytes)
	if _, err := s.file.ReadAt(b, e.At); err != nil {
		if errors.Is(err, io.EOF) {
			err = fmt.Errorf("%w: truncated", durable.ErrDamaged)
		}
		return nil, fmt.Errorf("%s: %w", s.path, err)
	}
	if !bytes.Equal(sumOf(b), e.Sum) {
		return nil, fmt.Errorf("%s: %w: the checksum of the record at byte %d is another one", s.path, durable.ErrDamaged, e.At)
	}
	return b, nil
}

// record reads record k of a chunk of the shard.
func (s *Shard) record(chunk, k int, into []float64) error {
	c := &s.index.Chunks[chunk]
	if k >= len(c.Records) || c.Records[k].Numbers != len(into) {
		return fmt.Errorf("%s: %w: record %d of chunk %d has another size", s.path, ErrForeign, k, chunk)
	}
	room := rooms.Get().(*readRoom)
	defer rooms.Put(room)
	b, err := s.packed(&c.Records[k], &room.packed)
	if err != nil {
		return err
	}
	dec, err := decoder()
	if err != nil {
		return err
	}
	if err := unpack(dec, b, into, c.Draws, &room.plain); err != nil {
		return fmt.Errorf("%s: %w: record %d of chunk %d: %w", s.path, durable.ErrDamaged, k, chunk, err)
	}
	return nil
}

// Verify reads the whole shard and checks every sum.
func (s *Shard) Verify() error {
	var all []*entry
	for i := range s.index.Chunks {
		for k := range s.index.Chunks[i].Records {
			all = append(all, &s.index.Chunks[i].Records[k])
		}
	}
	var next atomic.Int64
	errs := make([]error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for w := range errs {
		wg.Go(func() {
			var room []byte
			for errs[w] == nil {
				i := int(next.Add(1)) - 1
				if i >= len(all) {
					return
				}
				_, errs[w] = s.packed(all[i], &room)
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

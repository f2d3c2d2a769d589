package shard

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/klauspost/compress/zstd"
)

// A shard's file is a line that says what it is, packed records one after the other, the index, and a last line of
// fixed length with the index's place.
const (
	magic      = "headroom-draws"
	indexMagic = "headroom-index"
	lastLine   = "headroom-end %020d\n"
	lastSize   = 13 + 20 + 1
)

// index says whose a shard is and where its records are.
type index struct {
	Run    string  `json:"run"` // hash of the head
	Shard  int     `json:"shard"`
	First  int     `json:"first"` // draw
	Draws  int     `json:"draws"`
	Chunks []chunk `json:"chunks"`
}

type chunk struct {
	Draws   int     `json:"draws"`
	Records []entry `json:"records"`
}

// entry is one record.
type entry struct {
	At      int64  `json:"at"`
	Bytes   int    `json:"bytes"`
	Numbers int    `json:"numbers"`
	Sum     []byte `json:"sum"` // the first half of the SHA-256 of the packed bytes
}

func sumOf(b []byte) []byte {
	h := sha256.Sum256(b)
	return h[:16]
}

// Draw makes shard i with what draw hands to the sink: aside, synced and renamed at the end. An error,
// or a kill, leaves no shard.
func (f *Folder) Draw(i, workers int, draw func(solver.Part, solver.Sink) error) error {
	part, err := solver.PartOf(f.Head.Draws, i, f.Head.Shards)
	if err != nil {
		return err
	}
	path := f.Path(i)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return durable.Wrap(f.Dir, err)
	}
	file, temp, err := f.disk.Temp(filepath.Dir(path))
	if err != nil {
		return durable.Wrap(f.Dir, err)
	}
	w := newWriter(file, workers)
	w.index = index{Run: f.hash, Shard: i, First: part.First, Draws: part.Draws}
	if err = w.put(fmt.Appendf(nil, "%s %d\n", magic, FormatVersion)); err == nil {
		err = draw(part, w)
	}
	if err == nil {
		err = w.end()
	}
	return durable.Wrap(f.Dir, f.disk.Settle(file, temp, path, false, err))
}

// writer is the sink of a shard.
type writer struct {
	to      *bufio.Writer
	at      int64
	index   index
	workers []packer
}

// packer is a worker's room.
type packer struct {
	enc     *zstd.Encoder
	numbers []float64
	bytes   []byte
}

func newWriter(to io.Writer, workers int) *writer {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return &writer{to: bufio.NewWriterSize(to, 1<<20), workers: make([]packer, workers)}
}

func (w *writer) put(b []byte) error {
	n, err := w.to.Write(b)
	w.at += int64(n)
	return err
}

// Chunk implements solver.Sink. Records are packed by all workers and written in their order.
func (w *writer) Chunk(ctx context.Context, draws, records int, record func(k int, into []float64) []float64) error {
	packed, numbers := make([][]byte, records), make([]int, records)
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, len(w.workers))
	for i := range w.workers {
		p := &w.workers[i]
		wg.Go(func() {
			if p.enc == nil {
				if p.enc, errs[i] = newEncoder(); errs[i] != nil {
					return
				}
			}
			for ctx.Err() == nil {
				k := int(next.Add(1)) - 1
				if k >= records {
					return
				}
				p.numbers = record(k, p.numbers)
				packed[k], numbers[k] = pack(p.enc, p.numbers, draws, &p.bytes), len(p.numbers)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	c := chunk{Draws: draws}
	for k, b := range packed {
		c.Records = append(c.Records, entry{At: w.at, Bytes: len(b), Numbers: numbers[k], Sum: sumOf(b)})
		if err := w.put(b); err != nil {
			return err
		}
	}
	w.index.Chunks = append(w.index.Chunks, c)
	return nil
}

// end writes the index and the last line.
func (w *writer) end() error {
	b, err := json.Marshal(&w.index)
	if err != nil {
		return err
	}
	at := w.at
	if err := w.put(durable.Seal(indexMagic, FormatVersion, b)); err != nil {
		return err
	}
	if err := w.put(fmt.Appendf(nil, lastLine, at)); err != nil {
		return err
	}
	return w.to.Flush()
}

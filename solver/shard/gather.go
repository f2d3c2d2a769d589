package shard

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/result"
)

// IncompleteError says that shards are missing or damaged.
type IncompleteError struct {
	Head    *Head
	Dir     string   // where they are to go
	Missing []int    // those that are damaged too
	Damaged []string // what is wrong with shards that are there
	Quote   func(string) string
}

// mostListed bounds the commands in a message.
const mostListed = 20

// Error lists the commands that make them.
func (e *IncompleteError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d shards of %s are missing or damaged; nothing was merged", len(e.Missing), e.Head.Shards, e.Head.Name)
	for _, d := range e.Damaged {
		fmt.Fprintf(&b, "\n  %s", d)
	}
	b.WriteString("\nthese commands make them:")
	for k, i := range e.Missing {
		if k == mostListed {
			fmt.Fprintf(&b, "\n  ... and %d more", len(e.Missing)-k)
			break
		}
		fmt.Fprintf(&b, "\n  %s", e.Head.CommandOf(i, e.Quote(e.Dir)))
	}
	return b.String()
}

// CommandOf makes shard i in a folder.
func (h *Head) CommandOf(i int, dir string) string {
	return fmt.Sprintf("%s --shard %d/%d --out %s", h.Command, i, h.Shards, dir)
}

// MixedError says that folders hold shards of different runs.
type MixedError struct {
	A, B    string
	Changes []string
}

// Error implements error.
func (e *MixedError) Error() string {
	return fmt.Sprintf("%s and %s are of different runs; nothing was merged. In the second:\n  %s", e.A, e.B, strings.Join(e.Changes, "\n  "))
}

// Run is all shards of a run, ready to be merged. It is a solver.Source.
type Run struct {
	*Head
	folders []*Folder
	shards  []*Shard
	starts  []int // first chunk of each
	quote   func(string) string
}

// Gather finds all shards of a run in its folders: a shard may be in any of them, or in several. It errs with an
// *IncompleteError when some are missing or have no whole end, and with a *MixedError when folders
// are of different runs. quote protects a path in a command.
func Gather(dirs []string, quote func(string) string) (*Run, error) {
	r := &Run{quote: quote}
	for _, dir := range dirs {
		f, err := Open(dir)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s is %w: it has no %s", dir, ErrNoFolder, headName)
		}
		if errors.Is(err, durable.ErrDamaged) {
			return nil, fmt.Errorf("%w; the command of any of its shards writes it again", err)
		}
		if err != nil {
			return nil, err
		}
		if len(r.folders) > 0 && f.hash != r.folders[0].hash {
			return nil, &MixedError{dirs[0], dir, f.Head.changed(r.folders[0].Head)}
		}
		r.folders = append(r.folders, f)
	}
	r.Head = r.folders[0].Head
	lost := r.lost()
	for i := 1; i <= r.Shards; i++ {
		s, wrong, err := r.find(i)
		if err != nil {
			r.Close()
			return nil, err
		}
		if s == nil {
			lost.Missing = append(lost.Missing, i)
			lost.Damaged = append(lost.Damaged, wrong...)
			continue
		}
		r.shards = append(r.shards, s)
		r.starts = append(r.starts, s.index.First/result.FoldSize)
	}
	if len(lost.Missing) > 0 {
		r.Close()
		return nil, lost
	}
	return r, nil
}

func (r *Run) lost() *IncompleteError {
	return &IncompleteError{Head: r.Head, Dir: r.folders[0].Dir, Quote: r.quote}
}

// find opens shard i in the first folder that has one with a whole end.
func (r *Run) find(i int) (s *Shard, wrong []string, err error) {
	for _, f := range r.folders {
		switch s, err := f.open(i); {
		case err == nil:
			return s, nil, nil
		case errors.Is(err, fs.ErrNotExist):
		case errors.Is(err, durable.ErrDamaged):
			wrong = append(wrong, err.Error())
		default:
			return nil, nil, err
		}
	}
	return nil, wrong, nil
}

// Record implements solver.Source.
func (r *Run) Record(chunk, k int, into []float64) error {
	i, begins := slices.BinarySearch(r.starts, chunk)
	if !begins {
		i--
	}
	return r.shards[i].record(chunk-r.starts[i], k, into)
}

// Bytes is the size of all shards.
func (r *Run) Bytes() (n int64) {
	for _, s := range r.shards {
		if info, err := s.file.Stat(); err == nil {
			n += info.Size()
		}
	}
	return n
}

// Verify reads all shards and lists those that are damaged as an *IncompleteError; nil when none is. A merge
// that met one asks it, so that all are told at once.
func (r *Run) Verify() error {
	lost := r.lost()
	for _, s := range r.shards {
		err := s.Verify()
		if err != nil && !errors.Is(err, durable.ErrDamaged) {
			return err
		}
		if err != nil {
			lost.Missing = append(lost.Missing, s.index.Shard)
			lost.Damaged = append(lost.Damaged, err.Error())
		}
	}
	if len(lost.Missing) == 0 {
		return nil
	}
	return lost
}

// Close closes the files.
func (r *Run) Close() {
	for _, s := range r.shards {
		s.Close()
	}
}

// SweepUp removes what killed processes left behind, once the run is merged and nobody draws.
func (r *Run) SweepUp() {
	for _, f := range r.folders {
		for _, path := range f.leftovers() {
			os.Remove(path)
		}
	}
}

// Package shard keeps a single run in parts on disk, the shards, so that machines may draw one scenario
// together. A shard holds the numbers of whole chunks of draws; a merge reads them chunk after chunk into
// the engine's own windows, sieves and sums, and so finds what one undivided run finds, to the last bit.
//
// A folder has run.head, which says what the run is, and shards/. Every file is whole or not there.
package shard

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/headroom-planner/headroom/solver/durable"
	"github.com/headroom-planner/headroom/solver/result"
)

// FormatVersion is the version of a shard's file and of run.head.
const FormatVersion = 1

// Head says what a run is. Two shards belong together when their heads are the same.
type Head struct {
	Name     string         `json:"name"`
	Draws    int            `json:"draws"`
	Shards   int            `json:"shards"`
	Facts    []durable.Fact `json:"facts"`    // what decides the bytes of the run, in a fixed order
	Command  string         `json:"command"`  // makes the undivided run
	Scenario string         `json:"scenario"` // the merged scenario, as the run folder has it
	Set      *result.Set    `json:"set"`      // how the run describes itself
}

// hash is the head in one word.
func (h *Head) hash() string { return durable.Hash(h) }

// changed lists what differs between a head and an older one.
func (h *Head) changed(old *Head) []string {
	out := durable.Changed(h.Facts, old.Facts)
	if h.Shards != old.Shards {
		out = append(out, fmt.Sprintf("divided into %d shards, was %d", h.Shards, old.Shards))
	}
	if len(out) == 0 && h.hash() != old.hash() {
		out = append(out, "the words or origins of the scenario")
	}
	return out
}

// Fact returns the value of a fact, "" for none.
func (h *Head) Fact(name string) string {
	for _, f := range h.Facts {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

// ErrNoFolder says that a folder is another thing.
var ErrNoFolder = errors.New("no folder of shards")

// Folder holds shards of one run.
type Folder struct {
	Dir  string
	Head *Head

	hash string
	disk durable.Writer
}

const (
	headName  = "run.head"
	headMagic = "headroom-run"
	below     = "shards"
)

// Create opens the folder of a run and makes it where there is none. It errs with a *durable.ChangedError
// when the folder holds shards of another run. A damaged head is set aside and written again: shards
// say themselves what they belong to.
func Create(dir string, h *Head) (*Folder, error) {
	f, err := Open(dir)
	if errors.Is(err, durable.ErrDamaged) {
		if _, err = durable.SetAside(filepath.Join(dir, headName)); err == nil {
			err = fs.ErrNotExist
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		if err = begin(dir, h); err == nil {
			f, err = Open(dir) // another process may have been first
		}
	}
	if err != nil {
		return nil, durable.Wrap(dir, err)
	}
	if f.hash != h.hash() {
		return nil, &durable.ChangedError{Dir: dir, Changes: h.changed(f.Head)}
	}
	return f, nil
}

func begin(dir string, h *Head) error {
	if entries, err := os.ReadDir(dir); err == nil {
		for _, e := range entries {
			if n := e.Name(); n != below && !strings.HasPrefix(n, durable.TempPrefix) && !strings.HasPrefix(n, headName) {
				return fmt.Errorf("%s holds %s and no %s: it is %w", dir, n, headName, ErrNoFolder)
			}
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, below), 0o755); err != nil {
		return err
	}
	b, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return err
	}
	return durable.Writer{}.Write(filepath.Join(dir, headName), durable.Seal(headMagic, FormatVersion, append(b, '\n')), true)
}

// Open opens a folder of shards.
func Open(dir string) (*Folder, error) {
	path := filepath.Join(dir, headName)
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	body, err := durable.Unseal(headMagic, FormatVersion, b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	h := &Head{}
	if err := json.Unmarshal(body, h); err != nil || h.Shards < 1 || h.Draws < 1 || h.Set == nil {
		return nil, fmt.Errorf("%s: %w: it does not describe a run", path, durable.ErrDamaged)
	}
	return &Folder{Dir: dir, Head: h, hash: h.hash()}, nil
}

// Path is the file of shard i, counted from 1.
func (f *Folder) Path(i int) string { return filepath.Join(f.Dir, below, fmt.Sprintf("%06d.shard", i)) }

// Has reports whether shard i is there and whole: it reads all of it. A damaged one is set aside, so that it is
// drawn again; said tells of it. A shard of another version or run is an error and is left alone.
func (f *Folder) Has(i int) (ok bool, said string, err error) {
	s, err := f.open(i)
	if err == nil {
		err = errors.Join(s.Verify(), s.Close())
	}
	switch {
	case err == nil:
		return true, "", nil
	case errors.Is(err, fs.ErrNotExist):
		return false, "", nil
	case !errors.Is(err, durable.ErrDamaged):
		return false, "", err
	}
	aside, e := durable.SetAside(f.Path(i))
	if e != nil {
		return false, "", durable.Wrap(f.Dir, e)
	}
	return false, fmt.Sprintf("%v; it is kept as %s and the shard is drawn again", err, aside), nil
}

// leftovers are files that processes are writing, or left when they were killed.
func (f *Folder) leftovers() []string {
	var out []string
	for _, d := range []string{"", below} {
		found, _ := filepath.Glob(filepath.Join(f.Dir, d, durable.TempPrefix+"*"))
		out = append(out, found...)
	}
	return out
}

// Leftover is how many bytes such files have. A merge of the whole run removes them.
func (f *Folder) Leftover() (bytes int64) {
	for _, path := range f.leftovers() {
		if info, err := os.Stat(path); err == nil {
			bytes += info.Size()
		}
	}
	return bytes
}

// Size is the bytes of shard i.
func (f *Folder) Size(i int) (int64, error) {
	info, err := os.Stat(f.Path(i))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

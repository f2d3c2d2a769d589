package sweep

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/headroom-planner/headroom/solver/durable"
)

// Identity is all of them, in a fixed order. Two runs of a sweep may share a folder when theirs are the same.
type Identity struct {
	Name   string         `json:"name"`
	Points int            `json:"points"`
	Axes   []string       `json:"axes"`
	Scales []Scale        `json:"scales,omitempty"` // of axes whose values are numbers
	Facts  []durable.Fact `json:"facts"`
}

// Hash is the identity in one word.
func (id *Identity) Hash() string { return durable.Hash(id) }

// Changed lists what differs between an identity and an older one, as people read it.
func (id *Identity) Changed(old *Identity) []string {
	out := durable.Changed(id.Facts, old.Facts)
	if len(out) == 0 && id.Hash() != old.Hash() {
		out = append(out, "the points are other ones")
	}
	return out
}

// manifest is sweep.json, written once when a folder is made. The clock has no part in it.
type manifest struct {
	Format   int      `json:"format"`
	Identity Identity `json:"identity"`
	File     string   `json:"file"` // the sweep file, from the folder
}

// Folder is a sweep's folder: sweep.json, shards, what failed, and claims of work under way.
type Folder struct {
	Dir      string
	Identity Identity
	File     string // the sweep file, from the folder

	hash string
	disk durable.Writer
}

const manifestName = "sweep.json"

// Create opens the folder of a sweep and makes it where there is none. file is the sweep's file. It errs
// with a *durable.ChangedError when the folder belongs to another sweep.
func Create(dir string, id Identity, file string) (*Folder, error) {
	f, err := Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err = begin(dir, id, file); err == nil {
			f, err = Open(dir) // another process may have been first
		}
	}
	if err != nil {
		return nil, durable.Wrap(dir, err)
	}
	if f.Identity.Hash() != id.Hash() {
		return nil, &durable.ChangedError{Dir: dir, Changes: id.Changed(&f.Identity)}
	}
	return f, nil
}

// ErrNoFolder says that a folder is no sweep's.
var ErrNoFolder = errors.New("it is no sweep's folder")

// own reports whether a sweep's folder has an entry of that name beside its manifest.
func own(name string) bool {
	switch name {
	case "shards", "failed", "claims", "logs", TableName, "table.parquet":
		return true
	}
	return strings.HasPrefix(name, durable.TempPrefix) || strings.HasPrefix(name, "slurm-")
}

func begin(dir string, id Identity, file string) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		for _, e := range entries {
			if !own(e.Name()) {
				return fmt.Errorf("%s holds %s and no %s: %w; choose another --out", dir, e.Name(), manifestName, ErrNoFolder)
			}
		}
	}
	for _, d := range []string{"shards", "failed", "claims"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			return err
		}
	}
	rel := file
	if a, err := filepath.Abs(file); err == nil {
		if d, err := filepath.Abs(dir); err == nil {
			if r, err := filepath.Rel(d, a); err == nil {
				rel = filepath.ToSlash(r)
			}
		}
	}
	b, err := json.MarshalIndent(manifest{FormatVersion, id, rel}, "", "  ")
	if err != nil {
		return err
	}
	return durable.Writer{}.Write(filepath.Join(dir, manifestName), append(b, '\n'), true)
}

// Open opens the folder of a sweep that was begun.
func Open(dir string) (*Folder, error) {
	b, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil, err
	}
	var m manifest
	if err := json.Unmarshal(b, &m); err != nil || m.Format < 1 || m.Identity.Points < 1 {
		return nil, fmt.Errorf("%s/%s is %w: remove that file and run the sweep again, which keeps its shards", dir, manifestName, durable.ErrDamaged)
	}
	if m.Format != FormatVersion {
		return nil, fmt.Errorf("%s is %w: format %d, this program reads %d; use the program that began it", dir, durable.ErrVersion, m.Format, FormatVersion)
	}
	return &Folder{Dir: dir, Identity: m.Identity, File: m.File, hash: m.Identity.Hash()}, nil
}

// each is how many points share a directory: file systems slow down beyond some ten thousand names.
const each = 1000

func (f *Folder) path(kind string, index int, id, ext string) string {
	return filepath.Join(f.Dir, kind, fmt.Sprintf("%04d", index/each), fmt.Sprintf("%07d-%s%s", index, id, ext))
}

func (f *Folder) shard(p Point) string { return f.path("shards", p.Index, p.ID, ".shard") }

// Has reports whether the point's shard is there and whole. A damaged one is set aside, so that the point
// is run again; said tells of it. A shard of another version or sweep is an error and is left alone.
func (f *Folder) Has(p Point) (ok bool, said string, err error) {
	path := f.shard(p)
	_, err = f.check(path, p)
	switch {
	case err == nil:
		return true, "", nil
	case errors.Is(err, fs.ErrNotExist):
		return false, "", nil
	case !errors.Is(err, durable.ErrDamaged):
		return false, "", err
	}
	aside, e := durable.SetAside(path)
	if e != nil {
		return false, "", durable.Wrap(f.Dir, e)
	}
	return false, fmt.Sprintf("%v; it is kept as %s and the point is run again", err, aside), nil
}

// Shard reads the shard of a point. It errs with fs.ErrNotExist when there is none.
func (f *Folder) Shard(p Point) (*Shard, error) { return f.read(f.shard(p), p) }

// check reads the body of a point's shard and checks that it is whole and the point's.
func (f *Folder) check(path string, p Point) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	body, err := durable.Unseal(magic, FormatVersion, b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if !bytes.HasPrefix(body, beginning(f.hash, p)) {
		return nil, fmt.Errorf("%s: %w: move it away", path, ErrForeign)
	}
	return body, nil
}

// read reads the shard of a point from a file.
func (f *Folder) read(path string, p Point) (*Shard, error) {
	body, err := f.check(path, p)
	if err != nil {
		return nil, err
	}
	var s Shard
	if err := json.Unmarshal(body, &s); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", path, durable.ErrDamaged, err)
	}
	return &s, nil
}

// Put writes a point's shard: aside, synced, renamed, and the directory synced. Two processes that
// write one point write the same bytes.
func (f *Folder) Put(s *Shard) error {
	s.Sweep = f.hash
	b, err := encode(s)
	if err != nil {
		return err
	}
	path := f.shard(Point{Index: s.Index, ID: s.ID})
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return durable.Wrap(f.Dir, err)
	}
	if err := f.disk.Write(path, b, false); err != nil {
		return durable.Wrap(f.Dir, err)
	}
	if err := os.Remove(f.path("failed", s.Index, s.ID, ".json")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return durable.Wrap(f.Dir, err)
	}
	return nil
}

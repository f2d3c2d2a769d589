package sweep

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// Fact is one thing that decides the numbers of a sweep: a file, an axis, the program.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Identity is all of them, in a fixed order. Two runs of a sweep may share a folder when theirs are the same.
type Identity struct {
	Name   string   `json:"name"`
	Points int      `json:"points"`
	Axes   []string `json:"axes"`
	Facts  []Fact   `json:"facts"`
}

// Hash is the identity in one word.
func (id *Identity) Hash() string {
	b, err := json.Marshal(id)
	if err != nil {
		panic(err) // strings and a number
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:16])
}

// Changed lists what differs between an identity and an older one, as people read it.
func (id *Identity) Changed(old *Identity) []string {
	var out []string
	was := map[string]string{}
	for _, f := range old.Facts {
		was[f.Name] = f.Value
	}
	for _, f := range id.Facts {
		switch v, ok := was[f.Name]; {
		case !ok:
			out = append(out, fmt.Sprintf("%s is new: %s", f.Name, short(f.Value)))
		case v != f.Value:
			out = append(out, fmt.Sprintf("%s: %s, was %s", f.Name, short(f.Value), short(v)))
		}
		delete(was, f.Name)
	}
	for _, f := range old.Facts {
		if v, gone := was[f.Name]; gone {
			out = append(out, fmt.Sprintf("%s is gone: %s", f.Name, short(v)))
		}
	}
	if len(out) == 0 && id.Hash() != old.Hash() {
		out = append(out, "the points are other ones")
	}
	return out
}

func short(s string) string {
	const most = 100
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "..."
	}
	return s
}

// ChangedError says that a folder belongs to another sweep.
type ChangedError struct {
	Dir     string
	Changes []string
}

// Error implements error.
func (e *ChangedError) Error() string {
	return fmt.Sprintf("%s was begun with something else; nothing in it was touched. What changed:\n  %s\nrun with what it was begun with, or choose another --out",
		e.Dir, strings.Join(e.Changes, "\n  "))
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

	hash   string
	create func(string) (io.WriteCloser, error) // tests fail here
}

const manifestName = "sweep.json"

// Create opens the folder of a sweep and makes it where there is none. file is the sweep's file. It errs
// with a *ChangedError when the folder belongs to another sweep.
func Create(dir string, id Identity, file string) (*Folder, error) {
	f, err := Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err = begin(dir, id, file); err == nil {
			f, err = Open(dir) // another process may have been first
		}
	}
	if err != nil {
		return nil, wrapped(dir, err)
	}
	if f.Identity.Hash() != id.Hash() {
		return nil, &ChangedError{dir, id.Changed(&f.Identity)}
	}
	return f, nil
}

func begin(dir string, id Identity, file string) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), tempPrefix) && e.Name() != "shards" && e.Name() != "failed" && e.Name() != "claims" {
				return fmt.Errorf("%s holds %s and no %s: it is no sweep's folder", dir, e.Name(), manifestName)
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
	f := &Folder{Dir: dir}
	return f.write(filepath.Join(dir, manifestName), append(b, '\n'), true)
}

// Open opens the folder of a sweep that was begun.
func Open(dir string) (*Folder, error) {
	b, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil, err
	}
	var m manifest
	if err := json.Unmarshal(b, &m); err != nil || m.Format < 1 || m.Identity.Points < 1 {
		return nil, fmt.Errorf("%s/%s is not a sweep's", dir, manifestName)
	}
	if m.Format != FormatVersion {
		return nil, fmt.Errorf("%s is of format %d, this program reads %d: use the program that began it", dir, m.Format, FormatVersion)
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
	case !errors.Is(err, ErrDamaged):
		return false, "", err
	}
	aside := path + ".damaged"
	for n := 2; ; n++ {
		if _, taken := os.Lstat(aside); taken != nil {
			break
		}
		aside = path + ".damaged" + strconv.Itoa(n)
	}
	if e := os.Rename(path, aside); e != nil && !errors.Is(e, fs.ErrNotExist) { // another process may have been first
		return false, "", wrapped(f.Dir, e)
	}
	return false, fmt.Sprintf("%v; it is kept as %s and the point is run again", err, filepath.Base(aside)), nil
}

// Shard reads the shard of a point. It errs with fs.ErrNotExist when there is none.
func (f *Folder) Shard(p Point) (*Shard, error) { return f.read(f.shard(p), p) }

// check reads the body of a point's shard and checks that it is whole and the point's.
func (f *Folder) check(path string, p Point) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	body, err := bodyOf(b)
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
		return nil, fmt.Errorf("%s: %w: %w", path, ErrDamaged, err)
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
		return wrapped(f.Dir, err)
	}
	if err := f.write(path, b, false); err != nil {
		return wrapped(f.Dir, err)
	}
	if err := os.Remove(f.path("failed", s.Index, s.ID, ".json")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return wrapped(f.Dir, err)
	}
	return nil
}

const tempPrefix = ".tmp-"

// write writes a file whole or not at all. once keeps a file that is there.
func (f *Folder) write(path string, b []byte, once bool) error {
	dir := filepath.Dir(path)
	w, temp, err := f.temp(dir)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return f.settle(w, temp, path, once, err)
}

// settle syncs and closes a temporary file and renames it to its place, or removes it after an error.
func (f *Folder) settle(w io.WriteCloser, temp, path string, once bool, err error) error {
	if s, ok := w.(interface{ Sync() error }); ok && err == nil {
		err = s.Sync()
	}
	if e := w.Close(); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(temp)
		return err
	}
	if once {
		if err := os.Link(temp, path); err == nil || errors.Is(err, fs.ErrExist) {
			os.Remove(temp)
			return syncDir(filepath.Dir(path))
		}
		// A file system without links: two processes that begin at once write the same bytes, or one of them finds out when it reads.
	}
	if err := os.Rename(temp, path); err != nil {
		if _, there := os.Stat(path); errors.Is(err, fs.ErrNotExist) && there == nil {
			return nil // another process wrote the same and swept up
		}
		os.Remove(temp)
		return err
	}
	return syncDir(filepath.Dir(path))
}

// temp makes a temporary file beside its place. Its name holds neither time nor machine.
func (f *Folder) temp(dir string) (io.WriteCloser, string, error) {
	t, err := os.CreateTemp(dir, tempPrefix+"*")
	if err != nil {
		return nil, "", err
	}
	if err := t.Chmod(0o644); err != nil {
		t.Close()
		os.Remove(t.Name())
		return nil, "", err
	}
	if f.create != nil {
		t.Close()
		w, err := f.create(t.Name())
		if err != nil {
			os.Remove(t.Name())
		}
		return w, t.Name(), err
	}
	return t, t.Name(), nil
}

// syncDir makes a rename last through a loss of power. Some systems cannot sync a directory.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// StoreError is a folder that cannot be written. No shard that was written is lost by it.
type StoreError struct {
	Dir string
	Err error
}

// Error says what to do.
func (e *StoreError) Error() string {
	what := "cannot be written"
	switch {
	case errors.Is(e.Err, syscall.ENOSPC) || errors.Is(e.Err, syscall.EDQUOT):
		what = "has no space left: free some"
	case errors.Is(e.Err, syscall.EROFS):
		what = "is on a read-only file system: mount it for writing"
	case errors.Is(e.Err, fs.ErrPermission):
		what = "may not be written by this user: change its rights"
	}
	return fmt.Sprintf("%s %s, and run again; every shard that was written is kept (%v)", e.Dir, what, e.Err)
}

// Unwrap returns the cause.
func (e *StoreError) Unwrap() error { return e.Err }

func wrapped(dir string, err error) error {
	var errno syscall.Errno
	if err == nil || !errors.As(err, &errno) {
		return err
	}
	return &StoreError{dir, err}
}

// claim notes that this process runs a point, and reports whether nobody did so before. A claim is
// advice and no lock: it holds no clock, a process that was killed leaves it behind, and points that
// others claimed are run last.
func (f *Folder) claim(p Point) (bool, error) {
	path := f.path("claims", p.Index, p.ID, "")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return false, wrapped(f.Dir, err)
	}
	c, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil // another process has merged and swept up
	}
	if err != nil {
		return false, wrapped(f.Dir, err)
	}
	return true, wrapped(f.Dir, c.Close())
}

func (f *Folder) unclaim(p Point) { os.Remove(f.path("claims", p.Index, p.ID, "")) }

// Failure is a point that failed.
type Failure struct {
	Index  int      `json:"index"`
	ID     string   `json:"id"`
	Labels []string `json:"labels"`
	Error  string   `json:"error"`
}

// fail notes a failure for people and for the next run.
func (f *Folder) fail(p Point, cause error) error {
	b, err := json.MarshalIndent(Failure{p.Index, p.ID, p.Labels, cause.Error()}, "", "  ")
	if err != nil {
		return err
	}
	path := f.path("failed", p.Index, p.ID, ".json")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return wrapped(f.Dir, err)
	}
	return wrapped(f.Dir, f.write(path, append(b, '\n'), false))
}

// Forget removes the notes of failures, before points are tried again.
func (f *Folder) Forget() error {
	return f.walk("failed", func(path string) error {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return wrapped(f.Dir, err)
		}
		return nil
	})
}

// Status is what a folder holds, seen from outside and without locks.
type Status struct {
	Points   int       `json:"points"`
	Done     int       `json:"done"`     // shards that are there; a merge checks them
	Claimed  int       `json:"claimed"`  // under way, or left by processes that were killed
	Damaged  int       `json:"damaged"`  // set aside
	Failures []Failure `json:"failures"` // by index
}

// Status looks at the folder. It waits for nobody and changes nothing.
func (f *Folder) Status() (Status, error) {
	s := Status{Points: f.Identity.Points, Failures: []Failure{}}
	done := map[string]bool{}
	err := f.walk("shards", func(path string) error {
		switch name := filepath.Base(path); {
		case strings.HasSuffix(name, ".shard"):
			s.Done++
			done[strings.TrimSuffix(name, ".shard")] = true
		case strings.Contains(name, ".damaged"):
			s.Damaged++
		}
		return nil
	})
	if err == nil {
		err = f.walk("claims", func(path string) error {
			if !done[filepath.Base(path)] {
				s.Claimed++
			}
			return nil
		})
	}
	if err == nil {
		err = f.walk("failed", func(path string) error {
			b, err := os.ReadFile(path)
			if errors.Is(err, fs.ErrNotExist) {
				return nil // mended in the meantime
			}
			var x Failure
			if err == nil {
				err = json.Unmarshal(b, &x)
			}
			if err == nil && !done[fmt.Sprintf("%07d-%s", x.Index, x.ID)] {
				s.Failures = append(s.Failures, x)
			}
			return err
		})
	}
	return s, err
}

// walk visits the files of a kind in the order of points.
func (f *Folder) walk(kind string, visit func(path string) error) error {
	root := filepath.Join(f.Dir, kind)
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), tempPrefix) {
			return err
		}
		return visit(path)
	})
}

// Missing lists the indices of points without a shard file, without reading any.
func (f *Folder) Missing() ([]int, error) {
	have := make([]bool, f.Identity.Points)
	err := f.walk("shards", func(path string) error {
		if i, err := strconv.Atoi(strings.SplitN(filepath.Base(path), "-", 2)[0]); err == nil && i < len(have) && strings.HasSuffix(path, ".shard") {
			have[i] = true
		}
		return nil
	})
	var out []int
	for i, ok := range have {
		if !ok {
			out = append(out, i)
		}
	}
	return out, err
}

// First reads the first shard that is there. It errs with fs.ErrNotExist when there is none.
func (f *Folder) First() (*Shard, error) {
	first := ""
	err := f.walk("shards", func(path string) error {
		if !strings.HasSuffix(path, ".shard") {
			return nil
		}
		first = path
		return fs.SkipAll
	})
	if err != nil {
		return nil, err
	}
	if first == "" {
		return nil, fs.ErrNotExist
	}
	p, err := f.pointAt(first)
	if err != nil {
		return nil, err
	}
	return f.read(first, p)
}

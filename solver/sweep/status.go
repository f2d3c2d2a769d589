package sweep

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/headroom-planner/headroom/solver/durable"
)

// claim notes that this process runs a point, and reports whether nobody did so before. A claim is
// advice and no lock: it holds no clock, a process that was killed leaves it behind, and points that
// others claimed are run last.
func (f *Folder) claim(p Point) (bool, error) {
	path := f.path("claims", p.Index, p.ID, "")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return false, durable.Wrap(f.Dir, err)
	}
	c, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil // another process has merged and swept up
	}
	if err != nil {
		return false, durable.Wrap(f.Dir, err)
	}
	return true, durable.Wrap(f.Dir, c.Close())
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
		return durable.Wrap(f.Dir, err)
	}
	return durable.Wrap(f.Dir, f.disk.Write(path, append(b, '\n'), false))
}

// Forget removes the notes of failures, before points are tried again.
func (f *Folder) Forget() error {
	return f.walk("failed", func(path string) error {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return durable.Wrap(f.Dir, err)
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
		case strings.Contains(name, durable.Damaged):
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
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), durable.TempPrefix) {
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

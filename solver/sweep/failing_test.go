package sweep

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/headroom-planner/headroom/solver/durable"
)

// TestFailures: a point that fails is listed, tried again, and sinks nobody.
func TestFailures(t *testing.T) {
	id, ps, c := small(t, 4)
	want := undisturbed(t, id, ps, c)
	f := open(t, filepath.Join(t.TempDir(), "s"), id)
	tries, broken := 0, true
	sick := func(ctx context.Context, p Point) (*Shard, error) {
		if p.Index == 2 && broken {
			tries++
			return nil, errors.New("no plan today")
		}
		return c(ctx, p)
	}
	r := runs(t, f, ps, sick, Options{Retries: 2, Workers: 1})
	if r.Ran != 3 || len(r.Failed) != 1 || r.Failed[0].ID != ps[2].ID || tries != 3 {
		t.Errorf("%+v after %d tries", r, tries)
	}
	s, err := f.Status()
	if err != nil || s.Done != 3 || len(s.Failures) != 1 || s.Failures[0].Error != "no plan today" {
		t.Errorf("%+v %v", s, err)
	}
	if _, err := f.Merge(true); err != nil {
		t.Error(err)
	}
	broken = false
	if r := runs(t, f, ps, sick, Options{}); r.Had != 3 || r.Ran != 1 || len(r.Failed) != 0 {
		t.Errorf("%+v", r)
	}
	if s, err := f.Status(); err != nil || len(s.Failures) != 0 {
		t.Errorf("%+v %v", s, err)
	}
	if !bytes.Equal(merged(t, f), want) {
		t.Error("the table is another one")
	}
}

// TestLastingFailures: what fails as often as it is tried is tried once, and is among what failed all the same.
func TestLastingFailures(t *testing.T) {
	id, ps, c := small(t, 4)
	f := open(t, filepath.Join(t.TempDir(), "s"), id)
	tries := map[int]int{}
	sick := func(ctx context.Context, p Point) (*Shard, error) {
		tries[p.Index]++
		switch p.Index {
		case 1:
			return nil, &Lasting{errors.New("no such unit")}
		case 2:
			return nil, errors.New("no plan today")
		}
		return c(ctx, p)
	}
	r := runs(t, f, ps, sick, Options{Retries: 2, Workers: 1})
	if r.Ran != 2 || len(r.Failed) != 2 || r.Failed[0].Error != "no such unit" || tries[1] != 1 || tries[2] != 3 {
		t.Errorf("%+v after %v", r, tries)
	}
	if s, err := f.Status(); err != nil || len(s.Failures) != 2 {
		t.Errorf("%+v %v", s, err)
	}
}

// full is a file on a disk with so much space left.
type full struct {
	*os.File
	left *int
	err  error
}

func (f full) Write(b []byte) (int, error) {
	if *f.left -= len(b); *f.left < 0 {
		n, _ := f.File.Write(b[:len(b)/2])
		return n, &fs.PathError{Op: "write", Path: f.Name(), Err: f.err}
	}
	return f.File.Write(b)
}

// TestNoSpace: a full or read-only disk ends the sweep with a clear message; nothing is lost or half written.
func TestNoSpace(t *testing.T) {
	id, ps, c := small(t, 4)
	want := undisturbed(t, id, ps, c)
	for _, d := range []struct {
		err  error
		says string
	}{{syscall.ENOSPC, "has no space left"}, {syscall.EROFS, "read-only file system"}, {syscall.EACCES, "may not be written by this user"}, {syscall.EFBIG, "raise ulimit -f"}, {syscall.EIO, "cannot be written: see why, and run again"}} {
		f := open(t, filepath.Join(t.TempDir(), "s"), id)
		s, err := c(t.Context(), ps[3])
		if err != nil {
			t.Fatal(err)
		}
		left := 5 * Size(s) / 2
		f.disk.Create = func(path string) (io.WriteCloser, error) {
			w, err := os.OpenFile(path, os.O_WRONLY, 0)
			return full{w, &left, d.err}, err
		}
		r, err := Run(t.Context(), f, ps, c, Options{Workers: 1})
		var e *durable.Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), d.says) || !strings.Contains(err.Error(), "is kept") || r.Ran != 2 {
			t.Errorf("%+v %v", r, err)
		}
		if found, _ := filepath.Glob(filepath.Join(f.Dir, "shards/*/"+durable.TempPrefix+"*")); len(found) > 0 {
			t.Errorf("%v is left", found)
		}
		if s, err := f.Status(); err != nil || s.Done != 2 || len(s.Failures) != 0 {
			t.Errorf("%+v %v", s, err)
		}
		f.disk.Create = nil
		if r := runs(t, f, ps, c, Options{}); r.Had != 2 || r.Ran != 2 {
			t.Errorf("%+v", r)
		}
		// The same for the table: the older one stays.
		table := merged(t, f)
		left = 100
		f.disk.Create = func(path string) (io.WriteCloser, error) {
			w, err := os.OpenFile(path, os.O_WRONLY, 0)
			return full{w, &left, d.err}, err
		}
		if _, err := f.Merge(false); !errors.As(err, &e) {
			t.Errorf("a merge on a full disk: %v", err)
		}
		f.disk.Create = nil
		if !bytes.Equal(table, want) || !bytes.Equal(merged(t, f), want) {
			t.Error("the table is another one")
		}
	}
}

// TestRealDisks fills a small disk and writes to a read-only one, where the system lets the test mount them.
func TestRealDisks(t *testing.T) {
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("only root of Linux can mount a small disk; TestNoSpace checks the same with errors that are made up")
	}
	id, ps, c := small(t, 4)
	dir := t.TempDir()
	mount := func(options string) {
		if b, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "headroom-test", dir).CombinedOutput(); err != nil {
			t.Skipf("nothing can be mounted here: %s", b)
		}
	}
	mount("size=100k")
	defer func() { _ = exec.Command("umount", dir).Run() }()
	f := open(t, filepath.Join(dir, "s"), id)
	if _, err := Run(t.Context(), f, ps, c, Options{Workers: 1}); err == nil || !strings.Contains(err.Error(), "has no space left") {
		t.Errorf("a full disk: %v", err)
	}
	s, err := f.Status()
	if err != nil || s.Done < 1 || s.Done > 3 {
		t.Errorf("%+v %v", s, err)
	}
	if b, err := exec.Command("mount", "-o", "remount,ro,size=3000k", dir).CombinedOutput(); err != nil {
		t.Fatalf("%s", b)
	}
	if _, err := Run(t.Context(), f, ps, c, Options{}); err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("a read-only disk: %v", err)
	}
	if _, err := Create(filepath.Join(dir, "new"), id, "small.yaml"); err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("a new sweep on a read-only disk: %v", err)
	}
	if b, err := exec.Command("mount", "-o", "remount,rw,size=3000k", dir).CombinedOutput(); err != nil {
		t.Fatalf("%s", b)
	}
	if r := runs(t, f, ps, c, Options{}); r.Had != s.Done || r.Had+r.Ran != 4 {
		t.Errorf("%+v", r)
	}
	if !bytes.Equal(merged(t, f), undisturbed(t, id, ps, c)) {
		t.Error("the table is another one")
	}
}

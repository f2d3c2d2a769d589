// Package durable writes files whole or not at all, and says what is wrong with a folder in words that
// people can act on. What outlives a kill, a full disk and a wrong clock stands on it: shards of sweeps
// and of long runs.
package durable

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// TempPrefix begins the names of files that are being written, and of those that a killed process left.
const TempPrefix = ".tmp-"

// Writer writes files whole or not at all: aside, synced, renamed, and the directory synced.
type Writer struct {
	Create func(name string) (io.WriteCloser, error) // opens a temporary file that is there; nil for os. Tests fail here
}

// Write writes a file. once keeps a file that is there.
func (d Writer) Write(path string, b []byte, once bool) error {
	w, temp, err := d.Temp(filepath.Dir(path))
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return d.Settle(w, temp, path, once, err)
}

// Temp makes a temporary file in the directory of its place. Its name holds neither time nor machine.
func (d Writer) Temp(dir string) (io.WriteCloser, string, error) {
	t, err := os.CreateTemp(dir, TempPrefix+"*")
	if err != nil {
		return nil, "", err
	}
	if err := t.Chmod(0o644); err != nil {
		t.Close()
		os.Remove(t.Name())
		return nil, "", err
	}
	if d.Create != nil {
		t.Close()
		w, err := d.Create(t.Name())
		if err != nil {
			os.Remove(t.Name())
		}
		return w, t.Name(), err
	}
	return t, t.Name(), nil
}

// Settle syncs and closes a temporary file and renames it to its place, or removes it after an error.
// once keeps a file that is there.
func (d Writer) Settle(w io.WriteCloser, temp, path string, once bool, err error) error {
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

// SetAside renames a damaged file, so that it is made again and still can be looked at, and returns its new name.
func SetAside(path string) (string, error) {
	aside := path + Damaged
	for n := 2; ; n++ {
		if _, taken := os.Lstat(aside); taken != nil {
			break
		}
		aside = path + Damaged + strconv.Itoa(n)
	}
	if err := os.Rename(path, aside); err != nil && !errors.Is(err, fs.ErrNotExist) { // another process may have been first
		return "", err
	}
	return filepath.Base(aside), nil
}

// Damaged ends the name of a file that was set aside; a number may follow.
const Damaged = ".damaged"

// Error is a folder that cannot be written. No shard that was written is lost by it.
type Error struct {
	Dir string
	Err error
}

// Error says what to do.
func (e *Error) Error() string {
	what := "cannot be written: see why"
	switch {
	case errors.Is(e.Err, syscall.ENOSPC) || errors.Is(e.Err, syscall.EDQUOT):
		what = "has no space left: free some"
	case errors.Is(e.Err, syscall.EFBIG):
		what = "may not hold a file so large: raise ulimit -f, or use another file system"
	case errors.Is(e.Err, syscall.EROFS):
		what = "is on a read-only file system: mount it for writing"
	case errors.Is(e.Err, fs.ErrPermission):
		what = "may not be written by this user: change its rights"
	}
	return fmt.Sprintf("%s %s, and run again; every shard that was written is kept (%v)", e.Dir, what, e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Wrap makes what the system says of a folder an *Error, and leaves other errors as they are.
func Wrap(dir string, err error) error {
	var errno syscall.Errno
	if err == nil || !errors.As(err, &errno) {
		return err
	}
	return &Error{dir, err}
}

// Unwritable says of a path why it cannot be written, without the names of files that were on the way to it. An error
// that is none of the system's stays as it is.
func Unwritable(path string, err error) error {
	var errno syscall.Errno
	if err == nil || !errors.As(err, &errno) {
		return err
	}
	why := ""
	switch {
	case errors.Is(errno, fs.ErrNotExist):
		why = "there is no folder to hold it: "
	case errors.Is(errno, syscall.ENOTDIR):
		why = "a part of its path is a file: "
	}
	return fmt.Errorf("%s cannot be written: %s%w", path, why, errno)
}

package durable

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestSeal: what was sealed comes back; each byte that is changed or lacks is noticed, and another version is told apart from damage.
func TestSeal(t *testing.T) {
	body := []byte("two\nlines")
	sealed := Seal("kind", 3, body)
	if got, err := Unseal("kind", 3, sealed); err != nil || !bytes.Equal(got, body) {
		t.Fatalf("%q, %v", got, err)
	}
	for i := range sealed {
		b := slices.Clone(sealed)
		b[i] ^= 1
		// A sum in capitals is the same sum.
		if got, err := Unseal("kind", 3, b); err == nil && !bytes.Equal(got, body) || err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrVersion) {
			t.Errorf("byte %d changed: %q, %v", i, got, err)
		}
		if _, err := Unseal("kind", 3, sealed[:i]); !errors.Is(err, ErrDamaged) {
			t.Errorf("%d bytes of it: %v", i, err)
		}
	}
	if _, err := Unseal("kind", 4, sealed); !errors.Is(err, ErrVersion) {
		t.Errorf("another version: %v", err)
	}
	if _, err := Unseal("other", 3, sealed); !errors.Is(err, ErrDamaged) {
		t.Errorf("another kind: %v", err)
	}
}

// TestUnwritable: what is said names the path that was asked for and not a temporary one.
func TestUnwritable(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for in, says := range map[string]string{filepath.Join(dir, "none"): "there is no folder to hold it: no such file", file: "a part of its path is a file: not a directory"} {
		_, err := os.CreateTemp(in, ".x-*")
		got := Unwritable("out/x", err)
		if got == nil || !strings.HasPrefix(got.Error(), "out/x cannot be written: "+says) || strings.Contains(got.Error(), ".x-") || errors.Is(got, fs.ErrNotExist) != errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v is said as %v", err, got)
		}
	}
	other := errors.New("a reason of ours")
	if Unwritable("x", other) != other || Unwritable("x", nil) != nil {
		t.Error("an error that is not the system's is changed")
	}
}

// full is a disk with room for some bytes.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, &os.PathError{Op: "write", Err: syscall.ENOSPC}
	}
	return len(b), nil
}

func (f *full) Close() error { return nil }

// TestWriteIsWholeOrNothing: a write that fails leaves the old file and nothing beside it; once keeps what is there.
func TestWriteIsWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	holds := func(want string) {
		t.Helper()
		b, err := os.ReadFile(path)
		names, _ := os.ReadDir(dir)
		if err != nil || string(b) != want || len(names) != 1 {
			t.Fatalf("the file holds %q beside %d others (%v), want %q", b, len(names)-1, err, want)
		}
	}
	if err := (Writer{}).Write(path, []byte("old"), false); err != nil {
		t.Fatal(err)
	}
	holds("old")
	small := Writer{Create: func(string) (io.WriteCloser, error) { return &full{2}, nil }}
	err := Wrap(dir, small.Write(path, []byte("new"), false))
	var e *Error
	if !errors.As(err, &e) || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a full disk gives %v", err)
	}
	holds("old")
	if err := (Writer{}).Write(path, []byte("again"), true); err != nil {
		t.Fatal(err)
	}
	holds("old")
	if err := (Writer{}).Write(path, []byte("new"), false); err != nil {
		t.Fatal(err)
	}
	holds("new")
}

// TestFacts: what is new, other and gone is told, in order, and a hash follows every field.
func TestFacts(t *testing.T) {
	old := []Fact{{"seed", "57"}, {"draws", "100"}, {"design", "mc"}}
	now := []Fact{{"seed", "58"}, {"draws", "100"}, {"program", "abc"}}
	want := []string{"seed: 58, was 57", "program is new: abc", "design is gone: mc"}
	if got := Changed(now, old); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if len(Changed(old, old)) != 0 || Hash(old) != Hash(slices.Clone(old)) || Hash(old) == Hash(now) || len(Hash(old)) != 32 {
		t.Error("the hash does not follow the facts")
	}
}

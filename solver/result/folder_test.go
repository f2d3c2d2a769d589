package result

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func content(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

func make1(t *testing.T, path string, force bool) {
	t.Helper()
	f, err := Create(path, force)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Abandon()
	if err := errors.Join(f.Write("summary.csv", content("x")), f.Write("figures/a.svg", content("<svg/>")), f.Finish(Manifest{Name: "n", ScenarioHash: "h"})); err != nil {
		t.Fatal(err)
	}
}

func TestFolderIsWholeOrAbsent(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "runs", "a")
	f, err := Create(path, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Write("summary.csv", content("half")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("an unfinished folder is visible")
	}
	f.Abandon()
	left, _ := os.ReadDir(filepath.Join(dir, "runs"))
	if len(left) != 0 {
		t.Errorf("an abandoned folder leaves %v", left)
	}

	make1(t, path, false)
	var m Manifest
	b, err := os.ReadFile(filepath.Join(path, "manifest.json"))
	if err != nil || json.Unmarshal(b, &m) != nil {
		t.Fatal(err, string(b))
	}
	// SHA-256 of "x".
	if got := m.Files["summary.csv"]; got != "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" {
		t.Errorf("checksum %s", got)
	}
	if m.Files["figures/a.svg"] == "" || m.Format != FormatVersion {
		t.Errorf("manifest %+v", m)
	}
}

func TestFolderIsNeverOverwritten(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	make1(t, path, false)
	if _, err := Create(path, false); !errors.Is(err, ErrExists) {
		t.Errorf("a second run gets %v", err)
	}
	make1(t, path, true)

	mine := filepath.Join(dir, "mine")
	if err := os.MkdirAll(mine, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(mine, "notes"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := Create(filepath.Join(dir, "late"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Abandon()
	f.final = mine // as if the notes had come while the run was drawn
	if err := f.Finish(Manifest{}); err == nil {
		t.Error("--force removed a folder that is not a run")
	}
	if _, err := os.Stat(filepath.Join(mine, "notes")); err != nil {
		t.Error("the notes are gone")
	}
}

// TestForceRemovesRunsOnly: a manifest.json alone does not make a run folder.
func TestForceRemovesRunsOnly(t *testing.T) {
	for manifest, extra := range map[string]string{
		`{"name": "App", "icons": []}`:                                      "index.html",
		`{"name": 3, "version": "1"}`:                                       "index.html",
		`{"format": 2, "files": {}}`:                                        "",
		`{"format": 2, "scenario_hash": "h", "files": {"summary.csv": ""}}`: "figures/mine.svg",
		"no JSON": "",
	} {
		dir := t.TempDir()
		put(t, dir, "manifest.json", manifest)
		put(t, dir, "summary.csv", "x")
		if extra != "" {
			put(t, dir, extra, "mine")
		}
		before := names(t, dir)
		if err := replaceable(dir); err == nil {
			t.Errorf("--force would remove %v beside %s", before, manifest)
		}
	}
}

// TestForceRefusesAtOnce: what --force will not remove is refused before the work.
func TestForceRefusesAtOnce(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "mine/notes", "x")
	put(t, dir, "file", "x")
	make1(t, filepath.Join(dir, "a"), false)
	if err := os.Symlink(filepath.Join(dir, "a"), filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	t.Chdir(filepath.Join(dir, "a"))
	for _, path := range []string{filepath.Join(dir, "mine"), filepath.Join(dir, "file"), filepath.Join(dir, "link"), ".", "./", "..", "/"} {
		if f, err := Create(path, true); err == nil {
			f.Abandon()
			t.Errorf("%s is taken", path)
		}
	}
	if left := names(t, dir); !slices.Equal(left, []string{"a", "file", "link", "mine"}) {
		t.Errorf("%v is left", left)
	}
}

// put writes a file.
func put(t *testing.T, dir, name, body string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(body), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// TestTrailingSlash: a shell completes the name of a folder with a slash.
func TestTrailingSlash(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	for _, force := range []bool{false, true} {
		make1(t, path+"/", force)
		if b, err := os.ReadFile(filepath.Join(path, "summary.csv")); err != nil || string(b) != "x" {
			t.Errorf("force %t: %v, %q", force, err, b)
		}
		if left := names(t, dir); !slices.Equal(left, []string{"a"}) {
			t.Errorf("force %t leaves %v", force, left)
		}
	}
}

// TestOldRunOutlivesFailure: the older run is there again when the new one cannot be placed.
func TestOldRunOutlivesFailure(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	make1(t, path, false)
	f, err := Create(path, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(f.temp); err != nil {
		t.Fatal(err)
	}
	if err := f.replace(); err == nil {
		t.Error("a folder that is gone was placed")
	}
	if b, err := os.ReadFile(filepath.Join(path, "summary.csv")); err != nil || string(b) != "x" {
		t.Errorf("the older run is gone: %v", err)
	}
	if left := names(t, dir); !slices.Equal(left, []string{"a"}) {
		t.Errorf("%v is left", left)
	}
}

// names lists a directory.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestNumbered(t *testing.T) {
	dir := t.TempDir()
	for i := 1; i <= 3; i++ {
		f, err := Numbered(dir, "vietnam")
		if err != nil {
			t.Fatal(err)
		}
		if want := filepath.Join(dir, fmt.Sprintf("vietnam-%03d", i)); f.Path() != want {
			t.Errorf("folder %s, want %s", f.Path(), want)
		}
		if err := f.Finish(Manifest{}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNumberedTogether: runs that start together each find a number of their own.
func TestNumberedTogether(t *testing.T) {
	dir := t.TempDir()
	var runs []*Folder
	for range 3 {
		f, err := Numbered(dir, "vietnam")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Abandon()
		runs = append(runs, f)
	}
	for i, f := range runs {
		if err := errors.Join(f.Write("summary.csv", content(fmt.Sprint(i))), f.Finish(Manifest{})); err != nil {
			t.Fatal(err)
		}
	}
	for i, f := range runs {
		want := filepath.Join(dir, fmt.Sprintf("vietnam-%03d", i+1))
		if b, err := os.ReadFile(filepath.Join(want, "summary.csv")); f.Path() != want || err != nil || string(b) != fmt.Sprint(i) {
			t.Errorf("run %d is in %s, not %s: %q, %v", i, f.Path(), want, b, err)
		}
	}
}

package result

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"

	"github.com/headroom-planner/headroom/solver/durable"
)

// FormatVersion is the version of the run folder's format: 2 added result.json.
const FormatVersion = 2

// Manifest says what a run folder holds and what it came from. Nothing in it
// names the machine; Created is the only field that the clock decides.
type Manifest struct {
	Format       int               `json:"format"`
	Name         string            `json:"name"`
	ScenarioHash string            `json:"scenario_hash"`
	Program      string            `json:"program"`
	Seed         uint64            `json:"seed"`
	Design       string            `json:"design"`
	Draws        int               `json:"draws"`
	Start        string            `json:"start"`
	End          string            `json:"end"`
	Knowledge    string            `json:"knowledge_date,omitempty"`
	Command      string            `json:"command"`
	Files        map[string]string `json:"files"` // SHA-256 of each file, by path in the folder
	Created      string            `json:"created"`
}

// ErrExists says that a run folder is already there.
var ErrExists = errors.New("run folder exists")

// Folder is a run folder that is being written. Everything goes to a hidden
// neighbour that is renamed at the end, so that a folder is whole or absent.
type Folder struct {
	final string
	temp  string
	files map[string]string
	force bool
	made  bool // the parent was made for this folder

	name   string // without its number, when the folder is numbered
	number int
}

// Create begins a run folder at path. It errs with ErrExists when path is
// there and force is false, and when force may not remove what is there.
func Create(path string, force bool) (*Folder, error) {
	path = filepath.Clean(path) // a trailing slash would put the hidden neighbour inside
	if err := vacant(path, force); err != nil {
		return nil, err
	}
	_, err := os.Stat(filepath.Dir(path))
	made := errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, durable.Unwritable(path, err)
	}
	temp, err := os.MkdirTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return nil, durable.Unwritable(path, err)
	}
	return &Folder{final: path, temp: temp, files: map[string]string{}, force: force, made: made}, nil
}

// maxNumber bounds the numbers of one scenario's runs in one directory.
const maxNumber = 99999

// Numbered begins the next folder of the form dir/name-001. The number is
// taken at the end: when another run takes it first, Finish counts on.
func Numbered(dir, name string) (*Folder, error) {
	for n := 1; n <= maxNumber; n++ {
		f, err := Create(numbered(dir, name, n), false)
		if err == nil {
			f.name, f.number = name, n
		}
		if !errors.Is(err, ErrExists) {
			return f, err
		}
	}
	return nil, fmt.Errorf("%s holds too many runs of %s", dir, name)
}

func numbered(dir, name string, n int) string {
	return filepath.Join(dir, fmt.Sprintf("%s-%03d", name, n))
}

// Path returns where the folder will be; that of a numbered folder is certain
// after Finish.
func (f *Folder) Path() string { return f.final }

// Write writes one file of the folder and remembers its checksum.
func (f *Folder) Write(name string, write func(io.Writer) error) error {
	path := filepath.Join(f.temp, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	h := sha256.New()
	err = errors.Join(write(io.MultiWriter(file, h)), file.Sync(), file.Close())
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	f.files[name] = hex.EncodeToString(h.Sum(nil))
	return nil
}

// Finish writes the manifest and renames the folder into place.
func (f *Folder) Finish(m Manifest) error {
	m.Format, m.Files = FormatVersion, f.files
	err := f.Write("manifest.json", func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(m)
	})
	if err != nil {
		return err
	}
	if err := os.Chmod(f.temp, 0o755); err != nil {
		return err
	}
	if f.force {
		return f.replace()
	}
	return f.place()
}

// place renames the finished folder to its path. A numbered folder whose
// number another run took in the meantime gets the next that is free.
func (f *Folder) place() error {
	for {
		err := os.Rename(f.temp, f.final)
		if err == nil {
			return nil
		}
		if _, taken := os.Lstat(f.final); taken != nil || f.name == "" || f.number >= maxNumber {
			return fmt.Errorf("%s: %w", f.final, err)
		}
		f.number++
		f.final = numbered(filepath.Dir(f.final), f.name, f.number)
	}
}

// replace puts the folder in the place of an older run. The older one is only
// moved aside until the new one stands, so that one of them is always whole.
func (f *Folder) replace() error {
	if err := replaceable(f.final); err != nil {
		return err
	}
	aside := f.temp + ".old"
	err := os.Rename(f.final, aside)
	if errors.Is(err, fs.ErrNotExist) {
		return f.place()
	}
	if err != nil {
		return err
	}
	if err := f.place(); err != nil {
		return errors.Join(err, os.Rename(aside, f.final))
	}
	if err := os.RemoveAll(aside); err != nil {
		return fmt.Errorf("%s is written, but the older run is still in %s: %w", f.final, aside, err)
	}
	return nil
}

// vacant errs when a run may not be put at path. It is asked before the work,
// which would be lost with an error at its end.
func vacant(path string, force bool) error {
	_, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return durable.Unwritable(path, err)
	case !force:
		return fmt.Errorf("%s: %w; choose another --out or pass --force", path, ErrExists)
	}
	return replaceable(path)
}

// replaceable errs when --force may not remove what is at path: anything but
// nothing, an empty folder, or a run folder with no file of somebody else's.
func replaceable(path string) error {
	if base := filepath.Base(path); base == "." || base == ".." || base == string(filepath.Separator) {
		return fmt.Errorf("%s cannot be renamed, so a run cannot replace it: give --out a folder's name", path)
	}
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is a file or a link, not a run folder; --force will not remove it", path)
	}
	entries, err := os.ReadDir(path)
	if err != nil || len(entries) == 0 {
		return err
	}
	m, err := readManifest(path)
	if err != nil {
		return fmt.Errorf("%s is not a run folder (%w); --force will not remove it", path, err)
	}
	return m.onlyRun(path)
}

// readManifest reads a run's manifest of any format. Web applications and
// browser extensions call a file manifest.json too, so the name alone proves nothing.
func readManifest(dir string) (Manifest, error) {
	var m Manifest
	b, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return m, errors.New("no manifest.json")
	}
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(b, &m); err != nil || m.Format < 1 || m.ScenarioHash == "" {
		return m, errors.New("its manifest.json is not a run's")
	}
	return m, nil
}

// onlyRun errs when the folder holds a file that the manifest does not list.
func (m *Manifest) onlyRun(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if _, ok := m.Files[name]; !ok && name != "manifest.json" {
			return fmt.Errorf("%s holds %s, which no run wrote; --force will not remove it: move it away or choose another --out", dir, name)
		}
		return nil
	})
}

// Abandon removes what was written so far, and the parent if it was made for
// this folder and is empty. It is harmless after Finish.
func (f *Folder) Abandon() {
	os.RemoveAll(f.temp)
	if f.made {
		os.Remove(filepath.Dir(f.final)) // fails when it is not empty
	}
}

// Names lists the files written so far, sorted.
func (f *Folder) Names() []string {
	out := make([]string, 0, len(f.files))
	for n := range f.files {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

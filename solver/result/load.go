package result

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// WriteResult writes result.json: everything a run found apart from its
// draws, so that figures and reports can be made again without running.
func WriteResult(w io.Writer, s *Set) error {
	c := *s
	c.Inputs, c.Watched, c.Kept = nil, nil, nil
	return json.NewEncoder(w).Encode(&c)
}

// Load reads a run folder back. It errs when the folder is not one, is of
// another format, or a file differs from its checksum. Draws are read only
// when they are asked for.
func Load(dir string, draws bool) (*Set, Manifest, error) {
	var m Manifest
	b, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		return nil, m, fmt.Errorf("%s is not a run folder: %w", dir, err)
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, m, fmt.Errorf("%s/manifest.json: %w", dir, err)
	}
	if m.Format != FormatVersion {
		return nil, m, fmt.Errorf("%s has run-folder format %d; this program reads %d: run the scenario again", dir, m.Format, FormatVersion)
	}
	b, err = m.read(dir, "result.json")
	if err != nil {
		return nil, m, err
	}
	s := &Set{}
	if err := json.Unmarshal(b, s); err != nil {
		return nil, m, fmt.Errorf("%s/result.json: %w", dir, err)
	}
	if s.Hash != m.ScenarioHash {
		return nil, m, fmt.Errorf("%s: result and manifest are of different scenarios", dir)
	}
	if !draws {
		return s, m, nil
	}
	b, err = m.read(dir, "draws.parquet")
	if err != nil {
		return nil, m, err
	}
	return s, m, s.readDraws(b)
}

// LoadWatched is Load with the draws of target metrics, and of kept ones, but without those of
// inputs: of a long run they are a small part of the file, which is never held whole.
func LoadWatched(dir string) (*Set, Manifest, error) {
	s, m, err := Load(dir, false)
	if err != nil {
		return nil, m, err
	}
	const name = "draws.parquet"
	want, ok := m.Files[name]
	if !ok {
		return nil, m, fmt.Errorf("%s has no %s: run the scenario again", dir, name)
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, m, err
	}
	defer f.Close()
	h := sha256.New()
	size, err := io.Copy(h, f)
	if err != nil {
		return nil, m, err
	}
	if hex.EncodeToString(h.Sum(nil)) != want {
		return nil, m, fmt.Errorf("%s/%s was changed after the run: its checksum differs from the manifest's", dir, name)
	}
	return s, m, s.readWatched(f, size)
}

// read reads a file of the folder and checks its sum.
func (m *Manifest) read(dir, name string) ([]byte, error) {
	want, ok := m.Files[name]
	if !ok {
		return nil, fmt.Errorf("%s has no %s: run the scenario again", dir, name)
	}
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	if h := sha256.Sum256(b); hex.EncodeToString(h[:]) != want {
		return nil, fmt.Errorf("%s/%s was changed after the run: its checksum differs from the manifest's", dir, name)
	}
	return b, nil
}

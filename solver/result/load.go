package result

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math"
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

// months is a triple of months that JSON can hold: one beyond the run is null.
type months [3]float64

// MarshalJSON writes null for a month that never comes.
func (m months) MarshalJSON() ([]byte, error) {
	var out [3]*float64
	for i, x := range m {
		if !math.IsInf(x, 0) {
			out[i] = &m[i]
		}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *months) UnmarshalJSON(b []byte) error {
	var in [3]*float64
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	for i, x := range in {
		m[i] = math.Inf(1)
		if x != nil {
			m[i] = *x
		}
	}
	return nil
}

// MarshalJSON writes months beyond the run as null.
func (d DateSummary) MarshalJSON() ([]byte, error) {
	type plain DateSummary
	return json.Marshal(struct {
		plain
		P months
	}{plain(d), months(d.P)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *DateSummary) UnmarshalJSON(b []byte) error {
	type plain DateSummary
	v := struct {
		*plain
		P months
	}{plain: (*plain)(d)}
	err := json.Unmarshal(b, &v)
	d.P = v.P
	return err
}

// MarshalJSON writes months beyond the run as null.
func (r TargetResult) MarshalJSON() ([]byte, error) {
	type plain TargetResult
	return json.Marshal(struct {
		plain
		FirstDate months
	}{plain(r), months(r.FirstDate)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *TargetResult) UnmarshalJSON(b []byte) error {
	type plain TargetResult
	v := struct {
		*plain
		FirstDate months
	}{plain: (*plain)(r)}
	err := json.Unmarshal(b, &v)
	r.FirstDate = v.FirstDate
	return err
}

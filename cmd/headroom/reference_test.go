package main

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/scenarios"
)

var update = flag.Bool("update", false, "write the generated documents anew")

// TestGeneratedDocs: docs/REFERENCE and the schema are what the rows say.
func TestGeneratedDocs(t *testing.T) {
	for path, make := range map[string]func() []byte{
		"../../docs/REFERENCE.en.md":         func() []byte { return referenceOf(t, text.EN) },
		"../../docs/REFERENCE.vi.md":         func() []byte { return referenceOf(t, text.VI) },
		"../../docs/" + scenarios.SchemaFile: scenarios.Schema,
	} {
		want := make()
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s has drifted from the rows; run go test ./cmd/headroom -run GeneratedDocs -update (%v)", path, err)
		}
	}
}

func referenceOf(t *testing.T, lang text.Lang) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := reference(&b, lang); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

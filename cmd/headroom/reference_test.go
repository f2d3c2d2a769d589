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

// TestReferenceOfParts: who reads the reference sees which inputs are asked for in a part alone.
func TestReferenceOfParts(t *testing.T) {
	for lang, words := range map[text.Lang][]string{
		text.EN: {"- A part that may be left out: `mobile.traffic`: Traffic and capacity. What users ask for", "| `users` | 5G users | number, with `mobile.traffic` |"},
		text.VI: {"- Phần có thể lược bỏ: `mobile.priority`: Ưu tiên thôn, bản.", "| `users` | Số thuê bao 5G | số, khi có `mobile.traffic` |"},
	} {
		for _, w := range words {
			if !bytes.Contains(referenceOf(t, lang), []byte(w)) {
				t.Errorf("the reference does not say %q", w)
			}
		}
	}
}

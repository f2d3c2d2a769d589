package scenarios

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

func validator(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(SchemaFile, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(SchemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plainYAML decodes a document as an editor does; ok is false when it does not parse.
func plainYAML(b []byte) (v any, ok bool) {
	if yaml.Unmarshal(b, &v) != nil || v == nil {
		return nil, false
	}
	return wordsOnly(v), true
}

// wordsOnly turns what YAML reads as a time into text, as JSON Schema sees it.
func wordsOnly(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			v[k] = wordsOnly(x)
		}
	case []any:
		for i, x := range v {
			v[i] = wordsOnly(x)
		}
	case interface{ Format(string) string }:
		return v.Format("2006-01-02")
	}
	return v
}

// TestSchemaAcceptsTheLibrary: an editor marks nothing in a shipped scenario
// or in what init writes.
func TestSchemaAcceptsTheLibrary(t *testing.T) {
	s := validator(t)
	for _, name := range libraryNames() {
		if name == "facts" {
			continue
		}
		v, ok := plainYAML(shipped(name))
		if !ok {
			t.Fatalf("%s does not parse", name)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, overlay := range []bool{false, true} {
		text, ok := Template("vietnam", overlay)
		v, parsed := plainYAML(text)
		if !ok || !parsed {
			t.Fatal("no template")
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("template: %v", err)
		}
	}
}

// structural are the codes that a schema can know: the form of a document.
// What needs arithmetic, other layers or the evidence is left to the compiler.
var structural = []string{"unknown-key", "type"}

// TestSchemaAgreesWithTheCorpus: whatever the compiler refuses for its form
// alone the schema refuses too, and what the schema refuses the compiler does.
func TestSchemaAgreesWithTheCorpus(t *testing.T) {
	s := validator(t)
	files, err := filepath.Glob(badDir + "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	formal, agreed := 0, 0
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		v, ok := plainYAML(b)
		if !ok {
			continue
		}
		bad := s.Validate(v) != nil
		problems := report(t, filepath.Base(f))
		if bad && !problems.HasErrors() {
			t.Errorf("%s: the schema refuses what the compiler takes", f)
		}
		only := len(problems) > 0
		for _, p := range problems {
			only = only && slices.Contains(structural, p.Code) && p.File == f
		}
		if !only {
			continue
		}
		formal++
		if bad {
			agreed++
		} else {
			t.Logf("%s: only the compiler refuses it", f)
		}
	}
	t.Logf("%d of %d documents of bad form are refused by the schema", agreed, formal)
	if formal < 10 || agreed < formal {
		t.Errorf("%d of %d documents of bad form are refused by the schema", agreed, formal)
	}
}

// TestSchemaOfParts: a part of a domain may be taken out with null, as compiling allows, and says what it is.
func TestSchemaOfParts(t *testing.T) {
	s := validator(t)
	for _, part := range []string{"traffic", "assets", "sharing", "priority"} {
		text := "version: 2\nextends: [vietnam]\nmobile: {" + part + ": null}\n"
		v, ok := plainYAML([]byte(text))
		if !ok {
			t.Fatal(text)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", part, err)
		}
	}
	for _, words := range []string{"Traffic and capacity / Lưu lượng và dung lượng", "Villages first / Ưu tiên thôn, bản"} {
		if !bytes.Contains(Schema(), []byte(words)) {
			t.Errorf("the schema does not say %q", words)
		}
	}
}

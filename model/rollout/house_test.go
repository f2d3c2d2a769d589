package rollout

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestImports: rollout stands on the ground floor. It knows months, and else
// only arithmetic.
func TestImports(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Imports {
			p := i.Path.Value
			if p != `"math"` && !strings.HasSuffix(p, `/model/axis"`) && !strings.HasSuffix(p, `/model/fast"`) {
				t.Errorf("%s imports %s", file, p)
			}
		}
	}
}

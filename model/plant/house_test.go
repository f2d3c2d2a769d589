package plant

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestImports: plant stands on the ground floor. It takes mathematics, sorting
// and the printing of numbers from the standard library, and nothing else.
func TestImports(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		read++
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Imports {
			if p := i.Path.Value; p != `"math"` && p != `"slices"` && p != `"strconv"` && p != `"github.com/headroom-planner/headroom/model/valid"` {
				t.Errorf("%s imports %s", file, p)
			}
		}
	}
	if read < 10 {
		t.Errorf("read %d files only", read)
	}
}

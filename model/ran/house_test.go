package ran

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestImports: ran stands on the ground floor. It takes mathematics and sorting
// from the standard library, and radio and fast from this one.
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
			switch p := strings.Trim(i.Path.Value, `"`); p {
			case "math", "slices", "strconv":
			case "github.com/headroom-planner/headroom/model/radio", "github.com/headroom-planner/headroom/model/fast", "github.com/headroom-planner/headroom/model/valid":
			default:
				t.Errorf("%s imports %s", file, p)
			}
		}
	}
	if read < 5 {
		t.Errorf("read %d files only", read)
	}
}

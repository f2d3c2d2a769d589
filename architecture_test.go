// Package headroom_test holds the tests of the house itself: which way
// imports run, and that the documentation does what it says.
package headroom_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/headroom-planner/headroom"

// rule says what the non-test files of a package tree may not import. An
// entry that names a path of this module stands for its whole tree; others
// are exact.
type rule struct {
	tree   string
	never  []string
	reason string
}

var domains = []string{"model/mobile", "model/datacenter", "model/gpu", "model/platform", "model/network", "model/mix", "model/power", "model/finance"}

func rules() []rule {
	outside := []string{"os", "io", "time", "context", "log", "math/rand", "math/rand/v2", "go.yaml.in/yaml/v3", "gopkg.in/yaml.v3"}
	out := []rule{
		{"model", []string{"solver", "scenarios", "plots", "cmd", "os", "go.yaml.in/yaml/v3", "github.com/spf13/viper"}, "model is below everything but its ground floor"},
		{"model/declare", append([]string{"model/mobile"}, domains...), "the ground floor knows no domain"},
		{"solver", []string{"scenarios", "plots", "cmd", "go.yaml.in/yaml/v3", "github.com/spf13/viper", "github.com/schollz/progressbar/v3"}, "solver knows plans, not documents or terminals"},
		{"solver/rng", []string{"model", "scenarios", "plots", "os"}, "random numbers depend on nothing"},
		{"solver/dist", []string{"model", "scenarios", "plots", "os"}, "distributions depend on nothing"},
		{"solver/fit", []string{"model", "scenarios", "plots", "os", "solver/sense", "solver/known"}, "fits know series, not the model"},
		{"solver/hindcast", append([]string{"os", "solver/sense", "solver/known"}, domains...), "hindcasts know the process, not the national model"},
		{"solver/couple", []string{"model", "scenarios", "plots", "os"}, "dependence knows distributions alone"},
		{"solver/durable", []string{"model", "scenarios", "plots", "solver"}, "files know nothing of what they hold"},
		{"solver/sample", []string{"model", "scenarios", "plots", "os"}, "designs depend on nothing"},
		{"solver/result", []string{"model/mobile", "model/datacenter", "model/gpu", "model/platform", "model/network", "model/mix", "model/power", "model/finance"}, "results know no domain"},
		{"scenarios", []string{"plots", "cmd", "github.com/spf13/viper"}, "documents end in a plan"},
		{"plots", []string{"scenarios", "cmd", "go.yaml.in/yaml/v3", "github.com/spf13/viper"}, "charts draw results"},
	}
	for _, d := range domains {
		never := append([]string{"solver", "scenarios", "plots", "cmd"}, outside...)
		for _, other := range domains {
			if other != d {
				never = append(never, other)
			}
		}
		out = append(out, rule{d, never, "domains meet in model only"})
	}
	for _, ground := range []string{"model/axis", "model/unit", "model/text", "model/radio", "model/plant", "model/plant/steady", "model/train", "model/ran", "model/fast", "model/rollout", "model/valid", "model/money",
		"model/rack", "model/fleet", "model/project", "model/boundary", "model/grid", "model/logfit", "model/serve"} {
		out = append(out, rule{ground, append([]string{"model/declare"}, domains...), "the ground floor"})
	}
	return out
}

func TestImportsRunOneWay(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if err == nil && (d.Name() == "testdata" || (strings.HasPrefix(d.Name(), ".") && path != ".")) {
				return filepath.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files++
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			checkImport(t, filepath.ToSlash(filepath.Dir(path)), path, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 30 {
		t.Fatalf("only %d files were read; the test runs in the wrong place", files)
	}
}

func checkImport(t *testing.T, dir, file, name string) {
	t.Helper()
	if r, bad := forbidden(dir, name); bad {
		t.Errorf("%s imports %s: %s", file, name, r.reason)
	}
	if impure(dir, name) {
		t.Errorf("%s imports %s: the ground floor computes and does nothing else", file, name)
	}
}

// forbidden returns the rule that an import of name in directory dir breaks.
func forbidden(dir, name string) (rule, bool) {
	local, ours := strings.CutPrefix(name, module+"/")
	for _, r := range rules() {
		if dir != r.tree && !strings.HasPrefix(dir, r.tree+"/") {
			continue
		}
		for _, no := range r.never {
			if name == no || (ours && (local == no || strings.HasPrefix(local, no+"/"))) {
				return r, true
			}
		}
	}
	return rule{}, false
}

// pure are the packages of the ground floor that compute, with what of ours each may import. Of
// the standard library they take mathematics, sorting and the writing of numbers.
var pure = map[string][]string{
	"model/fast": nil, "model/valid": nil, "model/money": nil, "model/radio": {"model/valid"}, "model/plant": {"model/valid"}, "model/plant/steady": {"model/plant", "model/valid"}, "model/train": {"model/valid", "model/logfit"}, "model/logfit": nil, "model/serve": {"model/train", "model/logfit", "model/valid"},
	"model/ran": {"model/radio", "model/fast", "model/money", "model/valid"}, "model/rollout": {"model/axis", "model/fast"},
	"model/rack": {"model/valid"}, "model/fleet": {"model/valid", "model/fast"}, "model/project": {"model/valid"}, "model/boundary": {"model/unit", "model/valid"},
	"model/grid": {"model/plant", "model/axis", "model/unit", "model/valid"},
}

// impure reports whether a package of the ground floor may not import a name.
func impure(dir, name string) bool {
	allowed, ground := pure[dir]
	if local, ours := strings.CutPrefix(name, module+"/"); ours {
		return ground && !slices.Contains(allowed, local)
	}
	return ground && !slices.Contains([]string{"math", "slices", "sort", "strconv"}, name)
}

// TestRulesBite shows that the rules would catch an import that runs uphill.
func TestRulesBite(t *testing.T) {
	for _, c := range []struct{ dir, name string }{
		{"model/mobile", module + "/model/gpu"},
		{"model/gpu", "time"},
		{"solver", module + "/scenarios/diag"},
		{"solver/rng", module + "/model/text"},
		{"scenarios", module + "/plots"},
		{"plots/report", "go.yaml.in/yaml/v3"},
	} {
		if _, bad := forbidden(c.dir, c.name); !bad {
			t.Errorf("nothing stops %s from importing %s", c.dir, c.name)
		}
	}
	for _, c := range []struct {
		dir, name string
		bad       bool
	}{{"model/radio", "fmt", true}, {"model/plant", module + "/model/radio", true}, {"model/ran", module + "/model/radio", false}, {"model/train", "math", false}, {"model/mobile", "fmt", false}} {
		if impure(c.dir, c.name) != c.bad {
			t.Errorf("%s may import %s: %v", c.dir, c.name, c.bad)
		}
	}
}

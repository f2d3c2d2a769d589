package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// TestKubernetes: the manifest is an Indexed Job, its command does a task's points where an index is given, and the
// tasks make the table of a sweep.
func TestKubernetes(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	sweepFile(t, ".", 4, 16)
	say := func(code int, args ...string) (string, string) {
		t.Helper()
		var out, errs bytes.Buffer
		if got := run(args, &out, &errs); got != code {
			t.Fatalf("%v: exit code %d, not %d\n%s", args, got, code, errs.String())
		}
		return out.String(), errs.String()
	}
	manifest, _ := say(exitDone, "sweep", "submit", "kill.yaml", "--engine", "kubernetes", "--image", "r.example/headroom:1", "--claim", "sweeps", "--out", "s", "--tasks", "3", "--set", "finance.discount_rate=9 %/year")
	var doc any
	if err := yaml.Unmarshal([]byte(manifest), &doc); err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join(home(t), "testdata", "indexed-job.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%v\n%s", err, manifest)
	}
	spec := doc.(map[string]any)["spec"].(map[string]any)
	if spec["completions"] != 3 || spec["completionMode"] != "Indexed" || spec["backoffLimitPerIndex"] == nil {
		t.Errorf("the job is %v", spec)
	}
	container := spec["template"].(map[string]any)["spec"].(map[string]any)["containers"].([]any)[0].(map[string]any)
	var task []string
	for _, w := range container["command"].([]any)[1:] {
		task = append(task, w.(string))
	}
	for i := range 3 {
		t.Setenv("JOB_COMPLETION_INDEX", fmt.Sprint(i))
		say(exitDone, task...)
	}
	say(exitDone, "sweep", "merge", "s")
	say(exitDone, "sweep", "kill.yaml", "--out", "own", "--quiet", "--set", "finance.discount_rate=9 %/year")
	if !bytes.Equal(tables(t, "s"), tables(t, "own")) {
		t.Error("the tasks make another table")
	}
	// A field that the API does not have is found.
	spec["backofLimitPerIndex"] = 3
	if schema.Validate(doc) == nil {
		t.Error("the schema lets a field pass that is none")
	}
	if _, errs := say(exitUsage, "sweep", "submit", "kill.yaml", "--engine", "kubernetes"); !strings.Contains(errs, "--image and --claim") {
		t.Error(errs)
	}
	if _, errs := say(exitUsage, "sweep", "submit", "kill.yaml", "--engine", "pbs"); !strings.Contains(errs, "slurm, kubernetes") {
		t.Error(errs)
	}
	if !slices.Contains(task, "auto/3") {
		t.Errorf("the task is %v", task)
	}
}

// home is the folder of this package, wherever the test has gone.
func home(t *testing.T) string {
	t.Helper()
	return packageDir
}

var packageDir = func() string {
	dir, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	return dir
}()

func TestArraySpec(t *testing.T) {
	for _, c := range []struct {
		missing []int
		tasks   int
		want    string
	}{{[]int{0}, 64, "1"}, {[]int{0, 1, 2, 5, 7, 8}, 64, "1-3,6,8-9"}, {[]int{3, 7, 11, 0}, 4, "1,4"}, {[]int{0, 1, 2, 3}, 2, "1-2"}} {
		if got := arraySpec(c.missing, c.tasks); got != c.want {
			t.Errorf("%v in %d tasks are %s, not %s", c.missing, c.tasks, got, c.want)
		}
	}
}

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/headroom-planner/headroom/scenarios"
	"github.com/headroom-planner/headroom/solver"
	"github.com/headroom-planner/headroom/solver/result"
	"github.com/spf13/cobra"
)

// TestQuestions holds docs/QUESTIONS.md: twenty rows, each with a command of this program, whose verb, flags, scenario, variants, metrics,
// targets and inputs exist.
func TestQuestions(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "QUESTIONS.md"))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| ([0-9]+) \\|[^|]*\\| `headroom ([^`]+)` \\|([^|]+)\\|$")
	rows := row.FindAllStringSubmatch(string(b), -1)
	if len(rows) != 20 {
		t.Fatalf("%d rows with a command, not 20", len(rows))
	}
	for _, r := range rows {
		if strings.TrimSpace(r[3]) == "" {
			t.Errorf("question %s has no answer", r[1])
		}
		checkCommand(t, r[1], words(r[2]))
	}
}

// words splits a line as a shell does that knows single quotes.
func words(line string) []string {
	var out []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

func checkCommand(t *testing.T, id string, args []string) {
	t.Helper()
	root := newRoot()
	cmd, rest, err := root.Find(args)
	if err != nil || cmd == root {
		t.Errorf("question %s: no verb %s", id, args[0])
		return
	}
	if err := cmd.ParseFlags(rest); err != nil {
		t.Errorf("question %s: %v", id, err)
		return
	}
	switch names := cmd.Flags().Args(); cmd.Name() {
	case "list":
		var out, errs bytes.Buffer
		if run(args, &out, &errs) != exitDone || out.Len() == 0 {
			t.Errorf("question %s: %s", id, errs.String())
		}
	case "train":
	default:
		checkScenario(t, id, cmd, names[0])
	}
}

// checkScenario compiles the scenario of a command and holds what the command names against it.
func checkScenario(t *testing.T, id string, cmd *cobra.Command, name string) {
	t.Helper()
	doc, problems := scenarios.Load(scenarios.Request{Names: []string{name}, Read: os.ReadFile})
	if doc == nil {
		t.Errorf("question %s: %s", id, problems.Text())
		return
	}
	plan, problems := doc.Compile()
	if plan == nil {
		t.Errorf("question %s: %s", id, problems.Text())
		return
	}
	texts := func(flag string) (out []string) {
		f := cmd.Flags().Lookup(flag)
		if f == nil {
			return nil
		}
		if out, err := cmd.Flags().GetStringArray(flag); err == nil {
			return out
		}
		if out, err := cmd.Flags().GetStringSlice(flag); err == nil {
			return out
		}
		if f.Value.String() != "" {
			out = append(out, f.Value.String())
		}
		return out
	}
	measured := map[string]bool{}
	for _, m := range append(metrics(), plan.Metrics...) {
		measured[m.Key] = m.Part == "" || solver.Coupled.Present(plan.Base, m.Part)
	}
	for _, m := range slices.Concat(texts("metric"), texts("least")) {
		if key, _, _ := strings.Cut(strings.Split(m, "@")[0], "["); !measured[key] {
			t.Errorf("question %s: %s has no metric %s", id, name, m)
		}
	}
	for _, target := range slices.Concat(texts("target"), texts("given")) {
		if !slices.ContainsFunc(plan.Targets, func(x solver.Target) bool { return x.ID == target }) {
			t.Errorf("question %s: %s has no target %s", id, name, target)
		}
	}
	for _, v := range slices.Concat(texts("beside"), texts("with")) {
		if !slices.Contains(doc.Variants(), v) {
			t.Errorf("question %s: %s has no variant %s", id, name, v)
		}
	}
	for _, in := range texts("input") {
		s, err := parseSought(in)
		if err != nil || !slices.ContainsFunc(plan.Assumptions, func(a result.Assumption) bool { return a.Path == s.path }) {
			t.Errorf("question %s: %s has no input %s: %v", id, name, in, err)
		}
	}
}

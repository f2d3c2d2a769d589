package headroom_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// fence is one fenced block of a Markdown file.
type fence struct {
	line int
	info string // "sh", "text", "go file=solver/dist/x.go", ...
	body string
}

func fences(t *testing.T, path string) []fence {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []fence
	var cur *fence
	for i, l := range strings.Split(string(b), "\n") {
		mark, ok := strings.CutPrefix(l, "```")
		switch {
		case ok && cur == nil:
			cur = &fence{line: i + 1, info: strings.TrimSpace(mark)}
		case ok:
			out = append(out, *cur)
			cur = nil
		case cur != nil:
			cur.body += l + "\n"
		}
	}
	if cur != nil {
		t.Fatalf("%s:%d: fence is never closed", path, cur.line)
	}
	return out
}

// TestDocsDoWhatTheySay follows every document in a copy of the repository:
// it writes the files and insertions it shows, runs its sh blocks and
// compares their output with the text block that follows, in which a line
// "..." stands for any lines.
func TestDocsDoWhatTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the documentation's commands")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not installed; the shell blocks of the documentation are not run")
	}
	docs, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, doc := range append([]string{"README.md"}, docs...) {
		fs := fences(t, doc)
		if !follows(fs) {
			continue
		}
		ran++
		t.Run(doc, func(t *testing.T) { follow(t, doc, fs) })
	}
	if ran < 2 {
		t.Fatalf("only %d documents have commands; README and CONTRIBUTING must", ran)
	}
}

func follows(fs []fence) bool {
	for _, f := range fs {
		if f.info == "sh" {
			return true
		}
	}
	return false
}

func follow(t *testing.T, doc string, fs []fence) {
	dir := t.TempDir()
	if err := copyTree(".", dir); err != nil {
		t.Fatal(err)
	}
	output := ""
	for _, f := range fs {
		kind, args, _ := strings.Cut(f.info, " ")
		switch {
		case kind == "sh":
			output = shell(t, doc, dir, f)
		case kind == "text":
			if !matches(output, f.body) {
				t.Errorf("%s:%d: the command printed\n%s\nnot\n%s", doc, f.line, output, f.body)
			}
		case strings.HasPrefix(args, "file="):
			writeFile(t, filepath.Join(dir, strings.TrimPrefix(args, "file=")), f.body)
		case strings.HasPrefix(args, "insert="):
			insert(t, doc, dir, f, strings.TrimPrefix(args, "insert="))
		}
	}
}

// shell runs a block, leaving out the test command itself, which is what is
// running now.
func shell(t *testing.T, doc, dir string, f fence) string {
	t.Helper()
	var keep []string
	for _, l := range strings.Split(f.body, "\n") {
		switch l {
		case "go test ./...", "bash .ci/run":
		default:
			keep = append(keep, l)
		}
	}
	cmd := exec.Command("bash", "-euo", "pipefail", "-c", strings.Join(keep, "\n"))
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s:%d: %v\n%s%s", doc, f.line, err, out, stderr.String())
	}
	return string(out)
}

// insert puts a block after the first line that contains the anchor:
// insert=PATH after=ANCHOR, the anchor being the rest of the line.
func insert(t *testing.T, doc, dir string, f fence, args string) {
	t.Helper()
	path, anchor, ok := strings.Cut(args, " after=")
	if !ok {
		t.Fatalf("%s:%d: insert needs after=", doc, f.line)
	}
	full := filepath.Join(dir, path)
	b, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	before, after, ok := strings.Cut(string(b), anchor)
	if !ok {
		t.Fatalf("%s:%d: %s has no line with %q", doc, f.line, path, anchor)
	}
	rest, tail, _ := strings.Cut(after, "\n")
	writeFile(t, full, before+anchor+rest+"\n"+f.body+tail)
}

// matches compares line by line; a line "..." in want skips any lines.
func matches(got, want string) bool {
	g := strings.Split(strings.TrimRight(got, "\n"), "\n")
	w := strings.Split(strings.TrimRight(want, "\n"), "\n")
	return matchLines(g, w)
}

func matchLines(g, w []string) bool {
	if len(w) == 0 {
		return len(g) == 0
	}
	if w[0] == "..." {
		for i := 0; i <= len(g); i++ {
			if matchLines(g[i:], w[1:]) {
				return true
			}
		}
		return false
	}
	return len(g) > 0 && strings.TrimRight(g[0], " ") == strings.TrimRight(w[0], " ") && matchLines(g[1:], w[1:])
}

func writeFile(t *testing.T, path, body string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

// copyTree copies the repository without run folders and version control.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if path != from && (name == ".git" || name == "runs") {
				return filepath.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, path), 0o755)
		}
		if !d.Type().IsRegular() {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, path), b, 0o644)
	})
}
